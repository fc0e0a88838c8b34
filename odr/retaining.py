"""What the worker does when the time to keep a closed case is over: it offers a copy, and later erases.

The command decides, by the docket and the pinned rulebook; the date in the row only says when to look. A round takes
one batch, so that it can be broken off after each case and goes on where it was.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select, update

from odr.docket import dockets
from odr.domain.refusals import AlreadyDone
from odr.domain.retention import ApplyRetention, erases_at
from odr.domain.roles import SERVICE, Role
from odr.evidence.room import EvidenceRoom
from odr.evidence.upkeep import clear_erased
from odr.store import micros

log = logging.getLogger(__name__)

BATCH = 50
AGAIN_AFTER = timedelta(hours=1)
"""When a case that could not be read is tried again."""


def apply_retention(room: EvidenceRoom, at: datetime, most: int = BATCH) -> bool:
    """Do what is due in the cases that have waited longest; whether there may be more. Blocking."""
    due = dockets.c.erase_at <= micros(at)
    with room.store.read() as conn:
        found = conn.execute(select(dockets.c.case_id).where(due).order_by(dockets.c.erase_at).limit(most)).scalars()
        cases = list(found)
    done = [_apply(room, case_id, at) for case_id in cases]
    return len(cases) == most and any(done)


def _apply(room: EvidenceRoom, case_id: str, at: datetime) -> bool:
    """A case that cannot be read keeps no other from its turn."""
    try:
        room.clerk.submit_for_service(case_id, ApplyRetention(by=SERVICE, at=at))
    except AlreadyDone:
        return _looks_again(room, case_id, at)
    except Exception:
        log.exception("retention.case_failed", extra={"case": case_id})
        with room.store.write() as conn:
            behind = update(dockets).where(dockets.c.case_id == case_id)
            conn.execute(behind.values(erase_at=micros(at + AGAIN_AFTER)))
        return False
    clear_erased(room, case_id)
    return True


def _looks_again(room: EvidenceRoom, case_id: str, at: datetime) -> bool:
    """Nothing was due: the row is set to when something is, unless the docket has moved on."""
    case = room.clerk.look_as(case_id, Role.SYSTEM, at).case
    later = erases_at(case)
    as_read = (dockets.c.case_id == case_id) & (dockets.c.head == case.version)
    with room.store.write() as conn:
        moved = update(dockets).where(as_read).values(erase_at=micros(later) if later else None)
        return conn.execute(moved).rowcount == 1
