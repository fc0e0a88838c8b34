"""Every page holds what the interface promises: on a phone, by keyboard, in light and dark, when something is wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from odr.demo.people import (
    AGNIESZKA,
    CAMILLE,
    EDDA,
    HANA,
    LENA,
    LUIS,
    MARIAM,
    NORA,
    PAULO,
    RUTH,
    SABINE,
    DemoPerson,
)
from tests.browser.conftest import People
from tests.browser.visitor import PHONE, Visitor, case_of

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BROAD = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOUND = """
async (only) => (await axe.run(document, {runOnly: only, resultTypes: ["violations"]})).violations.flatMap(
    ({id, help, nodes}) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`))
"""
PARTS = """query Parts($case: ID!) { case(id: $case) { offers { id standing } proposals { id } } }"""
ORDERS = """query { orders(first: 50) { edges { node { id number } } } }"""

PARTY_PAGES = ("", "/messages", "/offers", "/evidence", "/timeline", "/order", "/record")
OF_PARTIES = tuple(f"/cases/{{case}}{part}" for part in PARTY_PAGES)
PAGES: dict[str, tuple[DemoPerson | None, str, tuple[str, ...]]] = {
    "nobody": (None, "", ("/", "/sign-in", "/register", "/recover", "/nowhere", "/invitation?token=none")),
    "buyer in mediation": (
        AGNIESZKA,
        "Two nights",
        (*OF_PARTIES, "/cases/{case}/messages/CAUCUS_COMPLAINANT", "/cases/{case}/proposals/{proposal}"),
    ),
    "buyer at home": (MARIAM, "Game key", ("/cases", "/orders", "/account", "/notices", "/cases/{case}/receipt")),
    "seller with an offer": (
        SABINE,
        "Kettle",
        (
            "/cases/{case}",
            "/cases/{case}/offers/{offer}",
            "/cases/{case}/offers/{offer}/accept",
            "/cases/{case}/offers/new",
        ),
    ),
    "seller who answers": (LUIS, "Game key", ("/cases/{case}", "/cases/{case}/do/ANSWER_COMPLAINT")),
    "buyer whose case is closed": (CAMILLE, "Guided tour", ("/cases/{case}", "/cases/{case}/remedy")),
    "mediator": (
        PAULO,
        "Two nights",
        ("/desk", "/desk/{case}", "/desk/{case}/messages/CAUCUS_RESPONDENT", "/desk/{case}/act/END_MEDIATION"),
    ),
    "administrator": (NORA, "Kettle", ("/desk", "/desk/{case}", "/desk/{case}/timeline")),
    "decider without a case": (RUTH, "", ("/desk",)),
    "registrar": (EDDA, "", ("/desk",)),
    "regulator": (LENA, "", ("/exports",)),
}


def places(visitor: Visitor, title: str) -> dict[str, str]:
    """What an address can name: the case, its open offer, its proposal."""
    if not title:
        return {}
    case = case_of(visitor, title)
    parts = visitor.ask(PARTS, case=case)["case"]
    offers = [one["id"] for one in parts["offers"] if one["standing"] == "OPEN"]
    proposals = [one["id"] for one in parts["proposals"]]
    return {"case": case, "offer": next(iter(offers), ""), "proposal": next(iter(proposals), "")}


def violations(visitor: Visitor, *, dark: bool) -> list[str]:
    """What axe finds; in the dark only colours are different."""
    page = visitor.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    only = {"type": "rule", "values": ["color-contrast"]} if dark else {"type": "tag", "values": RULES}
    found: list[str] = page.evaluate(FOUND, only)
    return [f"{page.url} {'dark' if dark else 'light'}: {one}" for one in found]


@pytest.mark.parametrize("part", PAGES)
def test_pages_fit_a_phone_and_axe_finds_nothing(part: str, people: People) -> None:
    who, title, addresses = PAGES[part]
    visitor = people.come(who, name=part, viewport=PHONE)
    named = places(visitor, title)
    wrong = []
    for address in addresses:
        visitor.go(address.format(**named))
        visitor.page.evaluate(AXE.read_text("utf-8"))
        too_broad = visitor.page.evaluate(BROAD)
        wrong += [f"{visitor.page.url} is {too_broad} px too broad"] if too_broad > 0 else []
        wrong += violations(visitor, dark=False) + violations(visitor, dark=True)
    assert not wrong, "\n".join(wrong)


def tab_to(visitor: Visitor, wanted: Locator) -> None:
    """With the Tab key alone, from wherever the focus is."""
    expect(wanted).to_be_visible()
    for _ in range(80):
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
        visitor.page.keyboard.press("Tab")
    raise AssertionError(f"The Tab key never comes to {wanted}")


def order_of(visitor: Visitor, number: str) -> str:
    found = [edge["node"] for edge in visitor.ask(ORDERS)["orders"]["edges"]]
    return str(next(one["id"] for one in found if one["number"] == number))


def test_a_complaint_is_filed_by_keyboard_alone(people: People) -> None:
    buyer = people.come(AGNIESZKA, viewport=PHONE)
    buyer.go("/orders")
    keys = buyer.page.keyboard
    tab_to(buyer, buyer.main.get_by_role("link", name=re.compile("Complain about this order.*KE-1001")))
    keys.press("Enter")

    def answer(question: str, control: Callable[[], Locator], words: str = " ") -> None:
        buyer.heading(question)
        tab_to(buyer, control())
        keys.type(words)
        tab_to(buyer, buyer.main.get_by_role("button", name="Continue"))
        keys.press("Enter")

    def radio(name: str) -> Callable[[], Locator]:
        return lambda: buyer.main.get_by_role("radio", name=name).first

    answer("What is the complaint about?", radio("Table lamp"))
    answer("What happened?", radio("It did not arrive"))
    answer("What would put it right?", radio("Full refund"))
    answer("Tell us more", lambda: buyer.main.get_by_role("textbox", name="Tell us more"), "It never came.")
    answer("Have you told the other side about it?", radio("Yes"))
    answer("Is anybody else dealing with this?", lambda: buyer.main.get_by_role("radio", name="Yes"))
    answer("Do you need anything", lambda: buyer.main.get_by_role("textbox", name="Do you need anything"), "No.")
    answer("Are your details right?", lambda: buyer.main.get_by_role("checkbox", name="These details are right"))
    buyer.heading("Check your answers")
    tab_to(buyer, buyer.main.get_by_role("button", name="Send the complaint"))
    keys.press("Space")
    buyer.heading("Your complaint was received")


def test_bad_input_is_told_in_one_place_and_what_was_typed_stays(people: People) -> None:
    visitor = people.come()
    visitor.go("/register")
    visitor.write("Your name", "Ada Example")
    visitor.write("Password", "too short")
    visitor.press("Register")
    summary = visitor.main.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("3 things need mending")
    expect(visitor.main.get_by_label("Your name")).to_have_value("Ada Example")
    expect(visitor.main.get_by_label("Password")).to_have_value("too short")
    expect(visitor.main.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    visitor.follow("Choose a password of at least 15 characters", summary)
    expect(visitor.main.get_by_label("Password")).to_be_focused()


def test_what_the_service_refuses_is_told_the_same_way(people: People) -> None:
    visitor = people.come()
    visitor.go("/sign-in")
    visitor.write("E-mail", AGNIESZKA.email)
    visitor.write("Password", "not the password at all")
    visitor.press("Sign in")
    expect(visitor.main.get_by_role("alert")).to_be_focused()
    expect(visitor.main.get_by_label("E-mail")).to_have_value(AGNIESZKA.email)


def test_a_complaint_that_was_begun_is_there_after_a_reload(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    buyer.go(f"/orders/{order_of(buyer, 'KE-1005')}/complaint")
    buyer.choose("Cutlery, 24 pieces")
    buyer.press("Continue")
    buyer.choose("It did not arrive")
    buyer.reads("Saved on this device.")
    buyer.page.reload()
    buyer.heading("What happened?")
    expect(buyer.main.get_by_role("radio", name="It did not arrive")).to_be_checked()
    buyer.follow("Back")
    expect(buyer.main.get_by_role("radio", name="Cutlery, 24 pieces")).to_be_checked()


def test_a_new_person_registers_and_reads_what_comes_first(people: People) -> None:
    visitor = people.come(name="Ada Example", viewport=PHONE)
    register(visitor, "ada@example.org")
    for address, words in (("/cases", "No cases yet"), ("/orders", "No orders yet"), ("/notices", "Nothing yet")):
        visitor.go(address)
        visitor.reads(words)
    visitor.go("/cases")
    visitor.follow("Look at my orders")
    visitor.heading("My orders")


def register(visitor: Visitor, email: str) -> None:
    """By the form and the link that comes by mail, then signed in."""
    visitor.go("/register")
    visitor.write("Your name", visitor.name)
    visitor.write("E-mail", email)
    visitor.write("Password", "four words of a poem")
    visitor.select("Country", "Poland")
    visitor.press("Register")
    visitor.reads(f"We sent a link to {email}.")
    visitor.page.goto("/demo/mail")
    mails = visitor.page.get_by_role("listitem").filter(has_text=f"To {email},")
    visitor.wait_reloading(mails)
    mails.get_by_role("link").first.click()
    visitor.page.get_by_role("link", name="/confirm-email").click()
    visitor.press("Confirm my address")
    visitor.follow("Sign in")
    visitor.write("E-mail", email)
    visitor.write("Password", "four words of a poem")
    visitor.press("Sign in")
    visitor.heading("My cases")


def test_a_service_that_cannot_be_reached_is_told_and_tried_again(people: People) -> None:
    buyer = people.come(CAMILLE)
    case = case_of(buyer, "Kettle")
    buyer.page.route("**/graphql", lambda route: route.abort())
    buyer.page.goto(f"/cases/{case}")
    expect(buyer.main.get_by_role("alert")).to_contain_text("The service could not be reached.")
    buyer.page.unroute("**/graphql")
    buyer.press("Try again")
    buyer.heading("Kettle")
    assert all("ERR_FAILED" in trouble for trouble in buyer.troubles)
    buyer.troubles.clear()


def test_an_act_that_did_not_arrive_loses_nothing_and_is_done_once(people: People) -> None:
    buyer = people.come(CAMILLE)
    buyer.go(f"/cases/{case_of(buyer, 'Kettle')}/messages")
    words = "Is anybody there?"
    buyer.write("Your message", words)
    buyer.page.route("**/graphql", lambda route: route.abort())
    buyer.press("Send")
    expect(buyer.main.get_by_role("alert")).to_contain_text("The service could not be reached")
    expect(buyer.main.get_by_label("Your message")).to_have_value(words)
    buyer.page.unroute("**/graphql")
    buyer.press("Send")
    expect(buyer.main.get_by_role("listitem").filter(has_text=words)).to_have_count(1)
    expect(buyer.main.get_by_label("Your message")).to_have_value("")
    buyer.troubles.clear()


def test_what_is_not_there_is_told_in_one_way(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    for address in ("/nowhere", "/cases/none", "/desk/none/act/ADMIT_CASE"):
        buyer.go(address)
        buyer.heading("Nothing found here")
    buyer.follow("Go to the start page")
    buyer.heading("My cases")


def test_a_case_of_others_is_not_there_either(people: People) -> None:
    others, buyer = people.come(CAMILLE), people.come(AGNIESZKA)
    buyer.go(f"/cases/{case_of(others, 'Kettle')}")
    buyer.heading("Nothing found here")
    buyer.reads_nothing_of("Kettle")


def test_whoever_must_sign_in_first_comes_back_to_the_page(people: People) -> None:
    visitor = people.come()
    visitor.page.goto("/notices")
    visitor.heading("Sign in")
    visitor.write("E-mail", HANA.email)
    visitor.write("Password", HANA.password)
    visitor.press("Sign in")
    visitor.heading("Notices")
