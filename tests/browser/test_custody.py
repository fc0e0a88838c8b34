"""What happened to a file is told where the file is: on the case page, fetched when somebody wants to know."""

from pathlib import Path

from playwright.sync_api import Route, expect

from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.test_handing_in import choose, filed, photograph


def test_the_custody_sheet_of_an_exhibit(people: People, tmp_path: Path) -> None:
    buyer = filed(people, "KE-CUSTODY-1")
    choose(buyer, photograph(tmp_path, "crack.jpg", 60))
    buyer.press("Hand it in")
    buyer.reads("It was handed in.")
    own = buyer.main.get_by_role("region", name="Private room. Only your side sees this")
    sheet = own.locator("details", has_text="What happened to this file: crack.jpg")
    buyer.page.route("**/graphql", broken)
    sheet.locator("summary").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Try again")
    buyer.page.unroute("**/graphql", broken)
    buyer.troubles.clear()
    buyer.press("Try again", sheet)
    happened = sheet.get_by_role("listitem")
    expect(happened.first).to_contain_text("handed in a file: crack.jpg")
    expect(happened.first).to_contain_text("on your timeline")
    expect(happened.filter(has_text="read the stored file again")).to_have_count(1)
    expect(sheet).to_contain_text("image/jpeg")
    expect(sheet).to_contain_text("who opened and fetched it")
    fits(buyer)


def broken(route: Route) -> None:
    if "CustodySheet" in (route.request.post_data or ""):
        route.abort()
    else:
        route.continue_()
