"""Remedies beside refunds when answers are lost and orders change: done once, said to be unknown, or refused."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from odr.domain import breach
from odr.domain.events import Step
from odr.domain.money import Money
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.words import Text
from odr.fulfilment import calling
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.port import Pieces, Repayment, Replacement, ShopRefuses, TakeBack, Voucher
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.tables import State
from odr.fulfilment.vendure import Vendure
from odr.migrate import migrate
from odr.store import Store
from tests.core.given import eur, refund
from tests.fulfilment.world import BUYER, World
from tests.shops.agreed import REPLACEMENTS, RETURNS, VOUCHERS, agreed, bought
from tests.shops.office import Office
from tests.shops.orders import Order
from tests.shops.proxy import Fault, FaultProxy, in_order
from tests.shops.shop import Shop

pytestmark = pytest.mark.shop


@dataclass(frozen=True, slots=True)
class Way:
    """A remedy, what its key may do, the mutation that is its one effect, and how often that was had in the shop."""

    remedy: Remedy
    permissions: tuple[str, ...]
    effect: bytes
    times: Callable[[Office, Order, str], int]


def _taken_back(office: Office, order: Order, _key: str) -> int:
    return sum(one.placed - one.quantity for one in office.order(order.code).lines)


def _sent_again(office: Office, _order: Order, key: str) -> int:
    return len(office.paid_under(f"ODR {key}"))


def _issued(office: Office, _order: Order, key: str) -> int:
    return len(office.promotions(f"ODR {key}"))


WAYS = [
    Way(Remedy.CANCEL_CONTRACT, RETURNS, b"cancelOrder", _taken_back),
    Way(Remedy.REPLACE, REPLACEMENTS, b"addManualPaymentToOrder", _sent_again),
    Way(Remedy.VOUCHER, VOUCHERS, b"createPromotion", _issued),
]


@pytest.fixture
def store(databases: Any) -> Iterator[Store]:
    store = Store(databases.copy("sqlite", migrate))
    yield store
    store.close()


@pytest.fixture
def key(office: Office) -> str:
    """Of all rights that any of them needs."""
    return office.make_key(f"odr-{time.time_ns()}", tuple({*RETURNS, *REPLACEMENTS, *VOUCHERS})).secret


def ordered(store: Store, url: str, office: Office, order: Order, way: Way) -> World:
    permissions = office.make_key(f"odr-{time.time_ns()}", way.permissions)
    amount = eur(1500) if way.remedy is Remedy.VOUCHER else None
    owed = RemedyLine(way.remedy, order.lines[0].id, 1, amount)
    return agreed(store, Vendure(f"{url}/admin-api", permissions.secret), order, owed)


def compared(world: World) -> list[Verdict]:
    return [one.verdict for one in reconcile(world.carrier, "kiezmarkt", world.clock.at - timedelta(days=1))]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.remedy.value)
@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.ERROR_AFTER])
def test_what_was_done_and_not_heard_of_is_found(
    store: Store, shop: Shop, office: Office, way: Way, fault: Fault
) -> None:
    order = bought(shop, office, sent=False, LAMP=1)
    with FaultProxy(shop.url, in_order([fault], about=way.effect)) as proxy:
        world = ordered(store, proxy.url, office, order, way)
        world.begin()
        world.run(minutes=1)
        assert len(proxy.met(way.effect)) == 1
        assert compared(world) == [Verdict.AGREES]
    assert way.times(office, order, world.rows[0].key) == 1
    assert world.steps == [Step.SUBMITTED if way.remedy is Remedy.REPLACE else Step.FULFILLED]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.remedy.value)
@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.TWICE])
def test_what_never_arrived_or_arrived_twice_is_made_once(
    store: Store, shop: Shop, office: Office, way: Way, fault: Fault
) -> None:
    """Of two pieces one comes back: the shop would take the other one back as well."""
    order = bought(shop, office, sent=False, LAMP=2)
    with FaultProxy(shop.url, in_order([fault], about=way.effect)) as proxy:
        world = ordered(store, proxy.url, office, order, way)
        world.begin()
        world.run(minutes=1)
        world.run(minutes=1)
        assert proxy.counts[fault] == 1
        assert compared(world) == [Verdict.AGREES]
    assert way.times(office, order, world.rows[0].key) == 1
    assert world.steps == [Step.SUBMITTED if way.remedy is Remedy.REPLACE else Step.FULFILLED]


def lapse(world: World) -> None:
    """The time for it passes, and the buyer says that it was not done."""
    world.clock.at += timedelta(days=30)
    world.clerk.sweep(world.clock.at)
    world.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))


def test_what_was_given_up_is_not_done_however_late(
    store: Store, shop: Shop, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call hangs on the way until its line has lapsed: it finds no note."""
    monkeypatch.setattr(calling, "ANSWER_S", 2.0)
    order = bought(shop, office, LAMP=2)
    key = office.make_key(f"odr-{time.time_ns()}", RETURNS).secret
    with FaultProxy(shop.url, in_order([Fault.DELAY], about=b"refundOrder"), wait=15.0) as proxy:
        connector = Vendure(f"{proxy.url}/admin-api", key)
        world = agreed(store, connector, order, refund(2000, line=order.lines[0].id))
        world.begin()
        lapse(world)
        while world.rows[0].state == State.SENT:
            world.run(hours=1)
        assert (world.rows[0].state, proxy.counts[Fault.DELAY]) == (State.DROPPED, 0)
        until = time.monotonic() + 60
        while not proxy.counts[Fault.DELAY] and time.monotonic() < until:
            time.sleep(0.1)
        assert [done.statuses for done in proxy.met(b"refundOrder")] == [(200,)], "it came, too late"
    assert (office.order(order.code).refunded, [one for one in shop.paid_out() if world.rows[0].key in one.reason]) == (
        0,
        [],
    )
    assert office.notes(order.code)[-1] == f"ODR {world.rows[0].key} (withdrawn)"


