"""what orders have in common, as keyed hashes

Revision: 0016
Follows: 0015
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "traces",
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_traces_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", "kind", "mark", name=op.f("pk_traces")),
    )
    op.create_index(op.f("ix_traces_mark"), "traces", ["mark"])


def downgrade() -> None:
    op.drop_table("traces")
