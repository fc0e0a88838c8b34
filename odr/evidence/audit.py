"""Who handled an exhibit, and when: one chain of rows per exhibit, beside the docket.

Whoever notes something goes on only when its row is in the store. Those who wait at the same time are written in one
transaction (group commit): the first to get the turn writes for all.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import BigInteger, Connection, and_, func, insert, literal_column, or_, select
from sqlalchemy.exc import IntegrityError

from odr.domain.refusals import Busy
from odr.domain.roles import Role
from odr.evidence.tables import evidence_audit as audit
from odr.store import Store, instant, micros

TRIES = 8
THE_SERVICE = ""
"""The actor of what nobody asked for."""
_DAY = literal_column("86400000000", BigInteger)
"""In microseconds. Spelled out: PostgreSQL does not know two placeholders for the same."""


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


@dataclass(frozen=True, slots=True)
class Handled:
    """What one person did on one day (UTC): when first, when last and how often.

    `role`: in which role they acted; None in rows older than that column.
    """

    actor: str
    role: Role | None
    purpose: Purpose
    first: datetime
    last: datetime
    times: int


_OverLink = tuple[str, str, str]
"""Exhibit, link, and what was done over it."""


@dataclass(slots=True)
class _Ticket:
    """A row that waits to be written."""

    exhibit: str
    row: dict[str, Any]
    written: bool = False
    failure: Exception | None = None

    @property
    def over_link(self) -> _OverLink | None:
        """None for what was not done over a link."""
        link = self.row["link"]
        return link and (self.exhibit, link, self.row["purpose"])


@dataclass(slots=True)
class _Desk:
    """Where the callers of one store wait for each other."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    turn: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[_Ticket] = field(default_factory=list)


_desks: WeakKeyDictionary[Store, _Desk] = WeakKeyDictionary()
_opening = threading.Lock()


def note(
    store: Store,
    exhibit: str,
    actor: str,
    purpose: Purpose,
    at: datetime,
    role: Role | None = None,
    link: str | None = None,
) -> None:
    """Add a row to the exhibit's chain; it is in the store when this returns.

    Args:
        role: in which role of the case the person acts; the service itself needs none.
        link: over which link it was done. Only the first time is a row: a link fetched again is one viewing.

    Raises:
        Busy: eight times another process was first.
    """
    acts_as = Role.SYSTEM if actor == THE_SERVICE else role
    row = {"actor": actor, "role": acts_as and acts_as.value, "purpose": purpose.value, "at": micros(at), "link": link}
    ticket = _Ticket(exhibit, row)
    if not _is_noted(store, ticket):
        _wait_for(store, ticket)


def _is_noted(store: Store, ticket: _Ticket) -> bool:
    """Whether it was done over this link before; asked without a turn, so that who repeats it holds up nobody."""
    if ticket.over_link is None:
        return False
    with store.read() as conn:
        return ticket.over_link in _noted(conn, [ticket])


def _noted(conn: Connection, batch: Sequence[_Ticket]) -> set[_OverLink]:
    """What was done before over the links of these."""
    over = [ticket.over_link for ticket in batch if ticket.over_link]
    if not over:
        return set()
    exhibits, links, _ = zip(*over, strict=True)
    asked = select(audit.c.exhibit, audit.c.link, audit.c.purpose)
    found = conn.execute(asked.where(audit.c.exhibit.in_(exhibits), audit.c.link.in_(links)))
    return {(row.exhibit, row.link, row.purpose) for row in found}


def _wait_for(store: Store, ticket: _Ticket) -> None:
    """Have it written with those of everybody who waits."""
    with _opening:
        desk = _desks.setdefault(store, _Desk())
    with desk.guard:
        desk.waiting.append(ticket)
    with desk.turn:
        if not ticket.written:
            with desk.guard:
                batch, desk.waiting = desk.waiting, []
            _write_for(store, batch)
    if ticket.failure:
        raise ticket.failure


def _write_for(store: Store, batch: Sequence[_Ticket]) -> None:
    """Write for all who wait, and let each know how it ended."""
    try:
        _write(store, batch)
    except Exception as failure:  # noqa: BLE001 -- each of those who wait raises it
        for ticket in batch:
            ticket.failure = failure
    for ticket in batch:
        ticket.written = True


