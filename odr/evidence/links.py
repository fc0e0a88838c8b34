"""Links to files: for who may see the exhibit, for a few minutes, signed by the service."""

import base64
import hmac
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from odr.domain import refusals as no
from odr.domain.case import Case, Exhibit
from odr.domain.roles import Actor, Role, Visitor
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.names import disposition
from odr.evidence.refusals import FileDamaged, LinkOver, OriginalNotForYou
from odr.evidence.renditions.made import TEXT
from odr.evidence.renditions.reading import Rendition, rendition_by_id
from odr.evidence.renditions.sight import may_have_original
from odr.evidence.room import LINK_LIFE, EvidenceRoom, Use
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id
from odr.store import MICROSECOND, instant, micros

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
class Leaving:
    """A file about to leave: an original to be saved, or a rendition to be shown. `size` in bytes."""

    body: Iterator[bytes]
    size: int
    media_type: str
    disposition: str


class _Facts(NamedTuple):
    """What a link says: which file, for whom, and until when in microseconds. `rendition`: "" for the original."""

    upload: str
    person: str
    role: Role
    expires_at: int
    rendition: str

    @property
    def counts_as(self) -> str:
        """The same for all links of one person to one file within the same five minutes: the log has them once."""
        span = self.expires_at // (LINK_LIFE // MICROSECOND)
        said = json.dumps(["odr/link/1", *self._replace(expires_at=span)], separators=(",", ":"))
        return sha256(said.encode()).hexdigest()


def create_link(
    room: EvidenceRoom, visitor: Visitor, case_id: str, exhibit: str, at: datetime, rendition: str | None = None
) -> Link:
    """A link for this person to an exhibit they may see: to its file, or to one rendition of it.

    Refuses: NotFound, alike for an exhibit that does not exist, is not to be seen or was erased; OriginalNotForYou.
    """
    seen = room.clerk.look(case_id, visitor, at)
    found = seen.case.exhibits.get(exhibit) or seen.case.drafts.get(exhibit)
    if found is None:
        raise no.NotFound
    upload = _kept(room, found.upload)
    if rendition is None:
        _require_original(found, seen.by, seen.case, upload)
    elif _ready(room, upload, rendition) is None:
        raise no.NotFound
    expires_at = at + LINK_LIFE
    facts = _Facts(upload.id, visitor.person, seen.by.role, micros(expires_at), rendition or "")
    audit.note(room.store, exhibit, visitor.person, Purpose.LINKED, at, seen.by.role, facts.counts_as)
    return Link(f"{room.files_url}/evidence/files/{_seal(room, facts)}", expires_at)


def take_out(room: EvidenceRoom, token: str, at: datetime) -> Leaving:
    """The file that a link leads to; noted in its audit log before the first byte leaves.

    Who fetches it again within the five minutes has opened it once.

    Refuses: NotFound, LinkOver, FileDamaged.
    """
    link = _unseal(room, token)
    if at >= instant(link.expires_at):
        raise LinkOver
    upload = _kept(room, link.upload)
    if link.rendition:
        found = _rendition(room, upload, link.rendition)
        audit.note(room.store, upload.exhibit, link.person, Purpose.VIEWED, at, link.role, link.counts_as)
        charset = "; charset=utf-8" if found.media_type == TEXT else ""
        return Leaving(room.vault.pieces(found.key), found.size, found.media_type + charset, "inline")
    if upload.altered:
        raise FileDamaged
    _require_whole(room, upload.key, upload.size, upload.case_id)
    audit.note(room.store, upload.exhibit, link.person, Purpose.DOWNLOADED, at, link.role, link.counts_as)
    named = disposition(upload.filename, upload.media_type)
    return Leaving(room.vault.pieces(upload.key), upload.size, upload.media_type, named)


def _rendition(room: EvidenceRoom, upload: Upload, rendition: str) -> Rendition:
    found = _ready(room, upload, rendition)
    if found is None:
        raise no.NotFound
    _require_whole(room, found.key, found.size, upload.case_id)
    return found


def _ready(room: EvidenceRoom, upload: Upload, rendition: str) -> Rendition | None:
    found = rendition_by_id(room, rendition)
    return found if found and found.exhibit == upload.exhibit else None


def _require_original(found: Exhibit, by: Actor, case: Case, upload: Upload) -> None:
    if not may_have_original(found, by, case, upload.rendering):
        raise OriginalNotForYou


def _require_whole(room: EvidenceRoom, key: str, size: int, case_id: str) -> None:
    """A glance only; `rereading` reads every byte of originals."""
    try:
        whole = room.vault.size(key) == size
    except FileNotFoundError:
        whole = False
    if not whole:
        log.error("evidence.altered", extra={"case": case_id})
        raise FileDamaged


def _kept(room: EvidenceRoom, upload_id: str) -> Upload:
    with room.store.read() as conn:
        upload = by_id(conn, upload_id)
    if upload is None or upload.state not in _IN_THE_DOCKET:
        raise no.NotFound
    return upload


def _seal(room: EvidenceRoom, facts: _Facts) -> str:
    body = json.dumps(facts, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(room.mark(Use.LINK, body) + body).rstrip(b"=").decode("ascii")


def _unseal(room: EvidenceRoom, token: str) -> _Facts:
    try:
        raw = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise no.NotFound from None
    mark, body = raw[:_MARK], raw[_MARK:]
    if not hmac.compare_digest(mark, room.mark(Use.LINK, body)):
        raise no.NotFound
    upload, person, role, expires_at, rendition = json.loads(body)
    return _Facts(upload, person, Role(role), expires_at, rendition)
