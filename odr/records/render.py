"""From content to the unsealed PDF, in a child process.

The renderer crashes on a machine without fonts and its cost grows faster than the text, so it never runs
inside the server. The same content gives the same bytes on the same fonts and libraries.
"""

from odr.records import child
from odr.records.content import Content, to_json

SECONDS = 60
MISSING_GLYPHS = 3


class RenderFailed(Exception):
    """The record could not be laid out."""


class MissingGlyphs(RenderFailed):
    """The fonts of this machine cannot show some characters of the record.

    Install the fonts that docs/explanation/records.md names.
    """


def render(content: Content) -> bytes:
    """The unsealed PDF of a record.

    Raises:
        MissingGlyphs: a character has no glyph in any installed font; the message lists the characters.
        RenderFailed: the renderer crashed, complained, or took longer than `SECONDS`.
    """
    try:
        code, pdf, complaint = child.run("odr.records.paint", to_json(content), seconds=SECONDS)
    except child.ChildFailed as failure:
        raise RenderFailed(str(failure)) from failure
    if code == MISSING_GLYPHS:
        raise MissingGlyphs(complaint)
    if code or not pdf.startswith(b"%PDF-2.0"):
        raise RenderFailed(complaint[-2000:])
    return pdf
