"""Counting days, by the worked rules of the procedure."""

from datetime import UTC, date, datetime

import pytest

from odr.domain.calendar import local_day, read_length, start_of_day
from odr.domain.counting import due, last_day


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_day_of_the_event_is_not_counted():
    bound = due(at("2026-03-02T09:30"), read_length("7d"), "Europe/Berlin")
    assert bound == at("2026-03-09T23:00"), "by the end of Monday 9 March: the start of the 10th in Berlin"


def test_midnight_belongs_to_the_day_that_begins():
    midnight = start_of_day(date(2026, 3, 3), "Europe/Berlin")
    assert local_day(midnight, "Europe/Berlin") == date(2026, 3, 3)
    assert due(midnight, read_length("7d"), "Europe/Berlin") == at("2026-03-10T23:00")


def test_a_last_day_on_a_weekend_rolls_to_monday():
    bound = due(at("2026-03-27T23:30"), read_length("7d"), "Europe/Warsaw")
    assert local_day(bound, "Europe/Warsaw") == date(2026, 4, 7), "Saturday 4 April rolls to Monday the 6th"


@pytest.mark.parametrize(("length", "last"), [("1wd", "2026-03-09"), ("3wd", "2026-03-11"), ("6wd", "2026-03-16")])
def test_working_days_leave_out_weekends(length: str, last: str):
    assert last_day(date(2026, 3, 6), read_length(length)) == date.fromisoformat(last), "6 March is a Friday"


def test_hours_are_hours_also_over_the_change_to_summer_time():
    assert due(at("2026-03-28T12:00"), read_length("48h"), "Europe/Berlin") == at("2026-03-30T12:00")


def test_days_end_at_local_midnight_also_over_the_change_to_summer_time():
    assert due(at("2026-03-23T12:00"), read_length("7d"), "Europe/Berlin") == at("2026-03-30T22:00")


def test_a_year_from_the_29th_of_february_ends_on_the_28th():
    assert last_day(date(2028, 2, 29), read_length("1y")) == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("day", "length", "last"),
    [
        ("2026-03-02", "6mo", "2026-09-02"),
        ("2026-08-31", "6mo", "2027-02-28"),
        ("2027-08-31", "6mo", "2028-02-29"),
        ("2026-01-31", "1mo", "2026-02-28"),
        ("2026-12-15", "1mo", "2027-01-15"),
        ("2026-03-31", "12mo", "2027-03-31"),
    ],
)
def test_months_end_on_the_same_day_of_the_month_or_on_its_last(day: str, length: str, last: str):
    """Regulation (EEC, Euratom) No 1182/71 Art. 3(2)(c)."""
    assert last_day(date.fromisoformat(day), read_length(length)) == date.fromisoformat(last)


def test_a_frame_of_months_rolls_and_is_extended_like_one_of_days():
    bound = due(at("2026-03-05T10:00"), read_length("2mo"), "Europe/Berlin")
    assert bound == at("2026-05-05T22:00")
    assert due(at("2026-03-02T10:00"), read_length("2mo"), "Europe/Berlin") == at("2026-05-04T22:00"), "2 May: Saturday"


def test_a_skipped_midnight_begins_at_its_first_instant():
    assert start_of_day(date(2026, 9, 6), "America/Santiago") == at("2026-09-06T04:00")


@pytest.mark.parametrize("text", ["", "7", "d", "0d", "7 d", "-1d", "1w", "7D", "10000d"])
def test_what_is_no_length_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match="write for example 7d"):
        read_length(text)
