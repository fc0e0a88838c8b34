"""A zip archive that leaves while it is made: in memory lies one piece of one file at a time."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive. `packed`: whether packing it is worth the time."""

    name: str
    pieces: Iterable[bytes]
    packed: bool = False


class _Tray(io.RawIOBase):
    """What was written since it was emptied last. It cannot go back, so the archive does not try to."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: object, /) -> int:
        taken = bytes(piece)  # type: ignore[call-overload]
        self._held.append(taken)
        return len(taken)

    def emptied(self) -> bytes:
        held, self._held = b"".join(self._held), []
        return held


def archive(parts: Iterable[Part]) -> Iterator[bytes]:
    """The archive piece by piece; the last file in it, `SHA256SUMS`, names the hash of every other one.

    Check it with `sha256sum -c SHA256SUMS` in the unpacked folder.
    """
    tray, sums = _Tray(), []
    with zipfile.ZipFile(tray, "w") as made:
        for part in parts:
            digest = hashlib.sha256()
            for piece in _written(made, part, tray):
                digest.update(piece[0])
                yield piece[1]
            sums.append(f"{digest.hexdigest()}  {part.name}\n")
        for _, sent in _written(made, Part(SUMS, ["".join(sums).encode()]), tray):
            yield sent
    yield tray.emptied()


def _written(made: zipfile.ZipFile, part: Part, tray: _Tray) -> Iterator[tuple[bytes, bytes]]:
    """Each piece with what it became in the archive."""
    info = zipfile.ZipInfo(part.name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED if part.packed else zipfile.ZIP_STORED
    with made.open(info, "w", force_zip64=True) as entry:
        for piece in part.pieces:
            entry.write(piece)
            yield piece, tray.emptied()
