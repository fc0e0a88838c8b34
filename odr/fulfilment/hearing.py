"""POST /hooks/shops/{marketplace}: a shop tells by itself that something happened. Nothing of it is believed.

What is heard says where to look: what is under way at the order it names is looked at now, in the shop, instead of when
its turn would come. So a message that is late, out of order or sent again can do nothing but have somebody look.
"""

import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from sqlalchemy import Connection, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from odr.fulfilment.hooks import Heard, Hearing, NotUnderstood
from odr.fulfilment.own_hooks import SHOPIFY_TRIES_FOR
from odr.fulfilment.shops import shop_of
from odr.fulfilment.tables import State, executions, shop_messages
from odr.ids import is_id
from odr.notices import Parts
from odr.outbox import Message, done, promise
from odr.schema.context import House
from odr.schema.requests import Head, HttpRefused, read_body
from odr.settings import service_secrets
from odr.signed_hooks import TOLERANCE, HookRefused
from odr.store import Store, in_thread, micros

log = logging.getLogger(__name__)

PATH = "/hooks/shops/{marketplace}"
LONGEST = 64 * 1024
"""Bytes of a message."""
KEPT = SHOPIFY_TRIES_FOR + 4 * TOLERANCE
"""How long a message is known by its name: longer than it would be taken for new."""
HEARD = "fulfilment.heard"
"""The outbox topic under which something is looked at that somebody had in hand when the shop told of it."""
SOON = timedelta(seconds=5)
_LOOKED_AT = (State.READY.value, State.PENDING.value)
"""What may be looked at sooner. Of what is lost the looks are counted: a message brings none of them forward."""


_NUMBERS = (executions.c.order_number, executions.c.leg, executions.c.reference)


class _NoSuchShop(Exception):
    """There is no shop of that name that tells by itself."""


def hook_route(house: House) -> Route:
    """The route, for whoever can sign as the shop does."""

    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request.receive, Head(request.scope["headers"]), LONGEST)
            await in_thread(hear, house, request.path_params["marketplace"], dict(request.headers), body)
        except HttpRefused as refused:
            return _said(refused.status, refused.code)
        except _NoSuchShop:
            return _said(HTTPStatus.NOT_FOUND, "NOT_FOUND")
        except HookRefused as refused:
            return _said(HTTPStatus(refused.status), refused.code.value)
        except NotUnderstood:
            return _said(HTTPStatus.BAD_REQUEST, "NOT_UNDERSTOOD")
        return _said(HTTPStatus.OK, "HEARD")

    return Route(PATH, answer, methods=["POST"])


def _said(status: HTTPStatus, code: str) -> Response:
    if status >= HTTPStatus.BAD_REQUEST:
        log.warning("fulfilment.not_heard", extra={"reason": code})
    return JSONResponse({"code": code}, status, {"cache-control": "no-store"})


def hear(house: House, marketplace: str, headers: Mapping[str, str], body: bytes) -> None:
    """What a marketplace's shop tells. Raises HookRefused, NotUnderstood, and where there is none _NoSuchShop."""
    now = house.clock.now()
    with house.store.read() as conn:
        shop = shop_of(conn, service_secrets(house.settings), marketplace) if is_id(marketplace) else None
    connector = shop.connector() if shop and shop.hook else None
    if shop is None or not isinstance(connector, Hearing):
        raise _NoSuchShop
    heard = connector.heard([shop.hook], headers, body, now)
    with house.store.write() as conn:
        if _is_new(conn, marketplace, heard, now):
            look_now(conn, marketplace, heard.about, now)


def _is_new(conn: Connection, marketplace: str, heard: Heard, now: datetime) -> bool:
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    row = {"marketplace": marketplace, "message": heard.message, "at": micros(now)}
    entered = insert(shop_messages).values(row).on_conflict_do_nothing().returning(shop_messages.c.message)
    return conn.execute(entered).first() is not None


def look_now(conn: Connection, marketplace: str, about: Collection[str], now: datetime) -> None:
    """Have what is under way about these numbers looked at now; what somebody has in hand, in a moment."""
    names = list(about)
    named = or_(*(column.in_(names) for column in _NUMBERS))
    mine = (executions.c.marketplace == marketplace) & named & executions.c.state.in_(_LOOKED_AT)
    busy = executions.c.claimed_until > micros(now)
    later = (executions.c.due_at > micros(now)) & (executions.c.claimed_until.is_(None) | ~busy)
    conn.execute(update(executions).where(mine, later).values(due_at=micros(now), tries=0))
    if conn.execute(select(executions.c.key).where(mine, busy).limit(1)).first() is not None:
        promise(conn, HEARD, {"marketplace": marketplace, "about": names}, now, not_before=now + SOON)


def look_after_all(parts: Parts, message: Message) -> None:
    """Carry out "fulfilment.heard": whoever had it in hand is done, or it waits once more."""
    now = parts.clock.now()
    with parts.store.write() as conn:
        look_now(conn, message.payload["marketplace"], message.payload["about"], now)
        done(conn, message, now, kept=("marketplace",))


def forget(store: Store, at: datetime) -> None:
    """Forget the names of messages that are too old to come again. For the worker, about once an hour."""
    with store.write() as conn:
        conn.execute(delete(shop_messages).where(shop_messages.c.at <= micros(at - KEPT)))
