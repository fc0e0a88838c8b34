"""Every file is read again, week after week, and compared with what was handed in: one flipped bit is an alarm.

A file that is not as it was is given to nobody, and the service's registrars are told. One that was brought back from a
backup is given out again once it was read again.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from odr.domain.case import Case
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.refusals import StorageAway
from odr.evidence.room import EvidenceRoom
from odr.evidence.sealed import NotAsSealed
from odr.evidence.tables import State, uploads
from odr.evidence.uploads import Upload, of_row
from odr.evidence.vault import Measured
from odr.outbox import promise
from odr.store import micros

log = logging.getLogger(__name__)

AGAIN_AFTER = timedelta(days=7)
"""How long after it was read a file is read again."""
AT_ONCE = 4 * 1024 * 1024 * 1024
"""About how many bytes are read in one round."""
BATCH = 200
_AVAILABLE = uploads.c.state == State.AVAILABLE.value
ALARM = "evidence.altered"
"""The promise to tell registrars of a file that is not what was handed in."""


@dataclass(frozen=True, slots=True)
class Altered:
    """A file that is not what was handed in."""

    upload: str
    exhibit: str
    case_id: str


def reread(room: EvidenceRoom, now: datetime, most: int = AT_ONCE) -> list[Altered]:
    """Read again what was not read for a week, the longest ago first; what is not as it was. For the worker, hourly.

    One that cannot be read for another reason, such as a key that is gone, keeps no other from its turn.

    Args:
        most: about how many bytes.
    """
    found: list[Altered] = []
    read = 0
    while read < most and (upload := _longest_ago(room, now - AGAIN_AFTER)) is not None:
        read += upload.size
        try:
            found += _reread(room, upload, now)
        except StorageAway:
            raise
        except Exception:
            log.exception("evidence.reread_failed", extra={"case": upload.case_id})
            with room.store.write() as conn:
                conn.execute(update(uploads).where(uploads.c.id == upload.id).values(reread_at=micros(now)))
    return found


def verify_stored(room: EvidenceRoom, at: datetime) -> Iterator[Altered]:
    """Read every file in the docket again; each that is not what was handed in, as it is found."""
    for upload in _available(room):
        yield from _reread(room, upload, at)


def reread_one(room: EvidenceRoom, upload: Upload, at: datetime) -> bool:
    """Read one file again at once; whether it is what was handed in. If not, the registrars are told."""
    return not _reread(room, upload, at)


def _reread(room: EvidenceRoom, upload: Upload, at: datetime) -> list[Altered]:
    as_it_was = _is_unchanged(room, upload, at)
    kept = update(uploads).where(uploads.c.id == upload.id, uploads.c.state == State.AVAILABLE.value)
    with room.store.write() as conn:
        still = conn.execute(kept.values(reread_at=micros(at), altered=not as_it_was)).rowcount
        if as_it_was or not still:
            return []
        promise(conn, ALARM, {"case": upload.case_id, "exhibit": upload.exhibit}, at, case_id=upload.case_id)
    audit.note(room.store, upload.exhibit, audit.THE_SERVICE, Purpose.FOUND_ALTERED, at)
    log.error("evidence.altered", extra={"case": upload.case_id})
    return [Altered(upload.id, upload.exhibit, upload.case_id)]


def _is_unchanged(room: EvidenceRoom, upload: Upload, at: datetime) -> bool:
    """The bytes against the row, and the row against the docket, whose seal nobody can change with it."""
    try:
        found = room.vault.measure(upload.key)
    except (FileNotFoundError, NotAsSealed):
        return False
    case = as_its_giver(room, upload, at)
    sealed = case.exhibits.get(upload.exhibit) or case.drafts.get(upload.exhibit)
    if sealed is None:
        return False
    return found == Measured(upload.size, upload.sha256) and sealed.sha256.body in (upload.sha256, None)


def _longest_ago(room: EvidenceRoom, before: datetime) -> Upload | None:
    waiting = _AVAILABLE & (uploads.c.reread_at < micros(before))
    with room.store.read() as conn:
        row = conn.execute(select(uploads).where(waiting).order_by(uploads.c.reread_at).limit(1)).first()
    return None if row is None else of_row(row)


def _available(room: EvidenceRoom) -> Iterator[Upload]:
    """All of them, page by page."""
    after = ""
    while True:
        page = select(uploads).where(_AVAILABLE, uploads.c.id > after).order_by(uploads.c.id).limit(BATCH)
        with room.store.read() as conn:
            found = [of_row(row) for row in conn.execute(page)]
        yield from found
        if len(found) < BATCH:
            return
        after = found[-1].id


def as_its_giver(room: EvidenceRoom, upload: Upload, at: datetime) -> Case:
    """The case as whoever handed it in sees it."""
    return room.clerk.look_as(upload.case_id, upload.role, at, upload.person).case
