"""A slip of the sums is put right, and the original stays beside it."""

from odr.demo.people import RUTH
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A slip in a decision is put right"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The cable is frayed.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "It was not when it left.")
    story.disputes(story.buyer, "It was when it came.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    story.file_is_complete()
    because = (issue("What does a cable cost?", "12 and 9 for fitting it, 21 together."),)
    story.decides("GRANTED_IN_PART", "The cost of a new cable.", of_money("12.00"), because=because)
    story.stage.on_case(story.buyer, "askCorrection", reasons="12 and 9 are 21.")
    story.tell(f"{story.buyer.name} points out that 12 and 9 are 21.")
    right = {"slip": "SUMS", "reads": "21.00 instead of 12.00", "lines": [of_money("21.00")]}
    story.stage.on_case(RUTH, "correctDecision", **right)
    wanted = "decision { lines { amount { amount } } ordered { amount { amount } } }"
    seen = story.sees(story.seller, wanted, lambda case: case["decision"])
    story.check(seen["lines"] != seen["ordered"], "the original stays beside the correction")
    story.takes_time_to_think_and_accepts(story.buyer)
    story.takes_effect()
    story.is_paid()
    story.is_at("CLOSED", "DECIDED")
