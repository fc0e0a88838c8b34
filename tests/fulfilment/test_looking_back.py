"""A refund that was settled is looked at again after days: what a bank sent back is owed again."""

from types import SimpleNamespace

import pytest

from odr.domain import compensation
from odr.domain.events import Stage, Step
from odr.fulfilment.outcome import come_to
from odr.fulfilment.port import Standing
from odr.fulfilment.tables import State
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import ADMINISTRATOR, World


@pytest.fixture
def settled(world: World) -> World:
    """Given back at once, and the case is closed."""
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    world.run()
    assert (world.steps, world.case.stage) == ([Step.FULFILLED], Stage.CLOSED)
    return world


def test_what_came_undone_is_owed_again_and_not_paid_by_itself(settled: World) -> None:
    settled.shop.all_stand(Standing.FAILED)
    settled.run(days=1)
    assert (settled.steps, settled.case.stage) == ([Step.FULFILLED, Step.REVERSED], Stage.COMPLIANCE)
    settled.begin()
    settled.run(days=1)
    assert settled.shop.calls == 1, "a person says first that it is to be tried again"


def test_what_a_person_said_came_undone_stays_so_whatever_the_shop_says(settled: World) -> None:
    settled.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.REVERSED, reference="")
    settled.run(days=2)
    assert settled.steps == [Step.FULFILLED, Step.REVERSED]
    settled.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    settled.begin()
    settled.run()
    assert (settled.shop.calls, settled.steps[-1]) == (2, Step.FULFILLED), "it is done again, under the next number"


def test_it_is_found_after_weeks_too(settled: World) -> None:
    for days in (1, 6):
        settled.run(days=days)
    settled.shop.all_stand(Standing.FAILED)
    settled.run(days=24)
    assert settled.steps == [Step.FULFILLED, Step.REVERSED]


def test_after_a_month_nobody_looks_any_more(settled: World) -> None:
    for days in (1, 6, 24):
        settled.run(days=days)
    assert [row.due_at for row in settled.rows] == [None]


def test_a_shop_that_is_away_is_asked_on_another_day(settled: World) -> None:
    settled.shop.looking = [Breaks.AWAY]
    settled.run(days=1)
    assert [row.state for row in settled.rows] == [State.SETTLED]
    settled.shop.all_stand(Standing.FAILED)
    settled.run(days=1)
    assert settled.steps == [Step.FULFILLED, Step.REVERSED]


def test_a_leg_that_was_dropped_and_is_needed_is_not_done_with_the_others(world: World) -> None:
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    (line,) = world.case.orders[-1].lines
    rows = [SimpleNamespace(kind="refund", leg=leg.payment, state=State.DROPPED.value) for leg in line.legs]
    other = SimpleNamespace(kind="refund", leg="another", state=State.SETTLED.value)
    assert come_to([*rows, other], line, world.clock.at) is Step.FAILED
    assert come_to([other], line, world.clock.at) is Step.FULFILLED


def test_a_shelf_that_failed_says_nothing_of_the_money(world: World) -> None:
    world.agree()
    (line,) = world.case.orders[-1].lines
    shelf = SimpleNamespace(kind="take_back", leg="lamp", state=State.FAILED.value)
    money = SimpleNamespace(kind="refund", leg="pay-1", state=State.SETTLED.value)
    assert come_to([shelf, money], line, world.clock.at) is Step.FULFILLED
