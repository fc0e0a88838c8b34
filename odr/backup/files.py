"""The files beside the database: copied while they are hashed, brought back while they are compared."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

FILES, HASHES = "files", "files.sha256"
CHUNK = 1024 * 1024


class BackupRefused(Exception):
    """A backup or a restore that would not be whole. The message says why, and what to do."""


def save_files(data_dir: Path, destination: Path, leave_out: set[Path]) -> int:
    """Copy every file of `data_dir`, hashing what was copied, and return how many. One erased meanwhile is left out."""
    lines = []
    for path in sorted(data_dir.rglob("*")):
        if not path.is_file() or path.is_symlink() or path.resolve() in leave_out:
            continue
        name = Path(FILES) / path.relative_to(data_dir)
        try:
            lines.append(f"{_copy_file(path, destination / name)}  {name.as_posix()}\n")
        except FileNotFoundError:
            continue
    write(destination / HASHES, "".join(lines))
    return len(lines)


def bring_files(source: Path, data_dir: Path) -> None:
    """Copy every file of a backup into `data_dir`.

    Raises:
        BackupRefused: one is not what was saved.
    """
    for digest, name in listed(source):
        if _copy_file(source / name, data_dir / name.relative_to(FILES)) != digest:
            raise BackupRefused(f"{name} has changed while it was restored.")


def listed(source: Path) -> Iterator[tuple[str, Path]]:
    """Give the hash and the place, inside the backup, of each of its files.

    Raises:
        BackupRefused: a place outside.
    """
    for line in (source / HASHES).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        path = Path(name)
        if path.parts[:1] != (FILES,) or ".." in path.parts:
            raise BackupRefused(f"The backup names a file outside its folder: {name}")
        yield digest, path


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def write(path: Path, text: str) -> None:
    """Write a file and wait until the disk has it."""
    with path.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _copy_file(path: Path, target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("rb") as source, target.open("wb") as copy:
        while part := source.read(CHUNK):
            digest.update(part)
            copy.write(part)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copymode(path, target)
    return digest.hexdigest()
