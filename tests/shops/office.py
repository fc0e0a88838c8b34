"""The shop's back office: what its people see, and what the payment provider and the post would do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from tests.shops.api import ERROR, Api
from tests.shops.orders import ORDER, Order, Refund, order_of

# What carrying out a compensation order needs, and nothing else.
LEAST = ("ReadOrder", "UpdateOrder", "ReadCatalog", "ReadPaymentMethod", "CreatePromotion", "ReadPromotion")
# Vendure 3.7.3 saves no refund without these deprecated fields, and the provider has paid by then.
UNUSED = {"lines": [], "shipping": 0, "adjustment": 0}


@dataclass(frozen=True, slots=True)
class Key:
    """A key for the admin API, sent as the header `vendure-api-key`."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Stock:
    """How many pieces lie there, and how many of them are promised to orders that are not fulfilled."""

    on_hand: int
    allocated: int


@dataclass(frozen=True, slots=True)
class Coupon:
    """A code that buyers can use; `value` in minor units, `ends` as the shop writes instants."""

    id: str
    code: str
    value: int
    usage_limit: int | None
    ends: str | None

    @property
    def seconds_left(self) -> float:
        """Until it ends; no end is far away."""
        ends = datetime.fromisoformat(self.ends) if self.ends else datetime.max.replace(tzinfo=UTC)
        return (ends - datetime.now(UTC)).total_seconds()


