"""Effects of a batch are settled together; what goes wrong with one is noted on its row and stops no other."""

import json
from typing import Any

import anyio
import pytest
from sqlalchemy import select

from odr import worker
from odr.carrying_out import EFFECTS
from odr.notices import Parts
from odr.outbox import LEASE, Message, claim, outbox, promise
from odr.store import Store
from odr.worker import BATCH, MOST_AT_ONCE, carry_out_together
from tests.conftest import HandClock
from tests.core.given import FILED_AT
from tests.notices.world import rows

TOPIC = "test.effect"


class Died(BaseException):
    """The process was killed here."""


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the messages, as their effects happened; number 3 fails."""
    found: list[int] = []

    def effect(parts: Parts, message: Message) -> tuple[str, ...]:
        found.append(message.payload["number"])
        if message.payload["number"] == 3:
            raise OSError
        return ("number",)

    monkeypatch.setitem(EFFECTS, TOPIC, effect)
    return found


def promised(store: Store, count: int) -> None:
    with store.write() as conn:
        for number in range(count):
            promise(conn, TOPIC, {"number": number, "token": "secret"}, FILED_AT)


def row_of(store: Store, number: int) -> dict[str, Any]:
    return next(row for row in rows(store, outbox) if json.loads(row["payload"])["number"] == number)


def deliver(parts: Parts) -> None:
    async def main() -> None:
        await worker.deliver_all(parts, anyio.Event())

    anyio.run(main)


def test_each_effect_happens_once_and_only_what_is_kept_stays(parts: Parts, store: Store, seen: list[int]):
    promised(store, BATCH * 3)
    deliver(parts)
    assert sorted(seen) == list(range(BATCH * 3))
    row = row_of(store, 5)
    assert (json.loads(row["payload"]), row["claimed_until"], row["error"]) == ({"number": 5}, None, None)
    assert row["done_at"] is not None


def test_one_that_fails_waits_and_stops_no_other(parts: Parts, store: Store, seen: list[int]):
    promised(store, 10)
    deliver(parts)
    with store.read() as conn:
        left = conn.execute(select(outbox).where(outbox.c.done_at.is_(None))).one()
    assert (json.loads(left.payload)["number"], left.error, left.attempts) == (3, "OSError", 1)
    assert left.claimed_until is not None
    assert claim(store, parts.clock.now(), 10) == []


def test_batches_grow_while_they_are_quick(
    parts: Parts, store: Store, seen: list[int], monkeypatch: pytest.MonkeyPatch
):
    asked: list[int] = []
    before = worker.claim

    def watched(store: Store, at: Any, limit: int) -> list[Message]:
        asked.append(limit)
        return before(store, at, limit)

    monkeypatch.setattr(worker, "claim", watched)
    promised(store, BATCH * 4)
    deliver(parts)
    assert asked[:3] == [BATCH, BATCH * 2, BATCH * 4]
    assert max(asked) <= MOST_AT_ONCE


def test_who_dies_repeats_what_was_not_settled(parts: Parts, store: Store, monkeypatch: pytest.MonkeyPatch):
    happened: list[str] = []

    def effect(parts: Parts, message: Message) -> tuple[str, ...]:
        happened.append(message.id)
        if len(happened) == 2:
            raise Died
        return ()

    monkeypatch.setitem(EFFECTS, TOPIC, effect)
    promised(store, 3)
    with pytest.raises(Died):
        carry_out_together(parts, claim(store, FILED_AT, 3), lambda: False)
    again = claim(store, FILED_AT + LEASE, 3)
    assert len(again) == 3
    carry_out_together(parts, again, lambda: False)
    assert all(row["done_at"] is not None for row in rows(store, outbox))


def test_effects_are_settled_about_once_a_second(
    parts: Parts, store: Store, seen: list[int], monkeypatch: pytest.MonkeyPatch
):
    """So that a slow one at the end of a batch does not have the others repeated."""
    monkeypatch.setattr(worker, "SETTLED_EVERY_S", 0.0)
    settled: list[int] = []
    monkeypatch.setattr(worker, "done_together", lambda store, some, now: settled.append(len(some)))
    promised(store, 3)
    carry_out_together(parts, claim(store, FILED_AT, 3), lambda: False)
    assert settled == [1, 1, 1]


def test_what_is_not_begun_is_left(parts: Parts, store: Store, clock: HandClock, seen: list[int]):
    promised(store, 2)
    messages = claim(store, FILED_AT, 2)
    carry_out_together(parts, messages, lambda: True)
    clock.forward(LEASE * 9 / 10)
    carry_out_together(parts, messages, lambda: False)
    assert seen == []
