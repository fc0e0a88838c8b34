"""A payment under the order that a reviewer changed comes undone: what is owed instead is reckoned anew without it.

What was paid under that order had been set against what the reviewer decided (`restitution.py`). Nobody owes back what
is not there, and what was decided is owed after all. Where somebody gave something back already, something came back
otherwise, or more than money is at stake, a person decides: whose money it is then follows from no rule.
"""

from copy import copy
from dataclasses import replace
from datetime import datetime

from odr.domain import compensation
from odr.domain import events as e
from odr.domain.case import Case, Compensation, Decision, Fate, OwedLine
from odr.domain.compensation import DONE, ReportFulfilment
from odr.domain.events import Event, Ground, How, Reopening, Stage, Step
from odr.domain.executing import needs_acceptance
from odr.domain.recovery import UNTOUCHED, gives_back
from odr.domain.remedies import Remedy, RemedyLine, goes_back
from odr.domain.restitution import THEIRS, is_begun, less, owed_back, paid_under


def report_fulfilment(ask: ReportFulfilment, case: Case) -> list[Event]:
    """A step of a line; and where it takes from what a reviewer's decision was set against, what is owed instead."""
    told = compensation.report_fulfilment(ask, case)
    if not takes_from_what_counted(ask.line, ask.step, case) or is_for_a_person(ask.line, case):
        return told
    return [*told, *_reckoned_anew(ask.line, case, ask.at)]


def takes_from_what_counted(name: str, step: Step, case: Case) -> bool:
    """Whether this step of a line undoes what was paid before a reviewer's decision that is carried out, or was."""
    order = _replaced(case)
    line = order.line(name) if order else None
    if line is None or step not in (Step.FAILED, Step.REVERSED):
        return False
    return is_begun(line) and line.fund in THEIRS and gives_back(line.remedy, case)


def needs_a_look(name: str, step: Step, before: Case, after: Case) -> bool:
    """Whether a step undid what was paid or done under an order that does not stand, and no rule says what is owed now.

    Args:
        before: the case before the step.
        after: with it, and with all that was told to the case at the same time.
    """
    replaced = _replaced(before)
    orders = (*before.past_compensations, *((replaced,) if replaced else ()))
    line = next((line for order in orders for line in order.lines if line.id == name), None)
    if line is None or step not in (Step.FAILED, Step.REVERSED) or not is_begun(line):
        return False
    return not takes_from_what_counted(name, step, before) or is_for_a_person(name, after)


def is_for_a_person(name: str, case: Case) -> bool:
    """Whether more than the reviewer's decision and the order before it says whose money it is.

    Of a line of several payments nobody says which of them came undone.
    """
    before, instead, decided = _replaced(case), _instead(case), case.decision
    line = before.line(name) if before else None
    if line is not None and (len(line.legs) > 1 or line.remedy.remedy is Remedy.REPLACE_PLUS_REFUND):
        return True
    if decided is not None and any(goes_back(one) and not _is_back(one, case) for one in decided.ordered):
        return True
    mine = instead.lines if instead else ()
    of_fund = any(line.fund not in THEIRS for line in (*(before.lines if before else ()), *mine))
    said = any(line.remedy is Remedy.RESTITUTION for line in (decided.ordered if decided else ()))
    otherwise = any(line.agreed is not None or _has_moved(line, case) for line in mine)
    return bool(case.recoveries) or of_fund or said or otherwise


def _is_back(line: RemedyLine, case: Case) -> bool:
    """Whether the goods of a line that wants them back first are back, or were lost on the way."""
    lines = (one for order in case.orders for one in order.lines if one.remedy.line == line.line)
    return any(report.step in _BACK for one in lines for report in one.reports)


_BACK = (Step.RETURN_RECEIVED, Step.RETURN_LOST, Step.INSPECTED)


def _has_moved(line: OwedLine, case: Case) -> bool:
    """Whether some of it was given back already, or it was given up."""
    if line.remedy.remedy is Remedy.RESTITUTION:
        return line.step not in (*UNTOUCHED, Step.LAPSED)
    return line.step is Step.LAPSED and gives_back(line.remedy, case)


def _replaced(case: Case) -> Compensation | None:
    """The order that a reviewer's decision took the place of, once that one is carried out."""
    before = case.past_decisions[-1] if case.past_decisions else None
    if before is None or before.fate is not Fate.CHANGED or not _is_carried_out(case.decision, case):
        return None
    return next((order for order in case.orders if order.id == before.id), None)


def _is_carried_out(decided: Decision | None, case: Case) -> bool:
    agreed = case.settlement is not None and case.settlement.breached_at is None
    if decided is None or case.stage not in (Stage.COMPLIANCE, Stage.CLOSED) or agreed:
        return False
    return bool(decided.accepted) or not (decided.ordered and needs_acceptance(case))


def _instead(case: Case) -> Compensation | None:
    """What was ordered under the reviewer's decision; None where all of it had been paid before."""
    order, decided = case.compensation, case.decision
    return order if order and decided and order.id == decided.id else None


def _reckoned_anew(undone: str, case: Case, at: datetime) -> list[Event]:
    """What was to be given back is owed no more; what is missing of what was decided is ordered."""
    order = _instead(case)
    waiting = [line for line in order.lines if line.remedy.remedy is Remedy.RESTITUTION] if order else []
    over = [one for line in waiting for one in _lapses(line, case)]
    names = {line.id for line in waiting}
    after = _without({undone, *names}, case)
    lines = _left_to_settle(after)
    if not lines or case.decision is None:
        return [*over, *compensation.close_if_done(case, at, *names)]
    again: list[Event] = [e.CaseReopened(Reopening.CAME_UNDONE)] if case.closed_at is not None else []
    return [*over, *again, *compensation.order(after, lines, case.decision.id, at, Ground.DECIDED)]


def _lapses(line: OwedLine, case: Case) -> list[Event]:
    if line.step in DONE:
        return []
    lapsed = e.FulfilmentReported(line.id, Step.LAPSED, "", None, How.BY_RULE)
    return [lapsed, *compensation.end_periods(case, line)]


def _without(names: set[str], case: Case) -> Case:
    """The case once these lines are owed no more."""

    def kept(order: Compensation) -> Compensation:
        lines = (replace(line, step=Step.LAPSED) if line.id in names else line for line in order.lines)
        return replace(order, lines=tuple(lines))

    after = copy(case)
    after.past_compensations = tuple(kept(one) for one in case.past_compensations)
    after.compensation = kept(case.compensation) if case.compensation else None
    return after


def _left_to_settle(case: Case) -> list[RemedyLine]:
    """What was decided, less what is paid or ordered of it; and what is there beyond it. Goods that were to come back
    first are back: a refund waits for nothing more.
    """
    before, instead = _replaced(case), _instead(case)
    paid_before = [line for line in before.lines if is_begun(line)] if before else []
    counted = [*paid_before, *(line for line in (instead.lines if instead else ()) if line.step is not Step.LAPSED)]
    paid = paid_under(counted, case)
    rest = [line for line in (case.decision.ordered if case.decision else ()) if gives_back(line, case)]
    for same in (True, False):
        rest = [less(line, paid, case, same=same) for line in rest]
    missing = [
        RemedyLine(Remedy.REFUND_PARTIAL, line.line, line.quantity, line.amount, line.owed_by)
        for line in rest
        if line.amount is not None and line.amount.minor
    ]
    return [*missing, *owed_back(counted, paid, case)]
