"""Which acts were received and are not over yet: what was received before a bound is in time, whoever is faster.

An act received after a bound writes down, before itself, what the bound brought. It must not do so while an act that
was received before the bound is still under way, in this process or, on PostgreSQL, in one beside it. So it waits.

Nobody waits for ever. An act waits only for acts received earlier than a bound that lies before its own receipt, so
of all that are under way the one received first waits for none. It has a thread: the lane of acts gives threads in the
order of receipt. It ends, and then the next one does. Should a clock be set back, or a process hang, patience ends the
waiting, and the act is refused as one that came at a busy moment: nothing was done.
"""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic, sleep

import anyio
from sqlalchemy import BigInteger, Column, Table, Text

from odr.clock import Clock
from odr.domain.refusals import Busy
from odr.ids import new_id
from odr.store import Store, in_thread, metadata, micros

log = logging.getLogger(__name__)

arrivals = Table(
    "arrivals",
    metadata,
    Column("process", Text, primary_key=True),
    Column("upto", BigInteger, nullable=False),
    Column("beat_at", BigInteger, nullable=False),
)
"""PostgreSQL only. One row per process that serves: whatever it received before `upto` is over. UTC microseconds."""

LIVES = timedelta(seconds=60)
"""A process that was silent for longer is not waited for: by then the sweep decides anyway."""
GONE = timedelta(seconds=5)
"""Nor one that was silent for longer than this and has no connection to the database any more: it was killed. One that
hangs, or whose machine lost its power, keeps its connections for a while."""
PATIENCE_S = 20.0
TELL_EVERY_S = 1.0
LOOK_EVERY_S = 0.05

_TELL = """insert into arrivals (process, upto, beat_at) values (%s, %s, %s)
on conflict (process) do update set upto = excluded.upto, beat_at = excluded.beat_at"""
_BEHIND = """select 1 from arrivals where process <> %(own)s and upto < %(bound)s and beat_at > %(lives)s
and (beat_at > %(there)s
  or not exists (select from pg_stat_activity where application_name = split_part(%(own)s, '/', 1))
  or exists (select from pg_stat_activity where application_name = split_part(process, '/', 1)))
limit 1"""
"""Who does not find its own connections under their name, as behind a pooler, believes nothing of those of others."""


class Overtakes(Exception):
    """An act would write down what this bound brought, while one received before the bound may be under way."""

    def __init__(self, bound: datetime) -> None:
        super().__init__()
        self.bound = bound


@dataclass(slots=True, eq=False)
class Arrival:
    """A request that was received at `at`. `over` is called when its work has ended, or will never begin."""

    at: datetime
    ledger: "Arrivals | None" = None

    def over(self) -> None:
        if self.ledger is not None:
            self.ledger.forget(self)


class Arrivals:
    """The ledger of one process.

    Args:
        store: the database, by which processes on PostgreSQL know of each other.
        patience: how many seconds an act waits for others at most, here and there each.
    """

    def __init__(self, store: Store, patience: float = PATIENCE_S) -> None:
        self._store = store
        self._patience = patience
        self._has_neighbours = store.dialect == "postgresql"
        self._process = f"{store.session}/{new_id()}"
        self._changed = threading.Condition()
        self._under_way: set[Arrival] = set()

    def receive(self, clock: Clock) -> Arrival:
        """An act comes in. Its instant is read under the lock, so that none slips in behind what `tell` has told."""
        with self._changed:
            arrival = Arrival(clock.now(), self)
            self._under_way.add(arrival)
        return arrival

    def forget(self, arrival: Arrival) -> None:
        """It is over."""
        with self._changed:
            self._under_way.discard(arrival)
            self._changed.notify_all()

    def oldest(self) -> datetime | None:
        """When the first of the acts under way in this process was received."""
        return min((one.at for one in self._under_way), default=None)

    def wait_for_those_before(self, bound: datetime, at: datetime) -> None:
        """Return when everything that was received before the bound is over. Blocking.

        Args:
            at: when the act that waits was received.

        Raises:
            Busy: that took longer than patience lasts.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: (self.oldest() or bound) >= bound, self._patience):
                raise Busy()
        if self._has_neighbours:
            self._wait_for_neighbours(bound, at)

    def _wait_for_neighbours(self, bound: datetime, at: datetime) -> None:
        begun = monotonic()
        while True:
            waited = monotonic() - begun
            now = at + timedelta(seconds=waited)
            asked = {
                "own": self._process,
                "bound": micros(bound),
                "lives": micros(now - LIVES),
                "there": micros(now - GONE),
            }
            with self._store.raw() as db:
                if db.execute(_BEHIND, asked).fetchone() is None:
                    return
            if waited >= self._patience:
                raise Busy()
            sleep(LOOK_EVERY_S)

    def tell(self, clock: Clock) -> None:
        """Tell the processes beside this one how far it is."""
        with self._changed:
            now = clock.now()
            upto = self.oldest() or now
        with self._store.raw() as db:
            db.execute(_TELL, (self._process, micros(upto), micros(now)))

    def leave(self) -> None:
        """This process receives nothing any more, and everything is over."""
        with self._store.raw() as db:
            db.execute("delete from arrivals where process = %s", (self._process,))

    @asynccontextmanager
    async def told(self, clock: Clock) -> AsyncIterator[None]:
        """Tell about every second, before the first request until the last one is over. On SQLite nobody listens."""
        if not self._has_neighbours:
            yield
            return
        await _try(partial(self.tell, clock))
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._go_on_telling, clock)
            yield
            tasks.cancel_scope.cancel()
        await _try(self.leave)

    async def _go_on_telling(self, clock: Clock) -> None:
        while True:
            await anyio.sleep(TELL_EVERY_S)
            await _try(partial(self.tell, clock))


async def _try(once: Callable[[], None]) -> None:
    """A service whose database is away starts and ends like any other; it tells when the database is back."""
    try:
        await in_thread(once)
    except Exception:
        log.exception("arrivals.not_told")
