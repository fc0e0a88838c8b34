"""files wait for the scanner, and what others see of them is made

Revision: 0023
Follows: 0022
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

HALF_GONE = sa.text("state IN ('REJECTED', 'UNSCANNABLE', 'ERASED') AND key IS NOT NULL")
HALF_GONE_BEFORE = sa.text("state IN ('REJECTED', 'ERASED') AND key IS NOT NULL")
WAITING = sa.text("state IN ('QUARANTINED', 'SCANNING') AND asked_at IS NOT NULL")
TO_RENDER = sa.text("state = 'AVAILABLE' AND rendering = 'PENDING'")


def _new() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("finding", sa.Text()),
        sa.Column("detail", sa.Text()),
        sa.Column("active", sa.Text()),
        sa.Column("asked_at", sa.BigInteger()),
        sa.Column("description", sa.Text()),
        sa.Column("document", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_try_at", sa.BigInteger()),
        sa.Column("rendering", sa.Text(), nullable=False, server_default="PENDING"),
        sa.Column("render_tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("render_at", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("pages", sa.Integer()),
    )


def upgrade() -> None:
    for column in _new():
        op.add_column("uploads", column)
    _index("ix_uploads_waiting", "next_try_at", WAITING)
    _index("ix_uploads_to_render", "render_at", TO_RENDER)
    op.drop_index("ix_uploads_half_gone", table_name="uploads")
    _index("ix_uploads_half_gone", "id", HALF_GONE)
    op.create_table(
        "renditions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("exhibit", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renditions")),
        sa.UniqueConstraint("exhibit", "number", name=op.f("uq_renditions_exhibit_number")),
        sa.UniqueConstraint("key", name=op.f("uq_renditions_key")),
    )
    op.create_index(op.f("ix_renditions_case_id"), "renditions", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("renditions")
    for name in ("ix_uploads_half_gone", "ix_uploads_to_render", "ix_uploads_waiting"):
        op.drop_index(name, table_name="uploads")
    for column in _new():
        op.drop_column("uploads", column.name)
    _index("ix_uploads_half_gone", "id", HALF_GONE_BEFORE)


def _index(name: str, column: str, where: sa.TextClause) -> None:
    op.create_index(name, "uploads", [column], unique=False, sqlite_where=where, postgresql_where=where)
