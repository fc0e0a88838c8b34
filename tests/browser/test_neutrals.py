"""A neutral says when they are away and what they speak; whoever appoints sees it."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, EDDA, NORA, PAULO
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.visitor import PHONE


def test_what_a_neutral_says_of_themselves_is_seen_by_whoever_appoints(people: People) -> None:
    paulo, nora, edda = people.come(PAULO, viewport=PHONE), people.come(NORA), people.come(EDDA, viewport=PHONE)
    paulo.go("/desk")
    paulo.follow("You as a neutral")
    paulo.heading("You as a neutral")
    paulo.reads("No absence is known.", "Nothing was written down", "None was recorded.")
    paulo.press("Say that I am away")
    expect(paulo.main.get_by_role("alert")).to_contain_text("Enter the first day")
    paulo.choose("Portuguese")
    paulo.choose("English")
    paulo.press("Save")
    paulo.reads("Saved")
    year = paulo.ask("query { demo { now } }")["demo"]["now"][:4]
    paulo.write("First day away", f"{int(year) + 1}-03-02")
    paulo.write("Last day away", f"{int(year) + 1}-03-08")
    paulo.press("Say that I am away")
    paulo.reads("Away:", "2 March", "by the end of Mon 8 March")
    fits(paulo)
    nora.go("/desk")
    nora.follow("Neutrals")
    row = nora.main.get_by_role("listitem").filter(has_text=PAULO.name)
    expect(row).to_contain_text("English, Portuguese")
    expect(row).to_contain_text("Away:")
    expect(row.get_by_role("link")).to_have_count(0)
    edda.go("/neutrals")
    fits(edda)
    edda.follow(PAULO.name)
    edda.heading(PAULO.name)
    edda.reads("English, Portuguese", "9 March", "this service")
    fits(edda)
    paulo.press("I am back, or not away at all")
    paulo.reads("No absence is known.")


def test_nobody_else_has_these_pages(people: People) -> None:
    buyer, neutral = people.come(AGNIESZKA), people.come(PAULO)
    for visitor, addresses in ((buyer, ("/neutral", "/neutrals")), (neutral, ("/neutrals", "/neutrals/none"))):
        for address in addresses:
            visitor.go(address)
            visitor.heading("Nothing found here")
