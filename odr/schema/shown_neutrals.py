"""The neutrals of a case page: who serves, what they disclosed, and what the sides object."""

from odr.domain.case import Appointment
from odr.schema import ids
from odr.schema.part_types import Disclosure, Neutral, Objection
from odr.schema.reader import Reader


def neutrals(reader: Reader) -> list[Neutral]:
    """Everybody who was appointed, in order."""
    return [
        Neutral(
            function=one.function,
            name=reader.name(one.person),
            appointer=one.appointer,
            payer=reader.teller.payer(one.payer),
            how=one.how,
            at=one.at,
            active=one.active,
            you=one.person == reader.by.person,
            disclosures=_disclosures(one),
        )
        for one in reader.case.appointments
    ]


def _disclosures(one: Appointment) -> list[Disclosure]:
    return [
        Disclosure(
            circumstances=said.circumstances.body if said.circumstances else None,
            nothing=said.circumstances is None,
            at=said.at,
        )
        for said in one.disclosures
    ]


def objections(reader: Reader) -> list[Objection]:
    """All objections, in order."""
    waiting = reader.case.waiting_objections
    return [
        Objection(
            id=ids.encode("Objection", one.made.objection),
            side=one.made.side,
            function=one.made.function,
            name=reader.name(one.made.person),
            reasons=one.made.reasons.body,
            at=one.at,
            sustained=one.sustained,
            answer=one.answer.body if one.answer else None,
            waits=one in waiting,
            by_rule=bool(one.clause),
        )
        for one in reader.case.objections.values()
    ]
