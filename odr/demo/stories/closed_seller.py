"""A closed account: the case runs on by silence and is decided, and that is set aside once the account is open again.

Nothing that was paid comes back by itself.
"""

from odr.demo.orders import KUECHENWERK
from odr.demo.people import EDDA, HENRIK, NORA, RUTH
from odr.demo.scenes import appoint
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A closed seller account, and a decision set aside"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The switch is broken.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    seller = {"marketplace": story.marketplace(), "externalId": KUECHENWERK.id}
    story.stage.player(NORA).do("closeSeller", **seller, reasons="Several buyers wrote that nothing came.")
    story.tell(f"{NORA.name} closes the account of {KUECHENWERK.name}. Its people are told why, and read their cases.")
    story.refused(story.seller, "ACCOUNT_CLOSED", "answerComplaint", position="DISPUTES", statement="It was sent.")
    story.stage.move_past(story.buyer, "complaint.answer", "the seller is silent, the dispute opens by itself")
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

    story.refused(story.seller, "ACCOUNT_CLOSED", "askSetAside", reasons="We could not answer.")
    story.stage.player(EDDA).do("reopenAccount", **seller, reasons="The parcels did come, as the carrier shows.")
    story.tell(f"{EDDA.name} opens the account again.")
    story.stage.on_case(story.seller, "askSetAside", reasons="Our account was closed: we could not answer.")
    story.tell(f"{story.seller.name} asks to set the decision aside. The case goes on under its number.")
    story.reviewer_comes()
    story.stage.on_case(
        HENRIK,
        "decideSetAside",
        granted=True,
        reasons="The account was closed for no good reason.",
    )
    story.tell(f"{HENRIK.name}, who never had to do with it, sets it aside. No money goes back by itself.")
    story.is_at("EVIDENCE")
    paid = story.sees(story.buyer, "pastDecisions { fate }", lambda case: case["pastDecisions"][0]["fate"])
    story.check(paid == "SET_ASIDE", "the decision is a thing of the past, and stays readable")
