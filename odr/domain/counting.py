"""Counting a time frame from everything that happened to it. The rules are quoted above what applies them
(procedure: counting, normative).

Whoever opens, extends or resumes a frame, or moves it after an outage, counts it anew from its whole history. The
outcome holds the days that mattered, so that a stored date explains itself and no calendar is asked later.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from odr.domain.calendar import (
    DAY,
    WEEKENDS,
    Calendar,
    Length,
    Mark,
    MarkedDay,
    Unit,
    local_day,
    months_later,
    start_of_day,
)
from odr.domain.happenings import Extension, Happening, Outage, Pause, in_order
from odr.domain.refusals import UnitsDiffer


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who must act lives: whose midnight ends a day, and whose calendar says which days are worked."""

    zone: str
    calendar: Calendar = WEEKENDS


@dataclass(frozen=True, slots=True)
class Counted:
    """The exclusive bound of a frame, and why: an act received before `due` is in time, equal to it is late.

    `zone` is the zone in which `last_day` ends; `calendar` names the version of the calendar of each place.
    `marked` holds each day that was skipped or rolled over, and each make-up day that was counted, in order.
    """

    due: datetime
    last_day: date
    zone: str
    calendar: str
    marked: tuple[MarkedDay, ...]


def due(start: datetime, length: Length, zone: str, calendar: Calendar = WEEKENDS) -> datetime:
    """The bound of a frame to which nothing happened, for whoever needs no reasons."""
    return reckon(start, length, (Place(zone, calendar),)).due


def last_day(event_day: date, length: Length, calendar: Calendar = WEEKENDS) -> date:
    """The last day of a frame in days before any roll."""
    return _counted(event_day, (length,), Place("UTC", calendar), ())[0]


def touches(one: Happening, due: datetime) -> bool:
    """Whether something that happens to a frame, due until then at `due`, moves its bound."""
    match one:
        case Extension():
            return True
        case Pause(start=start):
            return start < due
        case Outage():
            return one.covers(due)
        case _:
            assert_never(one)


Touches = Callable[[Happening, datetime], bool]


def reckon(
    start: datetime,
    length: Length,
    places: Sequence[Place],
    happened: Iterable[Happening] = (),
    touches: Touches = touches,
) -> Counted:
    """Count a frame from its start, its length and everything that happened to it, in whatever order it is given.

    "A joint frame ends at the later of the two ends and rolls if the day is non-working in either calendar": give
    every place whose time must have passed. Refuses: UnitsDiffer, CalendarUnknown, ZoneUnknown.
    """
    start = start.astimezone(UTC)
    if length.unit is Unit.HOUR:
        return exact(start, start + timedelta(hours=length.count), places, happened, touches)
    history = in_order(start, happened)
    _refuse_other_units(length.unit, history)
    runs = [begun(start, length, place) for place in places]
    counted = _joint(runs)
    for one in history:
        if touches(one, counted.due):
            runs = [run.after(one) for run in runs]
            counted = _joint(runs)
    return counted


def begun(start: datetime, length: Length, place: Place) -> "Run":
    """A frame in days to which nothing has happened yet, at one place."""
    return Run(place, length.unit, local_day(start, place.zone), (length,))


def exact(
    start: datetime,
    bound: datetime,
    places: Sequence[Place],
    happened: Iterable[Happening] = (),
    touches: Touches = touches,
) -> Counted:
    """A bound to the second: the end of a number of hours, or one that a party typed. It does not roll.

    "A pause […] in an hour frame adds its seconds." Refuses: UnitsDiffer, CalendarUnknown, ZoneUnknown.
    """
    history = in_order(start, happened)
    _refuse_other_units(Unit.HOUR, history)
    bound = bound.astimezone(UTC)
    counted = Counted(bound, _day_before(bound, places[0].zone), places[0].zone, _versions(places), ())
    for one in history:
        if touches(one, counted.due):
            counted = _exact_after(counted, one, places)
    return counted


def _exact_after(counted: Counted, one: Happening, places: Sequence[Place]) -> Counted:
    match one:
        case Extension(length=length):
            return _shifted(counted, timedelta(hours=length.count))
        case Pause(start=start, end=end):
            return _shifted(counted, end - start)
        case Outage():
            return _joint([Run(place, Unit.DAY).recovered(one) for place in places])
        case _:
            assert_never(one)


def _shifted(counted: Counted, by: timedelta) -> Counted:
    later = counted.due + by
    return replace(counted, due=later, last_day=_day_before(later, counted.zone))


def _day_before(bound: datetime, zone: str) -> date:
    """The local day of the last instant before a bound."""
    return local_day(bound - timedelta.resolution, zone)


def _refuse_other_units(unit: Unit, history: Iterable[Happening]) -> None:
    """Years, months and days are all calendar days; working days and hours are kinds of their own."""
    added = (one.length.unit for one in history if isinstance(one, Extension))
    if any(_kind(other) is not _kind(unit) for other in added):
        raise UnitsDiffer(unit=_KINDS[_kind(unit)])


_KINDS = {Unit.DAY: "days", Unit.WORKING_DAY: "working days", Unit.HOUR: "hours"}


def _kind(unit: Unit) -> Unit:
    return Unit.DAY if unit in (Unit.YEAR, Unit.MONTH) else unit


