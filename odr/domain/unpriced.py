"""What the recipient of a gift sees of what somebody else paid for: no payments, no prices, no amounts that tell them.

(procedure: who sees what, normative. A recipient sees no payments.)
"""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.entitlement.lines import EntitlementLine
from odr.domain.facts import OrderFacts
from odr.domain.money import Money
from odr.domain.remedies import Claim
from odr.domain.shop_order import Difference, FactKind

InPart = (
    e.OrderRecorded
    | e.OrderLookedUp
    | e.ComplaintFiled
    | e.CounterclaimMade
    | e.EntitlementComputed
    | e.CompensationOrdered
    | e.OwedLineReduced
    | e.ReturnInspected
)
"""The entries of which they see a part only."""


def unpriced(event: InPart) -> e.Event:
    """The part of an entry that they see."""
    match event:
        case e.OrderRecorded():
            return replace(event, order=without_payments(event.order))
        case e.OrderLookedUp():
            return looked_up_unpriced(event)
        case e.ComplaintFiled() | e.CounterclaimMade():
            return replace(event, claims=tuple(_without_amounts(claim) for claim in event.claims))
        case e.EntitlementComputed():
            return replace(event, lines=measured_by_nobody(event.lines))
        case e.CompensationOrdered():
            return replace(event, lines=tuple(replace(line, legs=()) for line in event.lines))
        case e.OwedLineReduced():
            return replace(event, legs=_in_one(event.legs))
        case e.ReturnInspected():
            return replace(event, accepts=None)


def looked_up_unpriced(event: e.OrderLookedUp) -> e.OrderLookedUp:
    """What the shop says, without what tells an amount or a payment."""
    found = without_payments(event.found) if event.found else None
    return replace(event, found=found, differences=tuple(filter(_tells_no_amount, event.differences)))


def _tells_no_amount(one: Difference) -> bool:
    told = (one.registered, one.in_shop)
    return one.of is not FactKind.PAYMENT and not any(said and said.amount for said in told)


def _in_one(legs: tuple[e.Leg, ...]) -> tuple[e.Leg, ...]:
    """What is left of a line, without the payments that it goes back to."""
    minor = sum(leg.amount.minor for leg in legs)
    return (e.Leg("", Money(minor, legs[0].amount.currency)),) if legs else ()


def _without_amounts(claim: Claim) -> Claim:
    """What the payer asks back, or is asked for, without how much: often just the price."""
    return replace(claim, remedies=tuple(replace(one, amount=None) for one in claim.remedies))


def measured_by_nobody(lines: tuple[EntitlementLine, ...]) -> tuple[EntitlementLine, ...]:
    """What was computed, without the amounts, which follow from what was paid, and without single charges."""
    return tuple(
        replace(line, amount=None, cap=replace(line.cap, amount=None) if line.cap else None)
        for line in lines
        if not line.charge
    )


def without_payments(order: OrderFacts) -> OrderFacts:
    """An order as its recipient sees it, who did not pay: no payments, no prices, no freight."""
    lines = tuple(replace(line, unit_price=None, total=None) for line in order.lines)
    return replace(order, payments=(), lines=lines, freight=None)
