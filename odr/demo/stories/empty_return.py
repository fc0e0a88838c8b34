"""The seller complains: what came back was an empty box. The buyer answers, and it is decided."""

from odr.demo.people import RUTH
from odr.demo.stories.words import Story, claim, issue, of_money

TITLE = "The seller complains: the return was empty"


def play(story: Story) -> None:
    order = story.bought()
    asks = claim("RETURN_EMPTY", of_money("80.00", "DAMAGES"))
    story.complains(story.seller, order, "The parcel that came back held only paper.", asks)
    story.answers(story.buyer, "I packed the lamp myself. Here is the receipt of the post with its weight.")
    story.disputes(story.seller, "Our scale says 300 grams.")
    story.to_mediation(story.seller)
    story.to_evidence(story.seller)
    story.hands_in(story.seller, "lamp-carton.jpg", "The box as it came.")
    number = story.hands_in(story.buyer, "lamp-chat.txt", "The receipt of the post: 2.4 kg.")
    story.file_is_complete()
    finding = "No. The post weighed 2.4 kg, and whoever claims damages has to show that the lamp was not sent."
    words = "The seller has not shown that the box was empty when it was sent."
    story.decides("DISMISSED", words, because=(issue("Was the box sent empty?", finding, number),))
    told = story.sees(story.seller, "decision { by { name } }", lambda case: case["decision"]["by"]["name"])
    story.check(told == RUTH.name, "a seller reads the decision like a buyer")
