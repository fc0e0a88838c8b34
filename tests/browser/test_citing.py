"""An answer and a clarification rest on exhibits: they are chosen by number, and lead to what they name."""

import re
from pathlib import Path

from playwright.sync_api import expect

from odr.demo.orders import KUECHENWERK
from odr.demo.people import NORA, SABINE
from tests.browser.acts import done
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_handing_in import choose, filed, photograph
from tests.browser.visitor import Visitor

CITE = "Name exhibits that this rests on"


def cite(visitor: Visitor, number: str) -> None:
    visitor.main.get_by_text(CITE, exact=True).click()
    visitor.main.get_by_role("checkbox", name=re.compile(rf"^{number} ")).check()


def test_an_answer_and_a_clarification_cite_an_exhibit_and_lead_to_it(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-CITE-1", KUECHENWERK)
    case = buyer.page.url.split("/")[-2]
    seller, nora = people.come(SABINE), people.come(NORA)
    seller.go(f"/cases/{case}/do/ANSWER_COMPLAINT")
    expect(seller.main.get_by_text(CITE, exact=True)).to_have_count(0)
    choose(buyer, photograph(tmp_path, "crack.jpg", 120))
    buyer.press("Hand it in")
    buyer.press("Show it to the other side")
    buyer.press("Show it to everybody in the case")
    buyer.reads("C-1")
    seller.go(f"/cases/{case}/do/ANSWER_COMPLAINT")
    seller.choose("We dispute the complaint")
    seller.write("Your statement", "The picture shows a scratch.")
    cite(seller, "C-1")
    fits(seller)
    seller.press("Send the answer")
    said = seller.main.get_by_role("article").filter(has_text="The picture shows a scratch.")
    expect(said.get_by_role("link", name="C-1")).to_be_visible()
    done(buyer, "escalateComplaint", case=case, reasons="It is a crack.")
    done(nora, "askClarification", case=case, about="COMPLAINT", what="Where does it begin?")
    buyer.go(f"/cases/{case}/do/GIVE_CLARIFICATION")
    buyer.write("What do you mean?", "At the neck, as the picture shows.")
    cite(buyer, "C-1")
    fits(buyer)
    buyer.press("Send")
    clearer = buyer.main.get_by_role("article").filter(has_text="At the neck, as the picture shows.")
    clearer.get_by_role("link", name="C-1").click()
    buyer.heading("Looking at evidence")
    nora.go(f"/desk/{case}")
    told = nora.main.get_by_role("article").filter(has_text="The picture shows a scratch.")
    expect(told).to_contain_text("C-1")
    expect(told.get_by_role("link", name="C-1")).to_have_count(0)
