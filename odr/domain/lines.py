"""Lines that somebody claims, offers or orders: each possible by itself, and all together within what was paid."""

import re
from collections.abc import Sequence
from datetime import datetime

from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.facts import OrderFacts
from odr.domain.recovery import paid_for, require_left
from odr.domain.remedies import AFTER_A_RETURN, IN_GOODS, OF_MONEY, REFUNDS, Remedy, RemedyLine, goes_back


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
    _check_return(line, order)
    _check_item(line)
    _check_amount(line, order)


def _check_return(line: RemedyLine, order: OrderFacts) -> None:
    if line.after_return and line.remedy not in (*AFTER_A_RETURN, Remedy.REFUND_ON_RETURN):
        problem = "Only a replacement, a repair, a voucher, another date or a longer validity can wait for a return."
        raise no.InvalidInput(field="lines", problem=problem)
    if line.return_cost is not None and not (goes_back(line) and order.has_parcel(line.line)):
        raise no.InvalidInput(field="lines", problem="Only goods that are sent back have a cost of sending them back.")


def _check_item(line: RemedyLine) -> None:
    if not line.item:
        return
    if line.remedy not in IN_GOODS or line.line is None:
        problem = "Only a replacement, a free item or an upgrade for one line of the order can be another item."
        raise no.InvalidInput(field="lines", problem=problem)
    if not _ITEM.fullmatch(line.item):
        problem = "Enter the shop's number of the other item, with up to 64 letters, digits, dots, hyphens and slashes."
        raise no.InvalidInput(field="lines", problem=problem)


_ITEM = re.compile(r"[\w][\w .,:/+-]{0,63}")


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
