"""What the worker does for the evidence room: uploads that nobody finished go, and what is kept is read again."""

import logging
import shutil
from datetime import datetime, timedelta

from sqlalchemy import select

from odr.evidence.entering import settle
from odr.evidence.renditions.making import collect_orphans
from odr.evidence.rereading import as_its_giver
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State, uploads
from odr.evidence.uploads import Upload, by_id, clear, give_up, of_row
from odr.store import micros

log = logging.getLogger(__name__)

GRACE = timedelta(hours=1)
"""How long after its end an upload is left alone: whoever was finalizing it is done by then."""
BATCH = 200
UNDER_WAY = (State.UPLOADING, State.QUARANTINED, State.SCANNING)
GIVEN_UP = (State.REJECTED, State.UNSCANNABLE, State.ERASED)


def collect(room: EvidenceRoom, now: datetime) -> int:
    """Delete what nobody finished, and what died on its way; how many uploads ended. For the worker, hourly."""
    with room.store.read() as conn:
        over = select(uploads).where(uploads.c.state.in_(UNDER_WAY), uploads.c.expires_at <= micros(now - GRACE))
        found = [of_row(row) for row in conn.execute(over.order_by(uploads.c.expires_at).limit(BATCH))]
        given_up = select(uploads).where(uploads.c.state.in_(GIVEN_UP), uploads.c.key.is_not(None)).limit(BATCH)
        half_gone = [of_row(row) for row in conn.execute(given_up)]
    for upload in half_gone:
        clear(room, upload)
    _settle_entered(room, now)
    collect_orphans(room)
    _clear_scratch(room, now)
    for upload_id in room.drafts.left():
        _clear_draft(room, upload_id)
    return sum(_end(room, upload, now) for upload in found)


def clear_erased(room: EvidenceRoom, case_id: str) -> int:
    """Delete the bytes of what was erased in a case; how many files. Twice is no error: `collect` finishes the rest."""
    mine = (uploads.c.case_id == case_id) & (uploads.c.state == State.ERASED.value) & uploads.c.key.is_not(None)
    with room.store.read() as conn:
        found = [of_row(row) for row in conn.execute(select(uploads).where(mine))]
    for upload in found:
        clear(room, upload)
    return len(found)


def _clear_scratch(room: EvidenceRoom, now: datetime) -> None:
    """What a process that was killed left where it looked into a file."""
    for folder in room.scratch.glob("work-*"):
        if folder.stat().st_mtime < (now - GRACE).timestamp():
            shutil.rmtree(folder, ignore_errors=True)


def _settle_entered(room: EvidenceRoom, now: datetime) -> None:
    """What reached the docket when its process died is an exhibit like any other, and shown like one."""
    left = (uploads.c.state == State.SCANNING) & (uploads.c.created_at <= micros(now - GRACE))
    with room.store.read() as conn:
        found = conn.execute(select(uploads).where(left).order_by(uploads.c.created_at.desc()).limit(BATCH))
        waiting = [of_row(row) for row in found]
    for upload in waiting:
        if upload.is_in(as_its_giver(room, upload, now)):
            settle(room, upload, now)


def _end(room: EvidenceRoom, upload: Upload, now: datetime) -> bool:
    """One that reached the docket, though nobody noted it, is kept."""
    if upload.state is State.SCANNING and upload.is_in(as_its_giver(room, upload, now)):
        settle(room, upload, now)
        return False
    return give_up(room, upload, state=State.ERASED.value)


def _clear_draft(room: EvidenceRoom, upload_id: str) -> None:
    """What died between the vault and the disk of drafts."""
    with room.store.read() as conn:
        upload = by_id(conn, upload_id)
    if upload is None or upload.state is not State.UPLOADING:
        room.drafts.discard(upload_id)
