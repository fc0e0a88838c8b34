"""A shop that does not answer is left alone, for longer each time; with its first answer everything goes on."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from odr.clerk import Clerk
from odr.domain.facts import Payment
from odr.fulfilment import breaker
from odr.fulfilment.breaker import FAILURES, FIRST_ALONE, LONGEST_ALONE
from odr.fulfilment.carrying import carry_out_next
from odr.fulfilment.port import AnswerLost, ShopAway
from odr.fulfilment.tables import executions, left_alone
from odr.outbox import outbox
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store, instant
from tests.core.given import complaint, eur
from tests.fulfilment.shop import Breaks, Shop
from tests.fulfilment.world import World

SHOP = "kiezmarkt"


def row_of(store: Store) -> Any:
    with store.read() as conn:
        return breaker.trouble_of(conn, SHOP)


def of_other_orders(world: World, count: int) -> None:
    """More legs of the same shop, as due as the first one."""
    with world.store.write() as conn:
        first = conn.execute(select(executions)).mappings().first()
        for at in range(count):
            other = {"key": f"k-{at}", "leg": f"p-{at}", "order_id": f"o-{at}"}
            conn.execute(insert(executions), {**(first or {}), **other})


def asked(world: World) -> int:
    """How many legs are tried now; how often each was tried before stands in its row."""
    tried = 0
    while carry_out_next(world.carrier, world.clock.at):
        tried += 1
    return tried


def away(store: Store, times: int = 100) -> World:
    """A case that gives back eleven payments in a shop that does not answer so many times."""
    clerk, paid = Clerk(store, all_rulebooks()), complaint().order.payments[0].paid_at
    parts = (1000,) * 10 + (2500,)
    payments = tuple(Payment(f"pay-{at:02}", "card", eur(minor), paid) for at, minor in enumerate(parts))
    bought = replace(complaint().order, payments=payments)
    clerk.open("KE", lambda number: complaint(number=number, order=bought), DEFAULT)
    world = World(store, clerk, Shop(looking=[Breaks.AWAY] * times))
    world.agree().begin()
    return world


def test_after_so_many_failures_nothing_is_asked_and_nobody_burns_a_try(store: Store, caplog: pytest.LogCaptureFixture):
    world = away(store)
    assert sum(row.tries for row in world.rows) == FAILURES
    caplog.clear()
    world.clock.at += FIRST_ALONE - timedelta(seconds=1)
    assert asked(world) == 0
    assert caplog.records == []


def test_then_one_leg_tries_and_each_failure_doubles_the_while(store: Store, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        world, alone = away(store), FIRST_ALONE
        for _ in range(6):
            assert instant(row_of(world.store).until) == world.clock.at + alone
            world.clock.at += alone
            assert asked(world) == 1
            alone = min(alone * 2, LONGEST_ALONE)
    told = [one for one in caplog.records if one.message == "fulfilment.shop_left_alone"]
    assert [one.minutes for one in told] == [1, 2, 4, 8, 15, 15, 15]
    assert alone == LONGEST_ALONE


def test_with_the_first_answer_everything_goes_on_at_once(store: Store):
    world = away(store, FAILURES + 1)
    world.clock.at += FIRST_ALONE
    assert asked(world) == 1
    world.clock.at += FIRST_ALONE * 2
    assert asked(world) == 11
    assert row_of(world.store) is None
    assert {row.state for row in world.rows} == {"PENDING"}
    assert world.shop.given_back == 5000


def test_while_one_leg_tries_no_other_process_does(store: Store):
    world = away(store)
    of_other_orders(world, 3)
    world.clock.at += FIRST_ALONE
    find = world.shop.find

    def meanwhile(task: Any) -> Any:
        world.shop.find = find  # type: ignore[method-assign]
        assert not carry_out_next(world.carrier, world.clock.at)
        return find(task)

    world.shop.find = meanwhile  # type: ignore[method-assign]
    assert carry_out_next(world.carrier, world.clock.at)


def test_failures_that_are_not_in_a_row_do_not_count(world: World):
    for _ in range(FAILURES):
        breaker.failed(world.store, SHOP, "k", world.clock.at, "ConnectError")
        breaker.answered(world.store, SHOP, world.clock.at)
    breaker.failed(world.store, SHOP, "k", world.clock.at, "ConnectError")
    assert (row_of(world.store).failures, row_of(world.store).until) == (1, None)


def test_what_concerns_one_order_says_nothing_of_the_others(world: World):
    for _ in range(FAILURES):
        breaker.failed(world.store, SHOP, "k", world.clock.at, "NOT_THERE")
    assert row_of(world.store) is None


def test_of_several_that_failed_at_the_same_time_the_while_grows_once(world: World):
    for at in range(FAILURES + 3):
        breaker.failed(world.store, SHOP, f"k-{at}", world.clock.at, "ConnectError")
    assert (row_of(world.store).times, row_of(world.store).failures) == (1, FAILURES + 3)


def test_a_refused_key_is_told_to_the_marketplace_at_once_and_once(world: World):
    for hours in (0, 1, 1):
        world.clock.at += timedelta(hours=hours)
        breaker.failed(world.store, SHOP, "k", world.clock.at, "KEY_REFUSED")
        breaker.answered(world.store, SHOP, world.clock.at)
    assert row_of(world.store) is None
    with world.store.read() as conn:
        told = conn.execute(select(outbox.c.payload).where(outbox.c.topic == breaker.TROUBLE)).scalars().all()
    assert told == ['{"marketplace": "kiezmarkt", "kind": "shop_key_refused"}']


@pytest.mark.parametrize("trouble", [ShopAway("ConnectError"), AnswerLost("HTTP_502")])
def test_a_case_is_told_what_became_of_it_while_its_shop_is_left_alone(world: World, trouble: Exception):
    world.agree().begin()
    for _ in range(FAILURES):
        breaker.failed(world.store, SHOP, "k", world.clock.at, str(trouble))
    with world.store.write() as conn:
        conn.execute(executions.update().values(state="SETTLED", due_at=0))
    assert asked(world) == 1
    assert row_of(world.store) is not None


def test_another_key_is_tried_at_once(world: World):
    breaker.failed(world.store, SHOP, "k", world.clock.at, "KEY_REFUSED")
    with world.store.write() as conn:
        breaker.forget(conn, SHOP)
        assert conn.execute(select(left_alone)).all() == []


def test_how_a_shop_in_trouble_stands_is_told_to_operators(world: World):
    breaker.failed(world.store, SHOP, "k", world.clock.at, "HTTP_502")
    assert breaker.words(row_of(world.store)).startswith("The shop did not answer 1 times since 20")
    for _ in range(FAILURES - 1):
        breaker.failed(world.store, SHOP, "k", world.clock.at, "KEY_REFUSED")
    until = f"{world.clock.at + FIRST_ALONE:%Y-%m-%d %H:%M} UTC"
    assert breaker.words(row_of(world.store)).startswith(f"The shop is left alone until {until}: 5 failures since 20")
