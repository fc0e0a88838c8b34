"""when the service could not be used

Revision: 0004
Follows: 0003
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    for name in ("outages", "planned_stops"):
        op.create_table(
            name,
            sa.Column("began_at", sa.BigInteger(), nullable=False),
            sa.Column("ended_at", sa.BigInteger(), nullable=False),
            sa.Column("noted_at", sa.BigInteger(), nullable=False),
            sa.CheckConstraint("began_at < ended_at", name=op.f(f"ck_{name}_some_time")),
            sa.PrimaryKeyConstraint("began_at", name=op.f(f"pk_{name}")),
        )
    op.create_table(
        "serving",
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_serving")),
    )


def downgrade() -> None:
    op.drop_table("serving")
    op.drop_table("planned_stops")
    op.drop_table("outages")
