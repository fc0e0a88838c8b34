"""What stands beside the dockets and joins them: idempotency keys, reservations across cases, running numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text

from odr.store import Dialect, Driver, metadata, spelt

acts = Table(
    "acts",
    metadata,
    Column("actor", Text, nullable=False),
    Column("mutation", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("input_hash", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("actor", "mutation", "key"),
)
"""Idempotency keys, kept for the life of the case: what was asked, and which entries it made."""

reservations = Table(
    "reservations",
    metadata,
    Column("key", Text, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
)
"""Facts across cases: an order line and complaint has one open case."""

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Act:
    """An idempotency key with the hash of its input; `subject` is the thing the act makes."""

    actor: str
    mutation: str
    key: str
    input_hash: str
    subject: str


def reserve(db: Driver, dialect: Dialect, keys: Iterable[str], case_id: str) -> bool:
    """Take every key for this case, in sorted order; False when one of them is taken."""
    sql = spelt("insert into reservations (key, case_id) values (?, ?) on conflict (key) do nothing", dialect)
    return all(db.execute(sql, (key, case_id)).rowcount == 1 for key in sorted(keys))


def count(db: Driver, dialect: Dialect, name: str) -> int:
    """The next number of a series, without gaps for what is committed."""
    sql = """insert into counters (name, value) values (?, 1)
    on conflict (name) do update set value = counters.value + 1 returning value"""
    found: int = db.execute(spelt(sql, dialect), (name,)).fetchone()[0]
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """What an idempotency key did before."""

    input_hash: str
    case_id: str
    subject: str


def kept(db: Driver, dialect: Dialect, actor: str, mutation: str, key: str) -> Kept | None:
    sql = "select input_hash, case_id, subject from acts where actor = ? and mutation = ? and key = ?"
    found = db.execute(spelt(sql, dialect), (actor, mutation, key)).fetchone()
    return Kept(*found) if found else None
