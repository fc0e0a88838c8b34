"""When money that is on its way is usually there: by the method of the payment, in working days of whoever gets it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import odr.arriving
from odr.arriving import Arrival, expected, usual
from odr.calendars import Calendars
from odr.clerk import Clerk
from odr.domain import compensation
from odr.domain.events import Step
from odr.domain.facts import Payment
from odr.fulfilment.port import Standing
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint, eur
from tests.fulfilment.shop import Shop
from tests.fulfilment.world import ADMINISTRATOR, BUYER, World

PAID_AT = complaint().order.payments[0].paid_at


def agreed(store: Store, *methods: str) -> World:
    """A refund is agreed on Monday 2 March 2026, for a buyer in Poland; of a case paid in parts by these methods."""
    clerk = Clerk(store, all_rulebooks(), Calendars.read(None).of)
    parts = eur(12500 // len(methods))
    payments = tuple(Payment(f"pay-{at}", method, parts, PAID_AT) for at, method in enumerate(methods))
    bought = replace(complaint().order, payments=payments)
    clerk.open("KE", lambda number: complaint(number=number, order=bought), DEFAULT)
    return World(store, clerk, Shop()).agree()


def arrival(world: World) -> Arrival | None:
    (line,) = world.case.orders[-1].lines
    return expected(line, world.case)


def report(world: World, step: Step, by: object = ADMINISTRATOR) -> None:
    world.act(by, compensation.ReportFulfilment, line="o1-1", step=step, reference="r")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("methods", "days"),
    [
        (("card",), (date(2026, 3, 9), date(2026, 3, 16))),
        (("Credit Card",), (date(2026, 3, 9), date(2026, 3, 16))),
        (("SEPA",), (date(2026, 3, 3), date(2026, 3, 4))),
        (("gift-card",), (date(2026, 3, 2), date(2026, 3, 2))),
        (("card", "gift_card"), (date(2026, 3, 2), date(2026, 3, 16))),
    ],
)
def test_by_the_method_of_the_payment(store: Store, methods: tuple[str, ...], days: tuple[date, date]):
    world = agreed(store, *methods)
    assert arrival(world) is None
    world.begin()
    assert arrival(world) == Arrival(*days)


def test_holidays_of_whoever_gets_it_do_not_count(store: Store):
    """Good Friday is worked in Poland, Easter Monday is not: 6 April 2026."""
    world = agreed(store, "card")
    world.clock.at = world.clock.at.replace(month=4, day=2)
    report(world, Step.SUBMITTED)
    assert arrival(world) == Arrival(date(2026, 4, 10), date(2026, 4, 17))


def test_it_is_counted_from_when_it_was_handed_over_last(store: Store):
    world = agreed(store, "sepa")
    world.begin()
    world.shop.all_stand(Standing.FAILED)
    world.run(days=3)
    assert (world.steps[-1], arrival(world)) == (Step.FAILED, None)
    report(world, Step.SUBMITTED)
    assert arrival(world) == Arrival(date(2026, 3, 6), date(2026, 3, 9))


def test_what_arrived_or_goes_ways_that_are_not_known_is_not_told(store: Store):
    world = agreed(store, "card")
    world.begin()
    report(world, Step.FULFILLED, BUYER)
    assert arrival(world) is None


@pytest.mark.parametrize("methods", [("beads",), ("card", "beads")])
def test_of_a_method_that_is_not_known_nothing_is_told(store: Store, methods: tuple[str, ...]):
    world = agreed(store, *methods)
    world.begin()
    assert (world.steps, arrival(world)) == ([Step.SUBMITTED], None)


def test_the_data_say_where_they_come_from():
    text = Path(odr.arriving.__file__).with_suffix(".toml").read_text("utf-8")
    assert text.count("modelled_on = ") == text.count("names = ")
    assert all(0 <= one.earliest <= one.latest for one in usual().values())
