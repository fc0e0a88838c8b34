"""Examples of counting. Each end was worked out by hand; tests/test_examples.py compares the service's."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from odr.calendars import Calendars
from odr.domain.calendar import read_length
from odr.domain.counting import Counted, Place, reckon
from odr.domain.happenings import Extension, Happening, Outage, Pause

CALENDARS = Calendars()


@dataclass(frozen=True, slots=True)
class Example:
    """A time frame that begins at a local time of its first place, and what happens to it.

    A place is a zone and a country or region. `end` is the last day, or for hours the bound, worked out by hand. What
    happens reads "extended TIME 3d", "paused TIME TIME" or "outage TIME TIME".
    """

    begins: str
    limit: str
    where: str
    end: str
    why: str
    happened: tuple[str, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The zone of all local times that are told."""
        return ZoneInfo(self.where.split()[0])

    def at(self, local: str) -> datetime:
        """A local time, written 2026-03-03T15:00."""
        return datetime.fromisoformat(local).replace(tzinfo=self.zone)

    def counted(self) -> Counted:
        """What the service makes of it."""
        places = [Place(zone, CALENDARS.of(code)) for zone, code in map(str.split, self.where.split(", "))]
        return reckon(self.at(self.begins), read_length(self.limit), places, map(self._happening, self.happened))

    def _happening(self, told: str) -> Happening:
        what, start, rest = told.split()
        if what == "extended":
            return Extension(self.at(start), read_length(rest))
        return {"paused": Pause, "outage": Outage}[what](self.at(start), self.at(rest))


BERLIN, WARSAW = "Europe/Berlin DE", "Europe/Warsaw PL"

