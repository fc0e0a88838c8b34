"""An order that its marketplace's shop knows becomes one of the register, as if the marketplace had registered it.

It is only pulled whole: its sums agree, and it is known who sold it. Shops do not keep a listing as it was when sold:
what is registered is what the thing was called.
"""

import hashlib
from dataclasses import replace

from sqlalchemy import Connection, select

from odr.accounts.details import country_code, one_line
from odr.accounts.marketplaces import Marketplace, seller_of
from odr.accounts.tables import e_mails
from odr.domain.facts import OrderFacts, OrderLine
from odr.domain.refusals import Refused
from odr.domain.roles import Capacity
from odr.domain.shop_order import ShopOrder
from odr.orders import Buyer, Snapshot, SoldBy, order_by_id, orders


class ShopSilent(Refused):
    """The marketplace's shop gives no answer now. Try again in some minutes, or ask the marketplace to register it."""

    field = "number"


class SellerUnknown(Refused):
    """The service does not know yet who sold this order. Ask the marketplace to register it."""

    field = "number"


def is_customer(conn: Connection, person: str, shop_order: ShopOrder) -> bool:
    """Whether the shop's customer has a confirmed address of this person."""
    address = shop_order.customer.email
    theirs = select(e_mails.c.address).where(
        e_mails.c.address == address, e_mails.c.person == person, e_mails.c.confirmed_at.is_not(None)
    )
    return bool(address) and conn.execute(theirs).first() is not None


def snapshot_of(conn: Connection, marketplace: Marketplace, kind: str, shop_order: ShopOrder) -> tuple[str, Snapshot]:
    """The seller's organisation, and everything that is registered of the order.

    Args:
        kind: the shop's connector; with the shop's id of a seller it is the seller's external id, `vendure:1`.

    Raises:
        SellerUnknown: no order of this seller was registered yet.
    """
    known = seller_of(conn, marketplace.id, f"{kind}:{shop_order.seller}")
    if known is None:
        raise SellerUnknown
    seller = _sold_before(conn, marketplace.id, known.organisation)
    return known.organisation, Snapshot(_registered(shop_order), _buyer(marketplace, shop_order), seller)


def _sold_before(conn: Connection, marketplace: str, organisation: str) -> SoldBy:
    """The seller as the marketplace described it with the last order. Raises SellerUnknown."""
    theirs = select(orders.c.id).where(orders.c.marketplace == marketplace, orders.c.seller == organisation)
    last = conn.execute(theirs.order_by(orders.c.registered_at.desc(), orders.c.id.desc()).limit(1)).scalar()
    if last is None:
        raise SellerUnknown
    return order_by_id(conn, last).snapshot.seller


def _registered(shop_order: ShopOrder) -> OrderFacts:
    skus = dict(shop_order.skus)
    lines = tuple(_line(one, skus.get(one.id, "")) for one in shop_order.facts.lines)
    return replace(shop_order.facts, id="", lines=lines)


def _line(line: OrderLine, sku: str) -> OrderLine:
    listing = f"{line.title} ({sku})" if sku else line.title
    return replace(line, listing=listing, listing_hash=hashlib.sha256(listing.encode()).hexdigest())


def _buyer(marketplace: Marketplace, shop_order: ShopOrder) -> Buyer:
    """Where the invoice went, else the parcel. A company on the invoice makes it a business's purchase."""
    customer, places = shop_order.customer, {one.kind: one.country for one in shop_order.facts.addresses}
    country = country_code(places.get("billing") or places.get("delivery") or marketplace.country)
    capacity = Capacity.BUSINESS if customer.business else Capacity.CONSUMER
    return Buyer(customer.email, one_line(customer.name or customer.email), country, marketplace.zone, capacity)
