"""What is done to a file before anybody gets it: read again, recognised, scanned."""

import logging
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from odr.domain.refusals import Refused
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.media import HEAD, kind_of, refused_kind, require_accepted
from odr.evidence.refusals import (
    ArrivedDamaged,
    FileHarmful,
    FileLocked,
    FileTooNested,
    KindNotAccepted,
    NotEntered,
    UploadExpired,
)
from odr.evidence.renditions.kinds import EXAMINED_BY
from odr.evidence.renditions.made import CannotShow, Examined, Trouble
from odr.evidence.renditions.run import Bounds, ChildFailed, examine
from odr.evidence.room import EvidenceRoom
from odr.evidence.scanner import Verdict
from odr.evidence.sealed import NotAsSealed
from odr.evidence.tables import Finding, State
from odr.evidence.turns import NotYet, turn
from odr.evidence.uploads import Upload, by_id, change, give_up
from odr.evidence.vault import Measured
from odr.store import micros

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long an inspection may take. `scan`: seconds for the scanner; `last`: whether nobody will take longer."""

    scan: float
    examine: Bounds
    last: bool


HASTY = Pace(8, Bounds(8, 8), last=False)
"""While the person waits for an answer; after that the file waits, not they."""
THOROUGH = Pace(120, Bounds(60, 300), last=True)
_UNSCANNABLE = (Finding.LOCKED, Finding.TOO_MUCH)
_FOUND = {Verdict.HARMFUL: Finding.HARMFUL, Verdict.LOCKED: Finding.LOCKED, Verdict.TOO_MUCH: Finding.TOO_MUCH}
_TROUBLE = {
    Trouble.LOCKED: Finding.LOCKED,
    Trouble.TOO_MUCH: Finding.TOO_MUCH,
    Trouble.HOLDS_OTHER_KIND: Finding.HOLDS_OTHER_KIND,
}


def inspect(room: EvidenceRoom, upload: Upload, at: datetime, pace: Pace) -> Upload:
    """Read what lies in the vault: that it is what arrived, what it is, and whether it does harm.

    Refuses: ArrivedDamaged, KindNotAccepted, FileHarmful, FileLocked, FileTooNested; UploadExpired when it was given
    up meanwhile. What is refused for what it is, is deleted.

    Raises:
        ScannerDown: it stays as it is.
        NotYet: it stays as it is.
    """
    kind = _recognised(room, upload)
    try:
        require_accepted(kind)
    except KindNotAccepted:
        raise reject(room, upload, Finding.KIND, kind, at) from None
    slow = room.scanner is not None or kind in EXAMINED_BY
    with turn() if slow and not pace.last else nullcontext():
        _scan(room, upload, at, pace)
        examined = _examined(room, upload, kind, pace)
    if examined.trouble:
        raise reject(room, upload, _TROUBLE[examined.trouble], examined.holds, at)
    audit.note(room.store, upload.exhibit, audit.THE_SERVICE, Purpose.INSPECTED, at)
    return _passed(room, upload, examined)


def _scan(room: EvidenceRoom, upload: Upload, at: datetime, pace: Pace) -> None:
    if room.scanner is None:
        return
    scanned = room.scanner.scan(room.vault.pieces(upload.key), pace.scan)
    audit.note(room.store, upload.exhibit, audit.THE_SERVICE, Purpose.SCANNED, at)
    if scanned.verdict is not Verdict.CLEAN:
        raise reject(room, upload, _FOUND[scanned.verdict], scanned.signature, at)


def _recognised(room: EvidenceRoom, upload: Upload) -> str:
    try:
        room.vault.settle(upload.key)
        measured = room.vault.measure(upload.key)
        kind = kind_of(room.vault.head(upload.key, HEAD))
    except (FileNotFoundError, NotAsSealed):
        raise ArrivedDamaged from None
    if measured != Measured(upload.size, upload.sha256):
        log.error("evidence.damaged", extra={"case": upload.case_id})
        raise ArrivedDamaged
    return kind


def _examined(room: EvidenceRoom, upload: Upload, kind: str, pace: Pace) -> Examined:
    """Documents and archives are looked into by a process of its own; one that kills it is more than can be checked."""
    if kind not in EXAMINED_BY:
        return Examined(kind)
    try:
        return examine(room.vault.pieces(upload.key), kind, room.scratch, pace.examine)
    except (ChildFailed, CannotShow):
        if not pace.last:
            raise NotYet from None
        return Examined(kind, Trouble.TOO_MUCH)


def _passed(room: EvidenceRoom, upload: Upload, found: Examined) -> Upload:
    """Two may have inspected it at once; whoever gave it up meanwhile was first."""
    with room.store.write() as conn:
        change(conn, upload, state=State.SCANNING.value, media_type=found.kind, active=" ".join(found.active) or None)
        now = by_id(conn, upload.id)
    if now is None or now.state not in (State.SCANNING, State.AVAILABLE):
        raise UploadExpired
    return now


def reject(room: EvidenceRoom, upload: Upload, finding: Finding, detail: str, at: datetime) -> Refused:
    """Give the file up for what was found in it; the refusal that says so."""
    log.warning("evidence.rejected", extra={"case": upload.case_id, "reason": finding.value})
    state = State.UNSCANNABLE if finding in _UNSCANNABLE else State.REJECTED
    kind = {"media_type": detail} if finding is Finding.KIND else {"detail": detail}
    over = {"state": state.value, "finding": finding.value, "finalized_at": micros(at), "description": None}
    give_up(room, upload, **over, **kind)
    return refusal_of(upload.with_(finding=finding, **kind))


def refusal_of(upload: Upload) -> Refused:
    """Why this file did not become an exhibit."""
    match upload.finding:
        case Finding.HARMFUL:
            return FileHarmful(found=upload.detail)
        case Finding.LOCKED:
            return FileLocked()
        case Finding.TOO_MUCH:
            return FileTooNested()
        case Finding.NOT_ENTERED:
            return NotEntered(reason=upload.detail)
        case Finding.HOLDS_OTHER_KIND:
            return refused_kind(upload.media_type, upload.detail)
        case Finding.KIND | None:
            return refused_kind(upload.media_type)
