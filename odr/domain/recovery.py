"""The recovery ledger of a sale: what came back of each payment, whoever caused it, and what is left to give back.

Every line that gives back a payment is capped by what is left of it; reasoned damages stand outside (procedure:
fairness, one recovery ledger per payment). What other cases and the bank did is told to a case by entries.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.events import Event, FundPart, Leg, RecoverySource, Step
from odr.domain.facts import OrderFacts, Payment
from odr.domain.money import Money, share
from odr.domain.remedies import REFUNDS, Remedy, RemedyLine
from odr.domain.roles import SaleRole

UNTOUCHED = (
    Step.ORDERED,
    Step.AWAITING_RETURN,
    Step.RETURN_IN_TRANSIT,
    Step.RETURN_RECEIVED,
    Step.RETURN_LOST,
    Step.INSPECTED,
    Step.FAILED,
    Step.REVERSED,
)
"""Steps at which nothing has been handed to the shop yet, or came back from it as failed or undone."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One row that this case adds to the ledger: an amount it orders back, or no longer orders (`undone`)."""

    payment: str
    amount: Money
    undone: bool
    line: str | None
    owed: str
    source: RecoverySource = RecoverySource.ORDER


def gives_back(line: RemedyLine, case: Case) -> bool:
    """Whether the line gives back a payment of the sale; what a buyer owes is no payment that was made."""
    return line.remedy in REFUNDS and case.party(line.owed_by).sale_role is not SaleRole.BUYER


def takes_back(line: RemedyLine, case: Case) -> bool:
    """Whether the buyer gives back what came back of a payment: from then on less of it did."""
    return line.remedy is Remedy.RESTITUTION and case.party(line.owed_by).sale_role is SaleRole.BUYER


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
        _counts(owed, case) * leg.amount.minor
        for owed in owed_lines(case)
        if line in (None, owed.remedy.line)
        for leg in owed.legs
        if payment in (None, leg.payment)
    )


def _counts(owed: OwedLine, case: Case) -> int:
    """How the legs of a line count: what is given back from its order on, what is taken back once it is there."""
    if takes_back(owed.remedy, case):
        return -1 if owed.step is Step.FULFILLED else 0
    return 1


def left_of(payment: Payment, case: Case) -> int:
    """What is left of a payment, in minor units; never less than nothing, even where too much came back."""
    return max(0, payment.amount.minor - recovered(case, payment.id))


def left(case: Case) -> Money:
    """What is left of all payments of the sale."""
    return Money(sum(left_of(payment, case) for payment in case.order.payments), case.order.currency)


def paid_for(line: str | None, order: OrderFacts, quantity: int | None = None) -> Money:
    """What a refund can at most give back: the price of so many of the line (None: of all) with freight; without a line
    everything paid.
    """
    sold = order.line(line) if line is not None else None
    if sold is None:
        return order.paid
    pieces = sold.price if quantity is None else share(sold.price, (quantity, sold.quantity - quantity))[0]
    freight = order.freight.minor if order.freight else 0
    return Money(min(pieces.minor + freight, order.paid.minor), order.currency)


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
            found.append((line, _taken_from(line, case), None))
            continue
        most = min(sum(rest.values()), of_line.setdefault(line.line, _left_for(line.line, case)))
        amount = Money(min(line.amount.minor, most), line.amount.currency)
        of_line[line.line] -= amount.minor
        legs = _legs(amount, rest)
        rest |= {leg.payment: rest[leg.payment] - leg.amount.minor for leg in legs}
        found.append((replace(line, amount=amount), legs, line.amount if amount != line.amount else None))
    return found


