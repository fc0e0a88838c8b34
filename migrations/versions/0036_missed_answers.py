"""a case is told that no answer of its shop came

Revision: 0036
Follows: 0035
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("executions", sa.Column("missed_at", sa.BigInteger(), nullable=True))
    missed = sa.text("state = 'SENT' AND missed_at IS NULL")
    op.create_index("ix_executions_missed", "executions", ["sent_at"], sqlite_where=missed, postgresql_where=missed)


def downgrade() -> None:
    op.drop_index("ix_executions_missed", table_name="executions")
    op.drop_column("executions", "missed_at")
