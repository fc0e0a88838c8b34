"""The marketplace sold the lamp itself: it is a side like any other, and a registrar does what administrators do."""

from odr.demo.orders import LOCAL, SellerSaid
from odr.demo.people import EDDA, INES, NORA, PAULO, RUTH
from odr.demo.scenes import appoint
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "The marketplace is the other side"
OWN = SellerSaid("kiezmarkt-direct", "Kiezmarkt Direct", "direct@kiezmarkt.example", "Europe/Berlin", "DE", LOCAL)
NEUTRALS = "query Neutrals { neutrals(function: MEDIATOR) { person name } }"


def play(story: Story) -> None:
    order = story.bought(of=OWN, seller=OWN.said() | {"isMarketplace": True})
    story.complains(story.buyer, order, "It hums.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    seen = story.sees(NORA, "role", lambda case: case["role"])
    story.check(seen == "RESPONDENT", "the marketplace sees the case as a side sees it")
    story.answers(NORA, "All lamps of this kind hum a little.")
    story.stage.on_case(story.buyer, "escalateComplaint", reasons="This one can be heard in the next room.")
    story.refused(NORA, "NOT_ALLOWED", "admitCase")
    story.stage.on_case(EDDA, "admitCase")
    story.tell(f"{EDDA.name}, registrar of the service, admits the dispute: the marketplace may not.")
    story.leaves_the_negotiation(story.buyer)
    _nobody_paid_by_it_mediates(story)
    appoint(story.stage, "MEDIATOR", INES, by=EDDA)
    story.stage.on_case(INES, "endMediation")
    story.stage.on_case(story.buyer, "requestDecision")
    appoint(story.stage, "DECIDER", RUTH, by=EDDA)
    paid_by = story.sees(story.buyer, "neutrals { payer }", lambda case: {one["payer"] for one in case["neutrals"]})
    story.check(NORA.name not in paid_by, "appointer and payer stand on the record")
    story.file_is_complete()
    because = (issue("Does it hum more than it should?", "Nothing was shown that says otherwise."),)
    story.decides("GRANTED", "A lamp is silent.", of_money("80.00", "REFUND_FULL"), because=because)
    story.takes_time_to_think_and_accepts(story.buyer)
    story.takes_effect()
    story.is_at("COMPLIANCE")


def _nobody_paid_by_it_mediates(story: Story) -> None:
    """A neutral whom the marketplace pays is refused, whoever appoints."""
    edda = story.stage.player(EDDA)
    paulo = next(one["person"] for one in edda.ask(NEUTRALS)["neutrals"] if one["name"] == PAULO.name)
    edda.do("describeNeutral", person=paulo, languages=[], payer=story.marketplace())
    story.refused(EDDA, "NOT_ELIGIBLE", "appointNeutral", function="MEDIATOR", person=paulo)
    edda.do("describeNeutral", person=paulo, languages=[])
    story.tell(f"{PAULO.name} is paid by the marketplace in this story, and so mediates nothing that it is a side of.")
