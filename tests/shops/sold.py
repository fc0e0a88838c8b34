"""Cases about orders of a real shop, and processes that carry out what was agreed in them and can be killed."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from odr.clerk import Clerk
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain.events import Stage, Step
from odr.domain.facts import Payment
from odr.domain.roles import Role, Visitor
from odr.domain.words import Text
from odr.fulfilment.legs import LOOKS_BACK
from odr.fulfilment.planning import plan
from odr.fulfilment.tables import State, executions
from odr.rulebooks import DEFAULT
from odr.store import Store
from tests.core.given import FILED_AT, complaint, eur, refund
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.shop import Shop

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
NEEDED = ("ReadOrder", "UpdateOrder")
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
        return self.agree_about(place_order(shop.url, {"LAMP": 1}, payment), office, amount)

    def agree_about(self, code: str, office: Office, amount: int) -> str:
        """A case about an order that was placed, in which so much is to be given back."""
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
            time.sleep(0.05 + len(rows) / 5000)
        return rows


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


def is_at_hand(row: Any) -> bool:
    """Whether something is still to be done with it soon: what was settled is looked at again after days."""
    if row.claimed_until is not None:
        return True
    return row.due_at is not None and row.due_at - row.changed_at < LOOKS_BACK[0] // timedelta(microseconds=2)


def ended(rows: list[Any]) -> bool:
    return all(State(row.state) in ENDED and not is_at_hand(row) for row in rows)


def begun(some: int, rows: list[Any]) -> bool:
    return len([row for row in rows if row.state != State.READY]) >= some
