"""Worked examples of counting, computed by the service's own calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from odr.domain.calendar import read_length
from odr.domain.counting import due
from scripts.docs.tables import table
from scripts.docs.words import length


@dataclass(frozen=True, slots=True)
class Example:
    """A time frame that begins at a local time."""

    begins: str
    limit: str
    zone: str
    why: str


EXAMPLES = (
    Example("2026-03-03 15:00", "7d", "Europe/Berlin", "Day 1 is Wednesday."),
    Example("2026-03-03 23:59", "7d", "Europe/Berlin", "The day of the event is not counted, whatever the hour."),
    Example("2026-03-04 00:00", "7d", "Europe/Berlin", "Midnight belongs to the day that begins: one day later."),
    Example("2026-03-07 10:00", "7d", "Europe/Warsaw", "Day 7 is a Saturday, so the end rolls to Monday."),
    Example("2026-03-06 09:00", "1wd", "Europe/Berlin", "Saturday and Sunday are no working days."),
    Example(
        "2026-03-26 12:00", "3wd", "Europe/Berlin", "The clocks go forward meanwhile; days are counted, not hours."
    ),
    Example("2024-02-29 12:00", "1y", "Europe/Paris", "There is no 29 February a year later."),
    Example("2026-03-06 18:00", "48h", "Europe/Lisbon", "Hours are counted as they are and never roll."),
)


def examples() -> str:
    """A table of the examples with the last instant that still counts."""
    return table(("Begins", "Length", "Zone", "Ends", "Why"), map(_row, EXAMPLES))


def _row(one: Example) -> tuple[str, ...]:
    return _local(one), length(read_length(one.limit)), one.zone, _end(one), one.why


def _begin(one: Example) -> datetime:
    return datetime.fromisoformat(one.begins).replace(tzinfo=ZoneInfo(one.zone))


def _local(one: Example) -> str:
    return f"{_begin(one):%a %d %b %Y, %H:%M}"


def _end(one: Example) -> str:
    limit = read_length(one.limit)
    bound = due(_begin(one), limit, one.zone).astimezone(ZoneInfo(one.zone))
    if bound.hour or bound.minute:
        return f"before {bound:%H:%M on %a %d %b %Y}"
    return f"with the end of {bound - timedelta(microseconds=1):%a %d %b %Y}"
