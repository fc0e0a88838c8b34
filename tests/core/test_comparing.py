"""What the marketplace's shop says of an order is set beside what was registered; nothing of that is changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.comparing import aligned, differences
from odr.domain.facts import Address, OrderFacts, Parcel, ParcelLine, Shipment
from odr.domain.looking_up import LookedUp, RecordLookUp, told_of, vouched
from odr.domain.money import Money
from odr.domain.roles import SERVICE, Role
from odr.domain.shop_order import Aspect, Difference, FactKind, LookUp, Said, ShopOrder, Voucher
from odr.domain.sight import as_seen, sees
from odr.domain.words import Text
from tests.core.given import BUYER, FILED_AT, ORDER, SHOP_ORDER, Story, eur

SENT = Shipment("s-1", "DHL", (Parcel("p-1", "TRACK-1", (ParcelLine("lamp", 1),)),), None, FILED_AT, FILED_AT)
HOME = Address("shipping", "PL", Text("ul. Prosta 1, Warszawa 00-850"))
REGISTERED = replace(ORDER, shipments=(SENT,), addresses=(HOME,))
SAME = replace(SHOP_ORDER, given_back=())


def unlike(
    shop: ShopOrder, order: OrderFacts = REGISTERED
) -> dict[tuple[str, str, str], tuple[Said | None, Said | None]]:
    found = differences(order, aligned(order, shop))
    return {(one.of.value, one.subject, one.aspect.value): (one.registered, one.in_shop) for one in found}


def shop(**facts: Any) -> ShopOrder:
    return replace(SAME, facts=replace(SAME.facts, **facts))


def with_line(place: int, **changed: Any) -> ShopOrder:
    lines = [*SAME.facts.lines]
    lines[place] = replace(lines[place], **changed)
    return shop(lines=tuple(lines))


def test_the_same_order_under_the_ids_of_the_shop_is_the_same() -> None:
    assert unlike(replace(SAME, facts=replace(SAME.facts, addresses=(replace(HOME, kind="delivery"),)))) == {}


def test_a_line_is_found_by_its_id_before_its_number_in_the_stock() -> None:
    lines = tuple(replace(one, id=f"7{number}") for number, one in enumerate(ORDER.lines, 1))
    assert unlike(SAME, replace(REGISTERED, lines=lines, shipments=(), addresses=())).keys() == {
        ("SHIPMENT", "51", "PRESENCE")
    }


DOLLARS = Money(12500, "USD")
EARLY = FILED_AT - timedelta(days=14)


@pytest.mark.parametrize(
    ("there", "about", "said"),
    [
        (with_line(2, total=eur(1900)), ("LINE", "bulbs", "TOTAL"), (Said(amount=eur(2000)), Said(amount=eur(1900)))),
        (with_line(2, quantity=3), ("LINE", "bulbs", "QUANTITY"), (Said(quantity=4), Said(quantity=3))),
        (shop(lines=SAME.facts.lines[:2]), ("LINE", "bulbs", "PRESENCE"), (Said(words="Bulbs"), None)),
        (
            shop(lines=(*SAME.facts.lines, replace(SAME.facts.lines[0], id="99", title="Rug"))),
            ("LINE", "99", "PRESENCE"),
            (None, Said(words="Rug")),
        ),
        (
            shop(payments=(replace(ORDER.payments[0], amount=eur(12400)),)),
            ("PAYMENT", "pay-1", "AMOUNT"),
            (Said(amount=eur(12500)), Said(amount=eur(12400))),
        ),
        (shop(payments=()), ("PAYMENT", "pay-1", "PRESENCE"), (Said(amount=eur(12500)), None)),
        (
            shop(payments=(*ORDER.payments, replace(ORDER.payments[0], id="8"))),
            ("PAYMENT", "8", "PRESENCE"),
            (None, Said(amount=eur(12500))),
        ),
        (
            shop(payments=(replace(ORDER.payments[0], paid_at=FILED_AT),)),
            ("PAYMENT", "pay-1", "PAID_AT"),
            (Said(at=EARLY), Said(at=FILED_AT)),
        ),
        (
            replace(SAME, given_back=(("pay-1", eur(100)),)),
            ("PAYMENT", "pay-1", "GIVEN_BACK"),
            (None, Said(amount=eur(100))),
        ),
        (shop(currency="USD"), ("ORDER", "", "CURRENCY"), (Said(words="EUR"), Said(words="USD"))),
        (shop(freight=eur(500)), ("ORDER", "", "FREIGHT"), (Said(amount=eur(0)), Said(amount=eur(500)))),
        (shop(placed_at=FILED_AT), ("ORDER", "", "PLACED_AT"), (Said(at=EARLY), Said(at=FILED_AT))),
        (
            replace(SAME, state="Cancelled", cancelled=True),
            ("ORDER", "", "STATE"),
            (None, Said(words="Cancelled")),
        ),
        (replace(SAME, taken_back=(("73", 2),)), ("LINE", "bulbs", "CANCELLED"), (None, Said(quantity=2))),
        (shop(shipments=()), ("SHIPMENT", "s-1", "PRESENCE"), (Said(words="DHL"), None)),
        (
            shop(addresses=(Address("delivery", "PL", Text("Inna 7, Gdynia")),)),
            ("ADDRESS", "shipping", "PLACE"),
            (None, None),
        ),
        (shop(addresses=(replace(HOME, country="DE"),)), ("ADDRESS", "shipping", "PLACE"), (None, None)),
    ],
)
def test_what_differs_is_said_of_both(there: ShopOrder, about: tuple[str, str, str], said: Any) -> None:
    assert unlike(there)[about] == said


@pytest.mark.parametrize(
    ("changed", "aspect", "said"),
    [
        ({"delivered_at": None}, "DELIVERED_AT", (Said(at=FILED_AT), None)),
        (
            {"dispatched_at": FILED_AT - timedelta(days=3)},
            "DISPATCHED_AT",
            (Said(at=FILED_AT), Said(at=FILED_AT - timedelta(days=3))),
        ),
        (
            {"id": "s-1", "parcels": (Parcel("51", "TRACK-2", (ParcelLine("71", 1),)),)},
            "TRACKING",
            (Said(words="TRACK-1"), Said(words="TRACK-2")),
        ),
        (
            {"parcels": (Parcel("51", "TRACK-1", (ParcelLine("71", 1), ParcelLine("72", 2))),)},
            "CONTENTS",
            (Said(words="1 × Lamp"), Said(words="1 × Lamp, 2 × Shade")),
        ),
    ],
)
def test_what_differs_of_a_shipment(changed: dict[str, Any], aspect: str, said: Any) -> None:
    there = shop(shipments=(replace(SAME.facts.shipments[0], **changed),))
    assert unlike(there)["SHIPMENT", "s-1", aspect] == said


def test_hours_apart_is_the_same_time() -> None:
    later = FILED_AT + timedelta(hours=20)
    there = shop(shipments=(replace(SAME.facts.shipments[0], delivered_at=later),))
    assert ("SHIPMENT", "s-1", "DELIVERED_AT") not in unlike(there)


def told(shop_order: ShopOrder | None = SAME, order: OrderFacts = REGISTERED) -> e.OrderLookedUp:
    answer = LookUp.FOUND if shop_order else LookUp.NOT_THERE
    return told_of(order, LookedUp(answer, FILED_AT, shop_order))


def test_the_shop_vouches_for_what_is_there_and_the_same() -> None:
    looked = told(replace(with_line(2, total=eur(1900)), given_back=(("pay-1", eur(100)),)))
    facts = [(FactKind.ORDER, ""), (FactKind.LINE, "lamp"), (FactKind.LINE, "bulbs"), (FactKind.SHIPMENT, "s-1")]
    facts += [(FactKind.PAYMENT, "pay-1"), (FactKind.ADDRESS, "shipping")]
    by = [vouched(looked, *one).by for one in facts]
    verified = Voucher.VERIFIED_BY_MARKETPLACE
    assert by == [verified, verified, Voucher.REGISTERED, verified, verified, Voucher.REGISTERED]
    assert vouched(looked, FactKind.LINE, "lamp").at == FILED_AT


@pytest.mark.parametrize("looked", [None, told(None)])
def test_nobody_vouches_for_what_was_not_found(looked: e.OrderLookedUp | None) -> None:
    assert vouched(looked, FactKind.LINE, "lamp").by is Voucher.REGISTERED


def filed(answer: LookUp, shop_order: ShopOrder | None = None) -> Story:
    return Story().file(looked_up=LookedUp(answer, FILED_AT, shop_order))


def test_it_stands_in_the_docket_beside_the_order_and_changes_nothing_of_it() -> None:
    plain, story = Story().file(), filed(LookUp.FOUND, with_line(0, total=eur(100)))
    assert [type(one.event) for one in story.entries][:4] == [
        e.CaseOpened,
        e.OrderRecorded,
        e.OrderLookedUp,
        e.ComplaintFiled,
    ]
    assert story.entries[2].by == SERVICE
    assert story.case.order == plain.case.order
    assert story.case.looked_up is not None
    assert not story.case.shop_awaited


def test_where_the_shop_gave_no_answer_it_is_told_later_and_once() -> None:
    story = filed(LookUp.NO_ANSWER)
    assert (story.case.looked_up, story.case.shop_awaited) == (None, True)
    looked = LookedUp(LookUp.FOUND, FILED_AT + timedelta(hours=1), SAME)
    (entry,) = story.do(RecordLookUp, SERVICE, looked=looked)
    assert entry == told_of(ORDER, looked) == story.case.looked_up
    with pytest.raises(no.AlreadyDone):
        story.do(RecordLookUp, SERVICE, looked=looked)


def test_nobody_but_the_service_says_what_the_shop_says() -> None:
    with pytest.raises(no.NotAllowed):
        filed(LookUp.NO_ANSWER).do(RecordLookUp, BUYER, looked=LookedUp(LookUp.NOT_THERE, FILED_AT))


def test_a_recipient_sees_no_amount_and_no_payment_of_what_the_shop_says() -> None:
    there = replace(with_line(2, total=eur(1900), quantity=3), given_back=(("pay-1", eur(100)),))
    (entry,) = (one for one in filed(LookUp.FOUND, there).entries if isinstance(one.event, e.OrderLookedUp))
    seen = as_seen(Role.RECIPIENT, entry)
    assert sees(Role.RECIPIENT, entry.event)
    assert isinstance(seen, e.OrderLookedUp)
    assert seen.found is not None
    assert (seen.found.payments, {one.total for one in seen.found.lines}) == ((), {None})
    kept = Difference(FactKind.LINE, "bulbs", Aspect.QUANTITY, Said(quantity=4), Said(quantity=3))
    assert kept in seen.differences
    assert not any(one.of is FactKind.PAYMENT or one.aspect is Aspect.TOTAL for one in seen.differences)
