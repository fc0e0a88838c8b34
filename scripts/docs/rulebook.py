"""The keys of a rulebook's file, from the classes that read it."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from odr.domain.calendar import Length
from odr.domain.rulebook import Expiry, ExtendBy, Frame, Rulebook, Term, Wording
from odr.domain.rulebook.shape import RETURN_LOST
from odr.rulebooks import DEFAULT, all_rulebooks
from scripts.docs import words
from scripts.docs.procedure import default
from scripts.docs.tables import table

COMPUTED = "hash"
KINDS = {
    str: "text",
    int: "number",
    bool: "`true` or `false`",
    date: "date",
    Length: "length",
    Term: "length with its source",
    Wording: "words in each language",
}
EXTEND_BY = {
    ExtendBy.RIGHT: "who must act may take it",
    ExtendBy.AGREEMENT: "both sides agree",
    ExtendBy.NEUTRAL: "the neutral says why",
    ExtendBy.COMPLEXITY: "the case is complex; the parties are told why",
}


def keys() -> str:
    """Every key that is not a time frame, with its kind and its value in the default rulebook."""
    rows = (
        (f"`{name}`", _kind(kind), "yes" if needed else "no", _value(value))
        for name, kind, needed, value in _keys(Rulebook, default())
    )
    return table(("Key", "Kind", "Needed", "In the default rulebook"), rows)


def frames() -> str:
    """Every time frame: its table in the file, its values, and its source."""
    needed = set(_needed_frames(Rulebook))
    rows = (
        (
            f"`[{name}]`",
            "yes" if name in needed else "no",
            f"`{one.actor}`",
            f"`{one.limit}`",
            f"`{one.expiry}`",
            words.source(one),
        )
        for name, one in default().clauses.items()
        if name != RETURN_LOST
    )
    return table(("Table", "Needed", "actor", "limit", "expiry", "Source"), rows)


def extensions() -> str:
    """Who may make a frame longer."""
    used = {
        by: [name for name, one in default().clauses.items() if by in {e.by for e in one.extend}] for by in ExtendBy
    }
    rows = ((f"`{by}`", EXTEND_BY[by], ", ".join(f"`{name}`" for name in used[by])) for by in ExtendBy)
    return table(("by", "What it takes", "In the default rulebook"), rows)


def expiries() -> str:
    """What the end of a frame may bring."""
    return table(("Value", "Meaning"), ((f"`{one}`", words.EXPIRY[one]) for one in Expiry))


def complaints() -> str:
    """What the default rulebook says of each kind of complaint."""
    rows = (
        (
            f"`{kind}`",
            rule.text.in_language(words.LANGUAGE),
            str(rule.filed_by),
            f"{words.length(rule.filing.within.length)} from {rule.filing.since.replace('_', ' ')}",
            f"{rule.cap.percent} % of {rule.cap.of.replace('_', ' ')}",
            ", ".join(f"`{one}`" for one in rule.documents),
        )
        for kind, rule in default().complaints.items()
    )
    return table(("Complaint", "When", "By", "Can be filed within", "Cap", "Documents"), rows)


def presets() -> str:
    """The rulebooks that come with the service, without the default one."""
    rows = (
        (
            f"`{name}`",
            one.title.in_language(words.LANGUAGE),
            f"`{one.status}`",
            ", ".join(f"`{stage}`" for stage in one.stages.order),
        )
        for name, one in all_rulebooks().items()
        if name != DEFAULT
    )
    return table(("Preset", "Title", "Status", "Stages"), rows)


def complaint_keys() -> str:
    """What a table `[complaints.X]` holds."""
    kind = get_args(get_type_hints(Rulebook)["complaints"])[1]
    example = next(iter(default().complaints.values()))
    rows = (
        (f"`{name}`", _kind(of), "yes" if needed else "no", _value(value))
        for name, of, needed, value in _keys(kind, example)
    )
    return table(("Key", "Kind", "Needed", "For example"), rows)


def _keys(cls: type[Any], held: Any, place: str = "") -> Iterator[tuple[str, Any, bool, Any]]:
    """Each key: its kind, whether the file needs it, its value. Frames and lists by name have their own parts."""
    for name, kind, needed in _fields(cls):
        value, at = getattr(held, name) if held else None, f"{place}{name}"
        if kind is Frame or get_origin(kind) is Mapping:
            continue
        if is_dataclass(kind) and kind not in KINDS:
            yield from ((key, of, needed and must, one) for key, of, must, one in _keys(kind, value, f"{at}."))  # type: ignore[arg-type]
        else:
            yield at, kind, needed, value


def _needed_frames(cls: type[Any], place: str = "") -> Iterator[str]:
    for name, kind, needed in _fields(cls):
        if needed and kind is Frame:
            yield f"{place}{name}"
        elif needed and is_dataclass(kind) and kind not in KINDS:
            yield from _needed_frames(kind, f"{place}{name}.")  # type: ignore[arg-type]


def _fields(cls: type[Any]) -> Iterator[tuple[str, Any, bool]]:
    hints = get_type_hints(cls)
    for field in fields(cls):
        kind = hints[field.name]
        if field.name != COMPUTED:
            optional = isinstance(kind, UnionType)
            yield field.name, get_args(kind)[0] if optional else kind, field.default is MISSING


def _kind(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return f"list of {_kind(get_args(kind)[0])}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{one}`" for one in kind)
    return KINDS[kind]


def _value(value: Any) -> str:
    match value:
        case None:
            return "–"
        case tuple():
            return ", ".join(f"`{one}`" for one in value) or "none"
        case Wording():
            return value.in_language(words.LANGUAGE)
        case Term():
            return f"`{value.length}`, {words.source(value)}"
        case bool():
            return f"`{str(value).lower()}`"
    return str(value) if isinstance(value, str) and len(value) >= 40 else f"`{value}`"
