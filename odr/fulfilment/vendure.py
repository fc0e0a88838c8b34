"""Vendure 3 through its Admin API: refunds of payments, under a key of an API user with few rights.

`refundOrder` knows no key for repeats, and calls the payment's provider before it saves its row: the task's key stands
in `reason`, and what was lost on the way is never tried again blindly. `lines`, `shipping` and `adjustment` are
deprecated there but have to be sent: without them the row is not saved after the money has left (3.7.3).

The key needs ReadOrder and UpdateOrder. The order's number is its `code`; a payment's id is Vendure's.
Source: https://docs.vendure.io/reference/graphql-api/admin/
"""

from dataclasses import dataclass
from typing import Any

from odr.domain.shop_order import ShopOrder
from odr.fulfilment import vendure_facts
from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, Repayment, ShopAway, ShopRefuses, Standing

_REFUND = """mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { __typename
... on Refund { id total state } ... on ErrorResult { errorCode message } } }"""
_PAYMENTS = """query ($code: String!) { orders(options: {filter: {code: {eq: $code}}, take: 1}) { items { currencyCode
payments { id amount refunds { id total state reason } } } } }"""
_STANDING = {"Pending": Standing.PENDING, "Settled": Standing.SETTLED, "Failed": Standing.FAILED}
NAME = "vendure"
FACTS_WITHIN_S = 5.0
"""How long an answer about an order is waited for: somebody waits for it who complains."""


class Vendure:
    """A shop that runs Vendure.

    Args:
        url: of the Admin API, such as `https://shop.example/admin-api`.
        key: of an API user.
    """

    def __init__(self, url: str, key: str) -> None:
        headers = {"vendure-api-key": key}
        self._calling = Calling(url, headers)
        self._asking = Calling(url, headers, FACTS_WITHIN_S)

    def submit(self, task: Repayment) -> Effect:
        """As `Connector.submit`. Of more than is left of a payment Vendure would take a part from another payment."""
        self._require_left(task)
        given = {"paymentId": task.payment, "amount": task.amount.minor, "reason": _reason(task)}
        needed = {"lines": [], "shipping": 0, "adjustment": 0}
        done = self._calling.ask(_REFUND, {"input": given | needed}).get("refundOrder")
        if not isinstance(done, dict):
            raise AnswerLost("NO_DATA")
        if done.get("__typename") != "Refund":
            raise ShopRefuses(str(done.get("errorCode") or "REFUSED"))
        return _effect(done)

    def find(self, task: Repayment) -> list[Effect]:
        """As `Connector.find`: the refunds of this payment whose reason is the task's key."""
        mine = [_effect(one) for one in self._refunds(task) if one.get("reason") == _reason(task)]
        return sorted(mine, key=lambda one: (len(one.reference), one.reference))

    def look(self, task: Repayment, reference: str) -> Effect:
        """As `Connector.look`."""
        found = next((one for one in self._refunds(task) if str(one.get("id")) == reference), None)
        if found is None:
            raise AnswerLost("NOT_THERE")
        return _effect(found)

    def facts(self, order: str) -> ShopOrder | None:
        """As `Connector.facts`. Needs ReadOrder only."""
        return vendure_facts.read(self._asking.ask(vendure_facts.QUERY, {"code": order}))

    def _require_left(self, task: Repayment) -> None:
        try:
            found = self._payment(task)
        except AnswerLost as lost:
            raise ShopAway(str(lost)) from None
        if found is None:
            raise ShopRefuses("PAYMENT_UNKNOWN")
        if found.currency != task.amount.currency:
            raise ShopRefuses("OTHER_CURRENCY")
        if task.amount.minor > found.left:
            raise ShopRefuses("MORE_THAN_IS_LEFT")

    def _refunds(self, task: Repayment) -> list[dict[str, Any]]:
        found = self._payment(task)
        return found.refunds if found else []

    def _payment(self, task: Repayment) -> "_Payment | None":
        try:
            orders = self._calling.ask(_PAYMENTS, {"code": task.order})["orders"]["items"]
            payments = [(order["currencyCode"], payment) for order in orders for payment in order["payments"] or []]
            mine = [(currency, one) for currency, one in payments if str(one["id"]) == task.payment]
            return next((_Payment(currency, one["amount"], one["refunds"]) for currency, one in mine), None)
        except (KeyError, TypeError):
            raise AnswerLost("NO_DATA") from None


@dataclass(frozen=True, slots=True)
class _Payment:
    currency: str
    amount: int
    refunds: list[dict[str, Any]]

    @property
    def left(self) -> int:
        """What was not given back, in minor units; what failed was not."""
        return self.amount - sum(int(one["total"]) for one in self.refunds if one["state"] != "Failed")


def _reason(task: Repayment) -> str:
    return f"ODR {task.key}"


def _effect(refund: dict[str, Any]) -> Effect:
    standing = _STANDING.get(str(refund.get("state")))
    if standing is None or "id" not in refund:
        raise AnswerLost("NO_STATE")
    failed = standing is Standing.FAILED
    return Effect(str(refund["id"]), standing, int(refund.get("total") or 0), "REFUND_FAILED" if failed else "")
