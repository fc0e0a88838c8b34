"""File names: kept as data, never as a place on the disk, and shown without signs that deceive."""

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from odr.evidence.media import EXTENSIONS
from odr.evidence.refusals import FileNameNotValid

LONGEST = 255
LONGEST_STEM = 120
_RESERVED = frozenset('/\\:*?"<>|%')
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of writing: `exe.fdp` would be read as `pdf.exe`, and the other way round."""
_INVISIBLE = frozenset(("Cc", "Zl", "Zp"))


def accept_name(given: str) -> str:
    """The name as it is kept: as given. Refuses: FileNameNotValid."""
    if not given.strip() or len(given) > LONGEST or "\0" in given:
        raise FileNameNotValid
    try:
        given.encode()
    except UnicodeEncodeError as lone_surrogate:
        raise FileNameNotValid from lone_surrogate
    return given


def download_name(given: str, media_type: str) -> str:
    """The name to save the file under: one segment, no deceiving signs, and the extension of what it really is.

    A picture called `invoice.html` would else be opened as a page from the disk.
    """
    harmless = "".join("_" if _harms(sign) else sign for sign in given).strip(" .")
    extensions = EXTENSIONS[media_type]
    path = PurePosixPath(harmless or "file")
    if path.suffix.lower() in extensions:
        return path.stem[:LONGEST_STEM] + path.suffix
    return path.name[:LONGEST_STEM] + extensions[0]


def disposition(given: str, media_type: str) -> str:
    """The Content-Disposition of a file that is saved, never shown (RFC 6266, with the name after RFC 8187)."""
    name = download_name(given, media_type)
    plain = "".join(sign if sign.isascii() else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _harms(sign: str) -> bool:
    return sign in _RESERVED or sign in _TURNING or unicodedata.category(sign) in _INVISIBLE
