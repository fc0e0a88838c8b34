"""Bytes arriving: in bounds of size and time, going on where they broke, whole or not at all."""

import asyncio
import errno
import os
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from functools import partial

import anyio
import pytest

from odr.domain import refusals as no
from odr.evidence import receiving
from odr.evidence import refusals as why
from odr.evidence.drafts import Draft
from odr.evidence.intake import Finalizing, finalize
from odr.evidence.receiving import look, receive, stop
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom, Patience
from odr.evidence.sealed import PIECE
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id, token_of
from tests.evidence.helpers import (
    BUYER,
    NOW,
    PDF,
    TEXT,
    announced,
    arrived,
    begin,
    digest,
    drafts,
    files,
    hand_in,
    in_pieces,
    send,
)


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
    assert (files(room), room.drafts.size(upload.id)) == ([], 0)


def test_of_a_body_that_goes_too_far_only_what_came_before_it_stays(room: EvidenceRoom, upload: Upload):
    send(room, upload, PDF[:20])
    with pytest.raises(why.TooLong):
        send(room, upload, PDF[20:30], PDF[30:] + b"x", offset=20)
    send(room, upload, PDF[20:], offset=20)
    assert files(room) == [PDF]


def test_a_length_that_is_too_large_is_refused_before_the_first_byte(room: EvidenceRoom, upload: Upload):
    async def unread() -> AsyncIterator[bytes]:
        pytest.fail("a byte was read")
        yield b""

    with pytest.raises(why.TooLong):
        anyio.run(receive, room, token_of(room, upload.id), 10, unread(), len(PDF) - 9, NOW)


def test_what_has_not_arrived_whole_cannot_be_finalized(room: EvidenceRoom, upload: Upload):
    assert send(room, upload, PDF[:-1]).arrived == len(PDF) - 1
    assert files(room) == []
    with pytest.raises(why.NothingArrived, match=f"{len(PDF) - 1} of {len(PDF)} bytes"):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


class Cut(Exception):
    """The connection broke."""


async def cut_after(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
    raise Cut


def test_wherever_a_connection_is_cut_the_next_one_goes_on_from_there(room: EvidenceRoom):
    dice = random.Random(7)
    body = PDF + dice.randbytes(3 * PIECE + 17)
    upload, offset = begin(room, BUYER, announced(body)).upload, 0
    while offset < len(body):
        end = min(offset + dice.randrange(1, PIECE), len(body))
        chunks = [body[at : min(at + 65_536, end)] for at in range(offset, end, 65_536)]
        transfer = cut_after(*chunks) if end < len(body) else in_pieces(*chunks)
        with suppress(Cut):
            anyio.run(receive, room, token_of(room, upload.id), offset, transfer, None, NOW)
        assert look(room, token_of(room, upload.id), NOW).arrived == end
        offset = end
    assert (files(room), drafts(room)) == ([body], 0)
    assert finalize(room, BUYER, Finalizing(upload.id, digest(body)), NOW).upload.size == len(body)


@pytest.mark.parametrize("offset", [0, 19, 21, 10**17])
def test_nobody_sends_from_another_place_than_where_it_broke(room: EvidenceRoom, upload: Upload, offset: int):
    send(room, upload, PDF[:20])
    with pytest.raises((why.OffsetDiffers, why.TooLong)):
        send(room, upload, b"x", offset=offset)
    assert look(room, token_of(room, upload.id), NOW).arrived == 20


def test_a_cancelled_request_keeps_what_had_arrived(room: EvidenceRoom, upload: Upload):
    async def stalled(begun: anyio.Event) -> AsyncIterator[bytes]:
        yield PDF[:20]
        begun.set()
        await anyio.sleep_forever()

    async def run() -> None:
        begun = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(receive, room, token_of(room, upload.id), 0, stalled(begun), None, NOW)
            await begun.wait()
            tasks.cancel_scope.cancel()

    anyio.run(run)
    assert (files(room), room.drafts.size(upload.id)) == ([], 20)


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
        anyio.run(receive, replace(room, patience=patience), token_of(room, upload.id), 0, slow(), None, NOW)
    assert files(room) == []
    assert room.drafts.size(upload.id) > 0


def test_a_transfer_gives_way_to_the_next_one_of_the_same_file(room: EvidenceRoom, upload: Upload):
    """The first connection is dead, and only the person knows."""
    token = token_of(room, upload.id)

    async def dead(begun: anyio.Event) -> AsyncIterator[bytes]:
        yield PDF[:20]
        begun.set()
        await anyio.sleep_forever()

    async def first(begun: anyio.Event) -> None:
        with pytest.raises(why.Overtaken):
            await receive(room, token, 0, dead(begun), None, NOW)

    async def run() -> None:
        begun = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(first, begun)
            await begun.wait()
            with pytest.raises(why.OffsetDiffers, match="20 bytes"):
                await receive(room, token, 0, in_pieces(PDF), None, NOW)
            await receive(room, token, 20, in_pieces(PDF[20:]), None, NOW)

    anyio.run(run)
    assert (files(room), drafts(room)) == ([PDF], 0)


def test_one_that_waited_for_a_transfer_which_brought_the_rest_writes_nothing(
    room: EvidenceRoom, upload: Upload, monkeypatch: pytest.MonkeyPatch
):
    waits = receiving._held

    async def waits_too_long(room: EvidenceRoom, upload: Upload) -> Draft:
        monkeypatch.setattr(receiving, "_held", waits)
        await anyio.to_thread.run_sync(send, room, upload, PDF)
        return await waits(room, upload)

    monkeypatch.setattr(receiving, "_held", waits_too_long)
    with pytest.raises(why.OffsetDiffers):
        send(room, upload, PDF)
    assert (files(room), drafts(room), state(room, upload)) == ([PDF], 0, State.QUARANTINED)


def test_a_disk_that_is_full_when_the_bytes_are_to_stay_says_so(
    room: EvidenceRoom, upload: Upload, monkeypatch: pytest.MonkeyPatch
):
    def full(draft: Draft) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Draft, "flush", full)
    with pytest.raises(why.DiskFull):
        send(room, upload, PDF[:20])


