"""What the marketplace's shop says of orders that somebody is about to complain about."""

from collections.abc import Sequence

from odr.domain.looking_up import LookedUp
from odr.fulfilment.looking_up import look_up_now
from odr.fulfilment.shops import shop_of
from odr.orders import Registered
from odr.reserved import Act
from odr.schema.base import Context
from odr.settings import service_secrets


def looked_up(ctx: Context, orders: Sequence[Registered], act: Act | None) -> list[LookedUp | None]:
    """What the shop says of each order of one marketplace; None where no shop of it tells the service of orders.

    An act that was done before asks no shop again. Raises KeyReused.
    """
    with ctx.store.read() as conn:
        shop = shop_of(conn, service_secrets(ctx.settings), orders[0].marketplace)
    if shop is None or ctx.clerk.done_before(act):
        return [None for _ in orders]
    found = look_up_now(shop.connector(), [one.snapshot.order.number for one in orders], ctx.received_at)
    return [*found] if found else [None for _ in orders]
