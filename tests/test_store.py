"""The store keeps what it says it kept, on both databases, whoever writes at the same time."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier, Event

import anyio
import anyio.lowlevel
import psycopg
import pytest
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    func,
    insert,
    select,
    text,
    update,
)

from odr.prepared import MOST
from odr.store import THREADS, Driver, Store, driver_of, in_thread, instant, instants, micros, readable_url

Opener = Callable[[str], Store]
columns = Column("id", Text, primary_key=True), Column("n", BigInteger, nullable=False)
notes = Table("notes", MetaData(), *columns)


@pytest.fixture
def pad(empty_url: str, open_store: Opener) -> Store:
    store = open_store(empty_url)
    notes.create(store.engine)
    return store


@pytest.fixture
def sqlite(new_database: Callable[[str], str], open_store: Opener) -> Store:
    return open_store(new_database("sqlite"))


@pytest.fixture
def postgres(new_database: Callable[[str], str], open_store: Opener) -> Store:
    return open_store(new_database("postgresql"))


def count(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(notes)).scalar_one()


def put(connection: Connection, id: str, n: int = 0) -> None:
    connection.execute(insert(notes).values(id=id, n=n))


def test_what_was_written_is_there_after_leaving(pad: Store) -> None:
    with pad.write() as connection:
        put(connection, "a")
    assert count(pad) == 1


def test_an_exception_undoes_the_whole_transaction(pad: Store) -> None:
    with pytest.raises(ZeroDivisionError), pad.write() as connection:
        put(connection, "a")
        put(connection, "b")
        1 / 0  # noqa: B018
    assert count(pad) == 0


def test_concurrent_writers_lose_nothing(pad: Store) -> None:
    """Read, then write what was read plus one: the form in which deferred transactions lose or fail."""
    with pad.write() as connection:
        put(connection, "tally")

    def add_one(_: int) -> None:
        with pad.write() as connection:
            locked = select(notes.c.n).where(notes.c.id == "tally").with_for_update()
            n = connection.execute(locked).scalar_one()
            connection.execute(update(notes).values(n=n + 1))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(add_one, range(160)))
    with pad.read() as connection:
        assert connection.execute(select(notes.c.n)).scalar_one() == 160


def test_a_reading_opens_no_transaction(pad: Store) -> None:
    with pad.read() as reader:
        assert reader.execute(select(func.count()).select_from(notes)).scalar_one() == 0
        with pad.write() as writer:
            put(writer, "a")
        assert reader.execute(select(func.count()).select_from(notes)).scalar_one() == 1


def test_a_reader_does_not_see_what_is_not_committed(pad: Store) -> None:
    with pad.write() as writer:
        put(writer, "a")
        assert count(pad) == 0


def test_the_driver_commits_each_statement(pad: Store) -> None:
    with pad.raw() as driver:
        driver.execute("INSERT INTO notes (id, n) VALUES ('a', 1)")
        assert count(pad) == 1


def test_a_transaction_left_open_on_the_driver_is_rolled_back(pad: Store) -> None:
    with pad.raw() as driver:
        driver.execute(pad.begin)
        driver.execute("INSERT INTO notes (id, n) VALUES ('a', 1)")
    assert count(pad) == 0
    with pad.write() as connection:
        put(connection, "b")
    assert count(pad) == 1


def test_hot_statements_share_the_transaction_they_are_run_in(pad: Store) -> None:
    with pytest.raises(ZeroDivisionError), pad.write() as connection:
        put(connection, "a")
        shared: Driver = driver_of(connection)
        assert shared.execute("SELECT count(*) FROM notes").fetchone()[0] == 1
        1 / 0  # noqa: B018
    assert count(pad) == 0


def test_a_transaction_on_the_driver_is_whole_or_nothing(pad: Store) -> None:
    with pad.raw() as driver:
        with pad.transaction(driver):
            driver.execute("INSERT INTO notes (id, n) VALUES ('a', 1)")
        with pytest.raises(ZeroDivisionError), pad.transaction(driver):
            driver.execute("INSERT INTO notes (id, n) VALUES ('b', 1)")
            1 / 0  # noqa: B018
    assert count(pad) == 1


def test_a_write_inside_a_write_is_an_error_and_not_a_wait_for_ever(
    sqlite: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("odr.store.LOCK_WAIT_S", 0.01)
    with sqlite.write(), pytest.raises(sqlite3.OperationalError, match="locked"), sqlite.write():
        pass
    with sqlite.write() as connection:
        connection.exec_driver_sql("CREATE TABLE still_usable (id TEXT)")


def test_a_dead_connection_is_replaced_without_an_error(postgres: Store, open_store: Opener) -> None:
    store = postgres
    with store.raw() as driver:
        pid = driver.execute("SELECT pg_backend_pid()").fetchone()[0]
    with open_store(store.url.render_as_string(hide_password=False)).read() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    with store.raw() as driver:
        assert driver.execute("SELECT pg_backend_pid()").fetchone()[0] != pid


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_every_sqlite_connection_is_durable(sqlite: Store, pragma: str, value: str | int) -> None:
    for borrow in (sqlite.read, sqlite.write):
        with borrow() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_sqlite_write_takes_the_lock_at_once(sqlite: Store) -> None:
    other = sqlite3.connect(str(sqlite.url.database), timeout=0, isolation_level=None)
    with sqlite.write(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_postgres_never_waits_without_bound(postgres: Store) -> None:
    with postgres.read() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "15s"
        assert connection.exec_driver_sql("SHOW TimeZone").scalar() == "UTC"


@pytest.mark.parametrize("url", ["mysql://localhost/odr", "sqlite://", "sqlite:///:memory:", "not a url"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///PATH"):
        Store(url)


def test_a_refused_url_does_not_show_its_password() -> None:
    with pytest.raises(ValueError, match=r"mysql") as refused:
        readable_url("mysql://odr:hunter2@localhost/odr")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgres_uses_one_driver(scheme: str) -> None:
    assert readable_url(f"{scheme}://localhost/odr").drivername == "postgresql+psycopg"


def test_an_instant_survives_the_store_exactly() -> None:
    for at in (datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC), datetime(1969, 12, 31, 23, 59, tzinfo=UTC)):
        assert instant(micros(at)) == at


@pytest.mark.parametrize("last", [0, 2**31, 2**32, 2**33 - 1])
def test_a_column_of_instants_is_exact(last: int) -> None:
    column = [last * 1_000_000 + us for us in (0, 1, 2, 499_999, 500_000, 999_998, 999_999)]
    assert instants(column) == list(map(instant, column))


def test_an_instant_of_another_zone_is_the_same_instant() -> None:
    in_berlin = datetime(2026, 7, 1, 14, tzinfo=timezone(timedelta(hours=2)))
    assert micros(in_berlin) == micros(datetime(2026, 7, 1, 12, tzinfo=UTC))


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        micros(datetime(2026, 7, 1, 14))


def test_store_work_runs_beside_the_event_loop_and_is_bounded() -> None:
    """Each work waits for the loop itself: on the loop's own thread it would never end. And for as many as may run."""
    running: set[int] = set()
    together = Barrier(THREADS, timeout=20)
    most = 0

    def work(number: int, loop: asyncio.AbstractEventLoop) -> int:
        nonlocal most
        running.add(number)
        together.wait()
        most = max(most, len(running))
        for _ in range(10):
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0), loop).result()
        running.remove(number)
        return number

    async def run() -> list[int]:
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(in_thread(work, number, loop) for number in range(4 * THREADS)))

    assert asyncio.run(run()) == list(range(4 * THREADS))
    assert most == THREADS


