"""A marketplace's administrator says where it is told what happens, and sees how that goes."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, NORA
from tests.browser.conftest import People
from tests.browser.test_pages import AXE, violations
from tests.browser.visitor import PHONE, Visitor

ADDRESS = "https://hooks.example/odr"
ONCE = "It is shown this once."


def is_sound(visitor: Visitor) -> None:
    """It fits a phone, and axe finds nothing."""
    visitor.page.evaluate(AXE.read_text("utf-8"))
    assert violations(visitor, dark=False) + violations(visitor, dark=True) == []
    broad = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert broad <= 0


def test_a_webhook_from_its_first_day_to_its_last(people: People) -> None:
    nora = people.come(NORA, viewport=PHONE)
    nora.go("/desk")
    nora.follow("Webhooks")
    nora.reads("No webhooks yet", "Until then it has to ask.")
    is_sound(nora)
    nora.press("Add a webhook")
    nora.press("Add it")
    expect(nora.main.get_by_role("alert")).to_contain_text("Give the address of your program.")
    nora.write("Address", "http://localhost/here")
    nora.press("Add it")
    expect(nora.main.get_by_role("alert")).to_contain_text("https://")
    nora.write("Address", ADDRESS)
    nora.write("What it is for (if you want)", "The books")
    nora.choose("case.opened")
    is_sound(nora)
    nora.press("Add it")
    first = secret(nora)
    nora.page.reload()
    nora.reads(ADDRESS, "Messages are sent.")
    nora.reads_nothing_of(first, ONCE)

    nora.follow(ADDRESS)
    nora.heading("The books")
    nora.reads("case.opened", "No such messages")
    nora.press("Send a test")
    nora.reads("A test is on its way.", "webhook.test")
    nora.press("Make a new secret")
    assert secret(nora) != first
    nora.press("Pause it")
    nora.reads("It is paused. Messages wait.", "Paused by you")
    nora.press("Send a test")
    expect(nora.main.get_by_role("alert")).to_contain_text("This webhook is disabled. Enable it first.")
    is_sound(nora)
    nora.press("Send to it again")
    nora.reads("Messages are sent again, also those that waited.")
    nora.select("From how long ago?", "The last hour")
    nora.press("Send all of that again")
    nora.reads("1 message is sent again.")
    nora.select("Which ones?", "Taken")
    nora.reads("No such messages")
    nora.press("Remove it")
    nora.reads("To stop for a while, pause it.")
    nora.press("Remove the webhook")
    nora.reads("No webhooks yet")


def secret(visitor: Visitor) -> str:
    """What is shown once, and where the focus is then."""
    box = visitor.main.get_by_role("status").filter(has_text=ONCE)
    expect(box).to_be_focused()
    shown = box.locator("code").inner_text()
    assert shown.startswith("whsec_")
    return shown


def test_who_administers_nothing_is_told_so(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    buyer.go("/webhooks")
    buyer.reads("You administer no marketplace")
    buyer.go("/webhooks/none/none")
    buyer.heading("Nothing found here")


def test_a_list_that_cannot_be_had_is_told_and_tried_again(people: People) -> None:
    nora = people.come(NORA)
    nora.go("/desk")
    nora.page.route(
        "**/graphql",
        lambda route: route.abort() if "query Webhooks" in (route.request.post_data or "") else route.continue_(),
    )
    nora.follow("Webhooks")
    expect(nora.main.get_by_role("alert")).to_contain_text("The service could not be reached.")
    nora.page.unroute("**/graphql")
    nora.press("Try again")
    nora.reads("No webhooks yet")
    nora.troubles.clear()
