"""What of an order is handed to the marketplace's shop now, where the service works in it."""

from collections.abc import Iterator
from enum import StrEnum

from odr.domain.awaiting_answer import awaits_answer
from odr.domain.case import Case, OwedLine
from odr.domain.compensation import carried_out, reportable
from odr.domain.events import Step
from odr.domain.remedies import IN_GOODS, REFUNDS, Remedy
from odr.domain.roles import ADMINISTRATORS, Actor, Role, SaleRole
from odr.domain.timeframes import consumer_side

HANDED_OVER_AT = (Step.ORDERED, Step.INSPECTED, Step.RETURN_LOST)
"""Goods that came back are looked at first; of those that are lost nothing can be seen."""

BY_A_SHOP = REFUNDS | IN_GOODS | {Remedy.CANCEL_CONTRACT, Remedy.VOUCHER}
"""What a shop may be able to do; the rest people do and report."""


class Waiting(StrEnum):
    """What a line waits for before it can be handed to a shop."""

    CONSENT = "CONSENT"
    """Whoever is to get a voucher did not agree to one."""
    AGREEMENT = "AGREEMENT"
    """Less was offered for goods that came back, nothing was said to it yet, and the time to answer runs."""


def handed_over(case: Case) -> Iterator[OwedLine]:
    """The lines that are to be carried out now. What a fund has to do with, and what a buyer owes, is done by hand."""
    for line in reportable(case):
        if line.step in HANDED_OVER_AT and by_the_shop(line, case) and waits_for(line, case) is None:
            yield line


def not_known(case: Case) -> Iterator[OwedLine]:
    """The lines of the order that stands of which the service told that nobody knows: what surely was not begun of
    them is still to be carried out.
    """
    for line in carried_out(case):
        if is_told_unknown(line) and by_the_shop(line, case) and waits_for(line, case) is None:
            yield line


def is_told_unknown(line: OwedLine) -> bool:
    """Whether the service told that nobody knows what came of it. Where a person says so, they tried it by hand."""
    return line.step is Step.UNKNOWN and line.reports[-1].by.role is Role.SYSTEM


def came_back(case: Case) -> Iterator[OwedLine]:
    """The lines whose goods came back and were looked at, however far their refund is."""
    for order in case.orders:
        for line in order.lines:
            looked_at = any(one.step is Step.INSPECTED for one in line.reports)
            if looked_at and line.step is not Step.LAPSED and by_the_shop(line, case):
                yield line


def by_the_shop(line: OwedLine, case: Case) -> bool:
    """Whether it is for a shop that can do it, now or once what it waits for is there."""
    remedy = line.remedy.remedy
    if remedy not in BY_A_SHOP or (remedy in REFUNDS and not line.legs):
        return False
    if remedy in (Remedy.FREE_ITEM, Remedy.UPGRADE) and not line.remedy.item:
        return False
    return line.fund is None and case.party(line.remedy.owed_by).sale_role is not SaleRole.BUYER


def waiting(line: OwedLine, case: Case) -> Waiting | None:
    """What a line that is to be carried out now waits for, if anything; told to its readers."""
    return waits_for(line, case) if line.step in HANDED_OVER_AT and by_the_shop(line, case) else None


def waits_for(line: OwedLine, case: Case) -> Waiting | None:
    """What is missing before anything can be handed over. A voucher instead of money needs a word of who gets it.

    A settlement is such a word, and so is their acceptance of a decision; silence is none, and no decision is.
    """
    if awaits_answer(line, case):
        return Waiting.AGREEMENT
    if line.remedy.remedy is not Remedy.VOUCHER or line.taken or _agreed(line, case):
        return None
    return Waiting.CONSENT


def _agreed(line: OwedLine, case: Case) -> bool:
    order = next((one for one in case.orders if one.line(line.id)), None)
    if order is None:
        return False
    if case.settlement is not None and case.settlement.id == order.id:
        return True
    decided = case.decision
    accepted = decided is not None and decided.id == order.id and decided.accepted is True
    return accepted and consumer_side(case) is line.remedy.owed_by.other


def was_sent(line: str, case: Case) -> bool:
    """Whether some of this line of the sale left the seller: what is on its way cannot be sold to somebody else."""
    return any(one.dispatched_at or one.delivered_at for one in case.order.carrying(line))


def may_spend(by: Actor, line: OwedLine) -> bool:
    """Whether somebody may read the number of what was done: that of a voucher is money to whoever has it."""
    if line.remedy.remedy is not Remedy.VOUCHER or by.role in (Role.SYSTEM, *ADMINISTRATORS):
        return True
    return by.role.side is line.remedy.owed_by.other and by.role is not Role.RECIPIENT
