"""The tables of fulfilment: which shop a marketplace has, and what is carried out in it."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from odr.store import metadata

connectors = Table(
    "connectors",
    metadata,
    Column("marketplace", ForeignKey("marketplaces.id"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("hook", Text),
    Column("connected_at", BigInteger, nullable=False),
)
"""`key`, and `hook`, the secret that the shop signs with: encrypted (`odr.accounts.boxes`)."""


shop_messages = Table(
    "shop_messages",
    metadata,
    Column("marketplace", Text, primary_key=True),
    Column("message", Text, primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
)
"""What shops told by themselves, by the message's own name, for as long as a repeat would still be taken for new."""


class State(StrEnum):
    """Where the carrying out of one leg is.

    READY: not handed over. SENT: handed over, no answer was kept. PENDING, SETTLED, FAILED: as the shop says.
    UNKNOWN: no answer came and nothing was found; a person finds out. DROPPED: the line needs it no more.
    """

    READY = "READY"
    SENT = "SENT"
    PENDING = "PENDING"
    SETTLED = "SETTLED"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    DROPPED = "DROPPED"


executions = Table(
    "executions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("leg", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("marketplace", Text, nullable=False),
    Column("order_id", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("minor", BigInteger, nullable=False),
    Column("currency", Text, nullable=False),
    Column("needs", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", BigInteger),
    Column("claimed_until", BigInteger),
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("case_id", "line", "leg", "kind", "attempt"),
)
"""One leg of one line: what is carried out by itself. Instants in UTC microseconds.

`kind` and `leg` say what (`odr.fulfilment.parts`): a payment that is given back, goods that are taken back or sent
again, a voucher. `minor` is the money of it, `needs` the rest, as JSON. `key` is what the shop keeps. `attempt` rises
only after a definite failure. `due_at` is when somebody looks after it next; without one, nobody has to.
`claimed_until` is a lease of the whole order.
"""

_DUE = executions.c.due_at.is_not(None)
Index("ix_executions_due_at", executions.c.due_at, sqlite_where=_DUE, postgresql_where=_DUE)
Index("ix_executions_order_id", executions.c.order_id)
