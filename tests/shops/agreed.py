"""A case about an order that was placed in a shop, in which something was agreed, and the carrying out of it."""

from collections.abc import Mapping
from dataclasses import replace

from odr.clerk import Clerk
from odr.domain.facts import LineKind, OrderFacts, OrderLine, Payment
from odr.domain.remedies import Claim, ComplaintType, RemedyLine
from odr.fulfilment.vendure import Vendure
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint, eur
from tests.fulfilment.world import World
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.orders import Order
from tests.shops.shop import Shop

REFUNDS = ("ReadOrder", "UpdateOrder")
RETURNS = ("ReadOrder", "UpdateOrder")
REPLACEMENTS = ("ReadOrder", "UpdateOrder", "CreateOrder", "CreatePromotion", "ReadProduct")
VOUCHERS = ("ReadOrder", "UpdateOrder", "ReadPromotion", "CreatePromotion")
"""What a key needs for each remedy, as `odr.fulfilment.vendure` says."""


def bought(shop: Shop, office: Office, *, sent: bool = True, **lines: int) -> Order:
    """An order of so many pieces of each article (its SKU, `_` for `-`), which arrived unless it was not `sent`."""
    code = place_order(shop.url, {sku.replace("_", "-"): quantity for sku, quantity in lines.items()})
    if sent:
        office.deliver(office.fulfil(code))
    return office.order(code)


def agreed(store: Store, connector: Vendure, order: Order, *lines: RemedyLine) -> World:
    """A case about it in which the seller owes these lines; what is due is handed over by `begin` and `run`."""
    clerk = Clerk(store, all_rulebooks())
    first = order.lines[0].id
    claim = Claim("claim-1", first, 1, ComplaintType.DAMAGED, lines)
    filed = {"order": facts_of(order), "claims": (claim,)}
    clerk.open("KE", lambda number: complaint(number=number, **filed), DEFAULT)
    world = World(store, clerk, shop=connector)
    world.agree(*lines)
    return world


def facts_of(order: Order, kinds: Mapping[str, LineKind] | None = None) -> OrderFacts:
    """The order as it would be registered: lines and payments have the shop's ids."""
    sold = tuple(
        OrderLine(
            line.id,
            line.sku,
            (kinds or {}).get(line.sku, LineKind.GOODS),
            line.placed,
            eur(line.unit_price),
            eur(line.unit_price * line.placed),
            line.sku,
            "0" * 64,
        )
        for line in order.lines
    )
    paid = tuple(Payment(one.id, "card", eur(one.amount), FILED_AT) for one in order.payments)
    return replace(complaint().order, id=f"order-{order.code}", number=order.code, lines=sold, payments=paid)
