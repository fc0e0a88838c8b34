"""What Vendure says of an order, read into the form in which orders are registered. Its key needs ReadOrder only.

Prices are with tax, and with what reductions of the whole order take from each line. Lines are as they were sold: what
was cancelled since is said beside. A fulfilment is a shipment of one parcel; when it left and arrived stands in the
order's history only. What a shop says is bounded: nothing of it is longer than `LONGEST`, or more than `MOST`.
Source: https://docs.vendure.io/reference/graphql-api/admin/
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from odr.accounts.details import address_of
from odr.domain.facts import Address, LineKind, OrderFacts, OrderLine, Parcel, ParcelLine, Payment, Shipment
from odr.domain.money import Money, exponent
from odr.domain.refusals import Refused
from odr.domain.shop_order import Customer, ShopOrder
from odr.domain.words import Text
from odr.fulfilment.port import AnswerLost

_ADDRESS = "fullName company streetLine1 streetLine2 city province postalCode countryCode"
QUERY = f"""query ($code: String!) {{ orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{
id code state orderPlacedAt currencyCode shippingWithTax
customer {{ emailAddress firstName lastName }} channels {{ code seller {{ id }} }}
shippingAddress {{ {_ADDRESS} }} billingAddress {{ {_ADDRESS} }}
lines {{ id quantity orderPlacedQuantity proratedUnitPriceWithTax proratedLinePriceWithTax
productVariant {{ sku name }} }}
payments {{ id method amount state createdAt refunds {{ total state }} }}
fulfillments {{ id method trackingCode state lines {{ orderLineId quantity }} }}
history(options: {{filter: {{type: {{eq: "ORDER_FULFILLMENT_TRANSITION"}}}}, take: 100}}) {{
items {{ createdAt data }} }} }} }} }}"""
PAID = frozenset({"Authorized", "Settled"})
LONGEST, MOST, LARGEST_MINOR = 300, 500, 10**15
_DEFAULT_CHANNEL = "__default_channel__"


def read(data: Any) -> ShopOrder | None:
    """The order in an answer to QUERY; None where there is none, or one that nobody has placed yet.

    Raises:
        AnswerLost: it is not what Vendure answers.
    """
    try:
        (found, *_) = data["orders"]["items"] or [None]
        return _order(found) if found and found["orderPlacedAt"] else None
    except (KeyError, TypeError, ValueError, AttributeError, Refused):
        raise AnswerLost("NO_DATA") from None


def _order(found: dict[str, Any]) -> ShopOrder:
    currency = str(found["currencyCode"])
    exponent(currency)
    paid = [one for one in _rows(found["payments"]) if one["state"] in PAID]
    lines = _rows(found["lines"])
    facts = OrderFacts(
        id=_short(found["id"]),
        number=_short(found["code"]),
        placed_at=_instant(found["orderPlacedAt"]),
        currency=currency,
        lines=tuple(_line(one, currency) for one in lines),
        payments=tuple(_payment(one, currency) for one in paid),
        shipments=tuple(_shipments(found)),
        addresses=tuple(_addresses(found)),
        policies=(),
        guarantees=(),
        freight=_money(found["shippingWithTax"], currency),
    )
    return ShopOrder(
        facts=facts,
        state=_short(found["state"]),
        cancelled=found["state"] == "Cancelled",
        customer=_customer(found),
        skus=tuple((_short(one["id"]), _short(one["productVariant"]["sku"])) for one in lines),
        taken_back=tuple((_short(one["id"]), less) for one in lines if (less := _sold(one) - one["quantity"]) > 0),
        given_back=tuple(_given_back(paid, currency)),
        seller=_seller(found["channels"]),
    )


def _rows(rows: Any) -> list[Any]:
    found = list(rows or ())
    if len(found) > MOST:
        raise ValueError
    return found


def _short(value: Any) -> str:
    return str(value or "")[:LONGEST]


def _money(minor: Any, currency: str) -> Money:
    if not isinstance(minor, int) or not 0 <= minor < LARGEST_MINOR:
        raise ValueError
    return Money(minor, currency)


def _instant(said: Any) -> datetime:
    """Vendure says instants in UTC, with a Z. Raises ValueError for one without a zone."""
    found = datetime.fromisoformat(said)
    if found.tzinfo is None:
        raise ValueError
    return found


def _sold(line: dict[str, Any]) -> int:
    """What was put into the order later was not placed with it."""
    return int(line["orderPlacedQuantity"] or line["quantity"])


def _line(one: dict[str, Any], currency: str) -> OrderLine:
    """The listing as it was when sold is not kept there: only what the thing was called."""
    variant, quantity = one["productVariant"], _sold(one)
    unit = _money(one["proratedUnitPriceWithTax"], currency)
    whole = one["proratedLinePriceWithTax"] if one["quantity"] == quantity else unit.minor * quantity
    title = _short(variant["name"])
    return OrderLine(_short(one["id"]), title, LineKind.GOODS, quantity, unit, _money(whole, currency), "", "")


def _payment(one: dict[str, Any], currency: str) -> Payment:
    amount, at = _money(one["amount"], currency), _instant(one["createdAt"])
    return Payment(_short(one["id"]), _short(one["method"]), amount, at)


def _given_back(paid: Iterable[dict[str, Any]], currency: str) -> Iterable[tuple[str, Money]]:
    for one in paid:
        minor = sum(refund["total"] for refund in _rows(one["refunds"]) if refund["state"] != "Failed")
        if minor:
            yield _short(one["id"]), _money(minor, currency)


def _shipments(found: dict[str, Any]) -> Iterable[Shipment]:
    """Each fulfilment that was not cancelled. The carrier is as the shop names the way of sending."""
    history = _rows(found["history"]["items"])
    for one in _rows(found["fulfillments"]):
        if one["state"] == "Cancelled":
            continue
        inside = tuple(ParcelLine(_short(line["orderLineId"]), int(line["quantity"])) for line in _rows(one["lines"]))
        name = _short(one["id"])
        parcel = Parcel(name, _short(one["trackingCode"]), inside)
        left, arrived = (_reached(history, name, state) for state in ("Shipped", "Delivered"))
        yield Shipment(name, _short(one["method"]), (parcel,), None, left, arrived)


def _reached(history: list[Any], fulfilment: str, state: str) -> datetime | None:
    """When a fulfilment came to this state, the last time."""
    steps = [one for one in history if _short(one["data"].get("fulfillmentId")) == fulfilment]
    return max((_instant(one["createdAt"]) for one in steps if one["data"].get("to") == state), default=None)


def _addresses(found: dict[str, Any]) -> Iterable[Address]:
    for kind, name in (("delivery", "shippingAddress"), ("billing", "billingAddress")):
        one = found[name] or {}
        street = " ".join(filter(None, (_short(one.get("streetLine1")), _short(one.get("streetLine2")))))
        place = f"{_short(one.get('postalCode'))} {_short(one.get('city'))}".strip()
        named = (_short(one.get("fullName")), _short(one.get("company")), street, place, _short(one.get("province")))
        if one.get("countryCode") and (street or place):
            yield Address(kind, _short(one["countryCode"])[:2].upper(), Text(", ".join(filter(None, named))))


def _customer(found: dict[str, Any]) -> Customer:
    """Nobody, where the shop knows no address that mail can go to: then it is nobody's to pull."""
    one = found["customer"] or {}
    name = f"{_short(one.get('firstName'))} {_short(one.get('lastName'))}".strip()
    try:
        email = address_of(str(one.get("emailAddress") or ""))
    except Refused:
        email = ""
    return Customer(email, name, bool((found["billingAddress"] or {}).get("company")))


def _seller(channels: Any) -> str:
    """Who sold it. Where several sell in one shop, each has a channel of its own beside the shop's."""
    known = [one for one in _rows(channels) if one["seller"]]
    own = [one for one in known if one["code"] != _DEFAULT_CHANNEL]
    return next((_short(one["seller"]["id"]) for one in (*own, *known)), "")
