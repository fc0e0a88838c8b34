"""Rulebooks in layers: a preset, a marketplace's baseline, regions, categories, a seller's own policy.

A layer says only what differs. Tables are joined key by key; everything else, lists too, is replaced as a whole.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from odr.domain.rulebook.better import Judgement, judged, require_better
from odr.domain.rulebook.places import plain
from odr.domain.rulebook.reading import parsed, typed
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import RulebookRefused

_HEAD = ("overlay", "of", "id", "where", "drop")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[1-9]\d*")
_MEASURED = ("limit", "length", "percent")
"""Keys of numbers that name a source beside them."""


class Layer(StrEnum):
    """What a file lies over, from the ground up."""

    PRESET = "preset"
    BASELINE = "baseline"
    REGION = "region"
    CATEGORY = "category"
    SELLER = "seller"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: a whole rulebook (`layer` None), or a layer over the one named `of`.

    `where` it applies: codes of countries, names of categories, or the id of one seller. `drop`: what it leaves out.
    """

    id: str
    layer: Layer | None
    of: str
    where: tuple[str, ...]
    drop: tuple[str, ...]
    table: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that a layer changed. `before` and `after` in plain signs; None where there is none."""

    place: str
    before: str | None
    after: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rulebook, which source each of its values came from, and everything that layers changed.

    `table`: its values as they stand in a file, all layers joined.
    """

    rulebook: Rulebook
    origins: Mapping[str, str]
    differences: tuple[Difference, ...]
    table: Mapping[str, Any]


def read_source(content: bytes) -> Source:
    """Read the head of a file. Raises RulebookRefused."""
    table = parsed(content)
    found = hashlib.sha256(content).hexdigest()
    name = _text(table, "id")
    if "overlay" not in table:
        return Source(name, None, "", (), (), table, found)
    if not ID.fullmatch(name):
        raise RulebookRefused(f'id: "{name}" is no id of a layer; write for example kiezmarkt/3')
    rest = {key: value for key, value in table.items() if key not in _HEAD}
    layer, where = _layer(_text(table, "overlay")), _texts(table, "where")
    _require_where(layer, where)
    return Source(name, layer, _text(table, "of"), where, _texts(table, "drop"), rest, found)


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise RulebookRefused(f"{key}: a text is expected, found {value!r}")
    return value