def _write(store: Store, batch: Sequence[_Ticket]) -> None:
    for _ in range(TRIES):
        try:
            with store.write() as conn:
                rows = _chained(conn, batch)
                if rows:
                    conn.execute(insert(audit), rows)
        except IntegrityError:
            continue
        return
    raise Busy


def _chained(conn: Connection, batch: Sequence[_Ticket]) -> list[dict[str, Any]]:
    """The rows behind the last of each exhibit, in the order in which their callers came."""
    ends = _ends(conn, {ticket.exhibit for ticket in batch})
    noted = _noted(conn, batch)
    rows = []
    for ticket in batch:
        if ticket.over_link in noted:
            continue
        if ticket.over_link:
            noted.add(ticket.over_link)
        number, previous = ends[ticket.exhibit]
        row = ticket.row | {"exhibit": ticket.exhibit, "number": number + 1, "previous": previous}
        ends[ticket.exhibit] = number + 1, _hash(row)
        rows.append(row | {"hash": _hash(row)})
    return rows


def _ends(conn: Connection, exhibits: set[str]) -> dict[str, tuple[int, str]]:
    """Number and hash of the last row of each exhibit; 0 and nothing for one that was never handled."""
    last = select(audit.c.exhibit, func.max(audit.c.number).label("number")).where(audit.c.exhibit.in_(exhibits))
    ends = last.group_by(audit.c.exhibit).subquery()
    same = and_(audit.c.exhibit == ends.c.exhibit, audit.c.number == ends.c.number)
    found: dict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for row in conn.execute(select(audit.c.exhibit, audit.c.number, audit.c.hash).join(ends, same)):
        found[row.exhibit] = row.number, row.hash
    return found


def handled(conn: Connection, exhibit: str, since: datetime | None = None) -> list[Handled]:
    """Who did what with an exhibit, day by day, in the order of the first times; as short whatever somebody repeats.

    Args:
        since: leave out what people did before; what the service did is told all the same.
    """
    times = func.min(audit.c.at).label("first"), func.max(audit.c.at).label("last"), func.count().label("times")
    told = select(audit.c.actor, audit.c.role, audit.c.purpose, *times).where(audit.c.exhibit == exhibit)
    if since is not None:
        told = told.where(or_(audit.c.actor == THE_SERVICE, audit.c.at >= micros(since)))
    by_day = told.group_by(audit.c.actor, audit.c.role, audit.c.purpose, audit.c.at // _DAY)
    return [
        Handled(
            row.actor,
            Role(row.role) if row.role else None,
            Purpose(row.purpose),
            instant(row.first),
            instant(row.last),
            row.times,
        )
        for row in conn.execute(by_day.order_by("first", func.min(audit.c.number)))
    ]


def first_break(store: Store, exhibit: str) -> int | None:
    """The number of the first row that does not follow from the one before, or None. A cut tail is not noticed."""
    return next((number for _, number in broken(store, exhibit)), None)


def broken(store: Store, exhibit: str | None = None) -> Iterator[tuple[str, int]]:
    """Exhibit and number of rows that do not follow from the one before: of one log, or of all in their order."""
    rows = select(audit).order_by(audit.c.exhibit, audit.c.number)
    of, expected, previous = None, 1, ""
    with store.read() as conn:
        for found in conn.execute(rows if exhibit is None else rows.where(audit.c.exhibit == exhibit)).mappings():
            row = dict(found)
            if row["exhibit"] != of:
                of, expected, previous = row["exhibit"], 1, ""
            own = row.pop("hash")
            if (row["number"], row["previous"], own) != (expected, previous, _hash(row)):
                yield row["exhibit"], expected
            expected, previous = expected + 1, own


def _hash(row: dict[str, Any]) -> str:
    """Rows older than the columns `role` and `link` have none, and their hash knows of none."""
    said = {name: value for name, value in row.items() if name not in ("role", "link") or value is not None}
    body = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return sha256(b"odr/evidence-audit/1\0" + body.encode()).hexdigest()
