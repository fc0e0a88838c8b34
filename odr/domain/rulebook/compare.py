"""Two rulebooks side by side: what is different, and what that changes for a case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from odr.domain.calendar import Length
from odr.domain.rulebook.lengths import no_longer
from odr.domain.rulebook.places import plain, values
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import Acts, Expiry

_WORDS = re.compile(r"(.*\.)?(text|why|title)\.[\w-]+|(criteria|exclusions)\.\w+\.[\w-]+|modelled_on")
_SOURCES = re.compile(r".*\.(source|checked)|review_by")


class Means(StrEnum):
    """What a difference changes for a case."""

    NEW = "NEW"
    GONE = "GONE"
    MORE_TIME = "MORE_TIME"
    LESS_TIME = "LESS_TIME"
    OTHER_TIME = "OTHER_TIME"
    STAGES_ADDED = "STAGES_ADDED"
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    ORDER = "ORDER"
    EXPIRY = "EXPIRY"
    MORE = "MORE"
    LESS = "LESS"
    RULEBOOK = "RULEBOOK"
    SOURCE = "SOURCE"
    WORDS = "WORDS"
    RULE = "RULE"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a difference changes, for whom, and the values that say it. The words stand elsewhere."""

    kind: Means
    whom: Acts | None = None
    now: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs; None where a rulebook has none. `meaning`: what it changes for a case."""

    place: str
    before: str | None
    after: str | None
    meaning: tuple[Meaning, ...]


def diff(old: Rulebook, new: Rulebook) -> list[Change]:
    """Every value that differs, in the order of the newer rulebook; what is gone comes last."""
    before, after = values(old), values(new)
    places = [*after, *(place for place in before if place not in after)]
    return [
        Change(place, _shown(before.get(place)), _shown(after.get(place)), _meaning(place, before, after))
        for place in places
        if before.get(place) != after.get(place)
    ]


def _shown(value: object) -> str | None:
    return None if value is None else plain(value)


def _meaning(place: str, before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Meaning, ...]:
    match before.get(place), after.get(place):
        case tuple() as one, tuple() as other:
            return _lists(one, other, Means.STAGES_ADDED if place == "stages.order" else Means.ADDED)
        case one, other:
            return (_single(place, one, other, after.get(f"{place.removesuffix('.limit')}.actor")),)


def _single(place: str, before: object, after: object, actor: object) -> Meaning:
    match before, after:
        case None, _:
            return Meaning(Means.NEW)
        case _, None:
            return Meaning(Means.GONE)
        case Length() as one, Length() as other:
            return _time(one, other, actor if isinstance(actor, Acts) else None)
        case Expiry() as one, Expiry() as other:
            return Meaning(Means.EXPIRY, now=other, was=one)
        case int() as one, int() as other if not isinstance(one, bool):
            return Meaning(Means.MORE if other > one else Means.LESS)
    return Meaning(_rest(place))


def _time(before: Length, after: Length, actor: Acts | None) -> Meaning:
    longer, shorter = no_longer(before, after), no_longer(after, before)
    if longer is None and shorter is None:
        return Meaning(Means.OTHER_TIME, actor)
    return Meaning(Means.LESS_TIME if shorter else Means.MORE_TIME, actor)


def _lists(before: tuple[object, ...], after: tuple[object, ...], added: Means) -> tuple[Meaning, ...]:
    new = tuple(one for one in after if one not in before)
    gone = tuple(one for one in before if one not in after)
    said = [
        *([Meaning(added, now=plain(new))] if new else []),
        *([Meaning(Means.REMOVED, was=plain(gone))] if gone else []),
    ]
    return tuple(said) or (Meaning(Means.ORDER),)


def _rest(place: str) -> Means:
    if place == "id":
        return Means.RULEBOOK
    if _SOURCES.fullmatch(place):
        return Means.SOURCE
    return Means.WORDS if _WORDS.fullmatch(place) else Means.RULE
