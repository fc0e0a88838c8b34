"""recipients of orders: who was to receive what somebody else bought

Revision: 0017
Follows: 0016
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INDEX = "ix_orders_recipient_registered_at_id"


def upgrade() -> None:
    op.add_column("orders", sa.Column("recipient", sa.Text(), nullable=True))
    op.create_index(INDEX, "orders", ["recipient", sa.text("registered_at DESC"), sa.text("id DESC")])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="orders")
    op.drop_column("orders", "recipient")
