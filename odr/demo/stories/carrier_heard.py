"""A parcel is lost: the decision maker asks the carrier in, both sides read what it says, and the decision cites it."""

from odr.demo.people import MILAN, RUTH
from odr.demo.stories.words import Story, claim, issue, lamp, of_money

TITLE = "The carrier is heard about a lost parcel"


def play(story: Story) -> None:
    order = story.bought(lamp(), missing=("lamp",))
    story.complains(story.buyer, order, "It never came.", claim("NOT_RECEIVED", of_money("80.00", "REFUND_FULL")))
    story.answers(story.seller, "The carrier has it as delivered.")
    story.disputes(story.buyer, "Nobody rang, and nobody here signed.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    asked = {"kind": "CARRIER", "parcels": ["P2"], "reasons": "Was this parcel delivered, and to whom?"}
    third = story.asks_in(RUTH, MILAN, **asked)
    wanted = "complainant { name } order { paid { amount } lines { total { amount } } } messages { id } claims { id }"
    seen = story.sees(MILAN, wanted, lambda case: case)
    story.check(seen["order"] == {"paid": None, "lines": [{"total": None}]}, "a carrier sees no prices")
    story.check((seen["complainant"]["name"], seen["claims"]) == ("buyer", []), "a carrier sees no names and no claims")
    question = {"thirdParty": third, "words": "Please tell us the last scan, and send the proof of delivery if any."}
    made = story.stage.on_case(RUTH, "askThirdParty", "question { id }", **question)["question"]["id"]
    story.tell(f'{RUTH.name} asks the carrier: "{question["words"]}"')
    words = 'Our last scan is at the depot. There is no delivery scan; "delivered" was set by hand, and in error.'
    said = story.stage.on_case(MILAN, "giveThirdPartyStatement", "statement { number }", words=words, answers=made)[
        "statement"
    ]["number"]
    story.tell(f'{MILAN.name} says, under {said}: "{words}"')
    read = "thirdParties { statements { words } }"
    for side in (story.buyer, story.seller):
        heard = story.sees(side, read, lambda case: case["thirdParties"][0]["statements"][0]["words"])
        story.check(heard == words, "both sides read what the carrier says")
    answer = "We relied on the tracking page, and do not dispute the scan."
    story.stage.on_case(story.seller, "sendMessage", room="OPEN", words=answer)
    story.tell(f'{story.seller.name} answers: "{answer}"')
    story.file_is_complete()
    because = issue("Was the parcel delivered?", "No. The carrier has no delivery scan.", said)
    reasons = "Who sells bears the risk until the parcel reaches the buyer."
    story.decides("GRANTED", reasons, of_money("80.00", "REFUND_FULL"), because=(because,))
    cited = "decision { issues { exhibits } }"
    found = story.sees(story.seller, cited, lambda case: case["decision"]["issues"][0]["exhibits"])
    story.check(found == [said], "the decision cites what the carrier said")
