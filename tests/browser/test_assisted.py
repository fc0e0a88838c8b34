"""Staff write down what a buyer said on the telephone; the buyer reads it by a link, and only their press files it."""

from datetime import timedelta

from playwright.sync_api import expect

from odr.demo.orders import lamp_order
from odr.demo.people import AGNIESZKA, NORA
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.mails import follow_link
from tests.browser.test_filing_limits import REGISTER, newest
from tests.browser.visitor import PHONE

STORY = "The lamp fell apart when I unpacked it."


def test_what_came_by_telephone_is_filed_by_the_buyer(people: People) -> None:
    nora, buyer = people.come(NORA), people.come(AGNIESZKA, viewport=PHONE)
    nora.ask(REGISTER, input=lamp_order("KE-TAKEN-1", newest(nora) - timedelta(days=10)))
    nora.go("/desk")
    nora.follow("Take a complaint down")
    nora.write("Number of the order", "KE-NONE-1")
    nora.press("Find the order")
    nora.reads("No order of this marketplace has the number KE-NONE-1.")
    fits(nora)
    nora.write("Number of the order", "KE-TAKEN-1")
    nora.press("Find the order")
    nora.reads("Bought by Agnieszka Wójcik")
    nora.select("What is wrong", "It arrived damaged")
    nora.press("Send it to the buyer")
    expect(nora.main.get_by_role("alert")).to_contain_text("Write what happened")
    nora.write("How much, in EUR", "80.00")
    nora.write("What happened", STORY)
    fits(nora)
    nora.press("Send it to the buyer")
    nora.reads("A link is on its way to Agnieszka Wójcik")

    follow_link(buyer, AGNIESZKA, "Please confirm your complaint")
    buyer.heading("Confirm your complaint")
    buyer.reads("KE-TAKEN-1", "You telephoned", "It arrived damaged", "Full refund", "80.00 EUR", STORY)
    fits(buyer)
    buyer.press("File this complaint")
    buyer.heading("Your complaint was received")
