"""A review changes the decision: somebody else looks at it, for a reason of the list."""

from odr.demo.people import HENRIK
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A review changes the decision"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The lamp hums.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "That is the transformer, they all do.")
    story.disputes(story.buyer, "The one in the shop did not.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    story.file_is_complete()
    because = (issue("Is a hum a defect?", "Yes, where the listing is silent about it."),)
    story.decides("GRANTED_IN_PART", "A small defect.", of_money("10.00"), because=because)
    story.stage.on_case(story.buyer, "askReview", ground="MANIFEST_ERROR", reasons="The listing says: silent.")
    story.tell(f"{story.buyer.name} asks for a review. The order waits.")
    story.reviewer_comes()
    again = (issue("Does the listing speak of noise?", "Yes, it says silent, and the decision overlooked it."),)
    words = "The decision overlooked the listing."
    ruling = {"outcome": "GRANTED", "issues": list(again), "lines": [of_money("60.00")], "reasons": words}
    story.stage.on_case(HENRIK, "decideReview", result="CHANGED", reasons=words, instead=ruling)
    story.tell(f"{HENRIK.name} decides instead: 60.00 EUR.")
    story.takes_time_to_think_and_accepts(story.buyer)
    story.is_paid()
    story.is_at("CLOSED", "DECIDED")
