"""Vendure 3 through its Admin API, under a key of an API user with few rights: refunds here, the rest beside.

`refundOrder` knows no key for repeats, and calls the payment's provider before it saves its row: the task's key stands
in `reason`, and every effect stands behind a note that can be used once (`vendure_once`). `lines`, `shipping` and
`adjustment` are deprecated there but have to be sent: without them the row is not saved after the money has left
(3.7.3).

The key needs ReadOrder and UpdateOrder; for replacements also CreateOrder, CreatePromotion and ReadProduct; for
vouchers also ReadPromotion and CreatePromotion. The order's number is its `code`; the ids of its payments and lines are
Vendure's.
Source: https://docs.vendure.io/reference/graphql-api/admin/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from odr.clock import Clock, SystemClock
from odr.domain.shop_order import ShopOrder
from odr.fulfilment import vendure_facts, vendure_replacements, vendure_returns, vendure_vouchers
from odr.fulfilment.calling import Calling
from odr.fulfilment.hooks import SignsByStandard
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
    TryRefused,
    Voucher,
)
from odr.fulfilment.vendure_once import NOTES, Act, ticket_of, unless_not_begun, withdraw

_REFUND = Act(
    "refundOrder",
    "RefundOrderInput",
    "{ __typename ... on Refund { id total state } ... on ErrorResult { errorCode message } }",
)
_PAYMENTS = f"""query ($code: String!) {{ orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{ id
{NOTES} currencyCode payments {{ id amount refunds {{ id total state reason }} }} }} }} }}"""
_LATE = "REFUND_STATE_TRANSITION_ERROR"
"""Comes after the provider was called and the refund was saved."""
_STANDING = {"Pending": Standing.PENDING, "Settled": Standing.SETTLED, "Failed": Standing.FAILED}
NAME = "vendure"
FACTS_WITHIN_S = 5.0
"""How long an answer about an order is waited for: somebody waits for it who complains."""


class Vendure(SignsByStandard):
    """A shop that runs Vendure.

    Args:
        url: of the Admin API, such as `https://shop.example/admin-api`.
        key: of an API user.
        clock: the shop's clock says about the same.
    """

    does = frozenset(Kind)

    def __init__(self, url: str, key: str, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        headers = {"vendure-api-key": key}
        self._calling = Calling(url, headers)
        self._asking = Calling(url, headers, FACTS_WITHIN_S)

    def submit(self, task: Task) -> Effect:
        """As `Connector.submit`."""
        match task:
            case Repayment():
                return self._give_back(task)
            case TakeBack():
                return vendure_returns.take_back(self._calling, task)
            case Replacement():
                return vendure_replacements.send_again(self._calling, task, self._clock.now())
            case Voucher():
                return vendure_vouchers.issue(self._calling, task)
            case _:
                assert_never(task)

    def find(self, task: Task) -> list[Effect] | None:
        """As `Connector.find`: None where no note says that it was begun."""
        match task:
            case Repayment():
                return self._given_back(task)
            case TakeBack():
                return vendure_returns.find(self._calling, task)
            case Replacement():
                return vendure_replacements.find(self._calling, task)
            case Voucher():
                return vendure_vouchers.find(self._calling, task)
            case _:
                assert_never(task)

    def withdraw(self, task: Task) -> None:
        """As `Withdraws.withdraw`."""
        withdraw(self._calling, task.order, task.key)

    def look(self, task: Task, reference: str) -> Effect:
        """As `Connector.look`."""
        there = [*map(_effect, self._refunds(task))] if isinstance(task, Repayment) else self.find(task) or []
        found = next((one for one in there if one.reference == reference), None)
        if found is None:
            raise AnswerLost("NOT_THERE")
        return found

    def facts(self, order: str) -> ShopOrder | None:
        """As `Connector.facts`. Needs ReadOrder only."""
        return vendure_facts.read(self._asking.ask(vendure_facts.QUERY, {"code": order}))

    def _give_back(self, task: Repayment) -> Effect:
        """Of more than is left of a payment Vendure would take a part from another payment."""
        ticket = ticket_of(self._calling, self._require_left(task), task.key)
        given = {"paymentId": task.payment, "amount": task.amount.minor, "reason": _reason(task)}
        needed = {"lines": [], "shipping": 0, "adjustment": 0}
        done = _REFUND.asked_once(self._calling, ticket, given | needed)
        if done.get("errorCode") == _LATE:
            raise AnswerLost(_LATE)
        if done.get("__typename") != "Refund":
            raise TryRefused(str(done.get("errorCode") or "REFUSED"))
        return _effect(done)

    def _require_left(self, task: Repayment) -> Mapping[str, Any]:
        """The order."""
        try:
            found = self._payment(task)
        except AnswerLost as lost:
            raise ShopAway(str(lost)) from None
        if found is None:
            raise ShopRefuses("PAYMENT_UNKNOWN")
        if found.order["currencyCode"] != task.amount.currency:
            raise ShopRefuses("OTHER_CURRENCY")
        if task.amount.minor > found.left:
            raise ShopRefuses("MORE_THAN_IS_LEFT")
        return found.order

    def _given_back(self, task: Repayment) -> list[Effect] | None:
        found = self._payment(task)
        if found is None:
            return []
        mine = [_effect(one) for one in found.refunds if one.get("reason") == _reason(task)]
        in_order = sorted(mine, key=lambda one: (len(one.reference), one.reference))
        return unless_not_begun(in_order, found.order, task.key)

    def _refunds(self, task: Repayment) -> list[dict[str, Any]]:
        found = self._payment(task)
        return found.refunds if found else []

    def _payment(self, task: Repayment) -> "_Payment | None":
        try:
            orders = self._calling.ask(_PAYMENTS, {"code": task.order})["orders"]["items"]
            payments = [(order, payment) for order in orders for payment in order["payments"] or []]
            mine = [(order, one) for order, one in payments if str(one["id"]) == task.payment]
            return next((_Payment(order, one["amount"], one["refunds"]) for order, one in mine), None)
        except (KeyError, TypeError):
            raise AnswerLost("NO_DATA") from None


@dataclass(frozen=True, slots=True)
class _Payment:
    """`order`: to which it belongs, with its currency and its notes."""

    order: Mapping[str, Any]
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
