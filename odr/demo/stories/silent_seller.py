"""A seller stays silent, is ordered to pay, and asks to set the decision aside: nothing that was paid comes back."""

from odr.demo.people import HENRIK, NORA, RUTH
from odr.demo.scenes import appoint
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A silent seller, and a decision set aside"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The switch is broken.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    story.stage.move_past(story.buyer, "complaint.answer", "the seller stays silent, the dispute opens by itself")
    story.stage.on_case(NORA, "admitCase")
    story.stage.move_past(story.buyer, "response", "the seller stays silent again")
    silent = story.sees(story.buyer, "silent settlement { id }", lambda case: (case["silent"], case["settlement"]))
    story.check(silent == (True, None), "silence is recorded, and is no consent")
    appoint(story.stage, "DECIDER", RUTH)
    story.file_is_complete()
    because = issue("Is the switch broken?", "So it is said, in detail, and nobody says otherwise.")
    story.decides("GRANTED", "Decided on the file.", of_money("80.00", "REFUND_FULL"), because=(because,))
    story.takes_time_to_think_and_accepts(story.buyer)
    story.takes_effect()
    story.is_paid()
    story.is_at("CLOSED", "DECIDED")

    story.stage.on_case(story.seller, "askSetAside", reasons="Our mails went to an address that was closed.")
    story.tell(f"{story.seller.name} asks to set the decision aside. The case goes on under its number.")
    story.reviewer_comes()
    story.stage.on_case(HENRIK, "decideSetAside", granted=True, reasons="The notices did go to a closed address.")
    story.tell(f"{HENRIK.name}, who never had to do with it, sets it aside. No money goes back by itself.")
    story.is_at("EVIDENCE")
    paid = story.sees(story.buyer, "pastDecisions { fate }", lambda case: case["pastDecisions"][0]["fate"])
    story.check(paid == "SET_ASIDE", "the decision is a thing of the past, and stays readable")