def test_what_store_work_raises_reaches_who_waits_for_it() -> None:
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_thread(lambda: 1 // 0))


def test_who_is_cancelled_waits_for_the_end_of_the_work() -> None:
    begun, release, ended = Event(), Event(), Event()

    def work() -> None:
        begun.set()
        release.wait(5)
        ended.set()

    async def run() -> bool:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(in_thread, work)
            while not begun.is_set():
                await anyio.lowlevel.checkpoint()
            tasks.cancel_scope.cancel()
            asyncio.get_running_loop().call_soon(release.set)
        return ended.is_set()

    assert anyio.run(run)


def test_every_kind_of_value_comes_back_as_it_went(pad: Store) -> None:
    sql = "SELECT n FROM notes WHERE id = ?" if pad.dialect == "sqlite" else "SELECT n FROM notes WHERE id = %s"
    with pad.raw() as driver:
        for id, n in (("ä\"'\\", 2**62), ("", -1), ("%s {x}", 0)):
            driver.execute("INSERT INTO notes (id, n) VALUES (?, ?)".replace("?", sql[-2:].strip()), (id, n))
            assert driver.execute(sql, (id,)).fetchall() == [(n,)]
        assert driver.execute(sql, (None,)).fetchone() is None


def test_lists_null_and_truth_reach_postgres(postgres: Store) -> None:
    given = ['a"b', "c\\d", "{e,f}", "NULL", None, ""]
    with postgres.raw() as driver:
        got = driver.execute("SELECT %s::text[], %s::boolean, %s::boolean, %s::text", (given, True, False, None))
        assert got.fetchone() == (given, True, False, None)


def test_a_text_that_postgres_would_cut_off_is_refused(postgres: Store) -> None:
    with postgres.raw() as driver, pytest.raises(psycopg.DataError, match="NUL"):
        driver.execute("SELECT %s::text", ("a\0b",))


def test_a_hot_statement_that_fails_says_so_as_the_driver_does(pad: Store) -> None:
    with pad.raw() as driver:
        driver.execute("INSERT INTO notes (id, n) VALUES ('a', 1)")
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.UniqueViolation)):
            driver.execute("INSERT INTO notes (id, n) VALUES ('a', 1)")
    assert count(pad) == 1


