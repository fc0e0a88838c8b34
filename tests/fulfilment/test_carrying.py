"""What was ordered is carried out once, whatever breaks on the way, and the case is told how it goes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr.clerk import Clerk
from odr.domain import compensation
from odr.domain.events import Failure, Stage, Step
from odr.domain.facts import Payment
from odr.fulfilment.carrying import begin, carry_out_next
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.leases import LEASE
from odr.fulfilment.port import Standing
from odr.fulfilment.tables import State
from odr.outbox import outbox
from odr.promises import HAND_OVER
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint, eur
from tests.fulfilment.shop import Breaks, Killed
from tests.fulfilment.world import ADMINISTRATOR, CASE, SELLER, World


def test_an_order_promises_to_be_handed_over_in_the_same_transaction(world: World):
    world.agree()
    with world.store.read() as conn:
        topics = conn.execute(select(outbox.c.payload).where(outbox.c.topic == HAND_OVER)).scalars().all()
    assert topics == ['{"case":"case-1"}']


def test_it_is_handed_over_followed_and_done_and_the_case_closes(world: World):
    world.agree().begin()
    assert (world.steps, world.shop.given_back) == ([Step.SUBMITTED], 5000)
    world.run(minutes=1)
    assert world.steps == [Step.SUBMITTED]
    world.shop.all_stand(Standing.SETTLED)
    world.run(hours=1)
    assert (world.steps, world.case.stage) == ([Step.SUBMITTED, Step.FULFILLED], Stage.CLOSED)
    assert [row.state for row in world.rows] == [State.SETTLED]


def test_the_reports_are_dated_and_name_the_shops_own_number(world: World):
    world.agree().begin()
    (line,) = world.case.orders[-1].lines
    assert [(one.reference, one.at) for one in line.reports] == [("re_1", world.clock.at)]


def test_a_shop_that_settles_at_once_is_done_at_once(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    assert (world.steps, world.case.stage) == ([Step.FULFILLED], Stage.CLOSED)


def test_the_key_names_case_line_payment_step_and_attempt(world: World):
    world.agree().begin()
    assert [row.key for row in world.rows] == ["order-KE-2026-000001-1-o1-1-pay-1-refund-1"]


def test_begun_twice_it_is_one_refund(world: World):
    world.agree().begin()
    world.begin()
    world.run(days=1)
    assert (world.shop.calls, len(world.rows)) == (1, 1)


def test_while_the_shop_is_away_it_waits_and_is_done_once(world: World):
    world.shop.paying = [Breaks.AWAY, Breaks.AWAY, None]
    world.agree().begin()
    assert (world.steps, world.rows[0].state, world.rows[0].code) == ([], State.READY, "ConnectError")
    world.run(minutes=1)
    world.run(minutes=5)
    assert (world.steps, world.shop.given_back) == ([Step.SUBMITTED], 5000)


def test_a_shop_that_answers_no_question_is_handed_nothing(world: World):
    world.shop.looking = [Breaks.BEFORE, Breaks.AWAY]
    world.agree().begin()
    world.run(minutes=1)
    assert (world.shop.calls, world.rows[0].state, world.steps) == (0, State.READY, [])
    world.run(minutes=1)
    assert (world.shop.calls, world.steps) == (1, [Step.SUBMITTED])


def test_an_answer_that_was_lost_after_it_was_done_is_found(world: World):
    world.shop.paying = [Breaks.AFTER]
    world.agree().begin()
    assert (world.steps, world.rows[0].state) == ([], State.SENT)
    world.run(minutes=1)
    assert (world.steps, world.shop.calls, world.shop.given_back) == ([Step.SUBMITTED], 1, 5000)


def test_what_is_not_found_is_unknown_and_never_tried_again(world: World):
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    for _ in range(LOOKS + 2):
        world.run(hours=1)
    assert (world.steps, world.shop.calls, world.shop.given_back) == ([Step.UNKNOWN], 1, 0)
    assert [(row.state, row.due_at) for row in world.rows] == [(State.UNKNOWN, None)]


def test_while_nobody_answers_looks_are_not_counted(world: World):
    world.shop.paying = [Breaks.AFTER]
    world.shop.looking = [None, *[Breaks.AWAY, Breaks.BEFORE] * LOOKS]
    world.agree().begin()
    for _ in range(2 * LOOKS):
        world.run(hours=1)
    assert (world.steps, world.rows[0].state) == ([Step.UNKNOWN], State.SENT)
    world.run(hours=1)
    assert (world.steps, world.shop.calls) == ([Step.UNKNOWN, Step.SUBMITTED], 1)


def test_a_person_says_what_became_of_the_unknown(world: World):
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    for _ in range(LOOKS):
        world.run(hours=1)
    found = {"line": "o1-1", "step": Step.FULFILLED, "reference": "bank 17"}
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, **found)
    assert (world.steps, world.case.stage) == ([Step.UNKNOWN, Step.FULFILLED], Stage.CLOSED)


def test_killed_after_paying_it_is_found_once_the_lease_is_over(world: World):
    world.shop.dies_after_paying = True
    with pytest.raises(Killed):
        world.agree().begin()
    world.run(seconds=1)
    assert world.steps == []
    world.run(seconds=LEASE.total_seconds())
    assert (world.steps, world.shop.calls, world.shop.given_back) == ([Step.SUBMITTED], 1, 5000)


def test_killed_before_the_case_was_told_it_is_told_later(world: World, monkeypatch: pytest.MonkeyPatch):
    world.agree()

    def killed(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(Clerk, "submit_for_service", killed)
    with pytest.raises(Killed):
        world.begin()
    monkeypatch.undo()
    world.run(seconds=LEASE.total_seconds())
    assert (world.steps, world.shop.calls) == ([Step.SUBMITTED], 1)


def test_a_refusal_is_final_and_told(world: World):
    world.shop.paying = [Breaks.REFUSED]
    world.agree().begin()
    world.run(days=1)
    assert (world.steps, world.shop.calls, world.rows[0].code) == ([Step.FAILED], 1, "REFUND_AMOUNT_ERROR")
    assert world.case.orders[-1].lines[0].reports[-1].failure == Failure("REFUND_AMOUNT_ERROR", retryable=False)


@pytest.mark.parametrize(
    ("said", "code", "retryable"),
    [
        ("MORE_THAN_IS_LEFT", "MORE_THAN_IS_LEFT", False),
        ("charge_already_refunded", "CHARGE_ALREADY_REFUNDED", False),
        ("expired or canceled card", "EXPIRED_OR_CANCELED_CARD", True),
    ],
)
def test_why_it_failed_is_told_in_a_word(world: World, said: str, code: str, retryable: bool):
    world.shop.words, world.shop.paying = said, [Breaks.REFUSED]
    world.agree().begin()
    (line,) = world.case.orders[-1].lines
    assert [one.failure for one in line.reports] == [Failure(code, retryable)]


def test_what_came_undone_says_why(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    world.shop.all_stand(Standing.FAILED)
    world.run(days=2)
    (line,) = world.case.orders[-1].lines
    assert [one.failure for one in line.reports] == [None, Failure("REFUND_FAILED", retryable=True)]


def test_what_fails_later_is_told(world: World):
    world.agree().begin()
    world.shop.all_stand(Standing.FAILED)
    world.run(hours=1)
    assert world.steps == [Step.SUBMITTED, Step.FAILED]


def test_what_the_seller_did_meanwhile_is_not_done_again(world: World):
    world.shop.paying = [Breaks.AWAY]
    world.agree().begin()
    world.act(SELLER, compensation.ReportFulfilment, line="o1-1", step=Step.SUBMITTED, reference="by bank")
    world.run(hours=1)
    assert (world.shop.calls, [row.state for row in world.rows]) == (1, [State.DROPPED])


def test_without_a_shop_nothing_is_entered(world: World):
    world.agree()
    begin(replace(world.carrier, shop=lambda marketplace: None), CASE)
    assert world.rows == []


def test_two_payments_are_two_legs_and_the_line_is_done_with_the_last(store: Store):
    clerk = Clerk(store, all_rulebooks())
    paid = complaint().order.payments[0].paid_at
    order = replace(
        complaint().order,
        payments=(Payment("pay-1", "card", eur(7500), paid), Payment("pay-2", "gift card", eur(5000), paid)),
    )
    clerk.open("KE", lambda number: complaint(number=number, order=order), DEFAULT)
    world = World(store, clerk)
    world.agree().begin()
    assert [(row.leg, row.minor) for row in world.rows] == [("pay-1", 3000), ("pay-2", 2000)]
    assert (world.steps, world.shop.given_back) == ([Step.SUBMITTED], 5000)
    first, second = world.shop.refunds
    world.shop.refunds[first] = (world.shop.refunds[first][0], Standing.SETTLED)
    world.run(hours=1)
    assert world.steps == [Step.SUBMITTED]
    world.shop.refunds[second] = (world.shop.refunds[second][0], Standing.SETTLED)
    world.run(hours=1)
    assert world.steps == [Step.SUBMITTED, Step.FULFILLED]


def test_one_process_works_at_an_order_at_a_time(world: World):
    world.agree()
    found: list[bool] = []
    submit = world.shop.submit

    def meanwhile(task: Any) -> Any:
        found.append(carry_out_next(world.carrier, world.clock.at + timedelta(seconds=30)))
        return submit(task)

    world.shop.submit = meanwhile  # type: ignore[method-assign]
    world.begin()
    assert (found, world.shop.calls) == ([False], 1)
