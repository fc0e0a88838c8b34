"""What was agreed or decided and is not done: what somebody can take to a court or an office."""

from collections.abc import Iterable
from dataclasses import dataclass

from odr.domain.case import Case, OwedLine
from odr.domain.compensation import DONE
from odr.domain.events import FundPart, Step
from odr.domain.money import Money
from odr.domain.recovery import gave_way
from odr.domain.roles import PARTIES, Role, Side


@dataclass(frozen=True, slots=True)
class Sums:
    """The money of some lines, without interest. `open`: what is neither paid nor on its way."""

    owed: Money
    paid: Money
    on_its_way: Money
    open: Money


def owed_to(side: Side, case: Case) -> list[OwedLine]:
    """What this side is owed under the order that was made last. What a fund gets back it is not owed."""
    lines = case.compensation.lines if case.compensation else ()
    mine = (one for one in lines if one.remedy.owed_by is side.other and one.fund is not FundPart.IS_PAID_BACK)
    return [one for one in mine if not _was_replaced(one)]


def _was_replaced(line: OwedLine) -> bool:
    """The platform pays another line instead of it."""
    return line.stepped_in is not None and line.step is Step.LAPSED


def unmet(side: Side, case: Case) -> list[OwedLine]:
    """What this side is owed, was recorded as not done in time, and is not done yet.

    What lapsed because the breach was reported counts: nobody did it. What another recovery took the place of does not.
    """
    return [one for one in owed_to(side, case) if one.non_compliant and not _is_over(one)]


def _is_over(line: OwedLine) -> bool:
    return line.step in DONE and not (line.step is Step.LAPSED and not gave_way(line))


def may_take(role: Role, case: Case) -> bool:
    """Whether somebody in this role can take proof of it with them: a side to which something is owed and not done, and
    whoever speaks for it. To the recipient of a gift no payment is owed.
    """
    return role in PARTIES and role.side is not None and bool(unmet(role.side, case))


def sums(lines: Iterable[OwedLine], currency: str) -> Sums:
    """The amounts of these lines, by what became of them."""
    found = dict.fromkeys(("paid", "on_its_way", "open"), 0)
    for line in lines:
        found[_counts_as(line)] += line.remedy.amount.minor if line.remedy.amount else 0
    parts = {name: Money(minor, currency) for name, minor in found.items()}
    return Sums(owed=Money(sum(found.values()), currency), **parts)


def _counts_as(line: OwedLine) -> str:
    if line.step is Step.FULFILLED:
        return "paid"
    return "on_its_way" if line.step in (Step.SUBMITTED, Step.SETTLING, Step.UNKNOWN) else "open"
