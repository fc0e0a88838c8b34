"""An e-mail as text: who, when, about what, its words, and the names of what came with it."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser
from pathlib import Path

from odr.evidence.renditions.made import CannotShow, Result
from odr.evidence.renditions.texts import CUT, LONGEST, written

HEADERS = ("From", "To", "Cc", "Date", "Subject")
MOST_ATTACHMENTS = 200
_HIDDEN = frozenset(("script", "style", "head", "title"))
_BREAKS = frozenset(("br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "blockquote"))


def show(original: Path, _kind: str) -> Result:
    """The headers that people read, the body, then the list of attachments. Raises CannotShow."""
    try:
        with original.open("rb") as file:
            message = BytesParser(EmailMessage, policy=policy.default).parse(file)
        lines = [f"{name}: {value}" for name in HEADERS for value in message.get_all(name, [])]
        return written("\n".join([*lines, "", _body(message), *_attached(message)]))
    except (LookupError, ValueError, AttributeError, IndexError, TypeError, RecursionError) as error:
        raise CannotShow(type(error).__name__) from error


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    text = str(part.get_content())
    words = _Words.of(text) if part.get_content_subtype() == "html" else text
    return words if len(words) <= LONGEST else words[:LONGEST] + CUT


def _attached(message: EmailMessage) -> list[str]:
    found = list(message.iter_attachments())
    if not found:
        return []
    named = [f"- {one.get_filename('without a name')} ({one.get_content_type()})" for one in found[:MOST_ATTACHMENTS]]
    return ["", f"Attachments: {len(found)}", *named]


class _Words(HTMLParser):
    """What a reader of a page reads; nothing is loaded or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._words: list[str] = []
        self._hidden = 0

    @classmethod
    def of(cls, page: str) -> str:
        reader = cls()
        reader.feed(page)
        reader.close()
        lines = (" ".join(line.split()) for line in "".join(reader._words).splitlines())
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data.replace("\n", " "))
