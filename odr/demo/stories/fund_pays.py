"""A guarantee fund pays while a review can still be asked for; in the end the seller owes it to the fund."""

from odr.demo.people import HENRIK
from odr.demo.stories.words import GUARANTEE, Story, claim, issue, of_money

TITLE = "A guarantee fund pays first"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The shade is torn.", claim("DAMAGED", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "It was whole when we packed it.")
    story.disputes(story.buyer, "The carton was whole, the shade was not.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    story.changes_rulebook(GUARANTEE, "a guarantee fund pays first")
    story.file_is_complete()
    because = (issue("Was it torn when it came?", "The photograph of the opened carton shows it."),)
    story.decides("GRANTED", "The shade was torn.", of_money("50.00"), because=because)
    story.check(_told(story) == [("PAYS", "RESPONDENT", "50.00")], "the fund pays at once")
    story.reports_share(story.shares()[0], "SUBMITTED", "FULFILLED")
    story.tell("The guarantee fund has paid 50.00 EUR to the buyer. A review can still be asked for.")
    story.stage.on_case(story.seller, "askReview", ground="MANIFEST_ERROR", reasons="Half of the shade is whole.")
    story.reviewer_comes()
    less = {"outcome": "GRANTED_IN_PART", "issues": list(because), "lines": [of_money("30.00")], "reasons": "Half."}
    story.stage.on_case(HENRIK, "decideReview", result="CHANGED", reasons="Half of it is whole.", instead=less)
    story.tell(f"{HENRIK.name} decides instead: 30.00 EUR. {story.seller.name} owes them to the fund.")
    story.check(_told(story) == [("IS_PAID_BACK", "RESPONDENT", "30.00")], "the fund bears what it overpaid")
    wanted = "paymentsLeft { left { amount } }"
    left = story.sees(story.buyer, wanted, lambda case: case["paymentsLeft"][0]["left"]["amount"])
    story.check(left == "30.00", "nobody pays the buyer a second time")
    story.reports_share(story.shares()[0], "FULFILLED")
    story.is_at("CLOSED", "DECIDED")


def _told(story: Story) -> list[tuple[str | None, str, str]]:
    return [(one.fund, one.owed_by, one.amount) for one in story.shares()]
