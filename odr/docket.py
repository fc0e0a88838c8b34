"""The docket: load a case's entries, append to it in one guarded transaction, verify every seal."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text

from odr import codec
from odr.domain.case import Case, Entry
from odr.reserved import Act
from odr.sealing import Sealed as Sealed
from odr.sealing import Stamp as Stamp
from odr.sealing import entries_of
from odr.sealing import sealed as sealed
from odr.store import Dialect, Driver, metadata, micros, spelt
from odr.views import COLUMNS as VIEW_COLUMNS
from odr.views import ViewRow

dockets = Table(
    "dockets",
    metadata,
    Column("case_id", Text, primary_key=True),
    Column("order_id", Text, nullable=False),
    Column("head", Integer, nullable=False),
    Column("seal", Text, nullable=False),
    Column("due_at", BigInteger),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("logged", Integer, nullable=False, server_default="0"),
    Column("erase_at", BigInteger),
)
"""One row per case: how far its docket goes, its last seal, when its next time frame ends (UTC microseconds), how far
it is known to be in the signed log (odr.custody), and when the worker next looks whether something of it is erased."""

Index("ix_dockets_order_id", dockets.c.order_id)
_UNLOGGED = dockets.c.logged < dockets.c.head
Index("ix_dockets_unlogged", dockets.c.case_id, sqlite_where=_UNLOGGED, postgresql_where=_UNLOGGED)
Index("ix_dockets_due_at", dockets.c.due_at, postgresql_where=dockets.c.due_at.isnot(None))
Index("ix_dockets_erase_at", dockets.c.erase_at, postgresql_where=dockets.c.erase_at.isnot(None))

entries = Table(
    "entries",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("role", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("seal", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "number"),
)

texts = Table(
    "texts",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("commitment", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "commitment"),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A docket as stored."""

    entries: list[Entry]
    stamp: Stamp


class Promise(NamedTuple):
    """One row of the outbox."""

    id: str
    topic: str
    payload: str
    not_before: int


@dataclass(frozen=True, slots=True)
class Addition:
    """What one submission adds: entries, their words, rows for readers, promises, and the key it came under."""

    case: Case
    sealed: Sealed
    read: int
    due: datetime | None
    erase: datetime | None
    views: Sequence[ViewRow]
    gone: Sequence[str]
    promises: Sequence[Promise]
    at: datetime
    act: Act | None = None
    spent: frozenset[int] = frozenset()
    """Numbers of entries whose words and salts are erased with this addition."""


_LOAD = """select number, kind, at, role, person, body from entries where case_id = ?
union all select 0, commitment, 0, '', '', body from texts where case_id = ?
union all select -1, seal, 0, '', '', '' from dockets where case_id = ? order by 1"""


def load(db: Driver, dialect: Dialect, case_id: str) -> Loaded:
    """Every entry of a case with its words and the last seal. An unknown case has no entries."""
    return read(stored(db, dialect, case_id))


def stored(db: Driver, dialect: Dialect, case_id: str) -> list[Sequence[Any]]:
    """The rows of a docket in one statement: the seal, the words, the entries."""
    return db.execute(spelt(_LOAD, dialect), (case_id, case_id, case_id)).fetchall()


def read(rows: list[Sequence[Any]]) -> Loaded:
    """Decode the rows of a docket."""
    if not rows:
        return Loaded([], Stamp("", 0))
    first = bisect(rows, 0, key=itemgetter(0))
    codec.know(map(itemgetter(1, 5), rows[1:first]))
    return Loaded(entries_of(rows[first:]), Stamp(rows[0][1], first - 1))


_STAMP = (
    """select seal, (select count(*) from texts where texts.case_id = dockets.case_id) from dockets where case_id = ?"""
)


def stamp(db: Driver, dialect: Dialect, case_id: str) -> Stamp | None:
    """The stamp of a docket as it is now; two look-ups by key. None for an unknown case."""
    found = db.execute(spelt(_STAMP, dialect), (case_id,)).fetchone()
    return Stamp(*found) if found else None


_HEADS = {
    "sqlite": "select case_id, head from dockets where case_id in (select value from json_each(?))",
    "postgresql": "select case_id, head from dockets where case_id = any(%s)",
}


def heads(db: Driver, dialect: Dialect, case_ids: list[str]) -> dict[str, int]:
    """How many entries each of these dockets has now, in one statement by key."""
    asked = _json(case_ids) if dialect == "sqlite" else case_ids
    return dict(db.execute(_HEADS[dialect], (asked,)).fetchall())


class Lost(Exception):
    """Somebody else appended first. Load and decide again."""


def append(db: Driver, dialect: Dialect, addition: Addition) -> None:
    """Write everything or nothing; raises Lost when the docket has moved on. The caller holds SQLite's lock."""
    if dialect == "postgresql":
        _append_on_postgres(db, addition)
    else:
        _append_on_sqlite(db, addition)


_VIEW_NAMES = ", ".join(VIEW_COLUMNS)
_VIEW_SET = ", ".join(f"{name} = excluded.{name}" for name in VIEW_COLUMNS if name not in ("case_id", "reader"))
_VIEW_TYPES = ", ".join(f"{name} {kind}" for name, kind in VIEW_COLUMNS.items())

