"""Who vouches for the facts of an order, and what its shop says otherwise."""

from datetime import datetime

import strawberry

from odr.domain import events as e
from odr.domain import looking_up as rules
from odr.domain import shop_order as shop
from odr.domain.facts import OrderFacts
from odr.schema.base import Money, sized
from odr.schema.vocabulary_facts import Aspect, FactKind, LookUp, Voucher


@strawberry.type(description="Who vouches for a fact.")
class Vouched:
    by: Voucher = strawberry.field(description="Who.")
    at: datetime | None = strawberry.field(description="When the shop was asked; null where it does not vouch.")


@strawberry.type(description="One value of a fact: one of these is there.")
class FactValue:
    words: str | None = strawberry.field(description="Words, such as a carrier's number.")
    amount: Money | None = strawberry.field(description="An amount.")
    quantity: int | None = strawberry.field(description="How many.")
    at: datetime | None = strawberry.field(description="An instant.")


@strawberry.type(description="Something that the shop says otherwise than it was registered. It changes nothing.")
class OrderDifference:
    of: FactKind = strawberry.field(description="What it is about.")
    subject: str = strawberry.field(
        description="The id of the line, payment or shipment; of an address its kind; empty for the order."
    )
    title: str = strawberry.field(description="What was sold on a line; empty for everything else.")
    aspect: Aspect = strawberry.field(description="What is not the same.")
    registered: FactValue | None = strawberry.field(description="As it was registered; null where it was not.")
    in_shop: FactValue | None = strawberry.field(description="As the shop says; null where it says nothing.")


@strawberry.type(description="What the marketplace's shop says of an order, when it was asked.")
class OrderLookUp:
    answer: LookUp = strawberry.field(description="What came of it.")
    asked_at: datetime = strawberry.field(description="When the shop was asked.")
    state: str = strawberry.field(description="The shop's own word for how the order stands; empty without an answer.")
    differences: list[OrderDifference] = sized(
        2, description="What it says otherwise; of what you may see. Empty where everything is the same."
    )


def show_vouched(found: e.OrderLookedUp | None, of: FactKind, subject: str = "") -> Vouched:
    known = rules.vouched(found, of, subject)
    return Vouched(by=known.by, at=known.at)


CLAIMED = Vouched(by=Voucher.CLAIMED, at=None)


def show_look_up(order: OrderFacts, found: e.OrderLookedUp | None) -> OrderLookUp | None:
    """The last answer of the shop, if it gave one."""
    if found is None:
        return None
    return OrderLookUp(
        answer=found.answer,
        asked_at=found.asked_at,
        state=found.state,
        differences=[_difference(one, order, found) for one in found.differences],
    )


def _difference(one: shop.Difference, order: OrderFacts, found: e.OrderLookedUp) -> OrderDifference:
    registered, in_shop = _value(one.registered), _value(one.in_shop)
    if one.of is FactKind.ADDRESS:
        registered, in_shop = _address(order, one.subject), _address(found.found, one.subject)
    line = order.line(one.subject) if one.of is FactKind.LINE else None
    return OrderDifference(
        of=one.of,
        subject=one.subject,
        title=line.title if line else "",
        aspect=one.aspect,
        registered=registered,
        in_shop=in_shop,
    )


def _value(said: shop.Said | None) -> FactValue | None:
    if said is None:
        return None
    amount = Money.of(said.amount) if said.amount else None
    return FactValue(words=said.words or None, amount=amount, quantity=said.quantity, at=said.at)


def _address(order: OrderFacts | None, kind: str) -> FactValue | None:
    """The words of an address; none once they are erased."""
    one = next((one for one in order.addresses if one.kind == kind), None) if order else None
    if one is None:
        return None
    words = f"{one.words.body}, {one.country}" if one.words.body else one.country
    return FactValue(words=words, amount=None, quantity=None, at=None)
