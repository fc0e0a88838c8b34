"""The SQLite half: the backup interface."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

from odr.backup.files import BackupRefused, sha256
from odr.backup.manifest import SQLITE_COPY, Backup, heads_of
from odr.migrate import revision_of
from odr.store import Store


def save(store: Store, destination: Path) -> dict[str, Any]:
    """Copy the database into the backup and return what the manifest says of it."""
    copy = destination / SQLITE_COPY
    with store.raw() as source:
        _copy(cast(sqlite3.Connection, source), copy)
    with closing(Store(f"sqlite:///{copy}")) as saved, saved.read() as connection:
        if (found := connection.exec_driver_sql("PRAGMA integrity_check").scalar()) != "ok":
            raise BackupRefused(f"The copy of the database is damaged: {found}")
        cases, heads = heads_of(connection)
        revision = revision_of(connection)
        connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
    described = {"dialect": "sqlite", "revision": revision, "cases": cases, "heads": heads, "tables": []}
    return described | {"database": sha256(copy)}


def bring(source: Path, url: str, _kept: Backup) -> None:
    """Put the saved database in its place, complete or not at all."""
    with closing(Store(url)) as store, closing(sqlite3.connect(source / SQLITE_COPY)) as kept:
        target = Path(cast(str, store.url.database))
        draft = target.with_name(f"{target.name}.restoring")
        draft.unlink(missing_ok=True)
        _copy(kept, draft)
        draft.rename(target)


def own_files(store: Store) -> set[Path]:
    """Return the files a SQLite database consists of, which are not copied as files."""
    if store.dialect != "sqlite":
        return set()
    path = cast(str, store.url.database)
    return {Path(path + suffix).resolve() for suffix in ("", "-wal", "-shm", "-journal")}


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """The backup interface in one step: a snapshot, for which in WAL mode no writer waits."""
    with closing(sqlite3.connect(target)) as copy:
        target.chmod(0o600)
        source.backup(copy, pages=-1)
