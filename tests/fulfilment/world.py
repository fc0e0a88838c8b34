"""A case in which something was agreed, and the marketplace's shop in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr.clerk import Clerk
from odr.domain import compensation, filing, negotiation
from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.events import Step
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Role, Visitor
from odr.domain.words import Text
from odr.fulfilment.carrying import begin, carry_out_next, tell_of_missed
from odr.fulfilment.legs import Carrier
from odr.fulfilment.tables import executions
from odr.store import Store
from tests.conftest import HandClock
from tests.core.given import FILED_AT, refund
from tests.fulfilment.shop import Shop

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
CASE = "case-1"


@dataclass
class World:
    """A case in which 50 of 125 EUR are agreed, and the marketplace's shop."""

    store: Store
    clerk: Clerk
    shop: Any = field(default_factory=Shop)
    clock: HandClock = field(default_factory=lambda: HandClock(FILED_AT))

    @property
    def carrier(self) -> Carrier:
        return Carrier(self.store, self.clerk, self.clock, (), lambda marketplace: self.shop)

    def act(self, visitor: Visitor, kind: Callable[..., Any], **asked: Any) -> None:
        self.clock.at += timedelta(hours=1)
        at = self.clock.at
        self.clerk.submit(CASE, visitor, lambda by: kind(by=by, at=at, **asked), at)

    def agree(self, *lines: RemedyLine) -> "World":
        """These lines are agreed; without any, a refund of 50 EUR for the lamp."""
        self.act(SELLER, filing.AnswerComplaint, position=e.Position.DISPUTES, statement=Text("It left us whole."))
        self.act(BUYER, negotiation.MakeOffer, offer="o1", lines=lines or (refund(5000),))
        self.act(SELLER, negotiation.AcceptOffer, offer="o1", understood=True)
        return self

    def begin(self) -> None:
        begin(self.carrier, CASE)

    def run(self, **passes: float) -> None:
        """Time passes; then everything that is due is done."""
        self.clock.at += timedelta(**passes)
        for _ in range(20):
            if not carry_out_next(self.carrier, self.clock.at) and not tell_of_missed(self.carrier, self.clock.at):
                return
        pytest.fail("There is always more to do.")

    @property
    def case(self) -> Case:
        return self.clerk.look_as(CASE, Role.SYSTEM, self.clock.at).case

    def comes_back(self, line: str = "o1-1") -> "World":
        """The goods of a line are sent back, arrive, and are looked at."""
        for by, step in (
            (BUYER, Step.RETURN_IN_TRANSIT),
            (SELLER, Step.RETURN_RECEIVED),
            (ADMINISTRATOR, Step.INSPECTED),
        ):
            self.act(by, compensation.ReportFulfilment, line=line, step=step, reference="")
        return self

    @property
    def steps(self) -> list[Step]:
        (line,) = self.case.orders[-1].lines
        return [one.step for one in line.reports]

    @property
    def rows(self) -> list[Any]:
        with self.store.read() as conn:
            return list(conn.execute(select(executions).order_by(executions.c.leg)))
