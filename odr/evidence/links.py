"""Links to files: for who may see the exhibit, for a few minutes, signed by the service."""

import base64
import hmac
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from odr.domain import refusals as no
from odr.domain.roles import Role, Visitor
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.names import disposition
from odr.evidence.refusals import FileDamaged, LinkOver
from odr.evidence.room import LINK_LIFE, EvidenceRoom, Use
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id
from odr.store import instant, micros

log = logging.getLogger(__name__)

_MARK = 32
_IN_THE_DOCKET = (State.SCANNING, State.AVAILABLE)
"""An upload whose exhibit is in the docket is in one of these."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a file can be had, and until when."""

    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was handed in, about to leave."""

    body: Iterator[bytes]
    size: int
    media_type: str
    disposition: str


def create_link(room: EvidenceRoom, visitor: Visitor, case_id: str, exhibit: str, at: datetime) -> Link:
    """A link for this person to an exhibit they may see.

    Refuses: NotFound, alike for an exhibit that does not exist, is not to be seen or was erased.
    """
    found = room.clerk.look(case_id, visitor, at)
    seen = found.case.exhibits.get(exhibit) or found.case.drafts.get(exhibit)
    if seen is None:
        raise no.NotFound
    upload = _kept(room, seen.upload)
    audit.note(room.store, exhibit, visitor.person, Purpose.LINKED, at, found.by.role)
    expires_at = at + LINK_LIFE
    token = _seal(room, [upload.id, visitor.person, found.by.role.value, micros(expires_at)])
    return Link(f"{room.public_url}/evidence/files/{token}", expires_at)


def take_out(room: EvidenceRoom, token: str, at: datetime) -> Original:
    """The file that a link leads to; noted in its audit log before the first byte leaves.

    Refuses: NotFound, LinkOver, FileDamaged.
    """
    upload_id, person, role, expires_at = _unseal(room, token)
    if at >= instant(expires_at):
        raise LinkOver
    upload = _kept(room, upload_id)
    _require_whole(room, upload)
    audit.note(room.store, upload.exhibit, person, Purpose.DOWNLOADED, at, role)
    named = disposition(upload.filename, upload.media_type)
    return Original(room.vault.pieces(upload.key), upload.size, upload.media_type, named)


def _require_whole(room: EvidenceRoom, upload: Upload) -> None:
    """A glance only; `rereading` reads every byte."""
    if upload.altered:
        raise FileDamaged
    try:
        whole = room.vault.size(upload.key) == upload.size
    except FileNotFoundError:
        whole = False
    if not whole:
        log.error("evidence.altered", extra={"case": upload.case_id})
        raise FileDamaged


def _kept(room: EvidenceRoom, upload_id: str) -> Upload:
    with room.store.read() as conn:
        upload = by_id(conn, upload_id)
    if upload is None or upload.state not in _IN_THE_DOCKET:
        raise no.NotFound
    return upload


def _seal(room: EvidenceRoom, facts: list[str | int]) -> str:
    body = json.dumps(facts, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(room.mark(Use.LINK, body) + body).rstrip(b"=").decode("ascii")


def _unseal(room: EvidenceRoom, token: str) -> tuple[str, str, Role, int]:
    try:
        raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise no.NotFound from None
    mark, body = raw[:_MARK], raw[_MARK:]
    if not hmac.compare_digest(mark, room.mark(Use.LINK, body)):
        raise no.NotFound
    upload, person, role, expires_at = json.loads(body)
    return upload, person, Role(role), expires_at
