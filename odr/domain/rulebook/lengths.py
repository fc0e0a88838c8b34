"""What can be said of lengths of time without a calendar."""

from odr.domain.calendar import Length, Unit

_SURE = {
    (Unit.HOUR, Unit.DAY): (1, 24),
    (Unit.HOUR, Unit.WORKING_DAY): (1, 24),
    (Unit.HOUR, Unit.YEAR): (1, 365 * 24),
    (Unit.HOUR, Unit.MONTH): (1, 28 * 24),
    (Unit.DAY, Unit.WORKING_DAY): (1, 1),
    (Unit.DAY, Unit.MONTH): (1, 28),
    (Unit.DAY, Unit.YEAR): (1, 365),
    (Unit.MONTH, Unit.DAY): (31, 1),
    (Unit.MONTH, Unit.WORKING_DAY): (31, 1),
    (Unit.MONTH, Unit.YEAR): (1, 12),
    (Unit.YEAR, Unit.MONTH): (12, 1),
    (Unit.YEAR, Unit.DAY): (366, 1),
    (Unit.YEAR, Unit.WORKING_DAY): (366, 1),
}
"""Units of which a length of the one surely ends no later than one of the other, with their factors."""


_WORDS = {Unit.DAY: "day", Unit.WORKING_DAY: "working day", Unit.HOUR: "hour", Unit.MONTH: "month", Unit.YEAR: "year"}


def in_words(length: Length) -> str:
    """ "7 days", "1 working day"."""
    return f"{length.count} {_WORDS[length.unit]}{'' if length.count == 1 else 's'}"


def no_longer(one: Length, other: Length) -> bool | None:
    """Whether `one` surely ends no later than `other`, started together; None where only a calendar could say.

    The day of the event is not counted, so days end no earlier than as many times 24 hours. As many days end no later
    than as many working days, since a last day that is not worked rolls to the next one that is.
    """
    if one.unit is other.unit:
        return one.count <= other.count
    factors = _SURE.get((one.unit, other.unit))
    if factors and one.count * factors[0] <= other.count * factors[1]:
        return True
    back = _SURE.get((other.unit, one.unit))
    return False if back and other.count * back[0] < one.count * back[1] else None


def most_days(length: Length) -> int:
    """The most calendar days that a frame of this length can take, its roll over a weekend included, holidays apart."""
    match length.unit:
        case Unit.HOUR:
            return -(-length.count // 24)
        case Unit.DAY:
            return length.count + 2
        case Unit.WORKING_DAY:
            return length.count + 2 * -(-length.count // 5)
        case Unit.MONTH:
            return length.count * 31 + 2
        case Unit.YEAR:
            return length.count * 366 + 2
