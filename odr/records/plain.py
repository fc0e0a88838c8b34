"""A part of a record as plain text: the same words, for whoever needs them without a PDF."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_HEADS = {"h2": "=", "h3": "-", "h4": ""}
_LINES = frozenset({"p", "li", "tr"})


def plain(element: Element) -> str:
    """The words of an element, line by line; the cells of a row stand beside each other."""
    return "\n".join(_lines(element)).strip() + "\n"


def _lines(element: Element) -> Iterator[str]:
    if element.tag in _HEADS:
        words, rule = _words(element), _HEADS[element.tag]
        yield ""
        yield words
        if rule:
            yield rule * len(words)
    elif element.tag == "tr":
        yield from _row(element)
    elif element.tag in _LINES:
        yield ("* " if element.tag == "li" else "") + _words(element)
    else:
        for child in element:
            yield from _lines(child)


def _row(row: Element) -> Iterator[str]:
    cells = [" ".join(filter(None, (line.strip() for line in _cell(cell)))) for cell in row]
    label = row[0].tag == "th" and row[-1].tag == "td"
    yield ": ".join(cells) if label else " | ".join(cells)


def _cell(cell: Element) -> Iterator[str]:
    return _lines(cell) if any(part.tag in _LINES for part in cell.iter()) else iter([_words(cell)])


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
