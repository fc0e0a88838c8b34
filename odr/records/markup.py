"""HTML elements of a record.

Text enters the page only through `el`, so it is always text and never markup.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias
from xml.etree.ElementTree import Element, SubElement

from odr.records.content import Amount, Said
from odr.records.script import direction, printable
from odr.records.words import Words

Child: TypeAlias = Element | str | None
Row: TypeAlias = Sequence[Child]


def el(tag: str, *children: Child, cls: str = "", **attributes: str) -> Element:
    """An element with its children in order; None is left out."""
    element = Element(tag, {"class": cls, **attributes} if cls else attributes)
    for child in children:
        _append(element, child)
    return element


def _append(element: Element, child: Child) -> None:
    if isinstance(child, Element):
        element.append(child)
    elif child:
        _append_text(element, printable(child))


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def name(text: str) -> Element:
    """A name or other foreign words inside a line, kept apart from the direction of what stands around it."""
    return el("bdi", text, dir=direction(text))


def said(words: Words, value: Said | None) -> Element | None:
    """What a person wrote, paragraph by paragraph, in its own language and direction; None when there was
    nothing.
    """
    if value is None:
        return None
    if value.body is None:
        return el("p", words("text.hidden" if value.hidden else "text.erased"), cls="erased")
    paragraphs = [el("p", part) for part in value.body.splitlines() if part.strip()]
    language = {"lang": value.language} if value.language else {}
    return el("div", *paragraphs, cls="said", dir=direction(value.body), **language)


def money(amount: Amount | None) -> Element | None:
    return el("span", f"{amount.value} {amount.currency}", cls="amount") if amount else None


def facts(rows: Iterable[tuple[str, Child]]) -> Element:
    """A table of label and value; rows without a value are left out."""
    table = el("table", cls="facts")
    body = SubElement(table, "tbody")
    for label, value in rows:
        if value is not None and value != "":
            body.append(el("tr", el("th", label, scope="row"), el("td", value)))
    return table


def table(heads: Sequence[str], rows: Iterable[Row], cls: str) -> Element:
    """A table with one head row that repeats on every page."""
    head = el("thead", el("tr", *(el("th", text, scope="col") for text in heads)))
    body = el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows))
    return el("table", head, body, cls=cls)


def section(title: str, *children: Child) -> Element:
    return el("section", el("h2", title), *children)
