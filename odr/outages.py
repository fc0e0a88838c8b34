"""When the service could not be used: from a ledger of beats, and from what operators know.

"An outage of the service that covers a bound, of hour frames too, moves it to the end of the first working day after
the local date of recovery" (procedure: counting, normative). Every process that serves beats into the ledger. A gap
longer than `THRESHOLD` is an outage, whatever brought it: a process that died, a database that was away, a machine
that slept, a clock put forward past a bound that nobody could meet. A stop in good order, or announced, is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, Column, Connection, Table, Text, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from odr.domain.happenings import Outage, merged
from odr.domain.refusals import InvalidInput
from odr.ids import new_id
from odr.store import Driver, Store, instant, metadata, micros, spelt

THRESHOLD = timedelta(minutes=2)
"""A longer gap between two beats is an outage."""
BEAT_EVERY_S = 15.0
SILENT = timedelta(seconds=3 * BEAT_EVERY_S)
"""Who was silent for longer before the last beat of all had died before."""
BEATS_KEPT = timedelta(days=1)

serving = Table(
    "serving",
    metadata,
    Column("process", Text, primary_key=True),
    Column("beat_at", BigInteger, nullable=False),
    Column("stopped_at", BigInteger),
)
"""One row per process that serves or served: its last beat, and when it stopped in good order. UTC microseconds."""

outages = Table(
    "outages",
    metadata,
    Column("began_at", BigInteger, primary_key=True),
    Column("ended_at", BigInteger, nullable=False),
    Column("noted_at", BigInteger, nullable=False),
    CheckConstraint("began_at < ended_at", name="some_time"),
)

planned_stops = Table(
    "planned_stops",
    metadata,
    Column("began_at", BigInteger, primary_key=True),
    Column("ended_at", BigInteger, nullable=False),
    Column("noted_at", BigInteger, nullable=False),
    CheckConstraint("began_at < ended_at", name="some_time"),
)
"""Announced before they began: nothing of them is an outage."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A stretch of time that was noted at an instant (UTC). `planned`: announced, no outage."""

    began_at: datetime
    ended_at: datetime
    noted_at: datetime
    planned: bool


class Outages:
    """The ledger of one installation, as one process writes and reads it.

    Args:
        store: the database.
        exempt: whether nothing is an outage here: in the demo, whose clock is moved by hand.
    """

    def __init__(self, store: Store, *, exempt: bool = False) -> None:
        self._store = store
        self._exempt = exempt
        self._process = new_id()

    def known(self, since: datetime, at: datetime) -> tuple[Outage, ...]:
        """The outages between two instants as they are known now; one that is not over yet ends at `at`.

        The beats are read before the outages: a gap is recorded in the transaction of the beat that closes it. Another
        process may have recorded an end that the clock of this one has not reached.
        """
        if self._exempt:
            return ()
        with self._store.raw() as db:
            going_on = _open_gap(db, at)
            rows = db.execute(spelt(_RECORDED, self._store.dialect), (micros(since), micros(at))).fetchall()
        recorded = (Outage(instant(began), instant(ended)) for began, ended in rows)
        return tuple(merged(replace(one, end=min(one.end, at)) for one in (*recorded, *going_on)))

    def goes_on(self, at: datetime) -> bool:
        """Whether nobody serves, and nobody stopped in good order."""
        if self._exempt:
            return False
        with self._store.raw() as db:
            return bool(_open_gap(db, at))

    def beat(self, at: datetime) -> list[Outage]:
        """This process serves at `at` (UTC). What lay before, when it was an outage, is recorded now and returned."""
        if self._exempt:
            return []
        with self._store.write() as conn:
            found = _gap(*_last(conn), at, _planned(conn, at))
            for outage in found:
                _record(conn, outage, at)
            said = {"process": self._process, "beat_at": micros(at), "stopped_at": None}
            put = _insert(conn, serving).values(said)
            conn.execute(put.on_conflict_do_update(index_elements=["process"], set_=said))
            old = micros(at - BEATS_KEPT)
            conn.execute(delete(serving).where(serving.c.beat_at < old, serving.c.process != self._process))
        return found

    def stop(self, at: datetime) -> None:
        """This process stops in good order."""
        if not self._exempt:
            with self._store.write() as conn:
                stopped = update(serving).where(serving.c.process == self._process)
                conn.execute(stopped.values(beat_at=micros(at), stopped_at=micros(at)))


def last_beat(store: Store) -> datetime | None:
    """When anybody served last (UTC); None when nobody ever did."""
    with store.raw() as db:
        found = db.execute("select max(beat_at) from serving").fetchone()[0]
    return None if found is None else instant(found)


