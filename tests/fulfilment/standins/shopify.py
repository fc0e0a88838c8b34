"""Stands in for Shopify: the shapes are those of its documentation of version 2026-07.

The examples of https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/refundCreate ("Create a refund for shipping
costs" has the transactions) and the fields of /objects/OrderTransaction, /objects/Refund. A repeat is answered from how
the refund stands now: https://shopify.dev/docs/api/usage/implementing-idempotency. The live service was not asked.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from odr.domain.money import Money
from odr.fulfilment.port import Connector, Kind, Standing
from odr.fulfilment.shopify import Shopify
from tests.fulfilment.contract import Given
from tests.fulfilment.standins.serving import Answer, Request, Serving
from tests.fulfilment.standins.shopify_goods import Goods

STATUS = {Standing.PENDING: "PENDING", Standing.SETTLED: "SUCCESS", Standing.FAILED: "FAILURE"}
ACTS = ("refundCreate", "discountCodeBasicCreate", "draftOrderComplete", "returnCreate")
PLACES = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}


class ShopifyStandIn(Serving):
    """Orders with one payment each."""

    knows_repeats = True
    beside = frozenset(Kind) - {Kind.REFUND}
    currency = "EUR"
    """Of the shop; orders may have been paid in another."""

    def __init__(self) -> None:
        super().__init__()
        self.sold: dict[str, Money] = {}
        self.repeats: dict[str, tuple[dict[str, Any], Given]] = {}
        self.discounts: dict[str, dict[str, Any]] = {}
        self.goods = Goods()
        self.articles: dict[str, str] = {}
        """The SKU of each other article by its id."""

    def connector(self) -> Connector:
        return Shopify(self.url, self.secret)

    def sell(self, paid: Money) -> tuple[str, str]:
        number = len(self.sold) + 1
        self.sold[f"gid://shopify/OrderTransaction/{723599266 + number}"] = paid
        return f"#{1000 + number}", f"gid://shopify/OrderTransaction/{723599266 + number}"

    def goodwill(self, payment: str, money: Money) -> None:
        self._refund(payment, money, "Want to exchange for a different item")

    def acts(self, request: Request) -> bool:
        """What cannot be repeated; making a draft, or putting what came back on the shelf, is not that."""
        return any(f" {act}(" in request.asked["query"] for act in ACTS)

    def answer(self, request: Request) -> Answer:
        assert request.path == "/admin/api/2026-07/graphql.json"
        assert request.headers["x-shopify-access-token"] == self.secret
        query, variables = request.asked["query"], request.asked["variables"]
        if "shop {" in query:
            return 200, {"data": {"shop": {"currencyCode": self.currency}}}
        if "codeDiscountNodeByCode" in query:
            return 200, {"data": {"codeDiscountNodeByCode": self._discount(variables["code"])}}
        if "discountCodeBasicCreate" in query:
            return 200, {"data": {"discountCodeBasicCreate": self._issued(variables["input"])}}
        found = self._of_goods(query, variables)
        if found is not None:
            return 200, {"data": found}
        if not self.acts(request):
            return 200, {"data": {"node": self._payment(variables["id"])}}
        assert "@idempotent(key: $key)" in request.asked["query"]
        return 200, {"data": {"refundCreate": self._once(variables["key"], variables["input"])}}

    def _of_goods(self, query: str, asked: dict[str, Any]) -> dict[str, Any] | None:
        goods = self.goods
        if " orders(" in query:
            return {"orders": {"nodes": [*self._orders(asked["query"])]}}
        if " order(" in query:
            return {"order": goods.order(asked)}
        if " productVariants(" in query:
            rows = [{"id": name, "sku": sku} for name, sku in self.articles.items()]
            return {"productVariants": {"nodes": rows}}
        if " draftOrder(" in query:
            return {"draftOrder": goods.drafts.get(asked["id"])}
        if " draftOrderCreate(" in query:
            return {"draftOrderCreate": {"draftOrder": goods.drafted(asked["input"]), "userErrors": []}}
        if " metafieldsSet(" in query:
            return {"metafieldsSet": goods.marked(asked["metafields"])}
        if " draftOrderComplete(" in query:
            return {"draftOrderComplete": goods.completed(asked["id"])}
        if " returnCreate(" in query:
            return {"returnCreate": {"return": goods.made(asked["input"]), "userErrors": []}}
        if "reverseFulfillmentOrderDispose(" in query:
            goods.shelf += asked["inputs"]
            return {"reverseFulfillmentOrderDispose": {"reverseFulfillmentOrderLineItems": [], "userErrors": []}}
        if " returnClose(" in query:
            return {"returnClose": {"return": goods.closed(asked["id"]), "userErrors": []}}
        return None

    def _orders(self, query: str) -> Iterator[dict[str, Any]]:
        """A search: it also finds what is only alike."""
        for number in range(1, len(self.sold) + 1):
            name, numeric = f"#{1000 + number}", f"{734509472 + number}"
            if f'"{name[1:]}"' in query or f"id:{numeric}" in query:
                yield {"id": _order(number), "name": name, "legacyResourceId": numeric}
        yield {"id": "gid://shopify/Order/1", "name": "#10010", "legacyResourceId": "1"}

    def _payment(self, payment: str) -> dict[str, Any] | None:
        paid = self.sold.get(payment)
        if paid is None:
            return None
        number = [*self.sold].index(payment) + 1
        order = {"id": _order(number), "name": f"#{1000 + number}", "legacyResourceId": f"{734509472 + number}"}
        refunds = [_shown(one) for one in self.given if one.payment == payment]
        return {
            "id": payment,
            "kind": "SALE",
            "gateway": "shopify_payments",
            "amountSet": _set(paid),
            "order": {**order, "refunds": refunds},
        }

    def _once(self, key: str, asked: dict[str, Any]) -> dict[str, Any]:
        before = self.repeats.get(key)
        if before is not None and before[0] != asked:
            return refused("The same idempotency key cannot be used with different operation parameters.")
        if before is None:
            (transaction,) = asked["transactions"]
            money = _read(transaction["amount"], asked["currency"])
            why = self._why_not(transaction, money)
            if why is not None:
                return refused(why)
            before = self.repeats[key] = (asked, self._refund(transaction["parentId"], money, asked["note"]))
        return {"refund": _shown(before[1]), "userErrors": []}

    def _issued(self, asked: dict[str, Any]) -> dict[str, Any]:
        """As the response of "Create a discount code for a specific market" on the mutation's page."""
        code = asked["code"]
        if code.lower() in self.discounts:
            error = {"field": ["basicCodeDiscount", "code"], "message": "Code must be unique.", "code": "TAKEN"}
            return {"codeDiscountNode": None, "userErrors": [error]}
        self.discounts[code.lower()] = asked
        return {"codeDiscountNode": self._discount(code), "userErrors": []}

    def _discount(self, code: str) -> dict[str, Any] | None:
        asked = self.discounts.get(code.lower())
        if asked is None:
            return None
        amount = _read(asked["customerGets"]["value"]["discountAmount"]["amount"], self.currency)
        value = {"amount": _set(amount)["presentmentMoney"], "appliesOnEachItem": False}
        shown = {"title": asked["title"], "codes": {"nodes": [{"code": asked["code"]}]}}
        return {"codeDiscount": {**shown, "customerGets": {"value": value}}}

    def _why_not(self, transaction: dict[str, Any], money: Money) -> str | None:
        payment = transaction["parentId"]
        paid = self.sold[payment]
        assert (transaction["kind"], transaction["gateway"]) == ("REFUND", "shopify_payments")
        assert transaction["orderId"] == _order([*self.sold].index(payment) + 1)
        stand = (one for one in self.given if one.payment == payment and one.standing is not Standing.FAILED)
        left = paid.minor - sum(one.money.minor for one in stand)
        too_much = "Refund amount is greater than the available amount."
        return too_much if money.minor > left else None

    def _refund(self, payment: str, money: Money, note: str) -> Given:
        reference = f"gid://shopify/Refund/{943333863 + len(self.given)}"
        self.given.append(Given(reference, note, money, Standing.PENDING, payment))
        return self.given[-1]


def refused(message: str) -> dict[str, Any]:
    """A `UserError` has words and no code."""
    return {"refund": None, "userErrors": [{"field": ["transactions"], "message": message}]}


def _order(number: int) -> str:
    return f"gid://shopify/Order/{734509472 + number}"


def _shown(one: Given) -> dict[str, Any]:
    transaction = {
        "status": STATUS[one.standing],
        "errorCode": "CARD_DECLINED" if one.standing is Standing.FAILED else None,
        "parentTransaction": {"id": one.payment},
        "amountSet": _set(one.money),
    }
    return {"id": one.reference, "note": one.written, "transactions": {"nodes": [transaction]}}


def _set(money: Money) -> dict[str, Any]:
    """The amount with a decimal at least, as the documentation has it: "10.0"."""
    amount = str(Decimal(money.minor).scaleb(-PLACES[money.currency]))
    shown = amount if "." in amount else f"{amount}.0"
    return {"presentmentMoney": {"amount": shown, "currencyCode": money.currency}}


def _read(amount: str, currency: str) -> Money:
    minor = Decimal(amount).scaleb(PLACES[currency])
    assert minor == int(minor)
    return Money(int(minor), currency)
