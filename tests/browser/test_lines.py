"""What is owed, line by line: the forms of several lines at once, by keyboard, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, SABINE
from odr.demo.service import Running, serving
from odr.demo.stories.words import claim, of_money
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.visitor import PHONE, Visitor
from tests.conftest import DemoFolder

DOUBLED = """() => {
    const ids = [...document.querySelectorAll("[id]")].map(({id}) => id)
    return ids.filter((id, at) => ids.indexOf(id) !== at)
}"""
REPORT, ARRANGE = "Report the next step", "Say how the goods go back"


@pytest.fixture(scope="module")
def service(demo_folder: DemoFolder) -> Iterator[Running]:
    with serving(demo_folder("lines")) as running:
        yield running


def test_the_forms_of_several_lines_are_open_at_once(people: People, service: Running) -> None:
    buyer, seller = people.come(AGNIESZKA, viewport=PHONE), people.come(SABINE, viewport=PHONE)
    with telling(service.url, "LINES") as story:
        story.complains(AGNIESZKA, story.bought(), "The lamp is scratched.", claim("DAMAGED", of_money("50.00")))
        back = (of_money("30.00", "REFUND_ON_RETURN"), of_money("25.00", "REFUND_ON_RETURN"))
        story.accepts(AGNIESZKA, story.offers(SABINE, of_money("20.00"), *back))
        case = str(story.stage.case)
    for visitor in (buyer, seller):
        visitor.go(f"/cases/{case}/remedy")
        fits(visitor)
    opens_all(seller, ARRANGE, 2)
    opens_all(seller, REPORT, 3)
    assert seller.page.evaluate(DOUBLED) == []
    fits(seller)
    last = seller.main.locator("form").filter(has=seller.page.get_by_role("button", name="Tell the sender")).last
    seller.press("Tell the sender", last)
    expect(last.get_by_role("alert")).to_be_focused()
    last.get_by_role("link", name="Write where the goods are to be sent").click()
    expect(last.get_by_label("Return address", exact=True)).to_be_focused()


def opens_all(visitor: Visitor, name: str, many: int) -> None:
    """By keyboard; each time the focus is in the form that opened."""
    buttons = visitor.main.get_by_role("article").get_by_role("button", name=name, exact=True)
    expect(buttons).to_have_count(many)
    for left in range(many, 0, -1):
        buttons.first.press("Enter")
        expect(buttons).to_have_count(left - 1)
        expect(visitor.main.locator("form :focus")).to_have_count(1)


def test_what_cannot_be_read_again_stays_on_the_page_with_what_was_begun(people: People, service: Running) -> None:
    seller = people.come(SABINE, viewport=PHONE)
    with telling(service.url, "AWAY") as story:
        story.complains(AGNIESZKA, story.bought(), "The lamp is scratched.", claim("DAMAGED", of_money("50.00")))
        story.accepts(AGNIESZKA, story.offers(SABINE, of_money("20.00")))
        case = str(story.stage.case)
    seller.page.clock.install()
    seller.go(f"/cases/{case}/remedy")
    seller.press(REPORT)
    seller.select("Which step was taken?", "Under way")
    seller.main.get_by_label("Which step was taken?", exact=True).blur()
    seller.page.route("**/graphql", lambda route: route.abort())
    seller.page.clock.run_for(121_000)
    away = seller.page.get_by_role("status").filter(has_text="What stands here may be out of date.")
    expect(away).to_be_visible()
    expect(seller.main.get_by_label("Which step was taken?", exact=True)).to_have_value("SETTLING")
    fits(seller)
    seller.page.unroute("**/graphql")
    seller.press("Try again", away)
    expect(away).to_have_count(0)
    expect(seller.main.get_by_label("Which step was taken?", exact=True)).to_have_value("SETTLING")
    seller.troubles.clear()
