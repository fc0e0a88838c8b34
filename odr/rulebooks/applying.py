"""Which layers hold for a case that opens: the marketplace's baseline of the day, then region, category and seller."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from odr.domain.rulebook.lint import Severity, lint
from odr.domain.rulebook.overlay import Compiled, Layer, Source, compiled
from odr.domain.rulebook.terms import RulebookRefused
from odr.rulebooks.versions import Version

UPPER = (Layer.REGION, Layer.CATEGORY, Layer.SELLER)


@dataclass(frozen=True, slots=True)
class Sale:
    """What decides which layers hold: where the buyer lives, and the kinds of the things in dispute.

    `places`: the country and, where it is known, the region (ISO 3166): "DE", "DE-BY".
    """

    places: frozenset[str]
    kinds: frozenset[str]


def baseline(versions: Sequence[Version], otherwise: str) -> str:
    """The name of the newest whole rulebook or baseline of these, or what the marketplace began with."""
    own = [one.name for one in versions if one.layer in (None, Layer.BASELINE) and one.name]
    return own[-1] if own else otherwise


def upper(versions: Sequence[Version], ground: Iterable[str], sale: Sale) -> list[Version]:
    """The layers over this ground that hold for the sale: of each series the newest that fits, from below."""
    found: list[Version] = []
    for layer in UPPER:
        fitting = (one for one in versions if one.layer is layer and _holds(one, sale))
        newest = {_series(one.name): one for one in fitting if _below(one.base, [*ground, *_names(found)])}
        found += [newest[series] for series in sorted(newest)]
    return found


def _holds(version: Version, sale: Sale) -> bool:
    """A category holds when all that is in dispute belongs to it. A seller's policies are those of this seller."""
    match version.layer:
        case Layer.REGION:
            return not sale.places.isdisjoint(version.holds_for)
        case Layer.CATEGORY:
            return sale.kinds <= set(version.holds_for)
        case _:
            return True


def _names(versions: Iterable[Version]) -> list[str]:
    return [one.name for one in versions if one.name]


def _series(name: str | None) -> str:
    return (name or "").partition("/")[0]


def _below(base: str | None, names: Iterable[str]) -> str | None:
    """What a layer written over `base` lies over: that version, or a later one of its series."""
    series, _, number = (base or "").partition("/")
    later = (one for one in names if _series(one) == series and int(one.partition("/")[2]) >= int(number or 0))
    return next(later, None)


@dataclass(frozen=True, slots=True)
class Laid:
    """A rulebook with the names of its sources from the ground up, and of the layers that no longer fit."""

    made: Compiled
    names: tuple[str, ...]
    left_out: tuple[str, ...]


def lay(ground: Sequence[Source], layers: Sequence[Source]) -> Laid:
    """Lay layers over a ground. One that was written over an earlier version and fits this one no longer stays out."""
    base, *below = ground
    left_out: list[str] = []
    made = compiled(base, below)
    for layer in layers:
        try:
            tried = compiled(base, [*below, moved := _moved(layer, [one.id for one in (base, *below)])])
        except RulebookRefused:
            left_out.append(layer.id)
            continue
        if any(one.severity is Severity.ERROR for one in lint(tried.rulebook, date.min)):
            left_out.append(layer.id)
            continue
        below.append(moved)
        made = tried
    return Laid(made, tuple(one.id for one in (base, *below)), tuple(left_out))


def _moved(layer: Source, names: Sequence[str]) -> Source:
    """The same layer over the version of its base that is there now."""
    return replace(layer, of=_below(layer.of, names) or layer.of)
