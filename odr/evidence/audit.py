"""Who handled an exhibit, and when: one chain of rows per exhibit, beside the docket."""

import json
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from odr.domain.refusals import Busy
from odr.evidence.tables import evidence_audit as audit
from odr.store import Store, micros

TRIES = 8
THE_SERVICE = ""
"""The actor of what nobody asked for."""


class Purpose(StrEnum):
    """What was done with the file."""

    INSPECTED = "INSPECTED"
    """Its size, SHA-256 and kind were found."""
    SCANNED = "SCANNED"
    """A scanner looked for harmful programs in it."""
    RENDERED = "RENDERED"
    """What others see of it was made."""
    VIEWED = "VIEWED"
    """A rendition was asked for over a link."""
    LINKED = "LINKED"
    """A link to it was given out."""
    DOWNLOADED = "DOWNLOADED"
    """It was asked for over such a link; the row is written before the first byte leaves."""
    FOUND_ALTERED = "FOUND_ALTERED"
    """What lies in the vault is not what was handed in."""


def note(store: Store, exhibit: str, actor: str, purpose: Purpose, at: datetime) -> None:
    """Add a row to the exhibit's chain. Refuses: Busy, when eight times somebody else was first."""
    for _ in range(TRIES):
        if _try(store, exhibit, actor, purpose, at):
            return
    raise Busy


def _try(store: Store, exhibit: str, actor: str, purpose: Purpose, at: datetime) -> bool:
    try:
        with store.write() as conn:
            last = conn.execute(
                select(audit.c.number, audit.c.hash)
                .where(audit.c.exhibit == exhibit)
                .order_by(audit.c.number.desc())
                .limit(1)
            ).first()
            number, previous = (last.number + 1, last.hash) if last else (1, "")
            row = {"exhibit": exhibit, "number": number, "actor": actor, "purpose": purpose.value, "at": micros(at)}
            row["previous"] = previous
            conn.execute(insert(audit), row | {"hash": _hash(row)})
    except IntegrityError:
        return False
    return True


def first_break(store: Store, exhibit: str) -> int | None:
    """The number of the first row that does not follow from the one before, or None. A cut tail is not noticed."""
    columns = [column for column in audit.c if column.name != "hash"]
    rows = select(*columns, audit.c.hash).where(audit.c.exhibit == exhibit).order_by(audit.c.number)
    previous = ""
    with store.read() as conn:
        for expected, found in enumerate(conn.execute(rows).mappings(), 1):
            row = {column.name: found[column.name] for column in columns}
            if (found["number"], found["previous"], found["hash"]) != (expected, previous, _hash(row)):
                return expected
            previous = found["hash"]
    return None


def _hash(row: dict[str, object]) -> str:
    body = json.dumps(row, sort_keys=True, separators=(",", ":"))
    return sha256(b"odr/evidence-audit/1\0" + body.encode()).hexdigest()
