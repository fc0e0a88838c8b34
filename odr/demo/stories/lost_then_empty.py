"""A return that nobody scans for days counts as lost, turns up, and is called empty: the refund stays owed."""

from odr.demo.stories.words import Story, claim, of_money

TITLE = 'Return lost, then "empty"'


def play(story: Story) -> None:
    order = story.bought()
    story.complains(
        story.buyer, order, "The lamp is scratched.", claim("DAMAGED", of_money("80.00", "REFUND_ON_RETURN"))
    )
    story.accepts(story.buyer, story.offers(story.seller, of_money("80.00", "REFUND_ON_RETURN")))
    story.arranges(story.seller)
    story.reports(story.buyer, "RETURN_IN_TRANSIT")
    story.tell("Days go by without a scan. The seller says nothing.")
    story.stage.move_past(story.buyer, "compliance.confirm_return", "nobody confirmed the return in time")
    step = story.sees(
        story.buyer, "compensation { lines { step } }", lambda case: case["compensation"]["lines"][0]["step"]
    )
    story.check(step == "RETURN_RECEIVED", "a return whose receipt nobody confirms counts as received")
    case = {"id": story.stage.case, "number": story.stage.number}
    asks = claim("RETURN_EMPTY", of_money("80.00", "DAMAGES"))
    story.complains(story.seller, order, "It turned up after all, and it was empty.", asks)
    story.answers(story.buyer, "It was not. The post has its weight.")
    story.tell("The seller's complaint is a case of its own. It holds back nothing that was agreed.")
    story.goes_on_with(case)
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
