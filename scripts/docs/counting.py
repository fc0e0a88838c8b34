"""Tables of the worked examples of counting, computed by the service's own calendars."""

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from odr.domain.calendar import Mark, MarkedDay, read_length
from scripts.docs import examples
from scripts.docs.examples import Example
from scripts.docs.tables import table
from scripts.docs.words import length

_MARKS = {Mark.WEEKEND: "weekend", Mark.MADE_UP: "worked instead of another day", Mark.PAUSED: "paused"}


def days() -> str:
    """Days, working days and years."""
    return _table(examples.DAYS)


def holidays() -> str:
    """Holidays, weekends and make-up days of countries and regions."""
    return _table(examples.HOLIDAYS)


def history() -> str:
    """Extensions, pauses and outages."""
    return _table(examples.HISTORY)


def joint() -> str:
    """Time frames of both sides."""
    return _table(examples.JOINT)


def hours() -> str:
    """Hours."""
    return _table(examples.HOURS)


def _table(rows: Iterable[Example]) -> str:
    """With the last instant that still counts, and the days that are no plain working days."""
    return table(("Begins", "Length", "Where", "What happens", "Ends", "Why", "Special days"), map(_row, rows))


def _row(one: Example) -> tuple[str, ...]:
    happened = "; ".join(_told(one, told) for told in one.happened)
    special = ", ".join(map(_special, one.counted().marked))
    return (_local(one, one.begins), length(read_length(one.limit)), one.where, happened, _end(one), one.why, special)


def _local(one: Example, time: str) -> str:
    return f"{one.at(time):%a %d %b %Y, %H:%M}"


def _told(one: Example, told: str) -> str:
    what, start, rest = told.split()
    if what == "extended":
        return f"{_local(one, start)}: extended by {length(read_length(rest))}"
    return f"{what} from {_local(one, start)} to {_local(one, rest)}"


def _special(one: MarkedDay) -> str:
    return f"{one.day:%a %d %b}: {one.name or _MARKS[one.mark]}"


def _end(one: Example) -> str:
    counted = one.counted()
    bound = counted.due.astimezone(ZoneInfo(counted.zone))
    joint = f" in {bound.tzinfo}" if "," in one.where else ""
    if bound.hour or bound.minute:
        return f"before {bound:%H:%M on %a %d %b %Y}{joint}"
    return f"with the end of {bound - timedelta(microseconds=1):%a %d %b %Y}{joint}"
