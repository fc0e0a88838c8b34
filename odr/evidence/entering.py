"""How a checked file becomes an exhibit of the docket."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.exhibits import ReceiveExhibit
from odr.domain.roles import Actor
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, change
from odr.store import micros


@dataclass(frozen=True, slots=True)
class Said:
    """What its giver says of a file: what it shows, which document it is of those asked for, and whether the mediator
    sees it too."""

    description: str | None = None
    document: Document | None = None
    in_caucus: bool = False


def command_of(upload: Upload, by: Actor, said: Said, at: datetime) -> ReceiveExhibit:
    """What is asked of the docket."""
    return ReceiveExhibit(
        by=by,
        at=at,
        exhibit=upload.exhibit,
        upload=upload.id,
        name=Text(upload.filename),
        sha256=Text(upload.sha256),
        media_type=upload.media_type,
        size=upload.size,
        description=Text(said.description) if said.description and said.description.strip() else None,
        document=said.document,
        in_caucus=said.in_caucus,
    )


def settle(room: EvidenceRoom, upload: Upload, at: datetime) -> Upload:
    """What the docket says is true; the row follows, and forgets what only the docket is to know."""
    if upload.state is not State.SCANNING:
        return upload
    forgotten = {"description": None, "document": None, "asked_at": None}
    with room.store.write() as conn:
        change(conn, upload, state=State.AVAILABLE.value, finalized_at=micros(at), **forgotten)
    return upload.with_(state=State.AVAILABLE, finalized_at=at, **forgotten)
