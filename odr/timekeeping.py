"""Whether this process knows what time it is, and its beat into the ledger of outages.

Three things are compared: the machine's clock with the database's, with the time that has run in this process, and
with the last beat of anybody. While they disagree nothing is decided: acts are refused, time brings nothing, and the
process does not beat, so that what nobody could do then counts as an outage.
"""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial

import anyio

from odr.clock import Clock, SteadyClock, running_s
from odr.outages import BEAT_EVERY_S, Outages, last_beat
from odr.store import Store, in_thread

log = logging.getLogger(__name__)

TOLERANCE = timedelta(seconds=2)
"""Clocks that are kept by a time service are milliseconds apart, and are never put by seconds at once."""
SETTLES = timedelta(seconds=60)
"""After a clock was put, it must go on so long before it is believed."""


class Trouble(StrEnum):
    """Why acts cannot be decided now."""

    BEHIND = "clock-behind"
    """Others, or this process before, were at a later time already."""
    DIFFERS = "clock-differs"
    """The database's clock says something else."""
    STEPPED = "clock-stepped"
    """The clock was put forward or back a moment ago."""


class Timekeeper:
    """Watches the clock of one process.

    Args:
        store: the database whose clock and beats are compared.
        clock: the clock that acts are received by, with the machine's behind it.
        running: seconds that have run, from any beginning.
        exempt: whether nothing is compared: where the clock is moved by hand.
    """

    def __init__(
        self, store: Store, clock: SteadyClock, running: Callable[[], float] = running_s, *, exempt: bool = False
    ) -> None:
        self._store = store
        self._steady, self._machine = clock, clock.machine
        self._running = running
        self._exempt = exempt
        self._trouble: Trouble | None = None
        self._last: tuple[datetime, float] | None = None
        self._put_at: float | None = None

    @property
    def trouble(self) -> Trouble | None:
        """Why acts cannot be decided now; None when they can."""
        return self._trouble or self._fell_behind()

    def check(self) -> Trouble | None:
        """Compare the clocks anew; what is wrong, if anything. Blocking."""
        if self._exempt:
            return None
        found = self._compare()
        if found != self._trouble:
            level, event = (logging.ERROR, "clock.wrong") if found else (logging.INFO, "clock.right")
            log.log(level, event, extra={"reason": found})
        self._trouble = found
        return found

    def _compare(self) -> Trouble | None:
        self._notice_step()
        latest = last_beat(self._store)
        if self._fell_behind() or (latest is not None and self._machine.now() < latest - TOLERANCE):
            return Trouble.BEHIND
        if abs(self._distance_to_database()) > TOLERANCE:
            return Trouble.DIFFERS
        return Trouble.STEPPED if self._put_at is not None else None

    def _notice_step(self) -> None:
        """Remember a step of the clock until it has gone on evenly for a while."""
        now, running = self._machine.now(), self._running()
        if self._last is not None:
            step = (now - self._last[0]).total_seconds() - (running - self._last[1])
            if abs(step) > TOLERANCE.total_seconds():
                log.error("clock.stepped", extra={"ms": round(step * 1000)})
                self._put_at = running
        if self._put_at is not None and running - self._put_at >= SETTLES.total_seconds():
            self._put_at = None
        self._last = now, running

    def _distance_to_database(self) -> timedelta:
        """How far the database's clock is from this process's; SQLite has none of its own."""
        if self._store.dialect == "sqlite":
            return timedelta()
        with self._store.raw() as db:
            before = self._machine.now()
            theirs: datetime = db.execute("select clock_timestamp()").fetchone()[0]
            after = self._machine.now()
        return theirs.astimezone(UTC) - (before + (after - before) / 2)

    def _fell_behind(self) -> Trouble | None:
        """The clock was put back: what is received now would be decided at a time that has passed, or stands still."""
        if self._exempt or self._steady.now() - self._machine.now() <= TOLERANCE:
            return None
        return Trouble.BEHIND


def keep(timekeeper: Timekeeper, outages: Outages, clock: Clock) -> None:
    """One round: compare the clocks and, when they agree, beat. Blocking."""
    if timekeeper.check():
        return
    for outage in outages.beat(clock.now()):
        log.error("outage.noted", extra={"ms": (outage.end - outage.start) // timedelta(milliseconds=1)})


@asynccontextmanager
async def serving(timekeeper: Timekeeper, outages: Outages, clock: Clock) -> AsyncIterator[None]:
    """Beat from before the first request on, and say in the end that the stop was in good order."""
    once = partial(keep, timekeeper, outages, clock)
    await _try(once)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_go_on, once)
        yield
        tasks.cancel_scope.cancel()
    if not timekeeper.trouble:
        await _try(lambda: outages.stop(clock.now()))


async def _go_on(once: Callable[[], None]) -> None:
    while True:
        await anyio.sleep(BEAT_EVERY_S)
        await _try(once)


async def _try(once: Callable[[], None]) -> None:
    """A database that is away is an outage, which the next beat that succeeds records."""
    try:
        await in_thread(once)
    except Exception:
        log.exception("beat.failed")
