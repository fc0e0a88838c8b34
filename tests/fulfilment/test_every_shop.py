"""An order is carried out through each connector, from the settlement to the money, also where an answer is lost."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest

from odr.clerk import Clerk
from odr.domain.events import Step
from odr.domain.facts import Payment
from odr.fulfilment.legs import Carrier
from odr.fulfilment.port import Standing
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint, eur
from tests.fulfilment.contract import PAID, Trouble
from tests.fulfilment.standins.serving import Serving
from tests.fulfilment.test_contract import OVER_HTTP
from tests.fulfilment.world import World


class Through(World):
    """The world with a shop over HTTP."""

    server: Serving

    @property
    def carrier(self) -> Carrier:
        return replace(super().carrier, shop=lambda marketplace: self.server.connector())

    @property
    def verdicts(self) -> list[Verdict]:
        return [one.verdict for one in reconcile(self.carrier, self.case.marketplace, FILED_AT)]


@pytest.fixture(params=sorted(OVER_HTTP))
def through(request: pytest.FixtureRequest, store: Store) -> Iterator[Through]:
    with closing(OVER_HTTP[request.param]()) as server:
        number, payment = server.sell(PAID)
        usual = complaint().order
        paid = Payment(payment, "card", eur(12500), usual.payments[0].paid_at)
        order = replace(usual, number=number, payments=(paid,))
        clerk = Clerk(store, all_rulebooks())
        clerk.open("KE", lambda number: complaint(number=number, order=order), DEFAULT)
        found = Through(store, clerk)
        found.server = server
        yield found.agree()


def test_from_the_settlement_to_the_money(through: Through) -> None:
    through.begin()
    through.server.all_stand(Standing.PENDING)
    through.run(minutes=1)
    through.server.all_stand(Standing.SETTLED)
    through.run(hours=1)
    assert through.steps[-1] is Step.FULFILLED
    assert [one.money for one in through.server.given] == [eur(5000)]
    assert through.verdicts == [Verdict.AGREES]


@pytest.mark.parametrize("trouble", [Trouble.CUT, Trouble.BROKEN, Trouble.NO_JSON])
def test_an_answer_that_is_lost_is_looked_for(through: Through, trouble: Trouble) -> None:
    through.server.breaks(trouble, done=True)
    through.begin()
    through.run(minutes=1)
    through.server.all_stand(Standing.SETTLED)
    through.run(hours=1)
    assert through.steps[-1] is Step.FULFILLED
    assert len(through.server.given) == 1


def test_what_was_not_begun_is_handed_over_again(through: Through) -> None:
    through.server.breaks(Trouble.TOO_MANY)
    through.server.breaks(Trouble.KEY_REFUSED)
    through.begin()
    assert (through.server.given, through.steps) == ([], [])
    through.run(minutes=1)
    through.run(minutes=1)
    assert len(through.server.given) == 1


def test_what_is_never_found_is_unknown_unless_it_surely_was_not_begun(through: Through) -> None:
    through.server.breaks(Trouble.CUT)
    through.begin()
    through.server.all_stand(Standing.SETTLED)
    for _ in range(8):
        through.run(minutes=5)
    knows = through.server.knows_what_was_begun
    assert through.steps == [Step.SUBMITTED if knows else Step.UNKNOWN]
    assert len(through.server.given) == (1 if knows else 0)
    assert through.verdicts == [Verdict.AGREES if knows else Verdict.UNKNOWN]


def test_money_that_bounces_late_is_told_by_comparing(through: Through) -> None:
    through.begin()
    through.server.all_stand(Standing.SETTLED)
    through.run(hours=1)
    through.server.all_stand(Standing.FAILED)
    assert through.verdicts == [Verdict.MISSING]
