"""An act received before a bound is in time, also when one received after the bound is decided first."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

import pytest
from sqlalchemy import func, select

from odr.arrivals import GONE, LIVES, Arrival, Arrivals, arrivals
from odr.clerk import Clerk
from odr.docket import entries
from odr.domain import filing, negotiation, talk
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.events import Position
from odr.domain.roles import Room, Visitor
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata
from odr.verification import verify_dockets
from tests.conftest import HandClock
from tests.core.given import FILED_AT, complaint, refund

CASE = "case-1"
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ONE = timedelta(microseconds=1)


class Watched(Arrivals):
    """Says when somebody begins to wait."""

    def __init__(self, store: Store, patience: float = 10) -> None:
        super().__init__(store, patience)
        self.waiting = Event()

    def wait_for_those_before(self, bound: datetime, at: datetime) -> None:
        self.waiting.set()
        super().wait_for_those_before(bound, at)


def process(store: Store, patience: float = 10) -> tuple[Clerk, Watched]:
    """A clerk as one process has it, and its ledger."""
    ledger = Watched(store, patience)
    return Clerk(store, all_rulebooks(), arrivals=ledger), ledger


def offered(clerk: Clerk) -> datetime:
    """A case with an offer of the seller; the bound by which it can be accepted."""
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    at, said = FILED_AT + timedelta(hours=1), Text("It left us whole.")
    clerk.submit(
        CASE, SELLER, lambda by: filing.AnswerComplaint(by=by, at=at, position=Position.DISPUTES, statement=said), at
    )
    make = lambda by: negotiation.MakeOffer(by=by, at=at, offer="offer", lines=(refund(100),))  # noqa: E731
    clerk.submit(CASE, SELLER, make, at)
    return next(frame.due for name, frame in clerk.look(CASE, BUYER, at).case.frames.items() if "offer" in name)


def accept(clerk: Clerk, at: datetime) -> None:
    ask = lambda by: negotiation.AcceptOffer(by=by, at=at, offer="offer", understood=True)  # noqa: E731
    clerk.submit(CASE, BUYER, ask, at)


def say(clerk: Clerk, at: datetime) -> None:
    words = Text("Nobody answers.")
    ask = lambda by: talk.SendMessage(by=by, at=at, message="m", room=Room.OPEN, words=words)  # noqa: E731
    clerk.submit(CASE, SELLER, ask, at)


def beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def received(ledger: Arrivals, at: datetime) -> Arrival:
    return ledger.receive(HandClock(at))


def test_who_was_received_before_the_bound_is_decided_before_who_came_after_it(store: Store):
    clerk, ledger = process(store)
    bound = offered(clerk)
    first = received(ledger, bound - ONE)
    other = received(ledger, bound + ONE)
    talking = beside(lambda: say(clerk, bound + ONE))
    assert ledger.waiting.wait(10), "who came after the bound did not wait"
    accept(clerk, first.at)
    first.over()
    talking.join(10)
    other.over()
    case = clerk.look(CASE, BUYER, bound + ONE).case
    assert (case.offers["offer"].standing, len(case.messages)) == (Standing.ACCEPTED, 1)
    assert verify_dockets(store, clerk.law).divergence is None


def test_nobody_waits_for_who_came_at_the_bound_or_after_it(store: Store):
    clerk, ledger = process(store)
    bound = offered(clerk)
    received(ledger, bound)
    say(clerk, bound + ONE)
    with pytest.raises(no.OfferNotOpen):
        accept(clerk, bound)


def test_nobody_waits_where_no_bound_has_passed(store: Store):
    clerk, ledger = process(store)
    bound = offered(clerk)
    received(ledger, FILED_AT)
    say(clerk, bound - ONE)
    assert not ledger.waiting.is_set()


def test_patience_ends_and_nothing_was_done(store: Store):
    clerk, ledger = process(store, patience=0)
    bound = offered(clerk)
    received(ledger, bound - ONE)
    before = count(store)
    with pytest.raises(no.Busy):
        say(clerk, bound + ONE)
    assert count(store) == before


def count(store: Store) -> int:
    with store.read() as conn:
        return int(conn.execute(select(func.count()).select_from(entries)).scalar_one())


@pytest.fixture
def server(new_database: Callable[[str], str], open_store: Callable[[str], Store]) -> Store:
    """A PostgreSQL database with every table."""
    store = open_store(new_database("postgresql"))
    metadata.create_all(store.engine)
    return store


def test_an_act_waits_for_other_processes_until_they_have_told_that_they_are_beyond_the_bound(
    server: Store, monkeypatch: pytest.MonkeyPatch
):
    looked, (here, _), (there, theirs) = Event(), process(server), process(server)
    monkeypatch.setattr("odr.arrivals.sleep", lambda _: looked.set())
    bound = offered(here)
    first = received(theirs, bound - ONE)
    theirs.tell(HandClock(bound + ONE))
    talking = beside(lambda: say(here, bound + ONE))
    assert looked.wait(10), "who came after the bound did not wait for the other process"
    accept(there, first.at)
    first.over()
    theirs.tell(HandClock(bound + 2 * ONE))
    talking.join(10)
    case = here.look(CASE, BUYER, bound + ONE).case
    assert (case.offers["offer"].standing, len(case.messages)) == (Standing.ACCEPTED, 1)
    assert verify_dockets(server, here.law).divergence is None


def test_a_process_that_is_silent_or_has_left_is_not_waited_for(server: Store):
    (here, _), (_, theirs), (_, gone) = (process(server, patience=0) for _ in range(3))
    bound = offered(here)
    for ledger, at in ((theirs, bound - LIVES), (gone, bound - ONE)):
        received(ledger, at)
        ledger.tell(HandClock(at))
    with pytest.raises(no.Busy):
        say(here, bound)
    gone.leave()
    say(here, bound)


def test_a_process_that_was_killed_is_waited_for_only_a_few_seconds(
    new_database: Callable[[str], str], open_store: Callable[[str], Store]
):
    """PostgreSQL shows no connection of it any more."""
    url = new_database("postgresql")
    one, other = open_store(url), open_store(url)
    metadata.create_all(one.engine)
    here, _ = process(one, patience=0)
    _, theirs = process(other, patience=0)
    bound = offered(here)
    received(theirs, bound - ONE)
    theirs.tell(HandClock(bound - ONE))
    with pytest.raises(no.Busy):
        say(here, bound + GONE)
    other.close()
    with pytest.raises(no.Busy):
        say(here, bound + timedelta(seconds=1))
    patient, _ = process(one)
    say(patient, bound + GONE)


def test_who_cannot_see_its_own_connections_believes_nothing_of_those_of_others(
    server: Store, monkeypatch: pytest.MonkeyPatch
):
    """Behind a pooler every connection has another name."""
    (here, mine), (_, theirs) = process(server, patience=0), process(server, patience=0)
    monkeypatch.setattr(mine, "_process", "pooled/here")
    monkeypatch.setattr(theirs, "_process", "pooled/there")
    bound = offered(here)
    received(theirs, bound - ONE)
    theirs.tell(HandClock(bound - ONE))
    with pytest.raises(no.Busy):
        say(here, bound + GONE)


def test_a_process_tells_the_oldest_act_under_way_or_that_there_is_none(server: Store):
    ledger = Arrivals(server)
    clock = HandClock(FILED_AT)
    told = []
    first, second = (received(ledger, FILED_AT + n * ONE) for n in (1, 2))
    for step in (lambda: None, first.over, second.over, second.over):
        step()
        clock.forward(timedelta(seconds=1))
        ledger.tell(clock)
        with server.read() as conn:
            told.append(conn.execute(select(arrivals.c.upto, arrivals.c.beat_at)).one())
    base = told[0].upto - 1
    assert [row.upto - base for row in told] == [1, 2, 3_000_000, 4_000_000]
    assert [row.beat_at - base for row in told] == [n * 1_000_000 for n in (1, 2, 3, 4)]
