"""The annex of a record: a custody sheet for each exhibit, and how far the signed log went."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from odr.records.content import Exhibit, Handled
from odr.records.markup import Row, el, name, section, table
from odr.records.words import Words


def custody(files: Iterable[Exhibit], say: Words) -> Element | None:
    """What happened to each exhibit, in the order of time."""
    sheets = [_sheet(one, say) for one in files if one.handled]
    return section(say("section.custody"), el("p", say("custody.lead"), cls="quiet"), *sheets) if sheets else None


def _sheet(file: Exhibit, say: Words) -> Element:
    heads = [say(f"custody.{key}") for key in ("when", "who", "what")]
    rows: Iterable[Row] = ([say.moment(one.at), name(one.who), _what(one, say)] for one in file.handled)
    return el(
        "article",
        el("h3", say("custody.title", number=file.number), " ", name(file.name)),
        el("p", say("custody.with_log" if file.with_log else "custody.without_log"), cls="quiet"),
        table(heads, rows, "handled"),
    )


def _what(one: Handled, say: Words) -> Element:
    entry = el("p", say("custody.entry", number=one.entry), cls="quiet") if one.entry else None
    return el("div", el("p", one.what), entry)


def logged(checkpoint: str, say: Words) -> Element | None:
    """The last checkpoint when the record was made: whoever keeps the record keeps it too."""
    if not checkpoint:
        return None
    lines = (el("p", line, cls="hash") for line in checkpoint.splitlines() if line)
    return section(say("section.logged"), el("p", say("custody.logged"), cls="quiet"), *lines)
