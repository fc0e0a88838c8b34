"""An order that ran while a review was open: what is decided instead is set against what was paid under it.

Nothing is taken back by itself: where too much was paid, giving it back is a line that the other side owes
(rulebook: execution.while_review_is_open).
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace

from odr.domain.case import Case, Compensation, Decision, Fate, OwedLine
from odr.domain.events import FundPart, Step
from odr.domain.money import Money
from odr.domain.recovery import UNTOUCHED, gives_back
from odr.domain.remedies import Remedy, RemedyLine

THEIRS = (None, FundPart.HELD_MONEY_PAYS)
"""What whoever owes it pays, themselves or by what is held of theirs."""


def order_of(decided: Decision | None, case: Case) -> Compensation | None:
    """What was ordered under this decision."""
    order = case.compensation
    return order if order and decided and order.id == decided.id else None


def order_replaced(case: Case) -> Compensation | None:
    """The order of the decision that a reviewer changed; what the new one says stands instead of it."""
    last = case.past_decisions[-1] if case.past_decisions else None
    return order_of(last, case) if last and last.fate is Fate.CHANGED else None


def beside(order: Compensation | None, case: Case) -> Case:
    """The case as if this order were not there: what is decided instead has its room."""
    if order is None:
        return case
    without = copy(case)
    without.compensation = None
    return without


def begun_only(case: Case) -> Case:
    """The case once what was not begun of its order is owed no more."""
    order, after = case.compensation, copy(case)
    if order is not None:
        lines = (replace(line, step=Step.LAPSED) if line.step in UNTOUCHED else line for line in order.lines)
        after.compensation = replace(order, lines=tuple(lines))
    return after


def set_against(lines: Sequence[RemedyLine], order: Compensation, case: Case) -> list[RemedyLine]:
    """What is still owed after what was begun under the order, and what is owed back."""
    begun = [line for line in order.lines if is_begun(line) and line.fund in THEIRS]
    paid = paid_under(begun, case)
    done = [(line.remedy.remedy, line.remedy.line) for line in begun]
    rest = [line for line in lines if gives_back(line, case) or (line.remedy, line.line) not in done]
    for same in (True, False):
        rest = [less(line, paid, case, same=same) for line in rest]
    return [*still_owed(rest, case), *owed_back(begun, paid, case)]


def is_begun(line: OwedLine) -> bool:
    """Whether something was paid or done under the line, or is on its way."""
    return line.step not in UNTOUCHED and line.step is not Step.LAPSED


def still_owed(lines: Iterable[RemedyLine], case: Case) -> list[RemedyLine]:
    """The lines of which something is left, after what was paid."""
    return [line for line in lines if line.amount is None or line.amount.minor or not gives_back(line, case)]


def paid_under(begun: Iterable[OwedLine], case: Case) -> dict[str | None, int]:
    """What was given back under these lines, in minor units, by order line."""
    paid: dict[str | None, int] = {}
    for line in begun:
        if line.remedy.amount and gives_back(line.remedy, case):
            paid[line.remedy.line] = paid.get(line.remedy.line, 0) + line.remedy.amount.minor
    return paid


def less(line: RemedyLine, paid: dict[str | None, int], case: Case, *, same: bool) -> RemedyLine:
    """The line less what was paid: for the same order line first, then whatever is left of it."""
    if line.amount is None or not gives_back(line, case):
        return line
    minor = line.amount.minor
    for name in [line.line] if same else [*paid]:
        taken = min(minor, paid.get(name, 0))
        minor -= taken
        paid[name] = paid.get(name, 0) - taken
    return replace(line, amount=Money(minor, line.amount.currency))


def owed_back(begun: Sequence[OwedLine], paid: dict[str | None, int], case: Case) -> list[RemedyLine]:
    """What is left of what was paid under these lines: by whoever got it, by order line."""
    owes = {line.remedy.line: line.remedy.owed_by.other for line in begun}
    currency = case.order.currency
    return [
        RemedyLine(Remedy.RESTITUTION, name, 1, Money(minor, currency), owes[name])
        for name, minor in paid.items()
        if minor
    ]
