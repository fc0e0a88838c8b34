"""A guarantee fund pays while a review can still be asked for; in the end the seller owes it to the fund."""

from odr.demo.people import HENRIK, NORA
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A guarantee fund pays first"
GUARANTEE = "amazon-like/1"
CHOICES = "query Choices($case: ID!) { rulebookChoices(case: $case) { id name } }"
OWED = "compensation { lines { id fund step remedy { owedBy amount { amount } } } }"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The shade is torn.", claim("DAMAGED", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "It was whole when we packed it.")
    story.disputes(story.buyer, "The carton was whole, the shade was not.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    _under_a_guarantee(story)
    story.file_is_complete()
    because = (issue("Was it torn when it came?", "The photograph of the opened carton shows it."),)
    story.decides("GRANTED", "The shade was torn.", of_money("50.00"), because=because)
    story.check(_lines(story) == [("PAYS", "RESPONDENT", "50.00")], "the fund pays at once")
    _reports(story, 0, "SUBMITTED", "FULFILLED")
    story.tell("The guarantee fund has paid 50.00 EUR to the buyer. A review can still be asked for.")
    story.stage.on_case(story.seller, "askReview", ground="MANIFEST_ERROR", reasons="Half of the shade is whole.")
    story.reviewer_comes()
    less = {"outcome": "GRANTED_IN_PART", "issues": list(because), "lines": [of_money("30.00")], "reasons": "Half."}
    story.stage.on_case(HENRIK, "decideReview", result="CHANGED", reasons="Half of it is whole.", instead=less)
    story.tell(f"{HENRIK.name} decides instead: 30.00 EUR. {story.seller.name} owes them to the fund.")
    story.check(_lines(story) == [("IS_PAID_BACK", "RESPONDENT", "30.00")], "the fund bears what it overpaid")
    wanted = "paymentsLeft { left { amount } }"
    left = story.sees(story.buyer, wanted, lambda case: case["paymentsLeft"][0]["left"]["amount"])
    story.check(left == "30.00", "nobody pays the buyer a second time")
    _reports(story, 0, "FULFILLED")
    story.is_at("CLOSED", "DECIDED")


def _under_a_guarantee(story: Story) -> None:
    """A case keeps its rulebook unless both sides agree to another one."""
    choices = story.stage.player(story.seller).ask(CHOICES, case=story.stage.case)["rulebookChoices"]
    other = next(one["id"] for one in choices if one["name"] == GUARANTEE)
    story.stage.on_case(story.seller, "askRulebookChange", rulebook=other)
    story.stage.on_case(story.buyer, "answerRulebookChange", rulebook=other, agrees=True)
    story.tell("Both sides agree to go on under a procedure in which a guarantee fund pays first.")


def _lines(story: Story) -> list[tuple[str, str, str]]:
    owed = story.stage.ask(NORA, OWED)["compensation"]["lines"]
    return [(one["fund"], one["remedy"]["owedBy"], one["remedy"]["amount"]["amount"]) for one in owed]


def _reports(story: Story, at: int, *steps: str) -> None:
    line = story.stage.ask(NORA, OWED)["compensation"]["lines"][at]["id"]
    for step in steps:
        story.stage.on_case(NORA, "reportFulfilment", line=line, step=step, reference=f"fund-{story.stage.suffix}")
