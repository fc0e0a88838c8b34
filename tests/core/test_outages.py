"""Outages on both databases: what the ledger of beats says, and what it does to bounds nobody could meet."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from odr.clerk import CaseSeen, Clerk
from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain.calendar import local_day
from odr.domain.events import Moved, Stage
from odr.domain.happenings import Outage
from odr.domain.refusals import InvalidInput, NotAtThisStage
from odr.domain.roles import Role, Room, Visitor
from odr.domain.words import Text
from odr.outages import Outages, announce, forget_the_future, noted, outages, record
from odr.records.reading import Scope, read_case
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store, instant
from odr.verification import verify_dockets
from tests.core.given import FILED_AT, complaint, refund

CASE = "case-1"
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
BOUND = datetime(2026, 3, 9, 23, 0, tzinfo=UTC)
"""Until then the seller answers: the end of Monday 9 March in Berlin."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    return after_filing(service(store))


def service(store: Store) -> Clerk:
    """A process of the service, another one with each call."""
    return Clerk(store, all_rulebooks(), outages=Outages(store))


def after_filing(clerk: Clerk) -> Clerk:
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    return clerk


def recovered(store: Store, at: datetime) -> Clerk:
    """Another process that begins at an instant."""
    begun = service(store)
    begun.outages.beat(at)
    return begun


def recorded(store: Store) -> list[tuple[datetime, datetime]]:
    with store.read() as conn:
        rows = conn.execute(select(outages).order_by(outages.c.began_at)).all()
    return [(instant(row.began_at), instant(row.ended_at)) for row in rows]


def moves(seen: CaseSeen) -> list[str]:
    """The last days to which outages moved bounds."""
    events = [entry.event for entry in seen.entries]
    return [f"{one.last_day:%a %d %b}" for one in events if isinstance(one, e.FrameMoved) and one.why is Moved.OUTAGE]


def answer(clerk: Clerk, at: datetime) -> None:
    said = {"position": e.Position.DISPUTES, "statement": Text("It left us whole.")}
    clerk.submit(CASE, SELLER, lambda by: filing.AnswerComplaint(by=by, at=at, **said), at)  # type: ignore[arg-type]


def test_after_a_kill_the_bound_moves_to_the_end_of_the_first_working_day_after_the_recovery(
    clerk: Clerk, store: Store
):
    clerk.outages.beat(BOUND - timedelta(hours=2))
    up = BOUND + timedelta(hours=9)
    again = recovered(store, up)
    assert recorded(store) == [(BOUND - timedelta(hours=2), up)]
    seen = again.look(CASE, SELLER, up + MINUTE)
    assert (seen.case.stage, moves(seen)) == (Stage.COMPLAINT, ["Wed 11 Mar"])
    assert again.sweep(up + 2 * MINUTE) == 1
    answer(again, up + timedelta(days=1))
    assert again.look(CASE, BUYER, up + timedelta(days=1)).case.answer is not None
    assert verify_dockets(store, again.law).divergence is None


def test_a_stop_in_good_order_moves_nothing(clerk: Clerk, store: Store):
    clerk.outages.beat(BOUND - timedelta(hours=2))
    clerk.outages.stop(BOUND - timedelta(hours=1))
    again = recovered(store, BOUND + timedelta(hours=9))
    assert recorded(store) == []
    assert again.look(CASE, SELLER, BOUND + timedelta(hours=9)).case.stage is Stage.INTAKE


def test_a_process_that_died_long_before_does_not_make_an_orderly_stop_an_outage(clerk: Clerk, store: Store):
    clerk.outages.beat(BOUND - timedelta(hours=2))
    second = recovered(store, BOUND - timedelta(hours=2) + MINUTE)
    second.outages.stop(BOUND - timedelta(hours=1))
    recovered(store, BOUND + timedelta(hours=9))
    assert recorded(store) == []


def test_one_that_died_beside_one_that_stopped_is_an_outage(clerk: Clerk, store: Store):
    clerk.outages.beat(BOUND - timedelta(hours=1))
    beside = recovered(store, BOUND - timedelta(hours=1))
    beside.outages.stop(BOUND - timedelta(hours=1) + timedelta(seconds=10))
    recovered(store, BOUND)
    assert len(recorded(store)) == 1


@pytest.mark.parametrize(("gap", "outage"), [(timedelta(minutes=2), False), (timedelta(minutes=2, seconds=1), True)])
def test_a_gap_is_an_outage_when_it_is_longer_than_two_minutes(store: Store, gap: timedelta, outage: bool):
    ledger = Outages(store)
    ledger.beat(FILED_AT)
    assert ledger.known(FILED_AT, FILED_AT + gap) == ((Outage(FILED_AT, FILED_AT + gap),) if outage else ())
    assert bool(ledger.beat(FILED_AT + gap)) is outage


