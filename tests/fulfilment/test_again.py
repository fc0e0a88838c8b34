"""What failed is tried again when somebody says so; what was lost is found when it appears."""

from dataclasses import replace

import pytest
from sqlalchemy import insert

from odr.accounts.tables import marketplaces
from odr.clerk import Clerk
from odr.domain import compensation
from odr.domain import refusals as no
from odr.domain.events import Stage, Step
from odr.domain.facts import Payment
from odr.fulfilment.carrying import look_for_lost
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.port import Repayment, Standing
from odr.fulfilment.shops import Shop as Connected
from odr.fulfilment.shops import connect
from odr.fulfilment.tables import State
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint, eur
from tests.fulfilment.shop import Breaks, Shop
from tests.fulfilment.world import ADMINISTRATOR, BUYER, SELLER, World


def failed(world: World) -> World:
    world.shop.paying = [Breaks.REFUSED]
    world.agree().begin()
    return world


def test_what_failed_is_tried_again_under_the_next_number_once_the_marketplace_says_so(world: World):
    failed(world).begin()
    assert world.shop.calls == 1
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    world.begin()
    assert [row.key[-8:] for row in world.rows] == ["refund-1", "refund-2"]
    assert (world.steps, world.shop.given_back) == ([Step.FAILED, Step.ORDERED, Step.SUBMITTED], 5000)


def test_a_side_does_not_have_it_tried_again(world: World):
    failed(world)
    for visitor in (BUYER, SELLER):
        with pytest.raises(no.NotAllowed):
            world.act(visitor, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")


def test_of_two_legs_only_the_one_that_failed_is_tried_again(store: Store):
    clerk = Clerk(store, all_rulebooks())
    paid = complaint().order.payments[0].paid_at
    halves = tuple(Payment(name, "card", eur(6250), paid) for name in ("pay-1", "pay-2"))
    clerk.open(
        "KE", lambda number: complaint(number=number, order=replace(complaint().order, payments=halves)), DEFAULT
    )
    world = World(store, clerk, Shop(paying=[Breaks.REFUSED]))
    world.agree().begin()
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    world.begin()
    assert sorted(row.key[-14:] for row in world.rows) == ["pay-1-refund-1", "pay-1-refund-2", "pay-2-refund-1"]
    assert (world.shop.calls, world.shop.given_back) == (3, 5000)


def test_what_came_undone_is_done_again_once_the_marketplace_says_so(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.REVERSED, reference="")
    world.begin()
    assert world.shop.calls == 1
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    world.begin()
    world.begin()
    assert [row.key[-8:] for row in world.rows] == ["refund-1", "refund-2"]
    assert (world.shop.calls, world.steps[-1]) == (2, Step.FULFILLED)


def test_what_appears_in_the_shop_later_is_found(world: World):
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    for _ in range(LOOKS):
        world.run(hours=1)
    assert look_for_lost(world.carrier, world.clock.at) == 0
    (row,) = world.rows
    world.shop.refunds["re_9"] = (Repayment(row.key, "A-1001", "pay-1", eur(5000)), Standing.SETTLED)
    world.shop.looking = [Breaks.AWAY]
    assert look_for_lost(world.carrier, world.clock.at) == 0
    assert look_for_lost(world.carrier, world.clock.at) == 1
    assert (world.steps, world.case.stage) == ([Step.UNKNOWN, Step.FULFILLED], Stage.CLOSED)


@pytest.mark.parametrize(
    ("kind", "url", "state"),
    [
        ("vendure", "https://shop.example/admin-api", State.SENT),
        ("vendure", "https://moved.example/admin-api", State.UNKNOWN),
        ("stripe", "https://shop.example/admin-api", State.UNKNOWN),
    ],
)
def test_what_was_handed_over_to_another_shop_is_for_a_person(world: World, kind: str, url: str, state: State):
    """The one that is connected now says nothing of it, or that it surely was not begun."""
    secrets, at = (b"s" * 32,), world.clock.at
    named = dict.fromkeys(("id", "name", "code", "zone", "country", "website", "rulebook"), "kiezmarkt")
    with world.store.write() as conn:
        conn.execute(insert(marketplaces).values(named | {"created_at": 5}))
        connect(conn, secrets, "kiezmarkt", Connected("vendure", "https://shop.example/admin-api", "key"), at)
    world.shop.paying = [Breaks.AFTER]
    world.agree().begin()
    with world.store.write() as conn:
        connect(conn, secrets, "kiezmarkt", Connected(kind, url, "another key"), at)
    assert [row.state for row in world.rows] == [state]
    world.shop.at_once = Standing.SETTLED
    world.run(minutes=1)
    assert world.steps == [Step.UNKNOWN if state is State.UNKNOWN else Step.SUBMITTED]