def record(conn: Connection, began: datetime, ended: datetime, now: datetime) -> None:
    """An outage that the ledger cannot know of, such as a network that was cut.

    It holds for bounds of which nothing was written down yet. Refuses: InvalidInput.
    """
    if not began < ended <= now:
        problem = "An outage that is recorded by hand has begun and ended. Give its beginning, then its end."
        raise InvalidInput(field="to", problem=problem)
    if conn.execute(select(outages).where(outages.c.began_at == micros(began))).first() is not None:
        raise InvalidInput(field="from", problem="An outage that began at this instant is recorded already.")
    _record(conn, Outage(began, ended), now)


def announce(conn: Connection, began: datetime, ended: datetime, now: datetime) -> None:
    """A stop that is planned: whatever falls into it is no outage. Refuses: InvalidInput."""
    if not now <= began < ended:
        problem = "A stop is announced before it begins. Give its beginning, then its end; both lie ahead."
        raise InvalidInput(field="from", problem=problem)
    said = {"began_at": micros(began), "ended_at": micros(ended), "noted_at": micros(now)}
    put = _insert(conn, planned_stops).values(said)
    conn.execute(put.on_conflict_do_update(index_elements=["began_at"], set_=said))


def noted(conn: Connection) -> list[Noted]:
    """Every outage and every announced stop, the latest first."""
    found = [
        Noted(instant(row.began_at), instant(row.ended_at), instant(row.noted_at), planned)
        for table, planned in ((outages, False), (planned_stops, True))
        for row in conn.execute(select(table))
    ]
    return sorted(found, key=lambda one: one.began_at, reverse=True)


def forget_the_future(conn: Connection, now: datetime) -> int:
    """Beats and outages of a clock that was ahead: beats are taken away, outages end now. How many rows."""
    ahead = micros(now)
    beats = conn.execute(delete(serving).where(serving.c.beat_at > ahead)).rowcount
    gone = conn.execute(delete(outages).where(outages.c.began_at >= ahead)).rowcount
    cut = conn.execute(update(outages).where(outages.c.ended_at > ahead).values(ended_at=ahead)).rowcount
    return beats + gone + cut


_RECORDED = "select began_at, ended_at from outages where ended_at >= ? and began_at < ?"
_LAST = "select max(beat_at), max(case when stopped_at is null then beat_at end) from serving"


def _last(conn: Connection) -> tuple[int | None, int | None]:
    """The last beat of all, and the last one of a process that did not stop in good order."""
    last, unended = conn.exec_driver_sql(_LAST).one()
    return last, unended


def _open_gap(db: Driver, at: datetime) -> list[Outage]:
    last, unended = db.execute(_LAST).fetchone()
    if last is None or at - instant(last) <= THRESHOLD:
        return []
    said = db.execute("select began_at, ended_at from planned_stops").fetchall()
    return _gap(last, unended, at, [Outage(instant(began), instant(ended)) for began, ended in said])


def _gap(last: int | None, unended: int | None, at: datetime, planned: Iterable[Outage]) -> list[Outage]:
    """What of the time since the last beat is an outage.

    None, when all who served to the end stopped in good order: a process that died long before does not count.
    """
    if last is None or unended is None or at - instant(last) <= THRESHOLD:
        return []
    if instant(last) - instant(unended) > SILENT:
        return []
    return _without(Outage(instant(last), at), planned)


def _without(whole: Outage, planned: Iterable[Outage]) -> list[Outage]:
    """The stretches of an outage that no planned stop covers."""
    left, rest = [], whole
    for stop in merged(planned):
        if rest.start < stop.start < rest.end:
            left.append(replace(rest, end=stop.start))
        if stop.end > rest.start and stop.start < rest.end:
            rest = replace(rest, start=min(stop.end, rest.end))
    return [*left, rest] if rest.start < rest.end else left


def _planned(conn: Connection, at: datetime) -> list[Outage]:
    rows = conn.execute(select(planned_stops).where(planned_stops.c.began_at < micros(at)))
    return [Outage(instant(row.began_at), instant(row.ended_at)) for row in rows]


def _record(conn: Connection, outage: Outage, at: datetime) -> None:
    """Processes that come back together find the same gap: one of them records it."""
    row = {"began_at": micros(outage.start), "ended_at": micros(outage.end), "noted_at": micros(at)}
    conn.execute(_insert(conn, outages).values(row).on_conflict_do_nothing())


def _insert(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)
