"""Pages of a PDF as pictures, painted by PDFium without scripts."""

from pathlib import Path

import pypdfium2

from odr.evidence.renditions.made import CannotShow, Kind, Made, Result
from odr.evidence.renditions.pictures import save

MOST_PAGES = 50
EDGE = 1600
"""The longer side of a page, in pixels, at most: a page of 14,400 points is painted smaller, not larger."""
MOST_SCALE = 150 / 72
"""A small page is not blown up beyond 150 dots per inch."""


def show(original: Path, _kind: str) -> Result:
    """The first pages. Raises CannotShow."""
    try:
        document = pypdfium2.PdfDocument(original)
        count = len(document)
        document.init_forms()
        made = tuple(_painted(document, number) for number in range(min(count, MOST_PAGES)))
    except pypdfium2.PdfiumError as error:
        raise CannotShow(str(error)) from error
    if not made:
        raise CannotShow("no pages")
    return Result(made, count if count > len(made) else None)


def _painted(document: pypdfium2.PdfDocument, number: int) -> Made:
    page = document[number]
    try:
        scale = min(EDGE / max(*page.get_size(), 1), MOST_SCALE)
        return save(page.render(scale=scale).to_pil(), f"r{number + 1}", Kind.PAGE)
    finally:
        page.close()
