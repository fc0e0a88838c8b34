"""What was ordered is compared with what the shop says it did: every way in which the two can differ is named."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from odr.domain.compensation import ReportFulfilment
from odr.domain.events import Step
from odr.fulfilment.port import Repayment, Standing
from odr.fulfilment.reconciling import Compared, Verdict, reconcile
from odr.fulfilment.tables import State, executions
from tests.core.given import eur
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import ADMINISTRATOR, World


def compared(world: World) -> Compared:
    (one,) = reconcile(world.carrier, "kiezmarkt", world.clock.at - timedelta(days=1))
    return one


def put(world: World, **values: Any) -> None:
    if values.get("state") == State.UNKNOWN:
        world.act(ADMINISTRATOR, ReportFulfilment, line="o1-1", step=Step.UNKNOWN, reference="")
    with world.store.write() as conn:
        conn.execute(update(executions).values(values))


def test_what_agrees(world: World):
    world.agree().begin()
    one = compared(world)
    assert (one.verdict, one.state, one.ordered, one.there) == (Verdict.AGREES, State.PENDING, eur(5000), eur(5000))


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (State.READY, Verdict.UNDER_WAY),
        (State.SENT, Verdict.UNDER_WAY),
        (State.PENDING, Verdict.MISSING),
        (State.SETTLED, Verdict.MISSING),
        (State.UNKNOWN, Verdict.UNKNOWN),
        (State.FAILED, Verdict.AGREES),
        (State.DROPPED, Verdict.AGREES),
    ],
)
def test_of_what_the_shop_does_not_have(world: World, state: State, verdict: Verdict):
    world.agree().begin()
    world.shop.refunds.clear()
    put(world, state=state.value)
    assert compared(world).verdict is verdict


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (State.READY, Verdict.UNDER_WAY),
        (State.SENT, Verdict.UNDER_WAY),
        (State.SETTLED, Verdict.OTHER_STATE),
        (State.UNKNOWN, Verdict.NOT_EXPECTED),
        (State.FAILED, Verdict.NOT_EXPECTED),
        (State.DROPPED, Verdict.NOT_EXPECTED),
    ],
)
def test_of_what_the_shop_has_pending(world: World, state: State, verdict: Verdict):
    world.agree().begin()
    put(world, state=state.value)
    assert compared(world).verdict is verdict


def test_what_failed_in_the_shop_was_not_given_back(world: World):
    world.agree().begin()
    world.shop.all_stand(Standing.FAILED)
    assert (compared(world).verdict, compared(world).there) == (Verdict.MISSING, eur(0))


def test_what_was_done_twice_or_with_another_amount(world: World):
    world.agree().begin()
    put(world, minor=4000)
    assert compared(world).verdict is Verdict.OTHER_AMOUNT
    (row,) = world.rows
    world.shop.refunds["re_2"] = (Repayment(row.key, "A-1001", "pay-1", eur(5000)), Standing.PENDING)
    assert (compared(world).verdict, compared(world).there) == (Verdict.TWICE, eur(10000))


def test_a_shop_that_does_not_answer_is_said_not_to(world: World):
    world.agree().begin()
    world.shop.looking = [Breaks.AWAY]
    assert compared(world).verdict is Verdict.NOT_ASKED


def test_what_is_older_or_of_another_marketplace_is_left_out(world: World):
    world.agree().begin()
    assert reconcile(world.carrier, "other", world.clock.at - timedelta(days=1)) == []
    assert reconcile(world.carrier, "kiezmarkt", world.clock.at + timedelta(days=1)) == []
