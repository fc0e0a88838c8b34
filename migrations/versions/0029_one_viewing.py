"""a link that is fetched again is one viewing: rows of an exhibit's audit log know their link

Revision: 0029
Follows: 0028
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0028"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("evidence_audit", sa.Column("link", sa.Text(), nullable=True))
    op.create_index("ix_evidence_audit_link", "evidence_audit", ["exhibit", "link", "purpose"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_evidence_audit_link", table_name="evidence_audit")
    op.drop_column("evidence_audit", "link")
