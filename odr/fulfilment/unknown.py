"""What nobody knows: an administrator or a registrar reads all there is to find it out by, and says what became of it.

Whoever says so first is believed: the row is no longer UNKNOWN, and the case is told as its administrator reports. Who
dies between the two leaves a row that is due, and the worker tells the case.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, true, update

from odr.accounts.repeats import Ask, Done, once
from odr.clerk import CaseSeen, Clerk
from odr.domain import refusals as no
from odr.domain.compensation import ReportFulfilment, reportable
from odr.domain.events import Step
from odr.domain.guards import administrators
from odr.domain.money import Money
from odr.domain.roles import Role, Visitor
from odr.fulfilment.beyond import record_beyond
from odr.fulfilment.leases import LEASE, of_line
from odr.fulfilment.outcome import come_to
from odr.fulfilment.port import Kind
from odr.fulfilment.tables import State, connectors, executions
from odr.fulfilment.telling import kept_of, say_undone
from odr.store import Store, instant, micros

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of something that nobody knew of."""

    DONE = "DONE"
    NOT_DONE = "NOT_DONE"


_BECOMES = {Outcome.DONE: State.SETTLED, Outcome.NOT_DONE: State.FAILED}


@dataclass(frozen=True, slots=True)
class Unknown:
    """One leg that nobody knows of, with the case as its administrator sees it."""

    key: str
    """As it stands in the shop, behind `ODR `."""
    seen: CaseSeen
    line: str
    order_number: str
    kind: Kind
    payment: str
    """Empty where it gives back no payment."""
    amount: Money | None
    """None where it is about goods."""
    since: datetime
    sent_at: datetime | None
    """When it was handed over."""
    looks: int
    """How often the shop was asked for the key and had nothing."""
    looked_at: datetime | None
    shop: str
    """What the shop runs; empty where the service works in it no more."""
    reason: str
    """The error at which its answer was lost."""

    @property
    def name(self) -> str:
        """Names it outside: a payment's id, which stands in the key, may hold any sign."""
        return _named(self.key)

    @property
    def place(self) -> tuple[int, str]:
        """Its place in the list."""
        return micros(self.since), self.key


def unknowns(
    store: Store, clerk: Clerk, who: Visitor, at: datetime, limit: int, after: tuple[int, str] | None = None
) -> list[Unknown]:
    """Up to `limit` legs that wait for an answer, the oldest first, of the cases that this person administers."""
    found: list[Unknown] = []
    while len(found) < limit:
        with store.read() as conn:
            rows = _page(conn, who, limit, after)
        found += [one for row in rows if (one := _shown(clerk, who, row, at)) is not None]
        if len(rows) < limit:
            break
        after = (rows[-1].changed_at, rows[-1].key)
    return found[:limit]


def _page(conn: Connection, who: Visitor, limit: int, after: tuple[int, str] | None) -> Sequence[Any]:
    mine = _mine(who) & (executions.c.state == State.UNKNOWN.value)
    if after is not None:
        changed, key = after
        same = and_(executions.c.changed_at == changed, executions.c.key > key)
        mine &= or_(executions.c.changed_at > changed, same)
    which = _WITH_SHOP.where(mine).order_by(executions.c.changed_at, executions.c.key)
    return conn.execute(which.limit(limit)).all()


_WITH_SHOP = select(executions, connectors.c.kind.label("shop_kind")).join_from(
    executions, connectors, connectors.c.marketplace == executions.c.marketplace, isouter=True
)


def _mine(who: Visitor) -> ColumnElement[bool]:
    if not who.person:
        return false()
    return true() if who.registrar else executions.c.marketplace.in_(who.marketplaces)


def _shown(clerk: Clerk, who: Visitor, row: Any, at: datetime) -> Unknown | None:
    """None where this person does not administer the case, or the case knows by now."""
    try:
        seen = clerk.look(row.case_id, who, at)
    except no.NotFound:
        return None
    if seen.by.role not in administrators(seen.case) or not is_open(seen, row.line):
        return None
    return Unknown(
        key=row.key,
        seen=seen,
        line=row.line,
        order_number=row.order_number,
        kind=Kind(row.kind),
        payment=row.leg if row.kind == Kind.REFUND.value else "",
        amount=Money(row.minor, row.currency) if row.kind in (Kind.REFUND.value, Kind.VOUCHER.value) else None,
        since=instant(row.changed_at),
        sent_at=_when(row.sent_at),
        looks=row.looks or 0,
        looked_at=_when(row.looked_at),
        shop=row.shop_kind or "",
        reason=row.code,
    )


