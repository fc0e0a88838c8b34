"""An order that nobody registered is pulled from the marketplace's shop by its number."""

from dataclasses import dataclass
from datetime import timedelta

import strawberry
from sqlalchemy import Connection as Database

from odr.accounts.boxes import Box, Kind
from odr.accounts.marketplaces import Marketplace, marketplace_of
from odr.accounts.principal import Principal
from odr.accounts.refusals import CountryNotValid, NameNotValid, Throttled
from odr.accounts.repeats import Ask, Done, once, replay
from odr.accounts.throttle import PULL, guard
from odr.domain.looking_up import LookedUp, told_of
from odr.domain.refusals import InvalidInput, NotFound
from odr.domain.shop_order import LookUp, ShopOrder
from odr.fulfilment.looking_up import look_up_now
from odr.fulfilment.shops import Shop, shop_of
from odr.order_checks import check
from odr.order_lookups import keep
from odr.orders import OrderDiffers, Registered, order_of, order_under, register
from odr.pulling import SellerUnknown, ShopSilent, is_customer, snapshot_of
from odr.safety.patterns import leave_traces
from odr.schema import ids
from odr.schema.acts import person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload
from odr.schema.order_reading import show_registered
from odr.schema.order_types import Order
from odr.schema.orders import reader_of
from odr.schema.places import PLACES, require_place
from odr.schema.repeats import ask_looked_through
from odr.settings import service_secrets

APART = timedelta(minutes=5)
"""So much may the shop's clock be ahead."""
_DOES_NOT_ADD_UP = "What the shop says of this order does not add up. Ask the marketplace to register it."


@strawberry.input(description="Pull an order from the marketplace's shop.")
class PullOrderInput(RepeatableInput):
    """Input of `pullOrder`."""

    marketplace: strawberry.ID = strawberry.field(description="The marketplace.")
    number: str = strawberry.field(description="The order's number, as it stands on the confirmation.")


@payload(OrderDiffers, Throttled, ShopSilent, SellerUnknown, CountryNotValid, NameNotValid, *PLACES)
class PullOrderPayload(Payload):
    """The order as it is registered from now on."""

    order: Order | None = strawberry.field(default=None, description="The order.")


@mutation
def pull_order(ctx: Context, input: PullOrderInput) -> PullOrderPayload:
    """Have an order that is not registered yet looked up in the marketplace's shop and registered as it is there.

    For whoever ordered it, known by their confirmed e-mail address, and for the marketplace's administrators. Numbers
    that are unknown, and those of others, are both not found.
    """
    who = person_asking(ctx)
    made = _done(ctx, who, ask_looked_through("pullOrder", who.person, input), input)
    with ctx.store.read() as conn:
        found = order_of(conn, made.result, reader_of(who))
    return PullOrderPayload(order=show_registered(found), replayed=made.replayed)


def _done(ctx: Context, who: Principal, ask: Ask, input: PullOrderInput) -> Done:
    """The order's id. One that this person sees already is not asked for."""
    before = replay(ctx.store, ask)
    if before is not None:
        return before
    number, marketplace = input.number.strip(), ids.local(input.marketplace, "Marketplace")
    known = _known(ctx, who, marketplace, number)
    if known is not None:
        return Done(known.id, replayed=True)
    pulled = _pulled(ctx, who, marketplace, number)
    return once(ctx.store, ask, lambda conn: _register(ctx, conn, who, pulled), ctx.received_at)


def _known(ctx: Context, who: Principal, marketplace: str, number: str) -> Registered | None:
    """The order where it is registered already and this person may see it."""
    with ctx.store.read() as conn:
        try:
            return order_of(conn, order_under(conn, marketplace, number).id, reader_of(who))
        except NotFound:
            return None


@dataclass(frozen=True, slots=True)
class _Pulled:
    marketplace: Marketplace
    kind: str
    looked: LookedUp
    shop_order: ShopOrder


def _pulled(ctx: Context, who: Principal, marketplace: str, number: str) -> _Pulled:
    """What the shop says, to whom it concerns. Raises NotFound, Throttled, ShopSilent."""
    around, shop = _shop(ctx, who, marketplace)
    asked = look_up_now(shop.connector(), [number], ctx.received_at)
    if asked is None:
        raise NotFound
    (looked,) = asked
    if looked.answer is LookUp.NO_ANSWER:
        raise ShopSilent
    if looked.shop is None:
        raise NotFound
    with ctx.store.read() as conn:
        if marketplace not in who.marketplaces and not is_customer(conn, who.person, looked.shop):
            raise NotFound
    return _Pulled(around, shop.kind, looked, looked.shop)


def _shop(ctx: Context, who: Principal, marketplace: str) -> tuple[Marketplace, Shop]:
    """The marketplace and its shop. Numbers are tried a few times only. Raises NotFound, Throttled."""
    with ctx.store.write() as conn:
        if marketplace not in who.marketplaces:
            guard(conn, PULL, who.person, ctx.ip_prefix, ctx.received_at)
        shop = shop_of(conn, service_secrets(ctx.settings), marketplace)
        if shop is None:
            raise NotFound
        return marketplace_of(conn, marketplace), shop


def _register(ctx: Context, conn: Database, who: Principal, pulled: _Pulled) -> str:
    """The order's id. Raises SellerUnknown, and InvalidInput for what does not add up."""
    seller, snapshot = snapshot_of(conn, pulled.marketplace, pulled.kind, pulled.shop_order)
    require_place(ctx.clerk.law.calendars, snapshot.buyer.country, snapshot.buyer.region)
    try:
        check(snapshot.order, ctx.received_at + APART)
    except InvalidInput:
        raise InvalidInput(field="number", problem=_DOES_NOT_ADD_UP) from None
    made = register(conn, pulled.marketplace.id, seller, snapshot, who.person, ctx.received_at)
    keep(conn, made, told_of(snapshot.order, pulled.looked))
    leave_traces(conn, Box(service_secrets(ctx.settings), Kind.KEY), made, snapshot, ())
    return made
