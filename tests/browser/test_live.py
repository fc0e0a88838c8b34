"""What one side does appears before the other, who neither reloads the page nor loses what they write."""

import pytest
from playwright.sync_api import Locator, Route, expect

from odr.demo.people import CAMILLE, SABINE
from tests.browser.conftest import People
from tests.browser.visitor import Visitor, case_of

SOON_MS = 6_000
"""Well before the page would have asked by itself."""
NEWS = "Something happened in this case. The page shows it now."


def both(people: People) -> tuple[Visitor, Visitor]:
    """Buyer and seller, each with the messages of their case before them, and told live."""
    buyer, seller = people.come(CAMILLE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    for visitor in (buyer, seller):
        with visitor.page.expect_response(lambda answer: answer.headers["content-type"].startswith("text/event")):
            visitor.go(f"/cases/{case}/messages")
    return buyer, seller


def said(visitor: Visitor, words: str) -> Locator:
    return visitor.main.get_by_role("listitem").filter(has_text=words)


def test_a_step_of_one_side_appears_on_the_open_page_of_the_other(people: People) -> None:
    buyer, seller = both(people)
    seller.page.evaluate("window.sameDocument = true")
    buyer.write("Your message", "Did my parcel reach you?")
    buyer.press("Send")
    expect(said(seller, "Did my parcel reach you?")).to_be_visible(timeout=SOON_MS)
    expect(seller.page.get_by_role("status").filter(has_text=NEWS)).to_have_count(1)
    assert seller.page.evaluate("window.sameDocument")
    expect(said(buyer, "Did my parcel reach you?")).to_be_visible()
    assert buyer.page.get_by_role("status").filter(has_text=NEWS).count() == 0  # an own act is no news


def test_the_page_does_not_move_under_somebody_who_writes(people: People) -> None:
    buyer, seller = both(people)
    begun = "We have looked at the kettle, and"
    seller.write("Your message", begun)
    field = seller.main.get_by_label("Your message", exact=True)
    field.focus()
    place = field.bounding_box()
    buyer.write("Your message", "There is one more thing.")
    buyer.press("Send")
    waits = seller.page.get_by_role("status").filter(has_text="The page waits for you, as you are writing.")
    expect(waits).to_be_visible(timeout=SOON_MS)
    assert said(seller, "There is one more thing.").count() == 0
    assert field.bounding_box() == place
    expect(field).to_be_focused()
    seller.press("Show it", waits)
    expect(said(seller, "There is one more thing.")).to_be_visible()
    expect(field).to_have_value(begun)
    expect(seller.page.get_by_role("status").filter(has_text=NEWS)).to_be_focused()
    field.fill("")


def keep_streams_out(seller: Visitor) -> None:
    """As behind a proxy that lets none through; the page's clock is the test's."""

    def answer(route: Route) -> None:
        if route.request.headers["accept"] == "text/event-stream":
            route.fulfill(status=200, body="<p>Not through this proxy.</p>")
        else:
            route.continue_()

    seller.page.clock.install()
    seller.page.route("**/graphql", answer)


def test_without_a_stream_the_page_asks_every_so_often(people: People) -> None:
    buyer, seller = people.come(CAMILLE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    keep_streams_out(seller)
    seller.go(f"/cases/{case}/messages")
    buyer.go(f"/cases/{case}/messages")
    buyer.write("Your message", "Do you hear me?")
    buyer.press("Send")
    expect(said(buyer, "Do you hear me?")).to_be_visible()
    assert said(seller, "Do you hear me?").count() == 0
    seller.page.clock.fast_forward(21_000)
    expect(said(seller, "Do you hear me?")).to_be_visible(timeout=SOON_MS)


@pytest.mark.parametrize("later", ["at intervals", "on coming back to the page"])
def test_without_a_stream_the_page_does_not_move_under_somebody_who_writes(people: People, later: str) -> None:
    buyer, seller = people.come(CAMILLE), people.come(SABINE)
    case = case_of(buyer, "Kettle")
    keep_streams_out(seller)
    seller.go(f"/cases/{case}/messages")
    seller.write("Your message", "We have not")
    field = seller.main.get_by_label("Your message", exact=True)
    field.focus()
    place = field.bounding_box()
    news = f"This was said {later}."
    buyer.go(f"/cases/{case}/messages")
    buyer.write("Your message", news)
    buyer.press("Send")
    expect(said(buyer, news)).to_be_visible()
    if later == "at intervals":
        seller.page.clock.fast_forward(21_000)
    else:
        seller.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    waits = seller.page.get_by_role("status").filter(has_text="The page waits for you, as you are writing.")
    expect(waits).to_be_visible(timeout=SOON_MS)
    assert said(seller, news).count() == 0
    assert field.bounding_box() == place
    expect(field).to_be_focused()
    seller.press("Show it", waits)
    expect(said(seller, news)).to_be_visible()
    expect(field).to_have_value("We have not")
    field.fill("")
