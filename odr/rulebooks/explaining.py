"""Where every value of a rulebook came from: its layers are laid over each other again, for whoever asks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from odr.domain.rulebook.overlay import Compiled
from odr.domain.rulebook.places import plain, values
from odr.remembered import Remembered
from odr.rulebooks import all_compiled, all_sources
from odr.rulebooks.applying import lay
from odr.rulebooks.checking import source_of
from odr.rulebooks.tables import compiled_rulebooks, rulebook_versions
from odr.rulebooks.versions import VersionState

_BESIDE_A_NUMBER = ("source", "checked")
_MADE = Remembered[str, Compiled](64)
"""By the hash over all sources, so that what is kept is never stale."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its place, the text that said it, and for a number its source and whether it was taken from it."""

    place: str
    value: str
    origin: str
    source: str | None
    checked: bool | None


def compiled_of(conn: Connection, name: str) -> Compiled | None:
    """The rulebook of this id with the origins of its values; None where there is none."""
    shipped = all_compiled().get(name)
    if shipped is not None:
        return shipped
    row = conn.execute(select(compiled_rulebooks).where(compiled_rulebooks.c.id == name)).first()
    if row is None:
        return None
    made = _MADE.get(row.hash)
    if made is None:
        made = _again(conn, json.loads(row.layers))
        _MADE.put(row.hash, made)
    return made


def _again(conn: Connection, names: list[str]) -> Compiled:
    published = rulebook_versions.c.state == VersionState.PUBLISHED
    chosen = select(rulebook_versions.c.source).where(published, rulebook_versions.c.name.in_(names))
    own = {one.id: one for one in map(source_of, conn.execute(chosen).scalars())}
    known = {**all_sources(), **own}
    ground, *layers = (known[name] for name in names)
    return lay([ground], layers).made


def told(made: Compiled) -> Iterator[Value]:
    """Every value in the order of the rulebook; the words beside a number are told with it."""
    held = values(made.rulebook)
    for place, value in held.items():
        table, _, key = place.rpartition(".")
        if key not in _BESIDE_A_NUMBER:
            source, checked = held.get(f"{table}.source"), held.get(f"{table}.checked")
            told_with = key in ("limit", "length", "percent")
            yield Value(
                place,
                plain(value),
                _origin(place, made),
                str(source) if told_with and source is not None else None,
                bool(checked) if told_with and checked is not None else None,
            )


def _origin(place: str, made: Compiled) -> str:
    """The text that said a value; a list of tables is one value of its text."""
    keys = place.split(".")
    above = (".".join(keys[:count]) for count in range(len(keys), 0, -1))
    return next((made.origins[one] for one in above if one in made.origins), made.rulebook.id)
