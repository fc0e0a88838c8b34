"""What cases have in common and how often people complain: for trust-and-safety people, who judge. It rejects nothing.

"No buyer history to sellers. Linked-case patterns go to trust-and-safety people, never to deciders" (procedure:
fairness, authority, safety). A trace is kept as a keyed hash: it tells that two orders have something in
common, and not what. Its key outlives the secret of the service, so that what was marked before is found again.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, case, distinct, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from odr.accounts.boxes import Box
from odr.accounts.kept_keys import kept_key
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.tables import e_mails
from odr.docket import dockets
from odr.domain import refusals as no
from odr.orders import Snapshot, orders
from odr.safety.reports import apart_from, require_looks_after
from odr.safety.tables import traces
from odr.store import micros
from odr.views import views

LOOKED_BACK = timedelta(days=365)
"""How far back cases are compared."""
RATE_OVER = timedelta(days=90)
RATE_FROM = 5
"""So many complaints within the time above are a mark. A mark is no reason to refuse anything."""
MOST = 100


class TraceKind(StrEnum):
    """What two orders can have in common."""

    DEVICE = "DEVICE"
    PAYMENT_TOKEN = "PAYMENT_TOKEN"  # noqa: S105 -- a kind of trace
    ADDRESS = "ADDRESS"
    SELLER = "SELLER"


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing about an order, in clear: it is kept only as a hash."""

    kind: TraceKind
    value: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A case of a pattern: its number, and the ids of both sides."""

    number: str
    complainant: str
    respondent: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Cases of several buyers that have one thing in common, the oldest first."""

    kind: TraceKind
    cases: tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """How often somebody complained, of how many orders they bought, in the same time."""

    complainant: str
    complaints: int
    orders: int


def leave_traces(conn: Connection, box: Box, order: str, snapshot: Snapshot, told: Sequence[Trace]) -> None:
    """Keep what the marketplace told of an order, its addresses and its seller, as hashes. Twice is once.

    Args:
        box: in which the key of the hashes lies (`Kind.KEY`).
    """
    key = kept_key(conn, box, "traces")
    addresses = (Trace(TraceKind.ADDRESS, f"{one.country} {one.words.body}") for one in snapshot.order.addresses)
    found = {_row(key, one) for one in (*told, *addresses, Trace(TraceKind.SELLER, snapshot.seller.email))}
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    rows = [{"order_id": order, "kind": kind, "mark": mark} for kind, mark in sorted(found)]
    conn.execute(insert(traces).on_conflict_do_nothing(), rows)


def _row(key: bytes, trace: Trace) -> tuple[str, str]:
    plain = re.sub(r"\W+", " ", trace.value.casefold()).strip()
    mark = hmac.new(key, f"odr/trace\0{trace.kind}\0{plain}".encode(), hashlib.sha256).hexdigest()
    return trace.kind, mark


def linked_patterns(conn: Connection, who: Principal, at: datetime) -> list[Pattern]:
    """What cases of the last year have in common, the most cases first; never of a case that this person has a part in.

    One seller is a pattern only once several people complained: that two complain about one seller is no link.
    Refuses: NotAllowed to everybody but trust-and-safety people.
    """
    require_looks_after(who)
    since, buyers = micros(at - LOOKED_BACK), func.count(distinct(orders.c.buyer))
    shared = (
        select(traces.c.kind, traces.c.mark)
        .join(dockets, dockets.c.order_id == traces.c.order_id)
        .join(orders, orders.c.id == traces.c.order_id)
        .where(dockets.c.opened_at >= since, apart_from(who, dockets.c.case_id))
        .group_by(traces.c.kind, traces.c.mark)
        .having(buyers >= case((traces.c.kind == TraceKind.SELLER, RATE_FROM), else_=2))
        .order_by(func.count().desc(), traces.c.mark)
        .limit(MOST)
    )
    return [Pattern(TraceKind(row.kind), _cases(conn, who, row.mark, since)) for row in conn.execute(shared).all()]


def _cases(conn: Connection, who: Principal, mark: str, since: int) -> tuple[Linked, ...]:
    found = (
        select(views.c.number, views.c.complainant, views.c.respondent)
        .join(dockets, dockets.c.case_id == views.c.case_id)
        .join(traces, traces.c.order_id == dockets.c.order_id)
        .where(traces.c.mark == mark, views.c.reader == "registrar", dockets.c.opened_at >= since)
        .where(apart_from(who, dockets.c.case_id))
        .order_by(views.c.opened_at, views.c.case_id)
        .limit(MOST)
    )
    return tuple(Linked(row.number, _holder(row.complainant), _holder(row.respondent)) for row in conn.execute(found))


def complaint_rates(conn: Connection, who: Principal, at: datetime) -> list[Rate]:
    """Who complained five times or more in 90 days, the most first, with how many orders they had in that time.

    Cases in which whoever reads has a part do not count.

    Refuses: NotAllowed to everybody but trust-and-safety people and registrars.
    """
    if not {ServiceRole.TRUST_AND_SAFETY, ServiceRole.REGISTRAR} & who.roles:
        raise no.NotAllowed
    since = micros(at - RATE_OVER)
    often = (
        select(views.c.complainant, func.count().label("complaints"))
        .where(views.c.reader == "registrar", views.c.updated_at >= since, views.c.opened_at >= since)
        .where(apart_from(who, views.c.case_id))
        .group_by(views.c.complainant)
        .having(func.count() >= RATE_FROM)
        .order_by(func.count().desc(), views.c.complainant)
        .limit(MOST)
    )
    return [
        Rate(_holder(row.complainant), row.complaints, _orders(conn, _holder(row.complainant), since))
        for row in conn.execute(often).all()
    ]


def _orders(conn: Connection, holder: str, since: int) -> int:
    """Orders that this person bought or this organisation sold, registered since then."""
    address = select(e_mails.c.address).where(e_mails.c.person == holder, e_mails.c.confirmed_at.is_not(None))
    theirs = or_(orders.c.buyer.in_(address), orders.c.seller == holder)
    return conn.execute(select(func.count()).where(theirs, orders.c.registered_at >= since)).scalar_one()


def _holder(key: str) -> str:
    """The id out of a reader key such as "person:ID"."""
    return key.partition(":")[2]
