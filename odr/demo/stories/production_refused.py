"""A decision maker orders the packing record; the seller refuses it, and that is told and counted openly."""

from odr.demo.people import RUTH
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "A production order is refused"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(
        story.buyer, order, "Packed without any padding.", claim("DAMAGED", of_money("80.00", "REFUND_FULL"))
    )
    story.answers(story.seller, "We film every parcel. It was padded.")
    story.disputes(story.buyer, "Then show the film.")
    story.to_mediation(story.buyer)
    story.to_evidence(story.buyer)
    asked = {"side": "RESPONDENT", "what": "The film of the packing.", "why": "It shows whether it was padded."}
    request = story.stage.on_case(RUTH, "requestEvidence", "request { id }", **asked)["request"]["id"]
    story.tell(f"{RUTH.name} orders the film of the packing to be handed in, and says why.")
    refusal = {"request": request, "answer": "REFUSED", "words": "We do not give films away."}
    story.stage.on_case(story.seller, "answerEvidenceRequest", **refusal)
    story.tell(f'{story.seller.name}: "{refusal["words"]}"')
    story.file_is_complete()
    finding = "No. The seller has a film and keeps it back; I take it that the film shows no padding."
    because = issue("Was the parcel padded?", finding, inferences=[request])
    words = "What is kept back after an order may count against who keeps it."
    story.decides("GRANTED", words, of_money("80.00", "REFUND_FULL"), because=(because,))
    wanted = "decision { issues { inferences } }"
    seen = story.sees(story.seller, wanted, lambda case: case["decision"]["issues"][0]["inferences"])
    story.check(seen == [request], "what was inferred, and from which order, stands in the decision")
