"""what is not known is answered by people; shops that are left alone; reports of reconciliations

Revision: 0035
Follows: 0034
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INSTANTS = ("entered_at", "sent_at", "looked_at", "answered_at")


def upgrade() -> None:
    for name in INSTANTS:
        op.add_column("executions", sa.Column(name, sa.BigInteger(), nullable=True))
    op.execute("update executions set entered_at = changed_at")
    op.add_column("executions", sa.Column("looks", sa.Integer(), nullable=True))
    op.add_column("executions", sa.Column("answered_by", sa.Text(), nullable=True))
    lost = sa.text("state = 'UNKNOWN'")
    op.create_index("ix_executions_unknown", "executions", ["changed_at"], sqlite_where=lost, postgresql_where=lost)
    op.create_table(
        "left_alone",
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("trying", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("marketplace", name=op.f("pk_left_alone")),
    )
    op.create_table(
        "reconciliations",
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("differing", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("marketplace", "day", name=op.f("pk_reconciliations")),
    )
    due, still = sa.text("coalesce(claimed_until, not_before)"), sa.text("done_at IS NULL AND dead_at IS NULL")
    op.drop_index("ix_outbox_not_before", table_name="outbox")
    op.create_index("ix_outbox_due", "outbox", [due], sqlite_where=still, postgresql_where=still)
    given_up = sa.text("dead_at IS NOT NULL")
    op.create_index("ix_outbox_dead_at", "outbox", ["dead_at"], sqlite_where=given_up, postgresql_where=given_up)


def downgrade() -> None:
    op.drop_index("ix_outbox_dead_at", table_name="outbox")
    still = sa.text("done_at IS NULL AND dead_at IS NULL")
    op.drop_index("ix_outbox_due", table_name="outbox")
    op.create_index("ix_outbox_not_before", "outbox", ["not_before"], sqlite_where=still, postgresql_where=still)
    op.drop_table("reconciliations")
    op.drop_table("left_alone")
    op.drop_index("ix_executions_unknown", table_name="executions")
    for name in (*INSTANTS, "looks", "answered_by"):
        op.drop_column("executions", name)
