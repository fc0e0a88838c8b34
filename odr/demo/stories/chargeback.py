"""A chargeback in the middle of a case: time stands still, nobody is penalised, nothing is given back twice."""

from datetime import timedelta

from odr.demo.people import NORA
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A chargeback in the middle of a case"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The lamp flickers.", claim("DEFECTIVE", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "It did not flicker here.")
    story.disputes(story.buyer, "It does, at every plug.")
    day = story.stage.now().date().isoformat()
    told = {"kind": "CHARGEBACK", "forum": "Example Bank", "reference": f"CB-{story.stage.suffix}", "openedOn": day}
    reported = story.stage.on_case(story.buyer, "reportParallelProceeding", "proceeding", **told)
    story.tell(f"{story.buyer.name} disputes the payment at her bank too, and says so in the case.")
    paused = story.sees(story.seller, "pause { ground }", lambda case: case["pause"]["ground"])
    story.check(paused == "EXTERNAL_PROCEEDING", "time stands still while the bank looks at it")
    story.refused(
        story.seller,
        "CONDITION_FORBIDDEN",
        "makeOffer",
        lines=[of_money("40.00")],
        conditions="You must withdraw your chargeback first.",
    )
    story.stage.move_to(story.stage.now() + timedelta(days=8), "the bank decides")
    back = {"payment": f"pay-KE-{story.stage.suffix}-1", "amount": {"amount": "50.00", "currency": "EUR"}}
    story.stage.on_case(
        NORA,
        "endParallelProceeding",
        proceeding=reported["proceeding"],
        outcome="IN_PART",
        endedOn=story.stage.now().date().isoformat(),
        recovered=back,
    )
    story.tell(f"The bank gave back 50.00 EUR. {NORA.name} reports it; time goes on.")
    story.refused(story.seller, "ALREADY_RECOVERED", "makeOffer", lines=[of_money("80.00", "REFUND_FULL")])
    story.accepts(story.buyer, story.offers(story.seller, of_money("30.00")))
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
