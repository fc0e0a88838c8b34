"""A buyer of sixteen complains; what binds is done by a parent, and the seller never learns who or why."""

from odr.demo.people import CAMILLE, DemoPerson
from odr.demo.stories.words import Story, claim, of_money

TITLE = "A buyer of sixteen complains, and a parent settles"


def play(story: Story) -> None:
    order = story.bought()
    story.tell(f"{story.buyer.name} is sixteen in this story.")
    words = "The lamp came broken, and I paid for it with my birthday money."
    story.complains(story.buyer, order, words, claim("DAMAGED", of_money("60.00")), guardianship="UNDER_AGE")
    story.answers(story.seller, "We packed it well, but we would pay for the repair.")
    offer = story.offers(story.seller, of_money("30.00"))
    story.refused(story.buyer, "GUARDIAN_DECIDES", "acceptOffer", offer=offer, effectUnderstood=True)
    story.stage.on_case(story.buyer, "sendMessage", room="OPEN", words="I will ask my mother.")
    story.tell(f"{story.buyer.name} can write, and does.")
    story.named(story.buyer, CAMILLE, "nameGuardian")
    _sees_only_that_there_is_one(story, story.seller)
    story.accepts(CAMILLE, offer)
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")


def _sees_only_that_there_is_one(story: Story, who: DemoPerson) -> None:
    wanted = "complainant { boundByLaw guardianship } representations { basis name }"
    found = story.sees(who, wanted, lambda case: case)
    expected = {
        "complainant": {"boundByLaw": True, "guardianship": None},
        "representations": [{"basis": "LAW", "name": None}],
    }
    story.check(found == expected, "the seller sees that somebody acts by law, not who or why")
