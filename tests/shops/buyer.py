"""Somebody who buys in the shop."""

from collections.abc import Mapping
from typing import Any, Literal

from tests.shops.api import ERROR, Api

PaymentMethod = Literal[
    "asynchronous", "instant", "failing", "slow"
]  # how the provider answers a refund: vendure/payments.js
ADDRESS = {
    "fullName": "Ann Buyer",
    "streetLine1": "Hauptstr. 1",
    "city": "Berlin",
    "postalCode": "10115",
    "countryCode": "DE",
}
CUSTOMER = {"firstName": "Ann", "lastName": "Buyer"}


def place_order(
    url: str,
    lines: Mapping[str, int],
    payment: PaymentMethod = "instant",
    email: str = "ann@example.org",
    coupon: str = "",
) -> str:
    """Buy so many pieces of each article (by its SKU), pay, and give the order's code."""
    with Api(f"{url}/shop-api") as api:
        variants = _variants(api)
        for sku, quantity in lines.items():
            _change(
                api,
                "addItemToOrder(productVariantId: $id, quantity: $n)",
                "$id: ID!, $n: Int!",
                id=variants[sku],
                n=quantity,
            )
        if coupon:
            _change(api, "applyCouponCode(couponCode: $code)", "$code: String!", code=coupon)
        customer = {**CUSTOMER, "emailAddress": email}
        _change(api, "setCustomerForOrder(input: $input)", "$input: CreateCustomerInput!", input=customer)
        _change(api, "setOrderShippingAddress(input: $input)", "$input: CreateAddressInput!", input=ADDRESS)
        by = api.ask("{ eligibleShippingMethods { id } }")[0]["id"]
        _change(api, "setOrderShippingMethod(shippingMethodId: $id)", "$id: [ID!]!", id=[by])
        _change(api, "transitionOrderToState(state: $to)", "$to: String!", to="ArrangingPayment")
        paid: dict[str, object] = {"method": payment, "metadata": {}}
        code: str = _change(api, "addPaymentToOrder(input: $input)", "$input: PaymentInput!", input=paid)["code"]
    return code


def _variants(api: Api) -> dict[str, str]:
    """The id of each article by its SKU."""
    products = api.ask("{ products { items { variants { id sku } } } }")["items"]
    return {variant["sku"]: variant["id"] for product in products for variant in product["variants"]}


def _change(api: Api, field: str, declared: str, **variables: object) -> Any:
    return api.ask(f"mutation ({declared}) {{ {field} {{ {ERROR} ... on Order {{ code state }} }} }}", **variables)
