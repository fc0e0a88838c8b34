"""The register of orders: who registers, what is refused, who reads."""

from datetime import timedelta
from typing import Any

import pytest

from odr.accounts.marketplaces import seller_of
from odr.accounts.organisations import MemberRole, join
from odr.accounts.principal import Scope
from odr.orders import Reader, orders_of
from tests.schema.house import Town, address, complaint, order, sold
from tests.schema.reading import ORDER

WHOLE = "order { id number paid { amount currency } lines { listingHash total { amount } } policies { hash } }"
LIST = "query ($after: String) { orders(first: 2, after: $after) { edges { node { number } } pageInfo { endCursor } } }"


def said(town: Town, **changes: Any) -> dict[str, Any]:
    return order(town.clock.now(), **changes)


def numbers(town: Town, who: str) -> list[str]:
    return [edge["node"]["number"] for edge in town.as_(who).ask(LIST)["orders"]["edges"]]


def test_an_order_is_registered_with_its_sums_and_hashes(town: Town) -> None:
    made = town.program(Scope.ORDERS_WRITE).done("registerOrder", WHOLE, **said(town))["order"]
    assert made["paid"] == {"amount": "104.90", "currency": "EUR"}
    assert [line["total"]["amount"] for line in made["lines"]] == ["80.00", "20.00"]
    assert made["lines"][0]["listingHash"] == "9162d4b36c730f4e973e1b52c4e21780ebf5fece40ea7e0e3aff8f88542453c9"


def test_the_same_order_again_changes_nothing(town: Town) -> None:
    first = town.as_("admin").done("registerOrder", WHOLE, **said(town))
    again = town.program(Scope.ORDERS_WRITE).done("registerOrder", WHOLE, **said(town))
    assert (again["order"], first["replayed"], again["replayed"]) == (first["order"], False, True)
    assert town.as_("admin").refused("registerOrder", **said(town, freight=None, payments=paid("100.00"))) == (
        "ORDER_DIFFERS"
    )


def test_a_repeated_key_registers_once(town: Town) -> None:
    keyed = said(town, idempotencyKey="k-1")
    first = town.as_("admin").done("registerOrder", WHOLE, **keyed)
    again = town.as_("admin").done("registerOrder", WHOLE, **keyed)
    assert (again["order"], again["replayed"]) == (first["order"], True)
    assert town.as_("admin").refused("registerOrder", **keyed | {"number": "A-2"}) == "KEY_REUSED"


def paid(amount: str, currency: str = "EUR", at: str = "2026-02-16T12:00:00Z") -> list[dict[str, Any]]:
    return [{"id": "p-1", "method": "card", "amount": {"amount": amount, "currency": currency}, "paidAt": at}]


def parcel(line: str, quantity: int, **more: Any) -> list[dict[str, Any]]:
    inside = [{"line": line, "quantity": quantity}]
    return [{"id": "s", "carrier": "Post", "parcels": [{"id": "p", "lines": inside}]} | more]


