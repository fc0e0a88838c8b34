"""A year of silence under each rulebook: nobody acts, and everything that the rulebook brings by itself is brought."""

from bench.measure import Ceiling, best_of
from odr.calendars import Calendars
from odr.domain.simulate import PLAYERS, Script, simulate
from odr.rulebooks import all_rulebooks
from tests.core.given import FILED_AT

SILENCE = Script(silent=frozenset(PLAYERS))


def a_year_of_silence() -> list[Ceiling]:
    """From the complaint until the case closes or a year is over, with the calendars of the places."""
    days = Calendars().of
    return [
        Ceiling(
            f"silence under {name}",
            ms,
            50.0,
            beside,
        )
        for name, rulebook in all_rulebooks().items()
        for ms, beside in [best_of(lambda rulebook=rulebook: simulate(rulebook, FILED_AT, SILENCE, calendars=days), 3)]
    ]
