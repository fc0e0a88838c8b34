"""Cases to measure with: made through the clerk, like any other."""

from dataclasses import replace
from datetime import datetime, timedelta

from odr.clerk import Clerk
from odr.domain import events as e
from odr.domain import filing, talk
from odr.domain.roles import Room, Visitor
from odr.domain.words import Text
from odr.rulebooks import DEFAULT
from tests.core.given import FILED_AT, USUAL, Sale, complaint

BUYER = Visitor(USUAL.buyer)
NOW = FILED_AT + timedelta(hours=4)


def open_cases(
    clerk: Clerk, count: int, prefix: str = "case", sale: Sale = USUAL, at: datetime = FILED_AT
) -> list[str]:
    """Cases with a complaint, an answer and a message: twenty entries each, as the buyer sees them."""
    names = [f"{prefix}-{number}" for number in range(count)]
    buyer = Visitor(sale.buyer)
    for name in names:
        order = replace(complaint().order, id=f"order-{name}")
        parts = {**sale.parts(), "case": name, "order": order, "at": at}
        clerk.open("KE", lambda number, p=parts: complaint(number=number, **p), DEFAULT)
        answer(clerk, name, sale, at)
        while clerk.look(name, buyer, at).case.version < 20:
            say(clerk, name, at, buyer)
    return names


def answer(clerk: Clerk, case: str, sale: Sale, at: datetime) -> None:
    said = Text("It left our house whole, packed in two boxes. Please send us a photograph of the crack.")
    clerk.submit(
        case,
        Visitor("seller-person", organisations=frozenset({sale.seller})),
        lambda by: filing.AnswerComplaint(by=by, at=at, position=e.Position.DISPUTES, statement=said),
        at,
    )


def say(clerk: Clerk, case: str, at: datetime, buyer: Visitor = BUYER) -> None:
    """The transition that is measured: load, pass time, decide, seal, write entry, words, views and promise."""
    words = Text("I have sent the photograph. The crack runs from the foot to the socket.")
    clerk.submit(
        case,
        buyer,
        lambda by: talk.SendMessage(by=by, at=at, message="message", room=Room.OPEN, words=words),
        at,
    )
