"""Somebody asks for something to be erased, and the desk answers: both by the forms, and both sides read it."""

from playwright.sync_api import expect

from odr.demo.orders import KUECHENWERK
from odr.demo.people import NORA, SABINE
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_handing_in import filed
from tests.browser.visitor import Visitor

ASK, ANSWER = "Ask for something to be erased", "Answer a wish to erase"
SAID, WHY, REASONS = "It is cracked.", "A court orders it.", "The order is on file."


def test_a_wish_to_erase_is_asked_for_denied_asked_for_again_and_granted(people: People) -> None:
    buyer = filed(people, "KE-ERASE-1", KUECHENWERK)
    case = buyer.page.url.split("/")[-2]
    nora, seller = people.come(NORA), people.come(SABINE)
    ask(buyer, case)
    answer(nora, case, "Keep it", "We have not seen the order.")
    buyer.go(f"/cases/{case}")
    buyer.reads(SAID)
    ask(buyer, case)
    answer(nora, case, "Erase it", REASONS)
    for reader, path in ((buyer, "cases"), (seller, "cases"), (nora, "desk")):
        reader.go(f"/{path}/{case}")
        reader.reads("These words were erased")
        reader.reads_nothing_of(SAID)


def ask(buyer: Visitor, case: str) -> None:
    buyer.go(f"/cases/{case}")
    buyer.follow(ASK)
    buyer.press(ASK)
    expect(buyer.main.get_by_role("alert")).to_contain_text("Choose a ground.")
    buyer.select("What do you mean?", "The complaint")
    buyer.choose("It is not needed any more")
    fits(buyer)
    buyer.press(ASK)
    expect(buyer.main.get_by_role("alert")).to_contain_text("while the case runs")
    buyer.choose("A court or an authority orders it")
    buyer.write("Why, if you like to say so", WHY)
    buyer.press(ASK)
    buyer.sees_first("")


def answer(nora: Visitor, case: str, how: str, reasons: str) -> None:
    nora.go(f"/desk/{case}")
    nora.desk_act(ANSWER)
    nora.reads(WHY, "A court or an authority orders it")
    nora.press(ANSWER)
    expect(nora.main.get_by_role("alert")).to_contain_text("Choose whether it is erased.")
    nora.choose(how)
    nora.write("Reasons", reasons)
    fits(nora)
    nora.press(ANSWER)
    nora.sees_first("")
    expect(nora.main.get_by_role("link", name=ANSWER)).to_have_count(0)
