"""Orders are carried out in a real shop: once, whatever breaks between the two, and whoever is killed.

What counts is what the shop's payment provider paid out, and what the shop says; not what the service says.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from odr.clerk import Clerk
from odr.clock import SystemClock
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain.events import Stage, Step
from odr.domain.facts import Payment
from odr.domain.roles import Role, Visitor
from odr.domain.words import Text
from odr.fulfilment.carrying import Carrier
from odr.fulfilment.planning import plan
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.tables import State, executions
from odr.fulfilment.vendure import Vendure
from odr.migrate import migrate
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint, eur, refund
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.proxy import Fault, FaultProxy, drawn, in_order
from tests.shops.shop import Shop

pytestmark = pytest.mark.shop

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
LINES, KILLS = 20, 3
NEEDED = ("ReadOrder", "UpdateOrder")
TROUBLE = {Fault.PASS: 8, Fault.LATE: 2, Fault.DELAY: 2, Fault.CUT_BEFORE: 2, Fault.CUT_AFTER: 3, Fault.ERROR_AFTER: 3}
ENDED = (State.SETTLED, State.FAILED, State.UNKNOWN)


@dataclass
class Sold:
    """Cases about orders that were placed in a shop, in each of which a refund was agreed."""

    store: Store
    clerk: Clerk
    cases: dict[str, str] = field(default_factory=dict)
    """The order's code of each case."""

    def agree(self, shop: Shop, office: Office, payment: Any, amount: int) -> str:
        """A new order, and a case about it in which so much is to be given back."""
        code = place_order(shop.url, {"LAMP": 1}, payment)
        paid = office.order(code).payments[0]
        case, at = f"case-{len(self.cases) + 1}", FILED_AT
        made = (Payment(paid.id, "card", eur(paid.amount), FILED_AT),)
        order = replace(complaint().order, id=f"order-of-{case}", number=code, payments=made)
        self.clerk.open("KE", lambda number: complaint(case=case, number=number, order=order), DEFAULT)
        said = Text("It left us whole.")
        self._act(case, SELLER, 1, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=said)
        self._act(case, BUYER, 2, negotiation.MakeOffer, offer="o1", lines=(refund(amount),))
        self._act(case, SELLER, 3, negotiation.AcceptOffer, offer="o1", understood=True)
        seen = self.clerk.look_as(case, Role.SYSTEM, at + timedelta(hours=4)).case
        with self.store.write() as conn:
            plan(conn, seen, at + timedelta(hours=4))
        self.cases[case] = code
        return case

    def _act(self, case: str, visitor: Visitor, hours: int, kind: Callable[..., Any], **asked: Any) -> None:
        at = FILED_AT + timedelta(hours=hours)
        self.clerk.submit(case, visitor, lambda by: kind(by=by, at=at, **asked), at)

    def steps(self, case: str) -> list[Step]:
        seen = self.clerk.look_as(case, Role.SYSTEM, FILED_AT + timedelta(hours=13)).case
        return [report.step for report in seen.orders[-1].lines[0].reports]

    def stage(self, case: str) -> Stage:
        return self.clerk.look_as(case, Role.SYSTEM, FILED_AT + timedelta(hours=13)).case.stage

    @property
    def rows(self) -> list[Any]:
        with self.store.read() as conn:
            return list(conn.execute(select(executions)))

    def wait(self, until: Callable[[list[Any]], bool], seconds: float = 240) -> list[Any]:
        """Wait until the rows are as they should be."""
        end = time.monotonic() + seconds
        while not until(rows := self.rows):
            if time.monotonic() > end:
                raise AssertionError(Counter(f"{row.state} {row.code}" for row in rows))
            time.sleep(0.05)
        return rows


@pytest.fixture(params=["sqlite", "postgresql"])
def sold(request: pytest.FixtureRequest, databases: Any) -> Iterator[Sold]:
    store = Store(databases.copy(request.param, migrate))
    yield Sold(store, Clerk(store, all_rulebooks()))
    store.close()


class Worker:
    """A process that carries out, and can be killed."""

    def __init__(self, *about: str) -> None:
        self._command = [sys.executable, "-m", "tests.shops.carrying", *about]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."})
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"READY\n"

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _dsn(sold: Sold) -> str:
    return sold.store.url.render_as_string(hide_password=False)


@contextmanager
def working(sold: Sold, url: str, key: str) -> Iterator[Worker]:
    worker = Worker(_dsn(sold), url, key, str(time.time()))
    try:
        yield worker
    finally:
        worker.kill()


def ended(rows: list[Any]) -> bool:
    return all(State(row.state) in ENDED and row.due_at is None for row in rows)


def begun(some: int, rows: list[Any]) -> bool:
    return len([row for row in rows if row.state != State.READY]) >= some


