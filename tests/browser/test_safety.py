"""A message is reported and hidden, messages are blocked and let through again, and what links cases is for few."""

from playwright.sync_api import expect

from odr.demo.people import AGNIESZKA, CAMILLE, HANA, MARIAM, NORA, PAULO, SABINE, SAMIR
from odr.demo.service import Running
from odr.demo.stories.words import claim, of_money
from tests.browser.conftest import People
from tests.browser.dates import fits
from tests.browser.story import telling
from tests.browser.visitor import PHONE, case_of

NEEDS = "Large print, and more time to read."
WORDS = "You will be sorry for this."
BLOCK, UNBLOCK = "Take no more messages from the other side", "Take messages from the other side again"
DEVICE = [{"kind": "DEVICE", "value": "fp-77f3"}]


def test_a_message_is_reported_looked_at_and_hidden(people: People) -> None:
    buyer, seller = people.come(CAMILLE, viewport=PHONE), people.come(SABINE, viewport=PHONE)
    safety = people.come(SAMIR)
    case = case_of(buyer, "Kettle")
    buyer.go(f"/cases/{case}/messages/OPEN")
    buyer.write("Your message", WORDS)
    buyer.press("Send")
    seller.go(f"/cases/{case}/messages/OPEN")
    seller.follow("Report", seller.main.get_by_role("listitem").filter(has_text=WORDS))
    expect(seller.main.get_by_role("radio", name="An abusive message")).to_be_checked()
    seller.press("Send the report")
    expect(seller.main.get_by_role("alert")).to_contain_text("Say what happened, in a sentence or two.")
    seller.write("What happened?", "The buyer threatens us.")
    fits(seller)
    seller.press("Send the report")
    seller.heading("Your report was sent")

    safety.go("/safety")
    report = safety.main.get_by_role("article").filter(has_text=WORDS)
    fits(safety)
    safety.press("Hide the message", report)
    expect(report.get_by_role("status")).to_contain_text("The message is hidden in its case.")
    safety.press("Close the report", report)
    expect(report.get_by_role("alert")).to_contain_text("Say what the reporter is told.")
    report.get_by_label("What its reporter is told").fill("We hid it and warned the buyer.")
    safety.press("Close the report", report)
    expect(report.get_by_role("button", name="Close the report")).to_have_count(0)

    seller.follow("Your reports")
    seller.reads("We did something.", "We hid it and warned the buyer.")
    buyer.page.reload()
    buyer.reads("Hidden by the service after a report. The original is kept.")
    buyer.reads_nothing_of(WORDS)


def test_a_side_takes_no_messages_for_a_while(people: People) -> None:
    buyer, seller = people.come(CAMILLE, viewport=PHONE), people.come(SABINE, viewport=PHONE)
    case = case_of(buyer, "Kettle")
    seller.go(f"/cases/{case}")
    seller.follow(BLOCK)
    seller.reads("Offers, answers and evidence still arrive.")
    seller.press(BLOCK)
    seller.sees_first("")
    buyer.go(f"/cases/{case}/messages/OPEN")
    buyer.reads("The other side takes no messages")
    fits(buyer)
    seller.go(f"/cases/{case}")
    seller.follow(UNBLOCK)
    seller.press(UNBLOCK)
    seller.sees_first("")
    buyer.go(f"/cases/{case}/messages/OPEN")
    buyer.write("Your message", "Thank you.")
    buyer.press("Send")
    expect(buyer.main.get_by_role("listitem").filter(has_text="Thank you.")).to_have_count(1)


def test_what_somebody_needs_is_read_by_the_neutrals_and_not_by_the_other_side(people: People) -> None:
    buyer, seller, mediator = people.come(AGNIESZKA, viewport=PHONE), people.come(HANA), people.come(PAULO)
    case = case_of(buyer, "Two nights")
    buyer.go(f"/cases/{case}")
    buyer.follow("Say what you need to take part")
    buyer.press("Tell the neutrals")
    expect(buyer.main.get_by_role("alert")).to_contain_text("Write what you need")
    buyer.write("What do you need, or what makes it harder for you?", NEEDS)
    fits(buyer)
    buyer.press("Tell the neutrals")
    buyer.reads(NEEDS)
    mediator.go(f"/desk/{case}")
    mediator.reads(NEEDS, "Only this side and the neutrals read this.")
    fits(mediator)
    seller.go(f"/cases/{case}")
    seller.reads_nothing_of(NEEDS, "What is needed to take part")
    buyer.follow("Take back what you said you need")
    buyer.press("Take back what you said you need")
    buyer.sees_first("")
    buyer.reads_nothing_of(NEEDS)


def test_what_links_cases_is_seen_by_trust_and_safety_people_only(people: People, service: Running) -> None:
    with telling(service.url, "LINK") as story:
        numbers = []
        for story.buyer in (AGNIESZKA, MARIAM):
            damaged = claim("DAMAGED", of_money("80.00", "REFUND_FULL"))
            story.complains(story.buyer, story.bought(traces=DEVICE), "It is broken.", damaged)
            numbers.append(story.stage.number)
    safety, nora = people.come(SAMIR, viewport=PHONE), people.come(NORA)
    safety.go("/safety")
    patterns = safety.main.get_by_role("region", name="What cases have in common")
    expect(patterns).to_contain_text("The same device")
    for number in numbers:
        expect(patterns).to_contain_text(number)
    often = safety.main.get_by_role("region", name="Who complains often")
    expect(often).to_contain_text("This is a mark, and no reason to refuse anything.")
    fits(safety)
    nora.go("/safety")
    nora.reads_nothing_of("What cases have in common", "Who complains often")
