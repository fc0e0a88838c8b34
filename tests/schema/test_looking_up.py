"""A complaint is filed about an order that the marketplace's shop knows, knows otherwise, or does not answer about."""

from collections.abc import Iterator
from typing import Any

import pytest

from odr.fulfilment.shops import Shop, connect
from odr.settings import service_secrets
from tests.fulfilment.answering import PLACE, Answering, found, vendure_line, vendure_order, vendure_payment
from tests.schema.house import Town, address, complaint

FACTS = """order { shopAwaited vouched { by at }
lookUp { answer askedAt state differences { of subject title aspect registered { words amount { amount } quantity at }
  inShop { words amount { amount } quantity at } } }
lines { id vouched { by at } } payments { id vouched { by } } shipments { id vouched { by } }
addresses { kind vouched { by } } } claims { vouched { by } }"""
CASE = f"query ($id: ID!) {{ case(id: $id) {{ {FACTS} }} }}"


@pytest.fixture
def shop(town: Town) -> Iterator[Answering]:
    """The marketplace's shop, in which the service works."""
    with Answering() as server:
        with town.store.write() as conn:
            known = Shop("vendure", server.url, "a key")
            connect(conn, service_secrets(town.house.settings), town.marketplace, known, town.clock.now())
        yield server


def known(**changed: Any) -> dict[str, Any]:
    """The registered order as Vendure knows it: it has delivered, and says when it sent."""
    inside = [{"orderLineId": "1", "quantity": 1}]
    sent = {"id": "9", "method": "post", "trackingCode": "T1", "state": "Delivered", "lines": inside}
    steps = [_step("Shipped", "2026-02-19"), _step("Delivered", "2026-02-21")]
    order = {
        "code": "A-1001",
        "orderPlacedAt": "2026-02-16T10:00:00.000Z",
        "shippingWithTax": 490,
        "lines": [vendure_line("1", "LAMP", 1, 8000), vendure_line("2", "BULBS", 4, 500)],
        "payments": [vendure_payment("p-1", 10490, createdAt="2026-02-16T10:00:00.000Z")],
        "fulfillments": [sent],
        "history": {"items": steps},
        "shippingAddress": PLACE
        | {"streetLine1": "ul. Długa 1", "city": "Warszawa", "countryCode": "PL"}
        | dict.fromkeys(("fullName", "postalCode")),
    }
    return vendure_order(**order | changed)


def _step(to: str, day: str) -> dict[str, Any]:
    return {"createdAt": f"{day}T10:00:00.000Z", "data": {"fulfillmentId": "9", "to": to}}


def test_what_the_shop_knows_too_is_marked_as_verified(town: Town, shop: Answering) -> None:
    shop.says(found(known()))
    case = town.as_("seller").ask(CASE, id=town.file())["case"]
    verified = {"by": "VERIFIED_BY_MARKETPLACE", "at": case["order"]["lookUp"]["askedAt"]}
    assert case["order"]["vouched"] == verified
    assert [one["vouched"] for one in case["order"]["lines"]] == [verified, verified]
    for kind in ("payments", "shipments", "addresses"):
        assert [one["vouched"]["by"] for one in case["order"][kind]] == ["VERIFIED_BY_MARKETPLACE"], kind
    (sent,) = case["order"]["lookUp"]["differences"]
    assert (sent["of"], sent["subject"], sent["aspect"], sent["registered"]) == (
        "SHIPMENT",
        "sh-1",
        "DISPATCHED_AT",
        None,
    )
    assert case["claims"] == [{"vouched": {"by": "CLAIMED"}}], "a claim is a party's word"
    assert shop.asked[0][1] == "a key"


def test_a_difference_is_shown_and_changes_nothing(town: Town, shop: Answering) -> None:
    lines = [vendure_line("1", "LAMP", 1, 7000)]
    shop.says(found(known(lines=lines, currencyCode="EUR", state="Cancelled")))
    order = town.as_("buyer").ask(CASE, id=town.file())["case"]["order"]
    differs = {(one["of"], one["subject"], one["aspect"]): one for one in order["lookUp"]["differences"]}
    total = differs["LINE", "1", "TOTAL"]
    assert (total["title"], total["registered"]["amount"], total["inShop"]["amount"]) == (
        "Lamp",
        {"amount": "80.00"},
        {"amount": "70.00"},
    )
    assert differs["LINE", "2", "PRESENCE"]["inShop"] is None
    assert differs["ORDER", "", "STATE"]["inShop"]["words"] == "Cancelled"
    assert {one["id"]: one["vouched"]["by"] for one in order["lines"]} == {"1": "REGISTERED", "2": "REGISTERED"}


