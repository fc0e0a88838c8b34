"""The store: one class over SQLite and PostgreSQL, and the metadata every table hangs on.

The driver is always in autocommit. A transaction exists where somebody says BEGIN, which is what `write`
does; a reading therefore costs no BEGIN and no ROLLBACK. On SQLite a write says BEGIN IMMEDIATE: a deferred
one that is upgraded later fails with "database is locked" whatever the timeout.
"""

import select
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, TypeVarTuple, cast

import anyio
import msgspec
from sqlalchemy import URL, Connection, Engine, MetaData, PoolProxiedConnection, create_engine, event, exc, make_url

from odr.ids import new_id
from odr.lanes import Lane
from odr.prepared import Prepared

Dialect = Literal["sqlite", "postgresql"]

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SQLITE_FLOOR = (3, 38, 0)
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is erased is overwritten, not only unlinked
    "PRAGMA trusted_schema = OFF",
)
LOCK_WAIT_S = 10
POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000"
)
THREADS = 4
"""Worker threads for store calls: more only adds to the waiting of the slowest."""


def micros(at: datetime) -> int:
    """Return an aware instant as whole microseconds since 1970, exactly.

    Raises:
        ValueError: the instant has no zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"An instant needs a zone: {at.isoformat()}")
    return (at - EPOCH) // MICROSECOND


def instant(us: int) -> datetime:
    """Return the UTC instant that lies `us` microseconds after 1970."""
    return EPOCH + us * MICROSECOND


def instants(column: Sequence[int]) -> list[datetime]:
    """Return `instant` of each, four times as quickly: exact to the microsecond until the year 2242."""
    return msgspec.convert([us / 1_000_000 for us in column], list[datetime], strict=False)


class DriverCursor(Protocol):
    """What the cursors of sqlite3 and psycopg have in common."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Driver(Protocol):
    """What the connections of sqlite3 (`?`) and psycopg (`%s`) have in common. In autocommit."""

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ..., /) -> DriverCursor: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...


class Store:
    """One database.

    Args:
        url: `sqlite:///PATH` (a file; its folder is made) or `postgresql://...`.

    Raises:
        ValueError: another database, or SQLite without a file.
    """

    dialect: Dialect

    def __init__(self, url: str) -> None:
        self.url, self.session = readable_url(url), f"odr-{new_id()}"  # what PostgreSQL shows of its connections
        self.dialect = "sqlite" if self.url.drivername == "sqlite" else "postgresql"
        self.engine = _sqlite(self.url) if self.dialect == "sqlite" else _postgres(self.url, self.session)
        self.begin = "BEGIN IMMEDIATE" if self.dialect == "sqlite" else "BEGIN"
        self._turn = threading.Lock() if self.dialect == "sqlite" else None
        self._idle: list[PoolProxiedConnection] = []

    def read(self) -> AbstractContextManager[Connection]:
        """Give a connection in autocommit, for readings. Each statement sees what was committed before it."""
        return self.engine.connect()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside one transaction: committed on leaving, rolled back on an exception."""
        with self._in_turn(), self.engine.connect() as connection:
            connection.exec_driver_sql(self.begin)
            yield connection
            connection.commit()

    @contextmanager
    def raw(self) -> Iterator[Driver]:
        """Give the driver's own connection, in autocommit, for the hot statements.

        What writes more than one of them does so inside `transaction`. What is left open is rolled back.
        """
        connection = self._borrowed()
        try:
            yield self._driver(connection)
        except BaseException:
            connection.close()
            raise
        self._given_back(connection)

    def _borrowed(self) -> PoolProxiedConnection:
        """The connection given back last: the pool's own way to it costs 30 µs of CPU each time."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            if self.dialect == "sqlite" or _is_alive(connection.driver_connection):
                return connection
            connection.invalidate()
        return self.engine.raw_connection()

    def _given_back(self, connection: PoolProxiedConnection) -> None:
        """The pool takes what is too many, and rolls back what was left open."""
        driver: Any = self._driver(connection)
        if len(self._idle) >= THREADS or driver.in_transaction:
            connection.close()
        else:
            self._idle.append(connection)

    def _driver(self, connection: PoolProxiedConnection) -> Driver:
        known: Driver | None = connection.info.get("driver")
        if known is None:
            found: Any = connection.driver_connection
            known = connection.info["driver"] = cast(Driver, found) if self.dialect == "sqlite" else Prepared(found)
        return known

    @contextmanager
    def transaction(self, driver: Driver) -> Iterator[None]:
        """Hold one transaction on a driver's connection: committed on leaving, rolled back on an exception."""
        with self._in_turn():
            driver.execute(self.begin)
            try:
                yield
            except BaseException:
                driver.rollback()
                raise
            driver.commit()

    @contextmanager
    def locked(self, driver: Driver, several: bool) -> Iterator[None]:
        """SQLite takes its one write lock at the start; on PostgreSQL one guarded statement needs no transaction."""
        if self.dialect == "postgresql" and not several:
            yield
            return
        with self.transaction(driver):
            yield

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """SQLite lets one writer in: those of this process queue here, since its own waiting is by polling.

        Four threads got twice as many transactions a second through in this way, and the unluckiest of them
        waited 20 ms instead of 500.
        """
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=LOCK_WAIT_S):
            raise sqlite3.OperationalError("database is locked")
        try:
            yield
        finally:
            self._turn.release()

    def close(self) -> None:
        """Close every pooled connection."""
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()


