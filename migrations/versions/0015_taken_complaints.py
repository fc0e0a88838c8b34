"""complaints that staff took down, waiting for the person

Revision: 0015
Follows: 0014
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "taken_complaints",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_taken_complaints_order_id_orders")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_complaints")),
        sa.UniqueConstraint("hash", name=op.f("uq_taken_complaints_hash")),
    )
    op.create_index(op.f("ix_taken_complaints_order_id"), "taken_complaints", ["order_id"])
    op.create_index(op.f("ix_taken_complaints_expires_at"), "taken_complaints", ["expires_at"])


def downgrade() -> None:
    op.drop_table("taken_complaints")
