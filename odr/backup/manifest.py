"""What a backup says of itself, and whether that is still so."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

import odr
from odr.backup.files import HASHES, BackupRefused, listed, sha256
from odr.docket import dockets
from odr.store import Dialect

FORMAT = 1
MANIFEST, SQLITE_COPY, TABLES = "backup.json", "database.sqlite3", "tables"


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table in a backup of PostgreSQL; the columns are in the order of its file."""

    name: str
    columns: list[str]
    sha256: str


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds, as its manifest says."""

    taken_at: str
    dialect: Dialect
    revision: str
    cases: int
    heads: str
    """Digest of (case, head, seal) over every docket, whatever the order."""
    database: str
    """SHA-256 of the SQLite file; empty for PostgreSQL."""
    tables: list[CopiedTable]
    files: int
    files_sha256: str
    program: str = odr.__version__
    format: int = FORMAT


def read_manifest(source: Path) -> Backup:
    """Read what a backup says of itself.

    Raises:
        BackupRefused: no backup, an unfinished one, or one of a later program.
    """
    try:
        said: dict[str, Any] = json.loads((source / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise BackupRefused(f"{source} is no finished backup: it has no readable {MANIFEST}.") from None
    if said.get("format") != FORMAT:
        raise BackupRefused(f"{source} was written by odr {said.get('program')}. Restore it with that version.")
    return Backup(**said | {"tables": [CopiedTable(**table) for table in said["tables"]]})


def check(source: Path, kept: Backup) -> None:
    """Compare every file of a backup with its hash.

    Raises:
        BackupRefused: one is missing or has changed; the message names it.
    """
    wanted = [(kept.files_sha256, source / HASHES)]
    wanted += [(kept.database, source / SQLITE_COPY)] if kept.dialect == "sqlite" else []
    wanted += [(table.sha256, source / TABLES / f"{table.name}.copy") for table in kept.tables]
    for digest, path in wanted:
        _require_hash(digest, path)
    for digest, path in listed(source):
        _require_hash(digest, source / path)


def heads_of(connection: Connection) -> tuple[int, str]:
    """Return how many dockets there are, and one digest of all their heads and seals in any order."""
    total, count = 0, 0
    for case, head, seal in connection.execute(select(dockets.c.case_id, dockets.c.head, dockets.c.seal)):
        total += int.from_bytes(hashlib.sha256(f"{case} {head} {seal}".encode()).digest(), "big")
        count += 1
    return count, f"{total % (1 << 256):064x}"


def _require_hash(digest: str, path: Path) -> None:
    if not path.is_file():
        raise BackupRefused(f"The backup is not whole: {path} is missing.")
    if sha256(path) != digest:
        raise BackupRefused(f"The backup is damaged: {path} is not what was saved.")
