"""Hot statements on PostgreSQL: prepared once per connection, then handed straight to libpq.

psycopg's own `execute` needs 65 µs of CPU for a row by its key, of which 50 are the choice how to send it; this way
it is 15. Values go as text and the server knows their types; rows come back through psycopg's own loaders.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus

MOST = 200
"""Statements prepared on one connection; any further ones are sent with their text each time."""

_FINE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)


class Rows:
    """What a statement gave, all of it."""

    __slots__ = ("_rows", "rowcount")

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self._rows, self.rowcount = rows, rowcount

    def fetchone(self) -> Any:
        """The first row, or None."""
        return self._rows[0] if self._rows else None

    def fetchall(self) -> list[Any]:
        """Every row."""
        return self._rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows)


class Prepared:
    """A connection as `store.Driver` wants it, in autocommit. Not for two threads at once.

    Raises what psycopg raises.
    """

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self._connection = connection
        self._pg = connection.pgconn
        self._names: dict[str, bytes] = {}
        self._rows = Transformer(connection)

    @property
    def in_transaction(self) -> bool:
        """Whether something is left to be committed or rolled back, or the connection is broken."""
        return self._pg.transaction_status != TransactionStatus.IDLE

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> Any:
        """Run one statement; parameters by name go psycopg's way."""
        if isinstance(parameters, Mapping):
            return self._connection.execute(sql, parameters)
        values: list[Any] = [_text(value) for value in parameters]
        name = self._names.get(sql)
        if name is None and len(self._names) < MOST:
            name = self._prepare(sql)
        done = self._pg.exec_prepared(name, values) if name else self._pg.exec_params(_numbered(sql), values)
        if done.status not in _FINE:
            raise error_from_result(done)
        self._rows.set_pgresult(done)
        rows = self._rows.load_rows(0, done.ntuples, tuple)
        return Rows(rows, done.command_tuples or 0)

    def commit(self) -> None:
        """Commit."""
        self._connection.commit()

    def rollback(self) -> None:
        """Roll back."""
        self._connection.rollback()

    def _prepare(self, sql: str) -> bytes:
        name = b"odr_%d" % len(self._names)
        done = self._pg.prepare(name, _numbered(sql))
        if done.status not in _FINE:
            raise error_from_result(done)
        self._names[sql] = name
        return name


def _numbered(sql: str) -> bytes:
    """`%s` as $1, $2, ..."""
    first, *others = sql.split("%s")
    return "".join([first, *(f"${place}{part}" for place, part in enumerate(others, 1))]).encode()


def _text(value: Any) -> bytes | None:
    """A value as PostgreSQL reads it.

    Raises:
        psycopg.DataError: a text with the character U+0000, which PostgreSQL cannot keep.
        TypeError: no kind of value that hot statements have.
    """
    match value:
        case None:
            return None
        case str():
            written = value.encode()
            if b"\0" in written:
                raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
            return written
        case bool():
            return b"true" if value else b"false"
        case int():
            return b"%d" % value
        case list() | tuple():
            return b"{" + b",".join(_item(one) for one in value) + b"}"
        case _:
            raise TypeError(f"{type(value).__name__} in a hot statement")


def _item(value: Any) -> bytes:
    written = _text(value)
    if written is None:
        return b"null"
    return b'"' + written.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
