"""Documents of Word (ECMA-376): their words, what in them could act, and nothing that they refer to."""

import zipfile
import zlib
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from odr.evidence.renditions.kinds import DOCX
from odr.evidence.renditions.made import Active, CannotShow, Examined, Result, Trouble
from odr.evidence.renditions.texts import CUT, LONGEST, written

WORDS = "word/document.xml"
LARGEST_PART = 32 * 1024 * 1024
_SPACES = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n"}
_OFF = ("0", "false", "off")
"""How a property says that it is not set (ECMA-376-1, 22.9.2.7)."""
_EMBEDDED = ("word/embeddings/", "word/activeX/")


class NotPlainXml(Exception):
    """It declares entities, or is none."""


def examined(archive: zipfile.ZipFile) -> Examined:
    """What it could do, and that its words can be read without resolving anything."""
    found: set[Active] = set()
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        found.add(Active.MACROS)
    if any(name.startswith(_EMBEDDED) for name in names):
        found.add(Active.HOLDS_FILES)
    try:
        for name in names:
            if name.endswith(".rels") and _refers_elsewhere(archive, name):
                found.add(Active.LOADS_FROM_ELSEWHERE)
        _words(archive)
    except NotPlainXml:
        return Examined(DOCX, Trouble.TOO_MUCH)
    return Examined(DOCX, active=tuple(sorted(found)))


def show(original: Path, _kind: str) -> Result:
    """Its words, a paragraph a line. Raises CannotShow."""
    try:
        with zipfile.ZipFile(original) as archive:
            words = _words(archive)
    except (zipfile.BadZipFile, zlib.error, NotPlainXml, RuntimeError, OSError, ValueError, KeyError) as error:
        raise CannotShow(type(error).__name__) from error
    return written(words if len(words) <= LONGEST else words[:LONGEST] + CUT)


def _words(archive: zipfile.ZipFile) -> str:
    words: list[str] = []
    within: list[str] = []
    unseen = False

    def begins(name: str, attributes: dict[str, str]) -> None:
        nonlocal unseen
        if name == "w:r":
            unseen = False
        if name == "w:vanish" and within[-2:-1] == ["w:r"]:
            unseen = attributes.get("w:val", "1") not in _OFF
        within.append(name)
        words.append(_SPACES.get(name, ""))

    def ends(name: str) -> None:
        within.pop()
        if name == "w:p":
            words.append("\n")

    def says(data: str) -> None:
        if within and within[-1] == "w:t" and not unseen:
            words.append(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begins, ends, says
    _read(parser, archive, WORDS)
    return "".join(words)


def _refers_elsewhere(archive: zipfile.ZipFile, name: str) -> bool:
    """Templates, frames and pictures that lie outside; a link that somebody may follow does not count."""
    found: list[str] = []

    def begins(_name: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith("/hyperlink"):
            found.append(name)

    parser = _parser()
    parser.StartElementHandler = begins
    _read(parser, archive, name)
    return bool(found)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_declarations
    return parser


def _no_declarations(*_: object) -> NoReturn:
    """No document of Word has any; entities are how a small file grows without end."""
    raise NotPlainXml("it declares a document type")


def _read(parser: expat.XMLParserType, archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as file:
        body = file.read(LARGEST_PART + 1)
    if len(body) > LARGEST_PART:
        raise NotPlainXml("too long")
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise NotPlainXml(str(error)) from error