def _texts(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise RulebookRefused(f"{key}: a list of texts is expected, found {value!r}")
    return tuple(value)


def _layer(text: str) -> Layer:
    try:
        return Layer(text)
    except ValueError:
        raise RulebookRefused(f"overlay: unknown {text}; allowed are {', '.join(Layer)}") from None


def _require_where(layer: Layer, where: tuple[str, ...]) -> None:
    everywhere = layer in (Layer.PRESET, Layer.BASELINE)
    if everywhere and where:
        raise RulebookRefused(f"where: a {layer} holds everywhere; leave it out")
    if not everywhere and not where:
        raise RulebookRefused(f"where: missing; say for which {layer} this holds")
    if layer is Layer.SELLER and len(where) > 1:
        raise RulebookRefused("where: a policy belongs to one seller")


def compiled(base: Source, layers: Sequence[Source] = ()) -> Compiled:
    """The rulebook that these sources make together, in this order. Raises RulebookRefused.

    Its hash is that of the base's bytes; with layers, the SHA-256 of all their hashes, a line each.
    """
    if base.layer is not None:
        raise RulebookRefused(f"overlay: {base.id} is a layer over {base.of}; begin with a whole rulebook")
    table, origins = dict(base.table), dict.fromkeys(flat(base.table), base.id)
    differences: list[Difference] = []
    for n, layer in enumerate(layers):
        _require_below(layer, [base, *layers[:n]])
        upper = {**_joined(_without(table, layer.drop), layer.table), "id": _id([base, *layers[: n + 1]])}
        changed = _changes(table, upper, layer)
        _require_sources(changed, layer)
        if layer.layer is Layer.SELLER:
            typed(upper)
            require_better(typed(table), flat(table), flat(upper))
        differences += changed
        origins |= {place: layer.id for one in changed for place in (one.place, *_restated(one.place, layer))}
        table = upper
    rulebook = typed({**table, "hash": _hash([base, *layers])})
    return Compiled(rulebook, {place: origins[place] for place in flat(table)}, tuple(differences), table)


def policy_judged(base: Source, layers: Sequence[Source]) -> list[Judgement]:
    """What the last layer, a seller's own policy, changes, and whether that is better for the buyer: value by value.

    Raises RulebookRefused where these make no rulebook for another reason.
    """
    *below, policy = layers
    under = compiled(base, below)
    _require_below(policy, [base, *below])
    upper = {**_joined(_without(under.table, policy.drop), policy.table), "id": policy.id}
    typed(upper)
    return list(judged(under.rulebook, flat(under.table), flat(upper)))


def _require_below(layer: Source, below: Sequence[Source]) -> None:
    if layer.layer is None:
        raise RulebookRefused(f"overlay: {layer.id} is a whole rulebook and lies over nothing")
    if layer.of not in (one.id for one in below):
        raise RulebookRefused(f"of: {layer.id} lies over {layer.of}, found below it {', '.join(s.id for s in below)}")
    under = below[-1].layer
    if under and list(Layer).index(under) > list(Layer).index(layer.layer):
        raise RulebookRefused(f"overlay: a {layer.layer} cannot lie over a {under}")


def _id(sources: Sequence[Source]) -> str:
    """The ground that holds everywhere has its own id; all layers above it stand beside: "kiezmarkt/3+holzhaus/2"."""
    grounds = [one.id for one in sources if one.layer in (None, Layer.PRESET, Layer.BASELINE)]
    return "+".join([grounds[-1], *(one.id for one in sources[len(grounds) :])])


def _hash(sources: Sequence[Source]) -> str:
    if len(sources) == 1:
        return sources[0].hash
    return hashlib.sha256("\n".join(one.hash for one in sources).encode()).hexdigest()


def flat(table: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    """The single values of a file under their places; a list is one value."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        found |= flat(value, f"{place}{key}.") if isinstance(value, dict) else {f"{place}{key}": value}
    return found


def _without(table: Mapping[str, Any], drop: Sequence[str]) -> dict[str, Any]:
    left = dict(table)
    for place in drop:
        left = _dropped(left, place.split("."), place)
    return left


def _dropped(table: Mapping[str, Any], keys: Sequence[str], place: str) -> dict[str, Any]:
    first, rest = keys[0], keys[1:]
    if first not in table or (rest and not isinstance(table[first], dict)):
        raise RulebookRefused(f"drop: there is no {place} below this layer")
    left = {key: value for key, value in table.items() if key != first}
    return {**left, first: _dropped(table[first], rest, place)} if rest else left


def _joined(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _joined(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }
    return {**below, **both}


def _changes(below: Mapping[str, Any], above: Mapping[str, Any], layer: Source) -> list[Difference]:
    before, after = flat(below), flat(above)
    places = [place for place in {**before, **after} if before.get(place) != after.get(place) or place == "id"]
    return [Difference(place, _shown(before, place), _shown(after, place), layer.id) for place in places]


def _shown(values: Mapping[str, Any], place: str) -> str | None:
    return plain(values[place]) if place in values else None


def _restated(place: str, layer: Source) -> list[str]:
    """The number that a layer gives another source to: it comes from there, also where it is the same."""
    table, _, key = place.rpartition(".")
    said = flat(layer.table) if key == "source" else {}
    return [number for number in (f"{table}.{measured}" for measured in _MEASURED) if number in said]


def _require_sources(changed: Sequence[Difference], layer: Source) -> None:
    """A number that a layer changes would otherwise stand under the source of the number before."""
    said = flat(layer.table)
    for one in changed:
        table, _, key = one.place.rpartition(".")
        if key in _MEASURED and one.after is not None and not {f"{table}.source", f"{table}.checked"} <= said.keys():
            raise RulebookRefused(f"{one.place}: a changed number names its own source and checked beside it")
