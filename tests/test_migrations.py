"""An empty database becomes, by the migrations alone, exactly what the tables say, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select

import odr.migrate
from odr.clerk import Clerk
from odr.law import Law
from odr.migrate import MIGRATION_OPTIONS, BrokenReferences, exclusive, is_current, migrate
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata
from odr.verification import verify_dockets
from odr.views import views
from tests.core.given import complaint

Opener = Callable[[str], Store]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index")
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


def test_rows_of_lists_know_their_bound_after_the_migration(empty_url: str, open_store: Opener) -> None:
    migrate(empty_url)
    store, rulebooks = open_store(empty_url), all_rulebooks()
    clerk = Clerk(store, rulebooks)
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    before = _without_and_again(empty_url, store)
    assert [bound is not None for bound in before] == [True] * 4, "the sides, the marketplace, the registrars"
    assert verify_dockets(store, Law(rulebooks)).divergence is None


def _without_and_again(url: str, store: Store) -> list[int | None]:
    """The bounds of every row, after the migration was undone and done again."""
    with exclusive(url) as connection:
        config = odr.migrate._config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    migrate(url)
    with store.read() as connection:
        return list(connection.execute(select(views.c.bound_at)).scalars())
