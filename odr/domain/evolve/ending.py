"""From entries to the case: what is owed, and the end."""

from collections.abc import Callable
from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.money import Money
from odr.domain.parts import Arrangement, Compensation, Inspection, Nudge, OwedLine, Report


def _ordered(case: Case, entry: Entry, event: e.CompensationOrdered) -> None:
    """What is ordered under the same settlement or decision is added to its order."""
    before = case.compensation
    lines = tuple(OwedLine(one.id, one.remedy, one.step, one.legs, one.agreed, one.fund) for one in event.lines)
    if before is not None and before.id == event.order:
        case.compensation = replace(before, lines=(*before.lines, *lines))
        return
    if before is not None:
        case.past_compensations += (before,)
    case.compensation = Compensation(event.order, entry.at, lines)


def _recovered(case: Case, entry: Entry, event: e.RecoveryRecorded) -> None:
    case.recoveries += (event,)


def _reduced(case: Case, entry: Entry, event: e.OwedLineReduced) -> None:
    """With nothing left to give back, the line is done."""

    def reduced(line: OwedLine) -> OwedLine:
        left = Money(sum(leg.amount.minor for leg in event.legs), case.order.currency)
        remedy = replace(line.remedy, amount=left)
        step = line.step if left.minor else e.Step.LAPSED
        return replace(line, remedy=remedy, step=step, legs=event.legs, agreed=line.agreed or line.remedy.amount)

    change_line(case, event.line, reduced)


def _reported(case: Case, entry: Entry, event: e.FulfilmentReported) -> None:
    shown = (event.failure, event.exhibits, event.voucher)
    report = Report(event.step, event.reference, event.note, entry.by, entry.at, *shown)
    change_line(case, event.line, lambda line: replace(line, step=event.step, reports=(*line.reports, report)))


def _arranged(case: Case, entry: Entry, event: e.ReturnArranged) -> None:
    how = Arrangement(event, entry.by, entry.at)
    change_line(case, event.line, lambda line: replace(line, arranged=how))


def _non_compliant(case: Case, entry: Entry, event: e.NonComplianceRecorded) -> None:
    change_line(case, event.line, lambda line: replace(line, non_compliant=True))


def _inspected(case: Case, entry: Entry, event: e.ReturnInspected) -> None:
    seen = Inspection(event, entry.at)
    change_line(case, event.line, lambda line: replace(line, inspections=(*line.inspections, seen)))


def _answered(case: Case, entry: Entry, event: e.InspectionAnswered) -> None:
    def answered(line: OwedLine) -> OwedLine:
        *before, last = line.inspections
        return replace(line, inspections=(*before, replace(last, answer=event, answered_at=entry.at)))

    change_line(case, event.line, answered)


def _taken(case: Case, entry: Entry, event: e.VoucherTaken) -> None:
    change_line(case, event.line, lambda line: replace(line, taken=True))


def _nudged(case: Case, entry: Entry, event: e.LineNudged) -> None:
    nudge = Nudge(event.side, entry.at)
    change_line(case, event.line, lambda line: replace(line, nudges=(*line.nudges, nudge)))


def _stepped_in(case: Case, entry: Entry, event: e.PlatformSteppedIn) -> None:
    change_line(case, event.line, lambda line: replace(line, stepped_in=event.source))


def change_line(case: Case, line: str, change: Callable[[OwedLine], OwedLine]) -> None:
    """Of whatever order it is: what was begun is followed to its end."""
    *before, last = (_changed(order, line, change) for order in case.orders)
    case.past_compensations, case.compensation = tuple(before), last


def _changed(order: Compensation, line: str, change: Callable[[OwedLine], OwedLine]) -> Compensation:
    if order.line(line) is None:
        return order
    return replace(order, lines=tuple(change(one) if one.id == line else one for one in order.lines))


def _noticed(case: Case, entry: Entry, event: e.InactivityNoticed) -> None:
    case.inactivity_notices = event.number


def _returned(case: Case, entry: Entry, event: e.ComplainantReturned) -> None:
    case.inactivity_notices = 0


def _closed(case: Case, entry: Entry, event: e.CaseClosed) -> None:
    case.ground = event.ground


ENDING: Folding = {
    e.CompensationOrdered: _ordered,
    e.RecoveryRecorded: _recovered,
    e.OwedLineReduced: _reduced,
    e.FulfilmentReported: _reported,
    e.ReturnArranged: _arranged,
    e.ReturnInspected: _inspected,
    e.InspectionAnswered: _answered,
    e.VoucherTaken: _taken,
    e.LineNudged: _nudged,
    e.NonComplianceRecorded: _non_compliant,
    e.PlatformSteppedIn: _stepped_in,
    e.InactivityNoticed: _noticed,
    e.ComplainantReturned: _returned,
    e.CaseTerminated: nothing,
    e.CaseClosed: _closed,
}
