"""Takes the bytes of an upload: piece by piece to the disk, never whole in memory, in bounds of size and time.

What has arrived stays when a connection breaks, and the next transfer goes on behind it.
"""

import math
import time
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import TypeVarTuple

import anyio
from anyio import to_thread
from anyio.abc import TaskGroup

from odr.domain import refusals as no
from odr.evidence.drafts import Draft, Held
from odr.evidence.folder import on_disk
from odr.evidence.refusals import AlreadyChecked, NotTheProtocol, OffsetDiffers, Overtaken, TooLong, TooSlow, UploadOver
from odr.evidence.room import EvidenceRoom
from odr.evidence.sealed import PIECE
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, arrive, by_token, give_up, so_far
from odr.store import in_thread

Arguments = TypeVarTuple("Arguments")

GIVES_WAY_S = 5
"""How long a transfer waits for another one of the same file to give way."""
LOOKS_S = 0.2
"""How often a transfer looks whether another one waits."""
ALONE = 3 * PIECE
"""How many bytes of a transfer that is alone are written at one go: a fifth quicker than a third of it, as measured."""


def look(room: EvidenceRoom, token: str, at: datetime) -> Upload:
    """The upload whose file this token may send, with what has arrived of it. Refuses: NotFound, UploadOver."""
    upload = _known(room, token)
    if upload.state in (State.ERASED, State.REJECTED, State.UNSCANNABLE) or at >= upload.expires_at:
        raise UploadOver
    return so_far(room, upload)


def _known(room: EvidenceRoom, token: str) -> Upload:
    with room.store.read() as conn:
        upload = by_token(conn, token)
    if upload is None:
        raise no.NotFound
    return upload


async def receive(
    room: EvidenceRoom, token: str, offset: int, body: AsyncIterator[bytes], announced: int | None, at: datetime
) -> Upload:
    """Take in more of a file, from `offset` on; the upload with what has arrived by now.

    Args:
        body: the bytes as they come; when it raises (a cut connection), those before stay.
        announced: the Content-Length, if there is one.

    Refuses: NotFound, UploadOver, OffsetDiffers, Overtaken, TooLong, TooSlow, DiskFull. Of a body that is too long
    nothing is kept.
    """
    upload = await in_thread(look, room, token, at)
    if upload.parts:
        raise NotTheProtocol(problem="This file goes to the store of files, in the parts that its upload names.")
    if announced is not None and announced > upload.declared_size - offset:
        raise TooLong(declared=upload.declared_size)
    if upload.state is not State.UPLOADING:
        _require_at(offset, upload.arrived)
        return upload
    draft = await _held(room, upload)
    try:
        upload = await in_thread(_look_again, room, token, draft, at)
        _require_at(offset, upload.arrived)
        if upload.state is not State.UPLOADING:
            return upload
        await _fill(room, draft, upload, body, at)
        if draft.size == upload.declared_size:
            await _surely(arrive, room, upload, draft)
        return upload.with_(arrived=draft.size)
    finally:
        await _surely(draft.close)


def _look_again(room: EvidenceRoom, token: str, draft: Draft, at: datetime) -> Upload:
    """As it is now that nobody else writes. What arrived whole or was given up meanwhile needs no draft any more."""
    upload = _known(room, token)
    if upload.state is not State.UPLOADING:
        draft.remove()
    return look(room, token, at)


def _require_at(offset: int, arrived: int) -> None:
    if offset != arrived:
        raise OffsetDiffers(arrived=arrived)


async def _held(room: EvidenceRoom, upload: Upload) -> Draft:
    """Its file, once whoever writes to it gives way."""
    try:
        with anyio.fail_after(GIVES_WAY_S):
            while True:
                try:
                    return await to_thread.run_sync(room.drafts.hold, upload.id)
                except Held:
                    await anyio.sleep(LOOKS_S)
    except TimeoutError:
        raise Overtaken from None


async def _fill(room: EvidenceRoom, draft: Draft, upload: Upload, body: AsyncIterator[bytes], at: datetime) -> None:
    """Whatever ends the transfer, what has arrived is in the file then, and no more than was announced.

    What is to be gone on with is on the disk before anybody is told how much it is. A whole file is before it is
    entered in the docket (`Vault.settle`).
    """
    before = draft.size
    seconds = min(room.patience.for_size(upload.declared_size), (upload.expires_at - at).total_seconds())
    try:
        with anyio.fail_after(seconds), room.pace.transfer():
            await _write_until_wanted(room, draft, upload.declared_size, body)
    except TimeoutError:
        raise TooSlow from None
    except TooLong:
        await _surely(draft.cut, before)
        raise
    finally:
        if draft.size < upload.declared_size:
            await _surely(on_disk, draft.flush)