def _when(at: int | None) -> datetime | None:
    return instant(at) if at is not None else None


def is_open(seen: CaseSeen, line: str) -> bool:
    """Whether the case still says that nobody knows what became of a line, or says nothing of it any more."""
    known = next((one for one in reportable(seen.case) if one.id == line), None)
    return known is None or known.step is Step.UNKNOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody found out about one leg. `name` as in `Unknown`; `reference` is the shop's or provider's number."""

    case_id: str
    name: str
    outcome: Outcome
    reference: str
    expected_version: int | None


def answer(store: Store, clerk: Clerk, who: Visitor, said: Answer, ask: Ask, at: datetime) -> Done:
    """Believe it, once, and tell the case.

    Refuses: NotFound, NotAllowed, InvalidInput, StaleVersion, AlreadyDone, Busy.
    """
    seen = clerk.look(said.case_id, who, at)
    if not who.person or seen.by.role not in administrators(seen.case):
        raise no.NotAllowed
    if said.outcome is Outcome.DONE and not said.reference:
        raise no.InvalidInput(field="reference", problem="Give the number under which the shop or the provider has it.")

    def work(conn: Connection) -> str:
        if said.expected_version not in (None, len(seen.entries)):
            raise no.StaleVersion
        return _believed(conn, who, said, at)

    done = once(store, ask, work, at)
    if not done.replayed:
        _tell(store, clerk, who, said, done.result, at)
    return done


def _believed(conn: Connection, who: Visitor, said: Answer, at: datetime) -> str:
    """Write down what became of it; its key. It stays due for as long as the case may not have been told."""
    mine = (executions.c.case_id == said.case_id) & (executions.c.state == State.UNKNOWN.value)
    lost = conn.execute(select(executions.c.key, executions.c.claimed_until).where(mine)).all()
    row = next((row for row in lost if _named(row.key) == said.name), None)
    now = micros(at)
    if row is None:
        raise no.AlreadyDone
    if (row.claimed_until or 0) > now:
        raise no.Busy  # the shop is being asked for it at this moment
    values = {
        "state": _BECOMES[said.outcome].value,
        "reference": said.reference,
        "code": "" if said.outcome is Outcome.DONE else "NOT_DONE",
        "due_at": micros(at + LEASE),
        "claimed_until": None,
        "changed_at": now,
        "answered_at": now,
        "answered_by": who.person,
    }
    still = (executions.c.key == row.key) & (executions.c.claimed_until.is_not_distinct_from(row.claimed_until))
    if not conn.execute(update(executions).where(mine, still).values(values)).rowcount:
        raise no.AlreadyDone
    return str(row.key)


def _named(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _tell(store: Store, clerk: Clerk, who: Visitor, said: Answer, key: str, at: datetime) -> None:
    """Report what all legs of the line have come to; of what was not done, that it is ordered again."""
    with store.read() as conn:
        row = conn.execute(select(executions).where(executions.c.key == key)).one()
        line, rows = row.line, of_line(conn, said.case_id, row.line)
    known = clerk.look_as(said.case_id, Role.SYSTEM, at).case
    standing = next((one for one in reportable(known) if one.id == line), None)
    step = come_to(rows, standing, at) if standing else None
    again = any(row.state == State.FAILED.value and row.answered_at is not None for row in rows)
    steps = [step, Step.ORDERED] if step is Step.FAILED and again else [step]
    told = [_report(clerk, who, said, line, one, at) for one in steps if one not in (None, Step.UNKNOWN)]
    after = clerk.look_as(said.case_id, Role.SYSTEM, at).case
    if step is not None:
        say_undone(known, after, line, step)
    record_beyond(store, after, line, rows, at)
    if not all(told):
        return
    with store.write() as conn:
        kept = kept_of(Kind(row.kind), State(row.state), row.reference)
        conn.execute(update(executions).where(executions.c.key == key).values(due_at=None, reference=kept))


def _report(clerk: Clerk, who: Visitor, said: Answer, line: str, step: Step | None, at: datetime) -> bool:
    """Whether the case knows; it may have known already, if somebody reported it at the same moment."""
    reference = "" if step is Step.ORDERED else said.reference
    try:
        clerk.submit(
            said.case_id,
            who,
            lambda by: ReportFulfilment(by=by, at=at, line=line, step=step or Step.ORDERED, reference=reference),
            at,
        )
    except no.Busy:
        return False
    except no.Refused as refused:
        log.warning("fulfilment.not_told", extra={"case": said.case_id, "code": refused.code})
    return True
