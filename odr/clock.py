"""What time it is. The only module that asks the machine."""

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Integer, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from odr.store import MICROSECOND, Store, metadata

demo_clock = Table(
    "demo_clock",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("offset_us", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="single"),
    CheckConstraint("offset_us >= 0", name="forward"),
)
"""How far the demo is ahead of the machine's clock: one row, written in demo mode only."""


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)


class SteadyClock:
    """A clock that never goes back in this process: an act received later is never decided at an earlier instant.

    While the machine's clock is behind what was told before, it stands still, and `odr.timekeeping` has acts refused.
    """

    def __init__(self, machine: Clock) -> None:
        self.machine = machine
        self._lock = threading.Lock()
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC, and never an earlier one than before."""
        with self._lock:
            self._latest = max(self._latest, self.machine.now())
            return self._latest


def running_s() -> float:
    """Return the seconds that have run, those in which the machine slept included, whatever its clock was put to."""
    return time.clock_gettime(_RUNNING)


_RUNNING: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class DemoClock:
    """The machine's clock plus an offset that only grows, shared by every process through the store.

    For demo mode only: in earnest nobody may move the time of a case.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def now(self) -> datetime:
        """Return the machine's instant moved forward by the stored offset."""
        return datetime.now(UTC) + self.offset()

    def offset(self) -> timedelta:
        """Return how far the demo is ahead."""
        with self._store.read() as connection:
            found = connection.execute(select(demo_clock.c.offset_us)).scalar()
        return (found or 0) * MICROSECOND

    def forward(self, by: timedelta) -> datetime:
        """Move the clock forward and return the new present.

        Raises:
            ValueError: `by` is not positive; this clock never goes back.
        """
        with self._store.write() as connection:
            self.advance(connection, by)
        return self.now()

    def advance(self, connection: Connection, by: timedelta) -> None:
        """The same in the caller's transaction."""
        if by <= timedelta(0):
            raise ValueError("The demo clock only moves forward.")
        insert = sqlite.insert if self._store.dialect == "sqlite" else postgresql.insert
        row = insert(demo_clock).values(id=1, offset_us=by // MICROSECOND)
        grown = demo_clock.c.offset_us + row.excluded.offset_us
        connection.execute(row.on_conflict_do_update(index_elements=["id"], set_={"offset_us": grown}))