@pytest.mark.parametrize(
    ("changes", "field", "problem"),
    [
        ({"currency": "EURO"}, "currency", "ISO 4217"),
        ({"number": "  "}, "number", "has a number"),
        ({"number": "A\a"}, "number", "control characters"),
        ({"lines": []}, "lines", "at least one line"),
        ({"lines": [sold("1", "Lamp", 0, "80.00")]}, "quantity", "between 1 and"),
        ({"lines": [sold("1", " ", 1, "80.00")]}, "title", "what was sold"),
        ({"lines": [sold("1", "Lamp", 1, "80.001")]}, "amount", "2 decimals"),
        ({"lines": [sold("1", "Lamp", 1, "-80.00")]}, "amount", "greater than zero"),
        ({"lines": [sold("1", "Lamp", 1, "80.00"), sold("1", "Lamp", 1, "80.00")]}, "lines", "twice"),
        ({"payments": paid("104.89")}, "payments", "come to 104.90 EUR, the payments to 104.89 EUR"),
        ({"payments": []}, "payments", "come to 104.90 EUR"),
        ({"payments": paid("104.90", "USD")}, "currency", "charged in EUR"),
        ({"payments": paid("104.90", at="2026-03-02T12:00:01Z")}, "paidAt", "future"),
        ({"payments": paid("52.45") * 2}, "payments", "twice"),
        ({"placedAt": "2026-03-03T12:00:00Z"}, "placedAt", "future"),
        ({"placedAt": "1812-03-03T12:00:00Z"}, "placedAt", "1970"),
        ({"shipments": parcel("9", 1)}, "parcels", "the order does not have"),
        ({"shipments": parcel("2", 5)}, "parcels", "only 4 were sold"),
        ({"shipments": parcel("2", 0)}, "quantity", "at least 1"),
        ({"shipments": parcel("2", 1, deliveredAt="2026-03-03T12:00:00Z")}, "deliveredAt", "promisedAt"),
        ({"shipments": parcel("2", 1, dispatchedAt="2026-03-03T12:00:00Z")}, "dispatchedAt", "promisedAt"),
        (
            {"shipments": parcel("2", 1, dispatchedAt="2026-03-01T12:00:00Z", deliveredAt="2026-02-28T12:00:00Z")},
            "deliveredAt",
            "after it has left",
        ),
        ({"addresses": [{"kind": "delivery", "country": "Poland", "words": "Długa 1"}]}, "country", "two capital"),
        ({"marketplace": "x"}, None, "Nothing was found"),
    ],
)
def test_an_order_that_cannot_be(town: Town, changes: dict[str, Any], field: str | None, problem: str) -> None:
    (error,) = town.as_("admin").act("registerOrder", **said(town, **changes))["userErrors"]
    assert (error["field"], problem in error["message"]) == (field, True), error["message"]
    assert numbers(town, "admin") == []


def test_who_does_not_administer_the_marketplace_registers_nothing(town: Town) -> None:
    for who in (town.as_("buyer"), town.as_("registrar"), town.program(Scope.CASES_READ)):
        assert who.refused("registerOrder", **said(town)) == "NOT_ALLOWED"
    assert town.nobody().refused("registerOrder", **said(town)) == "NOT_SIGNED_IN"


def test_an_order_of_no_decimals(town: Town) -> None:
    yen = {"amount": "8000", "currency": "JPY"}
    changes = {
        "currency": "JPY",
        "lines": [sold("1", "Lamp", 1, "0") | {"unitPrice": yen}],
        "freight": None,
        "payments": paid("8000", "JPY"),
        "shipments": [],
    }
    assert town.as_("admin").done("registerOrder", WHOLE, **said(town, **changes))["order"]["paid"]["amount"] == "8000"


def test_buyer_seller_and_marketplace_read_it_and_nobody_else(town: Town) -> None:
    town.file()
    order_id = town.as_("buyer").ask("{ orders { edges { node { id } } } }")["orders"]["edges"][0]["node"]["id"]
    for who in ("buyer", "seller", "admin"):
        seen = town.as_(who).ask(ORDER, id=order_id)["order"]
        assert (seen["buyer"], seen["seller"], seen["marketplace"]) == ("Bożena Nowak", "Holzhaus GmbH", "Kiezmarkt")
        known = {"kind": "delivery", "country": "PL", "words": "ul. Długa 1\nWarszawa"}
        assert seen["addresses"] == [{**known, "vouched": {"by": "REGISTERED", "at": None}}]
    for who in ("stranger", "mediator", "registrar"):
        answer = town.as_(who).post(ORDER, id=order_id).json()
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"


def test_a_program_reads_orders_if_its_key_says_so(town: Town) -> None:
    town.register()
    for scope in (Scope.ORDERS_WRITE, Scope.CASES_READ):
        assert len(town.program(scope).ask(LIST)["orders"]["edges"]) == 1
    answer = town.program(Scope.FULFILMENT_WRITE).post(LIST).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"


def test_an_address_that_is_not_confirmed_shows_no_order(town: Town) -> None:
    buyer = {"email": address("stranger"), "name": "S", "country": "DE", "zone": "Europe/Berlin"}
    town.register(buyer=buyer)
    assert numbers(town, "stranger") == ["A-1001"]
    with town.store.write() as conn:
        conn.exec_driver_sql("update e_mails set confirmed_at = null where address = 'stranger@example.org'")
    with town.store.read() as conn:
        assert orders_of(conn, Reader(town.people["stranger"], frozenset(), frozenset()), 10, None) == []


