"""Both sides bid in secret. Apart, the bids are erased; near enough, they settle half way."""

from odr.demo.people import DemoPerson
from odr.demo.stories.words import Story, claim, of_money

TITLE = "Settled by secret bids"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The brass is stained.", claim("DAMAGED", of_money("60.00")))
    story.answers(story.seller, "Brass is never even.")
    story.disputes(story.buyer, "This is a stain, not its nature.")
    _round(story, "70.00", "20.00")
    seen = story.sees(story.buyer, "biddings { standing yourBid { amount } }", lambda case: case["biddings"])
    story.check(seen == [{"standing": "NOT_AGREED", "yourBid": None}], "bids that do not meet are erased for everybody")
    _round(story, "44.00", "42.00")
    wanted = "settlement { lines { amount { amount } } }"
    agreed = story.sees(story.seller, wanted, lambda case: case["settlement"]["lines"][0]["amount"]["amount"])
    story.check(agreed == "43.00", "bids that are near enough settle half way")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")


def _round(story: Story, demand: str, offer: str) -> None:
    bidding = story.stage.on_case(story.seller, "openBidding", "bidding { id }")["bidding"]["id"]
    for who, amount in ((story.buyer, demand), (story.seller, offer)):
        _bid(story, who, bidding, amount)
    story.tell("Both give a secret bid.")


def _bid(story: Story, who: DemoPerson, bidding: str, amount: str) -> None:
    asked = {"bidding": bidding, "amount": {"amount": amount, "currency": "EUR"}, "effectUnderstood": True}
    story.stage.on_case(who, "giveBid", **asked)
