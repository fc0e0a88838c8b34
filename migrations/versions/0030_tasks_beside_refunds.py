"""what is carried out in a shop is more than refunds: goods taken back, replacements, vouchers

Revision: 0030
Follows: 0029
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0029"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OLD, NEW = ["case_id", "line", "payment", "attempt"], ["case_id", "line", "leg", "kind", "attempt"]
NOTHING_MORE = '{"pieces": [], "item": "", "ends_at": null}'


def upgrade() -> None:
    with op.batch_alter_table("executions") as table:
        table.drop_constraint(_unique(OLD), type_="unique")
        table.alter_column("payment", new_column_name="leg", existing_type=sa.Text(), existing_nullable=False)
        table.add_column(sa.Column("kind", sa.Text(), nullable=False, server_default="refund"))
        table.add_column(sa.Column("needs", sa.Text(), nullable=False, server_default=NOTHING_MORE))
    with op.batch_alter_table("executions") as table:
        table.alter_column("kind", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        table.alter_column("needs", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        table.create_unique_constraint(_unique(NEW), NEW)


def downgrade() -> None:
    op.execute("DELETE FROM executions WHERE kind != 'refund'")
    with op.batch_alter_table("executions") as table:
        table.drop_constraint(_unique(NEW), type_="unique")
        table.drop_column("needs")
        table.drop_column("kind")
        table.alter_column("leg", new_column_name="payment", existing_type=sa.Text(), existing_nullable=False)
    with op.batch_alter_table("executions") as table:
        table.create_unique_constraint(_unique(OLD), OLD)


def _unique(columns: Sequence[str]) -> str:
    return op.f("uq_executions_" + "_".join(columns))
