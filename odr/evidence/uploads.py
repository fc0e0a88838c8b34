"""Rows of uploads, read and changed."""

import base64
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, delete, select, update

from odr.domain.case import Case
from odr.domain.roles import Role
from odr.domain.rulebook.claims import Document
from odr.evidence.drafts import Draft
from odr.evidence.folder import on_disk
from odr.evidence.parts import Part, Parts
from odr.evidence.refusals import NothingArrived
from odr.evidence.room import EvidenceRoom, Use
from odr.evidence.tables import Finding, Rendering, State, renditions, uploads
from odr.store import instant, micros


@dataclass(frozen=True, slots=True)
class Upload:
    """One file and how far it has come. `size`, `sha256` and `media_type` are empty until they are known.

    `key`: under which the vault keeps it, or may; empty once nothing is left of it. `arrived`: how many bytes are
    here, where that was asked. `asked_at`: since when it has been handed in and waits for the scanner.
    `parts`: the store's name for
    what goes straight into the bucket. `altered`: when it was read last it was not what was handed in.
    """

    id: str
    case_id: str
    person: str
    role: Role
    exhibit: str
    filename: str
    declared_size: int
    declared_sha256: str | None
    state: State
    key: str
    size: int
    sha256: str
    media_type: str
    expires_at: datetime
    finalized_at: datetime | None
    altered: bool = False
    finding: Finding | None = None
    detail: str = ""
    active: tuple[str, ...] = ()
    asked_at: datetime | None = None
    description: str | None = None
    document: Document | None = None
    in_caucus: bool = False
    failures: int = 0
    rendering: Rendering = Rendering.PENDING
    render_tries: int = 0
    render_at: int = 0
    pages: int | None = None
    parts: str = ""
    arrived: int = 0

    def with_(self, **values: Any) -> Self:
        """The same upload a step further."""
        return replace(self, **values)

    @property
    def waits(self) -> bool:
        """Whether it was handed in and is entered as soon as it is checked, without anybody doing more."""
        return self.asked_at is not None and self.state in (State.QUARANTINED, State.SCANNING)

    def is_in(self, case: Case) -> bool:
        """Whether the docket, as somebody sees it, has its exhibit."""
        return self.exhibit in case.drafts or self.exhibit in case.exhibits


def by_id(conn: Connection, upload: str) -> Upload | None:
    """The upload of this id."""
    return _one(conn, uploads.c.id == upload)


def by_token(conn: Connection, token: str) -> Upload | None:
    """The upload that this token may send the file of."""
    return _one(conn, uploads.c.token_hash == hash_of(token))


def under_way(conn: Connection, case_id: str, person: str, at: datetime) -> list[Upload]:
    """What this person began for a case and neither handed in nor gave up, the last one first; and what came of files
    that waited for the scanner, where that was no exhibit."""
    open_ = uploads.c.state.in_([State.UPLOADING, State.QUARANTINED, State.SCANNING])
    told = uploads.c.finding.is_not(None) & uploads.c.asked_at.is_not(None)
    mine = select(uploads).where(uploads.c.person == person, open_ | told, uploads.c.expires_at > micros(at))
    rows = conn.execute(mine.where(uploads.c.case_id == case_id).order_by(uploads.c.created_at.desc(), uploads.c.id))
    return [of_row(row) for row in rows]


def change(conn: Connection, upload: Upload, **values: Any) -> bool:
    """Change the row if it is still in the state in which it was read; whether it was."""
    still = update(uploads).where(uploads.c.id == upload.id, uploads.c.state == upload.state.value)
    return conn.execute(still.values(**values)).rowcount == 1


def arrive(room: EvidenceRoom, upload: Upload, draft: Draft) -> Upload:
    """Every byte is there: into the vault, then the row says so. Once more after a break, it ends the same.

    Refuses: DiskFull, StorageAway.
    """
    found = draft.measure()
    on_disk(room.vault.keep, upload.key, draft.path)
    arrived = {"size": found.size, "sha256": found.sha256}
    with room.store.write() as conn:
        change(conn, upload, state=State.QUARANTINED.value, **arrived)
    draft.remove()
    return upload.with_(state=State.QUARANTINED, **arrived)


def arrive_in_parts(room: EvidenceRoom, parts: Parts, upload: Upload) -> Upload:
    """Every part is in the bucket: one file, then the row says so. Once more after a break, it ends the same.

    Refuses: NothingArrived, StorageAway.
    """
    arrived = parts.arrived(upload.key, upload.parts)
    if arrived == upload.declared_size:
        parts.complete(upload.key, upload.parts)
    try:
        found = room.vault.measure(upload.key)
    except FileNotFoundError:
        raise NothingArrived(arrived=arrived, declared=upload.declared_size) from None
    kept = {"size": found.size, "sha256": found.sha256}
    with room.store.write() as conn:
        change(conn, upload, state=State.QUARANTINED.value, **kept)
    return upload.with_(state=State.QUARANTINED, **kept)


