"""Three buyers, one trader, one fault: proposed together, one objects, one text decides the other two."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from odr.demo.orders import KUECHENWERK
from odr.demo.people import AGNIESZKA, CAMILLE, MARIAM, NORA, RUTH, DemoPerson
from odr.demo.service import Running, serving
from odr.demo.stories.words import Story, claim, of_money
from tests.browser.acts import assert_acts_fit
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.visitor import PHONE, Visitor
from tests.conftest import DemoFolder

ALIKE = "Three buyers complain that the same lamp flickers."
OBJECT = "Object: handle my case by itself"
RULINGS = (
    (AGNIESZKA, "The complaint is granted in part", "Partial refund", "40.00"),
    (CAMILLE, "The complaint is granted", "Full refund", "80.00"),
)


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    """A service of its own: time goes by until the decision."""
    with serving(demo_folder("bundles")) as running:
        yield running


def test_similar_cases_are_handled_together_and_decided_in_one_text(people: People, service: Running) -> None:
    nora, mariam = people.come(NORA), people.come(MARIAM, viewport=PHONE)
    with telling(service.url, "BUNDLE") as story:
        first, second, third = (complains(story, who) for who in (AGNIESZKA, CAMILLE, MARIAM))
        path = proposed(nora)
        objected(mariam, third)
        nora.go(path)
        nora.reads("2 cases", "by itself", "In these cases nobody is to be appointed at this moment.")
        until_somebody_is_appointed(story, first, second)
        nora.page.context.clear_cookies()
        nora.sign_in(NORA)
        appointed(nora, path)
        until_the_decision(story, first, second)
    decided(people.come(RUTH), first, path)
    for who, case, amount in ((AGNIESZKA, first, "40.00 EUR"), (CAMILLE, second, "80.00 EUR")):
        buyer = people.come(who, viewport=PHONE)
        buyer.go(f"/cases/{case}")
        buyer.reads("They were decided in one text.", amount)


def complains(story: Story, who: DemoPerson) -> str:
    story.buyer = who
    story.complains(who, story.bought(), "The lamp flickers.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    return story.stage.case


def proposed(nora: Visitor) -> str:
    """The way to the bundle."""
    nora.go("/desk")
    nora.follow("Cases handled together")
    alike = nora.main.get_by_role("region", name=KUECHENWERK.name)
    expect(alike.get_by_role("checkbox")).to_have_count(3)
    nora.press("Propose to handle 3 cases together")
    expect(nora.main.get_by_role("alert")).to_contain_text("Say why the cases are handled together")
    nora.write("Why are they alike?", ALIKE)
    fits(nora)
    nora.press("Propose to handle 3 cases together")
    nora.heading(f"Cases against {KUECHENWERK.name}")
    nora.reads("3 cases", ALIKE)
    expect(nora.main.get_by_role("article")).to_contain_text([AGNIESZKA.name, CAMILLE.name, MARIAM.name])
    fits(nora)
    return urlsplit(nora.page.url).path


def objected(mariam: Visitor, case: str) -> None:
    mariam.go(f"/cases/{case}")
    together = mariam.main.get_by_role("region", name="Handled together with similar cases: 3 in all")
    expect(together).to_contain_text("Objections are possible by the end of")
    fits(mariam)
    mariam.follow(OBJECT, together)
    mariam.reads("You give no reasons.")
    mariam.press(OBJECT)
    mariam.reads("Handled by itself")
    mariam.reads_nothing_of(OBJECT)


def until_somebody_is_appointed(story: Story, *cases: str) -> None:
    """Nobody else objects, and the trader stays silent."""
    story.stage.case = cases[0]
    story.stage.move_past(NORA, "bundle.object", "nobody else objected")
    for story.stage.case in cases:
        story.stage.on_case(NORA, "admitCase")
    story.stage.move_past(NORA, "response", "the trader stays silent")


def appointed(nora: Visitor, path: str) -> None:
    nora.go(path)
    nora.press("Appoint in 2 cases")
    expect(nora.main.get_by_role("alert")).to_be_focused()
    nora.select("Who?", RUTH.name)
    nora.press("Appoint in 2 cases")
    nora.reads("Appointed in every case.")
    expect(nora.main.get_by_role("article").filter(has_text=RUTH.name)).to_have_count(2)


def until_the_decision(story: Story, *cases: str) -> None:
    story.stage.move_past(NORA, "evidence.collect", "the time for evidence is over")
    for story.stage.case in cases:
        story.stage.on_case(RUTH, "completeFile")


def decided(ruth: Visitor, case: str, path: str) -> None:
    assert_acts_fit(ruth, f"/desk/{case}")
    ruth.desk_act("Decide these cases together")
    expect(ruth.page).to_have_url(re.compile(re.escape(path)))
    ruth.press("Issue the decision in 2 cases")
    expect(ruth.main.get_by_role("alert")).to_contain_text("Each issue needs a question, a finding and a rule")
    ruth.write("Question", "Does the lamp flicker?")
    ruth.write("Finding", "Nobody denies it.")
    ruth.write("Rule applied", "Directive (EU) 2019/771")
    ruth.write("Reasons", "A lamp that flickers is not what was sold.")
    for who, outcome, remedy, amount in RULINGS:
        own = ruth.main.get_by_role("group", name=re.compile(who.name))
        own.get_by_text(outcome, exact=True).click()
        own.get_by_label("Remedy", exact=True).select_option(label=remedy)
        own.get_by_label("For which item?").select_option(label="Reading lamp")
        own.get_by_label("Amount in EUR").fill(amount)
    fits(ruth)
    ruth.press("Issue the decision in 2 cases")
    ruth.heading("Cases handled together")
