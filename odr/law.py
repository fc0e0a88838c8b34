"""What the cases of an installation are decided by: the rulebooks that they pinned, calendars of days, and outages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from odr import statutes
from odr.domain import procedure
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.case import Case, Entry
from odr.domain.entitlement.statute import Law as Statutes
from odr.domain.events import CaseOpened, RulebookChanged
from odr.domain.evolve import fold
from odr.domain.happenings import Outage
from odr.domain.rulebook import Rulebook

OutagesKnown = Callable[[datetime, datetime], tuple[Outage, ...]]
"""The outages of the service between two instants."""


def no_outages(since: datetime, at: datetime) -> tuple[Outage, ...]:
    """For where nothing is known of any."""
    return ()


@dataclass(frozen=True, slots=True)
class Law:
    """Every rulebook that a case may have pinned, by id, calendars, when nobody could act, and statutes.

    `statutes`: from which, with the rulebook, it is computed what a claim may be entitled to.
    """

    rulebooks: Mapping[str, Rulebook]
    calendars: Calendars = weekends_everywhere
    outages: OutagesKnown = no_outages
    statutes: Statutes = field(default_factory=statutes.law)

    def fold(self, case_id: str, entries: Sequence[Entry]) -> Case:
        """The case that these entries make, whole or as one reader sees them."""
        return fold(case_id, entries, self.rulebook_of(entries), self.calendars)

    def outages_over(self, case: Case, at: datetime) -> tuple[Outage, ...]:
        """The outages that may cover a bound of the case that has passed; nobody asks before one has."""
        first = case.next_due
        return self.outages(first, at) if first is not None and first <= at else ()

    def pass_time(self, case: Case, at: datetime) -> list[Entry]:
        """Everything that the passing of time brings to the case up to `at` (UTC)."""
        return procedure.pass_time(case, at, self.outages_over(case, at))

    def rulebook_of(self, entries: Sequence[Entry]) -> Rulebook:
        """The rulebook that the case pinned last.

        Raises:
            RuntimeError: it is not there, or another one by now: an error of the installation, not of the case.
        """
        pinned = next(event for event in map(_event, reversed(entries)) if isinstance(event, _PINS))
        rulebook = self.rulebooks.get(pinned.rulebook)
        if rulebook is None or rulebook.hash != pinned.rulebook_hash:
            raise RuntimeError("The rulebook that this case pinned is not installed")
        return rulebook


_PINS = (CaseOpened, RulebookChanged)


def _event(entry: Entry) -> object:
    return entry.event
