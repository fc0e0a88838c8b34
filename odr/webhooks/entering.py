"""Enters what new entries are to the webhooks of their marketplace: a delivery for each event and endpoint, once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from odr.domain.evolve import fold
from odr.fulfilment.shops import does
from odr.fulfilment.tables import executions
from odr.notices import Parts
from odr.notices.telling import derived, load_range
from odr.outbox import Message, done, outbox, promise
from odr.store import micros
from odr.views import views
from odr.webhooks.kinds import WebhookType
from odr.webhooks.saying import Said, Speaker, body_of, said_of, seat_of, visible_to
from odr.webhooks.tables import State, deliveries, webhooks

ENTRIES = "webhook.entries"
"""The outbox topic under which new entries become deliveries, where their marketplace has a webhook."""


def hand_on(parts: Parts, message: Message) -> None:
    """Promise to enter what "case.entries" tells: a promise of its own, so that neither this nor notices wait for the
    other. Done once, however often it is tried.
    """
    case_id, now, name = message.payload["case"], parts.clock.now(), derived(message.id, ENTRIES)
    with parts.store.read() as conn:
        if not _wanted(conn, case_id):
            return
    with parts.store.write() as conn:
        if conn.execute(select(outbox.c.id).where(outbox.c.id == name)).first() is None:
            promise(conn, ENTRIES, message.payload, now, case_id=case_id, name=name)


def enter(parts: Parts, message: Message) -> None:
    """Carry out "webhook.entries": what entries are to the marketplace, for all of its endpoints that want it.

    Also for one that is disabled: what happens meanwhile waits until it is enabled again, or is too old.
    """
    case_id, now = message.payload["case"], parts.clock.now()
    with parts.store.read() as conn:
        wanted = _wanted(conn, case_id)
    said = _said(parts, message)
    with parts.store.write() as conn:
        _insert(conn, _rows(case_id, wanted, said, now))
        done(conn, message, now, kept=("case", "from", "to"))


def _said(parts: Parts, message: Message) -> list[Said]:
    case_id = message.payload["case"]
    whole, new = load_range(parts, case_id, message.payload["from"], message.payload["to"])
    seat = seat_of(whole.case)
    visible = visible_to(seat, whole.entries, new)
    mine = visible_to(seat, whole.entries, whole.entries)
    case = fold(case_id, mine, whole.case.rulebook, whole.case.calendars)
    with parts.store.read() as conn:
        speaker = Speaker(case, seat, does(conn, case.marketplace), _begun(conn, case_id))
    return list(said_of(speaker, visible))


def _wanted(conn: Connection, case_id: str) -> dict[str, frozenset[str]]:
    """The endpoints of a case's marketplace, and the types that each is told of; none stands for all."""
    of_case = (views.c.case_id == case_id) & (views.c.reader == "registrar")
    found = select(webhooks.c.id, webhooks.c.types).join(views, views.c.marketplace == webhooks.c.marketplace)
    return {row.id: frozenset(json.loads(row.types)) for row in conn.execute(found.where(of_case))}


def _begun(conn: Connection, case_id: str) -> frozenset[str]:
    return frozenset(conn.execute(select(executions.c.line).where(executions.c.case_id == case_id)).scalars())


def _rows(
    case_id: str, wanted: Mapping[str, frozenset[str]], said: Sequence[Said], at: datetime
) -> Iterable[dict[str, Any]]:
    for endpoint, types in wanted.items():
        for one in said:
            if not types or one.type.value in types:
                name = delivery_id(endpoint, case_id, str(one.number), one.type.value)
                yield _row(name, endpoint, one.type, one.body, at) | {"case_id": case_id}


def delivery_id(*of: str) -> str:
    """What the receiver tells repetitions by: it follows from the endpoint and the event."""
    return f"msg_{derived(*of)}"


def enter_test(conn: Connection, endpoint: str, name: str, at: datetime) -> str:
    """A message of `webhook.test` for one endpoint; its id, which follows from `name`."""
    row = _row(delivery_id(endpoint, name), endpoint, WebhookType.WEBHOOK_TEST, "", at) | {"case_id": None}
    row["body"] = body_of(WebhookType.WEBHOOK_TEST, at, {})
    _insert(conn, [row])
    return str(row["id"])


def _row(name: str, endpoint: str, kind: WebhookType, body: str, at: datetime) -> dict[str, Any]:
    return {
        "id": name,
        "webhook": endpoint,
        "type": kind.value,
        "body": body,
        "created_at": micros(at),
        "state": State.PENDING.value,
        "tries": 0,
        "attempts": 0,
        "due_at": micros(at),
    }


def _insert(conn: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """What was entered before stays as it is."""
    found = list(rows)
    if found:
        insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
        conn.execute(insert(deliveries).on_conflict_do_nothing(), found)
