"""What the worker does for the evidence room: uploads that nobody finished go, and what is kept is read again."""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from odr.domain.case import Case
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.renditions.making import collect_orphans
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State, uploads
from odr.evidence.uploads import Upload, by_id, change, clear, give_up, of_row
from odr.evidence.vault import Measured
from odr.store import micros

log = logging.getLogger(__name__)

GRACE = timedelta(hours=1)
"""How long after its end an upload is left alone: whoever was finalizing it is done by then."""
BATCH = 200
UNDER_WAY = (State.UPLOADING, State.QUARANTINED, State.SCANNING)
GIVEN_UP = (State.REJECTED, State.UNSCANNABLE, State.ERASED)


@dataclass(frozen=True, slots=True)
class Altered:
    """A file that is not what was handed in."""

    upload: str
    exhibit: str
    case_id: str


def collect(room: EvidenceRoom, now: datetime) -> int:
    """Delete what nobody finished, and what died on its way; how many uploads ended. For the worker, hourly."""
    with room.store.read() as conn:
        over = select(uploads).where(uploads.c.state.in_(UNDER_WAY), uploads.c.expires_at <= micros(now - GRACE))
        found = [of_row(row) for row in conn.execute(over.order_by(uploads.c.expires_at).limit(BATCH))]
        given_up = select(uploads).where(uploads.c.state.in_(GIVEN_UP), uploads.c.key.is_not(None)).limit(BATCH)
        half_gone = [of_row(row) for row in conn.execute(given_up)]
    for upload in half_gone:
        clear(room, upload)
    collect_orphans(room)
    _clear_scratch(room, now)
    for upload_id in room.drafts.left():
        _clear_draft(room, upload_id)
    return sum(_end(room, upload, now) for upload in found)


def _clear_scratch(room: EvidenceRoom, now: datetime) -> None:
    """What a process that was killed left where it looked into a file."""
    for folder in room.scratch.glob("work-*"):
        if folder.stat().st_mtime < (now - GRACE).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def _end(room: EvidenceRoom, upload: Upload, now: datetime) -> bool:
    """One that reached the docket, though nobody noted it, is kept."""
    if upload.state is State.SCANNING and upload.is_in(_as_its_giver(room, upload, now)):
        with room.store.write() as conn:
            change(conn, upload, state=State.AVAILABLE.value, finalized_at=micros(now))
        return False
    return give_up(room, upload, state=State.ERASED.value)


def _clear_draft(room: EvidenceRoom, upload_id: str) -> None:
    """What died between the vault and the disk of drafts."""
    with room.store.read() as conn:
        upload = by_id(conn, upload_id)
    if upload is None or upload.state is not State.UPLOADING:
        room.drafts.discard(upload_id)


def verify_stored(room: EvidenceRoom, at: datetime) -> list[Altered]:
    """Read every file in the docket again and compare it with what was handed in. Each difference is logged."""
    return [_alarm(room, upload, at) for upload in _available(room) if not _is_unchanged(room, upload, at)]


def _is_unchanged(room: EvidenceRoom, upload: Upload, at: datetime) -> bool:
    """The bytes against the row, and the row against the docket, whose seal nobody can change with it."""
    try:
        found = room.vault.measure(upload.key)
    except FileNotFoundError:
        return False
    case = _as_its_giver(room, upload, at)
    sealed = case.exhibits.get(upload.exhibit) or case.drafts.get(upload.exhibit)
    if sealed is None:
        return False
    return found == Measured(upload.size, upload.sha256) and sealed.sha256.body in (upload.sha256, None)


def _alarm(room: EvidenceRoom, upload: Upload, at: datetime) -> Altered:
    audit.note(room.store, upload.exhibit, audit.THE_SERVICE, Purpose.FOUND_ALTERED, at)
    log.error("evidence.altered", extra={"case": upload.case_id})
    return Altered(upload.id, upload.exhibit, upload.case_id)


def _available(room: EvidenceRoom) -> Iterator[Upload]:
    """All of them, page by page."""
    after = ""
    while True:
        page = select(uploads).where(uploads.c.state == State.AVAILABLE.value, uploads.c.id > after)
        with room.store.read() as conn:
            found = [of_row(row) for row in conn.execute(page.order_by(uploads.c.id).limit(BATCH))]
        yield from found
        if len(found) < BATCH:
            return
        after = found[-1].id


def _as_its_giver(room: EvidenceRoom, upload: Upload, at: datetime) -> Case:
    """The case as whoever handed it in sees it."""
    return room.clerk.look_as(upload.case_id, upload.role, at, upload.person).case
