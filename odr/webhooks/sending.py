"""Sends what is due, signed: an endpoint at a time, again after longer and longer waits, until it is taken or dead.

Who sends to an endpoint has it alone for a while, so that one that does not answer takes one hand and no more. A
message that was sent and not settled, because the process died, is sent again under the same id.
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import anyio
from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from odr.accounts.boxes import Box, Kind
from odr.clock import Clock
from odr.outbox import promise
from odr.signed_hooks import secret_of
from odr.store import Store, instant, micros
from odr.webhooks.calling import Call, Outcome, post_all
from odr.webhooks.endpoints import Disabled, Secrets
from odr.webhooks.tables import State, attempts, deliveries, webhooks

log = logging.getLogger(__name__)

SCHEDULE = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""How long to wait before each try. Source: https://www.standardwebhooks.com/, "Deliverability and reliability"."""
JITTER = 0.1
"""Up to so much of a wait is added to it, so that not everything comes back at once."""
BATCH = 50
LEASE = timedelta(minutes=10)
"""Several times what a batch can take: ten calls after each other, of 15 seconds at most."""
PATIENCE = timedelta(days=5)
"""Of nothing but failures, after which an endpoint is disabled."""
LONGEST_REST = timedelta(hours=24)
REST = timedelta(seconds=5)
"""Of an endpoint that did not answer at all."""
KEPT = timedelta(days=30)
DISABLED = "webhook.disabled"
"""The outbox topic under which the administrators are told that nothing is sent any more."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What sending needs. `inside`: whether addresses within the service's own network are called too."""

    store: Store
    clock: Clock
    secrets: tuple[bytes, ...] = field(repr=False)
    inside: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    """An endpoint that somebody has alone, with what is due."""

    endpoint: Any
    due: Sequence[Any]
    leased_until: int


def send_next(sender: Sender, at: datetime) -> bool:
    """Send what is due at the endpoint whose turn it is; whether there was one. For the worker, every few seconds."""
    turn = _claim(sender.store, at)
    if turn is None:
        return False
    secrets = Secrets.opened(Box(sender.secrets, Kind.WEBHOOK), turn.endpoint.secrets)
    keys = [secret_of(one) for one in secrets.at(at)]
    calls = [Call(row.id, turn.endpoint.url, row.body.encode()) for row in turn.due]
    outcomes = anyio.run(partial(post_all, calls, keys, sender.clock, inside=sender.inside))
    _settle(sender, turn, outcomes)
    return True


def _claim(store: Store, at: datetime) -> _Turn | None:
    now = micros(at)
    due = (deliveries.c.webhook == webhooks.c.id) & (deliveries.c.due_at <= now)
    free = [or_(column.is_(None), column <= now) for column in (webhooks.c.claimed_until, webhooks.c.resting_until)]
    whose = select(webhooks.c.id).where(webhooks.c.disabled_at.is_(None), *free, exists().where(due))
    until = micros(at + LEASE)
    with store.write() as conn:
        mine = whose.order_by(webhooks.c.served_at, webhooks.c.id).limit(1).with_for_update(skip_locked=True)
        chosen = conn.execute(mine).scalar()
        if chosen is None:
            return None
        taken = update(webhooks).where(webhooks.c.id == chosen).values(claimed_until=until, served_at=now)
        endpoint = conn.execute(taken.returning(webhooks)).one()
        rows = select(deliveries).where(deliveries.c.webhook == chosen, deliveries.c.due_at <= now)
        return _Turn(endpoint, conn.execute(rows.order_by(deliveries.c.due_at).limit(BATCH)).all(), until)


def _settle(sender: Sender, turn: _Turn, outcomes: Sequence[Outcome]) -> None:
    """Write down how each try went, unless somebody else has the endpoint by now: they send it again."""
    now = sender.clock.now()
    mine = (webhooks.c.id == turn.endpoint.id) & (webhooks.c.claimed_until == turn.leased_until)
    with sender.store.write() as conn:
        if not conn.execute(update(webhooks).where(mine).values(claimed_until=None)).rowcount:
            log.warning("webhook.lease_lost", extra={"webhook": turn.endpoint.id})
            return
        if outcomes:
            _note(conn, list(zip(turn.due, outcomes, strict=False)), now)
            _judge(conn, turn.endpoint, outcomes, now)


