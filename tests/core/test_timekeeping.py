"""Clocks that disagree: compared with the database's, with the time that ran, and with what others were at already."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from odr.clock import Clock, SteadyClock, SystemClock
from odr.outages import Outages, last_beat
from odr.store import Store
from odr.timekeeping import Timekeeper, Trouble, keep, serving
from tests.conftest import HandClock


class Machine:
    """A machine's clock and the seconds that have run; each can be put by itself."""

    def __init__(self, at: datetime) -> None:
        self.at, self.ran = at, 1000.0

    def now(self) -> datetime:
        return self.at

    def running(self) -> float:
        return self.ran

    def goes_on(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.ran += seconds


@pytest.fixture
def machine() -> Machine:
    return Machine(datetime.now(UTC))


def keeper(store: Store, machine: Machine) -> tuple[Timekeeper, SteadyClock]:
    steady = SteadyClock(machine)
    return Timekeeper(store, steady, machine.running), steady


def test_clocks_that_agree_are_no_trouble(store: Store, machine: Machine):
    watch, _ = keeper(store, machine)
    assert [watch.check(), watch.trouble] == [None, None]
    machine.goes_on(1)
    assert [watch.check(), watch.trouble] == [None, None]


@pytest.mark.parametrize("seconds", [-30, 30])
def test_only_postgresql_has_a_clock_to_differ_from(store: Store, machine: Machine, seconds: int):
    machine.at += timedelta(seconds=seconds)
    watch, _ = keeper(store, machine)
    assert watch.check() == (None if store.dialect == "sqlite" else Trouble.DIFFERS)


@pytest.mark.parametrize("seconds", [-2.5, 2.5, 3600])
def test_a_clock_that_is_put_is_believed_only_after_a_minute(
    store: Store, machine: Machine, seconds: float, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Timekeeper, "_distance_to_database", lambda _: timedelta())
    watch, _ = keeper(store, machine)
    watch.check()
    machine.goes_on(15)
    machine.at += timedelta(seconds=seconds)
    assert watch.check() is Trouble.STEPPED
    machine.goes_on(59)
    assert watch.check() is Trouble.STEPPED
    machine.goes_on(1)
    assert watch.check() is None


def test_a_machine_that_slept_was_not_put(store: Store, machine: Machine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Timekeeper, "_distance_to_database", lambda _: timedelta())
    watch, _ = keeper(store, machine)
    watch.check()
    machine.goes_on(3600)
    assert watch.check() is None


def test_a_clock_that_is_put_back_is_noticed_by_the_next_act_and_stands_still(store: Store, machine: Machine):
    watch, steady = keeper(store, machine)
    before = steady.now()
    watch.check()
    machine.at -= timedelta(minutes=10)
    assert (watch.trouble, steady.now()) == (Trouble.BEHIND, before)
    machine.goes_on(599)
    assert watch.trouble is None, "two seconds are tolerated"
    assert steady.now() == before
    machine.goes_on(2)
    assert steady.now() > before


def test_a_process_that_is_behind_the_beats_of_others_does_not_serve_acts(
    store: Store, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Timekeeper, "_distance_to_database", lambda _: timedelta())
    Outages(store).beat(machine.at + timedelta(minutes=10))
    watch, _ = keeper(store, machine)
    assert watch.check() is Trouble.BEHIND
    machine.goes_on(599)
    assert watch.check() is None


def test_while_the_clocks_disagree_nothing_is_beaten_and_afterwards_it_was_an_outage(
    store: Store, machine: Machine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Timekeeper, "_distance_to_database", lambda _: timedelta())
    begun = machine.at
    watch, steady = keeper(store, machine)
    ledger = Outages(store)
    keep(watch, ledger, steady)
    machine.at += timedelta(hours=1)
    keep(watch, ledger, steady)
    assert last_beat(store) == begun
    machine.goes_on(60)
    keep(watch, ledger, steady)
    assert ledger.known(begun, machine.at)[0].end == last_beat(store) == machine.at


def test_where_the_clock_is_moved_by_hand_nothing_is_compared(store: Store, clock: HandClock):
    watch = Timekeeper(store, SteadyClock(clock), exempt=True)
    assert watch.check() is None
    clock.forward(timedelta(days=9))
    clock.forward(timedelta(days=-20))
    assert (watch.check(), watch.trouble) == (None, None)


def test_a_service_that_ends_in_good_order_says_so(store: Store):
    clock: Clock = SteadyClock(SystemClock())
    watch, ledger = Timekeeper(store, SteadyClock(SystemClock())), Outages(store)

    async def serve() -> None:
        async with serving(watch, ledger, clock):
            assert last_beat(store) is not None

    asyncio.run(serve())
    later = clock.now() + timedelta(hours=1)
    assert ledger.goes_on(later) is False
    assert Outages(store).beat(later) == []
