"""Goods that are taken back in Vendure: `cancelOrder` of single lines, which puts them into stock and moves no money.

The task's key is the cancellation's `reason`, which stands in the order's history: it is saved in one transaction with
what it says. Needs ReadOrder and UpdateOrder. The freight is not cancelled: it was paid, or is given back apart.
"""

from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, TakeBack, TryRefused
from odr.fulfilment.vendure_once import NOTES, Act, ticket_of, unless_not_begun

HISTORY = 'history(options: {filter: {type: {eq: "ORDER_CANCELLATION"}}, take: 100}) { items { id data } }'
_ORDER = f"""query ($code: String!) {{ orders(options: {{filter: {{code: {{eq: $code}}}}, take: 1}}) {{ items {{
id state lines {{ id quantity }} {HISTORY} {NOTES} }} }} }}"""
_CANCEL = Act(
    "cancelOrder",
    "CancelOrderInput",
    f"{{ __typename ... on Order {{ {HISTORY} }} ... on ErrorResult {{ errorCode message }} }}",
)
_OURS = "ODR "
_UNDER_CHANGE = frozenset({"Modifying", "ArrangingAdditionalPayment"})
_LATE = "ORDER_STATE_TRANSITION_ERROR"
"""Comes after the lines were cancelled: the last of them would have ended the order."""


def take_back(calling: Calling, task: TakeBack) -> Effect:
    """As `Connector.submit`. Of a line that is not there Vendure would not say so, but break."""
    try:
        order = _require_there(calling, task)
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None
    except (KeyError, TypeError, ValueError):
        raise ShopAway("NO_DATA") from None
    ticket = ticket_of(calling, order, task.key)
    lines = [{"orderLineId": one.line, "quantity": one.quantity} for one in task.pieces]
    asked = {"orderId": ticket.order, "lines": lines, "reason": _reason(task), "cancelShipping": False}
    done = _CANCEL.asked_once(calling, ticket, asked)
    code = done.get("errorCode")
    if code == _LATE:
        raise AnswerLost(_LATE)
    if done.get("__typename") != "Order":
        raise TryRefused(str(code or "REFUSED"))
    found = _effects(done, task)
    if not found:
        raise AnswerLost("NO_DATA")
    return found[0]


def find(calling: Calling, task: TakeBack) -> list[Effect] | None:
    """As `Connector.find`: the cancellations in the order's history whose reason is the task's key."""
    order = _order(calling, task)
    return unless_not_begun(_effects(order, task), order, task.key) if order is not None else []


def _require_there(calling: Calling, task: TakeBack) -> dict[str, Any]:
    """The order; all of the pieces are still in it."""
    order = _order(calling, task)
    if order is None:
        raise ShopRefuses("ORDER_UNKNOWN")
    if order["state"] == "Cancelled":
        raise ShopRefuses("ORDER_CANCELLED")
    if order["state"] in _UNDER_CHANGE:
        raise ShopAway("ORDER_IS_BEING_CHANGED")
    there = {str(line["id"]): int(line["quantity"]) for line in order["lines"]}
    if any(one.line not in there for one in task.pieces):
        raise ShopRefuses("LINE_UNKNOWN")
    if any(one.quantity > there[one.line] for one in task.pieces):
        raise ShopRefuses("MORE_THAN_IS_THERE")
    return order


def _order(calling: Calling, task: TakeBack) -> dict[str, Any] | None:
    try:
        found: list[dict[str, Any]] = calling.ask(_ORDER, {"code": task.order})["orders"]["items"]
        return found[0] if found else None
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None


def _effects(order: dict[str, Any], task: TakeBack) -> list[Effect]:
    try:
        rows = order["history"]["items"]
        mine = [row for row in rows if (row["data"] or {}).get("reason") == _reason(task)]
        return [_effect(row) for row in sorted(mine, key=lambda row: int(row["id"]))]
    except (KeyError, TypeError, ValueError):
        raise AnswerLost("NO_DATA") from None


def came_back(order: dict[str, Any]) -> bool:
    """Whether an order that is cancelled ended since we took its last goods back: then others can be sent for them."""
    rows = sorted(order["history"]["items"], key=lambda row: int(row["id"]))
    return bool(rows) and str((rows[-1]["data"] or {}).get("reason")).startswith(_OURS)


def _effect(row: dict[str, Any]) -> Effect:
    pieces = sum(int(line["quantity"]) for line in row["data"]["lines"])
    return Effect(str(row["id"]), Standing.SETTLED, 0, pieces=pieces)


def _reason(task: TakeBack) -> str:
    return f"{_OURS}{task.key}"