def _note(conn: Connection, tried: Sequence[tuple[Any, Outcome]], now: datetime) -> None:
    """How each try went, and when the next one comes. What was taken is one statement: it is nearly everything."""
    conn.execute(insert(attempts), [_attempt(row, outcome, now) for row, outcome in tried])
    counted = {"attempts": deliveries.c.attempts + 1, "tries": deliveries.c.tries + 1}
    taken = update(deliveries).where(deliveries.c.id.in_([row.id for row, outcome in tried if outcome.taken]))
    conn.execute(taken.values(**counted, state=State.DELIVERED.value, due_at=None))
    for row, outcome in tried:
        if not outcome.taken:
            mine = update(deliveries).where(deliveries.c.id == row.id)
            conn.execute(mine.values(**counted, **_after_failure(row, outcome, now)))


def _attempt(row: Any, outcome: Outcome, now: datetime) -> dict[str, Any]:
    how = {"status": outcome.status, "code": outcome.code}
    return {"delivery": row.id, "number": row.attempts + 1, "at": micros(now), **how}


def _after_failure(row: Any, outcome: Outcome, now: datetime) -> dict[str, Any]:
    tries = row.tries + 1
    if tries >= len(SCHEDULE):
        log.error("webhook.dead", extra={"webhook": row.webhook, "reason": outcome.code})
        return {"state": State.DEAD.value, "due_at": None}
    return {"due_at": micros(now + max(wait(row.id, tries), _rest(outcome)))}


def wait(delivery: str, tries: int) -> timedelta:
    """How long after so many tries the next one comes: as the schedule says, and a little more."""
    drawn = hashlib.blake2b(f"{delivery}/{tries}".encode(), digest_size=2).digest()
    return SCHEDULE[tries] * (1 + JITTER * int.from_bytes(drawn) / 0xFFFF)


def _rest(outcome: Outcome) -> timedelta:
    return min(timedelta(seconds=outcome.retry_after), LONGEST_REST)


def _judge(conn: Connection, endpoint: Any, outcomes: Sequence[Outcome], now: datetime) -> None:
    """What the tries say of the endpoint: that it works, has to rest, is gone, or has failed for too long."""
    last = outcomes[-1]
    taken = any(one.taken for one in outcomes)
    failing = None if last.taken else (micros(now) if taken else endpoint.failing_since or micros(now))
    rest = _rest(last) if last.retry_after else REST if last.status is None else None
    changed: dict[str, Any] = {"failing_since": failing, "resting_until": micros(now + rest) if rest else None}
    conn.execute(update(webhooks).where(webhooks.c.id == endpoint.id).values(changed))
    if any(one.gone for one in outcomes):
        _disable(conn, endpoint, Disabled.GONE, now)
    elif failing is not None and now - instant(failing) >= PATIENCE:
        _disable(conn, endpoint, Disabled.FAILING, now)


def _disable(conn: Connection, endpoint: Any, why: Disabled, now: datetime) -> None:
    """Nothing is sent to it before it is enabled again, and its marketplace is told."""
    still = (webhooks.c.id == endpoint.id) & webhooks.c.disabled_at.is_(None)
    changed = update(webhooks).where(still).values(disabled_at=micros(now), disabled_why=why.value)
    if conn.execute(changed).rowcount:
        log.warning("webhook.disabled", extra={"webhook": endpoint.id, "reason": why.value})
        told = {"marketplace": endpoint.marketplace, "host": urlsplit(endpoint.url).hostname, "why": why.value}
        promise(conn, DISABLED, told, now)


def purge(store: Store, at: datetime) -> None:
    """Delete what was entered more than `KEPT` ago, whatever became of it. For the worker, about once an hour."""
    with store.write() as conn:
        conn.execute(delete(deliveries).where(deliveries.c.created_at <= micros(at - KEPT)))
