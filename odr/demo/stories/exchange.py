"""The lamp is sent back, and another one comes instead."""

from odr.demo.stories.words import Story, claim

TITLE = "An exchange: the first lamp goes back, another one comes"


def play(story: Story) -> None:
    order = story.bought()
    another = {"remedy": "REPLACE", "line": "lamp", "afterReturn": True, "item": "LAMP-BRASS-50"}
    story.complains(
        story.buyer, order, "The shade is scratched.", claim("DAMAGED", {"remedy": "REPLACE", "line": "lamp"})
    )
    story.accepts(story.buyer, story.offers(story.seller, another))
    story.check(story.owed()[0]["step"] == "AWAITING_RETURN", "the first lamp comes back before the other is sent")
    story.arranges(story.seller)
    story.reports(story.buyer, "RETURN_IN_TRANSIT")
    story.reports(story.seller, "RETURN_RECEIVED")
    told = {"line": story.owed()[0]["id"], "found": "AS_SENT"}
    story.stage.on_case(story.seller, "reportInspection", **told)
    story.tell(f"{story.seller.name} looks at it: it is as it was sent.")
    story.reports(story.seller, "SETTLING")
    story.reports(story.buyer, "FULFILLED")
    story.is_at("CLOSED", "SETTLED")
