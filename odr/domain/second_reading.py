"""Four eyes: a second neutral reads what the decider means to decide before it is issued (rulebook: second_reading).

Only the two read the draft. What they say to each other about it is nobody else's: both sides read the decision. That
a draft is being read, and until when, everybody sees: the decider's time stands still meanwhile, and a date that moves
has its reason on record (as modelled on ICC Rules of Arbitration 2021 Art. 27 and 34: parties learn when a draft award
goes to be scrutinised, and not what becomes of it).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import decision, pausing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, DecisionDraft
from odr.domain.course import enter
from odr.domain.decision import Deciding, Ruling, require_may_decide
from odr.domain.events import Ending, Event, Function, How, Stage
from odr.domain.frames import Elsewhere
from odr.domain.guards import Command, require_holder, require_stage, require_words
from odr.domain.objecting import require_no_objection
from odr.domain.roles import Actor
from odr.domain.timeframes import end_frames, open_frame
from odr.domain.words import Text

CLAUSE = "second_reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDecision(Deciding):
    """The decider hands in what they mean to decide."""

    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDraft(Command):
    """The second reader confirms the draft, or returns it with remarks."""

    draft: str
    confirmed: bool
    remarks: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDraft(Command):
    """The decider decides as the second reader confirmed it."""

    draft: str


def latest(case: Case) -> DecisionDraft | None:
    """The draft that counts: of the decider who serves, handed in since the case came to the decision."""
    holder = case.neutral(Function.DECIDER)
    found = case.decision_drafts[-1] if case.decision_drafts else None
    counts = found and holder and found.by.person == holder.person and found.at >= case.stage_since
    return found if counts else None


def may_draft(by: Actor, case: Case) -> None:
    """Where a second reader is provided, and while none reads an earlier draft."""
    require_may_decide(by, case)
    if case.rulebook.second_reading is None:
        raise no.NotAllowed()
    if waiting(case):
        raise no.AlreadyDone()


def may_read_draft(by: Actor, case: Case) -> None:
    require_holder(by, Function.SECOND_READER, case)
    require_stage(case, Stage.DECISION)
    require_no_objection(case)
    if not waiting(case):
        raise no.NothingToAnswer()


def may_issue_draft(by: Actor, case: Case) -> None:
    require_may_decide(by, case)
    found = latest(case)
    if found is None or found.confirmed is not True:
        raise no.NothingToAnswer()


def waiting(case: Case) -> DecisionDraft | None:
    """The draft that the second reader has before them."""
    found = latest(case)
    return found if found and found.confirmed is None else None


def draft_decision(ask: DraftDecision, case: Case) -> list[Event]:
    """What cannot be issued cannot be confirmed either."""
    may_draft(ask.by, case)
    said = (ask.outcome, ask.issues, ask.lines, ask.reasons, ask.counterclaim, ask.set_off)
    drafted = e.DecisionDrafted(ask.draft, *said)
    decision.require_holds(_ruling(drafted), case)
    return [drafted, open_frame(case, CLAUSE, ask.at, subject=ask.draft)]


def read_draft(ask: ReadDraft, case: Case) -> list[Event]:
    may_read_draft(ask.by, case)
    found = waiting(case)
    if found is None or found.drafted.draft != ask.draft:
        raise no.NotFound()
    if not ask.confirmed:
        require_words(ask.remarks, "A draft that is returned")
    return [e.DraftRead(ask.draft, ask.confirmed, ask.remarks), *_back(case, ask.draft, ask.at)]


def _back(case: Case, draft: str, at: datetime) -> list[Event]:
    """The draft lies with the decider again, who has the time that was left when it was handed in."""
    read = Elsewhere(case.frames[f"{CLAUSE}/{draft}"])
    after = replace(case, frames={name: one for name, one in case.frames.items() if name != read.frame.name})
    return [*end_frames([read.frame], Ending.MET), *pausing.moved_on(after, after.held_by(read), read.since, at)]


def issue_draft(ask: IssueDraft, case: Case) -> list[Event]:
    """It reads as it was confirmed; what came back or was withdrawn meanwhile counts."""
    may_issue_draft(ask.by, case)
    found = latest(case)
    if found is None or found.drafted.draft != ask.draft:
        raise no.NotFound()
    return decision.decided(_ruling(found.drafted), case, ask.at)


def _ruling(drafted: e.DecisionDrafted) -> Ruling:
    return Ruling(
        decision=drafted.draft,
        outcome=drafted.outcome,
        issues=drafted.issues,
        lines=drafted.lines,
        reasons=drafted.reasons,
        counterclaim=drafted.counterclaim,
        set_off=drafted.set_off,
    )


def reader_was_late(case: Case, start: datetime) -> list[Event]:
    """Another second reader is appointed, and the decider then has the whole time to decide."""
    holder = case.neutral(Function.SECOND_READER)
    ended: list[Event] = [e.MandateEnded(Function.SECOND_READER, holder.person)] if holder else []
    return [*ended, *enter(case, Stage.SECOND_READER_APPOINTMENT, start, How.BY_RULE)]