DAYS = (
    Example("2026-03-03T15:00", "7d", BERLIN, "2026-03-10", "Day 1 is Wednesday."),
    Example("2026-03-03T23:59", "7d", BERLIN, "2026-03-10", "The day of the event is not counted, whatever the hour."),
    Example("2026-03-04T00:00", "7d", BERLIN, "2026-03-11", "Midnight belongs to the day that begins: one day later."),
    Example("2026-03-07T10:00", "7d", WARSAW, "2026-03-16", "Day 7 is a Saturday, so the end rolls to Monday."),
    Example("2026-03-06T09:00", "1wd", BERLIN, "2026-03-09", "Saturday and Sunday are no working days."),
    Example("2026-03-26T12:00", "3wd", BERLIN, "2026-03-31", "The clocks go forward meanwhile; days are counted."),
    Example("2024-02-29T12:00", "1y", "Europe/Paris FR", "2025-02-28", "There is no 29 February a year later."),
    Example("2027-02-28T12:00", "1y", "Europe/Paris FR", "2028-02-28", "The same day, though the 29th follows."),
)
HOLIDAYS = (
    Example("2026-03-27T12:00", "7d", BERLIN, "2026-04-07", "Day 7 is Good Friday. Easter Monday is free as well."),
    Example("2026-03-27T12:00", "7d", "Europe/London GB-SCT", "2026-04-06", "Easter Monday is worked in Scotland."),
    Example("2025-08-08T12:00", "7d", "Europe/Berlin DE-BY", "2025-08-18", "Assumption is free in most of Bavaria."),
    Example("2025-08-08T12:00", "7d", "Europe/Berlin DE-BE", "2025-08-15", "The same week in Berlin."),
    Example("2026-06-12T12:00", "7d", "America/New_York US", "2026-06-22", "Day 7 is Juneteenth, a Friday."),
    Example("2026-03-30T12:00", "7d", "America/Vancouver CA-BC", "2026-04-07", "Time does not end on Easter Monday."),
    Example("2026-03-05T12:00", "1wd", "Asia/Jerusalem IL", "2026-03-08", "Friday and Saturday are the weekend."),
    Example("2026-02-12T12:00", "2wd", "Asia/Shanghai CN", "2026-02-14", "Saturday is worked for the Spring Festival."),
    Example("2026-01-03T12:00", "7d", "Europe/Budapest HU", "2026-01-10", "Saturday is worked for 2 January: no roll."),
)
HISTORY = (
    Example(
        "2026-03-07T10:00",
        "7d",
        BERLIN,
        "2026-03-17",
        "7 and 3 days add first. The roll comes once, at the end.",
        ("extended 2026-03-12T12:00 3d",),
    ),
    Example(
        "2026-03-02T12:00",
        "7d",
        BERLIN,
        "2026-03-11",
        "From the 4th to the 6th are two days, though little more than 24 hours.",
        ("paused 2026-03-04T23:30 2026-03-06T00:30",),
    ),
    Example(
        "2026-03-09T12:00",
        "3wd",
        BERLIN,
        "2026-03-16",
        "Only Wednesday and Thursday are wholly paused: Tuesday, Friday and Monday count.",
        ("paused 2026-03-10T12:00 2026-03-13T12:00",),
    ),
    Example(
        "2026-03-02T12:00",
        "7d",
        BERLIN,
        "2026-03-17",
        "The pause adds four days, the extension another four: the 9th becomes the 17th.",
        ("paused 2026-03-03T12:00 2026-03-07T12:00", "extended 2026-03-10T12:00 4d"),
    ),
    Example(
        "2026-03-26T12:00",
        "7d",
        BERLIN,
        "2026-04-07",
        "The end, Thursday, is hit. After recovery on Good Friday, Tuesday is the first working day.",
        ("outage 2026-04-02T22:00 2026-04-03T08:00",),
    ),
    Example(
        "2026-03-02T12:00",
        "7d",
        BERLIN,
        "2026-03-13",
        "The end moves to Wednesday; the second outage hits that too.",
        ("outage 2026-03-09T22:00 2026-03-10T08:00", "outage 2026-03-11T22:00 2026-03-12T08:00"),
    ),
    Example(
        "2026-03-02T12:00",
        "7d",
        BERLIN,
        "2026-03-09",
        "The service was back before the end.",
        ("outage 2026-03-09T08:00 2026-03-09T23:00",),
    ),
    Example(
        "2026-03-02T12:00",
        "7d",
        BERLIN,
        "2026-03-12",
        "What is granted later adds to the moved end, Wednesday.",
        ("outage 2026-03-09T22:00 2026-03-10T08:00", "extended 2026-03-11T12:00 1d"),
    ),
)
JOINT = (
    Example("2026-11-04T12:00", "7d", f"{BERLIN}, {WARSAW}", "2026-11-12", "11 November is free in Poland."),
    Example(
        "2026-03-27T12:00", "7d", f"Europe/London GB-SCT, {BERLIN}", "2026-04-07", "The later end is that in Germany."
    ),
    Example(
        "2026-03-03T12:00",
        "7d",
        f"{BERLIN}, Europe/Lisbon PT",
        "2026-03-10",
        "It ends at midnight in Lisbon, an hour later.",
    ),
    Example(
        "2026-11-03T23:30",
        "2wd",
        f"{BERLIN}, Asia/Tokyo JP",
        "2026-11-06",
        "It is Wednesday in Tokyo already: Friday there.",
    ),
)
HOURS = (
    Example("2026-03-06T18:00", "48h", "Europe/Lisbon PT", "2026-03-08T18:00", "Hours never roll."),
    Example("2026-03-28T12:00", "24h", BERLIN, "2026-03-29T13:00", "The clocks go forward meanwhile."),
    Example("2026-10-24T12:00", "24h", BERLIN, "2026-10-25T11:00", "The clocks go back meanwhile."),
    Example("2026-10-31T12:00", "24h", "America/Los_Angeles US", "2026-11-01T11:00", "In California they go back too."),
    Example(
        "2026-10-31T12:00", "24h", "America/Vancouver CA-BC", "2026-11-01T12:00", "British Columbia stays at UTC−7."
    ),
    Example(
        "2026-03-06T09:00",
        "48h",
        BERLIN,
        "2026-03-08T10:00",
        "The pause adds its seconds.",
        ("paused 2026-03-06T12:00 2026-03-06T13:00",),
    ),
    Example(
        "2026-03-06T09:00",
        "48h",
        BERLIN,
        "2026-03-10T00:00",
        "The end is hit: it moves to the end of Monday.",
        ("outage 2026-03-08T08:00 2026-03-08T18:00",),
    ),
)
EXAMPLES = DAYS + HOLIDAYS + HISTORY + JOINT + HOURS
