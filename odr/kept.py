"""Cases as they were folded last, so that nobody folds again what has not changed (ADR 0012).

A case as seen follows from the docket, the reader and the stretch between two bounds of time. Each of these hangs on
the one before it, so that it goes with it: the whole docket, the same after time has passed, what a reader sees.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from odr.docket import Stamp
from odr.domain import possible, procedure
from odr.domain import refusals as no
from odr.domain.case import Case, Entry
from odr.domain.evolve import follow
from odr.domain.happenings import Outage
from odr.domain.roles import Actor, Seat
from odr.domain.sight import IN_PART, as_seen, reads_as, role_of, sees
from odr.remembered import Remembered

ENTRIES = 50_000
"""How many entries are kept in all, those of a page counted once more: about 60 MB."""

_EVER, _NEVER = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case as one reader may see it at one instant, time already passed."""

    case: Case
    entries: Sequence[Entry]
    by: Actor
    at: datetime
    made: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What a room made of it and nothing else, under the room's name: kept for as long as this is."""
    closed: bool = False
    """The account of the reader's side is closed: they read, and do nothing."""
    until: datetime = _NEVER
    """When time brings the case something next, be it for other readers: the page is the same before."""

    def possible(self) -> list[possible.Possible]:
        """What this reader can do now."""
        acts = possible.available_actions(self.by, self.case, self.at)
        return [replace(one, blocked=no.AccountClosed()) for one in acts] if self.closed else acts


class Sight(NamedTuple):
    """What one seat sees of a docket. `numbers` are the docket's own, so that who sees the same shares the same."""

    case: Case
    entries: list[Entry]
    numbers: tuple[int, ...]

    def after(self, seat: Seat, visible: Sequence[Entry], numbers: tuple[int, ...]) -> "Sight":
        """The same with further entries that this seat sees."""
        if not visible:
            return self
        first = len(self.entries) + 1
        more = [Entry(own, one.at, one.by, as_seen(seat, one)) for own, one in enumerate(visible, first)]
        return Sight(follow(self.case, more), [*self.entries, *more], numbers)


def _visible(seat: Seat, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if sees(seat, entry.event)]


class Whole:
    """A whole docket, as only the clerk sees it. Nobody changes it: what comes after it is another one.

    Args:
        stamp: what the docket's row must say for this to be still true.
    """

    __slots__ = ("_passed", "_sights", "case", "entries", "stamp")

    def __init__(self, case: Case, entries: list[Entry], stamp: Stamp) -> None:
        self.case, self.entries, self.stamp = case, entries, stamp
        self._sights: dict[Seat, Sight] = {}
        self._passed: Passed | None = None

    @property
    def weight(self) -> int:
        """In entries; a page made for a reader weighs as much again."""
        return len(self.entries) * (1 + (len(self._passed.seen) if self._passed else 0))

    def sight(self, seat: Seat) -> Sight:
        """What this seat sees of it."""
        known = self._sights.get(seat)
        if known is None:
            empty = Case(self.case.id, self.case.rulebook, self.case.calendars)
            known = self._sights[seat] = self._shared(seat, Sight(empty, [], ()), _visible(seat, self.entries))
        return known

    def sight_of(self, by: Actor) -> Sight:
        """What this person sees of it."""
        return self.sight(reads_as(by, self.case))

    def _shared(self, seat: Seat, before: Sight, visible: Sequence[Entry]) -> Sight:
        """Who sees everything sees this very case; who sees the same as somebody else, the same as they.

        Who sees of some entries a part only shares with nobody.
        """
        numbers = before.numbers + tuple(entry.number for entry in visible)
        if role_of(seat) in IN_PART:
            return before.after(seat, visible, numbers)
        if len(numbers) == len(self.entries):
            return Sight(self.case, self.entries, numbers)
        others = (sight for known, sight in [*self._sights.items()] if role_of(known) not in IN_PART)
        alike = next((sight for sight in others if sight.numbers == numbers), None)
        return alike or before.after(seat, visible, numbers)

    def after(self, new: Sequence[Entry], stamp: Stamp) -> "Whole":
        """The docket with further entries."""
        whole = Whole(follow(self.case, new), [*self.entries, *new], stamp)
        for seat, sight in [*self._sights.items()]:
            whole._sights[seat] = whole._shared(seat, sight, _visible(seat, new))
        return whole

    def passed(self, at: datetime, outages: tuple[Outage, ...] = ()) -> "Passed":
        """The docket after time has passed up to `at`. What was kept holds for the outages that it knew."""
        known = self._passed
        if known is None or known.outages != outages or not known.since <= at < known.until:
            known = self._passed = _pass_time(self, at, outages)
        return known


class Passed(NamedTuple):
    """A docket in which time has passed; between `since` and `until` (exclusive) its passing brings nothing more.

    `late` is what it brought: entries that are not stored yet.
    """

    whole: Whole
    late: list[Entry]
    since: datetime
    until: datetime
    seen: dict[Actor, CaseSeen]
    outages: tuple[Outage, ...] = ()

    def seen_by(self, by: Actor, at: datetime) -> CaseSeen:
        """What this reader sees."""
        known = self.seen.get(by)
        if known is None:
            sight = self.whole.sight_of(by)
            known = self.seen[by] = CaseSeen(sight.case, sight.entries, by, at, until=self.until)
        return known


def _pass_time(stored: Whole, at: datetime, outages: tuple[Outage, ...]) -> Passed:
    late = procedure.pass_time(stored.case, at, outages)
    whole = stored.after(late, stored.stamp) if late else stored
    bounds = procedure.bounds(whole.case)
    since = at if late else max((bound for bound in bounds if bound <= at), default=_EVER)
    return Passed(whole, late, since, min((bound for bound in bounds if bound > at), default=_NEVER), {}, outages)


class KeptCases:
    """The dockets read last, by case."""

    def __init__(self, most: int = ENTRIES) -> None:
        self._cases: Remembered[str, Whole] = Remembered(most)

    def get(self, case_id: str) -> Whole | None:
        """The docket as it was; whether it still is so, its stamp tells."""
        return self._cases.get(case_id)

    def drop(self, case_id: str) -> None:
        """Forget it: what follows needs it folded anew."""
        self._cases.drop(case_id)

    def put(self, whole: Whole) -> None:
        """Keep it, weighed anew."""
        self._cases.put(whole.case.id, whole, whole.weight)
