"""Where the bytes lie: every file is written once under a random key and never changed.

A folder of this machine (`folder.py`) or a bucket (`bucket.py`) holds them; both are `Blobs`. The row in the database
knows the key before the bytes come, so that whatever dies in between can be cleared away.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from odr.evidence.sealed import CaseKeys, plain_size, seal, unsealed
from odr.ids import new_id

_OF_CASE = "."
"""In the key of a sealed file, between what is random and whose key it is sealed with."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The size in bytes and the SHA-256, in hexadecimal digits, of bytes at rest."""

    size: int
    sha256: str


class Blobs(Protocol):
    """Somewhere to keep whole files by key. Blocking. Raises StorageAway where it cannot be reached."""

    def ready(self) -> None:
        """Try at the start how it behaves, and say so in the log."""

    def put(self, key: str, whole: Path) -> None:
        """Keep a whole file; its name is durable before this returns or finds one, its bytes with `settle`.

        Raises:
            FileExistsError: a file lies under this key already.
        """

    def pieces(self, key: str) -> Iterator[bytes]:
        """The bytes from beginning to end, about a MiB at a time.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """

    def size(self, key: str) -> int:
        """How many bytes lie there.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """

    def delete(self, key: str) -> None:
        """Remove a file; removing twice is no error."""

    def settle(self, key: str) -> None:
        """The bytes are durable before this returns, and nothing writes to the file by mistake any more.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """


class Vault:
    """Files under random keys, as they were handed in; where that is asked, they lie sealed with a key of their case.

    Args:
        blobs: where they lie.
        keys: of the cases.
        sealing: whether new files are sealed. Those that were can be read either way.
    """

    def __init__(self, blobs: Blobs, keys: CaseKeys, *, sealing: bool = False) -> None:
        self.blobs = blobs
        self._keys = keys
        self._sealing = sealing

    def new_key(self, case_id: str) -> str:
        """A key for a file of this case, to be written down before the file is kept."""
        return f"{new_id()}{_OF_CASE}{case_id}" if self._sealing else new_id()

    def keep(self, key: str, whole: Path) -> None:
        """Keep a whole file under a key. Keeping it twice is no error. Its bytes are durable with `settle`.

        Raises:
            FileExistsError: another file lies under this key.
        """
        try:
            self._put(key, whole)
        except FileExistsError:
            if self.measure(key) != measure(whole):
                raise

    def _put(self, key: str, whole: Path) -> None:
        if (case_key := self._case_key(key)) is None:
            self.blobs.put(key, whole)
            return
        beside = whole.with_name(whole.name + SEALED)
        try:
            seal(whole, beside, case_key, key)
            self.blobs.put(key, beside)
        finally:
            beside.unlink(missing_ok=True)

    def settle(self, key: str) -> None:
        """The bytes are durable before this returns, and nothing writes to the file by mistake any more.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """
        self.blobs.settle(key)

    def pieces(self, key: str) -> Iterator[bytes]:
        """Read a file from beginning to end; it is open only between the first piece and the last.

        Raises:
            FileNotFoundError: nothing lies under this key.
            NotAsSealed: what lies there is not what was sealed.
        """
        found = self.blobs.pieces(key)
        case_key = self._case_key(key)
        return found if case_key is None else unsealed(found, case_key, key)

    def measure(self, key: str) -> Measured:
        """Read the bytes again, as they lie.

        Raises:
            FileNotFoundError: nothing lies under this key.
            NotAsSealed: what lies there is not what was sealed.
        """
        size, digest = 0, hashlib.sha256()
        for piece in self.pieces(key):
            size += len(piece)
            digest.update(piece)
        return Measured(size, digest.hexdigest())

    def size(self, key: str) -> int:
        """The size of a file in bytes.

        Raises:
            FileNotFoundError: nothing lies under this key.
        """
        found = self.blobs.size(key)
        return found if self._case_key(key) is None else plain_size(found)

    def head(self, key: str, count: int) -> bytes:
        """The first `count` bytes. Raises as `pieces`."""
        head = b""
        for piece in self.pieces(key):
            head += piece
            if len(head) >= count:
                break
        return head[:count]

    def delete(self, key: str) -> None:
        """Remove a file; removing twice is no error."""
        self.blobs.delete(key)

    def _case_key(self, key: str) -> bytes | None:
        _, dot, case_id = key.partition(_OF_CASE)
        return self._keys.of(case_id) if dot else None


SEALED = ".sealed"
"""What the sealed copy of a file is called while it is on its way into the vault."""


def measure(whole: Path) -> Measured:
    """A file of this machine, read to the end."""
    with whole.open("rb") as file:
        return measured(file)


def measured(file: BufferedReader) -> Measured:
    """The bytes of an open file, read to the end."""
    return Measured(os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").hexdigest())