def test_among_very_many_notes_nobody_says_that_it_was_not_begun(shop: Shop, office: Office, key: str) -> None:
    order, connector = bought(shop, office, LAMP=1), Vendure(f"{shop.url}/admin-api", key)
    task = Repayment("k-many", order.code, order.payments[0].id, eur(1000))
    assert connector.find(task) is None
    office.write_note(order.code, "ODR k-many (begun)")
    for number in range(100):
        office.write_note(order.code, f"scanned {number}")
    assert connector.find(task) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.remedy.value)
def test_what_was_begun_and_is_not_there_is_unknown(store: Store, shop: Shop, office: Office, way: Way) -> None:
    order = bought(shop, office, sent=False, LAMP=1)
    with FaultProxy(shop.url, in_order([Fault.CUT_BEFORE], about=way.effect)) as proxy:
        world = ordered(store, proxy.url, office, order, way)
        world.begin()
        office.write_note(order.code, f"ODR {world.rows[0].key} (begun)")
        for _ in range(LOOKS):
            world.run(hours=1)
    assert (world.steps, world.rows[0].state) == ([Step.UNKNOWN], State.UNKNOWN)
    assert way.times(office, order, world.rows[0].key) == 0


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.CUT_BEFORE, Fault.ERROR_AFTER])
@pytest.mark.parametrize("about", [b"createPromotion", b"createDraftOrder", b"addItemToDraftOrder"])
def test_a_replacement_that_was_only_made_ready_is_begun_again(
    store: Store, shop: Shop, office: Office, fault: Fault, about: bytes
) -> None:
    before, order = office.stock("LAMP"), bought(shop, office, LAMP=1)
    with FaultProxy(shop.url, in_order([fault], about=about)) as proxy:
        world = ordered(store, proxy.url, office, order, WAYS[1])
        world.begin()
        assert (world.steps, world.rows[0].state) == ([], State.READY)
        world.run(minutes=1)
    assert (world.steps, _sent_again(office, order, world.rows[0].key)) == ([Step.SUBMITTED], 1)
    after = office.stock("LAMP")
    assert (after.on_hand, after.allocated) == (before.on_hand - 1, before.allocated + 1)


