"""A seller's own policy may only be better for the buyer: compared value by value, and refused where nothing compares.

A policy holds for complaints against its seller: the respondent's acts are the seller's, the complainant's the buyer's.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from odr.domain.calendar import read_length
from odr.domain.roles import SaleRole
from odr.domain.rulebook.choices import Payer
from odr.domain.rulebook.lengths import no_longer
from odr.domain.rulebook.places import plain
from odr.domain.rulebook.shape import Rulebook
from odr.domain.rulebook.terms import RulebookRefused

Comparison = Callable[[Any, Any], bool | None]
"""Whether the second value is as good for the buyer as the first; None where that cannot be said."""


def _shorter(before: Any, after: Any) -> bool | None:
    return no_longer(read_length(after), read_length(before))


def _longer(before: Any, after: Any) -> bool | None:
    return no_longer(read_length(before), read_length(after))


def _more(before: Any, after: Any) -> bool:
    return all(one in after for one in before)


def _fewer(before: Any, after: Any) -> bool:
    return all(one in before for one in after)


def _higher(before: Any, after: Any) -> bool:
    return bool(after >= before)


def _cheaper(_: Any, after: Any) -> bool:
    return bool(after != Payer.PARTIES)


_SELLER_ACTS = (
    r"complaint\.(acknowledge|answer)|response|counterclaim\.make"
    r"|compliance\.(confirm_return|refund|refund_after_return|replace|repair|voucher|money|other)"
)
_BUYER_ACTS = (
    r"escalation|counterclaim\.answer|decision_choice|acceptance"
    r"|compliance\.(return_ship|answer_inspection|confirm_done)"
)
_COMPARISONS: tuple[tuple[re.Pattern[str], Comparison], ...] = tuple(
    (re.compile(pattern), comparison)
    for pattern, comparison in (
        (rf"({_SELLER_ACTS})\.limit", _shorter),
        (rf"({_SELLER_ACTS})\.extend", _fewer),
        (rf"({_SELLER_ACTS})\.abroad\.length", _shorter),
        (rf"({_BUYER_ACTS})\.abroad\.length", _longer),
        (rf"({_BUYER_ACTS})\.limit", _longer),
        (rf"({_BUYER_ACTS})\.extend", _more),
        (r"complaints\.\w+\.filing\.within\.length", _longer),
        (r"complaints\.\w+\.cap\.percent", _higher),
        (r"complaints\.\w+\.(remedies|products)", _more),
        (r"complaints\.\w+\.(documents|exclusions)", _fewer),
        (r"complaint\.may_escalate_on", _more),
        (r"(complaint\.(nudge_every|escalate_after)|compliance\.nudge_every)\.length", _shorter),
        (r"complaints\.\w+\.escalate\.after\.length", _shorter),
        (r"compliance\.return_lost_after\.length", _shorter),
        (r"compliance\.reopen_for_breach\.report\.limit", _longer),
        (r"effect\.consent\.told_before", _more),
        (r"effect\.consent\.reflection\.length", _longer),
        (r"intake\.refuse_only_for", _fewer),
        (r"costs\.borne_by", _cheaper),
    )
)
_OF_ITSELF = re.compile(r"id|title\.[\w-]+|modelled_on|in_force_from|review_by")
"""What a layer says of itself gives and takes nothing."""

_BESIDE = re.compile(r"(?P<table>.+)\.(source|checked|text\.[\w-]+)")
"""Words and sources go with a number of their table; alone they could say something else than the rule."""

_CAN_GO = re.compile(
    rf"complaint\.escalate_after\.\w+|complaints\.\w+\.escalate\.[\w.]+|({_SELLER_ACTS})\.(extend|abroad\.\w+)"
)
"""What a seller may do without: a wait before the dispute, and more time for itself."""


class Verdict(StrEnum):
    """What a changed value is for the buyer."""

    AS_GOOD = "AS_GOOD"
    WORSE = "WORSE"
    NOT_COMPARED = "NOT_COMPARED"
    GOES_ALONG = "GOES_ALONG"
    """A name, words, or the source of a number that changed: it gives and takes nothing by itself."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One value that a policy changes; None where a rulebook has none."""

    place: str
    before: Any
    after: Any
    verdict: Verdict


def judged(rulebook: Rulebook, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Judgement]:
    """Every value that differs, with what that is for the buyer.

    `rulebook` is the one below; `before` and `after` are the values of the files by place.
    """
    changed = {place for place in {**before, **after} if before.get(place) != after.get(place)}
    for place in sorted(changed):
        old, new = before.get(place), after.get(place)
        goes_along = _goes_along(place, changed)
        yield Judgement(place, old, new, Verdict.GOES_ALONG if goes_along else _verdict(rulebook, place, old, new))


def require_better(rulebook: Rulebook, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Every value that differs is at least as good for the buyer. Raises RulebookRefused."""
    for one in judged(rulebook, before, after):
        if one.verdict is Verdict.NOT_COMPARED:
            raise RulebookRefused(
                f"{one.place}: cannot be compared for the buyer, so a seller's policy leaves it as it is"
            )
        if one.verdict is Verdict.WORSE:
            said = f"{plain(one.before)} became {plain(one.after)}"
            raise RulebookRefused(
                f"{one.place}: {said}, which is worse for the buyer; a seller's policy may only be better"
            )


def _goes_along(place: str, changed: set[str]) -> bool:
    beside = _BESIDE.fullmatch(place)
    numbers = (f"{beside['table']}.{key}" for key in ("limit", "length", "percent")) if beside else ()
    return _OF_ITSELF.fullmatch(place) is not None or any(number in changed for number in numbers)


def _verdict(rulebook: Rulebook, place: str, before: Any, after: Any) -> Verdict:
    as_good = _as_good(rulebook, place, before, after)
    if as_good is None:
        return Verdict.NOT_COMPARED
    return Verdict.AS_GOOD if as_good else Verdict.WORSE


def _as_good(rulebook: Rulebook, place: str, before: Any, after: Any) -> bool | None:
    comparison = next((compare for pattern, compare in _COMPARISONS if pattern.fullmatch(place)), None)
    if after is None:
        return True if _CAN_GO.fullmatch(place) else None
    if comparison is None or before is None or _against_the_buyer(rulebook, place):
        return None
    return comparison(before, after)


def _against_the_buyer(rulebook: Rulebook, place: str) -> bool:
    """Rules on complaints that sellers file: what is more there is worse for the buyer."""
    sellers = (kind for kind, rule in rulebook.complaints.items() if rule.filed_by is SaleRole.SELLER)
    return any(place.startswith(f"complaints.{kind}.") for kind in sellers)
