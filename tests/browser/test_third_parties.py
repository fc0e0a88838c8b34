"""A carrier is asked in by a link, is asked something, shows a file with what it says, and leaves."""

from playwright.sync_api import expect

from odr.demo.people import CAMILLE, MILAN, SABINE
from odr.demo.player import EVIDENCE
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.mails import follow_link
from tests.browser.visitor import PHONE, case_of

INVITE = "Ask a carrier, broker or maker in"
WHY, QUESTION, ANSWER = (
    "Did the carton have a dent?",
    "Who signed for it?",
    "The neighbour signed. The carton was whole.",
)


def test_a_carrier_is_asked_in_answers_with_a_file_and_leaves(people: People) -> None:
    buyer, seller, carrier = (
        people.come(CAMILLE, viewport=PHONE),
        people.come(SABINE),
        people.come(MILAN, viewport=PHONE),
    )
    case = case_of(buyer, "Kettle")
    buyer.go(f"/cases/{case}")
    buyer.follow(INVITE)
    buyer.press("Send them a link")
    expect(buyer.main.get_by_role("alert")).to_contain_text("Choose who you ask in.")
    buyer.choose("Carrier")
    buyer.main.get_by_role("group", name="About which parcels?").get_by_role("checkbox").first.check()
    buyer.write("Why do you ask them?", WHY)
    buyer.write("Their e-mail address", MILAN.email)
    fits(buyer)
    buyer.press("Send them a link")
    buyer.reads("Was asked in and has not come yet")

    follow_link(carrier, MILAN, "You are asked to take part")
    carrier.reads("You take part as Milan Horvat.")
    carrier.press("Take part in the case")
    carrier.heading("Kettle")
    carrier.reads(WHY, "You owe nothing here", "Nobody has asked you anything yet")
    carrier.reads_nothing_of("Camille", "Küchenwerk", "EUR")

    seller.go(f"/cases/{case}")
    seller.follow("Ask a third party something")
    seller.write("Your question", QUESTION)
    fits(seller)
    seller.press("Ask")
    asked = seller.main.get_by_role("region", name="What third parties say")
    expect(asked).to_contain_text("To be answered by the end of")

    carrier.go(f"/cases/{case}/evidence")
    carrier.sees_first("It is your turn: answer what you are asked.")
    carrier.reads("First only you see it.")
    carrier.main.get_by_label("Choose files").set_input_files(str(EVIDENCE / "kettle-dent.jpg"))
    carrier.write("What does it show?", "The carton at our depot.")
    carrier.press("Hand it in")
    carrier.reads("Only you see this, until you disclose it with a statement")
    fits(carrier)
    carrier.follow("Say what you know", carrier.first_thing)
    carrier.press("Say this")
    expect(carrier.main.get_by_role("alert")).to_contain_text("Write what you know.")
    carrier.write("What do you know?", ANSWER)
    carrier.main.get_by_role("checkbox", name="kettle-dent.jpg").check()
    fits(carrier)
    carrier.press("Say this")
    carrier.sees_first("Nothing is to be done at this moment.")
    carrier.reads(ANSWER, "Disclosed with it:")
    fits(carrier)

    buyer.go(f"/cases/{case}")
    expect(buyer.main.get_by_role("region", name="What third parties say")).to_contain_text(ANSWER)
    buyer.part("Evidence")
    buyer.reads("The carton at our depot.", "Milan Horvat")

    carrier.go("/notices")
    carrier.reads("You are asked something")
    carrier.go(f"/cases/{case}")
    carrier.follow("Leave this case")
    carrier.reads("What you said stands.")
    carrier.press("Leave this case")
    carrier.heading("My cases")
    carrier.go(f"/cases/{case}")
    carrier.heading("Nothing found here")
    seller.go(f"/cases/{case}")
    seller.reads(ANSWER)
