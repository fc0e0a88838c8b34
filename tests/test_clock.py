"""The demo's time runs forward only, and every process sees the same."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from odr.clock import DemoClock, SystemClock, demo_clock
from odr.store import Store


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_moves_add_up_and_are_seen_by_another_process(store: Store) -> None:
    clock = DemoClock(store)
    assert clock.offset() == timedelta(0)
    clock.forward(timedelta(days=3))
    clock.forward(timedelta(hours=1))
    assert DemoClock(store).offset() == timedelta(days=3, hours=1)
    assert abs(clock.now() - SystemClock().now() - clock.offset()) < timedelta(seconds=5)


@pytest.mark.parametrize("by", [timedelta(0), timedelta(seconds=-1)])
def test_the_demo_clock_never_goes_back(store: Store, by: timedelta) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        DemoClock(store).forward(by)
    assert DemoClock(store).offset() == timedelta(0)


def test_the_store_itself_refuses_a_clock_behind(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as connection:
        connection.execute(insert(demo_clock).values(id=1, offset_us=-1))
