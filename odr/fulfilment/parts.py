"""What a line of compensation is made of for a shop: legs, each carried out by itself under a key of its own."""

import json
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never

from odr.domain.case import Case, OwedLine
from odr.domain.events import Step
from odr.domain.facts import LineKind
from odr.domain.handing_over import came_back, handed_over, not_known, was_sent
from odr.domain.money import Money
from odr.domain.recovery import put_off
from odr.domain.remedies import Remedy, goes_back
from odr.domain.vocabulary_returns import ReturnFound
from odr.fulfilment.port import Kind, Pieces, Repayment, Replacement, TakeBack, Task, Voucher
from odr.store import instant, micros

VOUCHER_LASTS = timedelta(days=365)
"""From the instant at which it was ordered."""
WHOLE_ORDER = "order"
"""The leg of what concerns no single line of the sale."""


@dataclass(frozen=True, slots=True)
class Part:
    """One leg of a line.

    Args:
        leg: the payment that is given back; of anything else the line of the sale that it is about.
        amount: what is given back, or what a voucher is worth; nothing, of goods.
    """

    kind: Kind
    leg: str
    amount: Money
    pieces: tuple[Pieces, ...] = ()
    item: str = ""
    ends_at: datetime | None = None

    @property
    def count(self) -> int:
        """How many pieces of goods it moves."""
        return sum(one.quantity for one in self.pieces)

    def task(self, key: str, order: str) -> Task:
        """What a connector is handed, under this key, for the order of this number."""
        match self.kind:
            case Kind.REFUND:
                return Repayment(key, order, self.leg, self.amount)
            case Kind.TAKE_BACK:
                return TakeBack(key, order, self.pieces)
            case Kind.REPLACEMENT:
                return Replacement(key, order, self.pieces, self.item)
            case Kind.VOUCHER:
                if self.ends_at is None:
                    raise ValueError(key)
                return Voucher(key, order, self.amount, self.ends_at)
            case _:
                assert_never(self.kind)

    @property
    def needs(self) -> str:
        """What is kept of it in a column of its own, as JSON; `part_of` reads it."""
        pieces = [[one.line, one.quantity] for one in self.pieces]
        return json.dumps({"pieces": pieces, "item": self.item, "ends_at": self.ends_at and micros(self.ends_at)})


def part_of(row: Any) -> Part:
    """The leg that a row of `executions` keeps."""
    needs = json.loads(row.needs)
    pieces = tuple(Pieces(line, quantity) for line, quantity in needs["pieces"])
    ends_at = instant(needs["ends_at"]) if needs["ends_at"] is not None else None
    return Part(Kind(row.kind), row.leg, Money(row.minor, row.currency), pieces, needs["item"], ends_at)


def parts_of(line: OwedLine, case: Case, does: Set[Kind]) -> list[Part]:
    """The legs of a line in a shop that does these kinds; none where people do it by hand.

    A line is handed over whole or not at all; restocking beside a refund is left out where the shop does not do it.
    """
    parts = [part for part in _parts(line, case) if part.kind in does or not is_beside(part, line)]
    return parts if all(part.kind in does for part in parts) else []


def is_beside(part: Part, line: OwedLine) -> bool:
    """Whether it is the shop's own affair: putting back on the shelf what is refunded in any case."""
    return part.kind is Kind.TAKE_BACK and goes_back(line.remedy)


def line_of(line: str, case: Case) -> OwedLine | None:
    """The line of whatever order, as it stands."""
    return next((one for order in case.orders for one in order.lines if one.id == line), None)


def needed_now(part: Part, line: str, case: Case, does: Set[Kind]) -> Part | None:
    """A leg that surely was not begun, as the case needs it now: a chargeback may have made it less; None where it is
    not needed any more, or has to give way to something first that came back meanwhile.

    What came back is put on the shelf, whatever became of the refund meanwhile.
    """
    still = (one for one in not_known(case) if not put_off(one, Step.FAILED, case))
    ready = {one.id: one for one in (*still, *handed_over(case))}
    found = ready.get(line) or next((one for one in came_back(case) if one.id == line), None)
    same = (now for now in parts_of(found, case, does) if (now.kind, now.leg) == (part.kind, part.leg)) if found else ()
    now = next(iter(same), None)
    if now is None or found is None:
        return None
    return now if line in ready or is_beside(now, found) else None