def give_up(room: EvidenceRoom, upload: Upload, **values: Any) -> bool:
    """The row says first that there is no file; then its bytes go. Whether it was still in the state that was read."""
    with room.store.write() as conn:
        changed = change(conn, upload, **values)
    if changed:
        clear(room, upload)
    return changed


def clear(room: EvidenceRoom, upload: Upload) -> None:
    """Remove every byte of an upload that is given up, and of what was made of it; its row forgets the key last,
    and what was said of it."""
    room.drafts.discard(upload.id)
    if room.parts and upload.parts:
        room.parts.break_off(upload.key, upload.parts)
    room.vault.delete(upload.key)
    forget_shown(room, upload.exhibit)
    with room.store.write() as conn:
        conn.execute(update(uploads).where(uploads.c.id == upload.id).values(key=None, description=None))


def forget_shown(room: EvidenceRoom, exhibit: str) -> None:
    """Delete what is shown of an exhibit: bytes first, so that no row's key is ever lost before them."""
    with room.store.read() as conn:
        keys = [row.key for row in conn.execute(select(renditions.c.key).where(renditions.c.exhibit == exhibit))]
    for key in keys:
        room.vault.delete(key)
    if keys:
        with room.store.write() as conn:
            conn.execute(delete(renditions).where(renditions.c.exhibit == exhibit, renditions.c.key.in_(keys)))


def so_far(room: EvidenceRoom, upload: Upload) -> Upload:
    """The upload with what has arrived of its file."""
    if upload.state is not State.UPLOADING:
        return upload.with_(arrived=upload.declared_size)
    if room.parts and upload.parts:
        return upload.with_(arrived=room.parts.arrived(upload.key, upload.parts))
    return upload.with_(arrived=room.drafts.size(upload.id))


def parts_of(room: EvidenceRoom, upload: Upload) -> list[Part]:
    """Each part of a file that goes straight into the bucket; none of another one, or once it is there."""
    if room.parts is None or not upload.parts or upload.state is not State.UPLOADING:
        return []
    return room.parts.of(upload.key, upload.parts, upload.declared_size)


def token_of(room: EvidenceRoom, upload: str) -> str:
    """The secret that lets its holder send this file. It is reckoned, so that a repeat gets the same one."""
    return base64.urlsafe_b64encode(room.mark(Use.UPLOAD, upload.encode())).rstrip(b"=").decode("ascii")


def url_of(room: EvidenceRoom, upload: Upload) -> str | None:
    """Where the file goes, and is given up; None once it was checked, or is over."""
    if upload.state not in (State.UPLOADING, State.QUARANTINED):
        return None
    return f"{room.public_url}/evidence/uploads/{token_of(room, upload.id)}"


def hash_of(token: str) -> str:
    """Under which a token is kept: 256 bits need neither salt nor stretching."""
    return sha256(token.encode()).hexdigest()


def _one(conn: Connection, condition: ColumnElement[bool]) -> Upload | None:
    row = conn.execute(select(uploads).where(condition)).one_or_none()
    return None if row is None else of_row(row)


def of_row(row: Any) -> Upload:
    """The upload of a whole row."""
    return Upload(
        id=row.id,
        case_id=row.case_id,
        person=row.person,
        role=Role(row.side),
        exhibit=row.exhibit,
        filename=row.filename,
        declared_size=row.declared_size,
        declared_sha256=row.declared_sha256,
        state=State(row.state),
        key=row.key or "",
        size=row.size or 0,
        sha256=row.sha256 or "",
        media_type=row.media_type or "",
        expires_at=instant(row.expires_at),
        finalized_at=instant(row.finalized_at) if row.finalized_at is not None else None,
        altered=bool(row.altered),
        parts=row.parts or "",
        finding=Finding(row.finding) if row.finding else None,
        detail=row.detail or "",
        active=tuple((row.active or "").split()),
        asked_at=instant(row.asked_at) if row.asked_at is not None else None,
        description=row.description,
        document=Document(row.document) if row.document else None,
        in_caucus=bool(row.in_caucus),
        failures=row.failures,
        rendering=Rendering(row.rendering),
        render_tries=row.render_tries,
        render_at=row.render_at,
        pages=row.pages,
    )
