"""Evidence is asked for, with the reason why; what does not come is recorded, and may count against the side asked.

"Two thirds of overturned decisions were defaults: the platform sent nothing" (procedure: what went wrong). Nothing is
inferred silently: only from a production order that said so, and in the finding that rests on it.
"""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, EvidenceRequest
from odr.domain.course import enter
from odr.domain.events import Ending, Event, Function, Production, Stage
from odr.domain.guards import Command, require_holder, require_open, require_side, require_stage, require_words
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

CLAUSE = "evidence.request"
ASKING = (
    Stage.RESPONSE,
    Stage.NEGOTIATION,
    Stage.MEDIATOR_APPOINTMENT,
    Stage.MEDIATION,
    Stage.DECISION_CHOICE,
    Stage.DECIDER_APPOINTMENT,
    Stage.SECOND_READER_APPOINTMENT,
    Stage.EVIDENCE,
)
"""From the dispute on until the record closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEvidence(Command):
    """Ask a side for evidence: a side asks the other one, a neutral who decides orders it. `due` (UTC), if typed."""

    request: str
    side: Side
    what: Text
    why: Text
    due: datetime | None = None


def may_request(by: Actor, case: Case) -> None:
    """Who decides orders evidence to be produced; a side asks the other one for it."""
    if by.role.side is None:
        require_holder(by, Function.DECIDER, case)
    require_stage(case, *ASKING)
    if CLAUSE not in case.rulebook.clauses:
        raise no.NotAtThisStage(stage=case.stage.value)


def request_evidence(ask: RequestEvidence, case: Case) -> list[Event]:
    may_request(ask.by, case)
    if ask.by.role.side is ask.side:
        raise no.InvalidInput(field="side", problem="Ask the other side. Hand in your own evidence yourself.")
    require_words(ask.what, "A request for evidence")
    require_words(ask.why, "A request for evidence says why it is asked and")
    if ask.due is not None and ask.due <= ask.at:
        raise no.DateInThePast()
    asked = e.EvidenceRequested(ask.request, ask.side, ask.what, ask.why, ask.by.role is Role.DECIDER)
    actors = (Role(ask.side.value),)
    return [
        asked,
        open_frame(case, CLAUSE, ask.at, subject=ask.request, room=Room.OPEN, actors=actors, typed=ask.due),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEvidenceRequest(Command):
    """Name the exhibits that were asked for, or say that they do not exist or why they are refused."""

    request: str
    answer: Production
    exhibits: tuple[str, ...] = ()
    words: Text | None = None


def may_answer_request(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_open(case)
    if not any(one.open and one.side is side for one in case.requests.values()):
        raise no.NothingToAnswer()


def answer_evidence_request(ask: AnswerEvidenceRequest, case: Case) -> list[Event]:
    side = require_side(ask.by)
    require_open(case)
    _require_open_request(case, ask.request, side)
    if ask.answer is Production.PRODUCED:
        _require_own_exhibits(ask, case, side)
    elif ask.exhibits:
        raise no.InvalidInput(field="exhibits", problem="Name exhibits only where you produced what was asked for.")
    else:
        require_words(ask.words, "An answer without exhibits")
    answered = e.EvidenceAnswered(ask.request, ask.answer, ask.exhibits, ask.words)
    return [answered, *end_clause(case, CLAUSE, Ending.MET, ask.request)]


def _require_open_request(case: Case, request: str, side: Side) -> EvidenceRequest:
    found = case.requests.get(request)
    if found is None or found.side is not side:
        raise no.NotFound()
    if not found.open:
        raise no.AlreadyDone()
    return found


def _require_own_exhibits(ask: AnswerEvidenceRequest, case: Case, side: Side) -> None:
    mine = (one for one in case.exhibits.values() if one.side is side)
    gone = {one for what, one in case.erased if what is e.Submission.EXHIBIT}
    own = {one.number for one in mine if not (one.id in gone or case.is_withdrawn(e.Submission.EXHIBIT, one.id))}
    if not ask.exhibits:
        raise no.InvalidInput(field="exhibits", problem="Name the exhibits by their numbers, such as R-1.")
    for number in ask.exhibits:
        if number not in own:
            raise no.ExhibitUnknown(field="exhibits", exhibit=number[:20])


def not_produced(request: str) -> list[Event]:
    """The time to answer is over."""
    return [e.EvidenceNotProduced(request)]


def requests_end(case: Case, at: datetime) -> list[Event]:
    """The record closes: what was due by then did not come; what was not due yet is not needed any more."""
    ended: list[Event] = []
    for one in case.requests.values():
        frame = case.frames.get(f"{CLAUSE}/{one.id}")
        if frame is not None:
            late = frame.due <= at
            ended += end_clause(case, CLAUSE, Ending.EXPIRED if late else Ending.MOOT, one.id)
            ended += not_produced(one.id) if late else []
    return ended


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenRecord(Command):
    """The decider lets both sides hand in evidence once more (rulebook: evidence.reopen_times)."""

    reasons: Text


def may_reopen(by: Actor, case: Case) -> None:
    require_holder(by, Function.DECIDER, case)
    require_stage(case, Stage.FILE_COMPLETE, Stage.DECISION)
    rule = case.rulebook.evidence
    if rule is None or case.record_reopened >= rule.reopen_times:
        raise no.AlreadyDone()


def reopen_record(ask: ReopenRecord, case: Case) -> list[Event]:
    """What was handed in last can then be answered, and what is missing be asked for. The overall cap goes on."""
    may_reopen(ask.by, case)
    require_words(ask.reasons, "Reopening the record")
    return [e.RecordReopened(ask.reasons), *enter(case, Stage.EVIDENCE, ask.at)]
