"""How a checked file becomes an exhibit of the docket."""

from datetime import datetime

from odr.domain.exhibits import ReceiveExhibit
from odr.domain.roles import Actor
from odr.domain.words import Text
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, change
from odr.store import micros


def command_of(upload: Upload, by: Actor, description: str | None, at: datetime) -> ReceiveExhibit:
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
        description=Text(description) if description and description.strip() else None,
    )


def settle(room: EvidenceRoom, upload: Upload, at: datetime) -> Upload:
    """What the docket says is true; the row follows, and forgets what only the docket is to know."""
    if upload.state is not State.SCANNING:
        return upload
    with room.store.write() as conn:
        change(conn, upload, state=State.AVAILABLE.value, finalized_at=micros(at), description=None, asked_at=None)
    return upload.with_(state=State.AVAILABLE, finalized_at=at, description=None, asked_at=None)
