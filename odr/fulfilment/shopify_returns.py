"""Goods that came back in Shopify: a return of the order, put on the shelf where it was sent from, and closed. It moves
no money. Not run against the live service.

Making the return is what cannot be repeated: its lines have the task's key as their note, by which it is found. Should
an answer be lost after that, the return stays open (PENDING) until somebody closes it in Shopify. Only what was sent
can come back: `NOT_SENT` is done by hand. `refundCreate` could put goods on the shelf as well; its documentation leaves
it open whether it moves money when it names no transaction, so it is not used for that.
Needs `read_orders`, `read_returns`, `write_returns`, `read_fulfillments`.
Sources: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/returnCreate, /mutations/returnClose,
/mutations/reverseFulfillmentOrderDispose, /enums/ReturnStatus
"""

from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, TakeBack
from odr.fulfilment.shopify_orders import line_id, order_id, refused, require_order

_MOST = 15
"""Returns of one order that are read; Shopify counts what a query could at most bring."""
_LINES = "returnLineItems(first: 10) { nodes { ... on ReturnLineItem { quantity returnReasonNote } } }"
_SENT = """query ($id: ID!) { order(id: $id) { cancelledAt fulfillments(first: 8) { status location { id }
fulfillmentLineItems(first: 20) { nodes { id quantity lineItem { id } } } } } }"""
_RETURNS = (
    f"""query ($id: ID!) {{ order(id: $id) {{ returns(first: {_MOST}) {{ nodes {{ id name status {_LINES} }} }} }} }}"""
)
_CREATE = f"""mutation ($input: ReturnInput!) {{ returnCreate(returnInput: $input) {{ return {{ id name status {_LINES}
reverseFulfillmentOrders(first: 5) {{ nodes {{ lineItems(first: 10) {{ nodes {{ id totalQuantity
fulfillmentLineItem {{ id }} }} }} }} }} }} userErrors {{ field message code }} }} }}"""
_DISPOSE = """mutation ($inputs: [ReverseFulfillmentOrderDisposeInput!]!) {
reverseFulfillmentOrderDispose(dispositionInputs: $inputs) { reverseFulfillmentOrderLineItems { id }
userErrors { field message code } } }"""
_CLOSE = f"""mutation ($id: ID!) {{ returnClose(id: $id) {{ return {{ id name status {_LINES} }}
userErrors {{ field message code }} }} }}"""
_STANDING = {
    "CLOSED": Standing.SETTLED,
    "OPEN": Standing.PENDING,
    "REQUESTED": Standing.PENDING,
    "CANCELED": Standing.FAILED,
    "DECLINED": Standing.FAILED,
}
_Sent = dict[str, str]
"""The place from which each sent piece left, by the id of its line in a parcel."""


def take_back(calling: Calling, task: TakeBack) -> Effect:
    """As `Connector.submit`."""
    order = require_order(calling, task.order)
    lines, places = _sent(calling, task, order)
    asked = {"orderId": order, "returnLineItems": lines}
    made = _done(calling.ask(_CREATE, {"input": asked}), "returnCreate", ShopRefuses)
    try:
        there = [
            one for row in made["return"]["reverseFulfillmentOrders"]["nodes"] for one in row["lineItems"]["nodes"]
        ]
        inputs = [_on_the_shelf(one, places) for one in there]
        name = made["return"]["id"]
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None
    _done(calling.ask(_DISPOSE, {"inputs": inputs}), "reverseFulfillmentOrderDispose", AnswerLost)
    closed = _done(calling.ask(_CLOSE, {"id": name}), "returnClose", AnswerLost)
    found = _effects([closed.get("return")], task)
    if not found:
        raise AnswerLost("NO_DATA")
    return found[0]


def find(calling: Calling, task: TakeBack) -> list[Effect]:
    """As `Connector.find`: the returns of the order whose lines have the task's key."""
    order = order_id(calling, task.order)
    if order is None:
        return []
    try:
        rows = calling.ask(_RETURNS, {"id": order})["order"]["returns"]["nodes"]
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None
    found = _effects(rows, task)
    if not found and len(rows) >= _MOST:
        raise AnswerLost("TOO_MANY_RETURNS")
    return found


def _sent(calling: Calling, task: TakeBack, order: str) -> tuple[list[dict[str, Any]], _Sent]:
    """What is returned, by the lines of the parcels in which it left. Raises ShopAway, ShopRefuses."""
    try:
        said = calling.ask(_SENT, {"id": order})["order"]
        if said["cancelledAt"]:
            raise ShopRefuses("ORDER_CANCELLED")
        parcels = [one for one in said["fulfillments"] if one["status"] == "SUCCESS" and one["location"]]
        rows = [(one, row["location"]["id"]) for row in parcels for one in row["fulfillmentLineItems"]["nodes"]]
        lines = [line for piece in task.pieces for line in _lines(piece.line, piece.quantity, rows, task)]
        return lines, {one["id"]: place for one, place in rows}
    except AnswerLost as lost:
        raise ShopAway(str(lost)) from None
    except (KeyError, TypeError, AttributeError):
        raise ShopAway("NO_DATA") from None


def _lines(line: str, wanted: int, rows: list[tuple[dict[str, Any], str]], task: TakeBack) -> list[dict[str, Any]]:
    found = []
    for one, _ in rows:
        much = min(wanted, int(one["quantity"])) if one["lineItem"]["id"] == line_id(line) else 0
        if much:
            said = {"returnReason": "OTHER", "returnReasonNote": _note(task)}
            found.append({"fulfillmentLineItemId": one["id"], "quantity": much, **said})
            wanted -= much
    if wanted:
        raise ShopRefuses("NOT_SENT")
    return found


def _on_the_shelf(one: dict[str, Any], places: _Sent) -> dict[str, Any]:
    return {
        "reverseFulfillmentOrderLineItemId": one["id"],
        "quantity": one["totalQuantity"],
        "dispositionType": "RESTOCKED",
        "locationId": places[one["fulfillmentLineItem"]["id"]],
    }


def _done(said: Any, name: str, against: type[ShopRefuses] | type[AnswerLost]) -> dict[str, Any]:
    """What an act answered. `against`: what it means that the shop says no to it."""
    done = said.get(name)
    if not isinstance(done, dict):
        raise AnswerLost("NO_DATA")
    if done.get("userErrors"):
        raise against(refused(done["userErrors"]))
    return done


def _effects(rows: Any, task: TakeBack) -> list[Effect]:
    try:
        return [one for row in rows if (one := _effect(row, task)) is not None]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise AnswerLost("NO_DATA") from None


def _effect(row: dict[str, Any], task: TakeBack) -> Effect | None:
    mine = [one for one in row["returnLineItems"]["nodes"] if one.get("returnReasonNote") == _note(task)]
    if not mine:
        return None
    standing = _STANDING[row["status"]]
    code = f"RETURN_{row['status']}" if standing is Standing.FAILED else ""
    return Effect(str(row["name"]), standing, 0, code, sum(int(one["quantity"]) for one in mine))


def _note(task: TakeBack) -> str:
    """No longer than a note can be."""
    return f"ODR {task.key}"[:255]
