"""A settlement is not honoured: it is told, the case goes on under its number, and what is owed is ordered."""

from odr.demo.people import RUTH
from odr.demo.scenes import appoint
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A settlement is broken, and the case is reopened"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The switch sticks.", claim("DEFECTIVE", of_money("50.00")))
    story.accepts(story.buyer, story.offers(story.seller, of_money("40.00")))
    number = story.stage.number
    line = story.owed()[0]["id"]
    story.refused(story.buyer, "NOT_DUE_YET", "reportBreach", line=line, reasons="Nothing came yet.")
    story.stage.move_past(story.buyer, "compliance.refund", "nothing was paid in time")
    story.stage.on_case(story.buyer, "reportBreach", line=line, reasons="Nothing was paid.")
    story.tell(f"{story.buyer.name} reports that nothing was paid.")
    same = story.sees(story.buyer, "number", lambda case: case["number"])
    story.check(same == number, "the case goes on under its number")
    appoint(story.stage, "DECIDER", RUTH)
    story.file_is_complete()
    because = (issue("Was the settlement honoured?", "No. Its time is over and nothing was paid."),)
    story.decides("GRANTED", "What was agreed is owed.", of_money("40.00"), because=because)
    story.takes_time_to_think_and_accepts(story.buyer)
    story.takes_effect()
    story.is_paid()
    story.is_at("CLOSED")
