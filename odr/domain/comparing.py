"""Compares an order as it was registered with what its shop says of it. Nothing is changed: what differs is shown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from odr.domain.facts import Address, OrderFacts, OrderLine, Parcel, ParcelLine, Shipment
from odr.domain.money import Money
from odr.domain.shop_order import Aspect, Difference, FactKind, Said, ShopOrder

TOLERANCE = timedelta(days=1)
"""Two programs note the same happening at slightly different times, or its day only."""


def aligned(order: OrderFacts, shop: ShopOrder) -> ShopOrder:
    """What the shop says, under the ids that were registered: what is the same has the same id.

    A line is found by its id in the shop or by its number in the stock, a shipment by its id or a tracking number.
    """
    found = shop.facts
    lines = _line_names(order, shop)
    shipments = {one.id: _shipment_name(order, one) for one in found.shipments}
    kinds = {_kind(one): one.kind for one in order.addresses}
    facts = replace(
        found,
        addresses=tuple(replace(one, kind=kinds.get(_kind(one), one.kind)) for one in found.addresses),
        lines=tuple(replace(one, id=lines[one.id]) for one in found.lines),
        shipments=tuple(_renamed(one, shipments[one.id], lines) for one in found.shipments),
    )
    taken_back = tuple((lines.get(line, line), quantity) for line, quantity in shop.taken_back)
    return replace(shop, facts=facts, taken_back=taken_back)


def _line_names(order: OrderFacts, shop: ShopOrder) -> dict[str, str]:
    """The registered id of each of the shop's lines, or its own. Of two with one number in the stock the first."""
    names = {one.id: one.id for one in shop.facts.lines}
    free = {one.id for one in order.lines} - set(names)
    for line, sku in shop.skus:
        if sku in free and order.line(line) is None:
            names[line] = sku
            free.discard(sku)
    return names


def _shipment_name(order: OrderFacts, shipment: Shipment) -> str:
    if any(one.id == shipment.id for one in order.shipments):
        return shipment.id
    same = (one.id for one in order.shipments if _tracking(one) & _tracking(shipment))
    return next(same, shipment.id)


def _renamed(shipment: Shipment, name: str, lines: Mapping[str, str]) -> Shipment:
    return replace(shipment, id=name, parcels=tuple(_with_lines(one, lines) for one in shipment.parcels))


def _with_lines(parcel: Parcel, lines: Mapping[str, str]) -> Parcel:
    inside = (ParcelLine(lines.get(one.line, one.line), one.quantity) for one in parcel.lines)
    return replace(parcel, lines=tuple(inside))


def _tracking(shipment: Shipment) -> set[str]:
    return {one.tracking for one in shipment.parcels if one.tracking}


def differences(order: OrderFacts, shop: ShopOrder) -> tuple[Difference, ...]:
    """Everything that is not the same. `shop` is aligned."""
    return (*_of_order(order, shop), *_of_lines(order, shop), *_of_payments(order, shop), *_of_the_way(order, shop))


@dataclass(frozen=True, slots=True)
class _About:
    """Says what differs about one fact."""

    of: FactKind
    subject: str = ""

    def missing(self, registered: Said | None, in_shop: Said | None) -> Difference:
        return Difference(self.of, self.subject, Aspect.PRESENCE, registered, in_shop)

    def unlike(self, aspect: Aspect, **values: tuple[Any, Any]) -> Iterator[Difference]:
        """One difference where the two values of `name=(registered, in the shop)` are not the same."""
        for name, (registered, there) in values.items():
            if registered != there:
                yield Difference(self.of, self.subject, aspect, _said(name, registered), _said(name, there))

    def apart(self, aspect: Aspect, registered: datetime | None, there: datetime | None) -> Iterator[Difference]:
        if registered is None or there is None or abs(registered - there) > TOLERANCE:
            yield from self.unlike(aspect, at=(registered, there))


def _said(name: str, value: Any) -> Said | None:
    return None if value is None else Said(**{name: value})


def _of_order(order: OrderFacts, shop: ShopOrder) -> Iterator[Difference]:
    about, there = _About(FactKind.ORDER), shop.facts
    if shop.cancelled:
        yield from about.unlike(Aspect.STATE, words=(None, shop.state))
    yield from about.apart(Aspect.PLACED_AT, order.placed_at, there.placed_at)
    yield from about.unlike(Aspect.CURRENCY, words=(order.currency, there.currency))
    free, free_there = Money(0, order.currency), Money(0, there.currency)
    if (order.freight or free).minor or (there.freight or free_there).minor:
        yield from about.unlike(Aspect.FREIGHT, amount=(order.freight or free, there.freight or free_there))