def test_what_is_refused_says_why(shop: Shop, office: Office, key: str) -> None:
    """Of an order that is gone, was cancelled, or has fewer pieces left; of a line of another order."""
    order, other = (bought(shop, office, sent=False, KETTLE=2) for _ in range(2))
    connector, mine = Vendure(f"{shop.url}/admin-api", key), order.lines[0].id
    for code, number, pieces in [
        ("ORDER_UNKNOWN", "NONE", Pieces(mine, 1)),
        ("LINE_UNKNOWN", order.code, Pieces(other.lines[0].id, 1)),
        ("MORE_THAN_IS_THERE", order.code, Pieces(mine, 3)),
    ]:
        with pytest.raises(ShopRefuses, match=code):
            connector.submit(TakeBack("k-1", number, (pieces,)))
        if code != "MORE_THAN_IS_THERE":
            with pytest.raises(ShopRefuses, match=code):
                connector.submit(Replacement("k-2", number, (pieces,)))
    office.cancel_order(order.code)
    for task in (TakeBack("k-3", order.code, (Pieces(mine, 1),)), Replacement("k-4", order.code, (Pieces(mine, 1),))):
        with pytest.raises(ShopRefuses, match="ORDER_CANCELLED"):
            connector.submit(task)
        assert connector.find(task) is None


def test_a_voucher_of_another_currency_is_refused(shop: Shop, office: Office, key: str) -> None:
    order, connector = bought(shop, office, LAMP=1), Vendure(f"{shop.url}/admin-api", key)
    ends_at = datetime.now(UTC) + timedelta(days=9)
    with pytest.raises(ShopRefuses, match="OTHER_CURRENCY"):
        connector.submit(Voucher("k-5", order.code, Money(1500, "USD"), ends_at))
    with pytest.raises(ShopRefuses, match="ORDER_UNKNOWN"):
        connector.submit(Voucher("k-5", "NONE", eur(1500), ends_at))
    assert office.promotions("ODR k-5") == []


def test_a_replacement_by_another_article(shop: Shop, office: Office, key: str) -> None:
    order, connector = bought(shop, office, SHOES_42=1), Vendure(f"{shop.url}/admin-api", key)
    task = Replacement("k-6", order.code, (Pieces(order.lines[0].id, 1),), "SHOES-43")
    made = connector.submit(task)
    assert [(one.sku, one.quantity) for one in office.order(made.reference).lines] == [("SHOES-43", 1)]
    assert (connector.find(task), made.pieces) == ([made], 1)
    office.cancel_order(made.reference)
    assert connector.look(task, made.reference).code == "ORDER_CANCELLED"


def test_what_is_sold_no_more_or_not_there_cannot_be_sent(shop: Shop, office: Office, key: str) -> None:
    order, connector = bought(shop, office, SHOES_42=1), Vendure(f"{shop.url}/admin-api", key)
    pieces = (Pieces(order.lines[0].id, 1),)
    office.put_stock("SHOES-43", 0)
    with pytest.raises(ShopRefuses, match="INSUFFICIENT_STOCK_ERROR"):
        connector.submit(Replacement("k-7", order.code, pieces, "SHOES-43"))
    office.delete("SHOES-42")
    with pytest.raises(ShopRefuses, match="ARTICLE_GONE"):
        connector.submit(Replacement("k-8", order.code, pieces))
    with pytest.raises(ShopRefuses, match="ARTICLE_GONE"):
        connector.submit(Replacement("k-9", order.code, pieces, "NEVER-SOLD"))
    assert [connector.find(Replacement(key, order.code, pieces)) for key in ("k-7", "k-8", "k-9")] == [None] * 3
