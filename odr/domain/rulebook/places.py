"""Every value of a rulebook under its place: "response.limit", "title.en", "complaints.LATE.remedies"."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from odr.domain.calendar import Length
from odr.domain.rulebook.claims import Cap
from odr.domain.rulebook.elsewhere import Elsewhere
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import DefaultDecision, Extension, Frame, Term, Wording

Number = Frame | Term | Extension | Cap | DefaultDecision | Elsewhere
"""What has a source, and a mark whether it was checked."""


def parts(rulebook: Rulebook) -> Iterator[tuple[str, object]]:
    """Every part of a rulebook with its place, from tables down to single values."""
    return _parts(rulebook, "")


def _parts(part: object, place: str) -> Iterator[tuple[str, object]]:
    if place:
        yield place, part
    for name, value in _inside(part):
        yield from _parts(value, f"{place}.{name}" if place else name)


def _inside(part: object) -> Iterator[tuple[str, object]]:
    """The named parts of a table; a list of tables by number. What may be left out and was, is not there."""
    if isinstance(part, Wording):
        yield from part.said.items()
    elif isinstance(part, Mapping):
        yield from part.items()
    elif is_dataclass(part) and not isinstance(part, Length):
        named = ((one, getattr(part, one.name)) for one in fields(part) if one.name != "hash")
        yield from ((one.name, value) for one, value in named if value != one.default)
    elif isinstance(part, tuple) and any(is_dataclass(one) and not isinstance(one, Length) for one in part):
        yield from ((str(n), one) for n, one in enumerate(part))


def values(rulebook: Rulebook) -> dict[str, object]:
    """The single values: words, numbers, lengths, dates, and lists of them."""
    return {place: part for place, part in parts(rulebook) if not any(_inside(part))}


def wordings(rulebook: Rulebook) -> Iterator[tuple[str, Wording]]:
    return ((place, part) for place, part in parts(rulebook) if isinstance(part, Wording))


def numbers(rulebook: Rulebook) -> Iterator[tuple[str, Number]]:
    return ((place, part) for place, part in parts(rulebook) if isinstance(part, Number))


def plain(value: object) -> str:
    """The value as it reads in a list: "7d", "REFUND_FULL, REPAIR", "yes"."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple() | list():
            return ", ".join(plain(one) for one in value) or "none"
        case dict():
            return ", ".join(f"{name} {plain(one)}" for name, one in value.items())
        case _:
            return str(value)
