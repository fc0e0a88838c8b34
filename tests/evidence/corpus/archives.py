"""Archives and documents of Word that do harm to whoever unpacks or opens them."""

import io
import struct
import zipfile
from functools import cache

from tests.evidence.clamd import EICAR

MIB = 1024 * 1024
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def zipped_as(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def nested(body: bytes, depth: int) -> bytes:
    for _ in range(depth):
        body = zipped_as({"inner": body})
    return body


def eicar_nested(depth: int) -> bytes:
    return nested(EICAR, depth)


@cache
def bomb() -> bytes:
    """A GiB of nothing in a MiB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("chat.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(1024):
            file.write(bytes(MIB))
    return out.getvalue()


def locked() -> bytes:
    """The bits that say so, in the entry's own header and in the list of contents."""
    whole = bytearray(zipped_as({"chat.txt": "Where is it?"}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(mark) + place] |= 1
    return bytes(whole)


def climbing() -> bytes:
    return zipped_as({"../../../../tmp/odr-was-here.txt": "out", "_chat.txt": "[1] Mia: Where is it?"})


def overlapping() -> bytes:
    """Two entries of the list of contents lead to the same bytes."""
    whole = zipped_as({"a.txt": "the same words " * 50})
    start = whole.index(b"PK\1\2")
    end = whole.index(b"PK\5\6")
    listed = whole[start:end]
    again = listed.replace(b"a.txt", b"b.txt")
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(listed) * 2, start, 0)
    return whole[:start] + listed + again + tail


def word(extra: dict[str, bytes | str], document: str = "") -> bytes:
    body = document or f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:t>Hello there</w:t></w:p></w:body></w:document>'
    return zipped_as({"[Content_Types].xml": _TYPES, "word/document.xml": body} | extra)


def with_macro() -> bytes:
    return word({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)})


def with_template(url: str) -> bytes:
    relation = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/attachedTemplate"'
        f' Target="{url}/template.dotm" TargetMode="External"/></Relationships>'
    )
    return word({"word/_rels/settings.xml.rels": relation})


def entities() -> str:
    """A billion laughs."""
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">{"".join(lines)}]><d>&a9;</d>'


def word_with_entities() -> bytes:
    return word({}, entities())
