"""Readings of the register of issued records."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select, update

from odr.records.tables import records
from odr.store import instant


@dataclass(frozen=True, slots=True)
class State:
    """What a record is a record of. `reader_version` counts the entries it rests on."""

    case_id: str
    reader: str
    scope: str
    reader_version: int
    language: str


@dataclass(frozen=True, slots=True)
class Record:
    """One issued record. `sha256` and `size` (bytes) are of the sealed file.

    `withdrawn_at`: since when it is out of service, because something that it holds was erased; its bytes go then.
    `withdrawn_because`: the ground of that, or the clause of the rule.
    """

    id: str
    case_id: str
    reader: str
    scope: str
    reader_version: int
    language: str
    rulebook: str
    sha256: str
    size: int
    storage_key: str | None
    key_spki: str
    issued_to: str
    issued_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_because: str | None = None


def record_of_state(connection: Connection, state: State) -> Record | None:
    """The record in service for this state."""
    wanted = (records.c[name] == value for name, value in asdict(state).items())
    return _first(connection, and_(records.c.withdrawn_at.is_(None), *wanted))


def record_by_id(connection: Connection, id: str) -> Record | None:
    """The record under this id."""
    return _first(connection, records.c.id == id)


def record_by_hash(connection: Connection, sha256: str) -> Record | None:
    """The record whose sealed file has this SHA-256 (hex)."""
    return _first(connection, records.c.sha256 == sha256)


def records_of_reader(connection: Connection, case_id: str, reader: str) -> list[Record]:
    """Every record issued to one reader of a case, newest first."""
    chosen = select(records).where(records.c.case_id == case_id, records.c.reader == reader)
    rows = connection.execute(
        chosen.order_by(records.c.reader_version.desc(), records.c.scope, records.c.language)
    ).mappings()
    return [_record(row) for row in rows]


def known_keys(connection: Connection) -> tuple[str, ...]:
    """Every key that has sealed a record here: an old record stays good when the key changes."""
    return tuple(connection.execute(select(records.c.key_spki).distinct()).scalars())


def _first(connection: Connection, condition: ColumnElement[bool]) -> Record | None:
    row = connection.execute(select(records).where(condition)).mappings().first()
    return _record(row) if row else None


def _record(row: RowMapping) -> Record:
    withdrawn = row["withdrawn_at"]
    dates = {"issued_at": instant(row["issued_at"]), "withdrawn_at": instant(withdrawn) if withdrawn else None}
    return Record(**{**row, **dates})


def half_gone(connection: Connection, most: int) -> list[Record]:
    """Withdrawn records whose bytes may still be kept."""
    chosen = select(records).where(records.c.withdrawn_at.is_not(None), records.c.storage_key.is_not(None))
    return [_record(row) for row in connection.execute(chosen.limit(most)).mappings()]


def forget_bytes(connection: Connection, record: Record) -> None:
    """Its bytes are gone."""
    connection.execute(update(records).where(records.c.id == record.id).values(storage_key=None))
