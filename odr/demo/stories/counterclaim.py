"""The seller claims something in return, in the same case: both claims are settled together."""

from odr.demo.stories.words import Story, claim, of_money

TITLE = "The seller claims something in return"


def play(story: Story) -> None:
    order = story.bought()
    story.complains(story.buyer, order, "The shade has a dent.", claim("DAMAGED", of_money("30.00")))
    asks = claim("RETURN_DAMAGED", of_money("20.00", "DAMAGES", owedBy="COMPLAINANT"))
    words = "The shade that was sent back for it was broken."
    story.stage.on_case(story.seller, "makeCounterclaim", claims=[asks], narrative=words)
    story.tell(f'{story.seller.name} claims in return: "{words}"')
    answer = "It was whole when I packed it."
    story.stage.on_case(story.buyer, "answerCounterclaim", position="DISPUTES", statement=answer)
    story.tell(f'{story.buyer.name} answers: "{answer}"')
    both = (of_money("30.00"), of_money("10.00", "DAMAGES", owedBy="COMPLAINANT"))
    story.accepts(story.buyer, story.offers(story.seller, *both))
    owed = story.sees(story.seller, "compensation { lines { remedy { owedBy } } }", lambda case: case["compensation"])
    sides = {one["remedy"]["owedBy"] for one in owed["lines"]}
    story.check(sides == {"RESPONDENT", "COMPLAINANT"}, "each side owes its own line")
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")
