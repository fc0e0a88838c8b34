"""Nobody pays what was agreed: the guarantee of the marketplace steps in by itself, and is owed the money."""

from odr.demo.orders import KUECHENWERK
from odr.demo.people import NORA
from odr.demo.stories.words import GUARANTEE, Story, claim, of_money

TITLE = "The seller does not pay, and the marketplace steps in"
STANDING = """
query Standing($marketplace: ID!, $seller: String!) {
  sellerStanding(marketplace: $marketplace, externalId: $seller) { lines { matter caseNumber why } }
}
"""


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The shade is torn.", claim("DAMAGED", of_money("50.00")))
    story.answers(story.seller, "It was whole when we packed it.")
    story.changes_rulebook(GUARANTEE, "a guarantee fund pays where the seller does not")
    story.accepts(story.buyer, story.offers(story.seller, of_money("40.00")))
    story.stage.move_past(story.buyer, "compliance.refund", "nothing was paid in time")
    story.waits_until(lambda: len(story.shares()) == 3, "that the guarantee steps in")
    story.tell("The seller let the time pass. The guarantee of the marketplace steps in by itself: 40.00 EUR.")
    agreed, paid, owed = story.shares()
    story.check((agreed.fund, agreed.step) == (None, "LAPSED"), "the seller does not pay the buyer as well")
    story.check((paid.fund, paid.amount) == ("PAYS", "40.00"), "the fund pays all of it")
    story.check((owed.fund, owed.owed_by) == ("IS_PAID_BACK", "RESPONDENT"), "the seller owes it to the fund")
    story.reports_share(paid, "SUBMITTED", "FULFILLED")
    story.tell(f"{NORA.name} reports that the guarantee has paid. {KUECHENWERK.name} still owes it 40.00 EUR.")
    _counts(story)
    story.reports_share(owed, "FULFILLED")
    story.is_at("CLOSED", "SETTLED")


def _counts(story: Story) -> None:
    asked = {"marketplace": story.marketplace(), "seller": KUECHENWERK.id}
    found = story.stage.player(NORA).ask(STANDING, **asked)["sellerStanding"]
    of_case = [line for one in found for line in one["lines"] if line["caseNumber"] == story.stage.number]
    story.check([line["matter"] for line in of_case] == ["NOT_CARRIED_OUT"], "it counts for the seller's standing")
    story.stage.voice.sees(NORA.name, of_case[0]["why"])
