"""Who serves as a neutral: appointed by an administrator, or by the rule when that was not done in time."""

from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.course import enter, first_of_deciding
from odr.domain.events import Event, Function, How, Stage
from odr.domain.guards import Command, require_administrator, require_stage
from odr.domain.review import begin_review
from odr.domain.roles import Actor, HolderKind, Role

APPOINTED_AT = {
    Stage.MEDIATOR_APPOINTMENT: Function.MEDIATOR,
    Stage.DECIDER_APPOINTMENT: Function.DECIDER,
    Stage.REVIEWER_APPOINTMENT: Function.REVIEWER,
}
"""The stages at which somebody neutral is appointed, and what for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointNeutral(Command):
    """Appoint a neutral. What the service knows of the person comes along: functions, ties, who pays."""

    function: Function
    person: str
    functions: frozenset[Function]
    belongs_to: frozenset[str]
    payer: str


def may_appoint(by: Actor, case: Case) -> None:
    require_administrator(by)
    require_stage(case, *APPOINTED_AT)


def appoint_neutral(ask: AppointNeutral, case: Case) -> list[Event]:
    may_appoint(ask.by, case)
    _require_function(ask, case)
    _require_independence(ask, case)
    how = How.BY_RULE if ask.by.role is Role.SYSTEM else How.BY_ACT
    appointed = e.NeutralAppointed(ask.function, ask.person, ask.by.role, ask.payer, how)
    return [appointed, *_begin_work(ask, case, how)]


def _require_function(ask: AppointNeutral, case: Case) -> None:
    wanted = APPOINTED_AT[case.stage]
    if ask.function is not wanted:
        raise no.NotAtThisStage(stage=case.stage.value)
    if ask.function not in ask.functions:
        raise no.NotEligible(why=f"they do not serve as {wanted.value.lower()}")


def _require_independence(ask: AppointNeutral, case: Case) -> None:
    """No neutral of one's own side, none twice, none whom a party pays (procedure: independence)."""
    holders = {case.complainant.holder, case.respondent.holder}
    if ask.person in holders or ask.belongs_to & holders:
        raise no.NotEligible(why="they belong to one of the sides")
    if any(one.person == ask.person for one in case.appointments):
        raise no.NotEligible(why="they have already served in this case")
    parties = (case.complainant, case.respondent)
    if any(p.holder_kind is HolderKind.MARKETPLACE and p.holder == ask.payer for p in parties):
        raise no.NotEligible(why="one of the sides pays them")


def _begin_work(ask: AppointNeutral, case: Case, how: How) -> list[Event]:
    match ask.function:
        case Function.MEDIATOR:
            return enter(case, Stage.MEDIATION, ask.at, how)
        case Function.DECIDER:
            return enter(case, Stage[first_of_deciding(case).name], ask.at, how)
        case Function.REVIEWER:
            return begin_review(case, ask.at, how)


def appointment_lapsed(case: Case) -> list[Event]:
    """The administrator let the time pass: the rule assigns the next neutral who is eligible."""
    return [e.AppointmentPassedToRule(APPOINTED_AT[case.stage])]
