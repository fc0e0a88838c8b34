"""Backup and restore by the online method: the service may go on working meanwhile.

A backup is a folder: the database as of one instant (a SQLite file, or one COPY file per table), every file
kept beside the database, their SHA-256 in the form `sha256sum -c` reads, and last of all `backup.json`, without
which it is none. The database is read first and the files after it: a file is stored before the row that names
it, so that none can be missing.

Copying a running SQLite database with `cp` loses what is still in its write-ahead log, and the copy passes an
integrity check all the same; that is why a restore compares the head of every docket with what was saved.
"""

import json
from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect

from odr.backup import postgres, sqlite
from odr.backup.files import HASHES, BackupRefused, bring_files, save_files, sha256, write
from odr.backup.manifest import MANIFEST, Backup, check, heads_of, read_manifest
from odr.migrate import migrate
from odr.store import Store

__all__ = ["Backup", "BackupRefused", "backup", "check", "heads_of", "read_manifest", "restore"]


def backup(url: str, data_dir: Path, destination: Path, at: datetime) -> Backup:
    """Copy the database at `url` and the files under `data_dir` into the new folder `destination`.

    Raises:
        BackupRefused: the destination holds something already, or lies inside what is to be copied.
    """
    if destination.resolve().is_relative_to(data_dir.resolve()):
        raise BackupRefused(f"{destination} lies inside {data_dir}, which is to be copied. Choose a place outside.")
    if destination.exists() and any(destination.iterdir()):
        raise BackupRefused(f"{destination} is not empty. Name a new folder.")
    destination.mkdir(mode=0o700, parents=True, exist_ok=True)
    with closing(Store(url)) as store:
        saved = (sqlite if store.dialect == "sqlite" else postgres).save(store, destination)
        files = save_files(data_dir, destination, leave_out=sqlite.own_files(store))
    made = Backup(taken_at=at.isoformat(), files=files, files_sha256=sha256(destination / HASHES), **saved)
    write(destination / MANIFEST, json.dumps(asdict(made), indent=2))
    return made


def restore(source: Path, url: str, data_dir: Path) -> Backup:
    """Bring a backup back into an empty database and an empty folder, then compare every docket's head.

    Raises:
        BackupRefused: the backup is damaged or of another database, there is something already, or what
            came back is not what was saved.
    """
    kept = read_manifest(source)
    check(source, kept)
    with closing(Store(url)) as store:
        _require_empty(store, data_dir, kept)
    bring_files(source, data_dir)
    (sqlite if kept.dialect == "sqlite" else postgres).bring(source, url, kept)
    migrate(url)
    with closing(Store(url)) as store, store.read() as connection:
        if heads_of(connection) != (kept.cases, kept.heads):
            raise BackupRefused("The restored dockets are not the ones that were saved. Do not use this database.")
    return kept


def _require_empty(store: Store, data_dir: Path, kept: Backup) -> None:
    if store.dialect != kept.dialect:
        raise BackupRefused(f"This is a backup of {kept.dialect}; ODR_DATABASE_URL names {store.dialect}.")
    if inspect(store.engine).get_table_names():
        raise BackupRefused("The database is not empty. Name a new one with ODR_DATABASE_URL.")
    present = [path for path in data_dir.rglob("*") if path.is_file() and path.resolve() not in sqlite.own_files(store)]
    if present:
        raise BackupRefused(f"{data_dir} is not empty. Name a new folder with ODR_DATA_DIR.")
