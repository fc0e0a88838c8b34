"""The keys of a rulebook's file, from the classes that read it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin, get_type_hints

from odr.domain.calendar import Length
from odr.domain.rulebook import Expiry, Frame, Rulebook
from scripts.docs import words
from scripts.docs.procedure import default
from scripts.docs.tables import table


def keys() -> str:
    """Every key that is not a time frame, with its kind and its value in the default rulebook."""
    rows = ((f"`{name}`", _kind(kind), _value(value)) for name, kind, value in _scalars(Rulebook, default()))
    return table(("Key", "Kind", "In the default rulebook"), rows)


def frames() -> str:
    """Every time frame: its table in the file, its values, and its source."""
    rows = (
        (f"`[{name}]`", f"`{one.actor}`", f"`{one.limit}`", f"`{one.expiry}`", words.source(one))
        for name, one in default().clauses.items()
    )
    return table(("Table", "actor", "limit", "expiry", "Source"), rows)


def expiries() -> str:
    """What the end of a frame may bring."""
    return table(("Value", "Meaning"), ((f"`{one}`", words.EXPIRY[one]) for one in Expiry))


def _scalars(cls: type[Any], held: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    hints = get_type_hints(cls)
    for field in fields(cls):
        kind, name = hints[field.name], f"{place}{field.name}"
        if kind is Frame or name == "hash":
            continue
        value = getattr(held, field.name)
        if is_dataclass(kind) and kind is not Length:
            yield from _scalars(kind, value, f"{name}.")  # type: ignore[arg-type]
        else:
            yield name, kind, value


def _kind(kind: Any) -> str:
    if get_origin(kind) is tuple:
        return f"list of {_kind(get_args(kind)[0])}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of " + ", ".join(f"`{one}`" for one in kind)
    return {str: "text", Length: "length"}[kind]


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{value}`" if isinstance(value, StrEnum | Length) or len(value) < 40 else value
