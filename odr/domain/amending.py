"""People correct or take back what they said or handed in. The original stays and reads as corrected or withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import Event, Submission
from odr.domain.exhibits import require_heard, require_third_party
from odr.domain.guards import Command, require_open, require_role, require_words
from odr.domain.roles import NEUTRALS, Actor, Role, Room
from odr.domain.sight import AUDIENCE
from odr.domain.talk import require_taken
from odr.domain.words import Text

TAKEN_BACK = (
    Submission.MESSAGE,
    Submission.EXHIBIT,
    Submission.STATEMENT,
    Submission.ANNOTATION,
    Submission.TRANSLATION,
)
"""What can be taken back by itself. A complaint and a counterclaim are withdrawn by acts of their own."""
SAID = (Submission.MESSAGE, Submission.ANNOTATION, Submission.TRANSLATION)
"""What reaches others as a message does."""
RESTED_ON = (Room.SHARED, Room.OPEN)
"""Rooms on whose words a decision may rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectSubmission(Command):
    """Say how something reads that one's own side said; of an exhibit, its description."""

    what: Submission
    subject: str
    reads: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSubmission(Command):
    """Take back a message, an exhibit or a statement, for everybody who saw it to see."""

    what: Submission
    subject: str
    reasons: Text | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """Something of one's own that can be corrected, and the room in which it was said."""

    what: Submission
    subject: str
    room: Room
    third: str = ""


SPEAKING = (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER, Role.THIRD_PARTY)
"""Who says or hands in something in a case."""


def may_correct(by: Actor, case: Case) -> None:
    require_role(by, *SPEAKING)
    _require_some(list(own(by, case)), by, case)


def may_take_back(by: Actor, case: Case) -> None:
    require_role(by, *SPEAKING)
    _require_some([one for one in own(by, case) if one.what in TAKEN_BACK], by, case)


def _require_some(mine: list[Own], by: Actor, case: Case) -> None:
    _require_time(by, case)
    if not any(_changeable(one, case) for one in mine):
        raise no.NothingToAnswer()


def _require_time(by: Actor, case: Case) -> None:
    """A third party corrects as long as it is heard: it sees no more of the case than its stages."""
    if by.role is Role.THIRD_PARTY:
        require_heard(case)
    require_open(case)


def own(by: Actor, case: Case) -> Iterator[Own]:
    """What this actor said or handed in and did not take back: a side's people share it, a neutral's is its own."""
    if by.role is Role.THIRD_PARTY:
        found = [*_of_third_party(require_third_party(by, case).id, case)]
    else:
        found = [*_statements(by, case), *_messages(by, case), *_exhibits(by, case), *_notes(by, case)]
    left = (one for one in found if (one.what, one.subject) not in case.erased)
    return (one for one in left if not case.is_withdrawn(one.what, one.subject))


def _statements(by: Actor, case: Case) -> Iterator[Own]:
    returned = case.counterclaim
    if by.role.acts_as is Role.COMPLAINANT:
        yield Own(Submission.COMPLAINT, "", Room.SHARED)
        if returned and returned.answer:
            yield Own(Submission.COUNTERCLAIM_ANSWER, returned.id, Room.SHARED)
    if by.role is Role.RESPONDENT:
        if case.answer and case.answer.statement:
            yield Own(Submission.ANSWER, "", Room.SHARED)
        if returned and returned.stands:
            yield Own(Submission.COUNTERCLAIM, returned.id, Room.SHARED)


def is_own(author: Actor, by: Actor) -> bool:
    """Whether somebody can change what this author said: the people of a side share it."""
    return author == by or (author.role.acts_as is by.role.acts_as and by.role not in NEUTRALS)


def _messages(by: Actor, case: Case) -> Iterator[Own]:
    """What was hidden as abusive stays as it is."""
    for said, entry in case.messages:
        if said.message in case.hidden:
            continue
        if is_own(entry.by, by):
            yield Own(Submission.MESSAGE, said.message, said.room)


def _exhibits(by: Actor, case: Case) -> Iterator[Own]:
    side = by.role.side
    if side is not None:
        known = (*case.drafts.values(), *case.exhibits.values())
        yield from (Own(Submission.EXHIBIT, one.id, one.room) for one in known if one.side is side)


def _notes(by: Actor, case: Case) -> Iterator[Own]:
    for note in case.notes.values():
        if is_own(note.by, by):
            yield Own(note.what, note.id, note.noted.room)


def _of_third_party(third: str, case: Case) -> Iterator[Own]:
    for said in case.third_statements:
        if said.third == third:
            yield Own(Submission.STATEMENT, said.id, Room.OPEN, third)
    known = (*case.drafts.values(), *case.exhibits.values())
    yield from (Own(Submission.EXHIBIT, one.id, one.room, third) for one in known if one.third == third)


def _changeable(one: Own, case: Case) -> bool:
    """What a decision rests on stays as it is once the record is closed; no third party is heard then."""
    if one.third:
        return True
    closed = case.record_closed or case.decision is not None or case.order_stands
    return not (closed and one.room in RESTED_ON)


def correct_submission(ask: CorrectSubmission, case: Case) -> list[Event]:
    found = _require_own(ask.by, ask.what, ask.subject, case)
    _require_taken(ask.by, found, case)
    if case.record_closed and not found.third and Role.DECIDER in AUDIENCE[found.room]:
        raise no.RecordIsClosed()
    require_words(ask.reads, "A correction")
    return [e.SubmissionCorrected(found.what, found.subject, found.room, ask.reads, found.third)]


def withdraw_submission(ask: WithdrawSubmission, case: Case) -> list[Event]:
    """An exhibit that answers a production order stays: what was ordered is not taken back."""
    found = _require_own(ask.by, ask.what, ask.subject, case)
    if found.what not in TAKEN_BACK:
        raise no.OnlyCorrected()
    if ask.reasons is not None:
        _require_taken(ask.by, found, case)
    if found.what is Submission.EXHIBIT:
        _require_not_ordered(found.subject, case)
    return [e.SubmissionWithdrawn(found.what, found.subject, found.room, ask.reasons, found.third)]


def _require_own(by: Actor, what: Submission, subject: str, case: Case) -> Own:
    """Whose it is not hears the same as of what does not exist: it may have been said where they hear nothing."""
    require_role(by, *SPEAKING)
    _require_time(by, case)
    found = next((one for one in own(by, case) if (one.what, one.subject) == (what, subject)), None)
    if found is None:
        raise no.NotFound()
    if not _changeable(found, case):
        raise no.RecordIsClosed()
    return found


def _require_taken(by: Actor, one: Own, case: Case) -> None:
    """Who takes no messages from the other side gets none in this way either."""
    if one.what in SAID:
        require_taken(by, one.room, case)


def _require_not_ordered(exhibit: str, case: Case) -> None:
    shown = case.exhibits.get(exhibit)
    ordered = {number for one in case.requests.values() if one.binding for number in one.exhibits}
    if shown is not None and shown.number in ordered:
        raise no.ExhibitWasOrdered(exhibit=shown.number)
