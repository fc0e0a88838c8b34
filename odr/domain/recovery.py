"""The recovery ledger of a sale: what came back of each payment, whoever caused it, and what is left to give back.

Every line that gives back a payment is capped by what is left of it; reasoned damages stand outside (procedure:
fairness, one recovery ledger per payment). What other cases and the bank did is told to a case by entries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.events import Event, Leg, Step
from odr.domain.facts import OrderFacts, Payment
from odr.domain.money import Money, share
from odr.domain.remedies import REFUNDS, RemedyLine
from odr.domain.roles import SaleRole

UNTOUCHED = (
    Step.ORDERED,
    Step.AWAITING_RETURN,
    Step.RETURN_IN_TRANSIT,
    Step.RETURN_RECEIVED,
    Step.INSPECTED,
    Step.FAILED,
)
"""Steps at which nothing has been handed to the shop yet, or came back from it as failed."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One row that this case adds to the ledger: an amount it orders back, or no longer orders (`undone`)."""

    payment: str
    amount: Money
    undone: bool
    line: str | None
    owed: str


def gives_back(line: RemedyLine, case: Case) -> bool:
    """Whether the line gives back a payment of the sale; what a buyer owes is no payment that was made."""
    return line.remedy in REFUNDS and case.party(line.owed_by).sale_role is not SaleRole.BUYER


def concerns(events: Iterable[Event]) -> bool:
    """Whether these entries offer or order something, so that the ledger has to be known to its last row."""
    return any(isinstance(event, _CAPPED) for event in events)


_CAPPED = (e.OfferMade, e.ProposalMade, e.ProposalAnswered, e.DecisionIssued, e.CompensationOrdered)


def recovered(case: Case, payment: str | None = None, line: str | None = None) -> int:
    """What came back already or is ordered back, in minor units: of one payment, for one order line, or altogether."""
    reported = sum(
        -one.amount.minor if one.undone else one.amount.minor
        for one in case.recoveries
        if payment in (None, one.payment) and line in (None, one.line)
    )
    return reported + sum(
        leg.amount.minor
        for owed in owed_lines(case)
        if line in (None, owed.remedy.line)
        for leg in owed.legs
        if payment in (None, leg.payment)
    )


def left_of(payment: Payment, case: Case) -> int:
    """What is left of a payment, in minor units; never less than nothing, even where too much came back."""
    return max(0, payment.amount.minor - recovered(case, payment.id))


def left(case: Case) -> Money:
    """What is left of all payments of the sale."""
    return Money(sum(left_of(payment, case) for payment in case.order.payments), case.order.currency)


def paid_for(line: str | None, order: OrderFacts) -> Money:
    """What a refund can at most give back: the price of the line with freight; without a line everything paid."""
    sold = order.line(line) if line is not None else None
    freight = order.freight.minor if order.freight else 0
    return Money(min(sold.price.minor + freight, order.paid.minor), order.currency) if sold else order.paid


def require_left(lines: Sequence[RemedyLine], case: Case) -> None:
    """All that gives back together fits into what is left: of the sale, and of each order line."""
    back = [line for line in lines if gives_back(line, case)]
    for name in dict.fromkeys(line.line for line in back if line.line is not None):
        mine = [line for line in back if line.line == name]
        _require(mine, name, _left_for(name, case), case)
    _require(back, None, left(case).minor, case)


def _left_for(line: str | None, case: Case) -> int:
    """What is left for one line of the order, in minor units; for none, of everything."""
    return max(0, paid_for(line, case.order).minor - recovered(case, line=line))


def _require(lines: Sequence[RemedyLine], name: str | None, rest: int, case: Case) -> None:
    asked = sum(line.amount.minor for line in lines if line.amount)
    if asked <= rest:
        return
    paid, before = paid_for(name, case.order), Money(recovered(case, line=name), case.order.currency)
    if not before.minor:
        raise no.MoreThanWasPaid(paid=paid)
    raise no.AlreadyRecovered(paid=paid, recovered=before, left=Money(rest, before.currency))


def allotted(lines: Sequence[RemedyLine], case: Case) -> list[tuple[RemedyLine, tuple[Leg, ...], Money | None]]:
    """Each line with the payments it gives back, cut to what is left; with the amount before where it was cut.

    A line is split over the payments by what is left of each, with largest remainders (procedure: counting, amounts).
    """
    rest = {payment.id: left_of(payment, case) for payment in case.order.payments}
    of_line: dict[str | None, int] = {}
    found: list[tuple[RemedyLine, tuple[Leg, ...], Money | None]] = []
    for line in lines:
        if line.amount is None or not gives_back(line, case):
            found.append((line, (), None))
            continue
        most = min(sum(rest.values()), of_line.setdefault(line.line, _left_for(line.line, case)))
        amount = Money(min(line.amount.minor, most), line.amount.currency)
        of_line[line.line] -= amount.minor
        legs = _legs(amount, rest)
        rest |= {leg.payment: rest[leg.payment] - leg.amount.minor for leg in legs}
        found.append((replace(line, amount=amount), legs, line.amount if amount != line.amount else None))
    return found


def _legs(amount: Money, rest: dict[str, int]) -> tuple[Leg, ...]:
    if not amount.minor:
        return ()
    parts = share(amount, [*rest.values()])
    return tuple(Leg(payment, part) for payment, part in zip(rest, parts, strict=True) if part.minor)


def movements(events: Iterable[Event], case: Case) -> list[Movement]:
    """What these entries add to the ledger of the sale; `case` is as it was before them."""
    found: list[Movement] = []
    owed: dict[str, OwedLine | e.CompensationLine] = {line.id: line for line in owed_lines(case)}
    for event in events:
        match event:
            case e.CompensationOrdered():
                owed |= {one.id: one for one in event.lines}
                legs = ((one, leg) for one in event.lines for leg in one.legs)
                found += [Movement(leg.payment, leg.amount, False, one.remedy.line, one.id) for one, leg in legs]
            case e.OwedLineReduced():
                kept = {leg.payment: leg.amount.minor for leg in event.legs}
                found += _undone(owed[event.line], kept)
            case e.FulfilmentReported(step=Step.LAPSED):
                found += _undone(owed[event.line], {})
            case _:
                pass
    return found


def _undone(line: OwedLine | e.CompensationLine, kept: dict[str, int]) -> list[Movement]:
    less = ((leg, leg.amount.minor - kept.get(leg.payment, 0)) for leg in line.legs)
    return [
        Movement(leg.payment, Money(minor, leg.amount.currency), True, line.remedy.line, line.id)
        for leg, minor in less
        if minor
    ]


def owed_lines(case: Case) -> tuple[OwedLine, ...]:
    """The lines of this case that take something back, of every order it made; one that lapsed takes nothing."""
    return tuple(line for order in case.orders for line in order.lines if line.step is not Step.LAPSED)
