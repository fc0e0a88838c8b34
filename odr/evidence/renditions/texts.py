"""Text as text: UTF-8, with signs that deceive or steer shown by their number."""

import codecs
import unicodedata
from pathlib import Path

from odr.evidence.renditions.made import Kind, Made, Result

LONGEST = 1024 * 1024
CUT = "\n\n[The rest is not shown here.]\n"
_KEPT = frozenset("\n\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_STEERING = frozenset(("Cc", "Cf", "Zl", "Zp", "Cs", "Co"))
_JOINERS = frozenset("\u200c\u200d")
"""Several scripts, and pictures of people, cannot be written without them."""


def show(original: Path, _kind: str) -> Result:
    """The text of a file, its first mebibyte at most."""
    with original.open("rb") as file:
        head = file.read(LONGEST + 1)
    return written(decoded(head[:LONGEST]) + (CUT if len(head) > LONGEST else ""))


def written(text: str) -> Result:
    """The one rendition of a text."""
    Path("r1").write_bytes(plain(text).encode())
    return Result((Made("r1", Kind.TEXT),))


def decoded(body: bytes) -> str:
    """UTF-8, UTF-16 or UTF-32 by its mark, else UTF-8, else what Western programs wrote before it."""
    for mark, coding in _MARKS:
        if body.startswith(mark):
            return body.decode(coding, errors="replace")
    try:
        return body.decode()
    except UnicodeDecodeError as broken:
        if broken.start >= len(body) - 3:  # cut in the middle of a sign
            return body[: broken.start].decode()
        return body.decode("cp1252", errors="replace")


def plain(text: str) -> str:
    """The text with nothing in it that cannot be seen."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(f"[U+{ord(sign):04X}]" if _steers(sign) else sign for sign in lines)


def _steers(sign: str) -> bool:
    return sign not in _KEPT and sign not in _JOINERS and unicodedata.category(sign) in _STEERING
