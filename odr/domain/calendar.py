"""Which days are worked, where local days begin, and how long a time frame is."""

import re
from calendar import monthrange
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from odr.domain.refusals import CalendarUnknown, ZoneUnknown

DAY = timedelta(days=1)


class Unit(StrEnum):
    DAY = "d"
    WORKING_DAY = "wd"
    HOUR = "h"
    MONTH = "mo"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a time frame is: 7d, 3wd, 48h, 6mo, 1y."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


def read_length(text: str) -> Length:
    """Read "7d", "3wd", "48h", "6mo" or "1y"; raises ValueError for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,3})(d|wd|h|mo|y)", text)
    if found is None:
        raise ValueError(f'"{text}" is no length of time; write for example 7d, 3wd, 48h, 6mo or 1y')
    return Length(int(found[1]), Unit(found[2]))


class Mark(StrEnum):
    """What sets a day apart from a plain working day."""

    WEEKEND = "WEEKEND"
    HOLIDAY = "HOLIDAY"
    MADE_UP = "MADE_UP"
    """A day of the weekend that is worked in place of another day."""
    PAUSED = "PAUSED"
    """A working day that a pause covers, wholly or at its end."""


@dataclass(frozen=True, slots=True, order=True)
class MarkedDay:
    """One day of the reasons of a date. Only a holiday has a name."""

    day: date
    mark: Mark
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked at a place, in the years that are known. `weekend` holds weekdays, Monday is 0.

    A day that is both free and `worked` is worked.
    """

    version: str
    place: str
    years: Container[int]
    free: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})

    def is_working(self, day: date) -> bool:
        """Refuses: CalendarUnknown, for a day of a year that is not known."""
        return self.free_day(day) is None

    def free_day(self, day: date) -> MarkedDay | None:
        """Why the day is not worked; nothing when it is. Refuses: CalendarUnknown, for a day of a year not known."""
        if day.year not in self.years:
            raise CalendarUnknown(place=self.place, year=day.year)
        if day in self.worked:
            return None
        if day in self.free:
            return MarkedDay(day, Mark.HOLIDAY, self.free[day])
        return MarkedDay(day, Mark.WEEKEND) if day.weekday() in self.weekend else None

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the next one that is. Refuses: CalendarUnknown."""
        while not self.is_working(day):
            day += DAY
        return day


WEEKENDS = Calendar("weekends/1", "nowhere", range(date.min.year, date.max.year + 1))
"""Saturdays and Sundays are free, nothing else. For where no country is known."""


Calendars = Callable[[str], Calendar]
"""The calendar of a place: "DE", or "DE-BY". Refuses: CalendarUnknown."""


def weekends_everywhere(place: str) -> Calendar:
    """For where public holidays do not matter."""
    return WEEKENDS


def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name. Refuses: ZoneUnknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(zone=name) from error


def start_of_day(day: date, zone: str) -> datetime:
    """The instant at which a local day begins (after a skipped midnight: its first instant). Refuses: ZoneUnknown."""
    return datetime.combine(day, time.min, zone_info(zone)).astimezone(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The local date of an instant; 00:00 belongs to the day that begins. Refuses: ZoneUnknown."""
    return at.astimezone(zone_info(zone)).date()


def months_later(day: date, months: int) -> date:
    """The same day of a later month; its last day where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
