"""Whoever took too long writes nothing any more, and hands nothing over; what is owed less is given back less."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from odr.domain import recovering
from odr.domain.events import RecoverySource, Step
from odr.domain.roles import SERVICE
from odr.fulfilment.carrying import carry_out_next, look_for_lost
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.leases import LEASE
from odr.fulfilment.port import Repayment, ShopAway, Standing
from odr.fulfilment.tables import State
from tests.core.given import eur
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import CASE, World


def overtaken(world: World, method: str, then: Callable[[], None] = lambda: None) -> None:
    """The next call of this method takes longer than the lease, and another process does the work meanwhile."""
    before = getattr(world.shop, method)

    def slow(*arguments: Any) -> Any:
        setattr(world.shop, method, before)
        found = before(*arguments)
        world.clock.at += LEASE + timedelta(seconds=1)
        assert carry_out_next(world.carrier, world.clock.at)
        then()
        return found

    setattr(world.shop, method, slow)


def test_who_looked_for_too_long_hands_nothing_over(world: World):
    world.agree()
    overtaken(world, "find")
    world.begin()
    assert (world.shop.calls, world.shop.given_back, world.steps) == (1, 5000, [Step.SUBMITTED])


def test_who_paid_for_too_long_is_found_by_another(world: World):
    world.agree()
    overtaken(world, "submit")
    world.begin()
    assert (world.shop.calls, world.rows[0].state, world.steps) == (1, State.PENDING, [Step.SUBMITTED])


def test_who_was_away_for_too_long_does_not_put_it_back(world: World):
    world.agree()

    def away() -> None:
        raise ShopAway("ConnectError")

    overtaken(world, "find", away)
    world.begin()
    assert (world.rows[0].state, world.rows[0].tries, world.shop.calls) == (State.PENDING, 0, 1)


def test_what_is_not_known_is_looked_for_by_one_at_a_time(world: World):
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    for _ in range(LOOKS):
        world.run(hours=1)
    (row,) = world.rows
    world.shop.refunds["re_9"] = (Repayment(row.key, "A-1001", "pay-1", eur(5000)), Standing.SETTLED)
    find, counts = world.shop.find, []

    def meanwhile(task: Repayment) -> Any:
        counts.append(look_for_lost(world.carrier, world.clock.at))
        return find(task)

    world.shop.find = meanwhile  # type: ignore[method-assign]
    assert look_for_lost(world.carrier, world.clock.at) == 1
    assert (counts, world.steps) == ([0], [Step.UNKNOWN, Step.FULFILLED])


@pytest.mark.parametrize(("bank", "left"), [(9000, 3500), (12500, 0)])
def test_what_a_bank_took_back_meanwhile_is_not_given_back_again(world: World, bank: int, left: int):
    world.shop.looking = [Breaks.AWAY]
    world.agree().begin()
    at = world.clock.at
    row = {"number": 1, "payment": "pay-1", "source": RecoverySource.CHARGEBACK, "amount": eur(bank), "undone": False}
    told = recovering.RecordRecovery(by=SERVICE, at=at, line=None, reference="cb-1", recorded_at=at, **row)
    world.clerk.submit_for_service(CASE, told)
    world.begin()
    world.run(hours=1)
    assert world.shop.given_back == left
    assert [row.minor for row in world.rows] == [left or 5000]
