"""A shop that does not answer is left alone for a while that grows: its legs wait, and nobody burns tries on them.

After `FAILURES` in a row nothing is asked of it before `until`. Then one leg is tried: if the shop answers, everything
goes on at once; if not, it is left alone for twice as long. The state lies in the database: all processes share it.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from odr.fulfilment.tables import State, executions, left_alone
from odr.outbox import promise
from odr.store import Store, instant, micros

log = logging.getLogger(__name__)

FAILURES = 5
FIRST_ALONE, LONGEST_ALONE = timedelta(minutes=1), timedelta(minutes=15)
KEY_REFUSED = "KEY_REFUSED"
"""The shop does not let the service do this. The marketplace is told at once, and not again within `TOLD_FOR`."""
TOLD_FOR = timedelta(days=1)
TROUBLE = "shop.trouble"
"""The outbox topic under which the people of a marketplace are told that its shop needs them."""
_OF_ONE_ORDER = frozenset({"NOT_THERE", "NO_DATA", "NO_STATE", "ERRORS", "BEGUN"})
"""The shop answered, though nothing that makes sense: that says nothing of its other orders."""
ASKS = (State.READY.value, State.SENT.value, State.PENDING.value)
"""In these states the shop is asked; in the others only the case is told."""


def is_waiting(at: datetime) -> ColumnElement[bool]:
    """Whether a leg waits because its shop is left alone at this instant."""
    return and_(executions.c.state.in_(ASKS), is_alone(at))


def is_alone(at: datetime) -> ColumnElement[bool]:
    """Whether the shop of a leg is left alone at this instant."""
    return exists().where(left_alone.c.marketplace == executions.c.marketplace, left_alone.c.until > micros(at))


def trouble_of(conn: Connection, marketplace: str) -> Row[Any] | None:
    """What is known of a shop that did not answer the last time; None for one that did."""
    bad = (left_alone.c.marketplace == marketplace) & (left_alone.c.failures > 0)
    return conn.execute(select(left_alone).where(bad)).first()


def may_try(conn: Connection, marketplace: str, key: str, at: datetime, lease: timedelta) -> bool:
    """Whether this leg may ask its shop now. Of a shop that was left alone it is the one that tries, for the lease."""
    row = trouble_of(conn, marketplace)
    if row is None or row.until is None:
        return True
    mine = (left_alone.c.marketplace == marketplace) & (left_alone.c.until <= micros(at))
    return conn.execute(update(left_alone).where(mine).values(until=micros(at + lease), trying=key)).rowcount == 1


def failed(store: Store, marketplace: str, key: str, at: datetime, reason: str) -> None:
    """Count a failure, and leave the shop alone where it is one too many; a refused key is told to the marketplace."""
    if reason in _OF_ONE_ORDER:
        return
    with store.write() as conn:
        row = _counted(conn, marketplace, at, reason)
        if reason == KEY_REFUSED and (row.told_at is None or row.told_at <= micros(at - TOLD_FOR)):
            promise(conn, TROUBLE, {"marketplace": marketplace, "kind": "shop_key_refused"}, at)
            _set(conn, marketplace, told_at=micros(at))
        again = row.until is None or row.until <= micros(at) or row.trying == key
        if again and row.failures >= FAILURES:
            alone = min(FIRST_ALONE * (1 << min(row.times, 20)), LONGEST_ALONE)
            _set(conn, marketplace, until=micros(at + alone), times=row.times + 1, trying="")
            told = {"marketplace": marketplace, "minutes": alone // timedelta(minutes=1), "reason": reason}
            log.warning("fulfilment.shop_left_alone", extra=told)


def _counted(conn: Connection, marketplace: str, at: datetime, reason: str) -> Row[Any]:
    into = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    first = {"marketplace": marketplace, "failures": 1, "times": 0, "since": micros(at), "reason": reason, "trying": ""}
    since = case((left_alone.c.failures == 0, micros(at)), else_=left_alone.c.since)
    more = {"failures": left_alone.c.failures + 1, "reason": reason, "since": since}
    counted = into(left_alone).values(first).on_conflict_do_update(index_elements=["marketplace"], set_=more)
    return conn.execute(counted.returning(left_alone)).one()


def _set(conn: Connection, marketplace: str, **values: Any) -> None:
    conn.execute(update(left_alone).where(left_alone.c.marketplace == marketplace).values(values))


def answered(store: Store, marketplace: str, at: datetime) -> None:
    """The shop answers: what waited for it goes on at once."""
    with store.read() as conn:
        if trouble_of(conn, marketplace) is None:
            return
    with store.write() as conn:
        was = conn.execute(select(left_alone.c.times).where(left_alone.c.marketplace == marketplace)).scalar()
        _set(conn, marketplace, failures=0, times=0, until=None, trying="")
        if was:
            waiting = (executions.c.marketplace == marketplace) & (executions.c.state == State.READY.value)
            conn.execute(update(executions).where(waiting, executions.c.due_at > micros(at)).values(due_at=micros(at)))
            log.info("fulfilment.shop_back", extra={"marketplace": marketplace})


def forget(conn: Connection, marketplace: str) -> None:
    """The shop has another key or address, or none: what was known of the one before does not count."""
    conn.execute(delete(left_alone).where(left_alone.c.marketplace == marketplace))


def words(row: Row[Any]) -> str:
    """How a shop in trouble stands, for `odr connector list`."""
    since = f"{instant(row.since):%Y-%m-%d %H:%M} UTC"
    if row.until is None:
        return f"The shop did not answer {row.failures} times since {since} ({row.reason})."
    until = f"{instant(row.until):%Y-%m-%d %H:%M} UTC"
    return f"The shop is left alone until {until}: {row.failures} failures since {since} ({row.reason})."
