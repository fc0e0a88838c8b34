"""What holds of every count, whatever happened: found by trying many."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from odr.domain.calendar import Calendar, Length, Unit, start_of_day
from odr.domain.counting import Counted, Place, reckon
from odr.domain.happenings import Extension, Happening, Outage, Pause

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
ZONES = st.sampled_from(["Europe/Berlin", "America/Vancouver", "Asia/Kathmandu", "Pacific/Kiritimati", "Africa/Cairo"])
CALENDARS = st.builds(
    Calendar,
    st.just("drawn/1"),
    st.just("drawn"),
    st.just(range(2000, 2100)),
    st.dictionaries(DAYS, st.just("Holiday"), max_size=40),
    st.frozensets(DAYS, max_size=10),
    st.sampled_from([frozenset({5, 6}), frozenset({4, 5}), frozenset({6})]),
)
PLACES = st.builds(Place, ZONES, CALENDARS)
STARTS = st.integers(0, 200 * 86_400).map(lambda seconds: BEGIN + timedelta(seconds=seconds))
UNITS = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.HOUR])
LENGTHS = st.builds(Length, st.integers(1, 30), UNITS)


def spans(kind: type[Pause] | type[Outage]) -> st.SearchStrategy[Happening]:
    return st.builds(lambda start, hours: kind(start, start + timedelta(hours=hours)), STARTS, st.integers(1, 24 * 12))


HAPPENED = st.lists(spans(Pause) | spans(Outage), max_size=4)


@given(STARTS, LENGTHS, PLACES, HAPPENED)
def test_no_bound_lies_before_the_start_of_its_frame(
    start: datetime, length: Length, place: Place, happened: list[Happening]
) -> None:
    assert reckon(start, length, (place,), happened).due > start


@given(STARTS, LENGTHS, PLACES, HAPPENED)
def test_a_longer_frame_never_ends_earlier(
    start: datetime, length: Length, place: Place, happened: list[Happening]
) -> None:
    """An outage gives the end of the next working day to a frame that it hits; a longer frame may miss it."""
    pauses = [one for one in happened if isinstance(one, Pause)]
    longer = replace(length, count=length.count + 1)
    assert reckon(start, longer, (place,), pauses).due >= reckon(start, length, (place,), pauses).due


@given(STARTS, LENGTHS, PLACES, HAPPENED, st.integers(1, 10))
def test_an_extension_never_brings_the_end_nearer(
    start: datetime, length: Length, place: Place, happened: list[Happening], count: int
) -> None:
    before = reckon(start, length, (place,), happened)
    granted = Extension(before.due - timedelta(seconds=1), Length(count, length.unit))
    assume(all(one.end <= granted.start for one in happened))
    assert reckon(start, length, (place,), [*happened, granted]).due >= before.due


@given(STARTS, LENGTHS, PLACES, HAPPENED, DAYS)
def test_one_more_holiday_never_brings_the_end_nearer(
    start: datetime, length: Length, place: Place, happened: list[Happening], day: date
) -> None:
    pauses = [one for one in happened if isinstance(one, Pause)]
    more = replace(place.calendar, free={**place.calendar.free, day: "One more"})
    assert (
        reckon(start, length, (replace(place, calendar=more),), pauses).due
        >= reckon(start, length, (place,), pauses).due
    )


@given(STARTS, LENGTHS, PLACES, HAPPENED, STARTS)
def test_a_pause_of_no_length_changes_nothing(
    start: datetime, length: Length, place: Place, happened: list[Happening], at: datetime
) -> None:
    counted = reckon(start, length, (place,), happened)
    assert reckon(start, length, (place,), [*happened, Pause(at, at)]) == counted


@given(STARTS, LENGTHS, PLACES, HAPPENED)
def test_no_frame_ends_while_it_stands_still(
    start: datetime, length: Length, place: Place, happened: list[Happening]
) -> None:
    pauses = [one for one in happened if isinstance(one, Pause)]
    due = reckon(start, length, (place,), pauses).due
    assert all(not one.start < due <= one.end for one in pauses)


@given(STARTS, LENGTHS, PLACES, HAPPENED)
def test_what_happened_may_be_told_in_any_order(
    start: datetime, length: Length, place: Place, happened: list[Happening]
) -> None:
    assert reckon(start, length, (place,), happened[::-1]) == reckon(start, length, (place,), happened)


@given(STARTS, LENGTHS, st.tuples(PLACES, PLACES), HAPPENED)
def test_a_joint_frame_ends_no_earlier_than_either(
    start: datetime, length: Length, places: tuple[Place, Place], happened: list[Happening]
) -> None:
    pauses = [one for one in happened if isinstance(one, Pause)]
    joint = reckon(start, length, places, pauses)
    assert all(joint.due >= reckon(start, length, (place,), pauses).due for place in places)
    if length.unit is not Unit.HOUR:
        assert all(place.calendar.is_working(joint.last_day) for place in places)


@given(DAYS, CALENDARS)
def test_the_roll_ends_on_a_day_that_does_not_roll(day: date, calendar: Calendar) -> None:
    rolled = calendar.next_working(day)
    assert calendar.next_working(rolled) == rolled
    assert rolled >= day


@given(STARTS, LENGTHS, PLACES, HAPPENED)
def test_the_bound_is_the_end_of_the_last_day_and_the_reasons_lie_before_it(
    start: datetime, length: Length, place: Place, happened: list[Happening]
) -> None:
    counted: Counted = reckon(start, length, (place,), happened)
    assert list(counted.marked) == sorted(set(counted.marked), key=lambda one: one.day)
    assert all(one.day <= counted.last_day for one in counted.marked)
    if length.unit is not Unit.HOUR:
        assert counted.due == start_of_day(counted.last_day + timedelta(days=1), place.zone)
