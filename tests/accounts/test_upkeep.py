from datetime import timedelta

from sqlalchemy import func, select

from odr.accounts.passwords import Hasher
from odr.accounts.recovery import request_recovery
from odr.accounts.registration import register
from odr.accounts.repeats import Ask, once
from odr.accounts.sessions import principal_of_session
from odr.accounts.tables import e_mails, people, repeats, sessions, throttles, tokens
from odr.accounts.upkeep import purge
from odr.store import Store
from tests.accounts.helpers import NETWORK, NOW, enter, member, registration


def left(store: Store) -> dict[str, int]:
    tables = (people, e_mails, sessions, tokens, throttles, repeats)
    with store.read() as conn:
        return {table.name: conn.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def test_what_is_over_goes_and_what_is_not_stays(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    register(store, hasher, registration("never@example.org"), NOW)
    request_recovery(store, "anna@example.org", NETWORK, NOW)
    enter(store, hasher)
    once(store, Ask("a", "act", "key", "hash"), lambda _: "done", NOW)
    full = left(store)
    with store.write() as conn:
        assert purge(conn, NOW) == 0
    assert left(store) == full

    with store.write() as conn:
        purge(conn, NOW + timedelta(days=3))
    assert left(store) == {
        "people": 1,
        "e_mails": 1,
        "sessions": 0,
        "tokens": 0,
        "throttles": 0,
        "repeats": 1,
    }
    with store.write() as conn:
        purge(conn, NOW + timedelta(days=30))
    assert left(store)["repeats"] == 0


def test_a_running_session_is_not_purged(store: Store, hasher: Hasher) -> None:
    member(store, hasher)
    token = enter(store, hasher).token
    with store.write() as conn:
        purge(conn, NOW + timedelta(hours=23))
    assert principal_of_session(store, token, NOW + timedelta(hours=23)) is not None
