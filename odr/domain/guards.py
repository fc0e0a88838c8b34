"""What the rules of all stages ask first. Each returns what the rule needs, or refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from odr.domain import calendar, counting
from odr.domain import refusals as no
from odr.domain.calendar import Length
from odr.domain.case import Case
from odr.domain.events import Event, Function, Stage
from odr.domain.participants import Representation
from odr.domain.roles import ADMINISTRATORS, Actor, Role, Side
from odr.domain.words import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Somebody asks for something, received at this instant (UTC)."""

    by: Actor
    at: datetime


Rules = dict[type, Callable[[Any, Case], list[Event]]]
"""Per command the rule that answers it."""

TALKING = (
    Stage.COMPLAINT,
    Stage.ESCALATION,
    Stage.INTAKE,
    Stage.RESPONSE,
    Stage.NEGOTIATION,
    Stage.MEDIATOR_APPOINTMENT,
    Stage.MEDIATION,
    Stage.DECISION_CHOICE,
    Stage.DECIDER_APPOINTMENT,
    Stage.SECOND_READER_APPOINTMENT,
    Stage.EVIDENCE,
    Stage.FILE_COMPLETE,
    Stage.DECISION,
)
"""Stages at which both sides can still settle."""

AT_WORK = {
    Stage.MEDIATION: Function.MEDIATOR,
    Stage.EVIDENCE: Function.DECIDER,
    Stage.FILE_COMPLETE: Function.DECIDER,
    Stage.DECISION: Function.DECIDER,
    Stage.REVIEW: Function.REVIEWER,
}
"""Which neutral leads the case at which stage; at every other one none does."""


WHILE_ANOTHER_COMES = {
    Function.DECIDER: Stage.SECOND_READER_APPOINTMENT,
    Function.SECOND_READER: Stage.DECIDER_APPOINTMENT,
}
"""The two who decide with four eyes: each goes on serving while the other one is appointed."""


def works_at(function: Function, stage: Stage) -> bool:
    """Whether a neutral of this function serves: leads the case, reads what they mean to decide, or waits for the other
    one.
    """
    leads = AT_WORK.get(stage)
    reads = leads is Function.DECIDER and function is Function.SECOND_READER
    return leads is function or reads or WHILE_ANOTHER_COMES.get(function) is stage


def require_open(case: Case) -> None:
    if case.closed_at is not None:
        raise no.CaseIsClosed()


def require_role(by: Actor, *roles: Role) -> None:
    if by.role.acts_as not in roles:
        raise no.NotAllowed()


def require_administrator(by: Actor, case: Case) -> None:
    """Whoever administers this case. A marketplace that is a party does nothing but a party's acts (independence)."""
    require_role(by, *administrators(case))


def administrators(case: Case) -> frozenset[Role]:
    return frozenset({Role.REGISTRAR}) if case.marketplace_is_party else ADMINISTRATORS


def require_side(by: Actor) -> Side:
    side = by.role.side
    if side is None:
        raise no.NotAllowed()
    return side


def require_holder(by: Actor, function: Function, case: Case) -> None:
    """The neutral who holds this function now, and nobody else."""
    holder = case.neutral(function)
    if by.role is not function.role or holder is None or holder.person != by.person:
        raise no.NotAllowed()


def require_at_work(by: Actor, case: Case) -> None:
    """The neutral who leads the case now: a mandate alone gives no say in what others do."""
    function = AT_WORK.get(case.stage)
    if function is None:
        raise no.NotAllowed()
    require_holder(by, function, case)


def require_stage(case: Case, *stages: Stage) -> None:
    require_open(case)
    if case.stage not in stages:
        raise no.NotAtThisStage(stage=case.stage.value)


def require_words(text: Text | None, what: str, field: str | None = None) -> Text:
    """`field`: where they were to be typed, if not under `reasons`. Refuses: ReasonsMissing."""
    if text is None or not (text.body or "").strip():
        raise no.ReasonsMissing(what=what, field=field)
    return text


def when_days_are_over(start: datetime, length: Length, zone: str) -> datetime:
    """When something becomes possible that needs some days before. That is no bound, so it does not roll."""
    last = counting.last_day(calendar.local_day(start, zone), length)
    return calendar.start_of_day(last + timedelta(days=1), zone)


def require_from(free: datetime | None, at: datetime, zone: str) -> None:
    if free is not None and at < free:
        raise no.TooEarly(day=calendar.local_day(free, zone))


def require_understood(understood: bool) -> None:
    if not understood:
        raise no.EffectNotConfirmed()


def require_payer(by: Actor) -> None:
    """The recipient of what somebody else paid for answers nothing about money: it goes back to who paid."""
    if by.role is Role.RECIPIENT:
        raise no.PayerDecides()


def require_binding_word(by: Actor, case: Case) -> None:
    """Whoever binds the side, or gives up a right of it, is of the side itself and paid, or has a mandate that says so.

    A side that cannot bind itself alone is bound by its representative by law, or by whom that one gave a mandate.
    """
    require_payer(by)
    mandate = case.mandate_of(by)
    if mandate is not None and not mandate.settles:
        raise no.OutsideMandate()
    if by.role.side in case.bound_by_law and not _by_law(mandate, case):
        raise no.GuardianDecides()


def _by_law(mandate: Representation | None, case: Case) -> bool:
    if mandate is None or mandate.by_law:
        return mandate is not None
    return any(one.by_law and one.is_of(mandate.given_by) for one in case.representations.values())
