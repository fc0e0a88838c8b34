"""What a real shop says of orders that were placed in it: read with a key that may read orders and nothing else.

The registered order is written down by hand from what the shop's own API says, in ids of the marketplace's.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from odr.clerk import Clerk
from odr.domain.case import Case
from odr.domain.facts import Address, LineKind, OrderFacts, OrderLine, Parcel, ParcelLine, Payment, Shipment
from odr.domain.looking_up import LookedUp, told_of, vouched
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Role
from odr.domain.shop_order import Aspect, FactKind, LookUp, Said, Voucher
from odr.domain.words import Text
from odr.fulfilment.looking_up import look_up_now
from odr.fulfilment.port import ShopAway
from odr.fulfilment.vendure import Vendure
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import complaint, eur, refund
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.shop import Shop

pytestmark = pytest.mark.shop

KETTLE, LAMP, POST = 4990, 12000, 500
Differs = dict[tuple[FactKind, str, Aspect], tuple[Said | None, Said | None]]


@pytest.fixture(scope="module")
def reader(shop: Shop, office: Office) -> Vendure:
    """With a key that may read orders and nothing else."""
    return Vendure(f"{shop.url}/admin-api", office.make_key("reader", ("ReadOrder",)).secret)


def _line(name: str, title: str, quantity: int, price: int) -> OrderLine:
    return OrderLine(name, title, LineKind.GOODS, quantity, eur(price), eur(price * quantity), title, "0" * 64)


@pytest.fixture
def registered(office: Office) -> Callable[[str], OrderFacts]:
    """Two kettles and a lamp, as the marketplace would register them on the day."""

    def order(code: str) -> OrderFacts:
        (paid,) = office.order(code).payments
        now = datetime.now(UTC)
        return OrderFacts(
            id=f"order-{code}",
            number=code,
            placed_at=now,
            currency="EUR",
            lines=(_line("KETTLE", "Kettle", 2, KETTLE), _line("LAMP", "Lamp", 1, LAMP)),
            payments=(Payment(paid.id, "card", eur(2 * KETTLE + LAMP + POST), now),),
            shipments=(),
            addresses=(Address("shipping", "DE", Text("Hauptstr. 1, 10115 Berlin")),),
            policies=(),
            guarantees=(),
            freight=eur(POST),
        )

    return order


@pytest.fixture
def clerk(store: Store) -> Clerk:
    return Clerk(store, all_rulebooks())


def said(reader: Vendure, orders: list[str], at: datetime) -> LookedUp:
    found = look_up_now(reader, orders, at)
    assert found is not None
    return found[0]


def file(clerk: Clerk, order: OrderFacts, reader: Vendure) -> Case:
    """A complaint about a kettle, for which the shop is asked first."""
    now = datetime.now(UTC)
    looked = said(reader, [order.number], now)
    asked = (refund(KETTLE, "KETTLE", Remedy.REFUND_FULL),)
    claims = (Claim("1", "KETTLE", 1, ComplaintType.DAMAGED, asked),)
    told = complaint(case=f"case-{order.number}", at=now, order=order, claims=claims, looked_up=looked)
    clerk.open("KE", lambda number: replace(told, number=number), DEFAULT)
    return clerk.look_as(told.case, Role.SYSTEM, now).case


def differs(case: Case) -> Differs:
    assert case.looked_up is not None
    return {(one.of, one.subject, one.aspect): (one.registered, one.in_shop) for one in case.looked_up.differences}


BOUGHT = {"KETTLE": 2, "LAMP": 1}


def test_a_delivered_order_is_verified_when_a_complaint_is_filed(
    shop: Shop, office: Office, reader: Vendure, clerk: Clerk, registered: Callable[[str], OrderFacts]
) -> None:
    code = place_order(shop.url, BOUGHT)
    office.deliver(office.fulfil(code))
    inside = (ParcelLine("KETTLE", 2), ParcelLine("LAMP", 1))
    order = registered(code)
    sent = Shipment("s-1", "DHL", (Parcel("p-1", "TRACK-1", inside),), None, order.placed_at, order.placed_at)
    case = file(clerk, replace(order, shipments=(sent,)), reader)
    assert differs(case) == {}
    facts = [(FactKind.ORDER, ""), (FactKind.LINE, "KETTLE"), (FactKind.LINE, "LAMP"), (FactKind.SHIPMENT, "s-1")]
    facts += [(FactKind.PAYMENT, order.payments[0].id), (FactKind.ADDRESS, "shipping")]
    assert {vouched(case.looked_up, *one).by for one in facts} == {Voucher.VERIFIED_BY_MARKETPLACE}
    assert case.looked_up is not None
    assert case.looked_up.state == "Delivered"


def test_what_was_registered_otherwise_is_shown(
    shop: Shop, office: Office, reader: Vendure, clerk: Clerk, registered: Callable[[str], OrderFacts]
) -> None:
    code = place_order(shop.url, BOUGHT)
    fulfilment = office.fulfil(code)
    office.deliver(fulfilment)
    order = registered(code)
    lines = (_line("KETTLE", "Kettle", 2, 5000), _line("RUG", "Rug", 1, LAMP - 20))
    case = file(clerk, replace(order, lines=lines), reader)
    found = differs(case)
    assert found[FactKind.LINE, "KETTLE", Aspect.TOTAL] == (Said(amount=eur(10000)), Said(amount=eur(2 * KETTLE)))
    assert found[FactKind.LINE, "RUG", Aspect.PRESENCE] == (Said(words="Rug"), None)
    assert (None, Said(words="Lamp")) in found.values(), "the shop sold a lamp that was not registered"
    _, there = found[FactKind.SHIPMENT, fulfilment, Aspect.PRESENCE]
    assert there is not None
    assert (there.words, there.at is not None) == ("post TRACK-1", True)
    assert case.order.lines == lines, "nothing that was pinned is changed"


def test_another_currency(shop: Shop, reader: Vendure, registered: Callable[[str], OrderFacts]) -> None:
    order = registered(place_order(shop.url, BOUGHT))
    in_dollars = replace(order, currency="USD", lines=(), payments=(), freight=None)
    looked = said(reader, [order.number], order.placed_at)
    found = {one.aspect: one for one in told_of(in_dollars, looked).differences if one.of is FactKind.ORDER}
    assert (found[Aspect.CURRENCY].registered, found[Aspect.CURRENCY].in_shop) == (Said(words="USD"), Said(words="EUR"))


def test_an_order_that_was_cancelled_and_paid_back_since(
    shop: Shop, office: Office, reader: Vendure, clerk: Clerk, registered: Callable[[str], OrderFacts]
) -> None:
    code = place_order(shop.url, BOUGHT)
    order = registered(code)
    office.refund(order.payments[0].id, 2500, "goodwill")
    office.cancel_order(code)
    case = file(clerk, order, reader)
    assert differs(case) == {
        (FactKind.ORDER, "", Aspect.STATE): (None, Said(words="Cancelled")),
        (FactKind.LINE, "KETTLE", Aspect.CANCELLED): (None, Said(quantity=2)),
        (FactKind.LINE, "LAMP", Aspect.CANCELLED): (None, Said(quantity=1)),
        (FactKind.PAYMENT, order.payments[0].id, Aspect.GIVEN_BACK): (None, Said(amount=eur(2500))),
    }
    assert vouched(case.looked_up, FactKind.LINE, "LAMP").by is Voucher.VERIFIED_BY_MARKETPLACE, "it was sold so"


def test_one_piece_of_two_was_cancelled(
    shop: Shop, office: Office, reader: Vendure, clerk: Clerk, registered: Callable[[str], OrderFacts]
) -> None:
    code = place_order(shop.url, BOUGHT)
    office.cancel_order(code, {"KETTLE": 1})
    assert differs(file(clerk, registered(code), reader)) == {
        (FactKind.LINE, "KETTLE", Aspect.CANCELLED): (None, Said(quantity=1))
    }


def test_a_coupon_takes_its_part_of_each_line(shop: Shop, office: Office, reader: Vendure) -> None:
    office.issue_coupon("FACTS-10", 1000)
    found = reader.facts(place_order(shop.url, BOUGHT, coupon="FACTS-10"))
    assert found is not None
    totals = sum(one.price.minor for one in found.facts.lines) + POST
    assert totals == found.facts.paid.minor == 2 * KETTLE + LAMP + POST - 1000


def test_a_number_that_the_shop_does_not_know(reader: Vendure) -> None:
    assert reader.facts("NOT-THERE") is None


def test_a_key_that_may_not_read_orders_and_a_shop_that_is_down(shop: Shop, office: Office) -> None:
    code = place_order(shop.url, BOUGHT)
    blind = Vendure(f"{shop.url}/admin-api", office.make_key("blind", ("ReadCatalog",)).secret)
    with pytest.raises(ShopAway, match="KEY_REFUSED"):
        blind.facts(code)
    at = datetime.now(UTC) + timedelta(seconds=1)
    assert look_up_now(Vendure("http://127.0.0.1:9/admin-api", "k"), [code], at) == [LookedUp(LookUp.NO_ANSWER, at)]
