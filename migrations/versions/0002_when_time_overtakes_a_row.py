"""when time overtakes a row of a list

Revision: 0002
Follows: 0001
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

PARTIES = {"COMPLAINANT", "RESPONDENT"}
AUDIENCE = {
    "OPEN": PARTIES | {"MEDIATOR", "DECIDER", "REVIEWER"},
    "WITHOUT_PREJUDICE": PARTIES | {"MEDIATOR"},
}
"""Who sees a time frame of these rooms; that of the room SHARED everybody sees. As it was when this was written."""


def upgrade() -> None:
    with op.batch_alter_table("views", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bound_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_views_reader_bound_at",
            ["reader", "bound_at"],
            unique=False,
            sqlite_where=sa.text("bound_at IS NOT NULL"),
            postgresql_where=sa.text("bound_at IS NOT NULL"),
        )
    _fill(op.get_bind())


def _fill(bind: sa.Connection) -> None:
    """The first bound of every open case for each of its readers, from the entries."""
    views = sa.table("views", *map(sa.column, ("case_id", "reader", "role", "bound_at", "closed_at")))
    frames = _frames(bind)
    rows = bind.execute(sa.select(views.c.case_id, views.c.reader, views.c.role).where(views.c.closed_at.is_(None)))
    for case_id, reader, role in rows.fetchall():
        seen = [due for room, due in frames[case_id].values() if role in AUDIENCE.get(room, {role})]
        mine = (views.c.case_id == case_id) & (views.c.reader == reader)
        bind.execute(sa.update(views).where(mine).values(bound_at=min(seen, default=None)))


def _frames(bind: sa.Connection) -> dict[str, dict[str, tuple[str, int]]]:
    """Per case the time frames that run: room and bound in UTC microseconds."""
    running: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for case_id, kind, said in _opened_and_ended(bind):
        if kind == "FrameOpened":
            due = datetime.fromisoformat(said["due"]) - datetime(1970, 1, 1, tzinfo=UTC)
            running[case_id][said["frame"]] = (said["room"], due // timedelta(microseconds=1))
        else:
            running[case_id].pop(said["frame"], None)
    return running


def _opened_and_ended(bind: sa.Connection) -> Iterator[tuple[str, str, dict[str, str]]]:
    entries = sa.table("entries", *map(sa.column, ("case_id", "number", "kind", "body")))
    told = sa.select(entries.c.case_id, entries.c.kind, entries.c.body)
    wanted = told.where(entries.c.kind.in_(["FrameOpened", "FrameEnded"]))
    for case_id, kind, body in bind.execute(wanted.order_by(entries.c.case_id, entries.c.number)):
        yield case_id, kind, json.loads(body)


def downgrade() -> None:
    with op.batch_alter_table("views", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_views_reader_bound_at",
            sqlite_where=sa.text("bound_at IS NOT NULL"),
            postgresql_where=sa.text("bound_at IS NOT NULL"),
        )
        batch_op.drop_column("bound_at")
