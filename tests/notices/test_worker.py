"""The worker: nothing that goes wrong with one thing stops another, and it ends when it is asked to."""

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import anyio
import pytest
from sqlalchemy import select

from odr import worker
from odr.clerk import Clerk
from odr.docket import entries
from odr.logs import JsonLines
from odr.notices import Parts
from odr.notices.tables import notices
from odr.outbox import LEASE, Message, claim, outbox, promise
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.worker import Rhythm, carry_out, heartbeats, run
from tests.conftest import HandClock
from tests.core.given import FILED_AT, complaint
from tests.notices.world import CASE, Play, Post, rows, told

FAST = Rhythm(sweep=0.01, look=0.01, beat=0.01, clear=0.01)


def run_until(parts: Parts, reached: Callable[[], bool], **more: Any) -> None:
    """Run the worker until something is so, then ask it to stop."""

    async def main() -> None:
        stop = anyio.Event()
        with anyio.fail_after(20):
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(lambda: run(parts, stop, **{"rhythm": FAST, **more}))
                while not await anyio.to_thread.run_sync(reached):
                    await anyio.sleep(0.01)
                stop.set()

    anyio.run(main)


def test_it_delivers_what_was_promised_and_leaves_no_trace_of_itself(play: Play, store: Store, post: Post):
    run_until(play.parts, lambda: len(post.mails) == 2)
    assert (told(store, "buyer"), told(store, "seller-person")) == (["receipt"], ["complaint"])
    assert {row["claimed_until"] for row in rows(store, outbox)} == {None}
    assert rows(store, heartbeats) == []


def test_it_beats_while_it_runs(parts: Parts, store: Store, clock: HandClock):
    def beat() -> bool:
        clock.forward(timedelta(seconds=1))
        return any(row["beat_at"] > row["started_at"] for row in rows(store, heartbeats))

    run_until(parts, beat)


def test_it_records_what_time_brought(play: Play, store: Store, clock: HandClock):
    clock.forward(timedelta(days=8))
    run_until(play.parts, lambda: "dispute_by_rule" in told(store, "buyer"))


def test_one_broken_message_never_stops_the_others(play: Play, store: Store, post: Post):
    with store.write() as conn:
        promise(conn, "case.entries", {"case": "no-such-case", "from": 1, "to": 2}, FILED_AT)
        promise(conn, "no.such.topic", {"name": "Anna Kowalska"}, FILED_AT)
        promise(conn, "mail.confirm", {"to": "not an address\r\nBcc: x", "language": "en", "token": "t"}, FILED_AT)
    run_until(play.parts, lambda: len(post.mails) == 2)
    errors = {row["topic"]: row["error"] for row in rows(store, outbox) if row["error"]}
    assert errors.keys() == {"case.entries", "no.such.topic", "mail.confirm"}
    assert errors["no.such.topic"] == "KeyError"
    assert "Anna" not in str(errors)


def test_a_case_that_cannot_be_read_keeps_no_other_from_its_turn(play: Play, store: Store, clock: HandClock):
    order = replace(complaint().order, id="order-2")
    play.parts.clerk.open("KE", lambda number: complaint(case="case-2", number=number, order=order), DEFAULT)
    with store.write() as conn:
        conn.execute(entries.update().where(entries.c.case_id == CASE).values(kind="FromTheFuture"))
    clock.forward(timedelta(days=8))
    assert Clerk(store, all_rulebooks()).sweep(clock.now()) == 1, "a process that keeps nothing yet"


def test_a_round_that_fails_is_followed_by_the_next(play: Play, post: Post, monkeypatch: pytest.MonkeyPatch):
    calls: list[datetime] = []

    def sweep(now: datetime) -> int:
        calls.append(now)
        raise OSError("the database is away")

    monkeypatch.setattr(play.parts.clerk, "sweep", sweep)
    run_until(play.parts, lambda: len(calls) > 2 and len(post.mails) == 2)


def test_a_chore_that_fails_keeps_no_other_from_its_turn(parts: Parts):
    done: list[datetime] = []

    def broken(at: datetime) -> None:
        raise ValueError("no")

    run_until(parts, lambda: len(done) > 1, chores=(broken, done.append))


def test_what_is_not_begun_when_it_stops_is_left_for_later(play: Play, store: Store, post: Post):
    async def main() -> int:
        stop = anyio.Event()
        stop.set()
        return await worker.deliver_batch(play.parts, stop)

    assert anyio.run(main) == 1
    assert told(store, "buyer") == []
    play.clock.forward(LEASE)
    run_until(play.parts, lambda: len(post.mails) == 2)


def test_a_message_whose_lease_is_nearly_over_is_not_begun(play: Play, store: Store, clock: HandClock):
    (message,) = claim(store, clock.now(), 1)
    clock.forward(LEASE * 9 / 10)
    carry_out(play.parts, message)
    assert rows(store, notices) == []


def test_two_workers_deliver_everything_once(play: Play, store: Store, post: Post):
    async def main() -> None:
        stop = anyio.Event()
        with anyio.fail_after(30):
            async with anyio.create_task_group() as tasks:
                for _ in range(2):
                    tasks.start_soon(lambda: run(play.parts, stop, rhythm=FAST))
                while len(post.mails) < 42:
                    await anyio.sleep(0.01)
                await anyio.sleep(0.2)
                stop.set()

    with store.write() as conn:
        for number in range(40):
            told = {"to": f"p{number}@example.org", "language": "en", "token": "t"}
            promise(conn, "mail.recovery", told, FILED_AT)
    anyio.run(main)
    recipients = [to for to, _ in post.mails]
    assert len(recipients) == len(set(recipients)) == 42


def test_the_log_holds_no_personal_data(play: Play, store: Store, caplog: pytest.LogCaptureFixture, post: Post):
    post.refusals["buyer@example.org"] = "451 anna@example.org try later"
    with store.write() as conn:
        promise(conn, "mail.confirm", {"to": "anna@example.org", "language": "en"}, FILED_AT)
    with caplog.at_level(logging.INFO):
        messages: list[Message] = [*claim(store, play.clock.now(), 20)]
        for message in messages:
            carry_out(play.parts, message)
        for message in claim(store, play.clock.now(), 20):
            carry_out(play.parts, message)
    lines = [JsonLines().format(record) for record in caplog.records if record.name == "odr.worker"]
    assert any(json.loads(line)["event"] == "outbox.failed" for line in lines)
    assert "example.org" not in "".join(lines)
    with store.read() as conn:
        assert conn.execute(select(outbox.c.id).where(outbox.c.error.is_not(None))).first() is not None
