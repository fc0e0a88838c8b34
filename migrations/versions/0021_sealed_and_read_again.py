"""files are sealed with keys of their cases, and read again

Revision: 0021
Follows: 0020
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

AVAILABLE = sa.text("state = 'AVAILABLE'")


def upgrade() -> None:
    op.create_table(
        "case_keys",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_keys")),
    )
    op.add_column("uploads", sa.Column("reread_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("uploads", sa.Column("altered", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_uploads_reread", "uploads", ["reread_at"], unique=False, sqlite_where=AVAILABLE, postgresql_where=AVAILABLE
    )


def downgrade() -> None:
    op.drop_index("ix_uploads_reread", table_name="uploads", sqlite_where=AVAILABLE, postgresql_where=AVAILABLE)
    op.drop_column("uploads", "altered")
    op.drop_column("uploads", "reread_at")
    op.drop_table("case_keys")
