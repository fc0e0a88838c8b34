"""A case ends before its outcome, on the closed list (rulebook: terminate), by the right person with reasons."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import local_day
from odr.domain.case import Case
from odr.domain.course import close
from odr.domain.events import Ending, Event, Function, Ground, Stage, Termination
from odr.domain.guards import (
    TALKING,
    Command,
    Rules,
    require_administrator,
    require_at_work,
    require_role,
    require_stage,
    require_words,
)
from odr.domain.roles import Actor, Role, Side
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Text

CLAUSE = "inactivity"
NOTICES = 2
"""How often the complainant is told before a case ends for inactivity (procedure: terminate)."""

WAITING = (Stage.INTAKE, Stage.NEGOTIATION, Stage.MEDIATION)
"""Stages that go nowhere without the complainant. The others have clocks of their own, or are decided on the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeInactivity(Command):
    """The complainant is told that the case may end if nothing comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContinueCase(Command):
    """The complainant goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndCase(Command):
    """The case ends on one of the closed grounds."""

    ground: Termination
    reasons: Text


def may_notice_inactivity(by: Actor, case: Case) -> None:
    """The administrator or the mediator at work; the second notice only after the time of the first."""
    _require_office(by, Function.MEDIATOR, case)
    require_stage(case, *WAITING)
    if not _provided(Termination.COMPLAINANT_INACTIVE, case):
        raise no.NotAtThisStage(stage=case.stage.value)
    _require_only_claimant(case)
    _require_not_waiting(case)
    _require_time_to_answer(case)
    if case.inactivity_notices >= NOTICES:
        raise no.AlreadyDone()


def may_continue(by: Actor, case: Case) -> None:
    require_role(by, Role.COMPLAINANT)
    require_stage(case, *TALKING)
    if not case.inactivity_notices:
        raise no.NothingToAnswer()


def may_end_case(by: Actor, case: Case) -> None:
    """The administrator, or the neutral at work, before there is an outcome; a mediator only for inactivity."""
    _require_office(by, None, case)
    require_stage(case, *TALKING)
    if by.role is Role.MEDIATOR:
        _require_noticed(case)
    if not grounds_open(case):
        raise no.NotAtThisStage(stage=case.stage.value)


def grounds_open(case: Case) -> list[Termination]:
    """The grounds of this list that the rulebook of the case knows."""
    return [ground for ground in Termination if _provided(ground, case)]


def notice_inactivity(ask: NoticeInactivity, case: Case) -> list[Event]:
    may_notice_inactivity(ask.by, case)
    return [e.InactivityNoticed(case.inactivity_notices + 1), open_frame(case, CLAUSE, ask.at)]


def continue_case(ask: ContinueCase, case: Case) -> list[Event]:
    may_continue(ask.by, case)
    return returned(case)


def returned(case: Case) -> list[Event]:
    """The notices count no more."""
    return [e.ComplainantReturned(), *end_clause(case, CLAUSE, Ending.MET)] if case.inactivity_notices else []


def end_case(ask: EndCase, case: Case) -> list[Event]:
    inactive = ask.ground is Termination.COMPLAINANT_INACTIVE
    _require_office(ask.by, Function.MEDIATOR if inactive else Function.DECIDER, case)
    may_end_case(ask.by, case)
    if not _provided(ask.ground, case):
        raise no.GroundNotProvided(possible=", ".join(grounds_open(case)))
    if inactive:
        _require_noticed(case)
    require_words(ask.reasons, "Ending a case")
    ground = Ground(ask.ground.value)
    return [e.CaseTerminated(ground, ask.reasons), *close(case, ground)]


def _provided(ground: Termination, case: Case) -> bool:
    return Ground(ground.value) in case.rulebook.terminate


def _require_office(by: Actor, function: Function | None, case: Case) -> None:
    """The neutral at work in this function, in any of the two that can end a case for None, or an administrator."""
    offices = (function,) if function else (Function.MEDIATOR, Function.DECIDER)
    if by.role in {office.role for office in offices}:
        require_at_work(by, case)
    else:
        require_administrator(by, case)


def _require_noticed(case: Case) -> None:
    if case.stage not in WAITING:
        raise no.NotAtThisStage(stage=case.stage.value)
    _require_only_claimant(case)
    _require_not_waiting(case)
    _require_time_to_answer(case)
    if case.inactivity_notices < NOTICES:
        raise no.NoticesFirst(sent=case.inactivity_notices, needed=NOTICES)


def _require_only_claimant(case: Case) -> None:
    """Nobody's silence ends what the other side claims."""
    if case.claimants != (Role.COMPLAINANT,):
        raise no.OthersClaim()


def _require_not_waiting(case: Case) -> None:
    """Nobody's case ends because an adult is still to come for them (procedure: a minor never alone)."""
    if case.awaits_guardian(Side.COMPLAINANT):
        raise no.GuardianAwaited()


def _require_time_to_answer(case: Case) -> None:
    running = case.frames.get(CLAUSE)
    if running is not None:
        raise no.NoticeRunning(day=local_day(running.due, running.latest.zone))


RULES: Rules = {
    NoticeInactivity: notice_inactivity,
    ContinueCase: continue_case,
    EndCase: end_case,
}