def test_orders_are_paged_the_latest_first(town: Town) -> None:
    for number in range(5):
        town.register(number=f"A-{number}")
        town.clock.forward(timedelta(minutes=number % 2))
    buyer, after, seen = town.as_("buyer"), None, []
    for _ in range(3):
        page = buyer.ask(LIST, after=after)["orders"]
        seen += [edge["node"]["number"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
    assert sorted(seen) == [f"A-{number}" for number in range(5)]
    assert seen[0] == "A-4"


def test_a_later_order_updates_where_the_seller_is_reached(town: Town) -> None:
    town.register()
    moved = order(town.clock.now())["seller"] | {"email": "new@holzhaus.example"}
    town.register(number="A-2", seller=moved)
    town.register()  # the first again: it says nothing new
    with town.store.read() as conn:
        known = seller_of(conn, town.marketplace, "s-77")
    assert known is not None
    assert known.address == "new@holzhaus.example"


def test_nobody_is_both_sides_of_a_case(town: Town) -> None:
    bought = town.register(number="A-9")
    with town.store.write() as conn:
        seller = seller_of(conn, town.marketplace, "s-77")
        assert seller is not None
        join(conn, town.people["buyer"], seller.organisation, MemberRole.MEMBER, town.clock.now())
    assert town.as_("buyer").refused("fileComplaint", **complaint(bought)) == "BOTH_SIDES"


OF_SELLERS = {"RETURN_EMPTY", "RETURN_DAMAGED", "RETURN_MISSING", "ABUSE"}
LIMITS = """query ($order: ID!) { filingLimits(order: $order) {
    line complaint ends lastDay zone over limit rulebook sentences otherWays language } }"""


def limits(town: Town, who: str, order_id: str) -> dict[str, dict[str, Any]]:
    found = town.as_(who).ask(LIMITS, order=order_id)["filingLimits"]
    return {one["complaint"]: one for one in found if one["line"] == "1"}


def delivered(at: str) -> list[dict[str, Any]]:
    return parcel("1", 1, deliveredAt=at)


def test_a_buyer_reads_until_when_each_complaint_can_be_filed(town: Town) -> None:
    """The clock stands at Monday 2 March 2026, noon. Delivered on 1 March 2024, two years ended with that Monday."""
    order_id = town.register(placedAt="2024-02-01T12:00:00Z", shipments=delivered("2024-03-01T15:00:00Z"))
    told = limits(town, "buyer", order_id)
    damaged = told["DAMAGED"]
    assert (damaged["ends"], damaged["lastDay"], damaged["zone"]) == (
        "2026-03-02T23:00:00.000000Z",
        "2026-03-02",
        "Europe/Warsaw",
    )
    assert (damaged["over"], damaged["otherWays"], damaged["limit"]) == (False, [], "2y")
    assert damaged["rulebook"] == "odr-default/1"
    assert told["REFUND_NOT_PAID"]["ends"] is None
    assert told["LATE"]["over"]
    assert "Write to the other side." in told["LATE"]["otherWays"][0]


def test_what_is_told_to_be_over_is_refused_and_the_rest_is_not(town: Town) -> None:
    order_id = town.register(placedAt="2024-02-01T12:00:00Z", shipments=delivered("2024-03-01T15:00:00Z"))
    town.wait(hours=11)
    assert limits(town, "buyer", order_id)["DAMAGED"]["over"]
    assert town.as_("buyer").refused("fileComplaint", **complaint(order_id)) == "TOO_LATE_TO_FILE"


def test_limits_are_for_those_who_can_file(town: Town) -> None:
    town.file()
    order_id = town.register(number="A-2")
    assert set(limits(town, "seller", order_id)) == OF_SELLERS
    assert not OF_SELLERS & set(limits(town, "buyer", order_id))
    for who, code in (("stranger", "NOT_FOUND"), ("admin", "NOT_ALLOWED")):
        answer = town.as_(who).post(LIMITS, order=order_id).json()
        assert answer["errors"][0]["extensions"]["code"] == code
