"""Money that was said to be on its way did not arrive: whoever is owed it says so, and everybody reads what follows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, NORA, SABINE
from odr.demo.service import Running, serving
from odr.demo.stories.words import claim, of_money
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.test_return import reports
from tests.browser.visitor import PHONE, Visitor
from tests.conftest import DemoFolder

BUYER, SELLER = AGNIESZKA.name, "Küchenwerk OHG"
NOTHING_CAME = "Nothing is on my account."
DENIES = f"{BUYER} says that it did not arrive. It is owed again"


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    with serving(demo_folder("denial")) as running:
        yield running


def test_what_was_said_to_be_on_its_way_did_not_arrive(people: People, service: Running) -> None:
    buyer, seller = people.come(AGNIESZKA, viewport=PHONE), people.come(SABINE, viewport=PHONE)
    with telling(service.url, "DENIAL") as story:
        asks = claim("DAMAGED", of_money("50.00", "REFUND_PARTIAL"))
        story.complains(AGNIESZKA, story.bought(), "The lamp is scratched.", asks)
        story.accepts(AGNIESZKA, story.offers(SABINE, of_money("50.00", "REFUND_PARTIAL")))
        case = str(story.stage.case)
    remedy = f"/cases/{case}/remedy"
    seller.go(remedy)
    reports(seller, "Under way", "bank 7")
    seller.reads("Whoever it is for says whether it arrived.")
    seller.sees_first(f"{BUYER} says next whether it arrived.")
    buyer.go(remedy)
    buyer.sees_first("It is your turn: say whether it arrived.")
    buyer.reads(f"{SELLER} did this, and says that it is on its way. Did it arrive?")
    denies(buyer)
    buyer.reads("It did not arrive", "You said that it did not arrive.", f"{SELLER} has to look where it is")
    buyer.sees_first(f"{SELLER} carries out the next step.", "days left")
    buyer.reads_nothing_of("Failed", "Did it arrive?")
    fits(buyer)
    seller.go(remedy)
    seller.reads("It did not arrive", DENIES, NOTHING_CAME)
    seller.sees_first("It is your turn: carry out what was agreed", "days left")
    seller.reads_nothing_of("Failed", "Whoever it is for says")
    fits(seller)
    nora = people.come(NORA)
    nora.go(f"/desk/{case}/remedy")
    nora.reads(DENIES, f"{SELLER} has to look where it is")
    arrives(buyer, seller, remedy)


def denies(buyer: Visitor) -> None:
    """In words: without any, what is missing is said beside the field."""
    buyer.press("Report the next step")
    buyer.select("Which step was taken?", "It did not arrive")
    buyer.press("Report it")
    expect(buyer.main.get_by_role("alert")).to_contain_text("That it did not arrive needs reasons")
    fits(buyer)
    buyer.write("What you looked at, and what is missing", NOTHING_CAME)
    buyer.press("Report it")
    buyer.reads(NOTHING_CAME)


def arrives(buyer: Visitor, seller: Visitor, remedy: str) -> None:
    """The second time it does; what was said before stays readable."""
    reports(seller, "Under way", "bank 8")
    buyer.go(remedy)
    buyer.reads_nothing_of("You said that it did not arrive.")
    reports(buyer, "Done", "")
    for visitor in (buyer, seller):
        visitor.go(remedy)
        visitor.sees_first("The case is closed.")
        visitor.reads("bank 7", "It did not arrive", NOTHING_CAME, "bank 8", "Done")
