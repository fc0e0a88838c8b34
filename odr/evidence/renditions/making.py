"""Makes the renditions of exhibits: claimed by one worker at a time, tried a few times, written before their bytes."""

import logging
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.refusals import DiskFull, StorageAway
from odr.evidence.renditions.kinds import FILMS, can_show
from odr.evidence.renditions.made import TYPES, CannotShow, Result
from odr.evidence.renditions.reading import PENDING, READY
from odr.evidence.renditions.run import Bounds, ChildFailed, shown
from odr.evidence.room import EvidenceRoom
from odr.evidence.sealed import NotAsSealed
from odr.evidence.tables import Rendering, State, renditions, uploads
from odr.evidence.uploads import Upload, forget_shown, of_row
from odr.evidence.vault import measured
from odr.ids import new_id
from odr.store import micros

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""How long a claim holds; whoever claimed it is done or dead by then."""
MOST_TRIES = 3
PAUSE = timedelta(seconds=30)
BOUNDS, BOUNDS_FOR_FILMS = Bounds(60, 300), Bounds(400, 540)
ORPHANS = 200
PATIENCE_S, LONGEST_REST_S = 5.0, 1.0
_turn = threading.Lock()


def make_in_turn(room: EvidenceRoom, at: datetime) -> bool:
    """`make_renditions` for the worker, so that pages stay quick beside it: one at a time, with a rest after each.

    Whoever has waited `PATIENCE_S` goes on beside one that takes long, such as a film.
    """
    mine = _turn.acquire(timeout=PATIENCE_S)
    begun = time.monotonic()
    try:
        done = make_renditions(room, at)
        if done and mine:
            time.sleep(min(2 * (time.monotonic() - begun), LONGEST_REST_S))
        return done
    finally:
        if mine:
            _turn.release()


def make_renditions(room: EvidenceRoom, at: datetime) -> bool:
    """Make those of one exhibit that has none yet; whether there was one."""
    pending = (uploads.c.state == State.AVAILABLE) & (uploads.c.rendering == Rendering.PENDING)
    due = select(uploads).where(pending, uploads.c.render_at <= micros(at)).order_by(uploads.c.render_at).limit(1)
    with room.store.write() as conn:
        row = conn.execute(due).one_or_none()
        if row is None:
            return False
        claim = update(uploads).where(uploads.c.id == row.id, pending, uploads.c.render_at == row.render_at)
        values = {"render_at": micros(at + LEASE), "render_tries": row.render_tries + 1}
        if not conn.execute(claim.values(**values)).rowcount:
            return True
    _make(room, of_row(row), at)
    return True


def _make(room: EvidenceRoom, upload: Upload, at: datetime) -> None:
    """`upload` is as it was before this try."""
    bounds = BOUNDS_FOR_FILMS if upload.media_type in FILMS else BOUNDS
    try:
        forget_shown(room, upload.exhibit)
        if not can_show(upload.media_type):
            _end(room, upload, Rendering.NONE)
            return
        if upload.render_tries >= MOST_TRIES:
            _end(room, upload, Rendering.FAILED)
            return
        with shown(room.vault.pieces(upload.key), upload.media_type, room.scratch, bounds) as (folder, result):
            _keep(room, upload, folder, result, at)
    except CannotShow:
        log.info("renditions.none", extra={"case": upload.case_id, "kind": upload.media_type})
        _end(room, upload, Rendering.FAILED)
    except (ChildFailed, FileNotFoundError, NotAsSealed) as failed:
        log.warning("renditions.failed", extra={"case": upload.case_id, "reason": type(failed).__name__})
        _try_again(room, upload, at, upload.render_tries + 1)
    except (StorageAway, DiskFull) as failed:
        log.warning("renditions.failed", extra={"case": upload.case_id, "reason": type(failed).__name__})
        _try_again(room, upload, at, upload.render_tries)


def _keep(room: EvidenceRoom, upload: Upload, folder: Path, result: Result, at: datetime) -> None:
    """Rows with their keys first, then the bytes, then the rows say that the bytes are there."""
    rows: list[dict[str, Any]] = []
    for number, one in enumerate(result.made, 1):
        with (folder / one.file).open("rb") as file:
            found = measured(file)
        about = {"id": new_id(), "exhibit": upload.exhibit, "case_id": upload.case_id, "number": number}
        look = {"kind": one.kind.value, "media_type": TYPES[one.kind], "width": one.width, "height": one.height}
        kept = {
            "size": found.size,
            "sha256": found.sha256,
            "key": room.vault.new_key(upload.case_id),
            "state": PENDING,
            "at": micros(at),
        }
        rows.append(about | look | kept)
    with room.store.write() as conn:
        conn.execute(insert(renditions), rows)
    for row, one in zip(rows, result.made, strict=True):
        room.vault.keep(row["key"], folder / one.file)
        room.vault.settle(row["key"])
    if not _end(room, upload, Rendering.READY, result.whole):
        forget_shown(room, upload.exhibit)
        return
    audit.note(room.store, upload.exhibit, audit.THE_SERVICE, Purpose.RENDERED, at)


def _end(room: EvidenceRoom, upload: Upload, rendering: Rendering, pages: int | None = None) -> bool:
    """Whether the file was still there to be shown."""
    still = (uploads.c.id == upload.id) & (uploads.c.state == State.AVAILABLE)
    with room.store.write() as conn:
        done = conn.execute(update(uploads).where(still).values(rendering=rendering.value, pages=pages)).rowcount == 1
        if done and rendering is Rendering.READY:
            conn.execute(update(renditions).where(renditions.c.exhibit == upload.exhibit).values(state=READY))
    return done


def _try_again(room: EvidenceRoom, upload: Upload, at: datetime, tries: int) -> None:
    """`tries`: those for which the file may be to blame. That storage is away or full says nothing of it."""
    with room.store.write() as conn:
        again = update(uploads).where(uploads.c.id == upload.id, uploads.c.rendering == Rendering.PENDING)
        conn.execute(again.values(render_at=micros(at + PAUSE), render_tries=tries))


def collect_orphans(room: EvidenceRoom) -> None:
    """Delete renditions of what is an exhibit's file no more. For the worker, hourly."""
    gone = select(renditions.c.exhibit).join(uploads, uploads.c.exhibit == renditions.c.exhibit)
    with room.store.read() as conn:
        over = gone.where(uploads.c.state != State.AVAILABLE).distinct().limit(ORPHANS)
        found = [row.exhibit for row in conn.execute(over)]
    for exhibit in found:
        forget_shown(room, exhibit)
