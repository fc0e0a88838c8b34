"""the recovery ledger of every sale, and which sale each docket is about

Revision: 0009
Follows: 0008
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_FILL = {
    "sqlite": """update dockets set order_id = (select json_extract(body, '$.order.id') from entries
    where entries.case_id = dockets.case_id and entries.kind = 'OrderRecorded')""",
    "postgresql": """update dockets set order_id = (select body::json -> 'order' ->> 'id' from entries
    where entries.case_id = dockets.case_id and entries.kind = 'OrderRecorded')""",
}


def upgrade() -> None:
    op.create_table(
        "recoveries",
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("payment", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("order_id", "number", name=op.f("pk_recoveries")),
    )
    op.add_column("dockets", sa.Column("order_id", sa.Text(), nullable=True))
    op.execute(_FILL[op.get_bind().dialect.name])
    with op.batch_alter_table("dockets") as dockets:
        dockets.alter_column("order_id", nullable=False)
    op.create_index(op.f("ix_dockets_order_id"), "dockets", ["order_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_dockets_order_id"), table_name="dockets")
    with op.batch_alter_table("dockets") as dockets:
        dockets.drop_column("order_id")
    op.drop_table("recoveries")
