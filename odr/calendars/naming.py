"""What a holiday is called in a reader's language. The day stands in the docket, under the calendar's own name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from odr.calendars import ENGLISH, names_of, places_of


@dataclass(frozen=True, slots=True)
class HolidayName:
    """A name and the language it is in (BCP 47); empty where that is not known."""

    name: str
    language: str


def holiday_name(name: str, day: date, calendar: str, language: str) -> HolidayName:
    """The stored `name` of a day in this language where the library has it, else in the language of the place.

    Only words are looked up, and only where the library still has the same holiday on that day: what an operator
    named, and what this edition of the library no longer knows, keeps its stored name.

    Args:
        name: as the calendar had it when the date was counted.
        calendar: the versions that the date was counted by.
        language: the reader's, a BCP 47 tag.
    """
    for place in places_of(calendar):
        stored, spoken = _names(place, day.year, ENGLISH), _names(place, day.year, language)
        if stored and spoken and stored[0].get(day) == name:
            return HolidayName(spoken[0].get(day, name), spoken[1])
    return HolidayName(name, "")


@lru_cache(512)
def _names(place: str, year: int, language: str) -> tuple[Mapping[date, str], str] | None:
    return names_of(place, year, language)
