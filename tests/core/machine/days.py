"""Bounds counted the slow way: day by day, from the procedure's text (counting, normative), apart from the domain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY, ONE = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True)
class Home:
    """A zone and the days that are free there."""

    zone: str
    holidays: frozenset[date] = frozenset()

    def day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.zone)).date()

    def midnight(self, day: date) -> datetime:
        """When this day begins."""
        return datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)

    def works(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays


@dataclass(frozen=True)
class Happened:
    """An extension (by `length`), a pause or an outage."""

    kind: str
    start: datetime
    end: datetime
    length: str = ""


def read(length: str) -> tuple[int, str]:
    number = length.rstrip("dwhmoy")
    return int(number), length[len(number) :]


def bound(start: datetime, length: str, homes: Sequence[Home], happened: Sequence[Happened]) -> datetime:
    """The exclusive end of a frame after everything that happened to it."""
    count, unit = read(length)
    if unit == "h":
        return typed(start + timedelta(hours=count), homes, happened)
    bases = {home: Base(unit == "wd", home.day(start), [length], []) for home in homes}
    due = _joint(bases)
    for one in _in_order(happened):
        hit = one.kind == "outage" and one.start < due <= one.end
        for home, base in bases.items():
            if one.kind == "extension":
                base.lengths.append(one.length)
            elif one.kind == "pause" and one.start < due:
                base.pauses.append(one)
            elif hit:
                bases[home] = Base(base.in_working_days, home.day(one.end), ["1wd"], [])
        due = _joint(bases)
    return due


def _in_order(happened: Sequence[Happened]) -> list[Happened]:
    real = [one for one in happened if one.kind == "extension" or one.start < one.end]
    ordered: list[Happened] = []
    for one in sorted(real, key=lambda one: one.start):
        last = next((before for before in reversed(ordered) if before.kind == one.kind != "extension"), None)
        if last is not None and one.start <= last.end:
            ordered[ordered.index(last)] = replace(last, end=max(last.end, one.end))
        else:
            ordered.append(one)
    return ordered


def typed(due: datetime, homes: Sequence[Home], happened: Sequence[Happened]) -> datetime:
    """A bound to the second: a pause adds its length, an outage gives the next working day."""
    for one in _in_order(happened):
        if one.kind == "extension":
            due += timedelta(hours=read(one.length)[0])
        elif one.kind == "pause" and one.start < due:
            due += one.end - one.start
        elif one.kind == "outage" and one.start < due <= one.end:
            due = _joint({home: Base(False, home.day(one.end), ["1wd"], []) for home in homes})
    return due


@dataclass
class Base:
    """A frame in days as it stands at one home."""

    in_working_days: bool
    day: date
    lengths: list[str]
    pauses: list[Happened]


def _joint(bases: dict[Home, Base]) -> datetime:
    """The later of the ends; then on to a day that is worked everywhere."""
    ends = {home: _rolled(home, base, [home]) for home, base in bases.items()}
    latest = max(ends, key=lambda home: home.midnight(ends[home] + ONE_DAY))
    return latest.midnight(_rolled(latest, bases[latest], list(bases)) + ONE_DAY)


def _last(home: Home, base: Base) -> date:
    day = base.day
    for length in base.lengths:
        count, unit = read(length)
        if unit in ("y", "mo"):
            day = _later(day, 12 * count if unit == "y" else count)
            continue
        while count > 0:
            day += ONE_DAY
            if unit == "d" or (home.works(day) and not _stands_still(home, base, day)):
                count -= 1
    if not base.in_working_days:
        day += sum((home.day(pause.end) - home.day(pause.start) for pause in base.pauses), timedelta())
    return day


def _later(day: date, months: int) -> date:
    """As many months on by the calendar on the wall; back to the last day that there is."""
    month = day.month + months
    year, month, last = day.year + (month - 1) // 12, (month - 1) % 12 + 1, day.day
    while True:
        try:
            return date(year, month, last)
        except ValueError:
            last -= 1


def _stands_still(home: Home, base: Base, day: date) -> bool:
    return base.in_working_days and any(_covers(pause, home, day) for pause in base.pauses)


def _covers(pause: Happened, home: Home, day: date) -> bool:
    return pause.start <= home.midnight(day) and home.midnight(day + ONE_DAY) <= pause.end


def _rolled(home: Home, base: Base, everywhere: list[Home]) -> date:
    def ends_in_a_pause(day: date) -> bool:
        return any(pause.start < home.midnight(day + ONE_DAY) <= pause.end for pause in base.pauses)

    day = _last(home, base)
    while not all(one.works(day) for one in everywhere) or ends_in_a_pause(day):
        day += ONE_DAY
    return day
