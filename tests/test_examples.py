"""The worked examples of docs/time.md: each end was found by hand on a calendar, and stands in the example."""

from datetime import date, datetime, timedelta

import pytest

from odr.domain.calendar import local_day
from scripts.docs.examples import EXAMPLES, Example


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: f"{one.begins} {one.limit} {one.where}")
def test_the_service_counts_as_the_hand_does(one: Example) -> None:
    counted = one.counted()
    if "T" in one.end:
        assert counted.due == one.at(one.end), one.why
    else:
        assert counted.last_day == date.fromisoformat(one.end), one.why
        assert local_day(counted.due, counted.zone) == counted.last_day + timedelta(days=1)


def test_a_joint_frame_ends_at_the_later_midnight() -> None:
    (lisbon,) = (one for one in EXAMPLES if "Lisbon PT" in one.where and "Berlin" in one.where)
    assert lisbon.counted().due == datetime.fromisoformat("2026-03-11T00:00+00:00")
