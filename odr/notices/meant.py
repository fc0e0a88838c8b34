"""Which events are meant by a line of the table of messages, where what the platform pays makes the difference."""

from odr.domain import events as e
from odr.domain.paying import BY_PLATFORM


def in_the_shop(event: e.PlatformSteppedIn, person: str) -> bool:
    """What the platform pays itself is told with its promise (odr.fulfilment.tills)."""
    return event.source is e.PaidFrom.SHOP


def of_the_sides(event: e.CompensationOrdered, person: str) -> bool:
    """Whether somebody else than the platform owes a part of it."""
    return any(line.fund not in BY_PLATFORM for line in event.lines)
