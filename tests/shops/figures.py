"""A shop's own figures: what its orders, refunds, stock and coupons have come to, as its office sees them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.shops.shop import Shop

_ORDERS = """query ($options: OrderListOptions) { orders(options: $options) { items {
state payments { refunds { total state reason } } } } }"""
_STOCK = """query ($options: ProductVariantListOptions) { productVariants(options: $options) { items {
stockMovements { items { ... on StockMovement { type quantity } } } } } }"""
_COUPONS = """query ($options: PromotionListOptions) { promotions(options: $options) { items { name couponCode } } }"""
_AT_A_TIME = 100
OURS = "ODR "


def figures(shop: Shop) -> list[str]:
    """Lines to read: every one is the shop's own word, but for what its payment provider wrote down."""
    with shop.office().api as api:

        def every(document: str) -> Iterator[Any]:
            for skip in range(0, 10**6, _AT_A_TIME):
                options = {"take": _AT_A_TIME, "skip": skip, "sort": {"id": "ASC"}}
                found = api.ask(document, options=options)["items"]
                yield from found
                if len(found) < _AT_A_TIME:
                    return

        orders = list(every(_ORDERS))
        moved = Counter[str]()
        for article in every(_STOCK):
            for one in article["stockMovements"]["items"]:
                moved[one["type"]] += one["quantity"]
        coupons = [one for one in every(_COUPONS) if one["couponCode"] and one["name"].startswith(OURS)]
    refunds = [one for order in orders for paid in order["payments"] or () for one in paid["refunds"]]
    return [
        f"orders: {_counted(Counter(order['state'] for order in orders))}",
        f"refunds: {_refunded(refunds)}; {len([one for one in refunds if _is_ours(one)])} of them ordered in a case",
        f"paid out by its payment provider: {_euros(sum(one.amount for one in shop.paid_out()))}",
        f"stock: {_counted(moved)}",
        f"coupons that were ordered in a case: {len(coupons)}",
    ]


def _is_ours(refund: Any) -> bool:
    return str(refund["reason"] or "").startswith(OURS)


def _refunded(refunds: list[Any]) -> str:
    sums = Counter[str]()
    for one in refunds:
        sums[one["state"]] += one["total"]
    counts = Counter(one["state"] for one in refunds)
    return ", ".join(f"{counts[state]} {state} ({_euros(minor)})" for state, minor in sorted(sums.items())) or "none"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "none"


def _euros(minor: int) -> str:
    return f"{minor / 100:.2f} EUR"