async def _write_until_wanted(room: EvidenceRoom, draft: Draft, most: int, body: AsyncIterator[bytes]) -> None:
    whole = False
    try:
        async with anyio.create_task_group() as tasks:
            pen = _Pen(draft, tasks)
            tasks.start_soon(_watch, draft, pen, room.patience.pause_s, tasks.cancel_scope)
            await _write(room, pen, most, body)
            whole = True
            tasks.cancel_scope.cancel()
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    if not whole:
        raise Overtaken


async def _watch(draft: Draft, pen: "_Pen", pause_s: float, writing: anyio.CancelScope) -> None:
    """End the writing when somebody else wants the file; raises TimeoutError when nothing came for too long."""
    while not draft.is_wanted:
        await anyio.sleep(min(LOOKS_S, pause_s))
        if time.monotonic() - pen.heard_at > pause_s:
            raise TimeoutError
    writing.cancel()


class _Pen:
    """Writes one piece in a thread while the next one comes."""

    def __init__(self, draft: Draft, tasks: TaskGroup) -> None:
        self._draft = draft
        self._tasks = tasks
        self._idle = anyio.Event()
        self._idle.set()
        self.taken = draft.size
        """How many bytes of the file are written, or on their way."""
        self.heard_at = time.monotonic()
        """When the last bytes came."""

    async def write(self, piece: Sequence[bytes], size: int) -> None:
        """Returns once the piece before it is written."""
        await self._idle.wait()
        self._idle = anyio.Event()
        self.taken += size
        self._tasks.start_soon(self._write, piece)

    async def _write(self, piece: Sequence[bytes]) -> None:
        try:
            await _surely(on_disk, self._draft.write, *piece)
        finally:
            self._idle.set()

    async def end(self, rest: Sequence[bytes]) -> None:
        """Write what is left, behind everything else, also when the request was cancelled."""
        with anyio.CancelScope(shield=True):
            await self._idle.wait()
        if self._draft.size == self.taken:
            await _surely(on_disk, self._draft.write, *rest)


async def _write(room: EvidenceRoom, pen: _Pen, most: int, body: AsyncIterator[bytes]) -> None:
    """Write in pieces, so that few of them wait for a thread: larger ones of a transfer that is alone.

    Nobody is held to be silent while they wait for their turn among others.
    """
    waiting: list[bytes] = []
    size = 0
    try:
        async for chunk in body:
            size += len(chunk)
            if pen.taken + size > most:
                raise TooLong(declared=most)
            waiting.append(chunk)
            if size >= (PIECE if room.pace.is_shared else ALONE):
                piece, waiting, taken, size = waiting, [], size, 0
                await pen.write(piece, taken)
            if room.pace.is_shared:
                pen.heard_at = math.inf
                await room.pace.wait(len(chunk))
            pen.heard_at = time.monotonic()
    finally:
        await pen.end(waiting)


async def stop(room: EvidenceRoom, token: str, at: datetime) -> None:
    """The person gives the upload up: nothing of it is kept.

    Refuses: NotFound, UploadOver, AlreadyChecked, Overtaken.
    """
    upload = await in_thread(_known, room, token)
    if upload.state in (State.REJECTED, State.UNSCANNABLE):
        return
    _require_open(upload, at)
    draft = await _held(room, upload)
    try:
        await _surely(_stop, room, token, at)
    finally:
        await _surely(draft.close)


def _require_open(upload: Upload, at: datetime) -> None:
    if upload.state is State.ERASED or at >= upload.expires_at:
        raise UploadOver
    if upload.state not in (State.UPLOADING, State.QUARANTINED):
        raise AlreadyChecked


def _stop(room: EvidenceRoom, token: str, at: datetime) -> None:
    upload = _known(room, token)
    _require_open(upload, at)
    if not give_up(room, upload, state=State.ERASED.value):
        raise AlreadyChecked


async def _surely(work: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
    """Run to the end, also when the request was cancelled."""
    with anyio.CancelScope(shield=True):
        await to_thread.run_sync(work, *arguments)
