"""regions of addresses

Revision: 0005
Follows: 0004
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

TABLES = ("marketplaces", "organisations", "people", "sellers")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("region", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("region")
