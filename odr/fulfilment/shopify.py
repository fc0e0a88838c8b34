"""Shopify through its Admin GraphQL API: refunds of payments here; vouchers, returns and replacements beside. Not run
against the live service: written from its documentation.

`refundCreate` takes a key for repeats and remembers it for a day. What was lost on the way is looked for all the same,
by the task's key in the refund's note: a later repeat would pay twice. That a refund is there does not mean that money
moved; its transactions say so.

The access token needs `read_orders` and `write_orders` (for orders older than sixty days also `read_all_orders`). A
payment's id is that of the order's transaction that took the money (a SALE or a CAPTURE), as digits or as Shopify's
`gid://`; the order is found by it, and its number is the order's name, such as #1001, or its id.
Sources: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/refundCreate, /objects/Refund,
/objects/OrderTransaction, https://shopify.dev/docs/api/usage/implementing-idempotency
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from odr.domain.money import Money, as_decimal, from_decimal
from odr.domain.refusals import InvalidInput
from odr.domain.shop_order import ShopOrder
from odr.fulfilment import shopify_replacements as replacements
from odr.fulfilment import shopify_returns as returns
from odr.fulfilment.calling import Calling, repeat_key, word
from odr.fulfilment.hooks import Heard
from odr.fulfilment.own_hooks import heard_from_shopify
from odr.fulfilment.port import (
    AnswerLost,
    Effect,
    Kind,
    Repayment,
    Replacement,
    ShopAway,
    ShopRefuses,
    Standing,
    TakeBack,
    Task,
    Voucher,
)
from odr.fulfilment.shopify_vouchers import Vouchers

NAME = "shopify"
VERSION = "2026-07"
"""Shopify keeps a version for a year at least, and after that answers as the oldest one that it still has."""
_MOST = 30
"""Refunds of one order that are read. Shopify pages none of them, and counts what a query could at most bring."""
_REFUND_PARTS = """id note transactions(first: 4) { nodes { status errorCode parentTransaction { id }
amountSet { presentmentMoney { amount currencyCode } } } }"""
_PAYMENT = f"""query ($id: ID!, $most: Int!) {{ node(id: $id) {{ ... on OrderTransaction {{ id kind gateway
amountSet {{ presentmentMoney {{ amount currencyCode }} }}
order {{ id name legacyResourceId refunds(first: $most) {{ {_REFUND_PARTS} }} }} }} }} }}"""
_REFUND = f"""mutation ($input: RefundInput!, $key: String!) {{ refundCreate(input: $input) @idempotent(key: $key) {{
refund {{ {_REFUND_PARTS} }} userErrors {{ field message }} }} }}"""
_ID = re.compile(r"(?:gid://shopify/OrderTransaction/)?([0-9]{1,20})")
_UNDER_WAY = frozenset({"PENDING", "AWAITING_RESPONSE", "UNKNOWN"})
_FAILED = frozenset({"FAILURE", "ERROR"})
_REPEATED = re.compile(r"idempoten|in ?progress", re.IGNORECASE)
"""The key was seen before, with other figures or a moment ago. Errors of `refundCreate` have words and no codes."""


class Shopify:
    """A shop with Shopify.

    Args:
        url: of the shop, such as `https://example.myshopify.com`.
        key: the access token of an app.
    """

    does = frozenset(Kind)
    gives_its_secret = True

    def __init__(self, url: str, key: str) -> None:
        address = f"{url.rstrip('/')}/admin/api/{VERSION}/graphql.json"
        self._calling = Calling(address, {"x-shopify-access-token": key})
        self._vouchers = Vouchers(self._calling, key)

    def heard(self, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
        """As `Hearing.heard`."""
        return heard_from_shopify(secrets, headers, body, now)

    def submit(self, task: Task) -> Effect:
        """As `Connector.submit`."""
        match task:
            case Repayment():
                return self._give_back(task)
            case Voucher():
                return self._vouchers.issue(task)
            case TakeBack():
                return returns.take_back(self._calling, task)
            case Replacement():
                return replacements.send_again(self._calling, task)
            case _:
                assert_never(task)

    def find(self, task: Task) -> list[Effect]:
        """As `Connector.find`."""
        match task:
            case Repayment():
                return self._refunds(task)
            case Voucher():
                return self._vouchers.find(task)
            case TakeBack():
                return returns.find(self._calling, task)
            case Replacement():
                return replacements.find(self._calling, task)
            case _:
                assert_never(task)

    def look(self, task: Task, reference: str) -> Effect:
        """As `Connector.look`."""
        if isinstance(task, Voucher):
            return self._vouchers.look(task, reference)
        if isinstance(task, Repayment):
            found = self._refund(task, reference)
        else:
            found = next((one for one in self.find(task) if one.reference == reference), None)
        if found is None:
            raise AnswerLost("NOT_THERE")
        return found

    def facts(self, order: str) -> ShopOrder | None:
        """As `Connector.facts`: it is not asked about orders."""
        raise ShopRefuses("NOT_DONE_HERE")

    def _give_back(self, task: Repayment) -> Effect:
        paid = self._required(task)
        given = {"orderId": paid.order, "parentId": paid.id, "gateway": paid.gateway, "kind": "REFUND"}
        asked = {
            "orderId": paid.order,
            "note": _note(task),
            "currency": task.amount.currency,
            "transactions": [given | {"amount": as_decimal(task.amount)}],
        }
        done = self._calling.ask(_REFUND, {"input": asked, "key": repeat_key(task.key)}).get("refundCreate")
        if not isinstance(done, dict):
            raise AnswerLost("NO_DATA")
        if done.get("userErrors"):
            raise _refused(done["userErrors"])
        return _effect(done.get("refund"), paid.id, task)

    def _refunds(self, task: Repayment) -> list[Effect]:
        """The refunds of the payment's order whose note is the task's key."""
        paid = self._paid(task)
        mine = [one for one in paid.refunds if one.get("note") == _note(task)] if paid else []
        found = [_effect(one, paid.id, task) for one in mine] if paid else []
        return sorted(found, key=lambda one: (len(one.reference), one.reference))

    def _refund(self, task: Repayment, reference: str) -> Effect | None:
        paid = self._paid(task)
        found = next((one for one in paid.refunds if one.get("id") == reference), None) if paid else None
        return _effect(found, paid.id, task) if paid and found else None

    def _required(self, task: Repayment) -> "_Paid":
        try:
            paid = self._paid(task)
            left = paid.left if paid else 0
        except AnswerLost as lost:
            raise ShopAway(str(lost)) from None
        if paid is None:
            raise ShopRefuses("PAYMENT_UNKNOWN")
        if task.order.removeprefix("#") not in paid.numbers:
            raise ShopRefuses("OTHER_ORDER")
        if paid.amount.currency != task.amount.currency:
            raise ShopRefuses("OTHER_CURRENCY")
        if task.amount.minor > left:
            raise ShopRefuses("MORE_THAN_IS_LEFT")
        return paid

    def _paid(self, task: Repayment) -> "_Paid | None":
        digits = _ID.fullmatch(task.payment)
        if digits is None:
            return None
        asked = {"id": f"gid://shopify/OrderTransaction/{digits[1]}", "most": _MOST}
        said = self._calling.ask(_PAYMENT, asked)
        if "node" not in said:
            raise AnswerLost("NO_DATA")
        return _read(said["node"])


@dataclass(frozen=True, slots=True)
class _Paid:
    """A payment of an order, and the refunds of that order."""

    id: str
    gateway: str
    amount: Money
    order: str
    numbers: tuple[str, ...]
    refunds: list[dict[str, Any]]

    @property
    def left(self) -> int:
        """What was not given back, in minor units; what failed was not. Shopify bounds refunds by the order only."""
        try:
            back = (one for refund in self.refunds for one in refund["transactions"]["nodes"])
            mine = [one for one in back if (one["parentTransaction"] or {}).get("id") == self.id]
            stand = [one["amountSet"]["presentmentMoney"] for one in mine if one["status"] not in _FAILED]
            return self.amount.minor - sum(_money(one, self.amount.currency).minor for one in stand)
        except (KeyError, TypeError, AttributeError, InvalidInput):
            raise AnswerLost("NO_STATE") from None


def _read(node: Any) -> _Paid | None:
    if not node:
        return None
    try:
        order = node["order"]
        numbers = (order["name"].removeprefix("#"), str(order["legacyResourceId"]), order["id"])
        said = node["amountSet"]["presentmentMoney"]
        amount = from_decimal(str(said["amount"]), str(said["currencyCode"]))
        paid = _Paid(node["id"], node["gateway"], amount, order["id"], numbers, list(order["refunds"]))
    except (KeyError, TypeError, AttributeError, InvalidInput):
        raise AnswerLost("NO_DATA") from None
    if len(paid.refunds) >= _MOST:
        raise AnswerLost("TOO_MANY_REFUNDS")
    return paid if node.get("kind") in ("SALE", "CAPTURE") else None


def _refused(errors: Any) -> ShopRefuses | AnswerLost:
    """What the shop says against it. That it saw the key before is no refusal: it may have been done then."""
    said = "; ".join(str(one.get("message")) for one in errors if isinstance(one, dict)) or "REFUSED"
    return AnswerLost("KEY_SEEN_BEFORE") if _REPEATED.search(said) else ShopRefuses(word(said))


def _effect(refund: Any, payment: str, task: Repayment) -> Effect:
    """How a refund of the payment stands: done once one of its transactions succeeded, failed once all have failed."""
    try:
        nodes = refund["transactions"]["nodes"]
        mine = [one for one in nodes if (one.get("parentTransaction") or {}).get("id") in (None, payment)]
        states = {str(one["status"]) for one in mine}
        standing = _standing(states)
        counted = [one for one in mine if standing is Standing.FAILED or one["status"] not in _FAILED]
        minor = sum(_money(one["amountSet"]["presentmentMoney"], task.amount.currency).minor for one in counted)
        code = next((one.get("errorCode") for one in mine if one.get("errorCode")), None) or "REFUND_FAILED"
        return Effect(str(refund["id"]), standing, minor, word(code) if standing is Standing.FAILED else "")
    except (KeyError, TypeError, AttributeError, InvalidInput):
        raise AnswerLost("NO_STATE") from None


def _standing(states: set[str]) -> Standing:
    if states - _UNDER_WAY - _FAILED - {"SUCCESS"}:
        raise AnswerLost("NO_STATE")
    if "SUCCESS" in states:
        return Standing.SETTLED
    return Standing.FAILED if states and states <= _FAILED else Standing.PENDING


def _money(said: dict[str, Any], currency: str) -> Money:
    if said["currencyCode"] != currency:
        raise AnswerLost("OTHER_CURRENCY")
    return from_decimal(str(said["amount"]), currency)


def _note(task: Repayment) -> str:
    return f"ODR {task.key}"
