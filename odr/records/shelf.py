"""Keeps the bytes of issued records in a folder, under random names that say nothing about the case."""

import os
from pathlib import Path

from odr.ids import new_id


def put(folder: Path, data: bytes) -> str:
    """Keep the bytes for good (flushed to the disk before this returns) and answer their key."""
    key = new_id()
    path = _path(folder, key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _flush(path.parent)
    return key


def get(folder: Path, key: str) -> bytes:
    """The bytes kept under a key.

    Raises:
        FileNotFoundError: nothing is kept under it.
    """
    return _path(folder, key).read_bytes()


def drop(folder: Path, key: str) -> None:
    """Forget the bytes of a key; forgetting twice is no error."""
    _path(folder, key).unlink(missing_ok=True)


def _path(folder: Path, key: str) -> Path:
    return folder / key[:2] / key[2:]


def _flush(folder: Path) -> None:
    """A new name survives a power cut only once its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
