"""What the shop paid is known to the ledger whatever becomes of the line: also where its payments fare differently."""

import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr.accounts.repeats import ANEW
from odr.clerk import Clerk
from odr.domain import breach, compensation, exhibits, inspecting
from odr.domain.course import ANSWER
from odr.domain.events import RecoverySource, Step
from odr.domain.facts import Payment
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.fulfilment.port import AnswerLost, Effect, Repayment, Replacement, Standing, Task
from odr.fulfilment.tables import State
from odr.fulfilment.unknown import Answer, Outcome, answer, unknowns
from odr.outbox import outbox
from odr.promises import HAND_OVER
from odr.recoveries import Report, ledger, record, telling
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint, eur, refund
from tests.core.test_inspecting import FILE
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import ADMINISTRATOR, BUYER, CASE, SELLER, World


@pytest.fixture
def two(store: Store) -> World:
    """Paid by card and by gift card: of 50 EUR back, 30 go to the one and 20 to the other."""
    clerk, order = Clerk(store, all_rulebooks()), complaint().order
    at = order.payments[0].paid_at
    paid = (Payment("pay-1", "card", eur(7500), at), Payment("pay-2", "gift card", eur(5000), at))
    clerk.open("KE", lambda number: complaint(number=number, order=replace(order, payments=paid)), DEFAULT)
    return World(store, clerk)


def stands(world: World, number: int, standing: Standing) -> None:
    name = list(world.shop.refunds)[number]
    world.shop.refunds[name] = (world.shop.refunds[name][0], standing)


def net(world: World) -> int:
    """What came back of the sale by its ledger, in minor units."""
    with world.store.read() as conn:
        return sum(-one.amount.minor if one.undone else one.amount.minor for one in ledger(conn, world.case.order.id))


def late(world: World) -> None:
    world.clock.at += timedelta(days=30)
    world.clerk.sweep(world.clock.at)


def breached(world: World, line: str = "o1-1") -> None:
    """The time for a line passes, and the buyer says that it was not done: what was not begun is owed no more."""
    late(world)
    world.act(BUYER, breach.ReportBreach, line=line, reasons=Text("Nothing came."))


def lost(world: World) -> World:
    """The shop did it, its answer did not arrive, and it is away."""
    world.shop.at_once, world.shop.paying = Standing.SETTLED, [Breaks.AFTER]
    world.shop.looking = [None, *[Breaks.AWAY] * 900]
    return world


def months(world: World) -> None:
    for days in (2, 7, 25):
        world.run(days=days)


def test_one_of_two_payments_fails_under_an_order_that_was_undone(two: World) -> None:
    two.agree().begin()
    breached(two)
    stands(two, 0, Standing.SETTLED)
    two.run(hours=1)
    stands(two, 1, Standing.FAILED)
    two.run(hours=2)
    months(two)
    assert (two.shop.given_back, net(two)) == (3000, 3000)


def test_one_of_two_payments_bounces_after_its_order_was_undone(two: World) -> None:
    two.shop.at_once = Standing.SETTLED
    two.agree(refund(5000), RemedyLine(Remedy.REPAIR, "shade", 1, None)).begin()
    breached(two, "o1-2")
    stands(two, 1, Standing.FAILED)
    months(two)
    assert (two.shop.given_back, net(two)) == (3000, 3000)


def test_a_line_of_which_one_payment_left_and_another_was_refused_lapses(two: World) -> None:
    two.shop.at_once, two.shop.paying = Standing.SETTLED, [None, Breaks.REFUSED]
    two.agree().begin()
    assert two.case.orders[-1].lines[0].step is Step.FAILED
    breached(two)
    with two.store.read() as conn:
        promised = conn.execute(select(outbox.c.id).where(outbox.c.topic == HAND_OVER)).all()
    assert len(promised) > 1, "it is looked for at once"
    two.begin()
    assert (two.shop.given_back, net(two)) == (3000, 3000)


def test_a_line_that_lapses_between_the_look_and_the_report(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lost(world).agree().begin()
    late(world)
    world.shop.looking = []
    real = world.clerk.submit_for_service

    def first(*asked: Any) -> Any:
        monkeypatch.undo()
        world.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))
        return real(*asked)

    monkeypatch.setattr(world.clerk, "submit_for_service", first)
    world.run(hours=2)
    assert world.case.orders[-1].lines[0].step is Step.LAPSED
    assert (world.shop.given_back, net(world)) == (5000, 5000)


def test_a_replacement_is_sent_though_nobody_knows_of_its_refund(world: World) -> None:
    world.shop.at_once, world.shop.paying = Standing.SETTLED, [Breaks.AWAY, Breaks.AFTER]
    world.shop.looking = [None, None, *[Breaks.AWAY] * 900]
    world.agree(refund(2000, remedy=Remedy.REPLACE_PLUS_REFUND)).begin()
    for _ in range(30):
        world.run(seconds=10)
    world.shop.looking = []
    months(world)
    assert [type(one) for one in world.shop.did] == [Repayment, Replacement]
    assert world.steps == [Step.UNKNOWN, Step.FULFILLED]


def test_a_replacement_that_was_left_out_is_not_done_with_its_refund(world: World) -> None:
    """A person says that nobody knows, while it waits for the shop: they may have sent it themselves."""
    world.shop.at_once, world.shop.looking = Standing.SETTLED, [Breaks.AWAY]
    world.agree(refund(2000, remedy=Remedy.REPLACE_PLUS_REFUND)).begin()
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.UNKNOWN, reference="")
    world.run(hours=1)
    assert [type(one) for one in world.shop.did] == [Repayment]
    assert world.steps == [Step.UNKNOWN, Step.FAILED], "so that somebody orders it again"


