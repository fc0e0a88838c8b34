"""bundled cases: which cases are handled together, so that one text can decide them

Revision: 0018
Follows: 0017
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "bundled_cases",
        sa.Column("bundle", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bundle", "case_id", name=op.f("pk_bundled_cases")),
    )
    op.create_index("ix_bundled_cases_case_id", "bundled_cases", ["case_id"])


def downgrade() -> None:
    op.drop_index("ix_bundled_cases_case_id", table_name="bundled_cases")
    op.drop_table("bundled_cases")
