"""One filing about two sellers' parcels that came in part: a case each, one settled, one withdrawn."""

from datetime import timedelta

from odr.demo.orders import PIXELKIOSK, line
from odr.demo.people import LUIS
from odr.demo.stories.words import Story, claim, lamp, of_money

TITLE = "Partial delivery from two sellers"


def play(story: Story) -> None:
    bowl = line("bowl", "Bowl, glazed", "30.00", "Stoneware, dishwasher safe.")
    book = line("book", "Art book of the game", "45.00", "Hardcover, 200 pages.")
    here = story.bought(lamp(), bowl, missing=("bowl",))
    there = story.bought(book, of=PIXELKIOSK, missing=("book",))
    parts = [
        _part(here, "The lamp is here, the bowl is not.", "bowl", "30.00"),
        _part(there, "The book never left, it seems.", "book", "45.00"),
    ]
    wanted = "cases { id number respondent { name } order { lines { title } } }"
    bowls, books = story.stage.player(story.buyer).do("fileComplaints", wanted, complaints=parts)["cases"]
    story.tell(f"{story.buyer.name} files once. It becomes case {bowls['number']} and case {books['number']}.")

    story.goes_on_with(bowls)
    seen = story.sees(
        story.seller, "order { lines { id } }", lambda case: [one["id"] for one in case["order"]["lines"]]
    )
    story.check(seen == ["lamp", "bowl"], "a seller sees its own part of the purchase and nothing else")
    story.accepts(story.buyer, story.offers(story.seller, of_money("30.00", "REFUND_FULL", "bowl")))
    story.is_paid()
    story.is_at("CLOSED", "SETTLED")

    story.goes_on_with(books)
    story.answers(LUIS, "It left late. It comes on Friday.")
    story.stage.move_to(story.stage.now() + timedelta(days=3), "the book arrives")
    story.stage.on_case(story.buyer, "withdrawComplaint", reasons="It is here now.")
    story.is_at("CLOSED", "WITHDRAWN")


def _part(order: str, words: str, line: str, amount: str) -> dict[str, object]:
    claims = [claim("NOT_RECEIVED", of_money(amount, "REFUND_FULL", line), line=line)]
    return {
        "order": order,
        "claims": claims,
        "narrative": words,
        "contactedBefore": True,
        "otherProceedings": False,
    }
