"""Erasing what somebody said or handed in: asked for on a lawful ground, decided by whoever administers the case.

What nobody else saw yet its own side erases by asking. What was disclosed stays while the case runs, since the other
side may rely on it, but for what an authority orders.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from odr.domain import bidding, needs
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Entry, Note
from odr.domain.events import ErasureGround, Event, Kept, LawfulGround, Submission
from odr.domain.exhibits import require_third_party
from odr.domain.guards import Command, Rules, require_administrator, require_role, require_words
from odr.domain.roles import Actor, Role, Room, drafts_of
from odr.domain.sight import AUDIENCE
from odr.domain.words import Text

ASKING = (Role.COMPLAINANT, Role.RESPONDENT, Role.THIRD_PARTY)
FOR_ALL = (Room.SHARED, Room.OPEN)
"""Rooms of which everybody may hear that somebody wants something in them erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskErasure(Command):
    """Ask for something that one sees in the case to be erased; one's own, not yet disclosed, is erased at once."""

    erasure: str
    what: Submission
    subject: str
    ground: LawfulGround
    reasons: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerErasure(Command):
    """Grant it, which erases at once and for good, or say why not."""

    erasure: str
    erases: bool
    reasons: Text


def may_ask_erasure(by: Actor, case: Case) -> None:
    require_role(by, *ASKING)
    if case.record_erased_at is not None or not _seen(by, case):
        raise no.NothingToAnswer()
    require_no_hold(case)


def ask_erasure(ask: AskErasure, case: Case) -> list[Event]:
    may_ask_erasure(ask.by, case)
    room = _seen(ask.by, case).get((ask.what, ask.subject))
    if room is None:
        raise no.NotFound()
    if case.erased.get((ask.what, ask.subject)) or _is_asked(ask, case):
        raise no.AlreadyDone()
    if room is drafts_of(ask.by.role):
        return erased(ask.what, ask.subject, room, ErasureGround(ask.ground), "", case)
    if room not in FOR_ALL:
        raise no.ErasedWithTheRecord()
    if ask.ground is not LawfulGround.ORDERED and case.closed_at is None:
        raise no.StillReliedOn()
    third = _everything(case)[ask.what, ask.subject][1]
    return [e.ErasureAsked(ask.erasure, ask.what, ask.subject, ask.ground, ask.reasons, third)]


