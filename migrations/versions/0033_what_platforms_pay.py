"""what a marketplace pays itself, and what counts against a seller

Revision: 0033
Follows: 0032
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "fund_payments",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "line", name=op.f("pk_fund_payments")),
    )
    newest = ["marketplace", sa.text("ordered_at DESC"), sa.text("key DESC")]
    op.create_index("ix_fund_payments_marketplace_ordered_at_key", "fund_payments", newest)
    op.create_table(
        "seller_matters",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("seller", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "about", name=op.f("pk_seller_matters")),
    )
    op.create_index("ix_seller_matters_seller_marketplace_at", "seller_matters", ["seller", "marketplace", "at"])


def downgrade() -> None:
    op.drop_table("seller_matters")
    op.drop_table("fund_payments")
