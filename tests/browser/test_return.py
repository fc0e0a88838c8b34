"""A return from the label to the money: the seller says how, the buyer sends, and both see every step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, NORA, SABINE
from odr.demo.service import Running, serving
from odr.demo.stories.words import claim, of_money
from tests.browser.acts import done
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.test_handing_in import choose, photograph
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


def test_a_label_that_is_handed_in_a_nudge_and_an_answer_in_time(
    people: People, service: Running, tmp_path: Path
) -> None:
    buyer, seller = people.come(AGNIESZKA, viewport=PHONE), people.come(SABINE)
    with telling(service.url, "LABEL") as story:
        asks = claim("DAMAGED", of_money("80.00", "REFUND_ON_RETURN"))
        story.complains(AGNIESZKA, story.bought(), "The lamp is scratched.", asks)
        story.accepts(AGNIESZKA, story.offers(SABINE, of_money("80.00", "REFUND_ON_RETURN")))
        case = str(story.stage.case)
    remedy = f"/cases/{case}/remedy"
    buyer.go(remedy)
    buyer.reads("You can remind the other side from")
    buyer.forward(2)
    buyer.go(remedy)
    buyer.press("Remind the other side of its next step")
    buyer.reads("Reminded: ", "You can remind the other side from")
    fits(buyer)
    shows_label(seller, case, photograph(tmp_path, "label.jpg", 300))
    buyer.go(remedy)
    prints(buyer)
    reports(buyer, "Return on its way", "00340 4345")
    seller.go(remedy)
    reports(seller, "Return received", "")
    seller.press("Say how the goods came back")
    seller.choose("Damaged, and not as the complaint says", among="How did they come back?")
    seller.write("What differs from what was sent?", "It is broken in two.")
    seller.press("Report it")
    seller.reads("Whoever sent them has not answered.", "They can answer by the end of")
    buyer.go(remedy)
    buyer.press("Answer what was found")
    buyer.write("How was it?", "It left us whole.")
    buyer.main.get_by_role("button", name="Answer what was found").click()
    buyer.reads("Whoever sent them does not agree. All of it is owed.")
    buyer.reads_nothing_of("They can answer")


def prints(buyer: Visitor) -> None:
    """The page of the label, in a tab of its own; a link that is over does not keep anybody from it."""
    first = prints_page(buyer)
    buyer.forward(1, "One day forward")
    assert buyer.page.request.get(first).status == 410
    assert prints_page(buyer) != first
    fits(buyer)


def prints_page(buyer: Visitor) -> str:
    with buyer.page.expect_popup() as opened:
        buyer.press("Print page 1")
    tab = opened.value
    expect(tab.locator("img")).to_be_visible()
    address = tab.url
    tab.close()
    return address


def shows_label(seller: Visitor, case: str, label: Path) -> None:
    """A picture is handed in, shown to the other side, and chosen as the label."""
    seller.go(f"/cases/{case}")
    seller.part("Evidence")
    choose(seller, label)
    seller.press("Hand it in")
    seller.press("Show it to the other side")
    seller.press("Show it to everybody in the case")
    seller.reads("R-1")
    seller.go(f"/cases/{case}/remedy")
    seller.press("Say how the goods go back")
    seller.write("Return address", "Küchenwerk, Lager 2")
    seller.select("Or the exhibit that is the label", "R-1 label.jpg")
    fits(seller)
    seller.press("Tell the sender")
    seller.reads("Change address or label")


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
