"""Files in a folder of this machine. A file gets its key by a hard link, which fails where the key exists."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVarTuple

from odr.evidence.refusals import DiskFull
from odr.evidence.sealed import PIECE

Arguments = TypeVarTuple("Arguments")

_FULL = (errno.ENOSPC, errno.EDQUOT)


class Folder:
    """A folder, which is made: for this service alone, on one file system with where files arrive."""

    def __init__(self, folder: Path) -> None:
        self._files = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def ready(self) -> None:
        """See `Blobs.ready`: a link never takes the place of another."""

    def put(self, key: str, whole: Path) -> None:
        """See `Blobs.put`."""
        path = self.path(key)
        _make_folder(path.parent)
        try:
            os.link(whole, path)
        finally:
            flush(path.parent)

    def pieces(self, key: str) -> Iterator[bytes]:
        """See `Blobs.pieces`."""
        with self.path(key).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def size(self, key: str) -> int:
        """See `Blobs.size`."""
        return self.path(key).stat().st_size

    def delete(self, key: str) -> None:
        """See `Blobs.delete`."""
        self.path(key).unlink(missing_ok=True)

    def settle(self, key: str) -> None:
        """See `Blobs.settle`. Nobody writes to it any more, not even the service."""
        with self.path(key).open("rb") as file:
            os.fchmod(file.fileno(), 0o400)
            os.fsync(file.fileno())

    def path(self, key: str) -> Path:
        """Where the file of a key lies. Two levels of folders keep each of them small."""
        return self._files / key[:2] / key[2:4] / key[4:]


def on_disk(work: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
    """Do what writes to the disk. Refuses: DiskFull."""
    try:
        work(*arguments)
    except OSError as failed:
        if failed.errno in _FULL:
            raise DiskFull from None
        raise


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
