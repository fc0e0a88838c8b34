"""The PostgreSQL half: one COPY per table inside one snapshot. Needs no tool of the server's version."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, inspect

from odr.backup.files import CHUNK, sha256
from odr.backup.manifest import TABLES, Backup, CopiedTable, heads_of
from odr.migrate import migrate, revision_of
from odr.store import Store, driver_of


def save(store: Store, destination: Path) -> dict[str, Any]:
    """Copy every table into the backup and return what the manifest says of them."""
    (destination / TABLES).mkdir()
    with _snapshot(store) as connection:
        tables = [_copy_out(connection, table, destination / TABLES) for table in _tables(connection)]
        cases, heads = heads_of(connection)
        revision = revision_of(connection)
    described = {"dialect": "postgresql", "revision": revision, "cases": cases, "heads": heads, "tables": tables}
    return described | {"database": ""}


def bring(source: Path, url: str, kept: Backup) -> None:
    """Make the tables as they were when they were saved, and fill them in one transaction."""
    migrate(url, kept.revision)
    with closing(Store(url)) as store, store.write() as connection:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        for table in kept.tables:
            _copy_in(connection, table, source / TABLES / f"{table.name}.copy")


@contextmanager
def _snapshot(store: Store) -> Iterator[Connection]:
    with store.read() as connection:
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield connection


def _tables(connection: Connection) -> list[str]:
    """Every table the migrations made, those that are referred to before those that refer to them."""
    ordered = inspect(connection).get_sorted_table_and_fkc_names()
    return [name for name, _ in ordered if name and name != "alembic_version"]


def _copy_out(connection: Connection, table: str, folder: Path) -> CopiedTable:
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    path = folder / f"{table}.copy"
    with (
        path.open("wb") as out,
        _psycopg(connection).cursor() as cursor,
        cursor.copy(_copy("COPY {} ({}) TO STDOUT", table, columns)) as rows,
    ):
        for part in rows:
            out.write(part)
    return CopiedTable(table, columns, sha256(path))


def _copy_in(connection: Connection, table: CopiedTable, path: Path) -> None:
    statement = _copy("COPY {} ({}) FROM STDIN", table.name, table.columns)
    with path.open("rb") as lines, _psycopg(connection).cursor() as cursor, cursor.copy(statement) as rows:
        while part := lines.read(CHUNK):
            rows.write(part)


def _copy(pattern: Any, table: str, columns: list[str]) -> sql.Composed:
    return sql.SQL(pattern).format(sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns)))


def _psycopg(connection: Connection) -> psycopg.Connection[Any]:
    return cast("psycopg.Connection[Any]", driver_of(connection))
