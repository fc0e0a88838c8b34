"""Who runs the case asks a side to make its complaint or answer clearer. Not to say anything is no consent."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Clarification
from odr.domain.citing import require_citable
from odr.domain.events import Ending, Event, Function, Stage, Submission
from odr.domain.guards import (
    Command,
    require_administrator,
    require_holder,
    require_open,
    require_side,
    require_stage,
    require_words,
)
from odr.domain.roles import Actor, Role, Side
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

CLAUSE = "clarification"
_OF = {
    Side.COMPLAINANT: (Submission.COMPLAINT, Submission.COUNTERCLAIM_ANSWER),
    Side.RESPONDENT: (Submission.ANSWER, Submission.COUNTERCLAIM),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskClarification(Command):
    """Ask a side what it means. `due` (UTC): until when, if not as the rulebook says."""

    clarification: str
    about: Submission
    what: Text
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveClarification(Command):
    """The side says what it means. `exhibits`: what that rests on, by number."""

    clarification: str
    words: Text
    exhibits: tuple[str, ...] = ()


def may_ask_clarification(by: Actor, case: Case) -> None:
    """The administrator at intake, the decider while words can still be added: everybody in the case reads it.

    A mediator asks in a room of the mediation, whose talk stays there.
    """
    if by.role is Role.DECIDER:
        require_holder(by, Function.DECIDER, case)
        require_stage(case, Stage.EVIDENCE)
    else:
        require_administrator(by, case)
        require_stage(case, Stage.INTAKE)
    if CLAUSE not in case.rulebook.clauses:
        raise no.NotAtThisStage(stage=case.stage.value)


def ask_clarification(ask: AskClarification, case: Case) -> list[Event]:
    """The case goes on meanwhile; one thing is asked of a side at a time."""
    may_ask_clarification(ask.by, case)
    side = _author(ask.about, case)
    require_words(ask.what, "A request for clarification")
    if ask.due is not None and ask.due <= ask.at:
        raise no.DateInThePast()
    if _open(side, case):
        raise no.AlreadyDone()
    asked = e.ClarificationAsked(ask.clarification, side, ask.about, ask.what)
    who = (Role(side.value),)
    return [asked, open_frame(case, CLAUSE, ask.at, subject=ask.clarification, actors=who, typed=ask.due)]


def _author(about: Submission, case: Case) -> Side:
    """Whose statement it is, where there is one."""
    returned = case.counterclaim
    there = {
        Submission.COMPLAINT: True,
        Submission.ANSWER: case.answer is not None,
        Submission.COUNTERCLAIM: returned is not None,
        Submission.COUNTERCLAIM_ANSWER: returned is not None and returned.answer is not None,
    }
    side = next((side for side, of in _OF.items() if about in of), None)
    if side is None or not there[about]:
        raise no.InvalidInput(field="about", problem="Ask about a complaint, counterclaim or answer that was given.")
    return side


def _open(side: Side, case: Case) -> list[Clarification]:
    return [one for one in case.clarifications.values() if one.side is side and one.words is None and _runs(one, case)]


def _runs(one: Clarification, case: Case) -> bool:
    return f"{CLAUSE}/{one.id}" in case.frames


def may_give_clarification(by: Actor, case: Case) -> None:
    """Within the time for it."""
    side = require_side(by)
    require_open(case)
    if not _open(side, case):
        raise no.NothingToAnswer()


def give_clarification(ask: GiveClarification, case: Case) -> list[Event]:
    side = require_side(ask.by)
    require_open(case)
    found = case.clarifications.get(ask.clarification)
    if found is None or found.side is not side:
        raise no.NotFound()
    if found not in _open(side, case):
        raise no.NothingToAnswer()
    require_words(ask.words, "An answer")
    cited = require_citable(ask.exhibits, case, "exhibits")
    return [e.ClarificationGiven(found.id, ask.words, cited), *end_clause(case, CLAUSE, Ending.MET, found.id)]