def test_a_refund_is_made_in_the_shop_and_the_case_closes(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 2500), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, key.secret):
        sold.wait(ended)
    (made,) = office.refunds(sold.cases[case])
    assert (made.total, made.state, made.reason) == (2500, "Settled", f"ODR {sold.rows[0].key}")
    assert (sold.steps(case), sold.stage(case)) == ([Step.FULFILLED], Stage.CLOSED)


def test_a_pending_refund_is_followed_until_the_provider_says_so(sold: Sold, shop: Shop, office: Office) -> None:
    settles, fails = (sold.agree(shop, office, "asynchronous", amount) for amount in (1500, 1600))
    key = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, key.secret):
        sold.wait(lambda rows: all(row.state == State.PENDING for row in rows))
        office.settle_refund(office.refunds(sold.cases[settles])[0].id, "psp-9")
        office.fail_refund(office.refunds(sold.cases[fails])[0].id)
        sold.wait(ended)
    assert sold.steps(settles) == [Step.SUBMITTED, Step.FULFILLED]
    assert sold.steps(fails) == [Step.SUBMITTED, Step.FAILED]


def test_a_refused_refund_is_told_and_not_made(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 8000), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    order = office.order(sold.cases[case])
    office.refund(order.payments[0].id, order.total - 100, "goodwill")
    with working(sold, shop.url, key.secret):
        sold.wait(ended)
    assert ([row.code for row in sold.rows], sold.steps(case)) == (["MORE_THAN_IS_LEFT"], [Step.FAILED])
    assert [one.reason for one in office.refunds(sold.cases[case])] == ["goodwill"]


def test_a_key_that_was_revoked_holds_it_up_until_there_is_another(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 900), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    office.revoke_key(key)
    with working(sold, shop.url, key.secret):
        sold.wait(lambda rows: rows[0].code == "KEY_REFUSED")
    assert (sold.rows[0].state, office.refunds(sold.cases[case])) == (State.READY, ())
    other = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, other.secret):
        sold.wait(ended)
    assert office.order(sold.cases[case]).refunded == 900


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.ERROR_AFTER])
def test_what_was_done_and_not_heard_of_is_found(sold: Sold, shop: Shop, office: Office, fault: Fault) -> None:
    case, key = sold.agree(shop, office, "instant", 1100), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with FaultProxy(shop.url, in_order([fault], about=b"refundOrder")) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
        assert len(proxy.met(b"refundOrder")) == 1
    assert (office.order(sold.cases[case]).refunded, sold.steps(case)) == (1100, [Step.FULFILLED])


def test_what_never_arrived_is_unknown_and_not_tried_again(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 1200), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    plan = in_order([Fault.CUT_BEFORE], about=b"refundOrder")
    with FaultProxy(shop.url, plan) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
    assert (office.refunds(sold.cases[case]), sold.steps(case)) == ((), [Step.UNKNOWN])


def test_many_lines_through_trouble_and_kills_are_paid_once_or_said_to_be_unknown(
    sold: Sold, shop: Shop, office: Office
) -> None:
    before, dice = len(shop.paid_out()), random.Random(6)
    for number in range(LINES):
        sold.agree(shop, office, "instant", 1000 + number)
    key = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with (
        FaultProxy(shop.url, drawn(6, TROUBLE, about=b"refundOrder")) as proxy,
        working(sold, proxy.url, key.secret) as worker,
    ):
        for kill in range(KILLS):
            some = (kill + 1) * LINES // (KILLS + 2)
            sold.wait(partial(begun, some))
            time.sleep(dice.uniform(0, 0.05))
            if kill % 2:
                shop.restart()
            else:
                worker.kill()
                worker.start()
        sold.wait(ended)
    rows = sold.rows
    paid = Counter(one.reason.removeprefix("ODR ") for one in shop.paid_out()[before:])
    unknown = {row.key for row in rows if row.state == State.UNKNOWN}
    made = {row.key for row in rows if row.state == State.SETTLED}
    assert len(rows) == LINES
    assert not [reason for reason, times in paid.items() if times > 1], "paid twice"
    assert made <= set(paid), "said to be paid, and was not"
    assert made | unknown == {row.key for row in rows}, "lost"
    assert set(paid) <= made | unknown
    connector = Vendure(f"{shop.url}/admin-api", key.secret)
    asking = Carrier(sold.store, sold.clerk, SystemClock(), (), lambda marketplace: connector)
    report = reconcile(asking, "kiezmarkt", FILED_AT - timedelta(days=1))
    verdicts = Counter(one.verdict for one in report)
    assert verdicts == Counter({Verdict.AGREES: len(made), Verdict.UNKNOWN: len(unknown)})
    told = {case: sold.steps(case)[-1] for case in sold.cases}
    by_case = {row.case_id: Step.FULFILLED if row.key in made else Step.UNKNOWN for row in rows}
    assert told == by_case
    print(f"{LINES} lines, {KILLS} kills: {len(made)} made, {len(unknown)} unknown, {sum(paid.values())} paid out")
    print("\n".join(f"{one.verdict:10} {one.state:8} {one.ordered} {one.there} {one.key}" for one in report))