def test_one_that_does_not_give_way_keeps_the_file(room: EvidenceRoom, upload: Upload, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("odr.evidence.receiving.GIVES_WAY_S", 0.3)
    with room.drafts.hold(upload.id), pytest.raises(why.Overtaken):
        send(room, upload, PDF)
    with room.drafts.hold(upload.id), pytest.raises(why.NothingArrived):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


def test_a_full_disk_keeps_what_it_took(room: EvidenceRoom, upload: Upload, monkeypatch: pytest.MonkeyPatch):
    taken = os.write

    def full(handle: int, piece: bytes) -> int:
        monkeypatch.setattr(os, "write", no_more)
        return taken(handle, piece[:20])

    def no_more(handle: int, piece: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(why.DiskFull):
        send(room, upload, PDF)
    monkeypatch.undo()
    send(room, upload, PDF[20:], offset=20)
    assert files(room) == [PDF]


def test_a_process_that_died_between_the_vault_and_the_row_lost_nothing(room: EvidenceRoom, upload: Upload):
    with room.drafts.hold(upload.id) as died:
        died.write(PDF)
        room.vault.keep(upload.key, died.path)
    assert look(room, token_of(room, upload.id), NOW).arrived == len(PDF)
    assert finalize(room, BUYER, Finalizing(upload.id), NOW).upload.state is State.AVAILABLE
    assert (files(room), drafts(room)) == ([PDF], 0)


def test_the_longest_time_grows_with_the_size():
    patience = Patience()
    assert patience.for_size(1) < 31
    assert patience.for_size(25 * 1024 * 1024) == 30 + 1600


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_an_unknown_token_opens_nothing(room: EvidenceRoom, token: str):
    async def body() -> AsyncIterator[bytes]:
        yield TEXT

    with pytest.raises(no.NotFound):
        anyio.run(receive, room, token, 0, body(), None, NOW)


def test_an_expired_address_is_refused(room: EvidenceRoom, upload: Upload):
    with pytest.raises(why.UploadOver):
        send(room, upload, PDF, at=NOW + UPLOAD_LIFE)


def test_what_has_arrived_whole_is_not_replaced(room: EvidenceRoom, upload: Upload):
    send(room, upload, PDF)
    for _ in range(2):
        with pytest.raises(why.OffsetDiffers):
            send(room, upload, PDF[:-1] + b"y")
        assert send(room, upload, offset=len(PDF)).arrived == len(PDF)
        finalize(room, BUYER, Finalizing(upload.id), NOW)
    assert files(room) == [PDF]


@pytest.mark.parametrize("sent", [PDF[:20], PDF])
def test_an_upload_is_given_up_with_what_had_arrived(room: EvidenceRoom, upload: Upload, sent: bytes):
    send(room, upload, sent)
    anyio.run(stop, room, token_of(room, upload.id), NOW)
    assert (files(room), drafts(room), state(room, upload)) == ([], 0, State.ERASED)
    for act in (partial(stop, room, token_of(room, upload.id), NOW), partial(send, room, upload, PDF)):
        with pytest.raises(why.UploadOver):
            anyio.run(act) if asyncio.iscoroutinefunction(act.func) else act()
    with pytest.raises(why.UploadExpired):
        finalize(room, BUYER, Finalizing(upload.id), NOW)


def test_a_file_that_was_not_taken_is_given_up_already(room: EvidenceRoom):
    upload = arrived(room, BUYER, b"<html></html>")
    with pytest.raises(why.KindNotAccepted):
        finalize(room, BUYER, Finalizing(upload.id), NOW)
    anyio.run(stop, room, token_of(room, upload.id), NOW)
    assert (state(room, upload), drafts(room)) == (State.REJECTED, 0)


def test_an_exhibit_is_not_given_up_here(room: EvidenceRoom):
    upload = hand_in(room, BUYER, PDF).upload
    with pytest.raises(why.AlreadyChecked):
        anyio.run(stop, room, token_of(room, upload.id), NOW)
    assert files(room) == [PDF]