def _of_lines(order: OrderFacts, shop: ShopOrder) -> Iterator[Difference]:
    there = {one.id: one for one in shop.facts.lines}
    for line in order.lines:
        about = _About(FactKind.LINE, line.id)
        found = there.pop(line.id, None)
        if found is None:
            yield about.missing(Said(words=line.title), None)
            continue
        yield from about.unlike(Aspect.QUANTITY, quantity=(line.quantity, found.quantity))
        yield from about.unlike(Aspect.TOTAL, amount=(line.total, found.total))
    yield from (_About(FactKind.LINE, one.id).missing(None, Said(words=one.title)) for one in there.values())
    for name, quantity in shop.taken_back:
        yield from _About(FactKind.LINE, name).unlike(Aspect.CANCELLED, quantity=(None, quantity))


def _of_payments(order: OrderFacts, shop: ShopOrder) -> Iterator[Difference]:
    there = {one.id: one for one in shop.facts.payments}
    for payment in order.payments:
        about = _About(FactKind.PAYMENT, payment.id)
        found = there.pop(payment.id, None)
        if found is None:
            yield about.missing(Said(amount=payment.amount), None)
            continue
        yield from about.unlike(Aspect.AMOUNT, amount=(payment.amount, found.amount))
        yield from about.apart(Aspect.PAID_AT, payment.paid_at, found.paid_at)
    yield from (_About(FactKind.PAYMENT, one.id).missing(None, Said(amount=one.amount)) for one in there.values())
    for name, amount in shop.given_back:
        yield from _About(FactKind.PAYMENT, name).unlike(Aspect.GIVEN_BACK, amount=(None, amount))


def _of_the_way(order: OrderFacts, shop: ShopOrder) -> Iterator[Difference]:
    """Of shipments and addresses."""
    there = {one.id: one for one in shop.facts.shipments}
    for shipment in order.shipments:
        found = there.pop(shipment.id, None)
        if found is None:
            yield _About(FactKind.SHIPMENT, shipment.id).missing(Said(words=shipment.carrier), None)
        else:
            yield from _of_shipment(shipment, found, order)
    for one in there.values():
        named = " ".join(filter(None, (one.carrier, _joined(one))))
        yield _About(FactKind.SHIPMENT, one.id).missing(None, Said(words=named, at=_last(one)))
    yield from _of_addresses(order, shop.facts)


def _last(shipment: Shipment) -> datetime | None:
    return shipment.delivered_at or shipment.dispatched_at


def _of_shipment(registered: Shipment, there: Shipment, order: OrderFacts) -> Iterator[Difference]:
    about = _About(FactKind.SHIPMENT, registered.id)
    if _tracking(registered) != _tracking(there):
        yield from about.unlike(Aspect.TRACKING, words=(_joined(registered), _joined(there)))
    if _contents(registered) != _contents(there):
        listed = (_listed(registered, order), _listed(there, order))
        yield from about.unlike(Aspect.CONTENTS, words=listed)
    for aspect, name in ((Aspect.DISPATCHED_AT, "dispatched_at"), (Aspect.DELIVERED_AT, "delivered_at")):
        yield from about.apart(aspect, getattr(registered, name), getattr(there, name))


def _joined(shipment: Shipment) -> str | None:
    return ", ".join(sorted(_tracking(shipment))) or None


def _contents(shipment: Shipment) -> Counter[str]:
    found: Counter[str] = Counter()
    for inside in (inside for parcel in shipment.parcels for inside in parcel.lines):
        found[inside.line] += inside.quantity
    return found


def _listed(shipment: Shipment, order: OrderFacts) -> str:
    counted = sorted(_contents(shipment).items())
    return ", ".join(f"{quantity} × {_title(order.line(line), line)}" for line, quantity in counted)


def _title(line: OrderLine | None, name: str) -> str:
    return line.title if line else name


def _of_addresses(order: OrderFacts, there: OrderFacts) -> Iterator[Difference]:
    """Addresses of kinds that the shop does not know are left as they were registered."""
    found = {_kind(one): one for one in there.addresses}
    for address in order.addresses:
        same = found.get(_kind(address))
        if same is not None and not _is_same_place(address, same):
            yield Difference(FactKind.ADDRESS, address.kind, Aspect.PLACE, None, None)


def _kind(address: Address) -> str:
    """What an address is for, in one word: marketplaces say "shipping" or "delivery"."""
    kind = address.kind.casefold()
    return "delivery" if kind in ("shipping", "delivery") else kind


def _is_same_place(registered: Address, there: Address) -> bool:
    """Whether every word of the shop's stands in the registered one, or the other way round; names may be left out."""
    one, other = _words(registered), _words(there)
    return registered.country == there.country and (one <= other or other <= one)


def _words(address: Address) -> set[str]:
    plain = "".join(sign if sign.isalnum() else " " for sign in (address.words.body or "").casefold())
    return set(plain.split())
