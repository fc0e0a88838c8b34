"""A buyer reads until when a complaint can be filed, why, and what is left where it is too late."""

from datetime import datetime
from typing import Any

from playwright.sync_api import expect

from odr.demo.orders import lamp_order
from odr.demo.people import AGNIESZKA, NORA
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.visitor import PHONE, Visitor

KNOWN = "query { orders(first: 50) { edges { node { number placedAt } } } }"
REGISTER = "mutation Register($input: RegisterOrderInput!) { registerOrder(input: $input) { order { id } } }"


def newest(administrator: Visitor) -> datetime:
    """When the newest order of the demo was placed."""
    known: list[dict[str, Any]] = administrator.ask(KNOWN)["orders"]["edges"]
    return datetime.fromisoformat(max(edge["node"]["placedAt"] for edge in known))


def ordered_years_ago(administrator: Visitor, years: int) -> str:
    """The id of a lamp's order, so many years before the newest one of the demo."""
    latest = newest(administrator)
    placed = latest.replace(year=latest.year - years, day=1)
    made = administrator.ask(REGISTER, input=lamp_order(f"KE-OLD-{years}", placed))
    return str(made["registerOrder"]["order"]["id"])


def at_what_happened(buyer: Visitor, order: str) -> None:
    buyer.go(f"/orders/{order}/complaint")
    buyer.choose('Table lamp "Alster"')
    buyer.press("Continue")
    buyer.heading("What happened?")


def test_every_complaint_has_its_date_and_the_date_its_reasons(people: People) -> None:
    buyer = people.come(AGNIESZKA, viewport=PHONE)
    at_what_happened(buyer, ordered_years_ago(people.come(NORA), 0))
    buyer.reads("Each can be complained of here until its own date.")
    buyer.main.get_by_role("radio", name="It arrived damaged by the end of").check()
    buyer.main.get_by_text("Why this date?").click()
    buyer.reads("the last delivery", "gives 2 years.", "Directive (EU) 2019/771", "So the time ends with the end of")
    buyer.reads_nothing_of("Too late here", "The service was poor")
    fits(buyer)
    buyer.main.locator("summary").get_by_text("Something else").click()
    buyer.main.get_by_role("radio", name="I was charged twice").check()
    buyer.reads("the last payment", "gives 1 year.")
    buyer.main.get_by_role("radio", name="A promised refund was not paid").check()
    buyer.main.get_by_text("Why is there no date yet?").click()
    buyer.reads("When that is, is not known here. So no time has ended.")


def test_what_is_too_late_says_so_and_what_can_be_done(people: People) -> None:
    buyer = people.come(AGNIESZKA, viewport=PHONE)
    at_what_happened(buyer, ordered_years_ago(people.come(NORA), 3))
    late = buyer.main.get_by_role("region", name="Too late here")
    expect(late).to_contain_text("It arrived damaged")
    expect(late).to_contain_text("The law may give you more time than these rules.")
    expect(late).to_contain_text("Your bank or payment service may take a payment back")
    expect(buyer.main.get_by_role("radio", name="It arrived damaged")).to_have_count(0)
    late.get_by_role("listitem").filter(has_text="It arrived damaged").locator("summary").click()
    expect(late).to_contain_text("The time ended with the end of")
    fits(buyer)
    buyer.main.get_by_role("radio", name="A promised refund was not paid").check()
    buyer.press("Continue")
    buyer.heading("What would put it right?")


def test_without_the_dates_the_form_still_works(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    order = ordered_years_ago(people.come(NORA), 1)
    buyer.page.route(
        "**/graphql",
        lambda route: route.abort() if "FilingLimits" in (route.request.post_data or "") else route.continue_(),
    )
    at_what_happened(buyer, order)
    buyer.main.get_by_role("radio", name="It arrived damaged").check()
    buyer.press("Continue")
    buyer.heading("What would put it right?")
    assert all("ERR_FAILED" in trouble for trouble in buyer.troubles)
    buyer.troubles.clear()
