"""The part of the stand-in for Shopify that has to do with goods: returns, and drafts that become orders.

Shapes: https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/returnCreate, /mutations/returnClose,
/mutations/reverseFulfillmentOrderDispose, /mutations/draftOrderCreate, /mutations/draftOrderComplete,
/mutations/metafieldsSet, with the fields of /objects/Return, /objects/ReverseFulfillmentOrderLineItem and
/objects/DraftOrder. The live service was not asked.
"""

from typing import Any

SENT = 10
"""Pieces of the one line of each order, all of them sent."""
SHIP_TO = {"firstName": "Anna", "lastName": "Kowalska", "address1": "Prosta 1", "city": "Warszawa", "zip": "00-850"}


class Goods:
    """What came back, and what was sent again, of the orders of one shop."""

    def __init__(self) -> None:
        self.returns: dict[str, list[dict[str, Any]]] = {}
        self.shelf: list[dict[str, Any]] = []
        self.drafts: dict[str, dict[str, Any]] = {}
        self.marks: dict[tuple[str, str], str] = {}
        self.changes: dict[str, Any] = {}
        """Parts of every order that are otherwise than usual."""

    def order(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Everything that is asked of an order, whichever part of it was."""
        order = asked["id"]
        number = order.rsplit("/", 1)[-1]
        line = {"id": f"gid://shopify/FulfillmentLineItem/{number}", "quantity": SENT, "lineItem": {"id": _line(1)}}
        parcel = {"status": "SUCCESS", "location": {"id": "gid://shopify/Location/1"}}
        mark = self.marks.get((order, asked.get("key", "")))
        return {
            "cancelledAt": None,
            "customer": {"id": "gid://shopify/Customer/544365967"},
            "shippingAddress": SHIP_TO | {"countryCodeV2": "PL"},
            "lineItems": {"nodes": [{"id": _line(1), "variant": {"id": "gid://shopify/ProductVariant/43729076"}}]},
            "metafield": {"value": mark} if mark else None,
            "fulfillments": [parcel | {"fulfillmentLineItems": {"nodes": [line]}}],
            "returns": {"nodes": self.returns.get(order, [])},
        } | self.changes

    def made(self, asked: dict[str, Any]) -> dict[str, Any]:
        """`returnCreate`: open, with what is to be put on the shelf."""
        rows = self.returns.setdefault(asked["orderId"], [])
        number = sum(map(len, self.returns.values())) + 1
        lines = [
            {"quantity": one["quantity"], "returnReasonNote": one["returnReasonNote"]}
            for one in asked["returnLineItems"]
        ]
        row = {"id": f"gid://shopify/Return/{number}", "name": f"#1001-R{number}", "status": "OPEN"}
        rows.append(row | {"returnLineItems": {"nodes": lines}})
        there = [
            {
                "id": f"gid://shopify/ReverseFulfillmentOrderLineItem/{number}{at}",
                "totalQuantity": one["quantity"],
                "fulfillmentLineItem": {"id": one["fulfillmentLineItemId"]},
            }
            for at, one in enumerate(asked["returnLineItems"])
        ]
        return rows[-1] | {"reverseFulfillmentOrders": {"nodes": [{"lineItems": {"nodes": there}}]}}

    def closed(self, name: str) -> dict[str, Any]:
        (row,) = (one for rows in self.returns.values() for one in rows if one["id"] == name)
        row["status"] = "CLOSED"
        return row

    def drafted(self, asked: dict[str, Any]) -> dict[str, Any]:
        """`draftOrderCreate`: the discount counts."""
        name = f"gid://shopify/DraftOrder/{276395349 + len(self.drafts)}"
        off = asked["appliedDiscount"]
        free = (off["valueType"], off["value"]) == ("PERCENTAGE", 100.0)
        self.drafts[name] = {"id": name, "status": "OPEN", "order": None, "asked": asked}
        return {"id": name, "totalPriceSet": {"presentmentMoney": {"amount": "0.0" if free else "39.9"}}}

    def completed(self, name: str) -> dict[str, Any]:
        """`draftOrderComplete`: once."""
        draft = self.drafts[name]
        if draft["status"] == "COMPLETED":
            return {"draftOrder": None, "userErrors": [{"field": ["id"], "message": "This order has been completed."}]}
        lines = [{"quantity": one["quantity"]} for one in draft["asked"]["lineItems"]]
        placed = {"name": f"#{2000 + len(self.drafts)}", "cancelledAt": None, "displayFulfillmentStatus": "UNFULFILLED"}
        draft |= {"status": "COMPLETED", "order": placed | {"fulfillments": [], "lineItems": {"nodes": lines}}}
        return {"draftOrder": draft, "userErrors": []}

    def marked(self, rows: list[dict[str, Any]]) -> dict[str, Any]:
        for one in rows:
            self.marks[one["ownerId"], one["key"]] = one["value"]
        return {"metafields": [{"id": "gid://shopify/Metafield/1"}], "userErrors": []}


def _line(number: int) -> str:
    return f"gid://shopify/LineItem/{number}"
