"""what is carried out in the shops of marketplaces

Revision: 0028
Follows: 0026
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0026"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "connectors",
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("connected_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["marketplace"], ["marketplaces.id"], name=op.f("fk_connectors_marketplace_marketplaces")
        ),
        sa.PrimaryKeyConstraint("marketplace", name=op.f("pk_connectors")),
    )
    op.create_table(
        "executions",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("payment", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_executions")),
        sa.UniqueConstraint(
            "case_id", "line", "payment", "attempt", name=op.f("uq_executions_case_id_line_payment_attempt")
        ),
    )
    there = sa.text("due_at IS NOT NULL")
    op.create_index("ix_executions_due_at", "executions", ["due_at"], sqlite_where=there, postgresql_where=there)
    op.create_index("ix_executions_order_id", "executions", ["order_id"])


def downgrade() -> None:
    op.drop_table("executions")
    op.drop_table("connectors")
