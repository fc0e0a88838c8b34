"""uploads know their key before their bytes come

Revision: 0020
Follows: 0019
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

HALF_GONE = sa.text("state IN ('REJECTED', 'ERASED') AND key IS NOT NULL")


def upgrade() -> None:
    op.execute("UPDATE uploads SET key = id WHERE state = 'UPLOADING' AND key IS NULL")
    op.create_index(
        "ix_uploads_half_gone", "uploads", ["id"], unique=False, sqlite_where=HALF_GONE, postgresql_where=HALF_GONE
    )


def downgrade() -> None:
    op.drop_index("ix_uploads_half_gone", table_name="uploads", sqlite_where=HALF_GONE, postgresql_where=HALF_GONE)
    op.execute("UPDATE uploads SET key = NULL WHERE state = 'UPLOADING'")
