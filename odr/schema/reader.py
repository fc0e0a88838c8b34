"""Who reads a case page, and under which names they know the people in it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from odr.assignment import PAYER
from odr.clerk import CaseSeen
from odr.domain.case import Case
from odr.domain.facts import OrderFacts
from odr.domain.possible import Possible
from odr.domain.remedies import Claim as KnownClaim
from odr.domain.remedies import RemedyLine as KnownLine
from odr.domain.remedies import goes_back
from odr.domain.roles import NEUTRALS, Actor, HolderKind, Role, Side
from odr.domain.roles import Party as Known
from odr.records.reasons import why_words
from odr.records.telling import Teller
from odr.records.words import words
from odr.schema.base import Money
from odr.schema.fact_types import CLAIMED
from odr.schema.part_types import Claim, Participant, Party, RemedyLine

LANGUAGE = "en"
"""The sentences of the page; further catalogues come with further languages."""


def language_of(wanted: str, case: Case) -> str:
    """The language of the rulebook's texts and of the reasons of dates: the reader's where the rulebook declares it."""
    declared = case.rulebook.languages
    return next((one for one in (wanted, case.language) if one in declared), LANGUAGE)


def ids_named(seen: CaseSeen) -> set[str]:
    """Whom this reader knows by name: sides, who speaks for them, neutrals, who pays them, people of the own side."""
    case = seen.case
    around = {case.complainant.holder, case.respondent.holder, case.marketplace, seen.by.person}
    neutrals = {name for one in case.appointments for name in (one.person, one.payer)}
    own = {entry.by.person for entry in seen.entries if entry.by.role is seen.by.role}
    speaking = {one.person for one in case.representations.values()} | {case.recipient}
    speaking |= {one.person for one in case.third_parties.values()}
    return (around | neutrals | own | speaking) - {"", PAYER}


class Reader:
    """The reader of one page.

    Args:
        names: from accounts, for the ids of `ids_named`.
        language: the one of the reader's profile.
    """

    def __init__(self, seen: CaseSeen, names: Mapping[str, str], language: str = LANGUAGE) -> None:
        self.seen, self.case, self.by = seen, seen.case, seen.by
        self.role = seen.by.role
        self.language = language_of(language, seen.case)
        self.why = why_words(self.language)
        self._names = names
        self.teller = Teller(seen.case, names, words(LANGUAGE), seen.case.staff_zone)
        self._known: dict[Actor, Participant] = {}

    @cached_property
    def possible(self) -> list[Possible]:
        """What this reader can do now."""
        return self.seen.possible()

    def participant(self, actor: Actor) -> Participant:
        """Somebody who acted. A person of an organisation shows to their own side only, a representative to all."""
        found = self._known.get(actor)
        if found is None:
            found = self._known[actor] = Participant(
                role=actor.role,
                name=self._called(actor),
                person=self._person(actor),
                by_mandate=self._by_mandate(actor),
                you=bool(actor.person) and actor.person == self.by.person,
            )
        return found

    def _called(self, actor: Actor) -> str:
        """Neutrals and third parties by their own names; a third party knows neutrals by what they do."""
        named = actor.role in NEUTRALS or actor.role is Role.THIRD_PARTY
        known = self._names.get(actor.person) if named else None
        return known or (self.name("") if named and self.role is not Role.THIRD_PARTY else self.teller.role(actor.role))

    def _person(self, actor: Actor) -> str | None:
        side = actor.role.side
        if self._by_mandate(actor):
            return self.name(actor.person)
        if side is None or actor.role is not self.role:
            return None
        return self._names.get(actor.person) if self.case.party(side).holder_kind is not HolderKind.PERSON else None

    def _by_mandate(self, actor: Actor) -> bool:
        mandated = any(one.is_of(actor) for one in self.case.representations.values())
        return mandated or actor.role is Role.RECIPIENT

    def name(self, holder: str) -> str:
        """The name of a person, an organisation or a marketplace."""
        return self.teller.name(holder)

    def party(self, side: Side) -> Party:
        """One side."""
        known: Known = self.case.party(side)
        return Party(
            side=side,
            name=self.teller.side(side),
            capacity=known.capacity,
            sale_role=known.sale_role,
            country=known.country,
            zone=known.zone,
            you=self.role.acts_as is Role(side.value),
            bound_by_law=side in self.case.bound_by_law,
            guardianship=self.case.guardianships.get(side),
            awaits_guardian=self.case.awaits_guardian(side),
            capacity_claimed=side in self.case.capacity_claimed,
        )

    def remedies(self, lines: Sequence[KnownLine]) -> list[RemedyLine]:
        """Lines of remedies, in their order."""
        return [self.remedy(line) for line in lines]

    def remedy(self, line: KnownLine) -> RemedyLine:
        """One line."""
        return remedy_of(line, self.case.order)


def remedy_of(line: KnownLine, order: OrderFacts) -> RemedyLine:
    """One line of remedies about this order."""
    sold = order.line(line.line) if line.line is not None else None
    return RemedyLine(
        remedy=line.remedy,
        line=line.line,  # type: ignore[arg-type]
        title=sold.title if sold else None,
        quantity=line.quantity,
        amount=Money.of(line.amount) if line.amount else None,
        owed_by=line.owed_by,
        note=line.note.body if line.note else None,
        due=line.due,
        return_cost=line.return_cost,
        after_return=goes_back(line),
        item=line.item,
    )


def claim_of(claim: KnownClaim, order: OrderFacts) -> Claim:
    """One claim about this order."""
    sold = order.line(claim.line)
    return Claim(
        id=claim.id,  # type: ignore[arg-type]
        line=claim.line,  # type: ignore[arg-type]
        title=sold.title if sold else "",
        quantity=claim.quantity,
        complaint=claim.complaint,
        remedies=[remedy_of(line, order) for line in claim.remedies],
        vouched=CLAIMED,
    )
