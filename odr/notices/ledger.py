"""The ledger of deliveries, and the list of notices a person reads."""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, insert, or_, select, tuple_, update

from odr.accounts.principal import Principal
from odr.notices.tables import deliveries, notices
from odr.store import instant, micros

EMAIL = "EMAIL"
IN_APP = "IN_APP"

PENDING = "PENDING"
HANDED_OVER = "HANDED_OVER"
BOUNCED = "BOUNCED"
FAILED = "FAILED"

MOST_COUNTED = 100


@dataclass(frozen=True, slots=True)
class Delivery:
    """One channel of one notice: where its delivery stands, and since when (UTC)."""

    channel: str
    state: str
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as its recipient reads it; `created_at` and `id` are its place in the list."""

    id: str
    case_id: str | None
    kind: str
    facts: Mapping[str, Any]
    created_at: datetime
    read_at: datetime | None
    deliveries: Sequence[Delivery]


def address_hash(secrets: Sequence[bytes], address: str) -> str:
    """An address as the ledger keeps it: HMAC-SHA256 under the newest of the service's secrets."""
    return hmac.new(secrets[0], b"address\0" + address.lower().encode(), hashlib.sha256).hexdigest()


def address_hashes(secrets: Sequence[bytes], address: str) -> frozenset[str]:
    """What this address may stand under: what was entered before a new secret keeps its hash."""
    return frozenset(address_hash([secret], address) for secret in secrets)


def enter(conn: Connection, delivery: str, notice: str, channel: str, address: str, state: str, at: datetime) -> None:
    """Begin a line of the ledger. `address`: its hash."""
    row = {
        "id": delivery,
        "notice_id": notice,
        "channel": channel,
        "address_hash": address,
        "state": state,
        "at": micros(at),
        "detail": "",
    }
    conn.execute(insert(deliveries), row)


def facts_of(row: Any) -> dict[str, Any]:
    """What fills the words of a stored notice."""
    facts: dict[str, Any] = json.loads(row.facts)
    return facts


def settle(conn: Connection, delivery: str, state: str, at: datetime, detail: str = "") -> None:
    """Note what became of a delivery. `detail` holds codes, never words of a server."""
    changed = {"state": state, "at": micros(at), "detail": detail}
    conn.execute(update(deliveries).where(deliveries.c.id == delivery).values(changed))


def invitation_delivery(conn: Connection, case_id: str, address: Collection[str]) -> str | None:
    """The line of the ledger that waits for the invitation sent to this address (its hashes) in this case."""
    waiting = (
        select(deliveries.c.id)
        .join(notices, notices.c.id == deliveries.c.notice_id)
        .where(notices.c.case_id == case_id, notices.c.kind == "invitation", deliveries.c.address_hash.in_(address))
    )
    return conn.execute(waiting).scalar()


def notices_of(
    conn: Connection, reader: Principal, limit: int, after: tuple[Any, ...] | None = None, *, unread: bool = False
) -> list[NoticeRow]:
    """What a person was told, newest first, behind the sort key `after` (microseconds, id). Two statements."""
    wanted = [_for(reader.person, reader.organisations)]
    if unread:
        wanted.append(notices.c.read_at.is_(None))
    if after is not None:
        wanted.append(tuple_(notices.c.created_at, notices.c.id) < tuple_(*after))
    newest = select(notices).where(*wanted).order_by(notices.c.created_at.desc(), notices.c.id.desc()).limit(limit)
    return _rows(conn, newest)


def notice_of(conn: Connection, reader: Principal, notice: str) -> NoticeRow | None:
    """One notice of this person's; None for unknown ones and those of others alike."""
    return next(
        iter(_rows(conn, select(notices).where(_for(reader.person, reader.organisations), notices.c.id == notice))),
        None,
    )


def _rows(conn: Connection, chosen: Select[*tuple[Any, ...]]) -> list[NoticeRow]:
    rows = conn.execute(chosen).all()
    sent = deliveries_of(conn, [row.id for row in rows])
    return [
        NoticeRow(
            row.id,
            row.case_id,
            row.kind,
            facts_of(row),
            instant(row.created_at),
            instant(row.read_at) if row.read_at is not None else None,
            sent[row.id],
        )
        for row in rows
    ]


def mark_read(conn: Connection, reader: Principal, ids: Iterable[str] | None, at: datetime) -> int:
    """Note that notices were read: these, or all (None) up to now. How many were unread; others' are left alone."""
    wanted = [_for(reader.person, reader.organisations), notices.c.read_at.is_(None)]
    wanted.append(notices.c.created_at <= micros(at) if ids is None else notices.c.id.in_(list(ids)))
    return conn.execute(update(notices).where(*wanted).values(read_at=micros(at))).rowcount


def unread_count(conn: Connection, person: str, organisations: Iterable[str]) -> int:
    """How many notices are new to a person who acts for these organisations, counted up to `MOST_COUNTED`."""
    some = select(notices.c.id).where(_for(person, organisations), notices.c.read_at.is_(None)).limit(MOST_COUNTED)
    return len(conn.execute(some).all())


def _for(person: str, organisations: Iterable[str]) -> ColumnElement[bool]:
    nobody_yet = and_(notices.c.person.is_(None), notices.c.organisation.in_(sorted(organisations)))
    return or_(notices.c.person == person, nobody_yet)


def deliveries_of(conn: Connection, ids: Sequence[str]) -> defaultdict[str, list[Delivery]]:
    """What became of these notices, channel by channel."""
    found: defaultdict[str, list[Delivery]] = defaultdict(list)
    lines = select(deliveries).where(deliveries.c.notice_id.in_(ids)).order_by(deliveries.c.channel, deliveries.c.id)
    for row in conn.execute(lines):
        found[row.notice_id].append(Delivery(row.channel, row.state, instant(row.at), row.detail))
    return found
