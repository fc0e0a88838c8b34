"""A licence that was never used is given up, without any parcel, and the money comes back."""

from odr.demo.orders import PIXELKIOSK, line
from odr.demo.people import LUIS
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A game that was never started is given up and refunded"


def play(story: Story) -> None:
    story.seller = LUIS
    game = line("game", "Lighthouse Keeper (download key)", "30.00", "For one computer.", kind="VIRTUAL")
    order = story.bought(game, of=PIXELKIOSK)
    back = of_money("30.00", "REFUND_ON_RETURN", "game")
    asks = claim("NOT_AS_DESCRIBED", of_money("30.00", "REFUND_FULL", "game"), line="game")
    story.complains(story.buyer, order, "It says two players, and it is for one.", asks)
    story.accepts(story.buyer, story.offers(story.seller, back))
    parcel = "compensation { lines { parcel canArrange } }"
    owed = story.sees(story.seller, parcel, lambda case: case["compensation"]["lines"][0])
    story.check(owed == {"parcel": False, "canArrange": False}, "nobody is asked for an address")
    told = {"line": story.owed()[0]["id"], "step": "RETURN_IN_TRANSIT"}
    story.refused(story.buyer, "PROOF_MISSING", "reportFulfilment", **told)
    story.reports(story.buyer, "RETURN_IN_TRANSIT", note="The key was never entered.")
    story.reports(story.seller, "RETURN_RECEIVED")
    found = {"line": story.owed()[0]["id"], "found": "AS_SENT"}
    story.stage.on_case(story.seller, "reportInspection", **found)
    story.tell(f"{story.seller.name} sees that it was never started.")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
