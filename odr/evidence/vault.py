"""Where the bytes lie: a folder, in which every file is written once under a random key and never changed.

A file grows as a draft and gets its key by a hard link, which fails where the key exists: nothing is ever written
over. The draft keeps its name until its row in the database knows the key, so that whatever dies in between leaves a
draft behind that says what to remove (`left`).
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from odr.ids import new_id

PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """The size in bytes and the SHA-256, in hexadecimal digits, of bytes at rest."""

    size: int
    sha256: str


class Draft:
    """A file that is arriving for an upload. Blocking. End it with `settle` or `discard`."""

    def __init__(self, vault: "Vault", upload: str) -> None:
        self.key = new_id()
        self.size = 0
        self._hash = hashlib.sha256()
        self._vault = vault
        self._path = vault.drafts / f"{upload}.{self.key}"
        self._file = open(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb")  # noqa: SIM115

    def write(self, piece: bytes) -> None:
        """Append."""
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)

    def keep(self) -> Measured:
        """Put the bytes under the key, on the disk before this returns; what arrived."""
        self._file.flush()
        os.fsync(self._file.fileno())
        path = self._vault.path(self.key)
        _make_folder(path.parent)
        os.link(self._path, path)
        _flush(path.parent)
        return Measured(self.size, self._hash.hexdigest())

    def settle(self) -> None:
        """The key is known to the database: the draft may go, the file stays."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def discard(self) -> None:
        """Remove everything that arrived."""
        self._vault.delete(self.key)
        self.settle()


class Vault:
    """Files under random keys in a folder, which is made.

    Args:
        folder: for this vault alone, on one file system.
    """

    def __init__(self, folder: Path) -> None:
        self._files, self.drafts = folder / "files", folder / "drafts"
        for each in (folder, self._files, self.drafts):
            each.mkdir(mode=0o700, parents=True, exist_ok=True)

    def draft(self, upload: str) -> Draft:
        """Begin a file for this upload."""
        return Draft(self, upload)

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
            return Measured(os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())

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

    def mark(self, upload: str, key: str) -> None:
        """Note that this file is about to be given up, so that whoever finds the mark can finish it."""
        (self.drafts / f"{upload}.{key}").touch(mode=0o600)

    def clear(self, upload: str, key: str, *, keep: bool = False) -> None:
        """Remove the draft or mark, and before it the file, unless it is kept."""
        if not keep:
            self.delete(key)
        (self.drafts / f"{upload}.{key}").unlink(missing_ok=True)

    def left(self) -> Iterator[tuple[str, str]]:
        """Upload and key of every draft and mark: of what is under way, and of what died."""
        for path in self.drafts.iterdir():
            upload, _, key = path.name.partition(".")
            yield upload, key

    def path(self, key: str) -> Path:
        """Where the file of a key lies. Two levels of folders keep each of them small."""
        return self._files / key[:2] / key[2:4] / key[4:]


def _make_folder(folder: Path) -> None:
    """A new folder survives a power cut only once the ones above are on the disk too."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush(folder.parent)
        _flush(folder.parent.parent)


def _flush(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
