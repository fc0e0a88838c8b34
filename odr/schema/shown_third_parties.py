"""Carriers, brokers and makers, as the reader of a case page may know them."""

from odr.domain import participants as p
from odr.domain.producing import CLAUSE
from odr.domain.scoped import frame_subject
from odr.domain.third_parties import may_end
from odr.schema import ids
from odr.schema.reader import Reader
from odr.schema.third_party_types import ThirdParty, ThirdPartyQuestion, ThirdPartyStatement


def third_parties(reader: Reader) -> list[ThirdParty]:
    """Everybody who was asked in; a third party sees itself alone."""
    return [_third_party(one, reader) for one in reader.case.third_parties.values()]


def _third_party(one: p.ThirdParty, reader: Reader) -> ThirdParty:
    case = reader.case
    return ThirdParty(
        id=ids.encode("ThirdParty", one.id),
        kind=one.kind,
        name=reader.name(one.person) if one.person else None,
        label=one.label,
        reasons=one.reasons.body,
        lines=list(one.lines),  # type: ignore[arg-type]
        parcels=list(one.parcels),  # type: ignore[arg-type]
        invited_by=reader.participant(one.by),
        invited_at=one.invited_at,
        joined_at=one.joined_at,
        ended=one.ended,
        you=bool(one.person) and one.person == reader.by.person,
        can_end=may_end(reader.by, one, case) and not reader.seen.closed,
        questions=[_question(asked, reader) for asked in case.questions.values() if asked.third == one.id],
        statements=[_statement(said) for said in case.third_statements if said.third == one.id],
    )


def _question(one: p.ThirdPartyQuestion, reader: Reader) -> ThirdPartyQuestion:
    frame = reader.case.frames.get(f"{CLAUSE}/{frame_subject(one.third, one.id)}")
    return ThirdPartyQuestion(
        id=ids.encode("ThirdPartyQuestion", one.id),
        words=one.words.body,
        shown=list(one.shown),
        sender=reader.participant(one.by),
        at=one.at,
        due=frame.due if frame else None,
        answered=one.answered,
        silent=one.silent,
    )


def _statement(one: p.ThirdPartyStatement) -> ThirdPartyStatement:
    return ThirdPartyStatement(
        id=ids.encode("ThirdPartyStatement", one.id),
        number=one.number,
        words=one.words.body,
        answers=ids.encode("ThirdPartyQuestion", one.answers) if one.answers else None,
        exhibits=list(one.exhibits),
        at=one.at,
    )
