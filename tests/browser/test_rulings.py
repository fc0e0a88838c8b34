"""Who decides rules on what a side claims to be confidential, by the form of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from odr.demo.orders import KUECHENWERK
from odr.demo.people import NORA, PAULO, RUTH, SABINE
from odr.demo.service import Running, serving
from tests.browser.acts import done
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_handing_in import choose, filed, photograph
from tests.browser.visitor import Visitor
from tests.conftest import DemoFolder

RULE = "Rule on a claim of confidentiality"
CANDIDATES = "query Who($of: NeutralFunction!) { neutrals(function: $of) { person name } }"
SUMMARY = "I could not send it back in March."


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    """One whose clock can be moved: nobody leaves a negotiation on its first day."""
    with serving(demo_folder("rulings")) as running:
        yield running


def appoint(nora: Visitor, case: str, function: str, name: str) -> None:
    found = nora.ask(CANDIDATES, of=function)["neutrals"]
    chosen = next(one["person"] for one in found if one["name"] == name)
    done(nora, "appointNeutral", case=case, function=function, person=chosen)


def test_a_claim_is_ruled_on_and_the_summary_stands_in_its_place(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-RULE-1", KUECHENWERK)
    case = buyer.page.url.split("/")[-2]
    seller, nora = people.come(SABINE), people.come(NORA)
    done(seller, "answerComplaint", case=case, position="DISPUTES", statement="It left us whole.")
    done(buyer, "escalateComplaint", case=case, reasons="It did not arrive whole.")
    done(nora, "admitCase", case=case)
    buyer.forward(4, "One day forward")
    done(buyer, "leaveNegotiation", case=case)
    appoint(nora, case, "MEDIATOR", PAULO.name)
    done(people.come(PAULO), "endMediation", case=case)
    done(buyer, "requestDecision", case=case)
    appoint(nora, case, "DECIDER", RUTH.name)
    claimed(buyer, case, tmp_path)
    ruth = people.come(RUTH)
    ruth.go(f"/desk/{case}/evidence")
    expect(ruth.main.get_by_role("region", name="Evidence before everybody")).to_be_visible()
    fits(ruth)
    ruth.go(f"/desk/{case}")
    ruth.desk_act(RULE)
    ruth.reads("letter.jpg", "It names my doctor.", SUMMARY)
    ruth.press("Rule on it")
    expect(ruth.main.get_by_role("alert")).to_contain_text("Choose one.")
    ruth.choose("Yes: the summary stands in its place")
    ruth.write("Why?", "They are no party here.")
    fits(ruth)
    ruth.press("Rule on it")
    ruth.reads("Ruled to be confidential", "They are no party here.")
    expect(ruth.main.get_by_role("link", name=RULE)).to_have_count(0)
    seller.go(f"/cases/{case}/evidence")
    seller.reads("A confidential exhibit, in summary", SUMMARY, "C-1")
    seller.reads_nothing_of("letter.jpg", "It names my doctor.")


def claimed(buyer: Visitor, case: str, folder: Path) -> None:
    buyer.go(f"/cases/{case}/evidence")
    choose(buyer, photograph(folder, "letter.jpg", 120))
    buyer.press("Hand it in")
    buyer.follow("Claim that an exhibit is confidential")
    buyer.write("Why must the other side not read it?", "It names my doctor.")
    buyer.write("What may the other side read in its place?", SUMMARY)
    buyer.press("Give it to who decides only")
    buyer.reads("to be ruled on")