def test_another_currency_and_another_place(town: Town, shop: Answering) -> None:
    shop.says(found(known(currencyCode="USD", shippingAddress=PLACE)))
    order = town.as_("buyer").ask(CASE, id=town.file())["case"]["order"]
    differs = {one["aspect"]: one for one in order["lookUp"]["differences"] if one["of"] in ("ORDER", "ADDRESS")}
    assert (differs["CURRENCY"]["registered"]["words"], differs["CURRENCY"]["inShop"]["words"]) == ("EUR", "USD")
    assert differs["PLACE"]["registered"]["words"] == "ul. Długa 1\nWarszawa, PL"
    assert differs["PLACE"]["inShop"]["words"] == "Ann Buyer, Hauptstr. 1, 10115 Berlin, DE"


def test_a_shop_that_is_away_keeps_nobody_from_filing(town: Town, shop: Answering) -> None:
    shop.answers = [None, (200, b"{}"), (200, b"{}"), (200, b"{}")]
    case_id = town.file()
    order = town.as_("buyer").ask(CASE, id=case_id)["case"]["order"]
    assert (order["shopAwaited"], order["lookUp"], order["vouched"]) == (True, None, {"by": "REGISTERED", "at": None})
    shop.answers = []
    shop.says(found(known()))
    shop.says(found(known()))
    town.wait(hours=1)
    town.work()
    order = town.as_("buyer").ask(CASE, id=case_id)["case"]["order"]
    assert (order["shopAwaited"], order["lookUp"]["answer"]) == (False, "FOUND")
    assert order["lines"][0]["vouched"]["by"] == "VERIFIED_BY_MARKETPLACE"


def test_an_order_that_the_shop_does_not_know(town: Town, shop: Answering) -> None:
    shop.says(found())
    order = town.as_("buyer").ask(CASE, id=town.file())["case"]["order"]
    assert (order["lookUp"]["answer"], order["lookUp"]["differences"]) == ("NOT_THERE", [])
    assert order["lines"][0]["vouched"]["by"] == "REGISTERED"


def test_where_the_service_works_in_no_shop_nothing_is_said_of_one(town: Town) -> None:
    order = town.as_("buyer").ask(CASE, id=town.file())["case"]["order"]
    assert (order["shopAwaited"], order["lookUp"], order["lines"][0]["vouched"]["by"]) == (False, None, "REGISTERED")


REGISTERED = (
    "query ($id: ID!) { order(id: $id) { lines { vouched { by } } lookUp { answer differences { of aspect } } } }"
)


def test_an_order_that_is_registered_is_looked_up_soon_and_its_marketplace_sees_what_differs(
    town: Town, shop: Answering
) -> None:
    order = town.register()
    assert shop.asked == [], "registering waits for no shop"
    shop.says(found(known(lines=[vendure_line("1", "LAMP", 1, 7000), vendure_line("2", "BULBS", 4, 500)])))
    town.work()
    seen = town.as_("admin").ask(REGISTERED, id=order)["order"]
    assert seen["lookUp"]["answer"] == "FOUND"
    assert {"of": "LINE", "aspect": "TOTAL"} in seen["lookUp"]["differences"]
    assert [one["vouched"]["by"] for one in seen["lines"]] == ["REGISTERED", "VERIFIED_BY_MARKETPLACE"]


def test_it_is_looked_up_again_where_the_shop_is_away(town: Town, shop: Answering) -> None:
    order = town.register()
    shop.answers.append((500, b"{}"))
    town.work()
    assert town.as_("admin").ask(REGISTERED, id=order)["order"]["lookUp"] is None
    shop.says(found())
    town.wait(hours=1)
    town.work()
    assert town.as_("admin").ask(REGISTERED, id=order)["order"]["lookUp"]["answer"] == "NOT_THERE"


def test_the_recipient_of_a_registered_order_sees_no_amount_of_it(town: Town, shop: Answering) -> None:
    order = town.register(recipient={"email": address("stranger"), "name": "Stefan Fremd"})
    shop.says(found(known(lines=[vendure_line("1", "LAMP", 2, 7000)])))
    town.work()
    differs = town.as_("stranger").ask(REGISTERED, id=order)["order"]["lookUp"]["differences"]
    assert {"of": "LINE", "aspect": "QUANTITY"} in differs
    assert not any(one["aspect"] in ("TOTAL", "AMOUNT", "FREIGHT") or one["of"] == "PAYMENT" for one in differs)


def test_a_repeat_asks_no_shop_again(town: Town, shop: Answering) -> None:
    shop.says(found(known()))
    asked = complaint(town.register(), idempotencyKey="once")
    first, again = (town.as_("buyer").done("fileComplaint", "replayed case { id }", **asked) for _ in range(2))
    assert (again["replayed"], again["case"], len(shop.asked)) == (True, first["case"], 1)


def test_a_purchase_of_several_orders_is_looked_up_order_by_order(town: Town, shop: Answering) -> None:
    shop.says(found(known()))
    shop.says(found())
    orders = [town.register(), town.register(number="A-1002")]
    parts = [complaint(one) for one in orders]
    made = town.as_("buyer").done("fileComplaints", "cases { order { lookUp { answer } } }", complaints=parts)
    assert [one["order"]["lookUp"]["answer"] for one in made["cases"]] == ["FOUND", "NOT_THERE"]