_APPEND = f"""with moved as (
  update dockets set head = %s, seal = %s, due_at = %s, closed_at = %s, erase_at = %s where case_id = %s and head = %s
  returning case_id),
written as (insert into entries (case_id, number, kind, at, role, person, body, seal)
  select case_id, x.* from moved, json_to_recordset(%s::json)
    as x(number int, kind text, at bigint, role text, person text, body text, seal text)),
worded as (insert into texts (case_id, number, commitment, salt, body)
  select case_id, x.number, x.commitment, decode(x.salt, 'hex'), x.body from moved, json_to_recordset(%s::json)
    as x(number int, commitment text, salt text, body text)),
seen as (insert into views ({_VIEW_NAMES})
  select x.* from moved, json_to_recordset(%s::json) as x({_VIEW_TYPES})
  on conflict (case_id, reader) do update set {_VIEW_SET}),
promised as (insert into outbox (id, topic, case_id, payload, created_at, not_before, attempts)
  select x.id, x.topic, case_id, x.payload, %s, x.not_before, 0 from moved, json_to_recordset(%s::json)
    as x(id text, topic text, payload text, not_before bigint)),
left_out as (delete from views using moved where views.case_id = moved.case_id and views.reader = any(%s)),
spent as (delete from texts using moved where texts.case_id = moved.case_id and texts.number = any(%s)),
freed as (delete from reservations using moved where reservations.case_id = moved.case_id and %s),
kept as (insert into acts (actor, mutation, key, input_hash, case_id, subject, first, last)
  select x.actor, x.mutation, x.key, x.input_hash, case_id, x.subject, x.first, x.last
  from moved, json_to_recordset(%s::json)
    as x(actor text, mutation text, key text, input_hash text, subject text, first int, last int))
select 1 from moved"""  # noqa: S608 -- column names of our own table


def _append_on_postgres(db: Driver, addition: Addition) -> None:
    """One statement, one round trip: a stale head writes nothing and returns no row."""
    case = addition.case
    at = micros(addition.at)
    parameters = (
        *_head(addition),
        case.id,
        addition.read,
        _json(addition.sealed.rows),
        _json(addition.sealed.texts),
        _json([view.as_dict() for view in addition.views]),
        at,
        _json([promise._asdict() for promise in addition.promises]),
        list(addition.gone),
        sorted(addition.spent),
        case.is_over,
        _json(_kept(addition)),
    )
    if db.execute(_APPEND, parameters).fetchone() is None:
        raise Lost


def _json(rows: Any) -> str:
    return msgspec.json.encode(rows).decode()


def _head(addition: Addition) -> tuple[int, str, int | None, int | None, int | None]:
    case = addition.case
    return case.version, addition.sealed.stamp.seal, _us(addition.due), _us(case.closed_at), _us(addition.erase)


def _us(at: datetime | None) -> int | None:
    return micros(at) if at else None


def _kept(addition: Addition) -> list[dict[str, Any]]:
    if addition.act is None:
        return []
    numbers = [entry.number for entry in addition.sealed.entries]
    return [{**asdict(addition.act), "first": numbers[0], "last": numbers[-1]}]


_VIEW_INSERT = f"""insert into views ({_VIEW_NAMES}) values ({", ".join(f":{name}" for name in VIEW_COLUMNS)})
on conflict (case_id, reader) do update set {_VIEW_SET}"""  # noqa: S608 -- column names of our own table


def _append_on_sqlite(db: Any, addition: Addition) -> None:
    """The same rows inside the caller's BEGIN IMMEDIATE."""
    case = addition.case
    key = {"case_id": case.id, "created_at": micros(addition.at)}
    moved = db.execute(
        "update dockets set head = ?, seal = ?, due_at = ?, closed_at = ?, erase_at = ? where case_id = ? and head = ?",
        (*_head(addition), case.id, addition.read),
    )
    if moved.rowcount == 0:
        raise Lost
    _many(
        db,
        "insert into entries (case_id, number, kind, at, role, person, body, seal)"
        " values (:case_id, :number, :kind, :at, :role, :person, :body, :seal)",
        [key | row for row in addition.sealed.rows],
    )
    _many(
        db,
        "insert into texts (case_id, number, commitment, salt, body)"
        " values (:case_id, :number, :commitment, :salt, :body)",
        [key | row | {"salt": bytes.fromhex(row["salt"])} for row in addition.sealed.texts],
    )
    _many(db, _VIEW_INSERT, [view.as_dict() for view in addition.views])
    spent = [(case.id, number) for number in addition.spent]
    _many(db, "delete from texts where case_id = ? and number = ?", spent)
    gone = [(case.id, reader) for reader in addition.gone]
    _many(db, "delete from views where case_id = ? and reader = ?", gone)
    _many(
        db,
        "insert into outbox (id, topic, case_id, payload, created_at, not_before, attempts)"
        " values (:id, :topic, :case_id, :payload, :created_at, :not_before, 0)",
        [key | promise._asdict() for promise in addition.promises],
    )
    _many(
        db,
        "insert into acts (actor, mutation, key, input_hash, case_id, subject, first, last)"
        " values (:actor, :mutation, :key, :input_hash, :case_id, :subject, :first, :last)",
        [key | row for row in _kept(addition)],
    )
    if case.is_over:
        db.execute("delete from reservations where case_id = ?", (case.id,))


def _many(db: Any, sql: str, rows: Sequence[Any]) -> None:
    """For each row; most acts have nothing for most of the tables."""
    if rows:
        db.executemany(sql, rows)


def begin_docket(db: Driver, dialect: Dialect, case_id: str, order: str, at: datetime) -> None:
    """The empty docket that the first append moves."""
    sql = "insert into dockets (case_id, order_id, head, seal, opened_at) values (?, ?, 0, '', ?)"
    db.execute(spelt(sql, dialect), (case_id, order, micros(at)))
