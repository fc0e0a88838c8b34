"""A frame is counted from everything that happened to it. Dates are counted by hand on a calendar of 2026."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from odr.domain.calendar import Calendar, Mark, MarkedDay, local_day, read_length
from odr.domain.counting import Counted, Place, exact, reckon
from odr.domain.happenings import Extension, Happening, Outage, Pause
from odr.domain.refusals import CalendarUnknown, UnitsDiffer, ZoneUnknown

GOOD_FRIDAY, EASTER_MONDAY = date(2026, 4, 3), date(2026, 4, 6)
HOME = Calendar(
    "home/1",
    "HOME",
    range(2026, 2027),
    {GOOD_FRIDAY: "Good Friday", EASTER_MONDAY: "Easter Monday", date(2026, 5, 1): "Labour Day"},
    worked=frozenset({date(2026, 5, 9)}),
)
"""Two Easter days and 1 May 2026 are free; Saturday 9 May is worked."""
AWAY = Calendar("away/1", "AWAY", range(2026, 2027), {date(2026, 4, 7): "Founders' Day"})
BERLIN, LISBON = Place("Europe/Berlin", HOME), Place("Europe/Lisbon", AWAY)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def counted(start: str, length: str, *happened: Happening, places: tuple[Place, ...] = (BERLIN,)) -> Counted:
    return reckon(at(start), read_length(length), places, happened)


def last(start: str, length: str, *happened: Happening, places: tuple[Place, ...] = (BERLIN,)) -> str:
    return counted(start, length, *happened, places=places).last_day.isoformat()


@pytest.mark.parametrize(
    ("start", "length", "ends", "why"),
    [
        ("2026-03-26T12:00", "7d", "2026-04-02", "Thursday before Good Friday"),
        ("2026-03-27T12:00", "7d", "2026-04-07", "Good Friday, weekend and Easter Monday are free"),
        ("2026-03-31T12:00", "3wd", "2026-04-07", "1, 2 and 7 April"),
        ("2026-04-24T12:00", "7d", "2026-05-04", "Labour Day is a Friday"),
        ("2026-05-02T12:00", "7d", "2026-05-09", "Saturday 9 May is worked"),
        ("2026-05-07T12:00", "2wd", "2026-05-09", "Friday and the Saturday that is worked"),
    ],
)
def test_holidays_are_free_and_make_up_days_are_worked(start: str, length: str, ends: str, why: str) -> None:
    assert last(start, length) == ends, why


def test_a_date_explains_itself_day_by_day() -> None:
    found = counted("2026-03-27T12:00", "7d")
    assert found.marked == (
        MarkedDay(GOOD_FRIDAY, Mark.HOLIDAY, "Good Friday"),
        MarkedDay(date(2026, 4, 4), Mark.WEEKEND),
        MarkedDay(date(2026, 4, 5), Mark.WEEKEND),
        MarkedDay(EASTER_MONDAY, Mark.HOLIDAY, "Easter Monday"),
    )
    assert (found.due, found.zone, found.calendar) == (at("2026-04-07T22:00"), "Europe/Berlin", "home/1")
    assert counted("2026-05-07T12:00", "2wd").marked == (MarkedDay(date(2026, 5, 9), Mark.MADE_UP),)
    assert counted("2026-05-02T12:00", "7d").marked == (MarkedDay(date(2026, 5, 9), Mark.MADE_UP),)
    assert counted("2026-03-02T12:00", "7d").marked == ()


@pytest.mark.parametrize(("length", "more", "ends"), [("7d", "3d", "2026-03-19"), ("5wd", "1wd", "2026-03-17")])
def test_length_and_extensions_add_first_and_the_roll_comes_once(length: str, more: str, ends: str) -> None:
    """From Monday 9 March: 7 and 3 days are the 19th. Rolled in between from a Saturday it would be later."""
    assert last("2026-03-09T12:00", length, Extension(at("2026-03-12T12:00"), read_length(more))) == ends


def test_the_roll_in_between_is_not_counted() -> None:
    """7 days from Saturday the 7th are Saturday the 14th; 3 more are Tuesday the 17th, not Thursday the 19th."""
    assert last("2026-03-07T12:00", "7d", Extension(at("2026-03-12T12:00"), read_length("3d"))) == "2026-03-17"


def test_a_pause_of_a_calendar_day_frame_adds_local_dates() -> None:
    """Paused on the 4th at 23:30 Berlin time, resumed on the 6th at 00:30: two days, though little more than one."""
    pause = Pause(at("2026-03-04T22:30"), at("2026-03-05T23:30"))
    assert last("2026-03-02T12:00", "7d", pause) == "2026-03-11"
    assert last("2026-03-02T12:00", "7d", Pause(at("2026-03-04T08:00"), at("2026-03-04T20:00"))) == "2026-03-09"


def test_working_days_wholly_paused_do_not_count() -> None:
    """Paused from Tuesday noon to Friday noon: only Wednesday and Thursday are wholly paused."""
    pause = Pause(at("2026-03-10T11:00"), at("2026-03-13T11:00"))
    assert last("2026-03-09T12:00", "3wd", pause) == "2026-03-16"
    assert [one.day.day for one in counted("2026-03-09T12:00", "3wd", pause).marked] == [11, 12, 14, 15]


def test_a_day_on_which_one_pause_ends_and_the_next_begins_is_wholly_paused() -> None:
    first, second = (
        Pause(at("2026-03-09T23:00"), at("2026-03-10T11:00")),
        Pause(at("2026-03-10T11:00"), at("2026-03-10T23:00")),
    )
    assert last("2026-03-09T12:00", "3wd", first, second) == "2026-03-13"
    assert last("2026-03-09T12:00", "3wd", first) == "2026-03-12"


def test_a_pause_of_an_hour_frame_adds_its_seconds() -> None:
    pause = Pause(at("2026-03-06T12:00"), at("2026-03-06T13:00:01"))
    assert counted("2026-03-06T09:00", "48h", pause).due == at("2026-03-08T10:00:01"), "a Sunday: hours do not roll"


@pytest.mark.parametrize("length", ["7d", "5wd", "48h"])
def test_pauses_that_overlap_are_one_pause(length: str) -> None:
    two = (
        Pause(at("2026-03-03T08:00"), at("2026-03-05T08:00")),
        Pause(at("2026-03-04T08:00"), at("2026-03-07T08:00")),
    )
    one = Pause(at("2026-03-03T08:00"), at("2026-03-07T08:00"))
    assert counted("2026-03-02T12:00", length, *two) == counted("2026-03-02T12:00", length, one)


def test_of_a_pause_that_ran_before_only_the_rest_counts() -> None:
    assert last("2026-03-03T12:00", "7d", Pause(at("2026-02-01T12:00"), at("2026-03-05T12:00"))) == "2026-03-12"


def test_a_pause_after_the_end_changes_nothing() -> None:
    late = Pause(at("2026-03-09T23:00"), at("2026-03-20T12:00"))
    for length in ("7d", "5wd", "48h"):
        assert counted("2026-03-02T12:00", length, late) == counted("2026-03-02T12:00", length)


def test_a_pause_from_midnight_to_midnight_covers_the_day_wholly() -> None:
    assert last("2026-03-09T12:00", "3wd", Pause(at("2026-03-09T23:00"), at("2026-03-10T23:00"))) == "2026-03-13"


@pytest.mark.parametrize("length", ["7d", "5wd"])
def test_an_outage_after_a_pause_moves_the_end_that_the_pause_made(length: str) -> None:
    """Two days paused: the 9th becomes the 11th. The outage moves that to Friday the 13th, the pause adds no more."""
    pause = Pause(at("2026-03-02T23:00"), at("2026-03-04T23:00"))
    outage = Outage(at("2026-03-11T20:00"), at("2026-03-12T08:00"))
    assert last("2026-03-02T12:00", length, pause) == "2026-03-11"
    assert last("2026-03-02T12:00", length, pause, outage) == "2026-03-13"


@pytest.mark.parametrize("length", ["7d", "5wd"])
def test_a_frame_that_stands_still_does_not_end(length: str) -> None:
    """The 7th day from 7 March is a Saturday; the pause begins on the Sunday after and lasts to Wednesday the 18th."""
    start = "2026-03-07T12:00" if length == "7d" else "2026-03-06T12:00"
    pause = Pause(at("2026-03-15T12:00" if length == "7d" else "2026-03-13T12:00"), at("2026-03-18T12:00"))
    assert last(start, length, pause) == "2026-03-18"


def test_an_outage_that_covers_the_end_moves_it_to_the_next_working_day() -> None:
    outage = Outage(at("2026-04-02T20:00"), at("2026-04-03T06:00"))
    moved = counted("2026-03-26T12:00", "7d", outage)
    assert moved.last_day == date(2026, 4, 7), "recovered on Good Friday; Tuesday is the first working day after"
    assert [one.name for one in moved.marked if one.name] == ["Easter Monday"]


@pytest.mark.parametrize(
    ("begins", "ends", "last_day"),
    [
        ("2026-03-09T20:00", "2026-03-09T22:59", "2026-03-09"),
        ("2026-03-09T20:00", "2026-03-09T23:00", "2026-03-11"),
        ("2026-03-09T23:00", "2026-03-10T12:00", "2026-03-09"),
    ],
)
def test_an_outage_counts_when_nobody_could_act_just_before_the_end(begins: str, ends: str, last_day: str) -> None:
    """The end is 23:00 UTC. What recovers at that instant recovers on the 10th in Berlin."""
    assert last("2026-03-02T12:00", "7d", Outage(at(begins), at(ends))) == last_day


def test_a_further_outage_moves_the_end_again() -> None:
    first = Outage(at("2026-03-09T20:00"), at("2026-03-10T08:00"))
    again = Outage(at("2026-03-11T20:00"), at("2026-03-12T08:00"))
    assert last("2026-03-02T12:00", "7d", again, first) == "2026-03-13"
    assert last("2026-03-02T12:00", "7d", again) == "2026-03-09"


def test_hours_and_typed_ends_move_by_an_outage_too() -> None:
    outage = Outage(at("2026-03-06T12:00"), at("2026-03-08T18:00"))
    assert counted("2026-03-06T09:00", "48h", outage).due == at("2026-03-09T23:00"), "the end of Monday in Berlin"
    assert exact(at("2026-03-02T09:00"), at("2026-03-07T17:00"), (BERLIN,), (outage,)).last_day == date(2026, 3, 9)
    assert exact(at("2026-03-02T09:00"), at("2026-03-07T17:00"), (BERLIN,)).due == at("2026-03-07T17:00")


@pytest.mark.parametrize(("length", "more", "ends"), [("7d", "1d", "2026-03-12"), ("5wd", "1wd", "2026-03-12")])
def test_what_is_granted_after_an_outage_adds_to_the_moved_end(length: str, more: str, ends: str) -> None:
    """Moved from Monday the 9th to Wednesday the 11th; one more day is Thursday, not Tuesday."""
    outage = Outage(at("2026-03-09T20:00"), at("2026-03-10T08:00"))
    start = "2026-03-02T12:00"
    assert last(start, length, outage, Extension(at("2026-03-11T12:00"), read_length(more))) == ends


def test_a_pause_after_an_outage_adds_to_the_moved_end() -> None:
    outage = Outage(at("2026-03-09T20:00"), at("2026-03-10T08:00"))
    pause = Pause(at("2026-03-11T12:00"), at("2026-03-13T12:00"))
    assert [last("2026-03-02T12:00", length, outage, pause) for length in ("7d", "5wd")] == ["2026-03-13"] * 2


def test_a_joint_frame_ends_at_the_later_end_and_rolls_by_either_calendar() -> None:
    both = (BERLIN, LISBON)
    assert last("2026-03-27T12:00", "7d", places=(LISBON,)) == "2026-04-03"
    joint = counted("2026-03-27T12:00", "7d", places=both)
    assert joint.last_day == date(2026, 4, 8), "Tuesday 7 April, Berlin's end, is free in Lisbon"
    assert (joint.zone, joint.due) == ("Europe/Berlin", at("2026-04-08T22:00"))
    assert joint.calendar == "home/1 + away/1"
    turned = counted("2026-03-27T12:00", "7d", places=both[::-1])
    assert (turned.due, turned.zone, turned.marked) == (joint.due, joint.zone, joint.marked)


def test_of_two_equal_last_days_the_western_midnight_is_the_later() -> None:
    assert counted("2026-03-02T12:00", "7d", places=(BERLIN, LISBON)).zone == "Europe/Lisbon"


def test_a_year_that_is_not_known_is_refused_and_not_guessed() -> None:
    with pytest.raises(CalendarUnknown, match="HOME in 2027"):
        counted("2026-12-28T12:00", "7d")
    assert last("2026-12-23T12:00", "7d") == "2026-12-30"


def test_a_zone_that_is_not_known_is_refused() -> None:
    for name in ("Europe/Bonn", "../Berlin", "Europe", ""):
        with pytest.raises(ZoneUnknown, match="Europe/Berlin"):
            local_day(at("2026-03-02T12:00"), name)


@pytest.mark.parametrize(("length", "more"), [("7d", "3wd"), ("3wd", "7d"), ("48h", "1d"), ("7d", "24h")])
def test_an_extension_is_counted_in_the_unit_of_its_frame(length: str, more: str) -> None:
    with pytest.raises(UnitsDiffer, match="Extend it in"):
        counted("2026-03-02T12:00", length, Extension(at("2026-03-03T12:00"), read_length(more)))


def test_hours_add_to_hours() -> None:
    more = Extension(at("2026-03-07T09:00"), read_length("24h"))
    assert counted("2026-03-06T09:00", "48h", more).due - at("2026-03-06T09:00") == timedelta(hours=72)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_an_instant_counts_the_same_in_whatever_zone_it_is_told(zone: str) -> None:
    """On 28 March 2026 Berlin's clocks go forward: 24 hours by the clock on the wall are 23."""
    start, pause = at("2026-03-28T12:00"), Pause(at("2026-03-28T20:00"), at("2026-03-29T02:00"))
    told = reckon(start.astimezone(ZoneInfo(zone)), read_length("24h"), (BERLIN,), [_told(pause, ZoneInfo(zone))])
    assert told == reckon(start, read_length("24h"), (BERLIN,), [pause])
    assert told.due == at("2026-03-29T18:00")
    assert told.due.tzinfo is UTC


def _told(one: Pause, zone: ZoneInfo) -> Pause:
    return Pause(one.start.astimezone(zone), one.end.astimezone(zone))


@pytest.mark.parametrize(
    ("zone", "start", "bound"),
    [
        ("Europe/Berlin", "2026-03-22T12:00", "2026-03-30T22:00"),
        ("Europe/Berlin", "2026-10-19T12:00", "2026-10-26T23:00"),
        ("Africa/Cairo", "2026-04-16T12:00", "2026-04-23T22:00"),
        ("Africa/Cairo", "2026-10-22T12:00", "2026-10-29T22:00"),
        ("America/Vancouver", "2026-10-30T19:00", "2026-11-07T07:00"),
        ("America/Los_Angeles", "2026-10-30T19:00", "2026-11-07T08:00"),
    ],
)
def test_days_end_at_local_midnight_whatever_the_clocks_do(zone: str, start: str, bound: str) -> None:
    """In Cairo, Friday 24 April begins at 01:00, its midnight is skipped; Thursday 29 October has its last hour twice.

    Vancouver keeps UTC-7 from November 2026 (release 2026AG0013-000209 of the government of British Columbia).
    """
    assert reckon(at(start), read_length("7d"), (Place(zone),)).due == at(bound)
