"""Brings a database to the present form of the tables, all steps or none, one process at a time."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

import odr
from odr.store import Store

MIGRATION_OPTIONS = {"render_as_batch": True, "compare_type": True, "compare_server_default": True}
ADVISORY_LOCK = 0x0D12_0001
"""Key of the PostgreSQL lock that keeps a second process waiting while one migrates."""


class BrokenReferences(Exception):
    """A migration left rows that refer to nothing; nothing of it was kept."""


def migrate(url: str, revision: str = "head") -> str:
    """Upgrade the database at `url`, to the newest form unless told, and return its revision ("" if there is none).

    Raises:
        BrokenReferences: the migration is wrong; the database is as before.
    """
    config = _config()
    with exclusive(url) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        return revision_of(connection)


def is_current(store: Store) -> bool:
    """Return whether the database has the form this program expects."""
    newest = ScriptDirectory.from_config(_config()).get_current_head() or ""
    with store.read() as connection:
        return revision_of(connection) == newest


@contextmanager
def exclusive(url: str) -> Iterator[Connection]:
    """Give a connection in one transaction that other migrations wait for; committed on leaving.

    On SQLite references are not enforced meanwhile, since a table is changed by copying and dropping it,
    which would take the rows that refer to it along; they are checked before the commit.
    """
    with closing(Store(url)) as store, store.engine.connect() as connection:
        if store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.rollback()
        connection.exec_driver_sql(store.begin)
        if store.dialect == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        yield connection
        if store.dialect == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise BrokenReferences("The migration would leave rows that refer to nothing. Nothing was changed.")
        connection.commit()


def scripts() -> Path:
    """Return the folder of the migrations: beside the package in a checkout, inside it once installed."""
    package = Path(odr.__file__).parent
    beside = package.parent / "migrations"
    return beside if (beside / "env.py").exists() else package / "migrations"


def revision_of(connection: Connection) -> str:
    """Return the revision a database has been migrated to ("" if it never was)."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
