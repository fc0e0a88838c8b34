"""Replacements in Vendure: a new order at no charge, for whoever placed the first one, to its address.

The order that was placed cannot always be changed: with an earlier refund it does not leave Modifying any more (3.7.3).
A draft is free of effects until it is paid: nothing is promised from stock, nobody is told. So everything before is
made ready first, and whoever loses an answer there has begun nothing. The payment of nothing is the one effect; its
`transactionId` is the task's key, by which the order is found.

A promotion makes it free. Its code stands in the new order, where its owner sees it: so it comes last, when nothing
else is refused any more, can be used once, and not for longer than `FREE_FOR`.

Needs ReadOrder, UpdateOrder, CreateOrder, CreatePromotion and ReadProduct.
"""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, Replacement, ShopAway, ShopRefuses, Standing, TryRefused
from odr.fulfilment.vendure_once import NOTES, Act, Begun, Ticket, ticket_of, unless_not_begun
from odr.fulfilment.vendure_returns import HISTORY, came_back
from odr.fulfilment.vendure_vouchers import name_of, promote

FREE_FOR = timedelta(minutes=10)
READY_WITHIN_S = 60.0
"""Well inside the lease: who took longer to make it ready does not pay it."""
_ADDRESS = "fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber"
_SOLD = f"""query ($code: String!) {{ activeChannel {{ defaultLanguageCode }}
orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{ id {NOTES} state {HISTORY} customer {{ id }}
shippingAddress {{ {_ADDRESS} }} shippingLines {{ shippingMethod {{ id }} }}
lines {{ id productVariant {{ id sku }} }} }} }} }}"""
_ARTICLES = """query ($skus: [String!]!) { productVariants(options: {filter: {sku: {in: $skus}}, take: 100}) {
items { id sku enabled } } }"""
_DRAFT = "mutation { createDraftOrder { id } }"
_CANCEL = 'mutation ($order: ID!) { transitionOrderToState(id: $order, state: "Cancelled") { __typename } }'
_NO = "{ __typename ... on ErrorResult { errorCode } }"
_FREE = (
    {"code": "order_percentage_discount", "arguments": [{"name": "discount", "value": "100"}]},
    {"code": "free_shipping", "arguments": []},
)
_READY = f"""mutation ($order: ID!, $coupon: String!) {{
coupon: applyCouponCodeToDraftOrder(orderId: $order, couponCode: $coupon) {_NO}
ready: transitionOrderToState(id: $order, state: "ArrangingPayment") {{ __typename ... on Order {{ totalWithTax }}
... on ErrorResult {{ errorCode }} }} }}"""
_PAY = Act(
    "addManualPaymentToOrder",
    "ManualPaymentInput",
    """{ __typename ... on Order { code state lines { orderPlacedQuantity } }
... on ErrorResult { errorCode message } }""",
)
_PAID = f"""query ($key: String!, $code: String!) {{
orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{ id {NOTES} }} }}
paid: orders(options: {{filter: {{transactionId: {{eq: $key}}}}, take: 10}}) {{ items {{
code state lines {{ orderPlacedQuantity }} }} }} }}"""


@dataclass(frozen=True, slots=True)
class _Sold:
    """What the new order has of the first one. `articles`: how many of which."""

    language: str
    customer: str
    address: Mapping[str, str]
    method: str
    articles: tuple[tuple[str, int], ...]
    ticket: Ticket


def send_again(calling: Calling, task: Replacement, at: datetime) -> Effect:
    """As `Connector.submit`. `at` is now, for the shop too."""
    until = time.monotonic() + READY_WITHIN_S
    draft, ticket = _made_ready(calling, task, at + FREE_FOR)
    if time.monotonic() > until:
        _give_up(calling, draft)
        raise ShopAway("TOO_SLOW")
    asked = {"orderId": draft, "method": "odr", "transactionId": name_of(task.key), "metadata": {}}
    done = _PAY.asked_once(calling, ticket, asked)
    if done.get("__typename") != "Order":
        raise TryRefused(str(done.get("errorCode") or "REFUSED"))
    return _effects([done])[0]


def find(calling: Calling, task: Replacement) -> list[Effect] | None:
    """As `Connector.find`: the orders that were paid under the task's key."""
    said = calling.ask(_PAID, {"key": name_of(task.key), "code": task.order})
    paid = _effects((said.get("paid") or {}).get("items"))
    try:
        sales = said["orders"]["items"]
        return unless_not_begun(paid, sales[0], task.key) if sales else paid
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None


def _made_ready(calling: Calling, task: Replacement, ends_at: datetime) -> tuple[str, Ticket]:
    """The id of a draft that lacks nothing but its payment. Raises ShopAway, ShopRefuses; nothing was done then.

    Raises Begun where an earlier try may have been done.
    """
    draft = ""
    try:
        sold = _sold(calling, task)
        draft = str(calling.ask(_DRAFT, {})["createDraftOrder"]["id"])
        _fill(calling, draft, sold, f"{name_of(task.key)}, instead of {task.order}")
        _make_free(calling, draft, promote(calling, name_of(task.key), sold.language, _FREE, ends_at))
        return draft, sold.ticket
    except (ShopRefuses, Begun):
        _give_up(calling, draft)
        raise
    except (AnswerLost, ShopAway, KeyError, TypeError) as trouble:
        _give_up(calling, draft)
        raise ShopAway(str(trouble) if isinstance(trouble, (AnswerLost, ShopAway)) else "NO_DATA") from None


