"""An order that nobody registered is pulled from the marketplace's shop: by its customer, or by administrators."""

from collections.abc import Iterator
from typing import Any

import pytest

from odr.accounts.principal import Scope
from odr.fulfilment.shops import Shop, connect
from odr.schema import ids
from odr.settings import service_secrets
from tests.fulfilment.answering import NOWHERE, PLACE, Answering, found, vendure_line, vendure_order
from tests.schema.house import Town, address, complaint, order, remedy

WHOLE = """order { id number buyer seller paid { amount } freight { amount } lines { id title listing total { amount } }
payments { id vouched { by } } lookUp { answer } shipments { deliveredAt } addresses { kind words } } replayed"""
NUMBER = "JXH6YD295DZ85N5D"


@pytest.fixture
def shop(town: Town) -> Iterator[Answering]:
    """The marketplace's shop, in which the service works; its seller has sold before."""
    with Answering() as server:
        with town.store.write() as conn:
            known = Shop("vendure", server.url, "a key")
            connect(conn, service_secrets(town.house.settings), town.marketplace, known, town.clock.now())
        seller = order(town.clock.now())["seller"] | {"externalId": "vendure:1"}
        town.register(number="A-1", seller=seller)
        yield server


def bought(**changed: Any) -> dict[str, Any]:
    """By the buyer of the town."""
    customer = {"emailAddress": address("Buyer").upper(), "firstName": "Bożena", "lastName": "Nowak"}
    return found(vendure_order(**{"customer": customer, "code": NUMBER, **changed}))


def asked(town: Town, **changed: Any) -> dict[str, Any]:
    return {"marketplace": ids.encode("Marketplace", town.marketplace), "number": NUMBER, **changed}


def test_its_customer_has_it_registered_as_the_shop_knows_it_and_complains(town: Town, shop: Answering) -> None:
    shop.says(bought())
    made = town.as_("buyer").done("pullOrder", WHOLE, **asked(town, number=f" {NUMBER} "))["order"]
    assert (made["number"], made["buyer"], made["seller"]) == (NUMBER, "Bożena Nowak", "Holzhaus GmbH")
    assert (made["paid"], made["freight"]) == ({"amount": "224.80"}, {"amount": "5.00"})
    assert [(one["title"], one["listing"], one["total"]["amount"]) for one in made["lines"]] == [
        ("Kettle", "Kettle (KETTLE)", "99.80"),
        ("Lamp", "Lamp (LAMP)", "120.00"),
    ]
    assert (made["lookUp"], made["payments"][0]["vouched"]) == ({"answer": "FOUND"}, {"by": "VERIFIED_BY_MARKETPLACE"})
    assert made["addresses"] == [{"kind": "delivery", "words": "Ann Buyer, Hauptstr. 1, 10115 Berlin"}]
    shop.says(bought())
    claims = [{"line": "1", "complaint": "DAMAGED", "remedies": [remedy("49.90")]}]
    filed = complaint(made["id"], claims=claims)
    case = town.as_("buyer").done("fileComplaint", "case { order { lookUp { answer differences { of } } } }", **filed)
    assert case["case"]["order"]["lookUp"] == {"answer": "FOUND", "differences": []}


def test_again_changes_nothing_and_asks_no_shop(town: Town, shop: Answering) -> None:
    shop.says(bought())
    first, again = (town.as_("buyer").done("pullOrder", WHOLE, **asked(town)) for _ in range(2))
    assert (first["replayed"], again["replayed"], again["order"]) == (False, True, first["order"])
    assert len(shop.asked) == 1


def test_an_administrator_has_it_registered(town: Town, shop: Answering) -> None:
    shop.says(bought(customer=None, billingAddress=PLACE | {"company": "Nowak GmbH"}))
    refused = town.as_("admin").refused("pullOrder", **asked(town))
    assert refused == "NAME_NOT_VALID", "somebody has to have bought it"
    shop.says(bought())
    assert town.as_("admin").done("pullOrder", WHOLE, **asked(town))["order"]["number"] == NUMBER