def _taken_from(line: RemedyLine, case: Case) -> tuple[Leg, ...]:
    """The payments of which a restitution takes back what this case gave back for the same line of the order."""
    if line.amount is None or not takes_back(line, case):
        return ()
    given = {payment.id: 0 for payment in case.order.payments}
    for owed in owed_lines(case):
        back = takes_back(owed.remedy, case)
        if owed.remedy.line == line.line and (back or owed.step not in UNTOUCHED):
            given |= {leg.payment: given[leg.payment] + (-1 if back else 1) * leg.amount.minor for leg in owed.legs}
    there = sum(given.values())
    return _legs(Money(max(0, min(line.amount.minor, there)), line.amount.currency), given)


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
                found += [row for one in event.lines if not takes_back(one.remedy, case) for row in _rows(one)]
            case e.OwedLineReduced():
                kept = {leg.payment: leg.amount.minor for leg in event.legs}
                found += _undone(owed[event.line], kept)
                owed[event.line] = replace(owed[event.line], legs=event.legs)
            case e.FulfilmentReported():
                found += _reported(owed[event.line], event.step, case)
                owed[event.line] = replace(owed[event.line], step=event.step)
            case _:
                pass
    return found


def _reported(line: OwedLine | e.CompensationLine, step: Step, case: Case) -> list[Movement]:
    """A line that lapses gives nothing back. A restitution takes back what it says once it is there, and no longer."""
    if not takes_back(line.remedy, case):
        return _undone(line, {}) if step is Step.LAPSED else []
    if step is Step.FULFILLED:
        return _undone(line, {})
    return _rows(line) if line.step is Step.FULFILLED else []


def _rows(line: OwedLine | e.CompensationLine) -> list[Movement]:
    return [Movement(leg.payment, leg.amount, False, line.remedy.line, line.id, _source(line)) for leg in line.legs]


def _undone(line: OwedLine | e.CompensationLine, kept: dict[str, int]) -> list[Movement]:
    less = ((leg, leg.amount.minor - kept.get(leg.payment, 0)) for leg in line.legs)
    return [
        Movement(leg.payment, Money(minor, leg.amount.currency), True, line.remedy.line, line.id, _source(line))
        for leg, minor in less
        if minor
    ]


def _source(line: OwedLine | e.CompensationLine) -> RecoverySource:
    return RecoverySource.FUND if line.fund is FundPart.PAYS else RecoverySource.ORDER


def gave_way(line: OwedLine) -> bool:
    """Whether something that came back otherwise took the place of the line, or of a part of it."""
    given_up = any(one.step is Step.LAPSED for one in line.reports) or less_was_agreed(line)
    agreed, left_over = line.agreed, line.remedy.amount
    return not given_up and agreed is not None and left_over is not None and left_over.minor < agreed.minor


def less_was_agreed(line: OwedLine) -> bool:
    """Whether both sides agreed that less is given back for goods that came back."""
    return any(one.answer is not None and one.answer.agreed for one in line.inspections)


def put_off(line: OwedLine, step: Step, case: Case) -> list[e.OwedLineReduced]:
    """By how much a line gives way at this step to what came back while it was under way: nothing of it is any more."""
    if step not in (Step.FAILED, Step.REVERSED) or takes_back(line.remedy, case) or line.fund is not None:
        return []
    paid = {payment.id: payment.amount.minor for payment in case.order.payments}
    over = {leg.payment: max(0, recovered(case, leg.payment) - paid[leg.payment]) for leg in line.legs}
    kept = [(leg, leg.amount.minor - min(over[leg.payment], leg.amount.minor)) for leg in line.legs]
    legs = tuple(replace(leg, amount=Money(minor, leg.amount.currency)) for leg, minor in kept if minor)
    return [e.OwedLineReduced(line.id, legs)] if legs != line.legs else []


def owed_again(line: OwedLine, case: Case) -> bool:
    """Whether it gave way to something that was undone since, so that it can be given back after all."""
    return gave_way(line) and min(_left_for(line.remedy.line, case), left(case).minor) > 0


def owed_lines(case: Case) -> tuple[OwedLine, ...]:
    """The lines of this case that move something, of every order it made; one that lapsed moves nothing."""
    return tuple(line for order in case.orders for line in order.lines if line.step is not Step.LAPSED)
