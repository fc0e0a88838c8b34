"""One filing about orders of two sellers: each gets a case of its own."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from odr.demo.orders import KUECHENWERK, lamp_order
from odr.demo.people import AGNIESZKA, NORA, SABINE
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_filing_limits import REGISTER, newest
from tests.browser.visitor import PHONE, Visitor


def answered(buyer: Visitor, order: str, story: str) -> None:
    """Every question about one order, until the answers are on one page."""
    buyer.go(f"/orders/{order}/complaint")
    for choice in ('Table lamp "Alster"', "It arrived damaged", "Full refund"):
        buyer.choose(choice)
        buyer.press("Continue")
    buyer.write("Tell us more", story)
    buyer.press("Continue")
    for choice in ("Yes", "No"):
        buyer.choose(choice)
        buyer.press("Continue")
    buyer.heading("Do you need anything to take part?")
    buyer.press("Continue")
    buyer.choose("These details are right")
    buyer.press("Continue")
    buyer.heading("Check your answers")


def test_two_sellers_are_complained_of_at_once_and_neither_sees_the_other(people: People) -> None:
    buyer, administrator, seller = people.come(AGNIESZKA, viewport=PHONE), people.come(NORA), people.come(SABINE)
    placed = newest(administrator) - timedelta(days=10)
    made = [lamp_order("KE-TWO-1", placed), lamp_order("KE-TWO-2", placed, KUECHENWERK)]
    first, second = (administrator.ask(REGISTER, input=one)["registerOrder"]["order"]["id"] for one in made)
    answered(buyer, first, "The first lamp has a crack.")
    buyer.main.get_by_text("Add another order").click()
    expect(buyer.main.get_by_role("listitem").filter(has_text="KE-TWO-2")).to_contain_text(KUECHENWERK.name)
    answered(buyer, second, "The second lamp has no foot.")
    fits(buyer)
    buyer.main.get_by_role("checkbox", name="KE-TWO-1").check()
    buyer.reads("You get a receipt for each of 2 cases at once.")
    buyer.press("Send the complaint")
    buyer.heading("Your complaints were received")
    cases = buyer.main.get_by_role("listitem")
    expect(cases).to_have_count(2)
    expect(cases.nth(0)).to_contain_text(KUECHENWERK.name)
    expect(cases.nth(1)).to_contain_text("Holzhaus GmbH")
    fits(buyer)
    seller.go("/cases")
    seller.main.get_by_role("link", name='Table lamp "Alster"').first.click()
    seller.reads("The second lamp has no foot.")
    seller.reads_nothing_of("The first lamp has a crack.")
    buyer.main.get_by_role("link", name="Receipt and dates").first.click()
    buyer.heading("Your complaint was received")


def test_a_refusal_names_the_order_it_is_about_and_nothing_is_sent(people: People) -> None:
    buyer, administrator = people.come(AGNIESZKA), people.come(NORA)
    placed = newest(administrator) - timedelta(days=10)
    made = [lamp_order("KE-TWO-3", placed), lamp_order("KE-TWO-4", placed, KUECHENWERK)]
    first, second = (administrator.ask(REGISTER, input=one)["registerOrder"]["order"]["id"] for one in made)
    answered(buyer, first, "The lamp has a crack.")
    buyer.follow(re.compile("Change.*What would put it right?"))
    buyer.write("Amount in EUR", "500.00")
    buyer.page.go_back()
    answered(buyer, second, "This lamp too.")
    buyer.main.get_by_role("checkbox", name="KE-TWO-3").check()
    buyer.press("Send the complaint")
    expect(buyer.main.get_by_role("alert")).to_contain_text("KE-TWO-3: ")
    buyer.go("/cases")
    buyer.reads_nothing_of("This lamp too.")
