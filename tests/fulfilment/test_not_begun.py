"""A shop that knows what was begun: what surely was not is handed over again, until it is done or given up."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from odr.domain import compensation
from odr.domain.events import RecoverySource, Step
from odr.domain.rulebook.choices import StepIn
from odr.fulfilment.handing import LOOKS, TRIES
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, Standing, Task, TryRefused
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.stepping_in import step_in
from odr.fulfilment.tables import State, executions
from odr.fulfilment.unknown import Outcome
from odr.recoveries import Report, ledger, record, telling
from odr.store import Store
from tests.core.given import FILED_AT, eur
from tests.fulfilment.shop import Breaks, Shop
from tests.fulfilment.test_stepping_in import of, passes
from tests.fulfilment.test_undone_legs import breached, found, net, two
from tests.fulfilment.world import ADMINISTRATOR, CASE, World

__all__ = ["two"]


@dataclass
class Knowing(Shop):
    """It keeps the keys of what was begun. A call that never arrived is kept by somebody on the way, and `arrives`.

    `stops`: how many of its next tries end right after they were begun. `usable`: the notes that were not used.
    """

    at_once: Standing = Standing.SETTLED
    begun: set[str] = field(default_factory=set)
    usable: set[str] = field(default_factory=set)
    kept: list[Task] = field(default_factory=list)
    stops: int = 0

    def submit(self, task: Task) -> Effect:
        if task.key in self.begun:
            raise AnswerLost("BEGUN")
        self.usable.add(task.key)
        breaks = self.paying[0] if self.paying else None
        if breaks is Breaks.BEFORE:
            self.kept.append(task)
        if breaks in (None, Breaks.AFTER):
            self._use(task.key)
            if self.stops:
                self.stops -= 1
                raise AnswerLost("ReadError")
        return super().submit(task)

    def find(self, task: Task) -> list[Effect] | None:  # type: ignore[override]
        there = super().find(task)
        return there if there or task.key in self.begun else None

    def withdraw(self, task: Task) -> None:
        self._look()
        if task.key in self.begun:
            raise AnswerLost("BEGUN")
        self.usable.discard(task.key)

    def arrives(self) -> None:
        """What somebody kept is let go: it finds its note, or not."""
        for task in self.kept:
            if task.key in self.usable:
                self._use(task.key)
                self.paying = []
                super().submit(task)
        self.kept = []

    def _use(self, key: str) -> None:
        self.usable.discard(key)
        self.begun.add(key)


@pytest.fixture
def knowing(world: World) -> World:
    world.shop = Knowing()
    return world.agree()


def on(world: World, hours: int = 8) -> None:
    """Nothing goes wrong any more."""
    world.shop.looking, world.shop.paying = [], []
    for _ in range(hours):
        world.run(hours=1)


def told_unknown(world: World) -> World:
    """It never arrived, and for some minutes the shop is away."""
    world.shop.paying, world.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 5]
    world.begin()
    world.run(minutes=4)
    assert world.steps == [Step.UNKNOWN]
    return world


def chargeback(world: World, minor: int, payment: str = "pay-1") -> None:
    report = Report(payment, RecoverySource.CHARGEBACK, eur(minor), False, None, "cb-1")
    with world.store.write() as conn:
        record(conn, world.case.order, report, "x", world.clock.at)
        row = ledger(conn, world.case.order.id)[-1]
    world.clerk.submit_for_service(CASE, telling(row, world.clock.at))


def order_again(world: World) -> None:
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=Step.ORDERED, reference="")
    world.begin()


def test_what_was_not_begun_is_handed_over_again_and_done_once(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE, Breaks.BEFORE]
    knowing.begin()
    for _ in range(10):
        knowing.run(seconds=20)
    assert (knowing.steps, knowing.shop.given_back, knowing.shop.calls) == ([Step.FULFILLED], 5000, 3)
    assert [row.attempt for row in knowing.rows] == [1]
    knowing.shop.arrives()
    assert knowing.shop.given_back == 5000


def test_what_is_never_begun_has_failed_and_may_be_ordered_again(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE] * 1000
    knowing.begin()
    for _ in range(12 * 60):
        knowing.run(minutes=1)
    assert knowing.shop.calls == TRIES + 1
    assert (knowing.rows[0].state, knowing.steps[-1]) == (State.FAILED, Step.FAILED)
    failure = knowing.case.orders[-1].lines[0].reports[-1].failure
    assert (failure and failure.code, failure and failure.retryable) == ("NOT_BEGUN", True)
    knowing.shop.paying = []
    order_again(knowing)
    knowing.shop.arrives()
    assert (knowing.steps[-1], knowing.shop.given_back) == (Step.FULFILLED, 5000)


def test_while_it_is_tried_it_counts_as_possibly_paid(store: Store) -> None:
    """No fund steps in for what may still arrive."""
    world = of(store, StepIn.FROM_FUND)
    world.shop = Knowing(paying=[Breaks.BEFORE, *[Breaks.AWAY] * 900])
    world.agree().begin()
    world.run(seconds=11)
    world.run(hours=1)
    passes(world)
    entered = step_in(world.carrier, CASE)
    world.shop.arrives()
    on(world)
    assert (entered, world.shop.given_back) == (0, 5000)


def test_a_case_that_was_told_that_nobody_knows_hears_that_it_is_done(knowing: World) -> None:
    told_unknown(knowing)
    on(knowing)
    assert knowing.steps == [Step.UNKNOWN, Step.FULFILLED]
    assert (knowing.shop.given_back, knowing.shop.calls) == (5000, 2)


def test_whoever_hears_of_it_anew_is_told_of_the_next_miss_too(knowing: World) -> None:
    told_unknown(knowing)
    for step in (Step.FAILED, Step.ORDERED):
        knowing.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=step, reference="")
    knowing.shop.paying, knowing.shop.looking = [Breaks.AFTER], [None, *[Breaks.AWAY] * 900]
    knowing.begin()
    for _ in range(10):
        knowing.run(minutes=5)
    assert knowing.steps == [Step.UNKNOWN, Step.FAILED, Step.ORDERED, Step.UNKNOWN]
    on(knowing)
    assert (knowing.steps[-1], knowing.shop.given_back) == (Step.FULFILLED, 5000)


@pytest.mark.parametrize("step", [Step.SUBMITTED, Step.SETTLING, Step.FULFILLED, Step.FAILED, Step.UNKNOWN])
def test_what_a_person_says_meanwhile_counts(knowing: World, step: Step) -> None:
    """They do it by hand, or tried to: it is not done beside them, and what is kept on the way does nothing."""
    if step is Step.UNKNOWN:
        knowing.shop.paying = [Breaks.BEFORE]
        knowing.begin()
    else:
        told_unknown(knowing)
    knowing.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=step, reference="bank-1")
    on(knowing)
    knowing.shop.arrives()
    assert (knowing.steps[-1], knowing.shop.given_back, knowing.rows[0].state) == (step, 0, State.DROPPED)


def test_of_a_line_that_lapsed_meanwhile_nothing_is_paid_however_late(knowing: World) -> None:
    knowing.shop.paying, knowing.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 900]
    knowing.begin()
    breached(knowing)
    assert knowing.case.orders[-1].lines[0].step is Step.LAPSED
    on(knowing)
    knowing.shop.arrives()
    assert (knowing.rows[0].state, knowing.shop.given_back) == (State.DROPPED, 0)


def test_what_is_refused_the_second_time_is_not_done_by_the_first(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE, Breaks.REFUSED]
    knowing.begin()
    knowing.run(minutes=2)
    assert knowing.steps == [Step.FAILED]
    order_again(knowing)
    knowing.shop.arrives()
    assert (knowing.steps[-1], knowing.shop.given_back) == (Step.FULFILLED, 5000)


def test_what_a_later_try_is_refused_after_it_was_begun_has_failed(knowing: World) -> None:
    """The try itself used the note: nothing has to be withdrawn, and nobody has to look."""
    submit, knowing.shop.paying = knowing.shop.submit, [Breaks.BEFORE]

    def refused(task: Task) -> Effect:
        if knowing.shop.calls:
            knowing.shop._use(task.key)
            raise TryRefused("REFUND_AMOUNT_ERROR")
        return submit(task)  # type: ignore[no-any-return]

    knowing.shop.submit = refused
    knowing.begin()
    for _ in range(6):
        knowing.run(minutes=5)
    assert (knowing.steps, knowing.rows[0].code) == ([Step.FAILED], "REFUND_AMOUNT_ERROR")


def test_its_answer_is_missed_since_the_first_try(knowing: World) -> None:
    knowing.shop.paying = [Breaks.BEFORE] * 1000
    knowing.begin()
    for _ in range(19):
        knowing.run(seconds=10)
    assert knowing.steps == [Step.UNKNOWN]


def test_of_two_under_one_key_the_one_that_stands_counts(world: World) -> None:
    world.shop.at_once, submit = Standing.SETTLED, world.shop.submit

    def twice(task: Task) -> Effect:
        for _ in range(2):
            submit(task)
        world.shop.refunds["re_1"] = (task, Standing.FAILED)
        raise AnswerLost("ReadTimeout")

    world.shop.submit = twice
    world.agree().begin()
    on(world)
    assert (world.steps, world.shop.given_back, net(world)) == ([Step.FULFILLED], 5000, 5000)


def test_what_began_just_before_it_was_given_up_is_found(knowing: World) -> None:
    """It arrives between the question and the withdrawal."""
    knowing.shop.paying = [Breaks.BEFORE] * (TRIES + 1)
    knowing.begin()
    withdraw = knowing.shop.withdraw

    def too_late(task: Task) -> None:
        knowing.shop.arrives()
        withdraw(task)

    knowing.shop.withdraw = too_late
    for _ in range(8 * 60):
        knowing.run(minutes=1)
    assert (knowing.steps[-1], knowing.shop.given_back) == (Step.FULFILLED, 5000)


def test_what_a_bank_took_back_meanwhile_is_not_paid_again(knowing: World) -> None:
    told_unknown(knowing)
    chargeback(knowing, 12500)
    on(knowing)
    assert (knowing.shop.given_back, net(knowing)) == (0, 12500)
    assert knowing.case.orders[-1].lines[0].legs == ()


def test_of_what_a_bank_took_back_in_part_the_rest_is_owed(knowing: World) -> None:
    told_unknown(knowing)
    chargeback(knowing, 10500)
    on(knowing)
    assert (knowing.steps, knowing.shop.given_back) == ([Step.UNKNOWN, Step.FAILED], 0)
    order_again(knowing)
    on(knowing)
    assert (knowing.shop.given_back, net(knowing)) == (2000, 12500)


def test_whoever_says_that_it_was_not_done_does_not_pay_beside_the_bank(knowing: World) -> None:
    knowing.shop.stops = 1
    knowing.begin()
    for _ in range(LOOKS + 4):
        knowing.run(minutes=20)
    chargeback(knowing, 12500)
    found(knowing, Outcome.NOT_DONE)
    knowing.begin()
    on(knowing)
    assert (knowing.shop.given_back, net(knowing)) == (0, 12500)


def test_another_payment_that_a_bank_took_back_is_not_given_back_beside(two: World) -> None:
    two.shop, away = Knowing(stops=1), [True]
    two.agree()
    submit = two.shop.submit

    def submits(task: Task) -> Effect:
        if away[0] and "pay-2" in task.key:
            raise ShopAway("TOO_MANY")
        return submit(task)  # type: ignore[no-any-return]

    two.shop.submit = submits
    two.begin()
    for _ in range(8):
        two.run(minutes=20)
    chargeback(two, 5000, "pay-2")
    away[0] = False
    on(two)
    assert two.shop.given_back == 0


def test_what_went_out_before_it_became_less_counts_whole(knowing: World) -> None:
    """The first call arrives after the question, when only twenty of the fifty are owed any more."""
    knowing.shop.paying = [Breaks.BEFORE]
    knowing.begin()
    chargeback(knowing, 10500)
    find = knowing.shop.find

    def late(task: Task) -> list[Effect] | None:
        there = find(task)
        knowing.shop.arrives()
        return there  # type: ignore[no-any-return]

    knowing.shop.find = late
    on(knowing)
    assert (knowing.shop.given_back, net(knowing)) == (5000, 15500)


def test_what_was_begun_and_is_not_there_is_for_a_person(knowing: World) -> None:
    knowing.shop.stops = 1
    knowing.begin()
    for _ in range(LOOKS + 4):
        knowing.run(minutes=20)
    assert (knowing.steps, knowing.rows[0].state) == ([Step.UNKNOWN], State.UNKNOWN)
    assert (knowing.rows[0].looks, knowing.shop.calls) == (LOOKS, 0)


def test_under_an_order_that_was_replaced_a_person_looks(knowing: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it may have paid was set against what was decided instead: that follows from no rule."""
    told_unknown(knowing)
    monkeypatch.setattr("odr.fulfilment.handing.is_carried_out", lambda *_: False)
    monkeypatch.setattr("odr.fulfilment.handing.needed_now", lambda *_: None)
    on(knowing)
    knowing.shop.arrives()
    with knowing.store.read() as conn:
        assert conn.execute(select(executions.c.state)).scalar_one() == State.UNKNOWN
    assert (knowing.steps, knowing.shop.given_back) == ([Step.UNKNOWN], 0)


def test_what_was_done_twice_stands_in_the_ledger_twice(world: World) -> None:
    world.shop.at_once, submit = Standing.SETTLED, world.shop.submit

    def twice(task: Task) -> Effect:
        submit(task)
        return submit(task)  # type: ignore[no-any-return]

    world.shop.submit = twice
    world.agree().begin()
    assert net(world) == 5000
    for _ in range(2):
        assert [one.verdict for one in reconcile(world.carrier, "kiezmarkt", FILED_AT)] == [Verdict.TWICE]
    assert (world.shop.given_back, net(world)) == (10000, 10000)
    world.shop.refunds["re_2"] = (world.shop.refunds["re_2"][0], Standing.FAILED)
    reconcile(world.carrier, "kiezmarkt", FILED_AT)
    assert net(world) == 5000
