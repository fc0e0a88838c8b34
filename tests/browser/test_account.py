"""A second factor and a bank account: set up, asked for, refused without a code, held for three days, removed."""

from base64 import b32decode
from datetime import datetime

from playwright.sync_api import expect

from odr.accounts.one_time_codes import code_at, step_at
from odr.demo.people import EDDA, TAREK
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.mails import follow_link
from tests.browser.visitor import PHONE, Visitor

IBAN = "DE89370400440532013000"


def test_an_app_is_set_up_and_asked_for_where_it_matters(people: People) -> None:
    owner = people.come(TAREK, viewport=PHONE)
    codes = set_up(owner)
    paid_elsewhere(owner, codes.pop())
    again = signed_in_again(people, codes.pop())
    factor = again.main.get_by_role("region", name="Second factor")
    expect(factor).to_contain_text("8 recovery codes are left.")
    factor.get_by_text("Remove the second factor").click()
    factor.get_by_label("Password").fill(TAREK.password)
    factor.get_by_label("Code of your app").fill(codes.pop())
    fits(again)
    again.press("Remove it", factor)
    expect(factor.get_by_role("button", name="Set up an app")).to_be_visible()


def set_up(owner: Visitor) -> list[str]:
    """The recovery codes, as they are shown once."""
    owner.go("/account")
    factor = owner.main.get_by_role("region", name="Second factor")
    owner.press("Set up an app", factor)
    expect(factor.get_by_role("alert")).to_contain_text("Enter your password")
    factor.get_by_label("Password").fill(TAREK.password)
    owner.press("Set up an app", factor)
    key = factor.locator("code").inner_text().replace(" ", "")
    fits(owner)
    code = factor.get_by_label("Code of your app")
    code.fill("no code")
    owner.press("Confirm the app", factor)
    expect(factor.get_by_role("alert")).to_contain_text("This code is not right")
    code.fill(
        code_at(b32decode(key), step_at(datetime.fromisoformat(owner.ask("query { demo { now } }")["demo"]["now"])))
    )
    owner.press("Confirm the app", factor)
    expect(factor.locator("code")).to_have_count(10)
    fits(owner)
    return factor.locator("code").all_inner_texts()


def paid_elsewhere(owner: Visitor, code: str) -> None:
    """Refused without a code; with one, a link comes, and the account waits for three days."""
    payout = owner.main.get_by_role("region", name="Where you are paid")
    payout.get_by_label("Who holds the account").fill(TAREK.name)
    payout.get_by_label("IBAN").fill(IBAN)
    payout.get_by_label("Password").fill(TAREK.password)
    owner.press("Ask for the change", payout)
    expect(payout.get_by_role("alert")).to_contain_text("This needs a second proof.")
    payout.get_by_label("Code of your app").fill(code)
    owner.press("Ask for the change", payout)
    expect(payout.get_by_role("status")).to_contain_text("Nothing changes before you follow it.")
    follow_link(owner, TAREK, "You are to be paid to another account")
    owner.heading("Confirm the new account")
    owner.press("Confirm the account")
    expect(payout).to_contain_text("Nothing is paid to it before")
    fits(owner)


def signed_in_again(people: People, code: str) -> Visitor:
    again = people.come(name="Tarek, once more", viewport=PHONE)
    again.go("/sign-in")
    again.write("E-mail", TAREK.email)
    again.write("Password", TAREK.password)
    expect(again.main.get_by_label("Code of your app")).to_have_count(0)
    again.press("Sign in")
    expect(again.main.get_by_role("alert")).to_contain_text("This needs a second proof.")
    fits(again)
    again.write("Code of your app", code)
    again.press("Sign in")
    again.heading("My cases")
    again.go("/account")
    return again


def test_who_decides_about_others_is_urged_to_set_one_up(people: People) -> None:
    registrar = people.come(EDDA)
    registrar.go("/desk")
    registrar.follow("Set up an authenticator app")
    registrar.heading("Account")
