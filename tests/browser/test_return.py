"""A return from the label to the money: the seller says how, the buyer sends, and both see every step."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, NORA, SABINE
from odr.demo.service import Running, serving
from odr.demo.stories.words import claim, of_money
from tests.browser.acts import done
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.visitor import PHONE, Visitor
from tests.conftest import DemoFolder

TO_COME = ("Address and label", "Return on its way", "Return received", "Return inspected", "Refund")


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    with serving(demo_folder("return")) as running:
        yield running


def test_a_return_from_the_label_to_the_money(people: People, service: Running) -> None:
    buyer, seller, nora = people.come(AGNIESZKA, viewport=PHONE), people.come(SABINE), people.come(NORA)
    with telling(service.url, "RETURN") as story:
        asks = claim("DAMAGED", of_money("80.00", "REFUND_ON_RETURN"))
        story.complains(AGNIESZKA, story.bought(), "The lamp is scratched.", asks)
        agreed = of_money("80.00", "REFUND_ON_RETURN", returnCost="COMPLAINANT")
        story.accepts(AGNIESZKA, story.offers(SABINE, agreed))
        case = str(story.stage.case)
    buyer.go(f"/cases/{case}/remedy")
    buyer.reads("The other side has to say where to send the goods.", "Paid by: You.", *TO_COME)
    arranges(seller, case)
    reads_how(buyer, case)
    reports(buyer, "Return on its way", "00340 4344")
    seller.go(f"/cases/{case}/remedy")
    seller.reads("00340 4344")
    reports(seller, "Return received", "")
    seller.press("Say how the goods came back")
    seller.choose("As they were sent", among="How did they come back?")
    seller.press("Report it")
    seller.reads("Looked at: As they were sent")
    buyer.go(f"/cases/{case}/remedy")
    buyer.reads("Looked at: As they were sent")
    buyer.is_pictured("Carrying out", "return-looked-at")
    is_paid(nora, case)
    for visitor in (buyer, seller):
        visitor.go(f"/cases/{case}/remedy")
        visitor.reads("Address and label", "Return on its way", "Return received", "Done")
        visitor.reads_nothing_of("Still to come")
    buyer.is_pictured("Carrying out", "return-done")


def arranges(seller: Visitor, case: str) -> None:
    """What is missing is said first, beside the field."""
    seller.go(f"/cases/{case}")
    seller.sees_first("say how the goods go back")
    seller.first_thing.get_by_role("link", name="Say how the goods go back").click()
    seller.press("Say how the goods go back")
    seller.choose("Agnieszka Wójcik", among="Who pays for sending them?")
    seller.press("Tell the sender")
    seller.reads("Write where the goods are to be sent", "Enter an amount like 5.90")
    seller.write("Return address", "Küchenwerk, Lager 2\n10115 Berlin")
    seller.write("What it costs at most, in EUR", "5.90")
    seller.write("Where the label is printed, if it is prepaid", "https://carrier.example/label/1")
    seller.write("How to pack and send, if there is something to say", "In its own box.")
    fits(seller)
    seller.press("Tell the sender")
    seller.reads("Küchenwerk, Lager 2", "At most 5.90 EUR", "Change address or label")


def reads_how(buyer: Visitor, case: str) -> None:
    buyer.go(f"/cases/{case}/remedy")
    buyer.reads("Send the goods to this address", "Küchenwerk, Lager 2", "In its own box.", "At most 5.90 EUR")
    label = buyer.main.get_by_role("link", name="Print the label")
    expect(label).to_have_attribute("href", "https://carrier.example/label/1")
    fits(buyer)
    buyer.is_pictured("Carrying out", "return-label")


def reports(visitor: Visitor, step: str, reference: str) -> None:
    visitor.press("Report the next step")
    visitor.select("Which step was taken?", step)
    visitor.write("Reference", reference)
    visitor.press("Report it")
    expect(visitor.main.get_by_role("list").filter(has_text=step).first).to_be_visible()


def is_paid(nora: Visitor, case: str) -> None:
    """The marketplace gives the money back."""
    asked = "query Owed($id: ID!) { case(id: $id) { compensation { lines { id } } } }"
    line = nora.ask(asked, id=case)["case"]["compensation"]["lines"][0]["id"]
    for step in ("SETTLING", "FULFILLED"):
        done(nora, "reportFulfilment", case=case, line=line, step=step, reference="re_1")
