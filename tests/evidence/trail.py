"""The audit log of an exhibit, read for tests."""

from sqlalchemy import select

from odr.evidence.audit import Purpose
from odr.evidence.tables import evidence_audit
from odr.store import Store


def trail(store: Store, exhibit: str) -> list[tuple[str, Purpose]]:
    """Who did what, in order."""
    rows = select(evidence_audit).where(evidence_audit.c.exhibit == exhibit).order_by(evidence_audit.c.number)
    with store.read() as conn:
        return [(row.actor, Purpose(row.purpose)) for row in conn.execute(rows)]
