"""How a file comes in: announced, sent, checked, entered in the docket. `receiving.py` takes the bytes."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from odr.accounts.repeats import Ask, once
from odr.clerk import CaseSeen
from odr.domain import refusals as no
from odr.domain.exhibits import may_hand_in, may_hand_in_as
from odr.domain.roles import Visitor
from odr.domain.rulebook.claims import Document
from odr.evidence.drafts import Held
from odr.evidence.entering import Said, command_of, settle
from odr.evidence.inspection import HASTY, inspect, refusal_of
from odr.evidence.names import accept_name
from odr.evidence.parts import Parts
from odr.evidence.refusals import (
    FileIsEmpty,
    FileTooLarge,
    HashDiffers,
    HashNotValid,
    NothingArrived,
    TooManyUploads,
    TypeNotValid,
    UploadExpired,
)
from odr.evidence.room import UPLOAD_LIFE, EvidenceRoom
from odr.evidence.scanner import ScannerDown
from odr.evidence.tables import State, uploads
from odr.evidence.turns import NotYet
from odr.evidence.uploads import Upload, arrive, arrive_in_parts, by_id, hash_of, token_of, under_way
from odr.evidence.waiting import wait
from odr.ids import new_id
from odr.reserved import Act
from odr.store import micros

MOST_UNDER_WAY = 20
"""Uploads that one person may have begun and not finished."""
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_TYPE = re.compile(r"[\x21-\x7e]{1,100}")


@dataclass(frozen=True, slots=True)
class NewUpload:
    """A file that somebody announces. Size in bytes; only the size is believed, and checked."""

    case_id: str
    filename: str
    declared_type: str
    size: int
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """An upload, and whether its key had begun it before."""

    upload: Upload
    replayed: bool


@dataclass(frozen=True, slots=True)
class Finalizing:
    """What the person adds when the file is there."""

    upload: str
    sha256: str | None = None
    description: str | None = None
    document: Document | None = None
    in_caucus: bool = False

    @property
    def said(self) -> Said:
        return Said(self.description, self.document, self.in_caucus)


@dataclass(frozen=True, slots=True)
class Finalized:
    """The exhibit that the upload became, or the upload that waits for the scanner, and whether it was done before."""

    upload: Upload
    replayed: bool


def create_upload(room: EvidenceRoom, visitor: Visitor, new: NewUpload, ask: Ask, at: datetime) -> Begun:
    """Announce a file for a case, on the visitor's own side.

    Refuses: NotFound, NotAllowed, RecordIsClosed, CaseIsClosed, FileNameNotValid, FileIsEmpty, FileTooLarge,
    HashNotValid, TypeNotValid, TooManyUploads, KeyReused, StorageAway.
    """
    seen = room.clerk.look(new.case_id, visitor, at)
    if seen.closed:
        raise no.AccountClosed

    def begin(conn: Connection) -> str:
        may_hand_in(seen.by, seen.case)
        _require_sound(new, room.limit)
        _require_room(conn, visitor.person, at)
        return announce(room, conn, new, seen, at)

    done = once(room.store, ask, begin, at)
    with room.store.read() as conn:
        upload = by_id(conn, done.result)
    if upload is None:
        raise no.NotFound
    return Begun(_in_parts(room, room.parts, upload) if room.parts else upload, done.replayed)


def _in_parts(room: EvidenceRoom, parts: Parts, upload: Upload) -> Upload:
    """The upload with the store's own name for it, asked for once the row is there. Refuses: StorageAway."""
    if upload.parts or upload.state is not State.UPLOADING:
        return upload
    name = parts.begin(upload.key)
    first = update(uploads).where(uploads.c.id == upload.id, uploads.c.parts.is_(None)).values(parts=name)
    with room.store.write() as conn:
        if conn.execute(first).rowcount == 1:
            return upload.with_(parts=name)
        known = by_id(conn, upload.id)
    parts.break_off(upload.key, name)
    return known or upload


def uploads_under_way(room: EvidenceRoom, visitor: Visitor, case_id: str, at: datetime) -> list[Upload]:
    """What the visitor began for a case and did not finish. Refuses: NotFound."""
    room.clerk.look(case_id, visitor, at)
    with room.store.read() as conn:
        return under_way(conn, case_id, visitor.person, at)


def _require_sound(new: NewUpload, limit: int) -> None:
    accept_name(new.filename)
    if new.size < 1:
        raise FileIsEmpty
    if new.size > limit:
        raise FileTooLarge(limit=f"{limit / 1024 / 1024:.4g} MiB")
    if not _TYPE.fullmatch(new.declared_type):
        raise TypeNotValid
    _require_hash(new.sha256)


def _require_hash(given: str | None) -> None:
    if given is not None and not _SHA256.fullmatch(given):
        raise HashNotValid


