"""What happens to a time frame while it runs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from odr.domain.calendar import Length


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, granted at an instant."""

    start: datetime
    length: Length


@dataclass(frozen=True, slots=True)
class Pause:
    """The frame stood still from `start` until it was resumed at `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Outage:
    """The service could not be used from `start` until it recovered at `end`."""

    start: datetime
    end: datetime

    def covers(self, bound: datetime) -> bool:
        """Whether nobody could act in the last moments before a bound."""
        return self.start < bound <= self.end


Happening = Extension | Pause | Outage
"""What may happen to a frame while it runs."""


Interval = TypeVar("Interval", Pause, Outage)


def in_order(start: datetime, happened: Iterable[Happening]) -> list[Happening]:
    """What happened since the start of a frame, by time, in UTC: local clocks repeat and skip hours.

    Pauses that overlap are one pause, and so are outages.
    """
    given = [_in_utc(one) for one in happened]
    pauses = merged(replace(one, start=max(start, one.start)) for one in given if isinstance(one, Pause))
    outages = merged(one for one in given if isinstance(one, Outage))
    extensions = (one for one in given if isinstance(one, Extension))
    return sorted((*extensions, *pauses, *outages), key=lambda one: one.start)


def _in_utc(one: Happening) -> Happening:
    start = one.start.astimezone(UTC)
    if isinstance(one, Extension):
        return replace(one, start=start)
    return replace(one, start=start, end=one.end.astimezone(UTC))


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for one in sorted((one for one in intervals if one.start < one.end), key=lambda one: one.start):
        if merged and one.start <= merged[-1].end:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged
