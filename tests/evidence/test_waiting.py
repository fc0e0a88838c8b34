"""Files that are scanned: what is refused, and what waits while nobody can say."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from odr.clerk import Clerk
from odr.domain import refusals as no
from odr.evidence import inspection
from odr.evidence.audit import Purpose
from odr.evidence.inspection import refusal_of
from odr.evidence.intake import Finalized, Finalizing, finalize, uploads_under_way
from odr.evidence.links import create_link
from odr.evidence.refusals import (
    ArrivedDamaged,
    DiskFull,
    FileHarmful,
    FileLocked,
    FileTooNested,
    NotEntered,
    StorageAway,
    UploadExpired,
)
from odr.evidence.renditions.made import Examined
from odr.evidence.renditions.run import Bounds, ChildFailed
from odr.evidence.room import EvidenceRoom
from odr.evidence.scanner import Scanner
from odr.evidence.tables import State
from odr.evidence.upkeep import collect
from odr.evidence.uploads import Upload, by_id, change
from odr.evidence.vault import Vault
from odr.evidence.waiting import MOST_FAILURES, TOLD_FOR, WAIT_LIFE, enter_waiting
from tests.evidence.clamd import EICAR, PROGRAM, answering, clamd, read_all
from tests.evidence.helpers import BUYER, CASE, NOW, PDF, SELLER, TEXT, arrived, files, soon
from tests.evidence.trail import trail

LATER = soon(60)


def saying(answer: str) -> Callable[[socket.socket], None]:
    return lambda talk: (read_all(talk), talk.sendall(answer.encode() + b"\0"))


def dies(talk: socket.socket) -> None:
    """Takes a file and is gone; is there again when it is asked."""
    begun = talk.recv(6)
    if begun == b"zPING\0":
        talk.sendall(b"PONG\0")


@pytest.fixture
def down(room: EvidenceRoom) -> EvidenceRoom:
    """The room while its scanner is not there."""
    return replace(room, scanner=Scanner("unix:/nowhere/clamd.ctl"))


def stored(room: EvidenceRoom, upload: Upload) -> Upload:
    with room.store.read() as conn:
        return by_id(conn, upload.id)


def hand_in(room: EvidenceRoom, body: bytes = TEXT, description: str | None = None) -> Finalized:
    return finalize(room, BUYER, Finalizing(arrived(room, BUYER, body).id, description=description), NOW)


def drafts(clerk: Clerk) -> dict[str, str | None]:
    found = clerk.look(CASE, BUYER, LATER).case.drafts.values()
    return {one.upload: one.description.body if one.description else None for one in found}


@pytest.mark.parametrize(
    ("answer", "refusal", "state"),
    [
        ("stream: Win.Test.EICAR FOUND", FileHarmful, State.REJECTED),
        ("stream: Heuristics.Encrypted.PDF FOUND", FileLocked, State.UNSCANNABLE),
        ("stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND", FileTooNested, State.UNSCANNABLE),
        ("INSTREAM size limit exceeded. ERROR", FileTooNested, State.UNSCANNABLE),
    ],
)
def test_what_the_scanner_objects_to_is_deleted_and_told(room: EvidenceRoom, clerk: Clerk, answer, refusal, state):
    upload = arrived(room, BUYER, TEXT)
    with answering(saying(answer)) as scanner:
        for _ in range(2):
            with pytest.raises(refusal) as refused:
                finalize(replace(room, scanner=scanner), BUYER, Finalizing(upload.id), NOW)
    assert (stored(room, upload).state, stored(room, upload).key) == (state, "")
    assert (files(room), drafts(clerk)) == ([], {})
    assert refusal is not FileHarmful or "Win.Test.EICAR" in refused.value.message
    assert trail(room.store, upload.exhibit) == [("", Purpose.SCANNED)]


def test_a_clean_file_is_entered_and_the_scan_noted(room: EvidenceRoom):
    with answering(saying("stream: OK")) as scanner:
        done = hand_in(replace(room, scanner=scanner))
    assert done.upload.state is State.AVAILABLE
    assert trail(room.store, done.upload.exhibit) == [("", Purpose.SCANNED), ("", Purpose.INSPECTED)]


def test_without_the_scanner_a_file_waits_and_is_nobodys(down: EvidenceRoom, clerk: Clerk):
    upload = hand_in(down).upload
    assert (stored(down, upload).state, stored(down, upload).waits) == (State.QUARANTINED, True)
    assert (drafts(clerk), files(down)) == ({}, [TEXT])
    with pytest.raises(no.NotFound):
        create_link(down, BUYER, CASE, upload.exhibit, NOW)
    assert [one.waits for one in uploads_under_way(down, BUYER, CASE, NOW)] == [True]
    assert not enter_waiting(down, LATER)
    assert drafts(clerk) == {}


def test_what_waited_is_entered_by_itself_as_it_was_asked(down: EvidenceRoom, clerk: Clerk):
    upload = hand_in(down, description="The crack.").upload
    collect(down, NOW + WAIT_LIFE - timedelta(minutes=1))
    with answering(saying("stream: OK")) as scanner:
        up = replace(down, scanner=scanner)
        assert enter_waiting(up, LATER)
        assert not enter_waiting(up, LATER)
    assert drafts(clerk) == {upload.id: "The crack."}
    after = stored(down, upload)
    assert (after.state, after.description, after.waits) == (State.AVAILABLE, None, False)
    assert finalize(down, BUYER, Finalizing(upload.id), LATER).replayed
    assert uploads_under_way(down, BUYER, CASE, LATER) == []


def test_whoever_hands_it_in_once_more_need_not_wait_for_the_worker(down: EvidenceRoom, clerk: Clerk):
    upload = hand_in(down, description="The crack.").upload
    with answering(saying("stream: OK")) as scanner:
        up = replace(down, scanner=scanner)
        done = finalize(up, BUYER, Finalizing(upload.id, description="The other crack."), LATER)
        assert not enter_waiting(up, LATER)
    assert done.upload.state is State.AVAILABLE
    assert drafts(clerk) == {upload.id: "The other crack."}


def test_a_worker_that_died_after_the_check_is_followed_by_another(down: EvidenceRoom, clerk: Clerk, monkeypatch):
    upload = hand_in(down).upload

    def dead(*_: object) -> None:
        raise SystemExit

    with answering(saying("stream: OK")) as scanner:
        up = replace(down, scanner=scanner)
        monkeypatch.setattr(Clerk, "submit_for_service", dead)
        with pytest.raises(SystemExit):
            enter_waiting(up, LATER)
        monkeypatch.undo()
        assert stored(down, upload).state is State.SCANNING
        assert enter_waiting(up, LATER)
    assert list(drafts(clerk)) == [upload.id]


def test_what_is_found_later_is_told_for_a_week(down: EvidenceRoom, clerk: Clerk):
    upload = hand_in(down).upload
    with answering(saying("stream: Win.Test.EICAR FOUND")) as scanner:
        assert enter_waiting(replace(down, scanner=scanner), LATER)
    told = uploads_under_way(down, BUYER, CASE, LATER)
    assert [(one.state, one.waits, type(refusal_of(one))) for one in told] == [(State.REJECTED, False, FileHarmful)]
    assert (files(down), drafts(clerk)) == ([], {})
    assert uploads_under_way(down, BUYER, CASE, LATER + TOLD_FOR) == []
    assert stored(down, upload).key == ""


def test_a_case_that_takes_it_in_no_more_says_so(down: EvidenceRoom, monkeypatch):
    hand_in(down, description="The crack.")

    def closed(*_: object) -> None:
        raise no.RecordIsClosed

    monkeypatch.setattr(Clerk, "submit_for_service", closed)
    with answering(saying("stream: OK")) as scanner:
        enter_waiting(replace(down, scanner=scanner), LATER)
    (told,) = uploads_under_way(down, BUYER, CASE, LATER)
    assert isinstance(refusal_of(told), NotEntered)
    assert no.RecordIsClosed().message in refusal_of(told).message
    assert (told.description, files(down)) == (None, [])


def test_a_file_at_which_the_scanner_dies_again_and_again_is_taken_to_be_why(room: EvidenceRoom, clerk: Clerk):
    with answering(dies) as scanner:
        bad = replace(room, scanner=scanner)
        upload = hand_in(bad).upload
        for day in range(MOST_FAILURES):
            assert stored(room, upload).state is State.QUARANTINED
            enter_waiting(bad, NOW + timedelta(days=day))
    assert stored(room, upload).state is State.UNSCANNABLE
    assert (files(room), drafts(clerk)) == ([], {})


def test_a_scanner_that_is_down_is_no_fault_of_the_file(down: EvidenceRoom):
    upload = hand_in(down).upload
    for day in range(MOST_FAILURES * 2):
        enter_waiting(down, NOW + timedelta(days=day))
    assert (stored(down, upload).state, stored(down, upload).failures) == (State.QUARANTINED, 0)


def test_what_a_file_waits_for_too_long_ends(down: EvidenceRoom):
    upload = hand_in(down, PDF).upload
    over = NOW + WAIT_LIFE + timedelta(hours=1)
    assert collect(down, over) == 1
    assert (stored(down, upload).state, files(down)) == (State.ERASED, [])
    with pytest.raises(UploadExpired):
        finalize(down, BUYER, Finalizing(upload.id), over)


def test_given_up_while_it_was_checked_it_is_not_entered(room: EvidenceRoom, clerk: Clerk):
    upload = arrived(room, BUYER, TEXT)

    def meanwhile(talk: socket.socket) -> None:
        read_all(talk)
        with room.store.write() as conn:
            change(conn, stored(room, upload), state=State.ERASED.value)
        talk.sendall(b"stream: OK\0")

    with answering(meanwhile) as scanner, pytest.raises(UploadExpired):
        finalize(replace(room, scanner=scanner), BUYER, Finalizing(upload.id), NOW)
    assert drafts(clerk) == {}


def test_a_file_that_was_damaged_while_it_waited_ends_and_says_so(down: EvidenceRoom):
    upload = hand_in(down).upload
    down.vault.delete(stored(down, upload).key)
    with answering(saying("stream: OK")) as scanner:
        up = replace(down, scanner=scanner)
        assert enter_waiting(up, LATER)
        assert not enter_waiting(up, LATER)
    (told,) = uploads_under_way(down, BUYER, CASE, LATER)
    assert ArrivedDamaged().message in refusal_of(told).message


def test_while_the_storage_is_away_it_waits_on(down: EvidenceRoom, monkeypatch):
    upload = hand_in(down).upload

    def away(*_: object) -> None:
        raise StorageAway

    monkeypatch.setattr(type(down.vault), "measure", away)
    assert enter_waiting(down, LATER)
    assert not enter_waiting(down, LATER)
    assert stored(down, upload).state is State.QUARANTINED


def test_what_takes_too_long_to_look_into_waits_and_is_refused_only_when_time_is_no_excuse(
    room: EvidenceRoom, clerk: Clerk, monkeypatch
):
    def fails(_pieces: object, _kind: str, _scratch: object, bounds: Bounds) -> Examined:
        if bounds.clock > 10:
            return Examined("application/pdf")
        raise ChildFailed

    monkeypatch.setattr(inspection, "examine", fails)
    slow = hand_in(room, PDF).upload
    assert stored(room, slow).waits
    assert enter_waiting(room, LATER)
    assert list(drafts(clerk)) == [slow.id]

    def never(*_: object) -> Examined:
        raise ChildFailed

    monkeypatch.setattr(inspection, "examine", never)
    bad = hand_in(room, PDF).upload
    assert enter_waiting(room, LATER)
    assert stored(room, bad).state is State.UNSCANNABLE


@pytest.mark.skipif(not PROGRAM, reason="clamd is not installed")
def test_clamav_that_is_killed_in_the_middle_loses_nothing(room: EvidenceRoom, clerk: Clerk):
    with clamd() as scanner:
        up = replace(room, scanner=scanner)
        assert hand_in(up, PDF).upload.state is State.AVAILABLE
    sound, harmful = hand_in(up, TEXT).upload, hand_in(up, EICAR).upload
    assert [stored(room, one).waits for one in (sound, harmful)] == [True, True]
    assert not enter_waiting(up, LATER)
    with clamd() as again:
        back = replace(room, scanner=again)
        while enter_waiting(back, soon(120)):
            pass
    assert [stored(room, one).state for one in (sound, harmful)] == [State.AVAILABLE, State.REJECTED]
    assert sound.id in drafts(clerk)
    assert harmful.id not in drafts(clerk)


@pytest.mark.parametrize("broken", [OSError("not to be read"), DiskFull()])
def test_a_file_that_cannot_be_read_keeps_no_other_from_its_turn(
    down: EvidenceRoom, clerk: Clerk, monkeypatch: pytest.MonkeyPatch, broken: Exception
):
    first, second = hand_in(down).upload, hand_in(down, b"another one").upload
    settle = Vault.settle

    def breaks(vault: Vault, key: str) -> None:
        if key == first.key:
            raise broken
        settle(vault, key)

    with answering(saying("stream: OK")) as scanner, monkeypatch.context() as patched:
        patched.setattr(Vault, "settle", breaks)
        up = replace(down, scanner=scanner)
        with down.store.write() as conn:
            change(conn, first, next_try_at=0)
        for turn in range(3):
            enter_waiting(up, LATER + timedelta(seconds=turn))
        assert [*drafts(clerk)] == [second.id]
    assert stored(down, first).waits
    with answering(saying("stream: OK")) as scanner:
        assert enter_waiting(replace(down, scanner=scanner), LATER + timedelta(hours=1))
    assert {*drafts(clerk)} == {first.id, second.id}


def test_what_was_said_of_a_file_goes_when_it_is_given_up(down: EvidenceRoom):
    upload = hand_in(down, description="My diagnosis.").upload
    assert stored(down, upload).description == "My diagnosis."
    collect(down, NOW + WAIT_LIFE + timedelta(days=1))
    assert (stored(down, upload).state, stored(down, upload).description) == (State.ERASED, None)


def test_many_files_of_one_person_are_not_in_the_way_of_another(down: EvidenceRoom, clerk: Clerk):
    for _ in range(3):
        hand_in(down)
    theirs = finalize(down, SELLER, Finalizing(arrived(down, SELLER, TEXT).id), soon(11)).upload
    with answering(saying("stream: OK")) as scanner:
        assert enter_waiting(replace(down, scanner=scanner), LATER)
    assert [*clerk.look(CASE, SELLER, LATER).case.drafts] == [theirs.exhibit]
    assert drafts(clerk) == {}
