"""What came back of the sale's payments outside this case is told to it, and what it orders back gives way."""

from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import events as e
from odr.domain.case import Case, OwedLine
from odr.domain.compensation import after_reductions, time_to_report
from odr.domain.events import Event, RecoverySource, Stage
from odr.domain.guards import Command, require_role
from odr.domain.money import Money
from odr.domain.recovery import UNTOUCHED, gave_way, owed_again, owed_lines, recovered, takes_back
from odr.domain.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRecovery(Command):
    """The ledger of the sale has a row that this case was not told of."""

    number: int
    payment: str
    source: RecoverySource
    amount: Money
    undone: bool
    line: str | None
    reference: str
    recorded_at: datetime


def record_recovery(ask: RecordRecovery, case: Case) -> list[Event]:
    """Told to the case; and what it orders back beyond what is then left is owed no longer.

    Where that is undone, as when a bank takes its chargeback back, whoever was owed it can say that it is owed again.
    """
    require_role(ask.by, Role.SYSTEM)
    told = e.RecoveryRecorded(
        ask.number, ask.payment, ask.source, ask.amount, ask.undone, ask.line, ask.reference, ask.recorded_at
    )
    if ask.undone:
        after = replace(case, recoveries=(*case.recoveries, told))
        return [told, *(event for line in _owed_again(after) for event in time_to_report(line, after, ask.at))]
    reduced = _reductions(ask, case)
    return [told, *reduced, *after_reductions(case, reduced, ask.at)]


def has_given_way(case: Case) -> bool:
    """Whether a line of its order did, so that the case is told of what is undone also once it is closed."""
    return case.compensation is not None and any(gave_way(line) for line in case.compensation.lines)


def _owed_again(case: Case) -> list[OwedLine]:
    """Lines of the order that stands; at every other stage what is owed is still to be settled or decided."""
    stands = case.compensation is not None and case.stage in (Stage.COMPLIANCE, Stage.CLOSED)
    lines = case.compensation.lines if case.compensation and stands else ()
    return [line for line in lines if owed_again(line, case)]


def _reductions(ask: RecordRecovery, case: Case) -> list[e.OwedLineReduced]:
    """The last line that nobody has begun to carry out gives way first."""
    payment = next((one for one in case.order.payments if one.id == ask.payment), None)
    over = recovered(case, ask.payment) + ask.amount.minor - payment.amount.minor if payment else 0
    reduced: list[e.OwedLineReduced] = []
    for line in reversed(owed_lines(case)):
        leg = next((one for one in line.legs if one.payment == ask.payment), None)
        if over <= 0 or leg is None or line.step not in UNTOUCHED or takes_back(line.remedy, case):
            continue
        less = min(over, leg.amount.minor)
        over -= less
        kept = replace(leg, amount=Money(leg.amount.minor - less, leg.amount.currency))
        legs = (kept if one is leg else one for one in line.legs)
        reduced.append(e.OwedLineReduced(line.id, tuple(one for one in legs if one.amount.minor)))
    return reduced
