"""The platform steps in by itself only where the shop gives nothing back for the same line."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr.clerk import Clerk
from odr.domain import compensation
from odr.domain.events import FundPart, PaidFrom, Step
from odr.domain.refusals import Busy
from odr.domain.rulebook.choices import StepIn
from odr.fulfilment.leases import LEASE, claim, hold_order, let_go
from odr.fulfilment.port import Standing
from odr.fulfilment.stepping_in import step_in
from odr.fulfilment.tables import State
from odr.outbox import outbox
from odr.promises import STEP_IN
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import ADMINISTRATOR, CASE, World

MONTH = timedelta(days=30)


def of(store: Store, rule: StepIn) -> World:
    books = dict(all_rulebooks())
    default = books[DEFAULT]
    books[DEFAULT] = replace(default, compliance=replace(default.compliance, step_in=rule))
    clerk = Clerk(store, books)
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return World(store, clerk)


@pytest.fixture
def fund(store: Store) -> World:
    return of(store, StepIn.FROM_FUND)


def passes(world: World, time: timedelta = timedelta(days=9)) -> None:
    world.clock.at += time
    world.clerk.sweep(world.clock.at)


def promised(world: World) -> int:
    with world.store.read() as conn:
        return len(conn.execute(select(outbox.c.id).where(outbox.c.topic == STEP_IN)).all())


def parts_of(world: World) -> list[FundPart | None]:
    return [line.fund for line in world.case.orders[-1].lines if line.step is not Step.LAPSED]


def test_the_time_that_passes_promises_it_and_it_is_entered_once(fund: World):
    fund.agree()
    assert promised(fund) == 0
    passes(fund)
    assert promised(fund) == 1
    assert (step_in(fund.carrier, CASE), step_in(fund.carrier, CASE)) == (1, 0)
    assert parts_of(fund) == [FundPart.PAYS, FundPart.IS_PAID_BACK]


def test_what_the_shop_was_not_handed_yet_it_is_not_handed_any_more(fund: World):
    fund.shop.paying = [Breaks.AWAY] * 50
    fund.agree().begin()
    passes(fund)
    assert step_in(fund.carrier, CASE) == 1
    fund.shop.paying = []
    fund.run(hours=2)
    assert (fund.rows[0].state, fund.shop.given_back) == (State.DROPPED, 0)


@pytest.mark.parametrize("breaks", [Breaks.AFTER, Breaks.BEFORE])
def test_what_may_have_been_handed_over_is_not_paid_a_second_time(fund: World, breaks: Breaks):
    """Handed over just before its time was over; the answer was lost, and nobody has looked for it yet."""
    fund.agree()
    passes(fund)
    fund.shop.paying = [breaks]
    fund.begin()
    assert (fund.rows[0].state, fund.steps) == (State.SENT, [])
    assert step_in(fund.carrier, CASE) == 0
    for _ in range(5):
        fund.run(minutes=3)
    assert fund.steps[-1] is (Step.SUBMITTED if breaks is Breaks.AFTER else Step.UNKNOWN)
    assert step_in(fund.carrier, CASE) == 0
    assert parts_of(fund) == [None]


def test_while_somebody_works_at_the_order_nobody_steps_in(fund: World):
    fund.agree()
    passes(fund)
    fund.shop.paying = [Breaks.AWAY]
    fund.begin()
    fund.clock.at += timedelta(minutes=1)
    assert claim(fund.store, fund.clock.at) is not None
    with pytest.raises(Busy):
        step_in(fund.carrier, CASE)
    fund.clock.at += LEASE + timedelta(seconds=1)
    assert step_in(fund.carrier, CASE) == 1


def test_while_it_steps_in_nobody_hands_the_order_over(fund: World):
    fund.shop.paying = [Breaks.AWAY]
    fund.agree().begin()
    fund.clock.at += timedelta(minutes=1)
    held = hold_order(fund.store, fund.case.order.id, fund.clock.at)
    assert held is not None
    assert claim(fund.store, fund.clock.at) is None
    assert hold_order(fund.store, fund.case.order.id, fund.clock.at) is None
    let_go(fund.store, fund.case.order.id, held)
    assert claim(fund.store, fund.clock.at) is not None


def test_what_failed_in_the_shop_after_its_time_is_paid_by_the_fund_then(fund: World):
    fund.agree().begin()
    passes(fund)
    assert step_in(fund.carrier, CASE) == 0
    fund.shop.all_stand(Standing.FAILED)
    before = promised(fund)
    fund.run(hours=2)
    assert (fund.steps[-1], promised(fund)) == (Step.FAILED, before + 1)
    assert step_in(fund.carrier, CASE) == 1
    assert fund.shop.given_back == 0


def test_in_the_shop_what_failed_is_tried_once_more_under_its_next_key(store: Store):
    world = of(store, StepIn.BY_REFUND_IN_SHOP)
    world.shop.paying = [Breaks.REFUSED]
    world.agree().begin()
    assert world.steps == [Step.FAILED]
    passes(world)
    assert step_in(world.carrier, CASE) == 1
    assert world.case.orders[-1].lines[0].stepped_in is PaidFrom.SHOP
    world.begin()
    assert sorted((row.attempt, row.state) for row in world.rows) == [(1, State.FAILED), (2, State.PENDING)]
    assert world.shop.given_back == 5000


def test_what_somebody_reported_meanwhile_is_not_stepped_in_for(fund: World):
    fund.agree()
    passes(fund)
    (line,) = fund.case.orders[-1].lines
    asked: dict[str, Any] = {"line": line.id, "reference": "r-1"}
    fund.act(ADMINISTRATOR, compensation.ReportFulfilment, step=Step.SETTLING, **asked)
    assert step_in(fund.carrier, CASE) == 0


def test_what_was_not_known_is_paid_once_people_say_that_it_did_not_come(fund: World):
    fund.shop.paying = [Breaks.BEFORE]
    fund.agree().begin()
    for _ in range(5):
        fund.run(minutes=3)
    assert fund.steps == [Step.UNKNOWN]
    passes(fund)
    assert step_in(fund.carrier, CASE) == 0
    (line,) = fund.case.orders[-1].lines
    fund.act(ADMINISTRATOR, compensation.ReportFulfilment, line=line.id, step=Step.FAILED, reference="")
    assert step_in(fund.carrier, CASE) == 1
    assert fund.shop.given_back == 0
