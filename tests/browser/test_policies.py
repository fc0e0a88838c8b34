"""A seller writes a policy of its own, reads value by value what it is for the buyer, and a colleague publishes it."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, SABINE, TAREK
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.visitor import PHONE


def test_a_seller_s_policy_from_the_draft_to_its_publication(people: People) -> None:
    sabine, tarek = people.come(SABINE, viewport=PHONE), people.come(TAREK)
    sabine.go("/account")
    sabine.follow("Its own policy as a seller")
    sabine.heading("Your own policy")
    sabine.reads("Küchenwerk OHG at Kiezmarkt", "No policy of your own yet")
    fits(sabine)
    sabine.follow("Write a policy for Kiezmarkt")
    text = sabine.main.get_by_label("The text (TOML)")
    expect(text).to_be_visible()
    better = text.input_value()
    text.fill(better.replace('limit = "3d"', 'limit = "9d"'))
    sabine.press("Keep the draft and look through it")
    sabine.heading("kuechenwerk/1")
    row = sabine.main.get_by_role("region", name="What it is for the buyer").get_by_role("row", name="answer.limit")
    expect(row).to_contain_text("9d")
    expect(row).to_contain_text("Worse: a policy may not say this")
    expect(sabine.main.get_by_role("link", name="Read and publish")).to_have_count(0)
    fits(sabine)
    sabine.main.get_by_label("The text (TOML)").fill(better)
    sabine.press("Keep the draft and look through it")
    expect(row).to_contain_text("At least as good")
    sabine.reads("You wrote the last words. A second person has to read and publish this draft.")
    tarek.go("/policies")
    tarek.follow("kuechenwerk/1")
    tarek.follow("Read and publish")
    tarek.heading("Publish kuechenwerk/1")
    tarek.reads("At least as good")
    fits(tarek)
    tarek.press("Publish kuechenwerk/1")
    tarek.reads("This text can no longer be changed.")
    sabine.go("/policies")
    day = better.partition("in_force_from = ")[2][:10]
    sabine.reads("Published", f"Holds from {day} on")


def test_who_acts_for_no_seller_is_told_so(people: People) -> None:
    buyer = people.come(AGNIESZKA)
    buyer.go("/policies")
    buyer.reads("You do not act for a seller")
    buyer.go("/policies/new/none/none")
    buyer.heading("Nothing found here")
