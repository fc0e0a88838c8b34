"""An empty database becomes, by the migrations alone, exactly what the tables say, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import odr.migrate
from odr.migrate import MIGRATION_OPTIONS, BrokenReferences, exclusive, is_current, migrate
from odr.store import Store
from odr.tables import metadata

Opener = Callable[[str], Store]


def test_the_migrations_make_exactly_the_tables(empty_url: str, open_store: Opener) -> None:
    assert migrate(empty_url) != ""
    with open_store(empty_url).read() as connection:
        found: list[Any] = compare_metadata(
            MigrationContext.configure(connection, opts=MIGRATION_OPTIONS | {"target_metadata": metadata}),
            metadata,
        )
    assert found == []


def test_processes_that_start_together_migrate_once(empty_url: str, open_store: Opener) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert len(set(threads.map(migrate, [empty_url] * 3))) == 1
    assert is_current(open_store(empty_url))


def test_an_empty_database_is_not_current(empty_url: str, open_store: Opener) -> None:
    assert not is_current(open_store(empty_url))


def test_a_failed_migration_leaves_nothing(empty_url: str, open_store: Opener) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(empty_url) as connection:
        connection.exec_driver_sql("CREATE TABLE half (id TEXT)")
        1 / 0  # noqa: B018
    assert inspect(open_store(empty_url).engine).get_table_names() == []


def test_a_migration_that_breaks_references_is_undone(new_database: Callable[[str], str], open_store: Opener) -> None:
    url = new_database("sqlite")
    with open_store(url).write() as connection:
        connection.exec_driver_sql("CREATE TABLE a (id TEXT PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE b (a TEXT REFERENCES a (id))")
        connection.exec_driver_sql("INSERT INTO a VALUES ('1')")
        connection.exec_driver_sql("INSERT INTO b VALUES ('1')")
    with pytest.raises(BrokenReferences), exclusive(url) as connection:
        connection.exec_driver_sql("DELETE FROM a")
    with open_store(url).read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM a").scalar() == 1


def test_the_scripts_are_found_in_a_checkout() -> None:
    assert (odr.migrate.scripts() / "env.py").exists()