def _can_be_sold_again(line: OwedLine) -> bool:
    """Whether goods of a return lie on a shelf again: they were not lost, and came back as they were sent."""
    lost = any(one.step is Step.RETURN_LOST for one in line.reports)
    return not lost and (not line.inspections or line.inspections[-1].facts.found is ReturnFound.AS_SENT)


def _parts(line: OwedLine, case: Case) -> list[Part]:
    """What comes back is put on the shelf where it can be sold again; goods before money."""
    owed = _owed(line, case)
    shelf = owed and goes_back(line.remedy) and _can_be_sold_again(line)
    return [*(_of_goods(Kind.TAKE_BACK, line, case) if shelf else []), *owed]


def _owed(line: OwedLine, case: Case) -> list[Part]:
    match line.remedy.remedy:
        case (
            Remedy.REFUND_FULL
            | Remedy.REFUND_PARTIAL
            | Remedy.PRICE_REDUCTION
            | Remedy.PRICE_PROTECTION
            | Remedy.FREIGHT_REIMBURSE
            | Remedy.REFUND_ON_RETURN
        ):
            return _refunds(line)
        case Remedy.REPLACE:
            return _of_goods(Kind.REPLACEMENT, line, case)
        case Remedy.FREE_ITEM | Remedy.UPGRADE:
            return _of_goods(Kind.REPLACEMENT, line, case) if line.remedy.item else []
        case Remedy.REPLACE_PLUS_REFUND:
            sent = _of_goods(Kind.REPLACEMENT, line, case)
            return [*sent, *_refunds(line)] if sent else []
        case Remedy.CANCEL_CONTRACT:
            never_sent = _of_goods(Kind.TAKE_BACK, line, case)
            return [part for part in never_sent if not any(was_sent(one.line, case) for one in part.pieces)]
        case Remedy.VOUCHER:
            return _voucher(line, case)
        case (
            Remedy.REPAIR
            | Remedy.FREIGHT_INSURANCE
            | Remedy.DELIVER_NOW
            | Remedy.DATE_CHANGE
            | Remedy.VALIDITY_EXTENSION
            | Remedy.APOLOGY
            | Remedy.CORRECT_LISTING
            | Remedy.DAMAGES
            | Remedy.UNDERTAKING
            | Remedy.RESTITUTION
            | Remedy.NO_REMEDY
        ):
            return []
        case _:
            assert_never(line.remedy.remedy)


def _refunds(line: OwedLine) -> list[Part]:
    return [Part(Kind.REFUND, leg.payment, leg.amount) for leg in line.legs]


def _of_goods(kind: Kind, line: OwedLine, case: Case) -> list[Part]:
    """The goods that a line is about, or of the whole order; what has no parcel is neither sent nor put on a shelf."""
    remedy = line.remedy
    sold = [one for one in case.order.lines if remedy.line in (None, one.id)]
    if not sold or any(one.kind is not LineKind.GOODS for one in sold):
        return []
    pieces = tuple(Pieces(one.id, min(remedy.quantity, one.quantity) if remedy.line else one.quantity) for one in sold)
    item = remedy.item if kind is Kind.REPLACEMENT else ""
    return [Part(kind, remedy.line or WHOLE_ORDER, Money(0, case.order.currency), pieces, item)]


def _voucher(line: OwedLine, case: Case) -> list[Part]:
    order = next((one for one in case.orders if one.line(line.id)), None)
    value = line.remedy.amount
    if order is None or value is None:
        return []
    return [Part(Kind.VOUCHER, line.remedy.line or WHOLE_ORDER, value, ends_at=order.at + VOUCHER_LASTS)]
