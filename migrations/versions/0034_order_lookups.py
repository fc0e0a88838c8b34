"""what the marketplace's shop says of orders of the register

Revision: 0034
Follows: 0033
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "order_lookups",
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lookups_order_id_orders")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_lookups")),
    )


def downgrade() -> None:
    op.drop_table("order_lookups")
