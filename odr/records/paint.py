"""The renderer's child process (`python -m odr.records.paint`): canonical JSON in, PDF out.

PDF/A-4f layout with tags, `case.json` attached as Source, no object streams, and an empty field for the
seal. Conformity with PDF/A or PDF/UA is not claimed: no validator has judged these files.
"""

import logging
import sys
import uuid
from datetime import UTC
from importlib.resources import files
from io import BytesIO
from typing import NoReturn

from weasyprint import CSS, HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from odr.records.attached import ATTACHMENT
from odr.records.child import bound_this_process
from odr.records.content import Content, from_json
from odr.records.finish import finish
from odr.records.pages import html
from odr.records.render import MISSING_GLYPHS

IDENTIFIERS = uuid.UUID("b2c0c0a4-5c0e-5b7e-9f3e-0d8b1a6c7e21")


class NoFetcher(URLFetcher):  # type: ignore[misc]
    """A record refers to nothing outside itself."""

    def fetch(self, url: str, _headers: object = None) -> NoReturn:
        raise FatalURLFetchingError(f"a record may not load {url!r}")


class Complaints(logging.Handler):
    """Collects what the renderer would only have logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def paint(content: Content, data: bytes) -> bytes:
    """Lay the content out and attach `data`, its JSON."""
    sheet = (files(__package__) / "templates" / "record.css").read_text(encoding="utf-8")
    fetcher = NoFetcher()
    document = HTML(string=html(content), url_fetcher=fetcher).render(
        stylesheets=[CSS(string=sheet, url_fetcher=fetcher)]
    )
    document.metadata.attachments = [_attachment(content, data)]
    identifier = uuid.uuid5(IDENTIFIERS, data.decode()).hex.encode()
    target = BytesIO()
    document.write_pdf(target, finisher=finish, pdf_variant="pdf/a-4f", pdf_tags=True, pdf_identifier=identifier)
    return target.getvalue()


def _attachment(content: Content, data: bytes) -> Attachment:
    """Dates are the case's, in UTC, because the renderer labels any date as UTC and defaults to now."""
    moment = content.cover.as_of.at.astimezone(UTC)
    source = BytesIO(data)
    return Attachment(file_obj=source, name=ATTACHMENT, created=moment, modified=moment, relationship="Source")


def main() -> int:
    bound_this_process()
    complaints = Complaints()
    logging.getLogger("weasyprint").addHandler(complaints)
    data = sys.stdin.buffer.read()
    pdf = paint(from_json(data), data)
    if complaints.heard:
        sys.stderr.write("\n".join(sorted(set(complaints.heard))))
        return MISSING_GLYPHS if any(".notdef" in line for line in complaints.heard) else 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