def test_however_many_statements_there_are_they_run(postgres: Store) -> None:
    with postgres.raw() as driver:
        assert [driver.execute(f"SELECT {n} + %s", (1,)).fetchone()[0] for n in range(MOST + 5)] == [
            n + 1 for n in range(MOST + 5)
        ]


def test_who_waits_for_postgres_lets_the_others_work(postgres: Store) -> None:
    """Two sleep in the database at the same time; one after the other they would take twice as long."""

    def sleep(_: int) -> tuple[datetime, datetime]:
        with postgres.raw() as driver:
            started, _, ended = driver.execute("SELECT clock_timestamp(), pg_sleep(0.2), clock_timestamp()").fetchone()
        return started, ended

    with ThreadPoolExecutor(2) as threads:
        (a_start, a_end), (b_start, b_end) = threads.map(sleep, range(2))
    assert a_start < b_end
    assert b_start < a_end


def test_a_closed_store_keeps_no_connection(pad: Store) -> None:
    with pad.raw() as driver:
        driver.execute("SELECT 1")
    pad.close()
    assert pad.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_however_many_borrow_at_once_few_connections_stay(pad: Store) -> None:
    with ExitStack() as borrowed:
        drivers = [borrowed.enter_context(pad.raw()) for _ in range(2 * THREADS)]
        assert len({id(driver) for driver in drivers}) == 2 * THREADS
    assert pad.engine.pool.checkedout() == THREADS  # type: ignore[attr-defined]


def test_a_transaction_that_was_undone_takes_no_hot_statement_along(pad: Store) -> None:
    """psycopg forgets what is prepared on a connection, by whomever, when something is rolled back there."""

    def hot() -> list[int]:
        with ExitStack() as borrowed:
            drivers = [borrowed.enter_context(pad.raw()) for _ in range(2 * THREADS)]
            return [driver.execute("SELECT count(*) FROM notes").fetchone()[0] for driver in drivers]

    assert hot() == [0] * 2 * THREADS
    with pytest.raises(ZeroDivisionError), pad.write() as connection:
        for number in range(12):
            put(connection, str(number))
        1 / 0  # noqa: B018
    assert hot() == [0] * 2 * THREADS
