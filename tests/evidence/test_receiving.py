"""Bytes arriving: in bounds of size and time, one transfer at a time, whole or not at all."""

from collections.abc import AsyncIterator
from dataclasses import replace

import anyio
import pytest

from odr.domain import refusals as no
from odr.evidence import refusals as why
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.receiving import receive
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom, Patience
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id, token_of
from tests.evidence.helpers import BUYER, NOW, PDF, TEXT, announced, arrived, begin, drafts, files, send


@pytest.fixture
def upload(room: EvidenceRoom) -> Upload:
    return begin(room, BUYER, announced(PDF)).upload


def state(room: EvidenceRoom, upload: Upload) -> State:
    with room.store.read() as conn:
        return by_id(conn, upload.id).state


def test_a_file_in_many_pieces_is_one_file(room: EvidenceRoom):
    body = bytes(range(256)) * 4096 * 5 + b"tail"
    upload = begin(room, BUYER, announced(body)).upload
    send(room, upload, *(body[at : at + 65_536] for at in range(0, len(body), 65_536)), announced=len(body))
    assert files(room) == [body]
    assert drafts(room) == 0
    assert state(room, upload) is State.QUARANTINED


@pytest.mark.parametrize("chunks", [(PDF, b"x"), (PDF + b"x",)])
def test_a_body_longer_than_announced_is_refused(room: EvidenceRoom, upload: Upload, chunks: tuple[bytes, ...]):
    with pytest.raises(why.TooLong):
        send(room, upload, *chunks)
    assert (files(room), drafts(room)) == ([], 0)


def test_a_length_that_is_too_large_is_refused_before_the_first_byte(room: EvidenceRoom, upload: Upload):
    async def unread() -> AsyncIterator[bytes]:
        pytest.fail("a byte was read")
        yield b""

    with pytest.raises(why.TooLong):
        anyio.run(receive, room, token_of(room, upload.id), unread(), len(PDF) + 1, NOW)


@pytest.mark.parametrize("body", [b"", PDF[:-1]])
def test_a_short_body_is_refused_and_cannot_be_finalized(room: EvidenceRoom, upload: Upload, body: bytes):
    with pytest.raises(why.TooShort):
        send(room, upload, body)
    assert (files(room), drafts(room)) == ([], 0)
    with pytest.raises(why.NothingArrived):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


def test_a_cut_connection_leaves_nothing_half_written(room: EvidenceRoom, upload: Upload):
    class Cut(Exception):
        pass

    async def cut() -> AsyncIterator[bytes]:
        yield PDF[:20]
        raise Cut

    with pytest.raises(Cut):
        anyio.run(receive, room, token_of(room, upload.id), cut(), len(PDF), NOW)
    assert (files(room), drafts(room)) == ([], 0)
    assert state(room, upload) is State.UPLOADING
    send(room, upload, PDF)
    assert files(room) == [PDF]


def test_a_cancelled_request_leaves_nothing_half_written(room: EvidenceRoom, upload: Upload):
    async def stalled(begun: anyio.Event) -> AsyncIterator[bytes]:
        yield PDF[:20]
        begun.set()
        await anyio.sleep_forever()

    async def run() -> None:
        begun = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(receive, room, token_of(room, upload.id), stalled(begun), None, NOW)
            await begun.wait()
            tasks.cancel_scope.cancel()

    anyio.run(run)
    assert (files(room), drafts(room)) == ([], 0)


@pytest.mark.parametrize(
    ("patience", "pause_s"),
    [(Patience(pause_s=0.05, start_s=60), None), (Patience(pause_s=60, start_s=0.1, floor=10_000), 0.01)],
    ids=["silence", "drip"],
)
def test_a_slow_drip_is_broken_off(room: EvidenceRoom, upload: Upload, patience: Patience, pause_s: float | None):
    async def slow() -> AsyncIterator[bytes]:
        for byte in PDF:
            yield bytes([byte])
            await (anyio.sleep_forever() if pause_s is None else anyio.sleep(pause_s))

    with pytest.raises(why.TooSlow):
        anyio.run(receive, replace(room, patience=patience), token_of(room, upload.id), slow(), None, NOW)
    assert (files(room), drafts(room)) == ([], 0)


def test_the_longest_time_grows_with_the_size():
    patience = Patience()
    assert patience.for_size(1) < 31
    assert patience.for_size(25 * 1024 * 1024) == 30 + 1600


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_an_unknown_token_opens_nothing(room: EvidenceRoom, token: str):
    async def body() -> AsyncIterator[bytes]:
        yield TEXT

    with pytest.raises(no.NotFound):
        anyio.run(receive, room, token, body(), None, NOW)


def test_an_expired_address_is_refused(room: EvidenceRoom, upload: Upload):
    with pytest.raises(why.UploadOver):
        send(room, upload, PDF, at=NOW + UPLOAD_LIFE)


def test_a_file_may_be_sent_again_until_it_is_finalized(room: EvidenceRoom, upload: Upload):
    for body in (PDF[:-1] + b"x", PDF):
        send(room, upload, body)
    assert (files(room), drafts(room)) == ([PDF], 0)
    finalize(room, BUYER, Finalizing(upload.id), NOW)
    with pytest.raises(why.AlreadyArrived):
        send(room, upload, PDF[:-1] + b"y")
    assert files(room) == [PDF]


def test_of_two_transfers_at_once_the_first_one_counts(room: EvidenceRoom, upload: Upload):
    async def slow() -> AsyncIterator[bytes]:
        yield PDF[:20]
        await anyio.to_thread.run_sync(finish_another)
        yield PDF[20:]

    def finish_another() -> None:
        send(room, upload, PDF)

    with pytest.raises(why.AlreadyArrived):
        anyio.run(receive, room, token_of(room, upload.id), slow(), None, NOW)
    assert (files(room), drafts(room)) == ([PDF], 0)


def test_a_transfer_that_ends_after_the_file_was_fixed_changes_nothing(room: EvidenceRoom):
    upload = arrived(room, BUYER, PDF)
    other = PDF[:-1] + b"x"

    async def slow() -> AsyncIterator[bytes]:
        yield other[:20]
        await anyio.to_thread.run_sync(finalize, room, BUYER, Finalizing(upload.id), NOW)
        yield other[20:]

    with pytest.raises(why.AlreadyArrived):
        anyio.run(receive, room, token_of(room, upload.id), slow(), None, NOW)
    assert files(room) == [PDF]
