"""The marketplace closes the account of a seller, everybody reads what that means, and a registrar opens it again."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, EDDA, HANA, NORA
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.visitor import PHONE, case_of

WHY = "The trade licence ended."


def test_a_seller_is_closed_and_opened_again(people: People) -> None:
    nora, seller, edda = people.come(NORA), people.come(HANA, viewport=PHONE), people.come(EDDA)
    buyer = people.come(AGNIESZKA, viewport=PHONE)
    case = case_of(buyer, "Two nights")
    nora.go("/desk")
    nora.follow("Accounts")
    nora.press("Close the account")
    expect(nora.main.get_by_role("alert")).to_contain_text("Enter the number of the seller")
    nora.write("Your number of the seller", "nobody")
    nora.write("Why", WHY)
    nora.press("Close the account")
    expect(nora.main.get_by_role("alert")).to_be_focused()
    nora.write("Your number of the seller", HANA.seller)
    fits(nora)
    nora.press("Close the account")
    nora.reads("The account is closed")

    seller.go("/account")
    note = seller.main.get_by_role("note")
    expect(note).to_contain_text(WHY)
    account = note.locator("code").inner_text()
    fits(seller)
    seller.go(f"/cases/{case}")
    seller.reads("The account of your side is closed.")
    expect(seller.main.get_by_text("This account is closed, so nothing can be done with it.")).to_have_count(1)
    fits(seller)
    buyer.go(f"/cases/{case}")
    buyer.reads("this account is closed. Nobody can act for this side until a registrar opens it again.")
    fits(buyer)

    edda.go("/accounts")
    edda.write("Or the id of an organisation", account)
    edda.write("Why it is opened again", "The licence was renewed.")
    fits(edda)
    edda.press("Open the account")
    edda.reads("The account is open")
    buyer.page.reload()
    buyer.reads_nothing_of("this account is closed")
