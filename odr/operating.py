"""`odr outage`, `odr calendar` and `odr clock`: what operators do about time. `odr recount`: lists are made anew."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from odr.accounts.command import Command
from odr.accounts.tables import marketplaces, people, sellers
from odr.clock import SteadyClock, SystemClock
from odr.domain.calendar import Calendar, Mark
from odr.domain.refusals import CalendarUnknown, InvalidInput, PlaceUnknown
from odr.outages import Noted, announce, forget_the_future, noted, record
from odr.schema.context import House
from odr.standings import rebuild
from odr.store import instant, micros
from odr.timekeeping import Timekeeper, Trouble


def add_outage_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr outage`."""
    parser.add_argument("action", choices=("list", "record", "announce"), help="what to do")
    when = "an instant with its zone, such as 2026-03-09T22:00+01:00"
    parser.add_argument("began", metavar="FROM", nargs="?", default="", help=f"beginning: {when}")
    parser.add_argument("ended", metavar="TO", nargs="?", default="", help="end, written alike")


def run_outage(arguments: argparse.Namespace, house: House) -> int:
    """List what is noted, record an outage that is over, or announce a stop. Refuses: InvalidInput."""
    with house.store.write() as conn:
        if arguments.action == "list":
            return _say(*map(_line, noted(conn)))
        note = record if arguments.action == "record" else announce
        note(conn, _instant("from", arguments.began), _instant("to", arguments.ended), house.clock.now())
    return _say("Noted.")


def _instant(field: str, typed: str) -> datetime:
    try:
        return instant(micros(datetime.fromisoformat(typed)))
    except ValueError:
        problem = f'"{typed}" is no instant with a zone, such as 2026-03-09T22:00+01:00.'
        raise InvalidInput(field=field, problem=problem) from None


def _line(one: Noted) -> str:
    kind = "announced" if one.planned else "outage"
    return f"{kind:9}  {one.began_at:%Y-%m-%d %H:%M:%S}  {one.ended_at:%Y-%m-%d %H:%M:%S} UTC"


def add_calendar_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr calendar`."""
    parser.add_argument("action", choices=("show", "check"), help="what to do")
    parser.add_argument("place", metavar="PLACE", nargs="?", default="", help="a country or a region: DE, DE-BY")
    parser.add_argument("year", metavar="YEAR", nargs="?", type=int, default=0, help="which year (default: this one)")


def run_calendar(arguments: argparse.Namespace, house: House) -> int:
    """Show a year, or check the places of everybody. Refuses: PlaceUnknown, CalendarUnknown, InvalidInput."""
    this_year = house.clock.now().year
    if arguments.action == "check":
        return _check(house, this_year)
    if not arguments.place:
        raise InvalidInput(field="place", problem="Name a place, such as DE or DE-BY.")
    return _say(*_shown(house.clerk.law.calendars(arguments.place), arguments.year or this_year))


def _shown(calendar: Calendar, year: int) -> Iterator[str]:
    """Each day that is no plain working day or weekend, and what the calendar is."""
    yield calendar.version
    day = date(year, 1, 1)
    while day.year == year:
        free = calendar.free_day(day)
        if free is not None and free.mark is Mark.HOLIDAY:
            yield f"{day:%a} {day}  {free.name}"
        elif day in calendar.worked:
            yield f"{day:%a} {day}  (worked instead of another day)"
        day += timedelta(days=1)


def _check(house: House, this_year: int) -> int:
    """A complaint may need the year after this one: whoever lives where it is not known cannot file any."""
    with house.store.read() as conn:
        places = _places(conn)
    short = [line for place in places if (line := _shortfall(house, place, this_year + 1))]
    if not short:
        return _say(f"All {len(places)} places are known for {this_year} and {this_year + 1}.")
    _say(*short, "Add the years to the file of calendars, ODR_CALENDARS: see docs/guides/operator.md.")
    return 1


def _places(conn: Connection) -> list[str]:
    """Where anybody lives, sells or administers."""
    tables = (people, sellers, marketplaces)
    rows = [row for table in tables for row in conn.execute(select(table.c.country, table.c.region).distinct())]
    return sorted({f"{row.country}-{row.region}" if row.region else row.country for row in rows})


def _shortfall(house: House, place: str, wanted: int) -> str:
    """What is missing of a place; empty for nothing."""
    try:
        calendar = house.clerk.law.calendars(place)
    except PlaceUnknown:
        return f"{place}: no calendar"
    missing = [str(year) for year in (wanted - 1, wanted) if not _is_known(calendar, year)]
    return f"{place}: {' and '.join(missing)} not known" if missing else ""


def _is_known(calendar: Calendar, year: int) -> bool:
    try:
        calendar.is_working(date(year, 1, 1))
    except CalendarUnknown:
        return False
    return True


def add_clock_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `odr clock`."""
    forget = "the clock was ahead and is right now: forget the beats and outages that lie in the future"
    parser.add_argument("--trust", action="store_true", help=forget)


def run_clock(arguments: argparse.Namespace, house: House) -> int:
    """Say whether acts can be decided by this machine's clock."""
    if arguments.trust:
        with house.store.write() as conn:
            _say(f"Forgotten: {forget_the_future(conn, house.clock.now())}.")
    trouble = Timekeeper(house.store, SteadyClock(SystemClock())).check()
    _say(_WORDS[trouble])
    return 1 if trouble else 0


_WORDS = {
    None: "The clocks agree.",
    Trouble.BEHIND: "This clock is behind the last beat. Set it right; if that one was ahead, use --trust.",
    Trouble.DIFFERS: "This clock and the database's differ by more than two seconds. Set both right.",
    Trouble.STEPPED: "This clock was put a moment ago.",
}


def add_recount_arguments(parser: argparse.ArgumentParser) -> None:
    """`odr recount` has no options."""


def run_recount(_: argparse.Namespace, house: House) -> int:
    """Make the lists across cases anew from the dockets."""
    return _say(f"Made anew from the dockets of {rebuild(house.store, house.clerk.law)} cases.")


def _say(*lines: str) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


COMMANDS = {
    "outage": Command(add_outage_arguments, run_outage),
    "calendar": Command(add_calendar_arguments, run_calendar),
    "clock": Command(add_clock_arguments, run_clock),
    "recount": Command(add_recount_arguments, run_recount),
}
