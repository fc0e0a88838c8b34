"""Counting days. The rules are quoted above the functions that apply them (procedure: counting, normative)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Unit(StrEnum):
    DAY = "d"
    WORKING_DAY = "wd"
    HOUR = "h"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Length:
    """How long a time frame is: 7d, 3wd, 48h, 1y."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


def read_length(text: str) -> Length:
    """Read "7d", "3wd", "48h" or "1y"; raises ValueError for anything else."""
    found = re.fullmatch(r"([1-9]\d{0,3})(d|wd|h|y)", text)
    if found is None:
        raise ValueError(f'"{text}" is no length of time; write for example 7d, 3wd, 48h or 1y')
    return Length(int(found[1]), Unit(found[2]))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. This version knows Saturdays and Sundays; regional holidays are another version."""

    version: str = "weekends/1"

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the next one that is."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


WEEKENDS = Calendar()


def start_of_day(day: date, zone: str) -> datetime:
    """The instant at which a local day begins (after a skipped midnight: its first instant)."""
    return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The local date of an instant; 00:00 belongs to the day that begins."""
    return at.astimezone(ZoneInfo(zone)).date()


def due(start: datetime, length: Length, zone: str, calendar: Calendar = WEEKENDS) -> datetime:
    """The exclusive bound of a frame: an act received before it is in time, equal to it is late.

    "The day of the event is not counted; day 1 is the next calendar day in the frame's zone. The stored bound is
    exclusive: the start of the next local day. A last day that is a Saturday, Sunday or public holiday there rolls to
    the next working day. Hour frames do not roll."
    """
    if length.unit is Unit.HOUR:
        return start + timedelta(hours=length.count)
    last = calendar.next_working(last_day(local_day(start, zone), length, calendar))
    return start_of_day(last + timedelta(days=1), zone)


def last_day(event_day: date, length: Length, calendar: Calendar = WEEKENDS) -> date:
    """The last day of a frame before any roll."""
    match length.unit:
        case Unit.YEAR:
            return _years_later(event_day, length.count)
        case Unit.WORKING_DAY:
            return _working_days_later(event_day, length.count, calendar)
        case _:
            return event_day + timedelta(days=length.count)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _working_days_later(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.next_working(day + timedelta(days=1))
    return day
