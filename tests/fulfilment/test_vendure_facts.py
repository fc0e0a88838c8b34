"""What Vendure says of an order, against answers of the shapes that a real 3.7.3 gives."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from odr.domain.facts import ParcelLine
from odr.domain.money import Money
from odr.domain.shop_order import Customer, ShopOrder
from odr.fulfilment.port import AnswerLost, ShopAway
from odr.fulfilment.vendure import Vendure
from odr.fulfilment.vendure_facts import MOST
from tests.fulfilment.answering import NOWHERE, PLACE, Answering, found, vendure_line, vendure_order, vendure_payment


@pytest.fixture
def there() -> Iterator[Answering]:
    with Answering() as server:
        yield server


def read(there: Answering, **changed: Any) -> ShopOrder:
    there.says(found(vendure_order(**changed)))
    shop_order = Vendure(there.url, "a key").facts("JXH6YD295DZ85N5D")
    assert shop_order is not None
    return shop_order


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 2, day, hour, tzinfo=UTC)


def test_an_order_is_read_into_the_form_of_registered_ones(there: Answering) -> None:
    shop_order = read(there)
    facts = shop_order.facts
    assert (facts.number, facts.placed_at, facts.currency) == ("JXH6YD295DZ85N5D", at(1, 12), "EUR")
    assert [(one.id, one.title, one.quantity, one.total) for one in facts.lines] == [
        ("1", "Kettle", 2, Money(9980, "EUR")),
        ("2", "Lamp", 1, Money(12000, "EUR")),
    ]
    (payment,) = facts.payments
    assert (payment.id, payment.method, payment.amount, payment.paid_at) == (
        "7",
        "instant",
        Money(22480, "EUR"),
        at(1, 12),
    )
    assert facts.freight == Money(500, "EUR")
    assert (shop_order.state, shop_order.cancelled, shop_order.seller) == ("Delivered", False, "1")
    assert shop_order.customer == Customer("ann@example.org", "Ann Buyer")
    assert there.asked[0][0]["variables"] == {"code": "JXH6YD295DZ85N5D"}


def test_when_a_shipment_left_and_arrived_stands_in_the_history(there: Answering) -> None:
    (shipment,) = read(there).facts.shipments
    assert (shipment.carrier, shipment.dispatched_at, shipment.delivered_at) == ("post", at(2, 8), at(4, 9))
    (parcel,) = shipment.parcels
    assert (parcel.tracking, parcel.lines) == ("TRACK-1", (ParcelLine("1", 2), ParcelLine("2", 1)))


def test_addresses_without_a_place_are_none(there: Answering) -> None:
    (address,) = read(there).facts.addresses
    assert (address.kind, address.country, address.words.body) == (
        "delivery",
        "DE",
        "Ann Buyer, Hauptstr. 1, 10115 Berlin",
    )
    invoiced = read(there, billingAddress=PLACE | {"company": "Buyer Ltd", "city": "Bonn"})
    assert [one.kind for one in invoiced.facts.addresses] == ["delivery", "billing"]
    assert invoiced.customer.business


def test_lines_are_as_they_were_sold_and_what_was_cancelled_is_said_beside(there: Answering) -> None:
    gone = vendure_line("1", "KETTLE", 2, 4990) | {"quantity": 0, "proratedLinePriceWithTax": 0}
    shop_order = read(there, state="Cancelled", lines=[gone])
    (line,) = shop_order.facts.lines
    assert (line.quantity, line.total, shop_order.taken_back) == (2, Money(9980, "EUR"), (("1", 2),))
    assert (shop_order.state, shop_order.cancelled) == ("Cancelled", True)


def test_only_what_was_paid_is_a_payment_and_what_went_back_is_said(there: Answering) -> None:
    refunds = [{"total": 100, "state": "Settled"}, {"total": 50, "state": "Pending"}, {"total": 9, "state": "Failed"}]
    paid = [vendure_payment("7", 22480, refunds=refunds), vendure_payment("8", 22480, state="Declined")]
    shop_order = read(there, payments=paid)
    assert [one.id for one in shop_order.facts.payments] == ["7"]
    assert shop_order.given_back == (("7", Money(150, "EUR")),)


def test_who_sold_it_is_told_where_several_sell_in_one_shop(there: Answering) -> None:
    channels = [
        {"code": "__default_channel__", "seller": {"id": "1"}},
        {"code": "holzhaus", "seller": {"id": "12"}},
    ]
    assert read(there, channels=channels).seller == "12"


def test_a_cancelled_shipment_is_none(there: Answering) -> None:
    order = vendure_order()
    assert read(there, fulfillments=[order["fulfillments"][0] | {"state": "Cancelled"}]).facts.shipments == ()


@pytest.mark.parametrize("orders", [[], [vendure_order(orderPlacedAt=None)]])
def test_what_nobody_placed_is_not_there(there: Answering, orders: list[dict[str, Any]]) -> None:
    there.says(found(*orders))
    assert Vendure(there.url, "a key").facts("JXH6YD295DZ85N5D") is None


@pytest.mark.parametrize(
    "changed",
    [
        {"currencyCode": "€"},
        {"orderPlacedAt": "yesterday"},
        {"orderPlacedAt": "2026-02-01T12:00:00"},
        {"payments": [vendure_payment("7", -1)]},
        {"payments": [vendure_payment("7", 10**15)]},
        {"lines": [{"id": "1"}]},
        {"lines": [vendure_line("1", "KETTLE", 1, 1)] * (MOST + 1)},
        {"shippingWithTax": "500"},
        {"history": None},
    ],
)
def test_what_makes_no_sense_is_no_answer(there: Answering, changed: dict[str, Any]) -> None:
    with pytest.raises(AnswerLost, match="NO_DATA"):
        read(there, **changed)


def test_words_of_a_shop_are_bounded(there: Answering) -> None:
    line = vendure_line("1", "K" * 5000, 1, 1)
    shop_order = read(there, lines=[line], state="S" * 5000, customer=None, shippingAddress=NOWHERE)
    assert (len(shop_order.facts.lines[0].title), len(shop_order.state)) == (300, 300)
    assert shop_order.customer == Customer("", "")


def test_a_key_that_may_not_read_orders_is_not_let_in(there: Answering) -> None:
    error = {"errors": [{"message": "no", "path": ["orders"], "extensions": {"code": "FORBIDDEN"}}]}
    there.says(None, **error)
    with pytest.raises(ShopAway, match="KEY_REFUSED"):
        Vendure(there.url, "a key").facts("1")
