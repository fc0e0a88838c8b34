"""Reads the data attached to a record."""

import msgspec
from pyhanko.pdf_utils.reader import PdfFileReader

from odr.records.content import Content, from_json

ATTACHMENT = "case.json"


def attached_json(reader: PdfFileReader) -> bytes:
    """The bytes of `case.json`.

    Raises:
        KeyError: nothing of that name is attached.
    """
    names = list(reader.root["/Names"]["/EmbeddedFiles"]["/Names"])
    files = {str(name): file.get_object() for name, file in zip(names[::2], names[1::2], strict=True)}
    return bytes(files[ATTACHMENT]["/EF"]["/F"].data)


def attached_content(reader: PdfFileReader) -> Content | None:
    """What the record shows, or None where the file carries no data that can be read."""
    try:
        return from_json(attached_json(reader))
    except (KeyError, msgspec.MsgspecError):
        return None
