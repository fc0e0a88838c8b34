"""Tables of what trust-and-safety people look after."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, Text

from odr.store import metadata

safety_reports = Table(
    "safety_reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False, index=True),
    Column("number", Text, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("shown", Text),
    Column("shown_by", Text),
    Column("words", Text, nullable=False),
    Column("reported_at", BigInteger, nullable=False),
    Column("outcome", Text),
    Column("answer", Text),
    Column("answered_by", Text),
    Column("answered_at", BigInteger),
    CheckConstraint("(outcome is null) = (answered_at is null)", name="answered_whole"),
)
"""`subject`: of a message, an exhibit or an order line its local id in the case; empty for the case as a whole.
`shown`: what the subject says, as its reporter saw it; `shown_by`: in which role it was said. Nobody else reads it."""

traces = Table(
    "traces",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("mark", Text, primary_key=True, index=True),
)
"""What orders may have in common (`patterns.py`); `mark` is a keyed hash."""

_OPEN = safety_reports.c.answered_at.is_(None)
Index(
    "ix_safety_reports_open",
    safety_reports.c.reported_at,
    safety_reports.c.id,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)
Index("ix_safety_reports_reporter", safety_reports.c.reporter, safety_reports.c.reported_at, safety_reports.c.id)
