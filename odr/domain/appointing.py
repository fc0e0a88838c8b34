"""Who serves as a neutral: appointed by an administrator, or by the rule when that was not done in time."""

from collections.abc import Iterator
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.course import APPOINTED_AT, enter, first_of_deciding, lacks_second_reader
from odr.domain.events import Event, Function, How, Stage
from odr.domain.guards import Command, require_administrator, require_stage
from odr.domain.objecting import time_to_object
from odr.domain.review import begin_review
from odr.domain.roles import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointNeutral(Command):
    """Appoint a neutral. What the service knows of the person comes along.

    Args:
        belongs_to: organisations they are of, and marketplaces they administer.
        payer: who employs them or pays them for this case.
        conflicts: persons, organisations and marketplaces with which they have a conflict now.
        away: whether they are absent now.
    """

    function: Function
    person: str
    functions: frozenset[Function]
    belongs_to: frozenset[str]
    payer: str
    conflicts: frozenset[str] = frozenset()
    away: bool = False


def may_appoint(by: Actor, case: Case) -> None:
    """The administrator; the service too once the administrator let the time pass."""
    if by.role is not Role.SYSTEM or case.passed_to_rule is None:
        require_administrator(by, case)
    require_stage(case, *APPOINTED_AT)


def appoint_neutral(ask: AppointNeutral, case: Case) -> list[Event]:
    may_appoint(ask.by, case)
    if ask.function is not APPOINTED_AT[case.stage]:
        raise no.NotAtThisStage(stage=case.stage.value)
    for why in against(ask, case):
        raise no.NotEligible(why=why)
    how = How.BY_RULE if ask.by.role is Role.SYSTEM else How.BY_ACT
    appointed = e.NeutralAppointed(ask.function, ask.person, ask.by.role, ask.payer, how)
    return [appointed, *_begin_work(ask, case, how), *time_to_object(case, ask.function, ask.at)]


def against(ask: AppointNeutral, case: Case) -> Iterator[str]:
    """Everything that speaks against this person in this case, whoever appoints them (procedure: independence).

    That they were a neutral for one of the sides before does not.
    """
    sides = {case.complainant.holder, case.respondent.holder}
    others = {tie for one in case.third_parties.values() for tie in (one.person, *one.belongs_to)} - {""}
    if ask.function not in ask.functions:
        yield f"they do not serve as {ask.function.value.lower()}"
    if ask.person in sides or ask.belongs_to & sides:
        yield "they belong to one of the sides"
    if ask.payer in sides:
        yield "one of the sides employs or pays them"
    if ask.conflicts & sides:
        yield "they have a conflict of interest with one of the sides"
    if any(one.person == ask.person for one in case.appointments):
        yield "they have already served in this case"
    if any(one.person == ask.person for one in case.representations.values()):
        yield "they speak, or spoke, for one of the sides"
    if ask.person == case.recipient:
        yield "the order was for them"
    if others & {ask.person, ask.payer, *ask.belongs_to, *ask.conflicts}:
        yield "they are, belong to, are paid by or have a conflict of interest with a third party of the case"
    if ask.away:
        yield "they are away at present"


def _begin_work(ask: AppointNeutral, case: Case, how: How) -> list[Event]:
    match ask.function:
        case Function.MEDIATOR:
            return enter(case, Stage.MEDIATION, ask.at, how)
        case Function.DECIDER if lacks_second_reader(case):
            return enter(case, Stage.SECOND_READER_APPOINTMENT, ask.at, how)
        case Function.SECOND_READER if case.neutral(Function.DECIDER) is None:
            return enter(case, Stage.DECIDER_APPOINTMENT, ask.at, how)
        case Function.DECIDER | Function.SECOND_READER:
            return enter(case, Stage[first_of_deciding(case).name], ask.at, how)
        case Function.REVIEWER:
            return begin_review(case, ask.at, how)


def appointment_lapsed(case: Case) -> list[Event]:
    """The administrator let the time pass: the rule assigns the next neutral who is eligible."""
    return [e.AppointmentPassedToRule(APPOINTED_AT[case.stage])]
