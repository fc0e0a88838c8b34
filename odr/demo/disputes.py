"""Disputes that are under way when the demo begins, so that lists have something in them."""

from collections.abc import Mapping
from typing import Any

from odr.demo.desk import Desk, Dispute
from odr.demo.people import AGNIESZKA, CAMILLE, HANA, MARIAM, NORA, PAULO, SABINE, TAREK
from odr.schema import ids


def refund(line: str, amount: str, remedy: str = "REFUND_PARTIAL", quantity: int = 1) -> dict[str, Any]:
    """A remedy line of money."""
    return {"remedy": remedy, "line": line, "quantity": quantity, "amount": {"amount": amount, "currency": "EUR"}}


def claim(line: str, complaint: str, *remedies: dict[str, Any], quantity: int = 1) -> dict[str, Any]:
    """What is wrong with one line, and what would put it right."""
    return {"line": line, "quantity": quantity, "complaint": complaint, "remedies": list(remedies)}


def begin_disputes(desk: Desk, orders: Mapping[str, str], paulo: str) -> None:
    """Let the disputes run up to now.

    Args:
        orders: global ids by number.
        paulo: the mediator's local id.
    """
    _dented_kettle(Dispute(desk, "KE-1002"), orders["KE-1002"])
    _used_key(Dispute(desk, "KE-1003"), orders["KE-1003"])
    _noisy_room(Dispute(desk, "KE-1004"), orders["KE-1004"], ids.encode("Person", paulo))
    _short_tour(Dispute(desk, "KE-1006"), orders["KE-1006"])


def _dented_kettle(case: Dispute, order: str) -> None:
    """In negotiation: the buyer's counter-offer waits for the seller."""
    case.file(
        CAMILLE,
        -6,
        order,
        claims=[claim("kettle", "DAMAGED", refund("kettle", "59.00", "REFUND_FULL"), replacement("kettle"))],
        narrative="The kettle has a deep dent in its belly. The carton was whole, so it was packed like this.",
    )
    case.hand_in(CAMILLE, -6 + 0.1, "kettle-dent.jpg", "The dent, on the day the kettle came.")
    case.do(TAREK, -5.8, "acknowledgeComplaint")
    statement = "We check every kettle before it leaves. A dent can come from a fall, which the guarantee excludes."
    case.do(SABINE, -5, "answerComplaint", position="DISPUTES", statement=statement)
    case.do(CAMILLE, -4.8, "escalateComplaint", reasons="It never fell. I unpacked it and took the photograph at once.")
    case.do(NORA, -4, "admitCase")
    offer = case.do(
        SABINE, -3, "makeOffer", "offer { id }", lines=[refund("kettle", "15.00")], conditions="The kettle is kept."
    )["offer"]["id"]
    case.do(CAMILLE, -2, "makeOffer", lines=[refund("kettle", "30.00")], counters=offer)
    words = "It boils and it whistles, but it was sold without dents. Thirty, and I keep it."
    case.do(CAMILLE, -1.99, "sendMessage", room="WITHOUT_PREJUDICE", words=words)


def _used_key(case: Dispute, order: str) -> None:
    """Just filed: the seller is asked for an answer."""
    again = {"remedy": "DELIVER_NOW", "line": "key", "quantity": 1}
    case.file(
        MARIAM,
        -0.8,
        order,
        claims=[claim("key", "DEFECTIVE", again, refund("key", "39.99", "REFUND_FULL"))],
        narrative="The key was refused as used ten minutes after I bought it.\n"
        "رُفض المفتاح بعد عشر دقائق من الشراء، ولم أستخدمه من قبل.",
    )
    case.hand_in(MARIAM, -0.7, "key-chat-ar.txt", "Our chat, in Arabic and English.")


def _noisy_room(case: Dispute, order: str, paulo: str) -> None:
    """In mediation: one side has answered the proposal privately, the other has not."""
    case.file(
        AGNIESZKA,
        -17,
        order,
        claims=[claim("nights", "NOT_AS_DESCRIBED", refund("nights", "94.00", quantity=2), quantity=2)],
        narrative="We booked a quiet room to the river and got one over the bar, towards the street, without any view.",
    )
    case.do(HANA, -16.9, "acknowledgeComplaint")
    statement = "The river rooms were full after a burst pipe. The room had the same size, and breakfast was included."
    case.do(HANA, -16, "answerComplaint", position="DISPUTES", statement=statement)
    case.do(AGNIESZKA, -15, "escalateComplaint", reasons="Nobody told us before we came. The view was why we booked.")
    case.do(NORA, -14, "admitCase")
    case.do(HANA, -12, "makeOffer", lines=[refund("nights", "20.00", quantity=2)])
    case.do(AGNIESZKA, -6, "leaveNegotiation")
    case.do(NORA, -5.9, "appointNeutral", function="MEDIATOR", person=paulo)
    hello = "Good day to both of you. I am Paulo. I do not decide; I help. Tell me here what matters most to you."
    case.do(PAULO, -5, "sendMessage", room="WITHOUT_PREJUDICE", words=hello)
    alone = "Between the two of us: would one night back be enough for you?"
    case.do(PAULO, -4, "sendMessage", room="CAUCUS_COMPLAINANT", words=alone)
    case.do(AGNIESZKA, -3.8, "sendMessage", room="CAUCUS_COMPLAINANT", words="If it comes quickly, yes.")
    proposal = case.do(
        PAULO,
        -2,
        "makeProposal",
        "proposal { id }",
        lines=[refund("nights", "80.00", quantity=2)],
        reasons="The room was clean and the breakfast good, but the view was the point of this booking.",
    )["proposal"]["id"]
    case.do(HANA, -1, "answerProposal", proposal=proposal, accepts=True, effectUnderstood=True)


def _short_tour(case: Dispute, order: str) -> None:
    """Settled at once and paid: closed."""
    case.file(
        CAMILLE,
        -40,
        order,
        claims=[claim("tour", "SERVICE_POOR", refund("tour", "28.00", quantity=2), quantity=2)],
        narrative="The tour ended after an hour, because the tower was closed, and the guide spoke no French.",
    )
    offer = case.do(HANA, -39, "makeOffer", "offer { id }", lines=[refund("tour", "28.00", quantity=2)])["offer"]["id"]
    settled = case.do(
        CAMILLE, -38, "acceptOffer", "case { compensation { lines { id } } }", offer=offer, effectUnderstood=True
    )
    owed = settled["case"]["compensation"]["lines"][0]["id"]
    for days, step in ((-37.5, "SUBMITTED"), (-37.4, "SETTLING"), (-36, "FULFILLED")):
        case.do(NORA, days, "reportFulfilment", line=owed, step=step, reference="refund-KE-1006-1")


def replacement(line: str) -> dict[str, Any]:
    """A replacement for one piece of a line."""
    return {"remedy": "REPLACE", "line": line, "quantity": 1}