def may_answer_erasure(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    if not any(one.answer is None for one in case.erasures.values()):
        raise no.NothingToAnswer()
    require_no_hold(case)


def answer_erasure(ask: AnswerErasure, case: Case) -> list[Event]:
    may_answer_erasure(ask.by, case)
    asked = case.erasures.get(ask.erasure)
    if asked is None:
        raise no.NotFound()
    if asked.answer is not None:
        raise no.AlreadyDone()
    require_words(ask.reasons, "An answer to somebody who wants something erased")
    answered = e.ErasureAnswered(ask.erasure, ask.erases, ask.reasons, asked.asked.third)
    if not ask.erases:
        return [answered]
    if asked.asked.ground is not LawfulGround.ORDERED and not case.is_over:
        raise no.StillReliedOn()
    what, subject = asked.asked.what, asked.asked.subject
    ground = ErasureGround(asked.asked.ground)
    return [answered, *erased(what, subject, _room_of(what, subject, case), ground, "", case)]


def require_no_hold(case: Case) -> None:
    if case.holds:
        raise no.LegalHoldStands()


def _is_asked(ask: AskErasure, case: Case) -> bool:
    waiting = (one.asked for one in case.erasures.values() if one.answer is None)
    return any((one.what, one.subject) == (ask.what, ask.subject) for one in waiting)


def _seen(by: Actor, case: Case) -> dict[tuple[Submission, str], Room]:
    """What this actor sees of what was said and handed in, and where."""
    everything = _everything(case)
    if by.role is Role.THIRD_PARTY:
        third = require_third_party(by, case).id
        return {key: room for key, (room, of) in everything.items() if of == third}
    return {key: room for key, (room, _) in everything.items() if by.role in AUDIENCE[room]}


def _everything(case: Case) -> dict[tuple[Submission, str], tuple[Room, str]]:
    """All that was said and handed in: in which room, and by which third party if by one."""
    files = (*case.exhibits.values(), *case.drafts.values())
    found = {(Submission.EXHIBIT, one.id): (one.room, one.third) for one in files}
    found |= {(one.what, one.id): (one.noted.room, "") for one in case.notes.values()}
    found |= {(Submission.MESSAGE, said.message): (said.room, "") for said, _ in case.messages}
    found |= {(Submission.STATEMENT, said.id): (Room.OPEN, said.third) for said in case.third_statements}
    if case.filed is not None:
        found[Submission.COMPLAINT, ""] = (Room.SHARED, "")
    if case.answer is not None and case.answer.statement:
        found[Submission.ANSWER, ""] = (Room.SHARED, "")
    if case.counterclaim is not None:
        found[Submission.COUNTERCLAIM, case.counterclaim.id] = (Room.SHARED, "")
        if case.counterclaim.answer:
            found[Submission.COUNTERCLAIM_ANSWER, case.counterclaim.id] = (Room.SHARED, "")
    return found


def _room_of(what: Submission, subject: str, case: Case) -> Room:
    return _everything(case)[what, subject][0]


def erased(what: Submission, subject: str, room: Room, ground: ErasureGround, clause: str, case: Case) -> list[Event]:
    """The entry that erases: seen by whoever sees what it erases."""
    third = _everything(case)[what, subject][1]
    if what is Submission.EXHIBIT:
        return [e.ExhibitErased(subject, room, ground, clause, third)]
    return [e.WordsErased(what, subject, room, ground, clause, third)]


def every_exhibit(case: Case, clause: str) -> list[Event]:
    """Erase all of them, disclosed or not, by rule."""
    left = {key: room for key, (room, _) in _everything(case).items() if key not in case.erased}
    return [
        one
        for (what, subject), room in left.items()
        if what is Submission.EXHIBIT
        for one in erased(what, subject, room, ErasureGround.BY_RULE, clause, case)
    ]


def spent(case: Case, entries: Sequence[Entry], new: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the entries whose words are erased with the entries `new`.

    Under a legal hold nothing goes; what would have gone goes when the last hold is lifted.
    """
    moved = [one.event for one in new if isinstance(one.event, e.LegalHoldPlaced | e.LegalHoldLifted)]
    if case.holds or moved:
        held = set(case.holds)
        for event in moved:
            held ^= {event.hold}
        if held:
            return frozenset()
    if any(isinstance(event, e.LegalHoldLifted) for event in moved):
        entries, new = (), [*entries, *new]
    return bidding.spent(entries, new) | needs.spent(entries, new) | _erased_with(entries, new)


def _erased_with(entries: Sequence[Entry], new: Sequence[Entry]) -> frozenset[int]:
    found: set[int] = set()
    for at, entry in enumerate(new):
        before = (*entries, *new[:at])
        match entry.event:
            case e.ExhibitErased(exhibit=exhibit):
                found |= {one.number for one in before if is_of(Submission.EXHIBIT, exhibit, one.event)}
                found |= _of_notes(exhibit, before)
            case e.WordsErased(what=what, subject=subject):
                found |= {one.number for one in before if is_of(what, subject, one.event)}
            case e.RetentionEnded(kept=Kept.RECORD):
                found |= {one.number for one in before}
            case _:
                pass
    return frozenset(found)


def _of_notes(exhibit: str, entries: Sequence[Entry]) -> set[int]:
    """What was said of the notes on an exhibit, which go with it."""
    noted = e.ExhibitAnnotated | e.TranslationNoted
    notes = [Note(one.event, one.by, one.at) for one in entries if isinstance(one.event, noted)]
    gone = {(one.what, one.id) for one in notes if one.noted.exhibit == exhibit}
    return {one.number for one in entries if any(is_of(what, subject, one.event) for what, subject in gone)}


_SAYS: dict[Submission, tuple[type, str]] = {
    Submission.COMPLAINT: (e.ComplaintFiled, ""),
    Submission.ANSWER: (e.AnswerGiven, ""),
    Submission.COUNTERCLAIM: (e.CounterclaimMade, "counterclaim"),
    Submission.COUNTERCLAIM_ANSWER: (e.CounterclaimAnswered, "counterclaim"),
    Submission.MESSAGE: (e.MessageSent, "message"),
    Submission.STATEMENT: (e.ThirdPartyStated, "statement"),
    Submission.ANNOTATION: (e.ExhibitAnnotated, "annotation"),
    Submission.TRANSLATION: (e.TranslationNoted, "translation"),
}
"""Which entry says it, and which of its fields is its id."""


def is_of(what: Submission, subject: str, event: Event) -> bool:
    """Whether an entry holds words of this: what was said of it in the first place, and each correction."""
    if isinstance(event, e.SubmissionCorrected | e.SubmissionWithdrawn | e.ErasureAsked):
        return (event.what, event.subject) == (what, subject)
    if what is Submission.EXHIBIT:
        return getattr(event, "exhibit", None) == subject
    kind, field = _SAYS[what]
    return isinstance(event, kind) and (not field or getattr(event, field) == subject)


RULES: Rules = {AskErasure: ask_erasure, AnswerErasure: answer_erasure}
"""Which of its rules answers which command."""
