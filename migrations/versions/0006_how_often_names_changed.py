"""how often names changed

Revision: 0006
Follows: 0005
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "name_changes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_name_changes_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_changes")),
    )


def downgrade() -> None:
    op.drop_table("name_changes")
