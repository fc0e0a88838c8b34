"""The tables of webhooks: where a marketplace is told, what it is told, and how each try went."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from odr.store import metadata

webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("types", Text, nullable=False),
    Column("secrets", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
    Column("disabled_why", Text, nullable=False),
    Column("failing_since", BigInteger),
    Column("resting_until", BigInteger),
    Column("claimed_until", BigInteger),
    Column("served_at", BigInteger, nullable=False),
)
"""Instants in UTC microseconds. `secrets`: encrypted (`endpoints.Secrets`). `failing_since`: the first failure since
the last success. `resting_until`: nothing is sent before. `claimed_until`: whoever sends to it has it alone until then;
`served_at`: when somebody had it last, so that everybody has a turn."""
Index("ix_webhooks_marketplace", webhooks.c.marketplace, webhooks.c.created_at)


class State(StrEnum):
    """Where a delivery is."""

    PENDING = "PENDING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


deliveries = Table(
    "webhook_deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("webhook", ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False),
    Column("type", Text, nullable=False),
    Column("case_id", Text),
    Column("body", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", BigInteger),
)
"""One event for one endpoint. `id` follows from both and is what the receiver sees as `webhook-id`. `tries` counts
since it was last wanted, `attempts` in all. `due_at`: when it is sent next; without one, never."""
_DUE = deliveries.c.due_at.is_not(None)
Index("ix_webhook_deliveries_due", deliveries.c.webhook, deliveries.c.due_at, sqlite_where=_DUE, postgresql_where=_DUE)
Index("ix_webhook_deliveries_webhook", deliveries.c.webhook, deliveries.c.created_at, deliveries.c.id)
Index("ix_webhook_deliveries_created_at", deliveries.c.created_at)

attempts = Table(
    "webhook_attempts",
    metadata,
    Column("delivery", ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("status", Integer),
    Column("code", Text, nullable=False),
)
"""How each try went: the HTTP status, if an answer came, and a word. Of what was answered nothing is kept."""
