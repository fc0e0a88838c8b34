"""Files that are hard to read hold half of the threads for acts at most: everybody else is still answered."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from odr.domain import refusals as no
from odr.domain.events import Place
from odr.evidence import redacting, turns
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.redacting import redact
from odr.evidence.refusals import CannotRedact
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.turns import AT_A_TIME, NotYet, turn
from odr.evidence.waiting import enter_waiting
from odr.schema.http import ACTING_THREADS
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, TEXT, arrived, hand_in, photograph, soon


@pytest.fixture
def all_taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    with ExitStack() as held:
        for _ in range(AT_A_TIME):
            held.enter_context(turn())
        yield


def test_some_threads_are_always_left_for_others():
    assert AT_A_TIME < ACTING_THREADS


def test_a_turn_is_given_back_also_after_a_failure():
    for _ in range(AT_A_TIME + 1):
        with pytest.raises(ZeroDivisionError), turn():
            raise ZeroDivisionError


def test_a_document_waits_then_and_is_entered_by_the_worker(room: EvidenceRoom, all_taken: None):
    upload = finalize(room, BUYER, Finalizing(arrived(room, BUYER, PDF).id), NOW).upload
    assert (upload.state, upload.waits) == (State.QUARANTINED, True)
    assert enter_waiting(room, soon(30)), "the worker needs no turn"
    assert upload.is_in(room.clerk.look(CASE, BUYER, NOW).case)


def test_what_is_read_at_once_needs_no_turn(room: EvidenceRoom, all_taken: None):
    assert hand_in(room, BUYER, TEXT).upload.state is State.AVAILABLE


def test_nothing_is_redacted_then(room: EvidenceRoom, all_taken: None):
    exhibit = hand_in(room, BUYER, photograph()).upload.exhibit
    with pytest.raises(no.Busy):
        redact(room, BUYER, CASE, exhibit, (Place(page=1),), NOW)


def test_no_process_is_started_to_redact_what_has_no_pages(room: EvidenceRoom, monkeypatch: pytest.MonkeyPatch):
    begun = threading.Event()
    monkeypatch.setattr(redacting, "blackened", lambda *_: begun.set())
    exhibit = hand_in(room, BUYER, TEXT).upload.exhibit
    with pytest.raises(CannotRedact):
        redact(room, BUYER, CASE, exhibit, (Place(page=1),), NOW)
    assert not begun.is_set()


def test_somebody_who_finds_no_turn_is_told():
    with ExitStack() as held:
        for _ in range(AT_A_TIME):
            held.enter_context(turn())
        with pytest.raises(NotYet), turn():
            pass
