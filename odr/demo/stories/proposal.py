"""A mediator proposes; both say yes in private, and only then is it known."""

from odr.demo.people import INES
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A mediator's proposal is accepted"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The lamp leans.", claim("NOT_AS_DESCRIBED", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "The joint only has to be tightened.")
    story.disputes(story.buyer, "I tightened it.")
    story.to_mediation(story.buyer)
    reasons = "A new joint costs the seller little, and the lamp is liked."
    made = story.stage.on_case(INES, "makeProposal", "proposal { id }", lines=[of_money("35.00")], reasons=reasons)
    proposal = made["proposal"]["id"]
    story.tell(f'{INES.name} proposes 35.00 EUR, the lamp stays: "{reasons}"')
    yes = {"proposal": proposal, "accepts": True, "effectUnderstood": True}
    story.stage.on_case(story.seller, "answerProposal", **yes)
    story.tell(f"{story.seller.name} says yes, in private.")
    answers = "proposals { answers { side accepts } }"
    seen = story.sees(story.buyer, answers, lambda case: case["proposals"][0]["answers"])
    story.check(seen == [], "who says yes first shows no weakness")
    story.stage.on_case(story.buyer, "answerProposal", **yes)
    story.tell(f"{story.buyer.name} says yes too. Now it is a settlement.")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
