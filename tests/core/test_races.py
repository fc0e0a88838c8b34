"""An acceptance races against the expiry of the same offer, on both databases: one of the two happens, never both."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odr.clerk import Clerk
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.roles import Role, Visitor
from odr.domain.words import Text
from odr.law import Law
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.verification import verify_dockets
from tests.core.given import FILED_AT, complaint, refund

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ONE, GRACE = timedelta(microseconds=1), timedelta(seconds=61)


def bound_of(number: int) -> datetime:
    """Every offer has a bound of its own, so that a sweep finds this one only."""
    return FILED_AT + timedelta(hours=3, minutes=2 * number)


def offered(clerk: Clerk, number: int) -> str:
    case, at = f"case-{number}", FILED_AT + timedelta(hours=1)
    order = replace(complaint().order, id=f"order-{number}")
    clerk.open("KE", lambda told: complaint(case=case, number=told, order=order), DEFAULT)
    words = Text("It left us whole.")
    answer = lambda by: filing.AnswerComplaint(by=by, at=at, position=e.Position.DISPUTES, statement=words)  # noqa: E731
    clerk.submit(case, SELLER, answer, at)
    offer = lambda by: negotiation.MakeOffer(  # noqa: E731
        by=by, at=at, offer="offer", lines=(refund(100),), expires=bound_of(number)
    )
    clerk.submit(case, SELLER, offer, at)
    return case


def is_open(clerk: Clerk, case: str, at: datetime) -> bool:
    return clerk.look_as(case, Role.COMPLAINANT, at).case.offers["offer"].standing is Standing.OPEN


def race(accepting: Clerk, sweeping: Clerk, case: str, number: int) -> str:
    """What came of it: both start at the same moment, in clerks of their own as in two processes."""
    start, met = threading.Barrier(2), Counter[str]()

    def accept() -> None:
        at = bound_of(number) - ONE
        start.wait()
        try:
            ask = lambda by: negotiation.AcceptOffer(by=by, at=at, offer="offer", understood=True)  # noqa: E731
            accepting.submit(case, BUYER, ask, at)
            met["accepted"] += 1
        except no.OfferNotOpen:
            met["refused"] += 1

    def sweep() -> None:
        start.wait()
        while is_open(sweeping, case, bound_of(number) - ONE):
            sweeping.sweep(bound_of(number) + GRACE)

    threads = [threading.Thread(target=accept), threading.Thread(target=sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [outcome] = met.elements()
    return outcome


def race_often(store: Store, races: int) -> None:
    clerks = [Clerk(store, all_rulebooks()) for _ in range(2)]
    outcomes = Counter[str]()
    for number in range(races):
        case = offered(clerks[0], number)
        outcome = race(clerks[number % 2], clerks[1 - number % 2], case, number)
        outcomes[outcome] += 1
        entries = clerks[0].look_as(case, Role.SYSTEM, bound_of(number) + GRACE).entries
        kinds = Counter(type(entry.event).__name__ for entry in entries)
        assert (kinds["SettlementReached"], kinds["OfferLapsed"]) == ((1, 0) if outcome == "accepted" else (0, 1))
        assert kinds["CompensationOrdered"] == kinds["SettlementReached"]
    assert outcomes.total() == races
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def test_an_offer_is_accepted_or_lapses_and_never_both(store: Store) -> None:
    race_often(store, 100)


def accept_at_once(clerks: list[Clerk], case: str, at: datetime) -> list[str]:
    """Each side accepts the other's offer, both in the same instant: what each was told."""
    start = threading.Barrier(2)
    told: list[str] = []

    def accept(clerk: Clerk, visitor: Visitor, offer: str) -> None:
        start.wait()
        try:
            ask = lambda by: negotiation.AcceptOffer(by=by, at=at, offer=offer, understood=True)  # noqa: E731
            clerk.submit(case, visitor, ask, at)
            told.append("accepted")
        except no.NotAtThisStage as refused:
            told.append(refused.code)

    takers = ((BUYER, "offer"), (SELLER, "mine"))
    threads = [threading.Thread(target=accept, args=(clerk, *one)) for clerk, one in zip(clerks, takers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


def test_two_acceptances_in_one_instant_settle_once(store: Store) -> None:
    clerks = [Clerk(store, all_rulebooks()) for _ in range(2)]
    for number in range(50):
        case, at = offered(clerks[0], number), FILED_AT + timedelta(hours=2)
        mine = lambda by: negotiation.MakeOffer(by=by, at=at, offer="mine", lines=(refund(200),))  # noqa: E731, B023
        clerks[0].submit(case, BUYER, mine, at)
        assert accept_at_once(clerks, case, at) == ["NOT_AT_THIS_STAGE", "accepted"]
        entries = clerks[0].look_as(case, Role.SYSTEM, at).entries
        kinds = Counter(type(entry.event).__name__ for entry in entries)
        assert kinds["SettlementReached"] == kinds["OfferAccepted"] == kinds["CompensationOrdered"] == 1
        assert kinds["OfferLapsed"] == 1, "the other offer"


@pytest.mark.slow
def test_an_offer_is_accepted_or_lapses_in_a_thousand_races(store: Store) -> None:
    race_often(store, 1000)
