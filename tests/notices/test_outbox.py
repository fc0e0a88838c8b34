"""Promises: claimed by one, tried again later and later, dead in the end, and clean once carried out."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from odr import outbox as box
from odr.outbox import (
    KEPT,
    LEASE,
    LONGEST_WAIT,
    MAX_ATTEMPTS,
    Message,
    claim,
    done,
    failed,
    outbox,
    plain,
    promise,
    purge,
    wait,
)
from odr.store import Store
from tests.core.given import FILED_AT as NOW
from tests.notices.world import rows


def promised(store: Store, count: int = 1, **payload: object) -> None:
    with store.write() as conn:
        for number in range(count):
            promise(conn, "mail.confirm", payload or {"number": number}, NOW)


def claim_one(store: Store, after: timedelta = timedelta(0)) -> Message:
    (message,) = claim(store, NOW + after, 10)
    return message


def test_what_is_claimed_belongs_to_its_worker_until_the_lease_ends(store: Store):
    promised(store)
    first = claim_one(store)
    assert claim(store, NOW + LEASE - timedelta(seconds=1), 10) == []
    again = claim_one(store, LEASE)
    assert (again.id, first.attempts, again.attempts) == (first.id, 1, 2)


def test_what_is_due_first_is_claimed_first_and_the_future_waits(store: Store):
    with store.write() as conn:
        for hours in (3, 1, 2, 48):
            promise(conn, "t", {"hours": hours}, NOW, not_before=NOW + timedelta(hours=hours))
    assert [one.payload["hours"] for one in claim(store, NOW + timedelta(hours=4), 2)] == [1, 2]
    assert [one.payload["hours"] for one in claim(store, NOW + timedelta(hours=4), 9)] == [3]


def test_workers_never_get_the_same_row(store: Store):
    promised(store, 120)

    def work(_: int) -> list[str]:
        claimed: list[str] = []
        while messages := claim(store, NOW, 7):
            claimed += [message.id for message in messages]
        return claimed

    with ThreadPoolExecutor(4) as workers:
        claimed = [one for found in workers.map(work, range(4)) for one in found]
    assert len(claimed) == len(set(claimed)) == 120


def test_a_settled_row_keeps_nothing_but_what_it_is_told_to(store: Store):
    promised(store, to="a@example.org", token="secret", language="en")
    message = claim_one(store)
    with store.write() as conn:
        done(conn, message, NOW, kept=("language",))
    (row,) = rows(store, outbox)
    assert (json.loads(row["payload"]), row["done_at"] is None) == ({"language": "en"}, False)
    assert claim(store, NOW + timedelta(days=9), 10) == []


def fail(store: Store, message: Message, at: timedelta = timedelta(0), error: str = "TimeoutError") -> bool:
    with store.write() as conn:
        return failed(conn, message, NOW + at, error)


def test_a_failure_waits_twice_as_long_each_time(store: Store):
    promised(store)
    at = timedelta(0)
    for attempts in range(1, 5):
        assert not fail(store, claim_one(store, at), at)
        assert claim(store, NOW + at + wait(attempts) - timedelta(seconds=1), 10) == []
        at += wait(attempts)
    assert [wait(n).total_seconds() for n in (1, 2, 3)] == [30, 60, 120]


def test_waiting_has_a_limit_and_all_attempts_span_three_days():
    assert wait(MAX_ATTEMPTS) == wait(60) == LONGEST_WAIT
    assert sum((wait(n) for n in range(1, MAX_ATTEMPTS)), timedelta(0)) >= timedelta(hours=72)


def test_after_the_last_attempt_a_row_is_dead_and_stays_to_be_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(box, "MAX_ATTEMPTS", 2)
    promised(store, to="a@example.org")
    assert not fail(store, claim_one(store))
    assert fail(store, claim_one(store, timedelta(hours=1)), timedelta(hours=1), "smtp 421")
    (row,) = rows(store, outbox)
    assert (row["error"], row["attempts"], row["dead_at"] is None) == ("smtp 421", 2, False)
    assert claim(store, NOW + timedelta(days=9), 10) == []


def test_who_lost_the_lease_cannot_note_a_failure(store: Store):
    promised(store)
    late = claim_one(store)
    mine = claim_one(store, LEASE)
    fail(store, late, LEASE)
    (row,) = rows(store, outbox)
    assert row["error"] is None
    with store.write() as conn:
        done(conn, mine, NOW + LEASE)
    fail(store, mine, LEASE)
    assert rows(store, outbox)[0]["error"] is None


def test_what_was_carried_out_goes_after_a_month_and_what_was_not_stays(store: Store):
    promised(store, 2)
    first, _ = claim(store, NOW, 2)
    with store.write() as conn:
        done(conn, first, NOW)
        assert purge(conn, NOW + KEPT - timedelta(seconds=1)) == 0
        assert purge(conn, NOW + KEPT) == 1
    assert [row["done_at"] for row in rows(store, outbox)] == [None]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("smtp 550 5.1.1", "smtp 550 5.1.1"),
        ("psycopg.errors.UniqueViolation", "psycopg.errors.UniqueViolation"),
        ("550 <anna@example.org> unknown", "550 unknown"),
        ("failed for anna@example.org +48123456789", "failed for"),
        ("x" * 500, ""),
    ],
)
def test_an_error_keeps_no_personal_data(said: str, kept: str):
    assert plain(said) == kept


def test_a_transaction_that_is_rolled_back_promises_nothing(store: Store):
    with pytest.raises(RuntimeError), store.write() as conn:
        promise(conn, "t", {}, NOW)
        raise RuntimeError
    assert rows(store, outbox) == []
