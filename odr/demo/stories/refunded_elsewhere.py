"""The shop refunded part of it already: nobody is paid twice, and the sum is shown."""

from odr.demo.people import NORA
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A refund was already made elsewhere"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The shade is torn.", claim("DAMAGED", of_money("80.00", "REFUND_FULL")))
    offer = story.offers(story.seller, of_money("80.00", "REFUND_FULL"))
    back = {"amount": {"amount": "25.00", "currency": "EUR"}, "payment": f"pay-KE-{story.stage.suffix}-1"}
    row = {"order": order, "source": "REFUND", "reference": f"RF-{story.stage.suffix}", **back}
    story.stage.player(NORA).do("reportRecovery", **row)
    story.tell("Meanwhile the shop refunded 25.00 EUR out of courtesy, and reports it.")
    story.refused(story.buyer, "ALREADY_RECOVERED", "acceptOffer", offer=offer, effectUnderstood=True)
    story.stage.on_case(story.seller, "withdrawOffer", offer=offer)
    story.accepts(story.buyer, story.offers(story.seller, of_money("55.00")))
    left = story.sees(story.seller, "paymentsLeft { left { amount } }", lambda case: case["paymentsLeft"][0]["left"])
    story.check(left == {"amount": "0.00"}, "what was paid is back, once")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