class Office:
    def __init__(self, api: Api) -> None:
        self.api = api

    @classmethod
    def signed_in(cls, url: str) -> Self:
        """With all rights, by password."""
        office = cls(Api(f"{url}/admin-api"))
        office.api.ask('mutation { login(username: "superadmin", password: "superadmin") { __typename } }')
        return office

    @classmethod
    def with_key(cls, url: str, secret: str) -> Self:
        """With the rights of a key."""
        return cls(Api(f"{url}/admin-api", {"vendure-api-key": secret}))

    def order(self, code: str) -> Order:
        options = {"filter": {"code": {"eq": code}}}
        document = f"query ($options: OrderListOptions) {{ orders(options: $options) {{ items {{ {ORDER} }} }} }}"
        (found,) = self.api.ask(document, options=options)["items"]
        return order_of(found)

    def sent_to(self, code: str) -> Any:
        """The address to which an order goes."""
        document = """query ($options: OrderListOptions) { orders(options: $options) { items { shippingAddress {
            fullName streetLine1 postalCode city countryCode } } } }"""
        (found,) = self.api.ask(document, options={"filter": {"code": {"eq": code}}})["items"]
        return found["shippingAddress"]

    def refunds(self, code: str) -> tuple[Refund, ...]:
        return self.order(code).refunds

    def refund(self, payment: str, amount: int, reason: str) -> str:
        """The id of the new refund. Asked twice, the shop refunds twice."""
        asked = {"paymentId": payment, "amount": amount, "reason": reason, **UNUSED}
        return self._act("refundOrder(input: $input)", "$input: RefundOrderInput!", "Refund", input=asked)

    def settle_refund(self, refund: str, transaction: str = "psp-1") -> None:
        """The provider says that a pending refund has arrived."""
        asked = {"id": refund, "transactionId": transaction}
        self._act("settleRefund(input: $input)", "$input: SettleRefundInput!", "Refund", input=asked)

    def fail_refund(self, refund: str) -> None:
        """The provider says that a pending refund came back; vendure/provider.js adds this to the shop."""
        self.api.ask("mutation ($id: ID!) { failRefund(id: $id) { id } }", id=refund)

    def cancel_order(self, code: str, lines: Mapping[str, int] | None = None, reason: str = "") -> None:
        """Take back so many pieces of each article (all of them if none is named): the stock rises, nothing is paid."""
        order = self.order(code)
        taken = lines or {line.sku: line.quantity for line in order.lines}
        asked = {"orderId": order.id, "lines": _pieces(order, taken), "reason": reason, "cancelShipping": False}
        self._act("cancelOrder(input: $input)", "$input: CancelOrderInput!", "Order", input=asked)

    def fulfil(self, code: str, lines: Mapping[str, int] | None = None) -> str:
        """Pack so many pieces of each article, or all of them; the id of the fulfilment."""
        order = self.order(code)
        packed = _pieces(order, lines or {line.sku: line.quantity for line in order.lines})
        by = [{"name": "method", "value": "post"}, {"name": "trackingCode", "value": "TRACK-1"}]
        asked = {"lines": packed, "handler": {"code": "manual-fulfillment", "arguments": by}}
        return self._act(
            "addFulfillmentToOrder(input: $input)", "$input: FulfillOrderInput!", "Fulfillment", input=asked
        )

    def deliver(self, fulfilment: str) -> None:
        """The post takes a fulfilment and hands it over."""
        for state in ("Shipped", "Delivered"):
            field = "transitionFulfillmentToState(id: $id, state: $to)"
            self._act(field, "$id: ID!, $to: String!", "Fulfillment", id=fulfilment, to=state)

    def notes(self, code: str) -> list[str]:
        """The private notes of an order, the oldest first."""
        document = """query ($options: OrderListOptions) { orders(options: $options) { items {
            history(options: {filter: {type: {eq: "ORDER_NOTE"}}, sort: {id: ASC}}) { items { isPublic data } } } } }"""
        (found,) = self.api.ask(document, options={"filter": {"code": {"eq": code}}})["items"]
        return [one["data"]["note"] for one in found["history"]["items"] if not one["isPublic"]]

    def write_note(self, code: str, words: str) -> None:
        """A private note on an order."""
        asked = {"id": self.order(code).id, "note": words, "isPublic": False}
        self.api.ask("mutation ($input: AddNoteToOrderInput!) { addNoteToOrder(input: $input) { id } }", input=asked)

    def stock(self, sku: str) -> Stock:
        document = """query ($options: ProductVariantListOptions) {
            productVariants(options: $options) { items { stockLevels { stockOnHand stockAllocated } } } }"""
        (found,) = self.api.ask(document, options={"filter": {"sku": {"eq": sku}}})["items"]
        (level,) = found["stockLevels"]
        return Stock(level["stockOnHand"], level["stockAllocated"])

    def put_stock(self, sku: str, on_hand: int) -> None:
        """So many pieces of an article lie there from now on."""
        asked = [{"id": self._variant(sku), "stockOnHand": on_hand}]
        document = "mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }"
        self.api.ask(document, input=asked)

    def delete(self, sku: str) -> None:
        """An article is sold no more."""
        self.api.ask("mutation ($id: ID!) { deleteProductVariant(id: $id) { result } }", id=self._variant(sku))

    def _variant(self, sku: str) -> str:
        document = "query ($options: ProductVariantListOptions) { productVariants(options: $options) { items { id } } }"
        (found,) = self.api.ask(document, options={"filter": {"sku": {"eq": sku}}})["items"]
        variant: str = found["id"]
        return variant

    def paid_under(self, transaction: str) -> list[str]:
        """The codes of the orders that have a payment of this number."""
        document = "query ($options: OrderListOptions) { orders(options: $options) { items { code } } }"
        found = self.api.ask(document, options={"filter": {"transactionId": {"eq": transaction}}})["items"]
        return [one["code"] for one in found]

    def issue_coupon(self, code: str, value: int, ends: str = "2099-01-01T00:00:00.000Z") -> str:
        """A discount of `value` for one order; the id of the promotion."""
        asked = {
            "enabled": True,
            "couponCode": code,
            "usageLimit": 1,
            "endsAt": ends,
            "conditions": [],
            "actions": [{"code": "order_fixed_discount", "arguments": [{"name": "discount", "value": str(value)}]}],
            "translations": [{"languageCode": "en", "name": code}],
        }
        return self._act("createPromotion(input: $input)", "$input: CreatePromotionInput!", "Promotion", input=asked)

    def coupons(self, code: str) -> list[Coupon]:
        """All promotions with this code."""
        return self._promotions("couponCode", code)

    def promotions(self, name: str) -> list[Coupon]:
        """All promotions of this name."""
        return self._promotions("name", name)

    def _promotions(self, by: str, value: str) -> list[Coupon]:
        document = """query ($options: PromotionListOptions) { promotions(options: $options) {
            items { id couponCode usageLimit endsAt actions { args { name value } } } } }"""
        return [_coupon(each) for each in self.api.ask(document, options={"filter": {by: {"eq": value}}})["items"]]

    def make_key(self, name: str, permissions: Sequence[str] = LEAST) -> Key:
        """A key of a new role that may do just this. `name` must be new in the shop."""
        role = {"code": name, "description": name, "permissions": list(permissions)}
        role_id = self.api.ask("mutation ($input: CreateRoleInput!) { createRole(input: $input) { id } }", input=role)[
            "id"
        ]
        asked = {"roleIds": [role_id], "translations": [{"languageCode": "en", "name": name}]}
        document = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey entityId } }"
        made = self.api.ask(document, input=asked)
        return Key(made["entityId"], made["apiKey"])

    def revoke_key(self, key: Key) -> None:
        self.api.ask("mutation ($ids: [ID!]!) { deleteApiKeys(ids: $ids) { result } }", ids=[key.id])

    def _act(self, field: str, declared: str, gives: str, **variables: object) -> str:
        document = f"mutation ({declared}) {{ {field} {{ {ERROR} ... on {gives} {{ id }} }} }}"
        done: str = self.api.ask(document, **variables)["id"]
        return done


def _pieces(order: Order, lines: Mapping[str, int]) -> list[dict[str, object]]:
    return [{"orderLineId": each.id, "quantity": lines[each.sku]} for each in order.lines if each.sku in lines]


def _coupon(said: dict[str, Any]) -> Coupon:
    value = next(arg["value"] for action in said["actions"] for arg in action["args"] if arg["name"] == "discount")
    return Coupon(said["id"], said["couponCode"], int(value), said["usageLimit"], said["endsAt"])
