"""A gift: its recipient complains on the side of who paid, sees no payments, and settles nothing."""

from odr.demo.people import CAMILLE
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A gift is broken, and its recipient complains"


def play(story: Story) -> None:
    order = story.bought(recipient={"email": CAMILLE.email, "name": CAMILLE.name})
    story.tell(f"It was a gift: {CAMILLE.name} was to receive it.")
    story.complains(CAMILLE, order, "The lamp I was given arrived broken.", claim("DAMAGED", of_money("30.00")))
    story.answers(story.seller, "We packed it well, but we would pay for the repair.")
    paid = story.sees(CAMILLE, "order { paid { amount } } paymentsLeft { left { amount } }", lambda case: case)
    story.check(paid == {"order": {"paid": None}, "paymentsLeft": []}, "the recipient sees no payments")
    offer = story.offers(story.seller, of_money("30.00"))
    story.refused(CAMILLE, "PAYER_DECIDES", "acceptOffer", offer=offer, effectUnderstood=True)
    story.accepts(story.buyer, offer)
    wanted = "compensation { lines { legs { payment amount { amount } } } }"
    legs = story.sees(story.buyer, wanted, lambda case: case["compensation"]["lines"][0]["legs"])
    story.check([leg["amount"]["amount"] for leg in legs] == ["30.00"], "the money goes back to the buyer's payment")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
