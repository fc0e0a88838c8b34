"""A shop that gives no answer keeps nobody from filing; it is asked again, and the case is told then."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import anyio
import pytest
from sqlalchemy import select

from odr import carrying_out
from odr.clerk import Clerk
from odr.domain import filing
from odr.domain.case import Case
from odr.domain.looking_up import LookedUp
from odr.domain.roles import Role
from odr.domain.shop_order import LookUp, ShopOrder
from odr.fulfilment import looking_up, shops
from odr.fulfilment.legs import Carrier
from odr.fulfilment.looking_up import look_up_again, look_up_now
from odr.fulfilment.port import AnswerLost, Connector, ShopAway
from odr.fulfilment.shopify import Shopify
from odr.fulfilment.stripe import Stripe
from odr.notices import Parts
from odr.outbox import outbox
from odr.promises import LOOK_UP
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.settings import Settings
from odr.store import Store
from odr.worker import deliver_all
from tests.conftest import HandClock
from tests.core.given import FILED_AT, ORDER, SHOP_ORDER, complaint
from tests.fulfilment.shop import Shop
from tests.fulfilment.world import BUYER

CASE = "case-1"
Said = ShopOrder | Exception | None


@dataclass
class Knowing(Shop):
    """A shop that says one thing of an order after the other."""

    says: list[Said] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def facts(self, order: str) -> ShopOrder | None:
        self.asked.append(order)
        said = self.says.pop(0)
        if isinstance(said, Exception):
            raise said
        return said


@dataclass
class Filed:
    """A case filed while the shop was away."""

    store: Store
    shop: Knowing
    clock: HandClock = field(default_factory=lambda: HandClock(FILED_AT))

    def __post_init__(self) -> None:
        self.clerk = Clerk(self.store, all_rulebooks())
        silent = LookedUp(LookUp.NO_ANSWER, FILED_AT)
        self.clerk.open("KE", lambda number: complaint(number=number, looked_up=silent), DEFAULT)

    @property
    def carrier(self) -> Carrier:
        return Carrier(self.store, self.clerk, self.clock, (), lambda marketplace: self.shop)

    @property
    def case(self) -> Case:
        return self.clerk.look_as(CASE, Role.SYSTEM, self.clock.at).case

    def work(self) -> str | None:
        """The worker does what is due; what it notes of asking again."""
        self.clock.at += timedelta(minutes=10)
        parts = Parts(Settings(mode="demo"), self.store, self.clock, self.clerk, ())
        anyio.run(deliver_all, parts, anyio.Event())
        with self.store.read() as conn:
            row = conn.execute(select(outbox).where(outbox.c.topic == LOOK_UP)).one()
        return "done" if row.done_at else row.error


@pytest.fixture
def filed(store: Store, monkeypatch: pytest.MonkeyPatch) -> Filed:
    found = Filed(store, Knowing())
    monkeypatch.setattr(carrying_out, "Carrier", lambda *_: found.carrier)
    return found


def test_it_is_asked_again_until_it_answers(filed: Filed) -> None:
    filed.shop.says = [ShopAway("ConnectError"), AnswerLost("HTTP_500"), SHOP_ORDER]
    assert [filed.work() for _ in range(3)] == ["ShopAway", "AnswerLost", "done"]
    assert filed.shop.asked == [ORDER.number] * 3
    assert filed.case.looked_up is not None
    assert filed.case.looked_up.answer is LookUp.FOUND
    assert not filed.case.shop_awaited


def test_a_shop_that_does_not_know_the_order_has_answered(filed: Filed) -> None:
    filed.shop.says = [None]
    assert filed.work() == "done"
    assert filed.case.looked_up is not None
    assert filed.case.looked_up.answer is LookUp.NOT_THERE


def test_a_case_is_told_once(filed: Filed) -> None:
    filed.shop.says = [SHOP_ORDER]
    filed.work()
    before = filed.case.version
    look_up_again(filed.carrier, CASE)
    assert (filed.case.version, len(filed.shop.asked)) == (before, 1)


def test_a_marketplace_that_let_its_shop_go_is_not_waited_for(filed: Filed) -> None:
    look_up_again(replace(filed.carrier, shop=lambda marketplace: None), CASE)
    assert filed.case.shop_awaited


def test_a_case_that_is_over_is_told_nothing(filed: Filed) -> None:
    filed.shop.says = [SHOP_ORDER]
    filed.clerk.submit(CASE, BUYER, lambda by: filing.WithdrawComplaint(by=by, at=filed.clock.at), filed.clock.at)
    assert filed.case.is_over
    assert filed.work() == "done"
    assert filed.case.looked_up is None


def _numbered(asked: filing.FileComplaint, number: str) -> filing.FileComplaint:
    return replace(asked, number=number)


def test_only_a_case_whose_shop_gave_no_answer_promises_to_ask_again(store: Store) -> None:
    clerk = Clerk(store, all_rulebooks())
    for case, looked in (("a", None), ("b", LookedUp(LookUp.FOUND, FILED_AT, SHOP_ORDER))):
        asked = complaint(case=case, order=replace(ORDER, id=case), looked_up=looked)
        clerk.open("KE", partial(_numbered, asked), DEFAULT)
    with store.read() as conn:
        assert conn.execute(select(outbox).where(outbox.c.topic == LOOK_UP)).all() == []


def test_who_files_does_not_wait_for_a_shop_that_gave_no_answer() -> None:
    shop = Knowing(says=[SHOP_ORDER, ShopAway("ConnectError")])
    answers = [one.answer for one in look_up_now(shop, ["1", "2", "3"], FILED_AT)]
    assert answers == [LookUp.FOUND, LookUp.NO_ANSWER, LookUp.NO_ANSWER]
    assert shop.asked == ["1", "2"]


def test_nor_longer_than_some_seconds_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_up, "WITHIN_S", -1.0)
    shop = Knowing(says=[SHOP_ORDER])
    assert [one.answer for one in look_up_now(shop, ["1"], FILED_AT)] == [LookUp.NO_ANSWER]
    assert shop.asked == []


def test_a_slow_shop_leaves_threads_to_everybody_else() -> None:
    """Who would be one too many waits for no shop."""

    class Slow(Knowing):
        def facts(self, order: str) -> ShopOrder | None:
            self.asked.append(order)
            look_up_now(self, [f"{order}+"], FILED_AT)
            return SHOP_ORDER

    shop = Slow()
    look_up_now(shop, ["1"], FILED_AT)
    assert shop.asked == ["1", "1+"][: looking_up.AT_ONCE]
    assert look_up_now(Knowing(says=[SHOP_ORDER]), ["1"], FILED_AT)[0].answer is LookUp.FOUND, "and all turns came back"


def test_every_connector_can_look_an_order_up() -> None:
    assert all(hasattr(kind, "facts") for kind in shops.KINDS.values())


@pytest.mark.parametrize("kind", [Stripe, Shopify])
def test_of_a_shop_that_is_not_asked_about_orders_nothing_is_said(kind: Callable[[str, str], Connector]) -> None:
    assert look_up_now(kind("https://shop.example", "a key"), ["1"], FILED_AT) is None
