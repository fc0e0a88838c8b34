"""A bank sends back what was paid before a reviewer decided less: nobody owes it back, and what was decided is paid."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from odr.clerk import Clerk
from odr.domain import compensation
from odr.domain.case import OwedLine
from odr.domain.decision import AcceptDecision
from odr.domain.events import RecoverySource, Stage, Step
from odr.domain.facts import OrderFacts, Payment
from odr.domain.remedies import Remedy
from odr.fulfilment.port import Standing
from odr.recoveries import Report, ledger, record
from odr.rulebooks import DEFAULT
from odr.store import Store
from tests.core.given import complaint, eur, weekends_everywhere
from tests.core.test_restitution import PAYS, given_back
from tests.fulfilment.world import ADMINISTRATOR, CASE, World


@pytest.fixture
def world(store: Store) -> World:
    """80 EUR were paid in the shop, a reviewer decided on 50, and the buyer has 30 to give back."""
    return given(store, complaint().order)


def given(store: Store, order: OrderFacts) -> World:
    """The same of a sale that was paid otherwise."""
    clerk = Clerk(store, {DEFAULT: PAYS}, weekends_everywhere)
    clerk.open("KE", lambda number: complaint(number=number, order=order), DEFAULT)
    world = World(store, clerk)
    world.shop.at_once = Standing.SETTLED
    for command in given_back().asked:
        if isinstance(command, compensation.ReportFulfilment):
            continue
        world.clock.at = command.at
        clerk.submit(CASE, ADMINISTRATOR, lambda by, command=command: command, command.at)  # type: ignore[misc]
        if isinstance(command, AcceptDecision):
            world.begin()
    (line,) = lines(world)
    assert (line.remedy.remedy, line.remedy.amount, world.shop.given_back) == (Remedy.RESTITUTION, eur(3000), 8000)
    return world


def lines(world: World) -> list[OwedLine]:
    return [*world.case.orders[-1].lines]


def net(world: World) -> int:
    """What came back of the sale, by its ledger, in minor units."""
    with world.store.read() as conn:
        return sum(-row.amount.minor if row.undone else row.amount.minor for row in ledger(conn, world.case.order.id))


def bounces(world: World) -> None:
    """The first refund was settled, and days later it was not."""
    world.shop.all_stand(Standing.FAILED)
    for days in (2, 7, 25):
        world.run(days=days)


def test_it_is_reckoned_anew_and_paid(world: World, caplog: pytest.LogCaptureFixture) -> None:
    assert net(world) == 8000
    with caplog.at_level(logging.ERROR):
        bounces(world)
    assert [line.step for line in world.case.orders[0].lines] == [Step.LAPSED]
    assert [(line.remedy.remedy, line.step) for line in lines(world)] == [
        (Remedy.RESTITUTION, Step.LAPSED),
        (Remedy.REFUND_PARTIAL, Step.ORDERED),
    ]
    assert "fulfilment.restitution_to_look_at" not in caplog.messages
    world.begin()
    assert (world.shop.given_back, net(world), world.case.stage) == (5000, 5000, Stage.CLOSED)


def test_where_the_buyer_gave_some_of_it_back_a_person_is_told(world: World, caplog: pytest.LogCaptureFixture) -> None:
    (restitution,) = lines(world)
    done = {"line": restitution.id, "step": Step.FULFILLED, "reference": "tr-1"}
    world.clock.at += timedelta(hours=1)
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, **done)
    with caplog.at_level(logging.ERROR):
        bounces(world)
    assert [line.step for line in lines(world)] == [Step.FULFILLED]
    (said,) = (one for one in caplog.records if one.message == "fulfilment.restitution_to_look_at")
    assert (said.__dict__["case"], said.__dict__["line"]) == (CASE, "d-1")


def test_of_several_payments_a_person_is_told(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """48 of the 80 come back, 32 stay with the buyer: the 50 are not ordered whole beside them."""
    at = complaint().order.payments[0].paid_at
    paid = (Payment("pay-1", "card", eur(7500), at), Payment("pay-2", "gift card", eur(5000), at))
    world = given(store, replace(complaint().order, payments=paid))
    name = next(iter(world.shop.refunds))
    world.shop.refunds[name] = (world.shop.refunds[name][0], Standing.FAILED)
    with caplog.at_level(logging.ERROR):
        for days in (2, 7, 25):
            world.run(days=days)
    world.begin()
    assert world.shop.given_back == 3200
    assert "fulfilment.restitution_to_look_at" in caplog.messages


def test_what_the_case_had_not_heard_of_counts(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A bank took something back too: the case is told of it with the bounce, and a person is told to look."""
    report = Report("pay-1", RecoverySource.CHARGEBACK, eur(100), False, None, "cb-1")
    with world.store.write() as conn:
        record(conn, world.case.order, report, "x", world.clock.at)
    with caplog.at_level(logging.ERROR):
        bounces(world)
    assert "fulfilment.restitution_to_look_at" in caplog.messages