def driver_of(connection: Connection) -> Driver:
    """Return the driver's connection under a Core connection: hot statements in the same transaction."""
    return cast(Driver, connection.connection.driver_connection)


def readable_url(url: str) -> URL:
    """Parse a database URL and settle its driver.

    Raises:
        ValueError: neither SQLite with a file nor PostgreSQL; the message does not repeat a password.
    """
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise ValueError("Not a database URL. Use sqlite:///PATH or postgresql://...") from None
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername != "sqlite" or parsed.database in (None, "", ":memory:"):
        shown = parsed.render_as_string(hide_password=True)
        raise ValueError(f"Not a database this service can use: {shown}. Use sqlite:///PATH or postgresql://...")
    return parsed


def is_there(url: str) -> bool:
    """Whether a database can be expected: SQLite's file exists, or a server is named. Opens nothing."""
    try:
        parsed = readable_url(url)
    except ValueError:
        return False
    return parsed.drivername != "sqlite" or Path(cast(str, parsed.database)).exists()


def _sqlite(url: URL) -> Engine:
    if sqlite3.sqlite_version_info < SQLITE_FLOOR:
        raise ValueError(f"SQLite {sqlite3.sqlite_version} is too old: 3.38 or later is needed.")
    Path(cast(str, url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=THREADS,
        max_overflow=16,
        connect_args={"timeout": LOCK_WAIT_S, "check_same_thread": False, "cached_statements": 256},
    )
    event.listen(engine, "connect", _set_pragmas)
    return engine


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _postgres(url: URL, session: str) -> Engine:
    """psycopg prepares nothing itself: at a roll-back it would make the server forget the hot statements as well."""
    options = f"{POSTGRES_OPTIONS} -c application_name={session}"
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        pool_size=THREADS,
        max_overflow=16,
        pool_use_lifo=True,
        connect_args={"options": options, "connect_timeout": 10, "prepare_threshold": None},
    )
    event.listen(engine, "checkout", _refuse_dead)
    return engine


def _refuse_dead(connection: Any, _record: object, _proxy: object) -> None:
    """The pool then takes another one."""
    if not _is_alive(connection):
        raise exc.DisconnectionError("the server closed this connection")


def _is_alive(connection: Any) -> bool:
    """An idle connection with something to read was closed by the server.

    Costs a system call where a ping would cost a round trip.
    """
    watch = select.poll()
    watch.register(connection.fileno(), select.POLLIN)
    return not watch.poll(0)


def spelt(sql: str, dialect: Dialect) -> str:
    """A hot statement in the spelling of the driver."""
    return sql if dialect == "sqlite" else _for_postgres(sql)


@cache
def _for_postgres(sql: str) -> str:
    return sql.replace("?", "%s")


Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")
_lane = Lane("store", THREADS)


async def in_thread(work: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
    """Run blocking store work in a worker thread, at most `THREADS` at once.

    A cancelled caller waits for the end of the work: a transaction is never left to itself.
    """
    turn = _lane.enter(partial(work, *arguments))
    with anyio.CancelScope(shield=True):
        await turn.ended
    return turn.ended.result()
