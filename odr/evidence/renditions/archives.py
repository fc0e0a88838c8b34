"""Archives, such as the export of a chat: a list of what is in them and the words of the chat. Nothing is unpacked.

An archive is taken when each file in it would be taken by itself. Entries that share bytes, unpack to too much or are
archives themselves are how small files become large ones (Fifield, "A better zip bomb", 2019).
"""

import lzma
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

from odr.evidence.media import HEAD, is_taken, kind_of
from odr.evidence.renditions.documents import examined
from odr.evidence.renditions.kinds import DOCX
from odr.evidence.renditions.made import CannotShow, Examined, Result, Trouble
from odr.evidence.renditions.texts import CUT, LONGEST, decoded, written

MOST_ENTRIES = 2000
MOST_BYTES = 2 * 1024 * 1024 * 1024
MOST_RATIO = 200
"""Bytes out of one byte: text packs to a tenth, rarely to a hundredth."""
RATIO_FROM = 1024 * 1024
_LOCKED = 0x1
_HEADER = 30
ARCHIVES = ("application/zip", "application/gzip", "application/x-rar", "application/x-7z-compressed")
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError)
"""What the standard library raises at archives that are none, or of another make."""


def examine(original: Path, kind: str) -> Examined:
    """Whether it can be looked into, and what is in it. A document of Word is such an archive too."""
    try:
        with zipfile.ZipFile(original) as archive:
            entries = archive.infolist()
            trouble = _trouble(entries)
            if trouble:
                return Examined(kind, trouble)
            if "word/document.xml" in archive.namelist():
                return examined(archive)
            return _held(archive, entries, kind)
    except _BROKEN as error:
        return Examined(kind, Trouble.LOCKED if "password" in str(error) else Trouble.TOO_MUCH)


def _trouble(entries: list[zipfile.ZipInfo]) -> Trouble | None:
    if any(one.flag_bits & _LOCKED for one in entries):
        return Trouble.LOCKED
    grows = any(one.file_size > max(RATIO_FROM, one.compress_size * MOST_RATIO) for one in entries)
    total = sum(one.file_size for one in entries)
    too_many = len(entries) > MOST_ENTRIES or total > MOST_BYTES
    return Trouble.TOO_MUCH if grows or too_many or _overlap(entries) else None


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    places = sorted((one.header_offset, one.header_offset + _HEADER + one.compress_size) for one in entries)
    return any(start < end for (_, end), (start, _) in pairwise(places))


def _held(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: str) -> Examined:
    for one in entries:
        if one.is_dir() or not one.file_size:
            continue
        with archive.open(one) as file:
            held = kind_of(file.read(HEAD))
        if held in ARCHIVES:
            return Examined(kind, Trouble.TOO_MUCH)
        if not is_taken(held) or held == DOCX:
            return Examined(kind, Trouble.HOLDS_OTHER_KIND, holds=held)
    return Examined(kind)


def show(original: Path, _kind: str) -> Result:
    """The list of contents, then the text of the chat. Raises CannotShow."""
    try:
        with zipfile.ZipFile(original) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            listed = [f"- {one.filename} ({one.file_size:,} bytes)" for one in entries[:MOST_ENTRIES]]
            return written("\n".join([f"Files in the archive: {len(entries)}", *listed, "", _chat(archive, entries)]))
    except _BROKEN as error:
        raise CannotShow(type(error).__name__) from error


def _chat(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    """The longest text in it is what was said."""
    texts = [one for one in entries if one.filename.lower().endswith((".txt", ".csv"))]
    if not texts:
        return ""
    chat = max(texts, key=lambda one: one.file_size)
    with archive.open(chat) as file:
        words = file.read(LONGEST)
    return f"{chat.filename}:\n\n{decoded(words)}{CUT if chat.file_size > LONGEST else ''}"
