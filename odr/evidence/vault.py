"""Where the bytes lie: a folder, in which every file is written once under a random key and never changed.

A file gets its key by a hard link, which fails where the key exists: nothing is ever written over. The row in the
database knows the key before the bytes come, so that whatever dies in between can be cleared away.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """The size in bytes and the SHA-256, in hexadecimal digits, of bytes at rest."""

    size: int
    sha256: str


class Vault:
    """Files under random keys in a folder, which is made.

    Args:
        folder: for this vault alone, on one file system.
    """

    def __init__(self, folder: Path) -> None:
        self._files = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(self, key: str, whole: Path) -> None:
        """Keep a whole file under a key, on the disk before this returns. Keeping it twice is no error.

        Raises:
            FileExistsError: another file lies under this key.
        """
        path = self.path(key)
        _make_folder(path.parent)
        try:
            os.link(whole, path)
        except FileExistsError:
            if not path.samefile(whole):
                raise
        flush(path.parent)

    def protect(self, key: str) -> None:
        """From now on nothing writes to the file by mistake."""
        self.path(key).chmod(0o400)

    def open(self, key: str) -> BufferedReader:
        """Open a file for reading.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """
        return self.path(key).open("rb")

    def measure(self, key: str) -> Measured:
        """Read the bytes again, as they lie on the disk.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """
        with self.open(key) as file:
            return measured(file)

    def size(self, key: str) -> int:
        """The size of a file in bytes.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """
        return self.path(key).stat().st_size

    def pieces(self, key: str) -> Iterator[bytes]:
        """Read a file from beginning to end; it is open only between the first piece and the last."""
        with self.open(key) as file:
            while piece := file.read(PIECE):
                yield piece

    def head(self, key: str, count: int) -> bytes:
        """The first `count` bytes."""
        with self.open(key) as file:
            return file.read(count)

    def delete(self, key: str) -> None:
        """Remove a file; removing twice is no error."""
        self.path(key).unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the file of a key lies. Two levels of folders keep each of them small."""
        return self._files / key[:2] / key[2:4] / key[4:]


def measured(file: BufferedReader) -> Measured:
    """The bytes of an open file, read to the end."""
    return Measured(os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())


def flush(folder: Path) -> None:
    """The names in a folder are on the disk before this returns."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    """A new folder survives a power cut only once the ones above are on the disk too."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        flush(folder.parent)
        flush(folder.parent.parent)
