"""Lines that somebody claims, offers or orders: each possible by itself, and all together within what was paid."""

from collections.abc import Sequence
from datetime import datetime

from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.facts import OrderFacts
from odr.domain.recovery import paid_for, require_left
from odr.domain.remedies import OF_MONEY, REFUNDS, Remedy, RemedyLine


def check_lines(lines: Sequence[RemedyLine], case: Case) -> None:
    """Lines that shall hold together: each possible, all refunds within what was paid and what is left of it."""
    for line in lines:
        check_line(line, case.order)
    require_left(lines, case)
    for line in lines:
        require_paid(line, case.order)


def require_to_come(lines: Sequence[RemedyLine], at: datetime) -> None:
    """By when something is owed lies ahead."""
    if any(line.due is not None and line.due <= at for line in lines):
        raise no.DateInThePast(field="lines")


def check_line(line: RemedyLine, order: OrderFacts) -> None:
    """One line by itself: it names a line of the order, a possible quantity, and an amount where one belongs."""
    sold = order.line(line.line) if line.line is not None else None
    if line.line is not None and sold is None:
        raise no.UnknownLine(line=line.line[:40])
    if sold is not None and not 1 <= line.quantity <= sold.quantity:
        raise no.QuantityTooLarge(ordered=sold.quantity)
    if sold is None and line.quantity != 1:
        raise no.InvalidInput(field="quantity", problem="A remedy for the whole order has the quantity 1.")
    if line.remedy is Remedy.UNDERTAKING and not (line.note and (line.note.body or "").strip()):
        raise no.UndertakingEmpty()
    if line.return_cost is not None and line.remedy is not Remedy.REFUND_ON_RETURN:
        raise no.InvalidInput(field="lines", problem="Only goods that are sent back have a cost of sending them back.")
    _check_amount(line, order)


def require_paid(line: RemedyLine, order: OrderFacts) -> None:
    """A refund by itself is within what was paid for the pieces that it names."""
    paid = paid_for(line.line, order, line.quantity)
    if line.remedy in REFUNDS and line.amount is not None and line.amount.minor > paid.minor:
        raise no.MoreThanWasPaid(paid=paid)


def _check_amount(line: RemedyLine, order: OrderFacts) -> None:
    if line.remedy not in OF_MONEY:
        if line.amount is not None:
            raise no.AmountNotMeant(remedy=line.remedy.value)
        return
    if line.amount is None or line.amount.minor <= 0:
        raise no.AmountMissing(remedy=line.remedy.value)
    if line.amount.currency != order.currency:
        raise no.WrongCurrency(charged=order.currency)
