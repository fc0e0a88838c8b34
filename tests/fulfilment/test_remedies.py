"""Remedies beside refunds: which legs a line has, each carried out once, and what the case is told of all together."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr.clerk import Clerk
from odr.domain import compensation, inspecting
from odr.domain.events import Stage, Step
from odr.domain.facts import LineKind, Parcel, ParcelLine, Shipment
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.fulfilment.port import Kind, Pieces, Repayment, Replacement, Standing, TakeBack, Voucher
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.tables import State
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, ORDER, complaint, eur, refund
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import ADMINISTRATOR, BUYER, SELLER, World

KEY = "order-KE-2026-000001-1-o1-1"
RETURN = refund(5000, remedy=Remedy.REFUND_ON_RETURN)
BOTH = refund(2000, remedy=Remedy.REPLACE_PLUS_REFUND)


def without_money(remedy: Remedy, line: str | None = "lamp", quantity: int = 1) -> RemedyLine:
    return RemedyLine(remedy, line, quantity, None)


def sold(store: Store, *owed: RemedyLine, **changes: Any) -> World:
    """A case about an order that differs from the usual one, in which the seller owes these lines."""
    clerk = Clerk(store, all_rulebooks())
    claim = Claim("claim-1", "shade", 1, ComplaintType.DAMAGED, owed)
    filed = {"order": replace(ORDER, **changes), "claims": (claim,)}
    clerk.open("KE", lambda number: complaint(number=number, **filed), DEFAULT)
    return World(store, clerk).agree(*owed)


def again(world: World) -> None:
    """The marketplace orders the line once more."""
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    world.begin()


def verdicts(world: World) -> set[Verdict]:
    return {one.verdict for one in reconcile(world.carrier, "kiezmarkt", world.clock.at - timedelta(days=9))}


def test_what_came_back_is_put_on_the_shelf_and_refunded(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(RETURN).begin()
    assert world.shop.did == []
    world.comes_back().begin()
    assert world.shop.did == [
        TakeBack(f"{KEY}-lamp-take_back-1", "A-1001", (Pieces("lamp", 1),)),
        Repayment(f"{KEY}-pay-1-refund-1", "A-1001", "pay-1", eur(5000)),
    ]
    assert (world.steps[-1], world.case.stage) == (Step.FULFILLED, Stage.CLOSED)
    assert verdicts(world) == {Verdict.AGREES}


def test_what_did_not_come_back_as_it_was_sent_lies_on_no_shelf(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(RETURN)
    for visitor, step in ((BUYER, Step.RETURN_IN_TRANSIT), (SELLER, Step.RETURN_RECEIVED)):
        world.act(visitor, compensation.ReportFulfilment, line="o1-1", step=step, reference="")
    found = {"found": ReturnFound.DAMAGED, "words": Text("Scratched."), "exhibits": (), "accepts": None}
    world.act(SELLER, inspecting.ReportInspection, line="o1-1", **found)
    world.begin()
    assert world.shop.did == [Repayment(f"{KEY}-pay-1-refund-1", "A-1001", "pay-1", eur(5000))]


def test_an_exchange_is_sent_once_the_goods_are_back_and_looked_at(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(replace(without_money(Remedy.REPLACE), after_return=True, item="LAMP-XL")).begin()
    assert world.shop.did == []
    world.comes_back().begin()
    assert world.shop.did == [
        TakeBack(f"{KEY}-lamp-take_back-1", "A-1001", (Pieces("lamp", 1),)),
        Replacement(f"{KEY}-lamp-replacement-1", "A-1001", (Pieces("lamp", 1),), "LAMP-XL"),
    ]
    assert (world.steps[-1], world.case.stage) == (Step.FULFILLED, Stage.CLOSED)


def test_a_voucher_waits_for_the_goods_too(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(replace(refund(3000, remedy=Remedy.VOUCHER), after_return=True)).begin()
    assert world.shop.did == []
    world.comes_back().begin()
    assert {type(one) for one in world.shop.did} == {TakeBack, Voucher}


def test_the_code_of_a_voucher_is_told_without_the_number_of_the_return_beside_it(world: World):
    world.shop.at_once, world.shop.looking = Standing.SETTLED, [Breaks.AWAY]
    world.agree(replace(refund(3000, remedy=Remedy.VOUCHER), after_return=True)).comes_back().begin()
    world.run(minutes=1)
    assert [type(one) for one in world.shop.did] == [TakeBack, Voucher]
    assert world.case.orders[-1].lines[0].reports[-1].voucher == Text("re_2")


@pytest.mark.parametrize("remedy", [Remedy.FREE_ITEM, Remedy.UPGRADE])
def test_a_free_item_with_its_number_is_sent_and_one_without_is_for_people(world: World, remedy: Remedy):
    world.agree(replace(without_money(remedy), item="LAMP-XL"), without_money(remedy, "shade")).begin()
    assert world.shop.did == [Replacement(f"{KEY}-lamp-replacement-1", "A-1001", (Pieces("lamp", 1),), "LAMP-XL")]
    assert [row.line for row in world.rows] == ["o1-1"]


def test_money_does_not_wait_for_the_shelf(world: World, caplog: pytest.LogCaptureFixture):
    world.shop.at_once, world.shop.refuses = Standing.SETTLED, frozenset({Kind.TAKE_BACK})
    with caplog.at_level(logging.ERROR):
        world.agree(RETURN).comes_back().begin()
    world.begin()
    world.run(days=1)
    assert (world.shop.given_back, world.steps[-1], world.shop.calls) == (5000, Step.FULFILLED, 2)
    assert "fulfilment.not_restocked" in caplog.messages
    assert verdicts(world) == {Verdict.AGREES, Verdict.NOT_RESTOCKED}


def test_the_shelf_is_filled_also_where_the_refund_was_quicker(world: World):
    world.agree(RETURN).comes_back()
    world.shop.looking = [Breaks.AWAY]
    world.begin()
    assert [type(task) for task in world.shop.did] == [Repayment]
    assert world.steps[-1] is Step.SUBMITTED
    world.run(minutes=1)
    assert [type(task) for task in world.shop.did] == [Repayment, TakeBack]


def test_a_shop_that_has_no_shelf_refunds_only(world: World):
    world.shop.does = frozenset({Kind.REFUND})
    world.agree(RETURN).comes_back().begin()
    assert [type(task) for task in world.shop.did] == [Repayment]


def test_a_replacement_is_done_when_it_has_arrived(world: World):
    world.agree(without_money(Remedy.REPLACE)).begin()
    assert world.shop.did == [Replacement(f"{KEY}-lamp-replacement-1", "A-1001", (Pieces("lamp", 1),))]
    assert world.steps == [Step.SUBMITTED]
    world.shop.all_stand(Standing.SETTLED)
    world.run(hours=1)
    assert (world.steps, world.case.stage) == ([Step.SUBMITTED, Step.FULFILLED], Stage.CLOSED)


def test_goods_go_before_money_and_only_what_failed_is_tried_again(world: World):
    world.shop.at_once, world.shop.refuses = Standing.SETTLED, frozenset({Kind.REPLACEMENT})
    world.agree(BOTH).begin()
    assert (world.steps, world.shop.given_back) == ([Step.FAILED], 0)
    world.shop.refuses = frozenset({Kind.REFUND})
    again(world)
    assert [type(task) for task in world.shop.did] == [Replacement]
    world.shop.refuses = frozenset()
    again(world)
    assert [task.key.removeprefix(KEY) for task in world.shop.did] == ["-lamp-replacement-2", "-pay-1-refund-2"]
    assert (world.steps[-1], world.shop.given_back) == (Step.FULFILLED, 2000)


def test_a_shop_that_cannot_replace_is_not_handed_the_refund_beside_it(world: World):
    """Otherwise the line would be done with half of it."""
    world.shop.does = frozenset({Kind.REFUND, Kind.TAKE_BACK})
    world.agree(BOTH).begin()
    assert (world.rows, world.steps) == ([], [])


def test_a_contract_is_cancelled_in_the_shop_while_nothing_was_sent(store: Store):
    world = sold(store, without_money(Remedy.CANCEL_CONTRACT, "bulbs", 3))
    world.shop.at_once = Standing.SETTLED
    world.begin()
    assert world.shop.did == [TakeBack(f"{KEY}-bulbs-take_back-1", "A-1001", (Pieces("bulbs", 3),))]
    assert world.steps == [Step.FULFILLED]


def test_what_was_sent_is_not_cancelled_in_the_shop(store: Store):
    parcel = Parcel("p", "T-1", (ParcelLine("lamp", 1),))
    shipment = Shipment("s", "Post", (parcel,), dispatched_at=FILED_AT - timedelta(days=9))
    world = sold(store, without_money(Remedy.CANCEL_CONTRACT), shipments=(shipment,))
    world.begin()
    assert world.rows == []


@pytest.mark.parametrize("kind", [LineKind.VIRTUAL, LineKind.BOOKING, LineKind.SERVICE])
@pytest.mark.parametrize("remedy", [Remedy.REPLACE, Remedy.CANCEL_CONTRACT])
def test_what_has_no_parcel_is_neither_sent_nor_put_on_a_shelf(store: Store, kind: LineKind, remedy: Remedy):
    lines = (replace(ORDER.lines[0], kind=kind), *ORDER.lines[1:])
    world = sold(store, without_money(remedy), lines=lines)
    world.begin()
    assert world.rows == []


def test_a_whole_order_is_taken_back_line_by_line(store: Store):
    world = sold(store, without_money(Remedy.CANCEL_CONTRACT, None))
    world.begin()
    pieces = (Pieces("lamp", 1), Pieces("shade", 1), Pieces("bulbs", 4))
    assert world.shop.did == [TakeBack(f"{KEY}-order-take_back-1", "A-1001", pieces)]


def test_a_voucher_that_was_agreed_is_issued_and_its_code_told(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(refund(1500, remedy=Remedy.VOUCHER)).begin()
    ends_at = world.case.orders[-1].at + timedelta(days=365)
    assert world.shop.did == [Voucher(f"{KEY}-lamp-voucher-1", "A-1001", eur(1500), ends_at)]
    (line,) = world.case.orders[-1].lines
    assert [(one.step, one.reference, one.voucher) for one in line.reports] == [(Step.FULFILLED, "…", Text("re_1"))]
    assert verdicts(world) == {Verdict.AGREES}


@pytest.mark.parametrize(
    "owed", [without_money(Remedy.REPLACE), refund(1500, remedy=Remedy.VOUCHER), without_money(Remedy.CANCEL_CONTRACT)]
)
def test_what_is_lost_on_the_way_is_found_or_unknown(world: World, owed: RemedyLine):
    world.shop.paying = [Breaks.AFTER]
    world.agree(owed).begin()
    world.run(minutes=1)
    assert (world.shop.calls, len(world.shop.did), world.steps) == (1, 1, [Step.SUBMITTED])


@pytest.mark.parametrize("owed", [without_money(Remedy.REPLACE), refund(1500, remedy=Remedy.VOUCHER)])
def test_what_never_arrived_is_unknown(world: World, owed: RemedyLine):
    world.shop.paying = [Breaks.BEFORE]
    world.agree(owed).begin()
    for _ in range(6):
        world.run(hours=1)
    assert (world.shop.calls, world.steps) == (1, [Step.UNKNOWN])
    assert world.rows[0].state == State.UNKNOWN


def test_what_is_done_by_hand_is_not_entered(world: World):
    world.agree(without_money(Remedy.REPAIR)).begin()
    assert world.rows == []


def test_a_shop_of_other_figures_is_told_apart(world: World):
    world.agree(without_money(Remedy.REPLACE)).begin()
    ((number, (task, standing)),) = world.shop.refunds.items()
    assert isinstance(task, Replacement)
    world.shop.refunds[number] = (replace(task, pieces=(Pieces("lamp", 2),)), standing)
    assert verdicts(world) == {Verdict.OTHER_AMOUNT}