def _require_room(conn: Connection, person: str, at: datetime) -> None:
    under_way = uploads.c.state.in_([State.UPLOADING, State.QUARANTINED, State.SCANNING])
    mine = select(func.count()).where(uploads.c.person == person, under_way, uploads.c.expires_at > micros(at))
    if conn.execute(mine).scalar_one() >= MOST_UNDER_WAY:
        raise TooManyUploads(most=MOST_UNDER_WAY)


def announce(
    room: EvidenceRoom, conn: Connection, new: NewUpload, seen: CaseSeen, at: datetime, exhibit: str = ""
) -> str:
    """The id of a new upload, whose row knows where its bytes will lie before there are any."""
    upload = new_id()
    row = {
        "id": upload,
        "case_id": new.case_id,
        "person": seen.by.person,
        "side": seen.by.role.acts_as.value,
        "exhibit": exhibit or new_id(),
        "key": room.vault.new_key(new.case_id),
        "token_hash": hash_of(token_of(room, upload)),
        "filename": new.filename,
        "declared_type": new.declared_type,
        "declared_size": new.size,
        "declared_sha256": new.sha256.lower() if new.sha256 else None,
        "state": State.UPLOADING.value,
        "created_at": micros(at),
        "expires_at": micros(at + UPLOAD_LIFE),
    }
    conn.execute(insert(uploads), row)
    return upload


def finalize(
    room: EvidenceRoom,
    visitor: Visitor,
    asked: Finalizing,
    at: datetime,
    *,
    act: Act | None = None,
    expected_version: int | None = None,
) -> Finalized:
    """Check what arrived and enter it in the docket. Twice gives the same exhibit.

    While the scanner is down, or looking into it takes long, the upload waits instead, and the worker enters it
    (`waiting.py`).

    Refuses: NotFound, NothingArrived, UploadExpired, HashNotValid, HashDiffers, ArrivedDamaged, KindNotAccepted,
    FileHarmful, FileLocked, FileTooNested, OnlyALabel, and what the rule of ReceiveExhibit refuses.
    """
    _require_hash(asked.sha256)
    upload = _own(room, visitor, asked.upload)
    seen = room.clerk.look(upload.case_id, visitor, at)
    if upload.is_in(seen.case):
        return Finalized(settle(room, upload, at), replayed=True)
    may_hand_in_as(asked.document, seen.by, seen.case)
    upload = _whole(room, upload, at)
    _require_promised(upload, asked.sha256)
    try:
        checked = inspect(room, upload, at, HASTY) if upload.state is State.QUARANTINED else upload
    except (ScannerDown, NotYet):
        if expected_version not in (None, len(seen.entries)):
            raise no.StaleVersion from None
        return Finalized(wait(room, upload, asked.said, at), replayed=False)
    replayed = _enter(room, visitor, checked, asked, at, act, expected_version)
    return Finalized(settle(room, checked, at), replayed)


def _own(room: EvidenceRoom, visitor: Visitor, upload_id: str) -> Upload:
    with room.store.read() as conn:
        found = by_id(conn, upload_id)
    if found is None or found.person != visitor.person:
        raise no.NotFound
    return found


def _whole(room: EvidenceRoom, upload: Upload, at: datetime) -> Upload:
    """The upload with every byte of its file here."""
    if upload.finding or upload.state is State.REJECTED:
        raise refusal_of(upload)
    if upload.state is State.ERASED or at >= upload.expires_at:
        raise UploadExpired
    if upload.state is not State.UPLOADING:
        return upload
    if room.parts and upload.parts:
        return arrive_in_parts(room, room.parts, upload)
    try:
        with room.drafts.hold(upload.id) as draft:
            if draft.size < upload.declared_size:
                raise NothingArrived(arrived=draft.size, declared=upload.declared_size)
            return arrive(room, upload, draft)
    except Held:
        raise NothingArrived(arrived=room.drafts.size(upload.id), declared=upload.declared_size) from None


def _require_promised(upload: Upload, given: str | None) -> None:
    for promised in (upload.declared_sha256, given and given.lower()):
        if promised is not None and promised != upload.sha256:
            raise HashDiffers


def _enter(
    room: EvidenceRoom,
    visitor: Visitor,
    upload: Upload,
    asked: Finalizing,
    at: datetime,
    act: Act | None,
    expected_version: int | None,
) -> bool:
    """Into the docket, where the exhibit exists from then on; whether it was there before."""
    try:
        done = room.clerk.submit(
            upload.case_id,
            visitor,
            lambda by: command_of(upload, by, asked.said, at),
            at,
            act=act,
            expected_version=expected_version,
        )
    except no.AlreadyDone:
        return True
    return done.replayed