@dataclass(frozen=True, slots=True)
class Run:
    """A frame in days as it stands at one place. `base` is the day that is not counted."""

    place: Place
    unit: Unit
    base: date = date.min
    lengths: tuple[Length, ...] = ()
    pauses: tuple[Pause, ...] = ()

    def after(self, one: Happening) -> "Run":
        """The frame after something that moves its bound."""
        match one:
            case Extension(length=length):
                return replace(self, lengths=(*self.lengths, length))
            case Pause():
                return replace(self, pauses=(*self.pauses, one))
            case Outage():
                return self.recovered(one)
            case _:
                assert_never(one)

    def recovered(self, outage: Outage) -> "Run":
        """ "An outage of the service that covers a bound, of hour frames too, moves it to the end of the first working
        day after the local date of recovery, and again for a further outage."

        What is added later is added to that day.
        """
        recovery = local_day(outage.end, self.place.zone)
        return replace(self, base=recovery, lengths=(Length(1, Unit.WORKING_DAY),), pauses=())

    def end(self) -> tuple[date, tuple[MarkedDay, ...]]:
        """The last day before any roll, with the days that were skipped.

        "A pause in a calendar-day frame adds the local date of resumption minus the local date of its start; in a
        working-day frame, working days wholly paused do not count."
        """
        if _kind(self.unit) is Unit.WORKING_DAY:
            return _counted(self.base, self.lengths, self.place, self.pauses)
        last, marked = _counted(self.base, self.lengths, self.place, ())
        return last + sum((self._days(pause) for pause in self.pauses), timedelta()), marked

    def _days(self, pause: Pause) -> timedelta:
        return local_day(pause.end, self.place.zone) - local_day(pause.start, self.place.zone)


def _counted(
    day: date, lengths: Iterable[Length], place: Place, pauses: tuple[Pause, ...]
) -> tuple[date, tuple[MarkedDay, ...]]:
    """ "The day of the event is not counted; day 1 is the next calendar day." "Length and extensions add first." """
    marked: list[MarkedDay] = []
    for length in lengths:
        match length.unit:
            case Unit.YEAR:
                day = months_later(day, 12 * length.count)
            case Unit.MONTH:
                day = months_later(day, length.count)
            case Unit.WORKING_DAY:
                for _ in range(length.count):
                    day = _next_counted(day + DAY, place, pauses, marked)
            case Unit.DAY:
                day += length.count * DAY
            case Unit.HOUR:
                raise ValueError("hours are not counted in days")
            case _:
                assert_never(length.unit)
    return day, tuple(marked)


def _next_counted(day: date, place: Place, pauses: tuple[Pause, ...], marked: list[MarkedDay]) -> date:
    """The day itself when it counts as a working day, else the next one that does; marks what it passes."""
    while passed := place.calendar.free_day(day) or _paused_day(day, place.zone, pauses):
        marked.append(passed)
        day += DAY
    marked += _made_up(day, (place,))
    return day


def _paused_day(day: date, zone: str, pauses: tuple[Pause, ...]) -> MarkedDay | None:
    wholly = (one.start <= start_of_day(day, zone) and start_of_day(day + DAY, zone) <= one.end for one in pauses)
    return MarkedDay(day, Mark.PAUSED) if any(wholly) else None


def _made_up(day: date, places: Sequence[Place]) -> list[MarkedDay]:
    return [MarkedDay(day, Mark.MADE_UP)] if any(day in one.calendar.worked for one in places) else []


def _joint(runs: Sequence[Run]) -> Counted:
    """The later of the ends, each with its own roll; then on to the next day that is worked everywhere.

    "The stored bound is exclusive: the start of the next local day."
    """
    places = [run.place for run in runs]
    bounds = [_bound(_rolled(run.end()[0], run, (run.place,))[0], run) for run in runs]
    latest = runs[bounds.index(max(bounds))]
    ended, marked = latest.end()
    last, rolled = _rolled(ended, latest, places)
    days = {one.day: one for one in (*marked, *rolled, *_made_up(last, places))}
    return Counted(
        due=_bound(last, latest),
        last_day=last,
        zone=latest.place.zone,
        calendar=_versions(places),
        marked=tuple(days[day] for day in sorted(days)),
    )


def _rolled(day: date, run: Run, places: Sequence[Place]) -> tuple[date, list[MarkedDay]]:
    """ "A last day that is a Saturday, Sunday or public holiday there rolls to the next working day."

    A frame that stands still does not end either: a pause at the end of the day lets it roll on.
    """
    passed: list[MarkedDay] = []
    while free := _free(day, places) or _ends_paused(day, run):
        passed.append(free)
        day += DAY
    return day, passed


def _free(day: date, places: Iterable[Place]) -> MarkedDay | None:
    return next(filter(None, (place.calendar.free_day(day) for place in places)), None)


def _ends_paused(day: date, run: Run) -> MarkedDay | None:
    paused = any(one.start < _bound(day, run) <= one.end for one in run.pauses)
    return MarkedDay(day, Mark.PAUSED) if paused else None


def _bound(last: date, run: Run) -> datetime:
    return start_of_day(last + DAY, run.place.zone)


def _versions(places: Iterable[Place]) -> str:
    return " + ".join(dict.fromkeys(place.calendar.version for place in places))