def test_somebody_else_who_serves_on_leaves_no_gap(store: Store):
    first, second = Outages(store), Outages(store)
    first.beat(FILED_AT)
    for minutes in range(1, 10):
        assert second.beat(FILED_AT + minutes * MINUTE) == []
    assert first.beat(FILED_AT + 10 * MINUTE) == []


def test_the_first_start_ever_is_no_outage(store: Store):
    assert Outages(store).beat(FILED_AT) == []
    assert Outages(store).known(FILED_AT - timedelta(days=9), FILED_AT) == ()


def test_the_demo_writes_none(store: Store):
    demo = Outages(store, exempt=True)
    demo.beat(FILED_AT)
    demo.beat(FILED_AT + timedelta(days=9))
    assert (recorded(store), demo.known(FILED_AT, FILED_AT + timedelta(days=9))) == ([], ())


def test_a_gap_that_covers_no_bound_moves_nothing(clerk: Clerk, store: Store):
    clerk.outages.beat(BOUND - timedelta(hours=9))
    again = recovered(store, BOUND - MINUTE)
    assert len(recorded(store)) == 1
    seen = again.look(CASE, SELLER, BOUND)
    assert (seen.case.stage, moves(seen)) == (Stage.INTAKE, [])


def test_two_outages_in_a_row_move_it_twice(clerk: Clerk, store: Store):
    clerk.outages.beat(BOUND - timedelta(hours=2))
    first = recovered(store, BOUND + timedelta(hours=1))
    moved_to = datetime(2026, 3, 11, 23, 0, tzinfo=UTC)
    assert first.look(CASE, SELLER, BOUND + timedelta(hours=1)).case.frames["complaint.answer"].due == moved_to
    first.outages.beat(moved_to - timedelta(hours=5))
    recorded_twice = recovered(store, moved_to + timedelta(hours=5))
    seen = recorded_twice.look(CASE, SELLER, moved_to + timedelta(hours=6))
    assert moves(seen)[-1] == "Fri 13 Mar"
    assert seen.case.stage is Stage.COMPLAINT


def test_a_request_before_the_gap_was_recorded_lets_nothing_expire(clerk: Clerk, store: Store):
    """A machine that slept serves its next request before its next beat."""
    clerk.outages.beat(BOUND - timedelta(hours=2))
    woken = BOUND + timedelta(hours=9)
    answer(clerk, woken)
    seen = clerk.look(CASE, BUYER, woken)
    assert (moves(seen), seen.case.answer is not None) == (["Wed 11 Mar"], True)
    assert recorded(store) == []


def test_nothing_is_written_down_while_nobody_serves(clerk: Clerk):
    clerk.outages.beat(BOUND - timedelta(hours=2))
    assert clerk.sweep(BOUND + timedelta(hours=1)) == 0


def test_what_is_kept_does_not_hide_an_outage_that_becomes_known_later(clerk: Clerk, store: Store):
    at = BOUND + timedelta(seconds=30)
    clerk.outages.beat(at)
    assert clerk.look(CASE, SELLER, at).case.stage is Stage.INTAKE
    with store.write() as conn:
        record(conn, BOUND - timedelta(hours=1), at - timedelta(seconds=5), at)
    assert clerk.look(CASE, SELLER, at).case.stage is Stage.COMPLAINT
    reading = read_case(store, clerk.law, CASE, Role.RESPONDENT, Scope.PRIVATE, at)
    assert reading.case.stage is Stage.COMPLAINT


def test_what_was_written_down_before_stays(clerk: Clerk, store: Store):
    at = BOUND + 5 * MINUTE
    clerk.outages.beat(at)
    assert clerk.sweep(at) == 1
    with store.write() as conn:
        record(conn, BOUND - timedelta(hours=1), BOUND + MINUTE, at)
    assert clerk.look(CASE, SELLER, at).case.stage is Stage.INTAKE


def test_an_announced_stop_is_no_outage_and_what_lasts_longer_is(store: Store):
    ledger = Outages(store)
    with store.write() as conn:
        announce(conn, FILED_AT + 10 * MINUTE, FILED_AT + 30 * MINUTE, FILED_AT)
    ledger.beat(FILED_AT + 11 * MINUTE)
    assert ledger.beat(FILED_AT + 29 * MINUTE) == []
    with store.write() as conn:
        announce(conn, FILED_AT + 40 * MINUTE, FILED_AT + 60 * MINUTE, FILED_AT + 30 * MINUTE)
    end = FILED_AT + 70 * MINUTE
    expected = [Outage(FILED_AT + 30 * MINUTE, FILED_AT + 40 * MINUTE), Outage(FILED_AT + 60 * MINUTE, end)]
    assert list(ledger.known(FILED_AT, end)) == expected
    assert ledger.beat(end) == expected