def test_numbers_of_others_and_unknown_ones_are_not_found_alike(town: Town, shop: Answering) -> None:
    shop.says(bought())
    town.as_("admin").done("pullOrder", "order { id }", **asked(town))
    answers = []
    for says, number in ((bought(), NUMBER), (found(), "NOT-THERE"), (bought(customer=None), "NOBODYS")):
        shop.says(says)
        answers.append(
            town.as_("stranger")
            .post(
                "mutation ($input: PullOrderInput!) { pullOrder(input: $input) { userErrors { code message } } }",
                input=asked(town, number=number),
            )
            .json()
        )
    assert answers[0] == answers[1] == answers[2]
    assert "NOT_FOUND" in str(answers[0])
    assert len(shop.asked) == 4, "the shop is asked each time, so that nothing is told by how long it takes"


def test_no_program_pulls_and_nobody_who_is_not_signed_in(town: Town, shop: Answering) -> None:
    assert town.program(Scope.ORDERS_WRITE).refused("pullOrder", **asked(town)) == "NOT_ALLOWED"
    assert town.nobody().refused("pullOrder", **asked(town)) == "NOT_SIGNED_IN"


def test_where_the_service_works_in_no_shop_nothing_is_found(town: Town) -> None:
    for who in ("buyer", "admin"):
        assert town.as_(who).refused("pullOrder", **asked(town)) == "NOT_FOUND"
    elsewhere = ids.encode("Marketplace", "f" * 32)
    assert town.as_("buyer").refused("pullOrder", **asked(town, marketplace=elsewhere)) == "NOT_FOUND"


def test_a_shop_that_is_away_says_so(town: Town, shop: Answering) -> None:
    shop.answers.append((500, b"{}"))
    assert town.as_("buyer").refused("pullOrder", **asked(town)) == "SHOP_SILENT"


def test_who_sold_it_has_to_be_known(town: Town, shop: Answering) -> None:
    shop.says(bought(channels=[{"code": "other", "seller": {"id": "2"}}]))
    assert town.as_("buyer").refused("pullOrder", **asked(town)) == "SELLER_UNKNOWN"


@pytest.mark.parametrize(
    "changed",
    [{"payments": []}, {"shippingWithTax": 0}, {"lines": [vendure_line("1", "KETTLE", 1, 22480)]}],
)
def test_what_does_not_add_up_is_not_registered(town: Town, shop: Answering, changed: dict[str, Any]) -> None:
    shop.says(bought(**changed))
    answer = (
        town.as_("buyer")
        .post(
            "mutation ($input: PullOrderInput!) { pullOrder(input: $input) { userErrors { field message } } }",
            input=asked(town),
        )
        .json()
    )
    (error,) = answer["data"]["pullOrder"]["userErrors"]
    assert (error["field"], "does not add up" in error["message"]) == ("number", True)


def test_a_buyer_tries_a_few_numbers_only(town: Town, shop: Answering) -> None:
    for number in range(10):
        shop.says(found())
        assert town.as_("buyer").refused("pullOrder", **asked(town, number=f"{number}")) == "NOT_FOUND"
    assert town.as_("buyer").refused("pullOrder", **asked(town)) == "THROTTLED"
    shop.says(found())
    assert town.as_("admin").refused("pullOrder", **asked(town)) == "NOT_FOUND"


def test_an_address_that_is_not_confirmed_is_nobodys(town: Town, shop: Answering) -> None:
    shop.says(bought(customer={"emailAddress": "else@example.org", "firstName": "B", "lastName": "N"}))
    assert town.as_("buyer").refused("pullOrder", **asked(town)) == "NOT_FOUND"


def test_an_invoice_to_a_company_is_a_purchase_of_a_business(town: Town, shop: Answering) -> None:
    shop.says(bought(billingAddress=PLACE | {"company": "Nowak GmbH"}, shippingAddress=NOWHERE))
    made = town.as_("buyer").done("pullOrder", "order { id }", **asked(town))["order"]["id"]
    shop.says(bought())
    filed = complaint(made, claims=[{"line": "1", "complaint": "DAMAGED", "remedies": [remedy("49.90")]}])
    case = town.as_("buyer").done("fileComplaint", "case { complainant { capacity } }", **filed)["case"]
    assert case["complainant"]["capacity"] == "BUSINESS"
