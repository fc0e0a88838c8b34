from datetime import timedelta

import pytest
from sqlalchemy import select

from odr.accounts.refusals import Throttled
from odr.accounts.tables import throttles
from odr.accounts.throttle import Bucket, Limits, forgive, guard
from odr.store import Store
from tests.accounts.helpers import NOW, at_once

SECOND = timedelta(seconds=1)
LIMITS = Limits("try", Bucket(4, SECOND), Bucket(2, 10 * SECOND), Bucket(6, SECOND))


def attempt(store: Store, account: str = "anna", network: str = "net", after: timedelta = timedelta()) -> None:
    with store.write() as conn:
        guard(conn, LIMITS, account, network, NOW + after)


def test_an_account_runs_out_and_says_when_it_goes_on(store: Store) -> None:
    attempt(store)
    attempt(store)
    with pytest.raises(Throttled) as refused:
        attempt(store, after=3 * SECOND)
    assert refused.value.retry_after_s == 7
    attempt(store, after=10 * SECOND)


def test_an_empty_bucket_is_full_again_later(store: Store) -> None:
    for _ in range(2):
        attempt(store)
    for _ in range(2):
        attempt(store, after=20 * SECOND)
    with pytest.raises(Throttled):
        attempt(store, after=20 * SECOND)


def test_refused_attempts_do_not_lengthen_the_wait(store: Store) -> None:
    attempt(store)
    attempt(store)
    for _ in range(20):
        with pytest.raises(Throttled):
            attempt(store, after=9 * SECOND)
    attempt(store, after=10 * SECOND)


def test_a_network_runs_out_whatever_account_it_tries(store: Store) -> None:
    for number in range(4):
        attempt(store, account=f"person {number}")
    with pytest.raises(Throttled):
        attempt(store, account="one more")
    attempt(store, account="one more", network="other")


def test_a_network_without_attempts_cannot_empty_an_account(store: Store) -> None:
    for number in range(4):
        attempt(store, account=f"person {number}", network="loud")
    for _ in range(5):
        with pytest.raises(Throttled):
            attempt(store, account="anna", network="loud")
    attempt(store, account="anna", network="quiet")
    attempt(store, account="anna", network="quiet")


def test_everybody_together_has_a_bound(store: Store) -> None:
    for number in range(6):
        attempt(store, account=f"person {number}", network=f"net {number}")
    with pytest.raises(Throttled):
        attempt(store, account="one more", network="one more")


def test_attempts_at_once_are_all_counted(store: Store) -> None:
    results = at_once(4, lambda _: attempt(store))
    assert [result for result in results if result is None] == [None, None]


def test_a_forgiven_account_starts_again(store: Store) -> None:
    attempt(store)
    attempt(store)
    with store.write() as conn:
        forgive(conn, LIMITS, "anna")
    attempt(store)


def test_no_address_is_kept_in_clear(store: Store) -> None:
    attempt(store, account="anna@example.org", network="203.0.113.0/24")
    with store.read() as conn:
        keys = "".join(conn.execute(select(throttles.c.key)).scalars())
    assert "anna" not in keys
    assert "203" not in keys
