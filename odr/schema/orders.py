"""The register of orders: a marketplace registers, buyers and sellers read."""

from typing import Annotated

import strawberry
from sqlalchemy import Connection as Database

from odr.accounts.boxes import Box, Kind
from odr.accounts.marketplaces import register_seller
from odr.accounts.principal import Principal, Scope
from odr.accounts.refusals import (
    CountryNotValid,
    EmailNotValid,
    ExternalIdNotValid,
    LanguageNotValid,
    NameNotValid,
    ZoneNotValid,
)
from odr.accounts.repeats import Ask, once
from odr.domain.refusals import InvalidInput, NotAllowed, NotFound
from odr.fulfilment.shops import is_connected
from odr.order_checks import check
from odr.order_lookups import REGISTERED
from odr.orders import OrderDiffers, Reader, Registered, Snapshot, order_of, orders_of, register, standing
from odr.outbox import promise
from odr.safety.patterns import leave_traces
from odr.schema import ids
from odr.schema.base import (
    PAGE,
    After,
    Connection,
    Context,
    First,
    Payload,
    connection,
    mutation,
    node,
    page,
    payload,
    query,
)
from odr.schema.order_inputs import RegisterOrderInput
from odr.schema.order_reading import read_order, read_traces, seller_details, show_registered
from odr.schema.order_types import Order
from odr.schema.places import PLACES, require_place
from odr.schema.typed import hash_of
from odr.settings import service_secrets
from odr.store import micros

_FIELDS = (CountryNotValid, EmailNotValid, ExternalIdNotValid, LanguageNotValid, NameNotValid, ZoneNotValid)


@payload(OrderDiffers, *_FIELDS, *PLACES)
class RegisterOrderPayload(Payload):
    """The order as it is registered from now on."""

    order: Order | None = strawberry.field(default=None, description="The order.")


@mutation
def register_order(ctx: Context, input: RegisterOrderInput) -> RegisterOrderPayload:
    """Register an order, so that buyer and seller can complain about it. The same order again changes nothing.

    For a marketplace's administrators, and its API keys of scope ORDERS_WRITE.
    """
    who = ctx.signed_in()
    marketplace = _marketplace_of(who, input)
    ask = Ask(who.person or who.session, "registerOrder", input.idempotency_key or None, hash_of(input))
    snapshot = read_order(input)
    for place in (snapshot.buyer, snapshot.seller):
        require_place(ctx.clerk.law.calendars, place.country, place.region)
    check(snapshot.order, ctx.received_at)
    order, replayed = _register(ctx, ask, marketplace, snapshot, input)
    with ctx.store.read() as conn:
        found = order_of(conn, order, reader_of(who))
    return RegisterOrderPayload(order=show_registered(found), replayed=replayed)


def _register(
    ctx: Context, ask: Ask, marketplace: str, snapshot: Snapshot, typed: RegisterOrderInput
) -> tuple[str, bool]:
    """The order's id, and whether it stood there before."""
    stood = False

    def work(conn: Database) -> str:
        nonlocal stood
        known = standing(conn, marketplace, snapshot)
        stood = known is not None
        if known is None:
            seller = register_seller(conn, marketplace, seller_details(typed.seller), ctx.received_at)
            known = register(conn, marketplace, seller.organisation, snapshot, ask.actor, ctx.received_at)
            if is_connected(conn, marketplace):
                promise(conn, REGISTERED, {"order": known}, ctx.received_at)
        leave_traces(conn, Box(service_secrets(ctx.settings), Kind.KEY), known, snapshot, read_traces(typed.traces))
        return known

    done = once(ctx.store, ask, work, ctx.received_at)
    return done.result, done.replayed or stood


def _marketplace_of(who: Principal, typed: RegisterOrderInput) -> str:
    """The marketplace that registers. Raises NotFound, NotAllowed, or InvalidInput when it has to be named."""
    if not who.person and Scope.ORDERS_WRITE not in who.scopes:
        raise NotAllowed
    if typed.marketplace is not None:
        named = ids.local(typed.marketplace, "Marketplace")
        if named not in who.marketplaces:
            raise NotFound
        return named
    if not who.marketplaces:
        raise NotAllowed
    if len(who.marketplaces) > 1:
        raise InvalidInput(field="marketplace", problem="You administer several marketplaces. Name the one you mean.")
    return next(iter(who.marketplaces))


def reader_of(who: Principal) -> Reader:
    """Who reads the register."""
    return Reader(who.person, who.organisations, who.marketplaces)


def _reading(ctx: Context) -> Reader:
    """Who reads: a person, or a program that registers orders or reads cases. Raises NotSignedIn, NotAllowed."""
    who = ctx.signed_in()
    if not who.person and not who.scopes & {Scope.ORDERS_WRITE, Scope.CASES_READ}:
        raise NotAllowed
    return reader_of(who)


def order_seen(ctx: Context, local: str) -> Registered:
    """An order of the one who asks. Raises NotSignedIn, NotAllowed, NotFound."""
    reader = _reading(ctx)
    with ctx.store.read() as conn:
        return order_of(conn, local, reader)


@node("Order")
def order_by_local_id(ctx: Context, local: str) -> Order | None:
    """For node(id:)."""
    return show_registered(order_seen(ctx, local))


@query
def order(ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The order.")]) -> Order | None:
    """One order: for its buyer, its seller's people, and its marketplace."""
    return show_registered(order_seen(ctx, ids.part(id, "Order")))


@query
def orders(ctx: Context, first: First = PAGE, after: After = None) -> Connection[Order]:
    """The orders you bought, sold or registered, the latest registered first."""
    reader = _reading(ctx)
    asked = page(ctx, "orders", first, after)
    with ctx.store.read() as conn:
        rows = orders_of(conn, reader, asked.limit, asked.after)
    return connection(ctx, asked, rows, show_registered, lambda row: (micros(row.registered_at), row.id))
