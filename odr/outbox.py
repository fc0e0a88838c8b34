"""What was promised to the outside, written in the transaction that promised it and carried out later.

A row is claimed for `LEASE`, carried out outside any transaction, then settled: `done`, or `failed` and tried
again later. Who dies in between leaves a lease that runs out. Rows are found by what is due, never by "the
ones after the last": on PostgreSQL numbers become visible out of order.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Index, Integer, Table, Text, delete, func, insert, update

from odr.ids import new_id
from odr.store import Store, instant, metadata, micros

outbox = Table(
    "outbox",
    metadata,
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("case_id", Text),
    Column("payload", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("claimed_until", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("done_at", BigInteger),
    Column("dead_at", BigInteger),
    Column("error", Text),
)
"""Instants in UTC microseconds. `claimed_until`: nobody else takes the row before, be it carried out or waiting."""

_DUE = func.coalesce(outbox.c.claimed_until, outbox.c.not_before)
"""When a row's turn comes: while it is carried out, or waits after a failure, the end of that; else `not_before`."""
_OPEN = (outbox.c.done_at.is_(None)) & (outbox.c.dead_at.is_(None))
_DONE = outbox.c.done_at.is_not(None)
Index("ix_outbox_due", _DUE, sqlite_where=_OPEN, postgresql_where=_OPEN)
_DEAD = outbox.c.dead_at.is_not(None)
Index("ix_outbox_dead_at", outbox.c.dead_at, sqlite_where=_DEAD, postgresql_where=_DEAD)
Index("ix_outbox_done_at", outbox.c.done_at, sqlite_where=_DONE, postgresql_where=_DONE)

LEASE = timedelta(minutes=10)
"""How long a claimed row belongs to its worker: several times what one batch can take at worst."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
KEPT = timedelta(days=30)
"""How long a row that was carried out stays; what became of notices stands in their ledger."""
MAX_ATTEMPTS = 22
"""Waiting 30 s, then twice as long each time up to six hours, these are spread over at least three days."""

_CLAIM = """update outbox set claimed_until = {until}, attempts = attempts + 1 where id {chosen} (
  select id from outbox where done_at is null and dead_at is null and coalesce(claimed_until, not_before) <= {now}
  order by coalesce(claimed_until, not_before) limit {limit} {locked})
returning id, topic, case_id, payload, created_at, not_before, attempts"""
_CLAIMS = {
    "sqlite": _CLAIM.format(until=":until", now=":now", limit=":limit", chosen="in", locked=""),
    "postgresql": _CLAIM.format(
        until="%(until)s", now="%(now)s", limit="%(limit)s", chosen="= any(array", locked="for update skip locked)"
    ),
}

_SETTLED = "update outbox set done_at = {at}, claimed_until = null, error = null, payload = {payload}"
_DONE_SQLITE = _SETTLED.format(at="?", payload="?") + " where id = ?"
_DONE_POSTGRES = _SETTLED.format(at="%(at)s", payload="settled.payload") + (
    " from unnest(%(ids)s::text[], %(payloads)s::text[]) as settled (id, payload) where outbox.id = settled.id"
)


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed row. `attempts` counts this one; `claimed_until` is the end of the lease."""

    id: str
    topic: str
    case_id: str | None
    payload: dict[str, Any]
    created_at: datetime
    not_before: datetime
    attempts: int
    claimed_until: datetime


def promise(
    conn: Connection,
    topic: str,
    payload: Mapping[str, Any],
    at: datetime,
    case_id: str | None = None,
    not_before: datetime | None = None,
    name: str = "",
) -> str:
    """Promise one effect outside, to be carried out at `not_before` or at once; the id of the promise.

    `name`: the id, where it follows from what is promised.
    """
    row = {
        "id": name or new_id(),
        "topic": topic,
        "case_id": case_id,
        "payload": json.dumps(payload),
        "created_at": micros(at),
        "not_before": micros(not_before or at),
        "attempts": 0,
    }
    conn.execute(insert(outbox), row)
    return str(row["id"])


def claim(store: Store, now: datetime, limit: int) -> list[Message]:
    """Take up to `limit` rows that are due, for `LEASE`; nobody else gets them meanwhile. One statement."""
    until = now + LEASE
    values = {"now": micros(now), "until": micros(until), "limit": limit}
    with store.raw() as db, store.transaction(db):
        rows = db.execute(_CLAIMS[store.dialect], values).fetchall()
    return sorted((_message(row, until) for row in rows), key=lambda message: message.not_before)


def _message(row: Sequence[Any], until: datetime) -> Message:
    promised, topic, case_id, payload, created_at, not_before, attempts = row
    told = json.loads(payload)
    return Message(promised, topic, case_id, told, instant(created_at), instant(not_before), attempts, until)


def done(conn: Connection, message: Message, now: datetime, kept: tuple[str, ...] = ()) -> None:
    """Settle a row that was carried out. Of its payload only `kept` stays: tokens and addresses go."""
    payload = {key: value for key, value in message.payload.items() if key in kept}
    settled = {"done_at": micros(now), "claimed_until": None, "error": None, "payload": json.dumps(payload)}
    conn.execute(update(outbox).where(outbox.c.id == message.id).values(settled))


def done_together(store: Store, settled: Sequence[tuple[Message, tuple[str, ...]]], now: datetime) -> None:
    """Settle rows that were carried out, each with what stays of its payload, in one transaction."""
    at = micros(now)
    rows = [(message.id, json.dumps({key: message.payload[key] for key in kept})) for message, kept in settled]
    with store.raw() as db, store.transaction(db):
        if store.dialect == "sqlite":
            for promised, payload in rows:
                db.execute(_DONE_SQLITE, (at, payload, promised))
        else:
            values = {"at": at, "ids": [row[0] for row in rows], "payloads": [row[1] for row in rows]}
            db.execute(_DONE_POSTGRES, values)


def failed(conn: Connection, message: Message, now: datetime, error: str) -> bool:
    """Note a failure and wait before the next attempt; after `MAX_ATTEMPTS` the row is dead. Whether it is.

    Args:
        error: a short word for operators, such as "TimeoutError" or "smtp 421"; whatever could be somebody's
            data is cut out. Nothing happens when the lease was lost meanwhile.
    """
    dead = message.attempts >= MAX_ATTEMPTS
    changed = {"error": plain(error), "claimed_until": micros(now + wait(message.attempts))}
    if dead:
        changed |= {"dead_at": micros(now), "claimed_until": None}
    mine = (outbox.c.id == message.id) & _OPEN & (outbox.c.claimed_until == micros(message.claimed_until))
    return conn.execute(update(outbox).where(mine).values(changed)).rowcount == 1 and dead


def purge(conn: Connection, now: datetime) -> int:
    """Delete what was carried out more than `KEPT` ago; how many rows. What is dead stays to be looked at."""
    return conn.execute(delete(outbox).where(outbox.c.done_at <= micros(now - KEPT))).rowcount


def wait(attempts: int) -> timedelta:
    """How long to wait after so many attempts: doubled each time, up to `LONGEST_WAIT`."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)


def plain(error: str) -> str:
    """An error without anything that could be an address, a name or words: identifiers and numbers only."""
    words = (word for word in error.split() if re.fullmatch(r"[A-Za-z][A-Za-z_.]{0,60}:?|\d[\d.]{0,12}", word))
    return " ".join(words)[:120]
