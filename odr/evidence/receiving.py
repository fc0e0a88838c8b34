"""Takes the bytes of an upload: piece by piece to the disk, never whole in memory, in bounds of size and time."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TypeVarTuple

import anyio
from anyio import to_thread

from odr.domain import refusals as no
from odr.evidence.refusals import AlreadyArrived, TooLong, TooShort, TooSlow, UploadOver
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_token, release
from odr.evidence.vault import PIECE, Draft
from odr.store import in_thread

Arguments = TypeVarTuple("Arguments")


async def receive(
    room: EvidenceRoom, token: str, body: AsyncIterator[bytes], announced: int | None, at: datetime
) -> None:
    """Take in the file of an upload. Until it is finalized, a later transfer replaces an earlier one.

    Args:
        body: the bytes as they come; what it raises (a cut connection) leaves nothing behind.
        announced: the Content-Length, if there is one.

    Refuses: NotFound, UploadOver, AlreadyArrived, TooLong, TooShort, TooSlow. Nothing is kept then.
    """
    upload = await in_thread(_open_upload, room, token, at)
    if announced is not None and announced > upload.declared_size:
        raise TooLong(declared=upload.declared_size)
    draft = await to_thread.run_sync(room.vault.draft, upload.id)
    try:
        await _fill(room, draft, upload, body, at)
    except BaseException:
        await _surely(draft.discard)
        raise
    await _surely(_keep, room, upload, draft)


def _open_upload(room: EvidenceRoom, token: str, at: datetime) -> Upload:
    with room.store.read() as conn:
        upload = by_token(conn, token)
    if upload is None:
        raise no.NotFound
    if upload.state is State.ERASED or at >= upload.expires_at:
        raise UploadOver
    if upload.state not in (State.UPLOADING, State.QUARANTINED):
        raise AlreadyArrived
    return upload


async def _fill(room: EvidenceRoom, draft: Draft, upload: Upload, body: AsyncIterator[bytes], at: datetime) -> None:
    seconds = min(room.patience.for_size(upload.declared_size), (upload.expires_at - at).total_seconds())
    try:
        with anyio.fail_after(seconds):
            await _write(draft, upload.declared_size, body, room.patience.pause_s)
    except TimeoutError:
        raise TooSlow from None
    if draft.size < upload.declared_size:
        raise TooShort(arrived=draft.size, declared=upload.declared_size)


async def _write(draft: Draft, most: int, body: AsyncIterator[bytes], pause_s: float) -> None:
    """Write in pieces of about `PIECE` bytes, so that few of them wait for a thread."""
    waiting = bytearray()
    while (chunk := await _next(body, pause_s)) is not None:
        waiting += chunk
        if draft.size + len(waiting) > most:
            raise TooLong(declared=most)
        if len(waiting) >= PIECE:
            await to_thread.run_sync(draft.write, bytes(waiting))
            waiting.clear()
    await to_thread.run_sync(draft.write, bytes(waiting))


async def _next(body: AsyncIterator[bytes], pause_s: float) -> bytes | None:
    with anyio.fail_after(pause_s):
        return await anext(body, None)


def _keep(room: EvidenceRoom, upload: Upload, draft: Draft) -> None:
    """The file and then its row. Of several transfers at once the first one counts."""
    try:
        found = draft.keep()
        arrived = {"key": draft.key, "size": found.size, "sha256": found.sha256}
        if not release(room, upload, state=State.QUARANTINED.value, **arrived):
            raise AlreadyArrived
    except BaseException:
        draft.discard()
        raise
    draft.settle()


async def _surely(work: Callable[[*Arguments], None], *arguments: *Arguments) -> None:
    """Run to the end, also when the request was cancelled."""
    with anyio.CancelScope(shield=True):
        await to_thread.run_sync(work, *arguments)
