"""Files that could not be checked at once when they were handed in: nothing is lost, and the worker enters them."""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select, update

from odr.domain import refusals as no
from odr.domain.refusals import Refused
from odr.domain.roles import Actor
from odr.evidence.entering import Said, command_of, settle
from odr.evidence.inspection import THOROUGH, inspect, reject
from odr.evidence.refusals import ArrivedDamaged, DiskFull, StorageAway
from odr.evidence.room import EvidenceRoom
from odr.evidence.scanner import ScannerDown
from odr.evidence.tables import Finding, State, uploads
from odr.evidence.uploads import Upload, change, of_row
from odr.store import micros

log = logging.getLogger(__name__)

WAIT_LIFE = timedelta(days=30)
"""How long a file waits for the scanner before it is given up."""
TOLD_FOR = timedelta(days=7)
"""How long the person can read what came of it, where that was no exhibit."""
MOST_FAILURES = 5
"""So often the scanner may end without a verdict, although it answers otherwise: then the file is taken to be why."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)


def wait(room: EvidenceRoom, upload: Upload, said: Said, at: datetime) -> Upload:
    """Note what was asked when the file was handed in, and by when; the upload's person is who asked.

    Refuses: Busy, when it was given up or entered meanwhile.
    """
    expires_at = at + WAIT_LIFE
    asked = {"asked_at": micros(at), "next_try_at": micros(at)}
    words = {"description": said.description, "document": said.document and said.document.value}
    with room.store.write() as conn:
        if not change(conn, upload, expires_at=micros(expires_at), in_caucus=said.in_caucus, **asked, **words):
            raise no.Busy
    log.warning("evidence.waits", extra={"case": upload.case_id})
    kept = {"description": said.description, "document": said.document, "in_caucus": said.in_caucus}
    return upload.with_(expires_at=expires_at, asked_at=at, **kept)


def enter_waiting(room: EvidenceRoom, at: datetime) -> bool:
    """Check and enter one file that waits; whether it is settled now. For the worker, every few seconds.

    One that cannot be read at all keeps no other from its turn.
    """
    with room.store.read() as conn:
        row = conn.execute(_next(at)).one_or_none()
    if row is None:
        return False
    upload = of_row(row)
    try:
        _enter(room, upload, at)
    except ScannerDown as down:
        _later(room, upload, at, begun=down.begun)
        return False
    except Exception:
        log.exception("evidence.waiting_failed", extra={"case": upload.case_id})
        with room.store.write() as conn:
            behind = update(uploads).where(uploads.c.id == upload.id)
            conn.execute(behind.values(next_try_at=micros(at + LONGEST_PAUSE)))
        return False
    return True


def _next(at: datetime) -> Select[Any]:
    """The one that waits longest, of whoever has the fewest: nobody's many files are in the way of another's."""
    theirs = uploads.alias()
    how_many = select(func.count()).where(theirs.c.person == uploads.c.person, _due(theirs, at)).scalar_subquery()
    return select(uploads).where(_due(uploads, at)).order_by(how_many, uploads.c.next_try_at).limit(1)


def _due(of: FromClause, at: datetime) -> ColumnElement[bool]:
    waits = of.c.state.in_([State.QUARANTINED, State.SCANNING]) & of.c.asked_at.is_not(None)
    return waits & (of.c.next_try_at <= micros(at)) & (of.c.expires_at > micros(at))


def _enter(room: EvidenceRoom, upload: Upload, at: datetime) -> None:
    try:
        checked = inspect(room, upload, at, THOROUGH) if upload.state is State.QUARANTINED else upload
    except (StorageAway, DiskFull):
        _later(room, upload, at, begun=False)
        return
    except ArrivedDamaged as damaged:
        reject(room, upload, Finding.NOT_ENTERED, damaged.message, at)
        _stays_told(room, upload, at)
        return
    except Refused:
        _stays_told(room, upload, at)
        return
    by, said = Actor(upload.role, upload.person), Said(upload.description, upload.document, upload.in_caucus)
    try:
        room.clerk.submit_for_service(upload.case_id, command_of(checked, by, said, at))
    except no.AlreadyDone:
        pass
    except no.Busy:
        _later(room, checked, at, begun=False)
        return
    except Refused as refused:
        reject(room, checked, Finding.NOT_ENTERED, refused.message, at)
        _stays_told(room, upload, at)
        return
    settle(room, checked, at)


def _stays_told(room: EvidenceRoom, upload: Upload, at: datetime) -> None:
    with room.store.write() as conn:
        told = update(uploads).where(uploads.c.id == upload.id, uploads.c.finding.is_not(None))
        conn.execute(told.values(expires_at=micros(at + TOLD_FOR)))


def _later(room: EvidenceRoom, upload: Upload, at: datetime, *, begun: bool) -> None:
    """Try again after a pause that grows with each failure in the middle of this file."""
    failures = upload.failures + begun
    if failures >= MOST_FAILURES and room.scanner and room.scanner.is_there():
        reject(room, upload, Finding.TOO_MUCH, "the scanner gave no verdict", at)
        _stays_told(room, upload, at)
        return
    pause = min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE)
    with room.store.write() as conn:
        change(conn, upload, failures=failures, next_try_at=micros(at + pause))