def test_what_cannot_be_recorded_or_announced_is_refused(store: Store):
    hour = timedelta(hours=1)
    before = FILED_AT - hour
    with store.write() as conn:
        record(conn, before, FILED_AT, FILED_AT)
        for began, ended in (
            (FILED_AT, FILED_AT - hour),
            (FILED_AT - hour, FILED_AT + hour),
            (FILED_AT - hour, FILED_AT),
        ):
            with pytest.raises(InvalidInput):
                record(conn, began, ended, FILED_AT)
        for began, ended in ((FILED_AT - hour, FILED_AT + hour), (FILED_AT + hour, FILED_AT)):
            with pytest.raises(InvalidInput):
                announce(conn, began, ended, FILED_AT)
        assert [one.planned for one in noted(conn)] == [False]


def test_what_a_clock_that_was_ahead_left_is_forgotten(store: Store):
    ledger = Outages(store)
    ledger.beat(FILED_AT)
    ledger.beat(FILED_AT + timedelta(days=3650))
    now = FILED_AT + timedelta(hours=1)
    with store.write() as conn:
        assert forget_the_future(conn, now) == 2
    assert recorded(store) == [(FILED_AT, now)]
    assert Outages(store).beat(now) == []


def negotiating(store: Store) -> tuple[Clerk, datetime]:
    """An offer without prejudice is open; until when."""
    clerk = after_filing(service(store))
    at = FILED_AT
    answer(clerk, at := at + MINUTE)
    steps: list[tuple[Visitor, Callable[..., object]]] = [
        (BUYER, lambda by: filing.EscalateComplaint(by=by, at=at, reasons=Text("It is cracked."))),
        (ADMINISTRATOR, lambda by: filing.AdmitCase(by=by, at=at)),
        (BUYER, lambda by: negotiation.MakeOffer(by=by, at=at, offer="o1", lines=(refund(5000),))),
    ]
    for visitor, ask in steps:
        at += MINUTE
        clerk.submit(CASE, visitor, ask, at)  # type: ignore[arg-type]
    frames = clerk.look(CASE, SELLER, at).case.frames
    return clerk, frames["negotiation.offer_answer/o1"].due


def test_the_move_of_a_private_frame_is_seen_by_its_readers_only(store: Store):
    clerk, due = negotiating(store)
    clerk.outages.beat(due - timedelta(hours=1))
    up = due + timedelta(hours=1)
    again = recovered(store, up)
    offer = "negotiation.offer_answer/o1"
    for visitor in (BUYER, SELLER):
        [move] = [x.event for x in again.look(CASE, visitor, up).entries if isinstance(x.event, e.FrameMoved)]
        assert (move.frame, move.room) == (offer, Room.WITHOUT_PREJUDICE)
        assert local_day(move.due, "Europe/Berlin") > local_day(up, "Europe/Berlin")
    market = again.look(CASE, ADMINISTRATOR, up)
    assert not [x for x in market.entries if isinstance(x.event, e.FrameMoved)]
    assert market.case.updated_at < due - timedelta(hours=1)


@pytest.mark.parametrize("first", ["act", "record", "either"])
def test_an_act_and_a_record_at_once_leave_one_story(clerk: Clerk, store: Store, first: str):
    """Whichever is first, the seal holds, and the bound either moved or brought what it brings."""
    at = BOUND + timedelta(seconds=30)
    clerk.outages.beat(at)
    gates = {"act": threading.Event(), "record": threading.Event()}
    for name in ("act", "record") if first == "either" else (first,):
        gates[name].set()

    def note() -> None:
        gates["record"].wait()
        with store.write() as conn:
            record(conn, BOUND - timedelta(hours=1), at - timedelta(seconds=5), at)
        gates["act"].set()

    def act() -> None:
        gates["act"].wait()
        with suppress(NotAtThisStage):
            answer(clerk, at)
        with suppress(NotAtThisStage):
            clerk.submit(CASE, ADMINISTRATOR, lambda by: filing.AdmitCase(by=by, at=at), at)
        gates["record"].set()

    threads = [threading.Thread(target=one) for one in (note, act)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen = clerk.look(CASE, SELLER, at)
    moved, answered = bool(moves(seen)), seen.case.answer is not None
    assert moved is not (seen.case.stage is Stage.RESPONSE)
    assert moved or not answered, "an answer that was refused before the outage was known can be given again"
    assert first == "either" or moved is answered is (first == "record")
    assert verify_dockets(store, clerk.law).divergence is None


def test_processes_that_come_back_together_record_one_outage(store: Store):
    Outages(store).beat(FILED_AT)
    up = FILED_AT + timedelta(hours=1)
    together = [threading.Thread(target=Outages(store).beat, args=(up,)) for _ in range(4)]
    for thread in together:
        thread.start()
    for thread in together:
        thread.join()
    assert recorded(store) == [(FILED_AT, up)]
