"""A minor says so, a parent comes by a link and does what binds them; the other side learns neither who nor why."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, CAMILLE, HANA, PAULO
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.mails import follow_link
from tests.browser.visitor import PHONE, case_of

PROPOSALS = "query ($case: ID!) { case(id: $case) { proposals { id } } }"
REQUIRE, NAME = "Say that you are under age or under guardianship", "Name your parent or guardian"
CLAIM, CONFIRM = "Say that you act for yourself now", "Confirm that a side acts for itself"


def test_a_parent_comes_for_a_minor_until_they_act_for_themselves(people: People) -> None:
    minor, parent = people.come(AGNIESZKA, viewport=PHONE), people.come(CAMILLE, viewport=PHONE)
    seller, mediator = people.come(HANA), people.come(PAULO)
    case = case_of(minor, "Two nights")
    proposal = minor.ask(PROPOSALS, case=case)["case"]["proposals"][0]["id"]
    minor.go(f"/cases/{case}")
    minor.follow(REQUIRE)
    minor.press("Say so")
    expect(minor.main.get_by_role("alert")).to_contain_text("Choose what is so.")
    minor.choose("Under age")
    minor.press("Say so")
    minor.reads("An adult has to come", "You can still read everything")
    fits(minor)
    minor.follow(NAME, minor.main.get_by_role("region", name="An adult has to come"))
    minor.write("Their e-mail address", CAMILLE.email)
    fits(minor)
    minor.press("Send them a link")
    minor.reads("Somebody was asked to act for this side by law and did not come yet.")

    follow_link(parent, CAMILLE, "You are asked to take part")
    parent.reads("unless you come as a parent or guardian: then only that side and the neutrals do.")
    parent.press("Take part in the case")
    parent.sees_first("It is your turn: answer the mediator’s proposal.")
    minor.go(f"/cases/{case}/proposals/{proposal}")
    minor.reads("Your parent or guardian decides for you")
    fits(minor)
    seller.go(f"/cases/{case}")
    seller.reads("Its representative by law is here.")
    seller.reads_nothing_of("Camille", "Under age")
    seller.part("Timeline")
    seller.reads("its representative by law.")
    seller.reads_nothing_of("Camille", "under age")

    minor.go(f"/cases/{case}")
    minor.follow(CLAIM)
    minor.reads("Until then your parent or guardian decides for you.")
    minor.press(CLAIM)
    minor.sees_first("")
    mediator.go(f"/desk/{case}")
    mediator.reads("Camille Durand acts for this side as parent or guardian.", "Under age")
    mediator.desk_act(CONFIRM)
    fits(mediator)
    mediator.press(CONFIRM)
    mediator.sees_first("")
    mediator.reads_nothing_of(CONFIRM)
    minor.go(f"/cases/{case}")
    minor.reads_nothing_of("Your parent or guardian decides for you")
    parent.go(f"/cases/{case}")
    parent.heading("Nothing found here")
