"""Why a date cannot be told or moved."""

from odr.domain.refusals.asking import Refused


class CalendarUnknown(Refused):
    """The holidays of {place} in {year} are not known, so this date cannot be told. The operator of the service can add
    the year to the file of calendars (ODR_CALENDARS)."""

    def __init__(self, *, place: str, year: int) -> None:
        self.place, self.year = place, year
        super().__init__(place=place, year=year)


class PlaceUnknown(Refused):
    """There is no calendar of "{place}". Give a country or a region by its code, such as DE or DE-BY. The operator of
    the service can add one to the file of calendars (ODR_CALENDARS)."""

    field = "country"


class ZoneUnknown(Refused):
    """There is no time zone "{zone}". Give it by its IANA name, such as Europe/Berlin."""

    field = "zone"


class UnitsDiffer(Refused):
    """This time frame is counted in {unit}. Extend it in {unit} too."""

    field = "length"


class NotExtendable(Refused):
    """This time frame cannot be made longer by you, or not once more."""

    field = "frame"


class FrameNotRunning(Refused):
    """This time frame does not run: it has ended, stands still, or never was. Look at the dates of the case."""

    field = "frame"


class PastTheCap(Refused):
    """This would go past the end of the whole procedure, {cap}. Say why that is needed; the reason is recorded."""

    field = "reasons"


class PauseTooLong(Refused):
    """This case can be paused for {left} more days. Enter a number of days between 1 and {left}."""

    field = "days"


class RulebookDoesNotFit(Refused):
    """This case cannot go on under that rulebook. {why}"""

    field = "rulebook"