def test_a_payment_is_given_back_while_another_is_not_known(two: World) -> None:
    """The shop says nothing that makes sense of this order for some minutes."""
    two.shop.at_once, two.shop.paying = Standing.SETTLED, [Breaks.AFTER]
    find, submit, confused = two.shop.find, two.shop.submit, [False]

    def finds(task: Task) -> list[Effect]:
        if confused[0]:
            raise AnswerLost("ERRORS")
        return list(find(task))

    def submits(task: Task) -> Effect:
        confused[0] = True
        return submit(task)  # type: ignore[no-any-return]

    two.shop.find, two.shop.submit = finds, submits
    two.agree().begin()
    for _ in range(20):
        two.run(seconds=10)
    confused[0] = False
    assert two.steps == [Step.UNKNOWN]
    for _ in range(60):
        two.run(seconds=10)
    assert two.steps == [Step.UNKNOWN, Step.FULFILLED]
    assert (two.shop.given_back, len(two.shop.did)) == (5000, 2)


@pytest.mark.parametrize("line", [RemedyLine(Remedy.REPLACE, "lamp", 1, None), refund(3000, remedy=Remedy.VOUCHER)])
def test_goods_and_vouchers_for_a_line_that_lapsed_are_said(
    world: World, caplog: pytest.LogCaptureFixture, line: RemedyLine
) -> None:
    lost(world).agree(line).begin()
    breached(world)
    world.shop.looking = []
    world.shop.all_stand(Standing.PENDING)
    with caplog.at_level(logging.ERROR):
        world.run(hours=2)
        for _ in range(3):
            world.run(hours=2)
            world.begin()
    assert [row.state for row in world.rows] == [State.PENDING]
    assert caplog.messages.count("fulfilment.not_owed_any_more") == 1


def chargeback(world: World, minor: int) -> None:
    report = Report("pay-1", RecoverySource.CHARGEBACK, eur(minor), False, None, "cb-1")
    with world.store.write() as conn:
        record(conn, world.case.order, report, "x", world.clock.at)
        (row,) = (one for one in ledger(conn, world.case.order.id) if one.reference == "cb-1")
    world.clerk.submit_for_service(CASE, telling(row, world.clock.at))


def found(world: World, outcome: Outcome) -> None:
    (one,) = unknowns(world.store, world.clerk, ADMINISTRATOR, world.clock.at, 10)
    said = Answer(CASE, one.name, outcome, "re_7" if outcome is Outcome.DONE else "", None)
    answer(world.store, world.clerk, ADMINISTRATOR, said, ANEW, world.clock.at)


def test_a_person_finds_that_more_was_paid_than_is_owed_now(world: World) -> None:
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    chargeback(world, 9500)
    for _ in range(8):
        world.run(minutes=20)
    found(world, Outcome.DONE)
    assert world.steps[-1] is Step.FULFILLED
    assert net(world) == 9500 + 5000


@pytest.mark.parametrize(("outcome", "paid"), [(Outcome.DONE, 5000), (Outcome.NOT_DONE, 0)])
def test_what_nobody_knows_of_a_line_that_lapsed_is_asked_of_a_person_too(
    world: World, outcome: Outcome, paid: int
) -> None:
    world.shop.paying = [Breaks.BEFORE]
    world.agree()
    late(world)
    world.begin()
    world.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))
    for _ in range(8):
        world.run(minutes=20)
    assert world.rows[0].state == State.UNKNOWN
    found(world, outcome)
    assert net(world) == paid


def test_a_refund_is_handed_over_when_the_time_to_answer_is_over(world: World) -> None:
    """And not only once it is late."""
    world.agree(refund(5000, remedy=Remedy.REFUND_ON_RETURN))
    for visitor, step in ((BUYER, Step.RETURN_IN_TRANSIT), (SELLER, Step.RETURN_RECEIVED)):
        world.act(visitor, compensation.ReportFulfilment, line="o1-1", step=step, reference="")
    world.act(SELLER, exhibits.ReceiveExhibit, exhibit="x", **FILE)
    world.act(SELLER, exhibits.DiscloseExhibit, exhibit="x")
    seen = {"found": ReturnFound.DAMAGED, "words": Text("Scratched."), "accepts": eur(2000)}
    shown = (world.case.exhibits["x"].number,)
    world.act(SELLER, inspecting.ReportInspection, line="o1-1", **seen, exhibits=shown)
    before = promised(world)
    world.clock.at = world.case.frames[f"{ANSWER}/o1-1"].due + timedelta(minutes=5)
    world.clerk.sweep(world.clock.at)
    assert not world.case.orders[-1].lines[0].non_compliant
    assert promised(world) == before + 1


def promised(world: World) -> int:
    with world.store.read() as conn:
        return len(conn.execute(select(outbox.c.id).where(outbox.c.topic == HAND_OVER)).all())


def test_what_a_person_said_came_undone_does_not_stand_in_the_ledger_as_paid(world: World) -> None:
    """The shop still calls it settled; the bank sent it back, and the administrator says so."""
    world.shop.at_once = Standing.SETTLED
    world.agree(refund(5000), RemedyLine(Remedy.REPAIR, "shade", 1, None)).begin()
    breached(world, "o1-2")
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.REVERSED, reference="")
    assert world.case.orders[-1].lines[0].step is Step.LAPSED
    world.begin()
    months(world)
    assert net(world) == 0
