"""The ledger across cases, on both databases: two cases about one order never order the same money."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from odr import recoveries
from odr.clerk import Clerk
from odr.domain import negotiation
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import RecoverySource
from odr.domain.recovery import left
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Role, Visitor
from odr.law import Law
from odr.outbox import outbox
from odr.promises import RECOVERIES
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.verification import verify_dockets
from tests.core.given import FILED_AT, ORDER, complaint, eur, refund

BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
LATER = FILED_AT + timedelta(hours=1)
SHADE = (Claim("claim-2", "shade", 1, ComplaintType.DAMAGED, (refund(2500, "shade", Remedy.REFUND_FULL),)),)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(case="lamp", number=number), DEFAULT)
    clerk.open("KE", lambda number: complaint(case="shade", number=number, claims=SHADE), DEFAULT)
    return clerk


def offer(clerk: Clerk, case: str, amount: int, line: str | None = None, at: datetime = LATER) -> None:
    lines = (refund(amount, line),)
    clerk.submit(case, SELLER, lambda by: negotiation.MakeOffer(by=by, at=at, offer=f"o-{case}", lines=lines), at)


def accept(clerk: Clerk, case: str, at: datetime = LATER) -> None:
    ask: Any = lambda by: negotiation.AcceptOffer(by=by, at=at, offer=f"o-{case}", understood=True)  # noqa: E731
    clerk.submit(case, BUYER, ask, at)


def seen(clerk: Clerk, case: str, at: datetime = LATER) -> Case:
    return clerk.look_as(case, Role.SYSTEM, at).case


def chargeback(store: Store, amount: int, at: datetime = LATER, **more: Any) -> int:
    said = {"source": RecoverySource.CHARGEBACK, "undone": False, "line": None, "reference": "CB-1", **more}
    with store.write() as conn:
        return recoveries.record(conn, ORDER, recoveries.Report("pay-1", amount=eur(amount), **said), "shop", at)


def test_what_one_case_orders_the_other_is_told_of(clerk: Clerk) -> None:
    offer(clerk, "lamp", 8000, "lamp")
    accept(clerk, "lamp")
    clerk.tell_of_recoveries(ORDER.id, LATER)
    [told] = seen(clerk, "shade").recoveries
    assert (told.source, told.amount, told.line, told.reference) == (RecoverySource.ORDER, eur(8000), "lamp", "")
    assert left(seen(clerk, "shade")) == eur(4500)
    assert not seen(clerk, "lamp").recoveries, "a case is not told of what it did itself"
    assert verify_dockets(clerk.store, Law(all_rulebooks())).divergence is None


def test_the_other_open_cases_are_promised_to_be_told(clerk: Clerk, store: Store) -> None:
    offer(clerk, "lamp", 8000)
    accept(clerk, "lamp")
    with store.read() as conn:
        topics = conn.execute(select(outbox.c.topic).where(outbox.c.topic == RECOVERIES)).all()
    assert len(topics) == 1


def test_nobody_needs_to_have_been_told_for_the_cap_to_hold(clerk: Clerk) -> None:
    """The worker has told nobody yet: the act that orders looks itself."""
    offer(clerk, "lamp", 8000)
    offer(clerk, "shade", 8000)
    accept(clerk, "lamp")
    with pytest.raises(no.AlreadyRecovered, match=r"80.00 EUR of it"):
        accept(clerk, "shade")
    assert len(seen(clerk, "shade").recoveries) == 1


def test_a_chargeback_is_known_to_the_next_offer(clerk: Clerk, store: Store) -> None:
    assert chargeback(store, 12000) == 1
    with pytest.raises(no.AlreadyRecovered):
        offer(clerk, "lamp", 501)
    offer(clerk, "lamp", 500)


def test_a_case_that_is_opened_later_knows_what_came_back(clerk: Clerk, store: Store) -> None:
    chargeback(store, 1000)
    bulbs = (Claim("claim-3", "bulbs", 1, ComplaintType.DAMAGED, (refund(500, "bulbs"),)),)
    clerk.open("KE", lambda number: complaint(case="bulbs", number=number, claims=bulbs), DEFAULT)
    assert [one.amount for one in seen(clerk, "bulbs").recoveries] == [eur(1000)]


def test_the_same_report_again_is_the_same_row(store: Store, clerk: Clerk) -> None:
    assert chargeback(store, 1000) == chargeback(store, 1000)
    with pytest.raises(recoveries.RecoveryDiffers):
        chargeback(store, 2000)
    with pytest.raises(recoveries.NothingToUndo):
        chargeback(store, 1000, reference="CB-2", undone=True)
    assert chargeback(store, 1000, undone=True) == 2


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"line": "no such line"}, no.UnknownLine),
        ({"amount": eur(0)}, no.InvalidInput),
        ({"reference": " "}, no.InvalidInput),
        ({"payment": "no such payment"}, recoveries.PaymentUnknown),
    ],
)
def test_a_report_that_cannot_be_is_refused(
    store: Store, clerk: Clerk, wrong: dict[str, Any], refusal: type[no.Refused]
) -> None:
    right: dict[str, Any] = {
        "payment": "pay-1",
        "source": RecoverySource.REFUND,
        "amount": eur(100),
        "undone": False,
        "line": None,
        "reference": "R-1",
    }
    with pytest.raises(refusal), store.write() as conn:
        recoveries.record(conn, ORDER, recoveries.Report(**right | wrong), "shop", LATER)


def test_two_cases_that_order_at_once_order_what_was_paid_once(store: Store) -> None:
    """Each of the two asks for more than half of all; whoever is second is refused, in every race."""
    clerks = [Clerk(store, all_rulebooks()) for _ in range(2)]
    for number in range(20):
        race(clerks, f"{number}")
    assert verify_dockets(store, Law(all_rulebooks())).divergence is None


def race(clerks: list[Clerk], name: str) -> None:
    order = {"order": replace(ORDER, id=f"order-{name}")}
    for case, claims in ((f"lamp-{name}", complaint().claims), (f"shade-{name}", SHADE)):
        clerks[0].open("KE", lambda told, c=case, k=claims: complaint(case=c, number=told, claims=k, **order), DEFAULT)
        offer(clerks[0], case, 8000)
    start, met = threading.Barrier(2), Counter[str]()

    def go(clerk: Clerk, case: str) -> None:
        start.wait()
        try:
            accept(clerk, case)
            met["ordered"] += 1
        except no.AlreadyRecovered:
            met["refused"] += 1

    threads = [
        threading.Thread(target=go, args=(clerk, case))
        for clerk, case in zip(clerks, (f"lamp-{name}", f"shade-{name}"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == {"ordered": 1, "refused": 1}
    orders = [seen(clerks[0], case).compensation for case in (f"lamp-{name}", f"shade-{name}")]
    assert sum(leg.amount.minor for one in orders if one for line in one.lines for leg in line.legs) == 8000


def test_a_closed_case_is_told_only_what_undoes_something_that_its_order_gave_way_to(
    clerk: Clerk, store: Store
) -> None:
    offer(clerk, "lamp", 8000, "lamp")
    accept(clerk, "lamp")
    chargeback(store, 12500)
    clerk.tell_of_recoveries(ORDER.id, LATER)
    assert seen(clerk, "lamp").is_over
    chargeback(store, 100, reference="CB-2")
    clerk.tell_of_recoveries(ORDER.id, LATER)
    assert len(seen(clerk, "lamp").recoveries) == 1
    chargeback(store, 12500, undone=True)
    for _ in range(2):
        clerk.tell_of_recoveries(ORDER.id, LATER)
    told = seen(clerk, "lamp")
    assert [one.undone for one in told.recoveries] == [False, False, True]
    assert told.closed_at is not None
    assert not told.is_over, "whoever is owed can report it"
    assert [one.undone for one in seen(clerk, "shade").recoveries].count(True) == 2, "the order and the chargeback"
