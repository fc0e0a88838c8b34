"""Looks orders up in a marketplace's shop, outside of every transaction; a shop that is away keeps nobody from filing.

Whoever files waits a few seconds at most. What the shop did not say then, the worker asks it again.
"""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from threading import BoundedSemaphore

from odr.domain.looking_up import LookedUp, RecordLookUp, told_of
from odr.domain.refusals import Refused
from odr.domain.roles import SERVICE, Role
from odr.domain.shop_order import LookUp
from odr.fulfilment.legs import Carrier
from odr.fulfilment.port import AnswerLost, Connector, ShopAway, ShopRefuses
from odr.order_lookups import keep
from odr.orders import order_by_id

log = logging.getLogger(__name__)

AT_ONCE = 2
"""How many acts of a process wait for shops at the same time: a slow shop leaves threads to everybody else."""
WITHIN_S = 5.0
"""After so many seconds nothing more is asked for one act."""
_turns = BoundedSemaphore(AT_ONCE)


def look_up(connector: Connector, order: str, at: datetime) -> LookedUp:
    """What the shop says of an order, by its number. Raises ShopAway, AnswerLost, ShopRefuses."""
    found = connector.facts(order)
    return LookedUp(LookUp.FOUND if found else LookUp.NOT_THERE, at, found)


def look_up_now(connector: Connector, orders: Sequence[str], at: datetime) -> list[LookedUp] | None:
    """What the shop says of each of these orders, as far as it answers at once; for acts that do not wait for it.

    Once it gave no answer, or took `WITHIN_S`, it is not asked for the others. None: it does not tell of orders.
    """
    none = [LookedUp(LookUp.NO_ANSWER, at) for _ in orders]
    if not _turns.acquire(blocking=False):
        return none
    try:
        until, found = time.monotonic() + WITHIN_S, list[LookedUp]()
        with suppress(ShopAway, AnswerLost):
            while len(found) < len(orders) and time.monotonic() < until:
                found.append(look_up(connector, orders[len(found)], at))
        return [*found, *none[len(found) :]]
    except ShopRefuses:
        return None
    finally:
        _turns.release()


def look_up_registered(carrier: Carrier, order: str) -> None:
    """Keep beside an order of the register what the shop says of it. For the worker.

    Raises:
        ShopAway, AnswerLost: it gives no answer; to be tried again later.
    """
    with carrier.store.read() as conn:
        found = order_by_id(conn, order)
    connector = carrier.connector(found.marketplace)
    if connector is None:
        return
    known = found.snapshot.order
    with suppress(ShopRefuses):
        looked = told_of(known, look_up(connector, known.number, carrier.clock.now()))
        with carrier.store.write() as conn:
            keep(conn, order, looked)


def look_up_again(carrier: Carrier, case_id: str) -> None:
    """Tell a case what the shop says of its order, if it waits for that. For the worker.

    Raises:
        ShopAway, AnswerLost: it gives no answer still; to be tried again later.
    """
    case = carrier.clerk.look_as(case_id, Role.SYSTEM, carrier.clock.now()).case
    connector = carrier.connector(case.marketplace) if case.shop_awaited else None
    if connector is None:
        return
    try:
        looked = look_up(connector, case.order.number, carrier.clock.now())
        carrier.clerk.submit_for_service(case_id, RecordLookUp(by=SERVICE, at=carrier.clock.now(), looked=looked))
    except (Refused, ShopRefuses) as refused:
        log.info("fulfilment.look_up_not_told", extra={"case": case_id, "reason": type(refused).__name__})
