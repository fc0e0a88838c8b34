"""The audit log of an exhibit, read for tests."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from odr.domain.roles import Role
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.tables import evidence_audit
from odr.store import Store, micros


def trail(store: Store, exhibit: str) -> list[tuple[str, Purpose]]:
    """Who did what, in order."""
    rows = select(evidence_audit).where(evidence_audit.c.exhibit == exhibit).order_by(evidence_audit.c.number)
    with store.read() as conn:
        return [(row.actor, Purpose(row.purpose)) for row in conn.execute(rows)]


def repeat(store: Store, exhibit: str, actor: str, purpose: Purpose, instants: Iterable[datetime], role: Role) -> None:
    """The same again and again, in one transaction."""
    row = {"actor": actor, "role": role.value, "purpose": purpose.value, "link": None}
    audit._write(store, [audit._Ticket(exhibit, row | {"at": micros(at)}) for at in instants])
