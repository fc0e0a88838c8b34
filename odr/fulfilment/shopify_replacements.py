"""Replacements in Shopify: a draft at a discount of 100 %, which becomes an order. Not run against the live service.

Completing the draft is the one effect, and it happens to one draft once. Before that the draft's id is written on the
order that is replaced (a metafield whose key follows from the task's), by which it is found again: the search of the
shop may not know a new order yet. The key itself stands in the note of the new order. It is done once every parcel of
it was delivered; where no carrier says so, people report it.
Needs `read_orders`, `write_orders`, `read_draft_orders`, `write_draft_orders`, `read_products`, `read_customers`.
Sources: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/draftOrderCreate, /mutations/draftOrderComplete,
/mutations/metafieldsSet, /enums/FulfillmentDisplayStatus
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from odr.fulfilment.calling import Calling
from odr.fulfilment.port import AnswerLost, Effect, Replacement, ShopAway, ShopRefuses, Standing
from odr.fulfilment.shopify_orders import line_id, order_id, refused, require_order

_ADDRESS = ("firstName", "lastName", "company", "address1", "address2", "city", "provinceCode", "zip", "phone")
_SOLD = f"""query ($id: ID!, $key: String!) {{ order(id: $id) {{ cancelledAt customer {{ id }}
shippingAddress {{ {" ".join(_ADDRESS)} countryCodeV2 }} lineItems(first: 100) {{ nodes {{ id variant {{ id }} }} }}
metafield(namespace: "odr", key: $key) {{ value }} }} }}"""
_MARKED = 'query ($id: ID!, $key: String!) { order(id: $id) { metafield(namespace: "odr", key: $key) { value } } }'
_PARTS = """id status order { name cancelledAt displayFulfillmentStatus fulfillments(first: 10) { displayStatus }
lineItems(first: 100) { nodes { quantity } } }"""
_DRAFT = f"query ($id: ID!) {{ draftOrder(id: $id) {{ {_PARTS} }} }}"
_VARIANTS = "query ($query: String!) { productVariants(first: 5, query: $query) { nodes { id sku } } }"
_CREATE = """mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { id
totalPriceSet { presentmentMoney { amount } } } userErrors { field message } } }"""
_MARK = """mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
metafields { id } userErrors { field message code } } }"""
_COMPLETE = f"""mutation ($id: ID!) {{ draftOrderComplete(id: $id) {{ draftOrder {{ {_PARTS} }}
userErrors {{ field message }} }} }}"""


@dataclass(frozen=True, slots=True)
class _Sold:
    """What the new order has of the first one, and the draft that was made of it before, if any."""

    customer: str
    address: dict[str, Any]
    variants: dict[str, str | None]
    draft: str | None


def send_again(calling: Calling, task: Replacement) -> Effect:
    """As `Connector.submit`. A draft that was ready before is completed; it cannot be twice."""
    order = require_order(calling, task.order)
    draft = _made_ready(calling, task, order)
    done = calling.ask(_COMPLETE, {"id": draft}).get("draftOrderComplete")
    if not isinstance(done, dict):
        raise AnswerLost("NO_DATA")
    if done.get("userErrors"):
        raise ShopRefuses(refused(done["userErrors"]))
    found = _effects(done.get("draftOrder"))
    if not found:
        raise AnswerLost("NO_DATA")
    return found[0]


def find(calling: Calling, task: Replacement) -> list[Effect]:
    """As `Connector.find`: what became of the draft that is written on the order."""
    order = order_id(calling, task.order)
    if order is None:
        return []
    marked = calling.ask(_MARKED, {"id": order, "key": _mark(task)})
    try:
        field = marked["order"]["metafield"]
        draft = field["value"] if field else None
    except (KeyError, TypeError):
        raise AnswerLost("NO_DATA") from None
    return _effects(_draft(calling, draft)) if draft else []


def _draft(calling: Calling, draft: str) -> Any:
    said = calling.ask(_DRAFT, {"id": draft})
    if "draftOrder" not in said:
        raise AnswerLost("NO_DATA")
    return said["draftOrder"]


def _made_ready(calling: Calling, task: Replacement, order: str) -> str:
    """The id of a draft that only has to be completed. Raises ShopAway, ShopRefuses; nothing was done then."""
    try:
        sold = _sold(calling, task, order)
        before = _draft(calling, sold.draft) if sold.draft else None
        if before and before["status"] == "COMPLETED":
            raise ShopAway("DONE_MEANWHILE")
        return str(before["id"]) if before else _new_draft(calling, task, order, sold)
    except (AnswerLost, KeyError, TypeError, AttributeError, InvalidOperation) as trouble:
        raise ShopAway(str(trouble) if isinstance(trouble, AnswerLost) else "NO_DATA") from None


def _sold(calling: Calling, task: Replacement, order: str) -> _Sold:
    said = calling.ask(_SOLD, {"id": order, "key": _mark(task)})["order"]
    if said["cancelledAt"]:
        raise ShopRefuses("ORDER_CANCELLED")
    if not said["customer"] or not said["shippingAddress"]:
        raise ShopRefuses("NOBODY_TO_SEND_TO")
    address = {name: said["shippingAddress"][name] for name in _ADDRESS if said["shippingAddress"].get(name)}
    lines = said["lineItems"]["nodes"]
    return _Sold(
        customer=said["customer"]["id"],
        address=address | {"countryCode": said["shippingAddress"]["countryCodeV2"]},
        variants={one["id"]: one["variant"]["id"] if one["variant"] else None for one in lines},
        draft=said["metafield"]["value"] if said["metafield"] else None,
    )


def _new_draft(calling: Calling, task: Replacement, order: str, sold: _Sold) -> str:
    """Made, and written on the order that it replaces."""
    asked = {
        "purchasingEntity": {"customerId": sold.customer},
        "shippingAddress": sold.address,
        "lineItems": _articles(calling, task, sold),
        "appliedDiscount": {"title": "ODR", "value": 100.0, "valueType": "PERCENTAGE"},
        "taxExempt": True,
        "note": f"ODR {task.key}, instead of {task.order}",
    }
    made = calling.ask(_CREATE, {"input": asked})["draftOrderCreate"]
    if made["userErrors"]:
        raise ShopRefuses(refused(made["userErrors"]))
    if Decimal(made["draftOrder"]["totalPriceSet"]["presentmentMoney"]["amount"]):
        raise ShopRefuses("NOT_FREE")
    draft = str(made["draftOrder"]["id"])
    field = {"ownerId": order, "namespace": "odr", "key": _mark(task), "type": "single_line_text_field", "value": draft}
    marked = calling.ask(_MARK, {"metafields": [field]})["metafieldsSet"]
    if marked["userErrors"]:
        raise ShopRefuses(refused(marked["userErrors"]))
    return draft


def _articles(calling: Calling, task: Replacement, sold: _Sold) -> list[dict[str, Any]]:
    """What is sent. Raises ShopRefuses for what was not in the order, or is not sold any more."""
    if any(line_id(one.line) not in sold.variants for one in task.pieces):
        raise ShopRefuses("LINE_UNKNOWN")
    other = _variant(calling, task.item) if task.item else None
    wanted = [(other or sold.variants[line_id(one.line)], one.quantity) for one in task.pieces]
    if any(variant is None for variant, _ in wanted):
        raise ShopRefuses("ARTICLE_GONE")
    return [{"variantId": variant, "quantity": quantity} for variant, quantity in wanted]


def _variant(calling: Calling, sku: str) -> str:
    plain = sku.replace("\\", "").replace('"', "")
    rows = calling.ask(_VARIANTS, {"query": f'sku:"{plain}"'})["productVariants"]["nodes"]
    found = [str(one["id"]) for one in rows if one["sku"] == sku]
    if not found:
        raise ShopRefuses("ARTICLE_GONE")
    return found[0]


def _effects(draft: Any) -> list[Effect]:
    """Nothing while the draft is open, or where somebody threw it away."""
    if not draft:
        return []
    try:
        order = draft["order"]
        return [_effect(order)] if draft["status"] == "COMPLETED" and order else []
    except (KeyError, TypeError, AttributeError):
        raise AnswerLost("NO_DATA") from None


def _effect(order: dict[str, Any]) -> Effect:
    pieces = sum(int(one["quantity"]) for one in order["lineItems"]["nodes"])
    if order["cancelledAt"]:
        return Effect(str(order["name"]), Standing.FAILED, 0, "ORDER_CANCELLED", pieces)
    parcels = [one["displayStatus"] for one in order["fulfillments"]]
    sent = order["displayFulfillmentStatus"] == "FULFILLED"
    arrived = sent and parcels and all(one == "DELIVERED" for one in parcels)
    return Effect(str(order["name"]), Standing.SETTLED if arrived else Standing.PENDING, 0, pieces=pieces)


def _mark(task: Replacement) -> str:
    """The key of the metafield: no more than 64 letters and digits."""
    return sha256(task.key.encode()).hexdigest()[:40]
