"""What was sent to a webhook and how that went; sent again by hand."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, tuple_, update

from odr.accounts.principal import Principal
from odr.domain.refusals import NotFound
from odr.ids import new_id
from odr.store import instant, micros
from odr.webhooks.endpoints import Endpoint, require_one
from odr.webhooks.entering import enter_test
from odr.webhooks.kinds import WebhookType
from odr.webhooks.refusals import PeriodTooLong, WebhookDisabled
from odr.webhooks.sending import KEPT
from odr.webhooks.tables import State, attempts, deliveries

_AGAIN = {"state": State.PENDING.value, "tries": 0}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the HTTP status, if an answer came, and a word."""

    at: datetime
    status: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one endpoint, and how its tries went."""

    id: str
    webhook: str
    type: WebhookType
    case_id: str | None
    created_at: datetime
    state: State
    due_at: datetime | None
    attempts: tuple[Attempt, ...]


def deliveries_of(
    conn: Connection,
    actor: Principal,
    endpoint: str,
    limit: int,
    after: tuple[Any, ...] | None = None,
    state: State | None = None,
) -> list[Delivery]:
    """What was entered for a webhook, the newest first. Refuses: NotFound, NotAllowed."""
    require_one(conn, actor, endpoint)
    mine = select(deliveries).where(deliveries.c.webhook == endpoint)
    if state is not None:
        mine = mine.where(deliveries.c.state == state.value)
    if after is not None:
        mine = mine.where(tuple_(deliveries.c.created_at, deliveries.c.id) < after)
    newest = mine.order_by(deliveries.c.created_at.desc(), deliveries.c.id.desc()).limit(limit)
    return _shown(conn, conn.execute(newest).all())


def delivery_of(conn: Connection, actor: Principal, delivery: str) -> Delivery:
    """One delivery. Refuses: NotFound, NotAllowed."""
    row = conn.execute(select(deliveries).where(deliveries.c.id == delivery)).first()
    if row is None:
        raise NotFound
    require_one(conn, actor, row.webhook)
    (found,) = _shown(conn, [row])
    return found


def _shown(conn: Connection, rows: Sequence[Any]) -> list[Delivery]:
    tries: defaultdict[str, list[Attempt]] = defaultdict(list)
    mine = select(attempts).where(attempts.c.delivery.in_([row.id for row in rows]))
    for one in conn.execute(mine.order_by(attempts.c.delivery, attempts.c.number)):
        tries[one.delivery].append(Attempt(instant(one.at), one.status, one.code))
    return [
        Delivery(
            id=row.id,
            webhook=row.webhook,
            type=WebhookType(row.type),
            case_id=row.case_id,
            created_at=instant(row.created_at),
            state=State(row.state),
            due_at=instant(row.due_at) if row.due_at is not None else None,
            attempts=tuple(tries[row.id]),
        )
        for row in rows
    ]


def send_test(conn: Connection, actor: Principal, endpoint: str, at: datetime) -> str:
    """Send a message of `webhook.test`; its id. Refuses: NotFound, NotAllowed, WebhookDisabled."""
    _require_enabled(require_one(conn, actor, endpoint))
    return enter_test(conn, endpoint, new_id(), at)


def retry(conn: Connection, actor: Principal, delivery: str, at: datetime) -> None:
    """Send it now, whatever became of it, and begin the schedule anew. Refuses as `send_test`."""
    found = delivery_of(conn, actor, delivery)
    _require_enabled(require_one(conn, actor, found.webhook))
    conn.execute(update(deliveries).where(deliveries.c.id == delivery).values(**_AGAIN, due_at=micros(at)))


def replay(conn: Connection, actor: Principal, endpoint: str, since: datetime, until: datetime, at: datetime) -> int:
    """Send again what was entered from `since` on, before `until`; how many. Refuses as `send_test`; PeriodTooLong."""
    _require_enabled(require_one(conn, actor, endpoint))
    if not timedelta(0) < until - since <= KEPT:
        raise PeriodTooLong(days=KEPT.days)
    when = (deliveries.c.created_at >= micros(since)) & (deliveries.c.created_at < micros(until))
    mine = update(deliveries).where(deliveries.c.webhook == endpoint, when)
    return conn.execute(mine.values(**_AGAIN, due_at=micros(at))).rowcount


def _require_enabled(endpoint: Endpoint) -> None:
    if endpoint.disabled is not None:
        raise WebhookDisabled
