"""The platform steps in by itself: it pays in place of whoever owes it and let the time pass (compliance.step_in).

Money that is to be given back only, only once, and only what nothing can change any more. What is on its way, or may
have been paid, is not paid again: where one side says that it paid and the other that it did not come, a person finds
out first. From the fund it is owed to the fund; from what the marketplace holds of theirs to nobody; in the shop the
line stays what it is, and the marketplace carries it out.
"""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Compensation, OwedLine
from odr.domain.compensation import end_periods, order
from odr.domain.confirming import is_denied
from odr.domain.course import BESIDE_A_LINE
from odr.domain.events import Event, FundPart, Ground, How, PaidFrom, Stage, Step
from odr.domain.fund import PAYABLE
from odr.domain.guards import Command, require_role
from odr.domain.human_review import STEP_IN
from odr.domain.paying import Shares
from odr.domain.recovery import gives_back
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Role
from odr.domain.rulebook import Acts, DecisionEffect
from odr.domain.rulebook.choices import StepIn as Rule
from odr.domain.standing import can_still_change
from odr.domain.timeframes import actors_of, open_frame

_SOURCES = {
    Rule.FROM_FUND: PaidFrom.FUND,
    Rule.FROM_ESCROW: PaidFrom.ESCROW,
    Rule.BY_REFUND_IN_SHOP: PaidFrom.SHOP,
}
_PAYS = {PaidFrom.FUND: FundPart.PAYS, PaidFrom.ESCROW: FundPart.HELD_MONEY_PAYS}

_CAME_TO_NOTHING = (Step.FAILED, Step.REVERSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepIn(Command):
    """The service found that the platform has to pay this line, and that nothing of it may be on its way."""

    line: str


def due(case: Case) -> list[OwedLine]:
    """The lines that the platform pays now in place of whoever owes them."""
    if case.rulebook.compliance.step_in is Rule.NONE or case.marketplace_is_party or not _is_final(case):
        return []
    lines = case.compensation.lines if case.compensation and case.order_stands else ()
    return [line for line in lines if _is_late(line, case) and _can_be_paid(line, case)]


def _is_final(case: Case) -> bool:
    """Nobody reviews it, and nobody can ask for that any more."""
    corrected = bool(case.corrections_asked) or "correction" in case.frames
    return case.stage is Stage.COMPLIANCE and not corrected and not can_still_change(case) and _binds(case)


def _binds(case: Case) -> bool:
    """A settlement does; a recommendation is no debt."""
    agreed, under = case.settlement, case.compensation
    by_agreement = agreed is not None and under is not None and agreed.id == under.id
    return by_agreement or case.rulebook.effect.decision is not DecisionEffect.RECOMMENDATION


def _is_late(line: OwedLine, case: Case) -> bool:
    """Its time passed, and no other one runs for it, as after a payment that came back."""
    own = (one for one in case.frames.values() if one.name.endswith(f"/{line.id}") and one.clause not in BESIDE_A_LINE)
    return line.non_compliant and line.stepped_in is None and not any(own)


def _can_be_paid(line: OwedLine, case: Case) -> bool:
    if line.fund is not None or is_denied(line) or not gives_back(line.remedy, case):
        return False
    if line.remedy.amount is None or not line.remedy.amount.minor:
        return False
    if line.remedy.remedy is Remedy.REFUND_ON_RETURN:
        return line.step in (Step.RETURN_RECEIVED, Step.RETURN_LOST, Step.INSPECTED, *_CAME_TO_NOTHING)
    return line.remedy.remedy in PAYABLE and line.step in (Step.ORDERED, *_CAME_TO_NOTHING)


def step_in(ask: StepIn, case: Case) -> list[Event]:
    """The line is paid by the platform from now on. Silence is no consent to anything: what is owed was owed before."""
    require_role(ask.by, Role.SYSTEM)
    line = next((one for one in due(case) if one.id == ask.line), None)
    if line is None:
        raise no.LineUnknown()
    source = _SOURCES[case.rulebook.compliance.step_in]
    entered = e.PlatformSteppedIn(line.id, source, STEP_IN)
    if source is PaidFrom.SHOP:
        return [entered, *_in_shop(line, case, ask.at)]
    return [entered, *_in_their_place(line, _PAYS[source], case, ask.at)]


def _in_shop(line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """What failed is tried once more; the marketplace has the time of the rulebook to see to it."""
    ordered = e.FulfilmentReported(line.id, Step.ORDERED, "", None, How.BY_RULE)
    again = [ordered] if line.step in _CAME_TO_NOTHING else []
    period = case.rulebook.compliance.period(_paid_back(line).remedy)
    return [*again, open_frame(case, period, at, subject=line.id, actors=actors_of(Acts.ADMINISTRATOR, case))]


def _in_their_place(line: OwedLine, part: FundPart, case: Case, at: datetime) -> list[Event]:
    """The line lapses, and one of the platform's takes its place; what a fund pays is owed to it."""
    lapses = e.FulfilmentReported(line.id, Step.LAPSED, "", None, How.BY_RULE)
    under = case.compensation
    if under is None:
        raise no.LineUnknown()
    pays = _paid_back(line)
    owed = replace(pays, remedy=Remedy.RESTITUTION, quantity=1)
    shares = Shares(part, [owed] if part is FundPart.PAYS else [])
    ordered = order(_without(line, under, case), [pays], under.id, at, Ground.DECIDED, shares)
    return [lapses, *end_periods(case, line), *ordered]


def _paid_back(line: OwedLine) -> RemedyLine:
    """What is paid: the goods that were to be sent back are there already."""
    kept = line.remedy.remedy is not Remedy.REFUND_ON_RETURN
    return replace(line.remedy, remedy=line.remedy.remedy if kept else Remedy.REFUND_PARTIAL, note=None, due=None)


def _without(line: OwedLine, under: Compensation, case: Case) -> Case:
    """The case once the line has lapsed: what it gave back has its room again."""
    after = copy(case)
    lines = (replace(one, step=Step.LAPSED) if one is line else one for one in under.lines)
    after.compensation = replace(under, lines=tuple(lines))
    return after
