"""What the cases of an installation are decided by: the rulebooks that they pinned, and the calendars of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.case import Case, Entry
from odr.domain.events import CaseOpened, RulebookChanged
from odr.domain.evolve import fold
from odr.domain.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Law:
    """Every rulebook that a case may have pinned, by id, and the calendar of each place."""

    rulebooks: Mapping[str, Rulebook]
    calendars: Calendars = weekends_everywhere

    def fold(self, case_id: str, entries: Sequence[Entry]) -> Case:
        """The case that these entries make, whole or as one reader sees them."""
        return fold(case_id, entries, self.rulebook_of(entries), self.calendars)

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
