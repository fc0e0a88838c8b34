"""An administrator has the shop asked for an order that nobody registered."""

import json

from playwright.sync_api import Route, expect

from odr.demo.people import AGNIESZKA, NORA
from tests.browser.conftest import People
from tests.browser.test_webhooks import is_sound
from tests.browser.visitor import PHONE

DIFFERENCE = {
    "of": "LINE",
    "subject": "1",
    "title": "Table lamp",
    "aspect": "QUANTITY",
    "registered": {"words": None, "amount": None, "quantity": 2, "at": None},
    "inShop": {"words": None, "amount": None, "quantity": 1, "at": None},
}
PULLED = {
    "id": "o",
    "number": "V-77",
    "placedAt": "2026-03-02T09:00:00Z",
    "marketplace": "Kiezmarkt",
    "buyer": "Bożena Nowak",
    "seller": "Holzhaus GmbH",
    "paid": {"amount": "80.00", "currency": "EUR"},
    "lines": [{"id": "1", "title": "Table lamp", "quantity": 2}],
    "shopAwaited": False,
    "lookUp": {
        "answer": "FOUND",
        "askedAt": "2026-03-02T10:00:00Z",
        "state": "Delivered",
        "differences": [DIFFERENCE],
    },
}


def test_an_order_is_asked_for_by_its_number(people: People) -> None:
    nora = people.come(NORA, viewport=PHONE)
    nora.go("/desk")
    nora.follow("An order that nobody registered")
    nora.press("Ask the shop")
    expect(nora.main.get_by_role("alert")).to_contain_text("Give the number of the order.")
    nora.write("Number of the order", "nobody knows")
    nora.press("Ask the shop")
    expect(nora.main.get_by_role("alert")).to_be_focused()
    nora.write("Number of the order", "KE-1001")
    nora.press("Ask the shop")
    nora.reads("The order was registered before, and stays as it is.", "Table lamp")
    is_sound(nora)


def test_what_the_shop_says_otherwise_is_shown(people: People) -> None:
    """The demo has no shop: its answer is the test's own, in the form of the API."""
    nora = people.come(NORA)

    def answer(route: Route) -> None:
        if "mutation PullOrder" not in (route.request.post_data or ""):
            route.continue_()
            return
        payload = {"order": PULLED, "replayed": False, "userErrors": []}
        route.fulfill(content_type="application/json", body=json.dumps({"data": {"pullOrder": payload}}))

    nora.page.route("**/graphql", answer)
    nora.go("/pull-order")
    nora.write("Number of the order", "V-77")
    nora.press("Ask the shop")
    nora.reads("The order is registered now.", "Order V-77", "Bożena Nowak", "80.00", "Table lamp")
    expect(nora.main.get_by_role("region", name="What the shop says otherwise")).to_be_visible()
    is_sound(nora)


def test_who_administers_nothing_cannot_ask_here(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    buyer.go("/pull-order")
    buyer.reads("You administer no marketplace")
