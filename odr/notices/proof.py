"""What the two sides of a case were told of what both see, and whether it reached them: for somebody outside."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from odr.domain import events as e
from odr.domain.case import Case
from odr.domain.roles import Role, Room, Side
from odr.domain.sight import always_in
from odr.notices.ledger import Delivery, deliveries_of
from odr.notices.messages import LINES
from odr.notices.readers import readers
from odr.notices.tables import notices
from odr.notices.telling import INVITATION
from odr.store import instant

_OF_AN_ENTRY: defaultdict[str, set[type]] = defaultdict(set)
for _line in LINES:
    _OF_AN_ENTRY[_line.message].add(_line.kind)
_OF_AN_ENTRY[INVITATION].add(e.RespondentInvited)
SEEN_BY_BOTH = frozenset(name for name, kinds in _OF_AN_ENTRY.items() if all(always_in(k, Room.SHARED) for k in kinds))
"""The messages that tell of entries which both sides see, whatever is in them."""
REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Told:
    """One notice to one side: its kind, when it happened, and what became of it on each channel. Instants are UTC."""

    side: Side
    kind: str
    facts: Mapping[str, Any]
    at: datetime
    deliveries: Sequence[Delivery]


def told(conn: Connection, case: Case) -> list[Told]:
    """In the order in which it happened. Nothing that tells of a private talk, and no address."""
    sides = (Role.COMPLAINANT, Role.RESPONDENT)
    of_person = {one.id: one.role.side for one in readers(conn, case) if one.role in sides}
    mine = select(notices).where(notices.c.case_id == case.id).order_by(notices.c.created_at, notices.c.id)
    found: list[tuple[str, Told]] = []
    for row in conn.execute(mine):
        facts = json.loads(row.facts)
        side = _side(row, facts, of_person)
        if side is not None and _is_of_both(row.kind, facts):
            found.append((row.id, Told(side, row.kind, facts, instant(row.created_at), ())))
    sent = deliveries_of(conn, [notice for notice, _ in found])
    return [Told(one.side, one.kind, one.facts, one.at, sent[notice]) for notice, one in found]


def _side(row: Any, facts: Mapping[str, Any], of_person: Mapping[str, Side | None]) -> Side | None:
    named = facts.get("side")
    return Side(named) if named else of_person.get(row.person or row.organisation)


def _is_of_both(kind: str, facts: Mapping[str, Any]) -> bool:
    """A reminder says what it is about: what is owed, everybody sees."""
    return kind in SEEN_BY_BOTH or (kind == REMINDER and str(facts.get("clause", "")).startswith("compliance."))
