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
    Column("entered_at", BigInteger),
    Column("sent_at", BigInteger),
    Column("missed_at", BigInteger),
    Column("looks", Integer),
    Column("looked_at", BigInteger),
    Column("answered_at", BigInteger),
    Column("answered_by", Text),
    UniqueConstraint("case_id", "line", "leg", "kind", "attempt"),
)
"""One leg of one line: what is carried out by itself. Instants in UTC microseconds.

`kind` and `leg` say what (`odr.fulfilment.parts`): a payment that is given back, goods that are taken back or sent
again, a voucher. `minor` is the money of it, `needs` the rest, as JSON. `key` is what the shop keeps. `attempt` rises
only after a definite failure. `due_at` is when somebody looks after it next; without one, nobody has to.
`claimed_until` is a lease of the whole order. `entered_at` is when it was first to be handed over, `sent_at` when it
was; `looks` counts how often the shop was asked since and had nothing under the key, at `looked_at` the last time.
`missed_at` is when its case was told that no answer came.
`answered_at` is when somebody said what had become of it: nobody asks the shop again.
`reference` is the shop's word for it; of a voucher's code a part, once its case was told all of it.
"""

_DUE = executions.c.due_at.is_not(None)
Index("ix_executions_due_at", executions.c.due_at, sqlite_where=_DUE, postgresql_where=_DUE)
Index("ix_executions_order_id", executions.c.order_id)
MISSED = (executions.c.state == State.SENT.value) & executions.c.missed_at.is_(None)
Index("ix_executions_missed", executions.c.sent_at, sqlite_where=MISSED, postgresql_where=MISSED)
_UNKNOWN = executions.c.state == State.UNKNOWN.value
Index("ix_executions_unknown", executions.c.changed_at, sqlite_where=_UNKNOWN, postgresql_where=_UNKNOWN)

left_alone = Table(
    "left_alone",
    metadata,
    Column("marketplace", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger),
    Column("reason", Text, nullable=False),
    Column("trying", Text, nullable=False),
    Column("told_at", BigInteger),
)
"""A shop that did not answer once (`odr.fulfilment.breaker`); `failures` is 0 when it did since. Instants in UTC
microseconds. `failures` in a row since `since`; nothing is asked of it before `until`, which was put `times` times;
`trying` is the key of the one leg that tries it then. `told_at` is when its marketplace was told.
"""

reconciliations = Table(
    "reconciliations",
    metadata,
    Column("marketplace", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("begun_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("counts", Text, nullable=False),
    Column("differing", Text, nullable=False),
)
"""What was ordered compared with what a shop says, once a day (UTC). `counts` is JSON of verdicts, `differing` JSON of
verdicts with their keys; both are empty until it ended.
"""
