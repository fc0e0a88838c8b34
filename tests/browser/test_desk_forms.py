"""What a desk does with the forms that parties have too: tell of a proceeding elsewhere, correct one's own words."""

from playwright.sync_api import expect

from odr.demo.people import MARIAM, NORA, PAULO
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.visitor import case_of

TELL, END = "Tell of a bank, an insurer or a court", "Tell how it ended elsewhere"


def test_an_administrator_tells_of_an_insurer_and_how_it_ended(people: People) -> None:
    nora, buyer = people.come(NORA), people.come(MARIAM)
    case = case_of(nora, "Game key")
    nora.go(f"/desk/{case}")
    nora.desk_act(TELL)
    nora.press("Report it")
    expect(nora.main.get_by_role("alert")).to_contain_text("Choose what it is")
    nora.choose("An insurer")
    nora.write("Who deals with it?", "Nordlicht Versicherung")
    nora.write("Its number there", "NV-7")
    nora.write("When did it begin?", "2026-01-05")
    fits(nora)
    nora.press("Report it")
    nora.sees_first("")
    nora.reads("Nordlicht Versicherung, NV-7")
    buyer.go(f"/cases/{case}")
    buyer.reads("Nordlicht Versicherung, NV-7")
    nora.desk_act(END)
    nora.choose("It was withdrawn")
    nora.write("When did it end?", "2026-01-06")
    nora.press("Report it")
    nora.reads("It ended on 2026-01-06")


def test_a_mediator_corrects_a_message_of_their_own_and_no_other_one(people: People) -> None:
    paulo = people.come(PAULO)
    case = case_of(paulo, "Two nights")
    said = paulo.ask("query ($c: ID!) { case(id: $c) { messages { words from { you } } } }", c=case)["case"]["messages"]
    own = [one["words"] for one in said if one["from"]["you"]]
    paulo.go(f"/desk/{case}")
    paulo.desk_act("Correct something you said")
    choices = paulo.main.get_by_label("What do you mean?").locator("option")
    expect(choices).to_have_count(len(own) + 1)
    paulo.select("What do you mean?", choices.nth(1).inner_text())
    paulo.write("How it reads from now on", "I meant Tuesday.")
    fits(paulo)
    paulo.press("Correct something you said")
    expect(paulo.main.get_by_label("How it reads from now on")).to_have_count(0)
    paulo.part("Messages")
    paulo.reads("Corrected", "I meant Tuesday.")
