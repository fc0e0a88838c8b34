"""Remedies beside refunds in a real shop: what its own API says of stock, orders, coupons and money afterwards."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from odr.domain.events import Failure, Stage, Step
from odr.domain.remedies import Remedy, RemedyLine
from odr.fulfilment.tables import State
from odr.fulfilment.vendure import Vendure
from odr.migrate import migrate
from odr.store import Store
from tests.core.given import eur
from tests.shops.agreed import REPLACEMENTS, RETURNS, VOUCHERS, agreed, bought
from tests.shops.api import ShopRefused
from tests.shops.buyer import place_order
from tests.shops.office import Office, Stock
from tests.shops.shop import Shop

pytestmark = pytest.mark.shop

Connect = Callable[..., Vendure]


@pytest.fixture
def store(databases: Any) -> Iterator[Store]:
    store = Store(databases.copy("sqlite", migrate))
    yield store
    store.close()


@pytest.fixture
def connect(shop: Shop, office: Office) -> Connect:
    """A connector whose key may do just this, at the shop or a proxy before it."""

    def connected(permissions: tuple[str, ...], url: str = shop.url) -> Vendure:
        return Vendure(f"{url}/admin-api", office.make_key(f"odr-{time.time_ns()}", permissions).secret)

    return connected


def line(remedy: Remedy, name: str, quantity: int = 1, amount: int | None = None) -> RemedyLine:
    return RemedyLine(remedy, name, quantity, eur(amount) if amount else None)


def test_what_comes_back_lies_in_stock_and_is_refunded(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    before = office.stock("SHOES-43")
    order = bought(shop, office, SHOES_43=2)
    world = agreed(store, connect(RETURNS), order, line(Remedy.REFUND_ON_RETURN, order.lines[0].id, 1, 8950))
    world.begin()
    assert office.order(order.code).refunded == 0
    world.comes_back().begin()
    assert office.stock("SHOES-43") == Stock(before.on_hand - 1, before.allocated)
    after = office.order(order.code)
    assert ([(one.placed, one.quantity) for one in after.lines], after.refunded) == ([(2, 1)], 8950)
    assert [(row.kind, row.state) for row in world.rows] == [("take_back", State.SETTLED), ("refund", State.SETTLED)]
    assert (world.steps[-1], world.case.stage) == (Step.FULFILLED, Stage.CLOSED)


def test_a_replacement_is_a_new_order_at_no_charge(store: Store, connect: Connect, shop: Shop, office: Office) -> None:
    """Also where an earlier goodwill refund keeps the first order from being changed."""
    before = office.stock("KETTLE")
    order = bought(shop, office, KETTLE=2, LAMP=1)
    office.refund(order.payments[0].id, 500, "goodwill")
    world = agreed(store, connect(REPLACEMENTS), order, line(Remedy.REPLACE, order.lines[0].id, 2))
    world.begin()
    (row,) = world.rows
    made = office.order(row.reference)
    assert (made.state, made.total, [(one.sku, one.quantity) for one in made.lines]) == (
        "PaymentSettled",
        0,
        [("KETTLE", 2)],
    )
    assert made.code != order.code
    assert office.stock("KETTLE") == Stock(before.on_hand - 2, before.allocated + 2)
    assert office.sent_to(made.code) == office.sent_to(order.code)
    assert world.steps == [Step.SUBMITTED]
    office.deliver(office.fulfil(made.code))
    world.run(hours=2)
    assert (world.steps, world.case.stage) == ([Step.SUBMITTED, Step.FULFILLED], Stage.CLOSED)


def test_an_exchange_for_another_item_once_the_first_is_back(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    before = office.stock("SHOES-43"), office.stock("KETTLE")
    order = bought(shop, office, SHOES_43=1)
    asked = replace(line(Remedy.REPLACE, order.lines[0].id), after_return=True, item="KETTLE")
    world = agreed(store, connect((*RETURNS, *REPLACEMENTS)), order, asked)
    world.begin()
    assert world.rows == []
    world.comes_back().begin()
    assert sorted((row.kind, row.state) for row in world.rows) == [
        ("replacement", State.PENDING),
        ("take_back", State.SETTLED),
    ]
    made = office.order(next(row.reference for row in world.rows if row.kind == "replacement"))
    assert ([(one.sku, one.quantity) for one in made.lines], made.total) == ([("KETTLE", 1)], 0)
    shoes, kettle = office.stock("SHOES-43"), office.stock("KETTLE")
    assert (shoes.on_hand, kettle.allocated) == (before[0].on_hand, before[1].allocated + 1)


def test_an_item_that_the_shop_does_not_have_is_told(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    order = bought(shop, office, LAMP=1)
    asked = replace(line(Remedy.REPLACE, order.lines[0].id), item="NONE-1")
    world = agreed(store, connect(REPLACEMENTS), order, asked)
    world.begin()
    (owed,) = world.case.orders[-1].lines
    assert (world.steps, owed.reports[-1].failure) == ([Step.FAILED], Failure("ARTICLE_GONE", retryable=False))


def test_what_made_a_replacement_free_makes_nothing_else_free(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    order = bought(shop, office, LAMP=1)
    world = agreed(store, connect(REPLACEMENTS), order, line(Remedy.REPLACE, order.lines[0].id))
    world.begin()
    (coupon,) = office.promotions(f"ODR {world.rows[0].key}")
    assert coupon.usage_limit == 1
    assert coupon.ends is not None
    assert coupon.seconds_left < 3700
    with pytest.raises(ShopRefused, match="COUPON_CODE_LIMIT_ERROR"):
        place_order(shop.url, {"LAMP": 1}, coupon=coupon.code)


def test_a_replacement_and_a_refund_are_one_line(store: Store, connect: Connect, shop: Shop, office: Office) -> None:
    order = bought(shop, office, LAMP=1)
    asked = line(Remedy.REPLACE_PLUS_REFUND, order.lines[0].id, 1, 2000)
    world = agreed(store, connect(REPLACEMENTS), order, asked)
    world.begin()
    assert office.order(order.code).refunded == 2000
    assert sorted((row.kind, row.state) for row in world.rows) == [
        ("refund", State.SETTLED),
        ("replacement", State.PENDING),
    ]
    assert world.steps == [Step.SUBMITTED]


def test_a_cancelled_contract_frees_what_was_not_sent(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    before = office.stock("SHOES-42")
    order = bought(shop, office, sent=False, SHOES_42=2)
    assert office.stock("SHOES-42") == Stock(before.on_hand, before.allocated + 2)
    world = agreed(store, connect(RETURNS), order, line(Remedy.CANCEL_CONTRACT, order.lines[0].id, 2))
    world.begin()
    assert (office.stock("SHOES-42"), office.order(order.code).state) == (before, "Cancelled")
    assert (world.steps, world.case.stage) == ([Step.FULFILLED], Stage.CLOSED)


def test_a_voucher_is_good_for_one_order_and_for_a_year(
    store: Store, connect: Connect, shop: Shop, office: Office
) -> None:
    order = bought(shop, office, LAMP=1)
    world = agreed(store, connect(VOUCHERS), order, line(Remedy.VOUCHER, order.lines[0].id, 1, 1500))
    world.begin()
    assert world.steps == [Step.FULFILLED]
    (coupon,) = office.promotions(f"ODR {world.rows[0].key}")
    told = world.case.orders[-1].lines[0].reports[-1].reference
    ordered = world.case.orders[-1].at
    assert (coupon.code, coupon.value, coupon.usage_limit) == (told, 1500, 1)
    assert coupon.ends == ordered.replace(year=ordered.year + 1).isoformat(timespec="milliseconds")[:23] + "Z"
    used = office.order(place_order(shop.url, {"LAMP": 1}, coupon=told))
    assert used.total == 12000 + 500 - 1500
    with pytest.raises(ShopRefused, match="COUPON_CODE_LIMIT_ERROR"):
        place_order(shop.url, {"LAMP": 1}, coupon=told, email="bob@example.org")
