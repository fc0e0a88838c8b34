"""A redacted file is made of an exhibit that its side has not shown yet, and entered beside the sealed original."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from odr.clerk import CaseSeen
from odr.domain import refusals as no
from odr.domain.case import Exhibit
from odr.domain.events import Place
from odr.domain.redacting import RedactExhibit, require_redactable
from odr.domain.roles import Actor, Visitor
from odr.domain.words import Text
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.entering import settle
from odr.evidence.folder import on_disk
from odr.evidence.intake import NewUpload, announce
from odr.evidence.media import EXTENSIONS, HEAD, kind_of
from odr.evidence.refusals import CannotRedact
from odr.evidence.renditions.kinds import PDF, PICTURES
from odr.evidence.renditions.made import CannotShow
from odr.evidence.renditions.run import Bounds, ChildFailed, blackened
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.turns import NotYet, turn
from odr.evidence.uploads import Upload, by_id, change, give_up
from odr.evidence.vault import measure
from odr.ids import new_id
from odr.reserved import Act

BOUNDS = Bounds(18, 18)
"""How long somebody who waits for an answer can be asked to wait."""
PAGES = (*PICTURES, PDF)
"""What is shown as pictures of its pages; of nothing else is it worth starting the process."""


def redact(
    room: EvidenceRoom,
    visitor: Visitor,
    case_id: str,
    exhibit: str,
    places: tuple[Place, ...],
    at: datetime,
    *,
    act: Act | None = None,
    expected_version: int | None = None,
) -> tuple[str, bool]:
    """The exhibit that was made, and whether the key had made it before.

    Refuses: NotFound, CannotRedact, Busy, and what the rule of RedactExhibit refuses.
    """
    before = room.clerk.done_before(act)
    if before is not None:
        return before.subject, True
    seen = room.clerk.look(case_id, visitor, at)
    draft = require_redactable(seen.by, exhibit, places, seen.case)
    made = _made(room, draft, places, seen, act.subject if act else new_id(), at)

    def ask(by: Actor) -> RedactExhibit:
        name, sha256 = Text(made.filename), Text(made.sha256)
        about = {"exhibit": made.exhibit, "original": exhibit, "upload": made.id, "media_type": made.media_type}
        return RedactExhibit(by=by, at=at, name=name, sha256=sha256, size=made.size, places=places, **about)

    try:
        done = room.clerk.submit(case_id, visitor, ask, at, act=act, expected_version=expected_version)
    except no.Refused:
        give_up(room, made, state=State.ERASED.value)
        raise
    if done.replayed:
        give_up(room, made, state=State.ERASED.value)
    else:
        settle(room, made, at)
    return done.subject or made.exhibit, done.replayed


def _made(
    room: EvidenceRoom, draft: Exhibit, places: tuple[Place, ...], seen: CaseSeen, exhibit: str, at: datetime
) -> Upload:
    """The new file in the vault, not yet in the docket, where it is to be `exhibit`."""
    with room.store.read() as conn:
        original = by_id(conn, draft.upload)
    if original is None or original.state is not State.AVAILABLE:
        raise no.NotFound
    if original.media_type not in PAGES:
        raise CannotRedact
    wanted = json.dumps([{"page": one.page, "area": one.area and asdict(one.area)} for one in places]).encode()
    try:
        pieces = room.vault.pieces(original.key)
        with turn(), blackened(pieces, original.media_type, wanted, room.scratch, BOUNDS) as path:
            made = _kept(room, original, path, seen, exhibit, at)
    except NotYet:
        raise no.Busy from None
    except (CannotShow, ChildFailed):
        raise CannotRedact from None
    audit.note(room.store, draft.id, audit.THE_SERVICE, Purpose.RENDERED, at)
    return made


def _kept(room: EvidenceRoom, original: Upload, path: Path, seen: CaseSeen, exhibit: str, at: datetime) -> Upload:
    """The row with its key first, then the bytes, then the row says that they are there."""
    found = measure(path)
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD))
    name = f"redacted-{Path(original.filename).stem[:200]}{EXTENSIONS[kind][0]}"
    new = NewUpload(case_id=original.case_id, filename=name, declared_type=kind, size=found.size)
    with room.store.write() as conn:
        upload_id = announce(room, conn, new, seen, at, exhibit)
    with room.store.read() as conn:
        upload = by_id(conn, upload_id)
    if upload is None:
        raise no.Busy
    on_disk(room.vault.keep, upload.key, path)
    room.vault.settle(upload.key)
    arrived = {"size": found.size, "sha256": found.sha256, "media_type": kind}
    with room.store.write() as conn:
        change(conn, upload, state=State.SCANNING.value, **arrived)
    return upload.with_(state=State.SCANNING, **arrived)
