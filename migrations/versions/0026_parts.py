"""files that go straight into a bucket

Revision: 0026
Follows: 0025
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("uploads", sa.Column("parts", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("uploads", "parts")
