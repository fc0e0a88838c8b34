"""A consumer changes her mind within the days that the law gives: no defect is needed."""

from odr.demo.stories.words import Story, claim, of_money

TITLE = "The right of withdrawal"


def play(story: Story) -> None:
    order = story.bought()
    when = {"cancelledAt": story.stage.now().isoformat()}
    asks = claim("WITHDRAWAL_RIGHT", of_money("80.00", "REFUND_ON_RETURN"), circumstances=when)
    story.complains(story.buyer, order, "I changed my mind within the fourteen days.", asks)
    wanted = "entitlement { lines { source } }"
    lines = story.sees(story.buyer, wanted, lambda case: [one["source"] for one in case["entitlement"]["lines"]])
    story.check("STATUTE" in lines, "the law stands in what was computed, beside the policies")
    story.answers(story.seller, "Nothing is wrong with it.")
    story.tell("Nothing has to be wrong with it. The seller reads what the law gives, and offers it.")
    agreed = of_money("80.00", "REFUND_ON_RETURN", returnCost="COMPLAINANT")
    story.accepts(story.buyer, story.offers(story.seller, agreed))
    most = {"amount": "5.90", "currency": "EUR"}
    story.arranges(story.seller, costBearer="COMPLAINANT", most=most)
    story.reports(story.buyer, "RETURN_IN_TRANSIT")
    story.reports(story.seller, "RETURN_RECEIVED")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
