"""A neutral discloses, a side objects, the administrator decides; who recuses themselves or is away is replaced.

The time to object counts from the appointment, and anew from a later disclosure (UNCITRAL Arbitration Rules Art. 13(1),
as modelled: from when the circumstances became known). While an objection waits, the neutral's own time stands still:
nobody loses a case because somebody else has not decided yet. Who succeeds reads the whole file of their function.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import events as e
from odr.domain import pausing
from odr.domain import refusals as no
from odr.domain.case import Appointment, Case, Frame, Objection, Standing
from odr.domain.course import APPOINTED_AT, OBJECTION, enter
from odr.domain.events import Ending, Event, Function, How
from odr.domain.guards import (
    AT_WORK,
    Command,
    Rules,
    require_administrator,
    require_holder,
    require_open,
    require_side,
    require_words,
    works_at,
)
from odr.domain.parts import OBJECTION_DECISION
from odr.domain.roles import NEUTRALS, Actor, Role
from odr.domain.timeframes import end_clause, open_frame, rule_of
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscloseCircumstances(Command):
    """The neutral says what could make somebody doubt their independence; None: that there is nothing."""

    circumstances: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectToNeutral(Command):
    """A side objects to the neutral who leads the case, or to another one at work."""

    objection: str
    reasons: Text
    function: Function | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideObjection(Command):
    objection: str
    sustained: bool
    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecuseNeutral(Command):
    """The neutral does not want to serve here any more."""

    reasons: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverCase(Command):
    """The case goes from an absent neutral to another one. `away`: whether they said that they are away now."""

    reasons: Text
    away: bool
    function: Function | None = None


def at_work(case: Case, function: Function | None = None) -> Appointment | None:
    """Who holds this function and is at work now; where none is named, who leads the case."""
    wanted = function or AT_WORK.get(case.stage)
    return case.neutral(wanted) if wanted and works_at(wanted, case.stage) else None


def require_no_objection(case: Case) -> None:
    """Nobody decides while it is open whether they may."""
    if case.waiting_objections:
        raise no.ObjectionPending()


def time_to_object(case: Case, function: Function, at: datetime) -> list[Event]:
    return [open_frame(case, OBJECTION, at, subject=function.value)] if OBJECTION in case.rulebook.clauses else []


def may_serve(by: Actor, case: Case) -> None:
    """The neutral at work speaks of themselves."""
    _require_at_work(by, case)


def _require_at_work(by: Actor, case: Case) -> Appointment:
    if by.role not in NEUTRALS:
        raise no.NotAllowed()
    reads = Function.SECOND_READER if by.role is Role.SECOND_READER else None
    serving = _require_somebody(case, reads)
    require_holder(by, serving.function, case)
    return serving


def _require_somebody(case: Case, function: Function | None = None) -> Appointment:
    require_open(case)
    serving = at_work(case, function)
    if serving is None:
        raise no.NotAtThisStage(stage=case.stage.value)
    return serving


def may_object(by: Actor, case: Case) -> None:
    """Within the time for it, once by each side, and once more after a new disclosure."""
    require_side(by)
    require_open(case)
    open_to = _open_to_objection(case)
    if not open_to:
        raise no.NotAtThisStage(stage=case.stage.value)
    if all(_objected(by, function, case) for function in open_to):
        raise no.AlreadyDone()


def _open_to_objection(case: Case) -> list[Function]:
    return [Function(name.partition("/")[2]) for name, one in case.frames.items() if one.clause == OBJECTION]


def _objected(by: Actor, function: Function, case: Case) -> bool:
    serving, frame = case.neutral(function), case.frames[f"{OBJECTION}/{function.value}"]
    mine = (one for one in case.objections.values() if one.made.side is by.role.side and serving and one.is_to(serving))
    return any(one.at >= frame.facts.start for one in mine)


def may_decide_objection(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    require_open(case)
    if not case.waiting_objections:
        raise no.NothingToAnswer()


def may_hand_over(by: Actor, case: Case) -> None:
    require_administrator(by, case)
    _require_somebody(case)


def disclose_circumstances(ask: DiscloseCircumstances, case: Case) -> list[Event]:
    """What is new gives both sides the time to object again."""
    serving = _require_at_work(ask.by, case)
    disclosed = e.CircumstancesDisclosed(serving.function, serving.person, ask.circumstances)
    if ask.circumstances is None:
        return [disclosed]
    require_words(ask.circumstances, "A disclosure")
    over = end_clause(case, OBJECTION, Ending.MOOT, serving.function.value)
    return [disclosed, *over, *time_to_object(case, serving.function, ask.at)]


def object_to_neutral(ask: ObjectToNeutral, case: Case) -> list[Event]:
    may_object(ask.by, case)
    alone = None if AT_WORK.get(case.stage) else _open_to_objection(case)[0]
    serving = _require_somebody(case, ask.function or alone)
    if serving.function not in _open_to_objection(case):
        raise no.NotAtThisStage(stage=case.stage.value)
    if _objected(ask.by, serving.function, case):
        raise no.AlreadyDone()
    require_words(ask.reasons, "An objection")
    made = e.ObjectionMade(ask.objection, require_side(ask.by), serving.function, serving.person, ask.reasons)
    return [made, open_frame(case, OBJECTION_DECISION, ask.at, subject=ask.objection)]


def decide_objection(ask: DecideObjection, case: Case) -> list[Event]:
    may_decide_objection(ask.by, case)
    found = next((one for one in case.waiting_objections if one.made.objection == ask.objection), None)
    if found is None:
        raise no.NotFound()
    require_words(ask.reasons, "A decision about an objection")
    decided = e.ObjectionDecided(ask.objection, ask.sustained, ask.reasons)
    over = end_clause(case, OBJECTION_DECISION, Ending.MET, ask.objection)
    after = replace(case, frames={name: one for name, one in case.frames.items() if name != found.frame})
    serving = _require_somebody(case, found.made.function)
    goes_on = _replaced(serving, after, ask.at) if ask.sustained else _goes_on(found, after, ask.at)
    return [decided, *over, *goes_on]


def _goes_on(found: Objection, case: Case, at: datetime) -> list[Event]:
    """The neutral stays, with the time that was left when the objection came."""
    return [*pausing.moved_on(case, case.held_by(found), found.since, at)]


def objection_upheld(case: Case, objection: str, frame: Frame) -> list[Event]:
    """Nobody decided in time. A doubt that nobody examined is not held against whoever raised it."""
    words = Text(rule_of(frame, case).text.in_language(case.language))
    decided = e.ObjectionDecided(objection, True, words, OBJECTION_DECISION)
    serving = _require_somebody(case, case.objections[objection].made.function)
    return [decided, *_replaced(serving, case, frame.due, How.BY_RULE)]


def recuse_neutral(ask: RecuseNeutral, case: Case) -> list[Event]:
    serving = _require_at_work(ask.by, case)
    require_words(ask.reasons, "A recusal")
    recused = e.NeutralRecused(serving.function, serving.person, ask.reasons)
    return [recused, *_replaced(serving, case, ask.at)]


def hand_over_case(ask: HandOverCase, case: Case) -> list[Event]:
    """A marketplace takes no case from a neutral who is there. Registrars, whom it does not pay, may."""
    may_hand_over(ask.by, case)
    serving = _require_somebody(case, ask.function)
    if ask.by.role is Role.MARKETPLACE and not ask.away:
        raise no.NotAway()
    require_words(ask.reasons, "A hand-over")
    handed = e.CaseHandedOver(serving.function, serving.person, ask.reasons)
    return [handed, *_replaced(serving, case, ask.at)]


def _replaced(serving: Appointment, case: Case, at: datetime, how: How = How.BY_ACT) -> list[Event]:
    """Back to the appointment; whoever comes next begins their stage in full. What the mediator proposed is over."""
    stage = next(stage for stage, function in APPOINTED_AT.items() if function is serving.function)
    proposed = [one for one in case.proposals.values() if one.standing is Standing.OPEN]
    return [
        e.MandateEnded(serving.function, serving.person),
        *(e.ProposalClosed(one.id, accepted=False) for one in proposed),
        *enter(case, stage, at, how, ending=Ending.MOOT),
    ]


RULES: Rules = {
    DiscloseCircumstances: disclose_circumstances,
    ObjectToNeutral: object_to_neutral,
    DecideObjection: decide_objection,
    RecuseNeutral: recuse_neutral,
    HandOverCase: hand_over_case,
}