def _sold(calling: Calling, task: Replacement) -> _Sold:
    said = calling.ask(_SOLD, {"code": task.order})
    if not said["orders"]["items"]:
        raise ShopRefuses("ORDER_UNKNOWN")
    order = said["orders"]["items"][0]
    if order["state"] == "Cancelled" and not came_back(order):
        raise ShopRefuses("ORDER_CANCELLED")
    if not order["shippingLines"] or not order["customer"]:
        raise ShopRefuses("NOBODY_TO_SEND_TO")
    return _Sold(
        language=said["activeChannel"]["defaultLanguageCode"],
        customer=str(order["customer"]["id"]),
        address={name: value for name, value in (order["shippingAddress"] or {}).items() if value},
        method=str(order["shippingLines"][0]["shippingMethod"]["id"]),
        articles=tuple(_articles(calling, task, order["lines"])),
        ticket=ticket_of(calling, order, task.key),
    )


def _articles(calling: Calling, task: Replacement, lines: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """The articles that are sent, if they are sold now: of one that is not any more Vendure would break, not say so."""
    sold = {str(line["id"]): line["productVariant"] for line in lines}
    if any(one.line not in sold for one in task.pieces):
        raise ShopRefuses("LINE_UNKNOWN")
    skus = [task.item] if task.item else [str(sold[one.line]["sku"]) for one in task.pieces]
    there = calling.ask(_ARTICLES, {"skus": skus})["productVariants"]["items"]
    sells = [str(one["id"]) for one in there if one["enabled"]]
    wanted = [(sells[:1] or [""])[0] if task.item else str(sold[one.line]["id"]) for one in task.pieces]
    if any(one not in sells for one in wanted):
        raise ShopRefuses("ARTICLE_GONE")
    return [(article, one.quantity) for article, one in zip(wanted, task.pieces, strict=True)]


def _fill(calling: Calling, draft: str, sold: _Sold, note: str) -> None:
    """In one call, step by step: the first that is refused says why it cannot be done."""
    items = {
        f"item{n}": {"productVariantId": article, "quantity": much} for n, (article, much) in enumerate(sold.articles)
    }
    given = {"order": draft, "customer": sold.customer, "address": sold.address, "method": sold.method, "note": note}
    _require_done(calling.ask(_filling(list(items)), given | items))


def _make_free(calling: Calling, draft: str, coupon: str) -> None:
    said = calling.ask(_READY, {"order": draft, "coupon": coupon})
    _require_done(said)
    if said["ready"]["totalWithTax"] != 0:
        raise ShopRefuses("NOT_FREE")


def _require_done(said: Mapping[str, Any]) -> None:
    refused = [one["errorCode"] for one in said.values() if "errorCode" in one]
    if refused:
        raise ShopRefuses(str(refused[0]))


def _filling(items: list[str]) -> str:
    declared = "".join(f", ${name}: AddItemToDraftOrderInput!" for name in items)
    added = "".join(f"{name}: addItemToDraftOrder(orderId: $order, input: ${name}) {_NO}\n" for name in items)
    return f"""mutation ($order: ID!, $customer: ID!, $address: CreateAddressInput!, $method: ID!,
$note: String!{declared}) {{ {added}
customer: setCustomerForDraftOrder(orderId: $order, customerId: $customer) {_NO}
address: setDraftOrderShippingAddress(orderId: $order, input: $address) {{ id }}
method: setDraftOrderShippingMethod(orderId: $order, shippingMethodId: $method) {_NO}
note: addNoteToOrder(input: {{id: $order, note: $note, isPublic: false}}) {{ id }} }}"""


def _give_up(calling: Calling, draft: str) -> None:
    """A draft that is not needed lies about in the shop's office; it is no matter if it cannot be cancelled."""
    if draft:
        with suppress(ShopAway, AnswerLost):
            calling.ask(_CANCEL, {"order": draft})


def _effects(rows: Any) -> list[Effect]:
    try:
        return [_effect(row) for row in rows]
    except (KeyError, TypeError, ValueError):
        raise AnswerLost("NO_DATA") from None


def _effect(order: dict[str, Any]) -> Effect:
    """It is done once it is delivered. What the shop cancelled failed."""
    pieces = sum(int(line["orderPlacedQuantity"]) for line in order["lines"])
    match order["state"]:
        case "Delivered":
            return Effect(str(order["code"]), Standing.SETTLED, 0, pieces=pieces)
        case "Cancelled":
            return Effect(str(order["code"]), Standing.FAILED, 0, "ORDER_CANCELLED", pieces)
        case _:
            return Effect(str(order["code"]), Standing.PENDING, 0, pieces=pieces)
