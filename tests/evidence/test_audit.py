"""The audit log of an exhibit: numbered, chained, and gapless under many hands."""

import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from odr.domain.refusals import Busy
from odr.domain.roles import Role
from odr.evidence import audit as log_of
from odr.evidence.audit import Handled, Purpose, broken, first_break, handled, note
from odr.evidence.tables import evidence_audit as audit
from odr.store import Store
from tests.evidence.helpers import soon
from tests.evidence.test_intake import together
from tests.evidence.trail import repeat, trail

REPEATED = [
    ("anna", Purpose.LINKED, Role.COMPLAINANT),
    ("anna", Purpose.VIEWED, Role.COMPLAINANT),
    ("anna", Purpose.VIEWED, Role.DECIDER),
    ("bert", Purpose.VIEWED, Role.COMPLAINANT),
]


@pytest.fixture
def log(store: Store) -> Store:
    for minute, actor in enumerate(("", "anna", "bert")):
        note(store, "x", actor, Purpose.DOWNLOADED, soon(minute), Role.COMPLAINANT)
        note(store, "y", actor, Purpose.LINKED, soon(minute))
    return store


def test_what_is_noted_stays_in_order(log: Store):
    assert [actor for actor, _ in trail(log, "x")] == ["", "anna", "bert"]
    assert first_break(log, "x") is None
    assert first_break(log, "never handled") is None


@pytest.mark.parametrize(
    "change",
    [
        update(audit).where(audit.c.number == 2).values(actor="somebody else"),
        update(audit).where(audit.c.number == 2).values(at=audit.c.at + 1),
        update(audit).where(audit.c.number == 2).values(purpose="LINKED"),
        update(audit).where(audit.c.number == 2).values(role="DECIDER"),
        update(audit).where(audit.c.number == 2).values(role=None),
        delete(audit).where(audit.c.number == 2),
    ],
    ids=["actor", "instant", "purpose", "role", "no role", "deleted"],
)
def test_a_changed_or_deleted_row_shows(log: Store, change):
    with log.write() as conn:
        conn.execute(change.where(audit.c.exhibit == "x"))
    assert first_break(log, "x") == 2
    assert first_break(log, "y") is None


def test_a_row_says_in_which_role_somebody_acted(log: Store):
    with log.read() as conn:
        rows = handled(conn, "x")
    assert rows[:2] == [
        Handled("", Role.SYSTEM, Purpose.DOWNLOADED, soon(0), soon(0), 1),
        Handled("anna", Role.COMPLAINANT, Purpose.DOWNLOADED, soon(1), soon(1), 1),
    ]
    assert len(rows) == 3


def test_what_is_repeated_on_a_day_is_told_once(store: Store):
    midnight = soon(0).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    every = [midnight + timedelta(seconds=second - 600) for second in range(3000)]
    for actor, purpose, role in REPEATED:
        repeat(store, "x", actor, purpose, every, role)
    with store.read() as conn:
        told = handled(conn, "x")
        later = handled(conn, "x", since=midnight + timedelta(seconds=5))
    assert {(one.actor, one.purpose, one.role) for one in told} == set(REPEATED)
    days = [(every[0], every[599], 600), (every[600], every[-1], 2400)]
    assert [(one.first, one.last, one.times) for one in told] == [day for day in days for _ in REPEATED]
    assert [(one.first, one.times) for one in later] == [(every[605], 2395)] * len(REPEATED)
    assert first_break(store, "x") is None


def test_a_link_that_is_fetched_again_gives_no_row(store: Store, monkeypatch: pytest.MonkeyPatch):
    def fetch(minute: int, exhibit: str = "x", link: str = "1") -> None:
        note(store, exhibit, "anna", Purpose.VIEWED, soon(minute), Role.COMPLAINANT, link)

    for minute in range(3):
        fetch(minute)
    fetch(3, link="2")
    fetch(4, exhibit="y")
    note(store, "x", "anna", Purpose.LINKED, soon(4), Role.COMPLAINANT, "1")
    monkeypatch.setattr(log_of, "_is_noted", lambda *_: False)
    fetch(5)
    together([partial(fetch, minute, link="3") for minute in range(6, 14)])
    with store.read() as conn:
        told = handled(conn, "x")
    assert [(one.purpose, one.first, one.times) for one in told] == [
        (Purpose.VIEWED, soon(0), 3),
        (Purpose.LINKED, soon(4), 1),
    ]
    assert len(trail(store, "y")) == 1
    assert list(broken(store)) == []


def test_of_which_link_a_row_is_cannot_be_changed(store: Store):
    note(store, "x", "anna", Purpose.VIEWED, soon(1), Role.COMPLAINANT, "1")
    assert first_break(store, "x") is None
    for link in (None, "2"):
        with store.write() as conn:
            conn.execute(update(audit).values(link=link))
        assert first_break(store, "x") == 1


def test_rows_from_before_roles_were_written_still_hold(store: Store):
    row: dict[str, Any] = {"exhibit": "x", "number": 1, "actor": "anna", "purpose": "LINKED", "at": 5, "previous": ""}
    old = sha256(
        b'odr/evidence-audit/1\0{"actor":"anna","at":5,"exhibit":"x","number":1,"previous":"","purpose":"LINKED"}'
    )
    with store.write() as conn:
        conn.execute(insert(audit), row | {"hash": old.hexdigest()})
    note(store, "x", "bert", Purpose.LINKED, soon(1), Role.DECIDER)
    assert first_break(store, "x") is None


def test_every_log_is_gone_through(log: Store):
    assert list(broken(log)) == []
    with log.write() as conn:
        conn.execute(update(audit).where(audit.c.number == 3, audit.c.exhibit == "y").values(actor="x"))
    assert list(broken(log)) == [("y", 3)]


def test_those_who_wait_at_the_same_time_are_written_together(store: Store, monkeypatch: pytest.MonkeyPatch):
    batches: list[int] = []
    held = threading.Event()
    real = log_of._write

    def write(of: Store, batch: Sequence[Any]) -> None:
        batches.append(len(batch))
        if len(batches) == 1:
            held.wait(10)
        real(of, batch)

    monkeypatch.setattr(log_of, "_write", write)
    found: list[int] = []

    def one(number: int) -> None:
        note(store, f"x{number % 2}", str(number), Purpose.DOWNLOADED, soon(number))
        found.append(len([actor for actor, _ in trail(store, f"x{number % 2}") if actor == str(number)]))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(7)]
    threads[0].start()
    while not batches:
        time.sleep(0.001)
    for thread in threads[1:]:
        thread.start()
    while len(log_of._desks[store].waiting) < 6:
        time.sleep(0.001)
    held.set()
    for thread in threads:
        thread.join()
    assert batches == [1, 6]
    assert found == [1] * 7
    assert list(broken(store)) == []


def test_each_who_waited_is_told_that_it_could_not_be_written(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(log_of, "TRIES", 0)
    with pytest.raises(Busy):
        note(store, "x", "anna", Purpose.LINKED, soon(1))
    monkeypatch.setattr(log_of, "TRIES", 8)
    note(store, "x", "anna", Purpose.LINKED, soon(1))
    assert len(trail(store, "x")) == 1


def test_many_at_once_make_one_chain(store: Store):
    together([partial(note, store, "x", str(n), Purpose.DOWNLOADED, soon(n)) for n in range(8)])
    assert sorted(actor for actor, _ in trail(store, "x")) == [str(n) for n in range(8)]
    assert first_break(store, "x") is None
