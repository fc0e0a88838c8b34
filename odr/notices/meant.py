"""Which events are meant by a line of the table of messages, where what the platform pays makes the difference."""

from collections.abc import Callable

from odr.domain import events as e
from odr.domain.paying import BY_PLATFORM, FundPart


def in_the_shop(event: e.PlatformSteppedIn, person: str) -> bool:
    """What the platform pays itself is told with its promise (odr.fulfilment.tills)."""
    return event.source is e.PaidFrom.SHOP


def of_the_sides(event: e.CompensationOrdered, person: str) -> bool:
    """Whether somebody else than the platform owes a part of it."""
    return any(line.fund not in BY_PLATFORM for line in event.lines)


def fund(part: FundPart) -> Callable[[e.CompensationOrdered, str], bool]:
    """Whether a line of the order has this part of the platform's."""

    def meant(event: e.CompensationOrdered, person: str) -> bool:
        return any(line.fund is part for line in event.lines)

    return meant
