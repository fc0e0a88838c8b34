"""Two rulebooks side by side: what is different, and what that changes for a case."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from odr.domain.calendar import Length
from odr.domain.rulebook.lengths import no_longer
from odr.domain.rulebook.places import plain, values
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import Acts, Expiry

_WORDS = re.compile(r"(.*\.)?(text|why|title)\.[\w-]+|(criteria|exclusions)\.\w+\.[\w-]+|modelled_on")
_SOURCES = re.compile(r".*\.(source|checked)|review_by")
_WHO = {Acts.ANY_PARTY: "either side", Acts.PARTIES: "both sides", Acts.WHOEVER_OWES: "whoever owes the step"}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs; None where a rulebook has none. `meaning`: what it changes for a case, in plain words."""

    place: str
    before: str | None
    after: str | None
    meaning: str


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


def _meaning(place: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    match before.get(place), after.get(place):
        case None, _:
            return "This is new."
        case _, None:
            return "This is gone."
        case Length() as one, Length() as other:
            return _time(one, other, after.get(f"{place.removesuffix('.limit')}.actor"))
        case tuple() as one, tuple() as other:
            return _lists(one, other, "Stages added" if place == "stages.order" else "Added")
        case Expiry() as one, Expiry() as other:
            return f"When the time ends: {other}, no longer {one}."
        case int() as one, int() as other if not isinstance(one, bool):
            return f"{'More' if other > one else 'Less'} than before."
    return _rest(place)


def _time(before: Length, after: Length, actor: object) -> str:
    who = f" for {_WHO.get(actor, f'the {actor}')}" if isinstance(actor, Acts) else ""
    longer, shorter = no_longer(before, after), no_longer(after, before)
    if longer is None and shorter is None:
        return f"Another length of time{who}; only a calendar says which is longer."
    return f"{'Less' if shorter else 'More'} time{who}."


def _lists(before: tuple[object, ...], after: tuple[object, ...], added: str) -> str:
    new = tuple(one for one in after if one not in before)
    gone = tuple(one for one in before if one not in after)
    said = [f"{added}: {plain(new)}." if new else "", f"Gone: {plain(gone)}." if gone else ""]
    return " ".join(one for one in said if one) or "Another order."


def _rest(place: str) -> str:
    if place == "id":
        return "Another rulebook. Running cases keep theirs."
    if _SOURCES.fullmatch(place):
        return "Another source or mark; nothing changes for a case."
    return "Other words." if _WORDS.fullmatch(place) else "Another rule."
