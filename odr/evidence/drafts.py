"""Files that are arriving: each grows in a folder of this machine until it is whole, whatever breaks in between.

Whoever writes to one holds it by a lock that ends with the process. Whoever wants it meanwhile knocks, and the one that
holds it gives way: mostly it is the same person, whose connection broke without the server noticing.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from odr.evidence.folder import flush
from odr.evidence.vault import SEALED, Measured, measured

_KNOCK = ".knock"
_BESIDE = (_KNOCK, SEALED)
"""What may lie beside a file: that somebody waits for it, and its sealed copy on the way into the vault."""


class Held(Exception):
    """Somebody else writes to this file."""


class Draft:
    """A file of which this process alone writes the next bytes. Blocking. End it with `close`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self.size = os.fstat(handle).st_size
        self._handle = handle
        self._hash = hashlib.sha256() if not self.size else None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits for it."""
        return _knock(self.path).exists()

    def write(self, *pieces: bytes) -> None:
        """Append. Raises OSError when the disk takes no more; what it took stays."""
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                count = os.write(self._handle, rest)
                if self._hash:
                    self._hash.update(rest[:count])
                self.size += count
                rest = rest[count:]

    def cut(self, size: int) -> None:
        """Give up what arrived behind the first `size` bytes."""
        os.ftruncate(self._handle, size)
        self.size, self._hash = size, None

    def flush(self) -> None:
        """The bytes are on the disk before this returns."""
        os.fsync(self._handle)

    def measure(self) -> Measured:
        """What has arrived: reckoned on the way if it came at one go, else read again."""
        if self._hash and self.size:
            return Measured(self.size, self._hash.hexdigest())
        with self.path.open("rb") as file:
            return measured(file)

    def remove(self) -> None:
        """Nothing is left of it here."""
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let others have it."""
        os.close(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Drafts:
    """The folder, which is made: for this service alone, on one file system with the vault."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def size(self, upload: str) -> int:
        """How many bytes have arrived for this upload."""
        try:
            return self._path(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def hold(self, upload: str) -> Draft:
        """Hold the file of this upload; it is made. Raises Held after a knock."""
        path = self._path(upload)
        while True:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
                _knock(path).touch(mode=0o600)
                raise Held from None
            if _is_at(path, handle):
                _knock(path).unlink(missing_ok=True)
                flush(self._folder)
                return Draft(path, handle)
            os.close(handle)

    def discard(self, upload: str) -> None:
        """Remove what arrived for this upload; removing twice is no error."""
        self._path(upload).unlink(missing_ok=True)
        for beside in _BESIDE:
            self._path(upload).with_name(upload + beside).unlink(missing_ok=True)

    def left(self) -> Iterator[str]:
        """The uploads for which something lies here."""
        yield from {path.name.partition(".")[0] for path in self._folder.iterdir()}

    def _path(self, upload: str) -> Path:
        return self._folder / upload


def _knock(path: Path) -> Path:
    return path.with_name(path.name + _KNOCK)


def _is_at(path: Path, handle: int) -> bool:
    """Whether the file was not removed between opening and locking it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False
