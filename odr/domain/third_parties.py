"""A carrier, a broker or a maker is asked in, is asked something, says it to everybody alike, and leaves.

It sees what concerns it (odr.domain.scoped), is bound by nothing, owes and is owed nothing. What it says both sides and
the neutrals read, so that no decision rests on what a side could not see and answer. Its silence counts against nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Exhibit, Frame, ThirdParty, ThirdPartyQuestion
from odr.domain.events import Departure, Ending, Event, Function, ThirdPartyKind
from odr.domain.exhibits import disclosed_by_third_party, may_hand_in, require_heard, require_third_party, still_there
from odr.domain.guards import (
    AT_WORK,
    Command,
    administrators,
    require_at_work,
    require_open,
    require_role,
    require_words,
)
from odr.domain.producing import CLAUSE, not_produced
from odr.domain.representing import require_no_other_part
from odr.domain.roles import Actor, Role, Room
from odr.domain.scoped import frame_subject
from odr.domain.timeframes import end_clause, end_frames, open_frame
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteThirdParty(Command):
    """Ask somebody outside the sale in. A carrier is asked about parcels, a maker about lines; a broker about lines, or
    about the whole sale where none is named."""

    third: str
    kind: ThirdPartyKind
    reasons: Text
    lines: tuple[str, ...] = ()
    parcels: tuple[str, ...] = ()


def may_invite_third_party(by: Actor, case: Case) -> None:
    """Either side, the neutral at work, or who administers the case: while what it says can still count."""
    if by.role.side is None and by.role not in administrators(case):
        _require_neutral(by, case)
    require_heard(case)


def invite_third_party(ask: InviteThirdParty, case: Case) -> list[Event]:
    may_invite_third_party(ask.by, case)
    require_words(ask.reasons, "Asking somebody in")
    _require_own_business(ask, case)
    return [e.ThirdPartyInvited(ask.third, ask.kind, _label(ask.third, case), ask.lines, ask.parcels, ask.reasons)]


def _require_neutral(by: Actor, case: Case) -> None:
    """The mediator or the decision maker; who reviews decides on what was there."""
    require_role(by, Role.MEDIATOR, Role.DECIDER)
    require_at_work(by, case)


def _require_own_business(ask: InviteThirdParty, case: Case) -> None:
    """What it is asked about is in the order, and of the kind that it knows of."""
    parcels = {parcel.id for one in case.order.shipments for parcel in one.parcels}
    if unknown := [line for line in ask.lines if case.order.line(line) is None]:
        raise no.UnknownLine(line=unknown[0][:40])
    if not parcels.issuperset(ask.parcels):
        raise no.InvalidInput(field="parcels", problem="Name parcels of this order, by their ids.")
    match ask.kind:
        case ThirdPartyKind.CARRIER if not ask.parcels or ask.lines:
            raise no.InvalidInput(field="parcels", problem="A carrier is asked about parcels: name them, and no lines.")
        case ThirdPartyKind.MAKER if not ask.lines or ask.parcels:
            raise no.InvalidInput(field="lines", problem="A maker is asked about what it made: name lines, no parcels.")
        case ThirdPartyKind.BROKER if ask.parcels:
            raise no.InvalidInput(field="parcels", problem="A broker is asked about lines, or about the whole sale.")


def _label(third: str, case: Case) -> str:
    """What its numbers begin with. It follows from its id, so that it tells nothing of how many others were asked."""
    taken = {one.label for one in case.third_parties.values()}
    first = int.from_bytes(sha256(third.encode()).digest()[:4], "big")
    return next(label for n in range(900) if (label := f"T{(first + n) % 900 + 100}") not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsThirdParty(Command):
    """Whoever was asked comes.

    Args:
        belongs_to: organisations they are of, and marketplaces they administer.
        neutrals: the same of the neutrals who serve in the case.
    """

    third: str
    belongs_to: frozenset[str] = frozenset()
    neutrals: frozenset[str] = frozenset()


def join_as_third_party(ask: JoinAsThirdParty, case: Case) -> list[Event]:
    """Nobody of a side's house, nobody to whom a neutral of the case belongs, and each person once."""
    require_role(ask.by, Role.THIRD_PARTY)
    require_open(case)
    asked = case.third_parties.get(ask.third)
    if asked is None or asked.ended is not None:
        raise no.NotFound()
    if asked.person:
        raise no.AlreadyDone()
    require_no_other_part(ask.by.person, case)
    of_a_side = bool(ask.belongs_to & {case.complainant.holder, case.respondent.holder})
    if of_a_side or case.third_party_of(ask.by.person) is not None:
        raise no.HasAnotherPart()
    if ask.belongs_to & ask.neutrals:
        raise no.NeutralBelongsToYou()
    return [e.ThirdPartyJoined(asked.id, ask.by.person, tuple(sorted(ask.belongs_to)))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskThirdParty(Command):
    """Ask it something, or for evidence. `shown`: disclosed exhibits that it is given, by number; `due` (UTC)."""

    third: str
    question: str
    words: Text
    shown: tuple[str, ...] = ()
    due: datetime | None = None


def may_ask_third_party(by: Actor, case: Case) -> None:
    """Whoever reads the answer too: either side, the mediator, the decision maker."""
    if by.role.side is None:
        _require_neutral(by, case)
    require_heard(case)
    if not any(one.active for one in case.third_parties.values()):
        raise no.NothingToAnswer()


def ask_third_party(ask: AskThirdParty, case: Case) -> list[Event]:
    may_ask_third_party(ask.by, case)
    third = case.third_parties.get(ask.third)
    if third is None or not third.active:
        raise no.NotFound()
    require_words(ask.words, "A question")
    if ask.due is not None and ask.due <= ask.at:
        raise no.DateInThePast()
    shown = [_shown(third, one) for one in _to_show(ask, case)]
    return [*shown, e.ThirdPartyAsked(third.id, ask.question, ask.words, ask.shown), *_time_to_answer(ask, case)]


def _time_to_answer(ask: AskThirdParty, case: Case) -> list[Event]:
    """As for any evidence that is asked for; where the rulebook keeps no time for that, it has all there is."""
    if CLAUSE not in case.rulebook.clauses:
        return []
    subject = frame_subject(ask.third, ask.question)
    who = (Role.THIRD_PARTY,)
    return [open_frame(case, CLAUSE, ask.at, subject=subject, room=Room.OPEN, actors=who, typed=ask.due)]


def _to_show(ask: AskThirdParty, case: Case) -> Iterator[Exhibit]:
    """A side shows what it handed in itself, a neutral what is disclosed; nobody what another third party said."""
    known = {one.number: one for one in case.exhibits.values()}
    for number in ask.shown:
        one = known.get(number)
        others = one is not None and one.third not in ("", ask.third)
        if one is None or others or (ask.by.role.side is not None and one.side is not ask.by.role.side):
            raise no.ExhibitUnknown(field="exhibits", exhibit=number[:20])
        if one.summary is not None:
            raise no.InvalidInput(field="exhibits", problem=f"{number} is a summary without a file. Quote it instead.")
        if not still_there(one, case):
            raise no.ExhibitWithdrawn(field="exhibits", exhibit=number)
        yield one


def _shown(third: ThirdParty, one: Exhibit) -> Event:
    return e.ExhibitShown(
        third.id,
        one.id,
        one.number,
        one.side,
        one.upload,
        one.name,
        one.sha256,
        one.media_type,
        one.size,
        one.description,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveThirdPartyStatement(Command):
    """It says what it knows. `exhibits`: its own, by id, disclosed with it; `answers`: the question it answers."""

    statement: str
    words: Text
    answers: str | None = None
    exhibits: tuple[str, ...] = ()


def may_give_statement(by: Actor, case: Case) -> None:
    """While both sides can still answer it, as with exhibits."""
    require_third_party(by, case)
    may_hand_in(by, case)


def give_statement(ask: GiveThirdPartyStatement, case: Case) -> list[Event]:
    may_give_statement(ask.by, case)
    third = require_third_party(ask.by, case)
    require_words(ask.words, "A statement")
    question = _asked(ask.answers, third, case) if ask.answers is not None else None
    given = sum(1 for one in case.third_statements if one.third == third.id)
    given += sum(1 for one in case.exhibits.values() if one.third == third.id)
    number = f"{third.label}-{given + 1}"
    disclosed = disclosed_by_third_party(ask.exhibits, third, given + 2, case)
    numbers = tuple(one.number for one in disclosed)
    stated = e.ThirdPartyStated(third.id, ask.statement, number, ask.words, ask.answers, numbers)
    met = end_clause(case, CLAUSE, Ending.MET, frame_subject(third.id, question.id)) if question else []
    return [stated, *disclosed, *met]


def _asked(question: str, third: ThirdParty, case: Case) -> ThirdPartyQuestion:
    """A question that was late can be answered all the same: who waits for it would rather have it."""
    found = case.questions.get(question)
    if found is None or found.third != third.id:
        raise no.NotFound()
    if found.answered:
        raise no.AlreadyDone()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class EndThirdParty(Command):
    """It leaves, or whoever asked it in asks it out; so can the neutral at work."""

    third: str


def may_end_third_party(by: Actor, case: Case) -> None:
    """Also in a closed case: what it sees there ends with it."""
    if by.role.side is None and by.role not in {Role.THIRD_PARTY, *administrators(case)} and not _leads(by, case):
        raise no.NotAllowed()
    if not any(may_end(by, one, case) for one in case.third_parties.values()):
        raise no.NothingToAnswer()


def may_end(by: Actor, third: ThirdParty, case: Case) -> bool:
    """Whether this actor can end this part."""
    if third.ended is not None:
        return False
    if by.role is Role.THIRD_PARTY:
        return third.person == by.person
    same_side = by.role.side is not None and by.role.side is third.by.role.side
    administers = by.role in administrators(case) and third.by.role in administrators(case)
    return same_side or administers or _leads(by, case)


def _leads(by: Actor, case: Case) -> bool:
    function = AT_WORK.get(case.stage)
    serves = case.neutral(function) if function in (Function.MEDIATOR, Function.DECIDER) and function else None
    return serves is not None and by == Actor(serves.function.role, serves.person)


def end_third_party(ask: EndThirdParty, case: Case) -> list[Event]:
    """What it said stands. What it was still asked is not waited for any more."""
    may_end_third_party(ask.by, case)
    third = case.third_parties.get(ask.third)
    if third is None or not may_end(ask.by, third, case):
        raise no.NotFound()
    how = Departure.LAID_DOWN if ask.by.role is Role.THIRD_PARTY else Departure.REVOKED
    prefix = f"{CLAUSE}/{frame_subject(third.id, '')}"
    waiting = [frame for frame in case.frames.values() if frame.name.startswith(prefix)]
    return [*end_frames(waiting, Ending.MOOT), e.ThirdPartyEnded(third.id, how)]


def nothing_came(subject: str, frame: Frame) -> list[Event]:
    """What was asked for as evidence did not come in time: of a side, or of a third party."""
    return _stayed_silent(subject) if Role.THIRD_PARTY in frame.facts.actors else not_produced(subject)


def _stayed_silent(subject: str) -> list[Event]:
    """Nobody may infer anything from that against a side."""
    third, _, question = subject.partition("/")
    return [e.ThirdPartySilent(third, question)]


def questions_end(case: Case, at: datetime) -> list[Event]:
    """The record closes: what was due by then did not come; what was not due yet is not needed any more."""
    ended: list[Event] = []
    for one in case.questions.values():
        subject = frame_subject(one.third, one.id)
        frame = case.frames.get(f"{CLAUSE}/{subject}")
        if frame is not None:
            late = frame.due <= at
            ended += end_frames([frame], Ending.EXPIRED if late else Ending.MOOT)
            ended += _stayed_silent(subject) if late else []
    return ended
