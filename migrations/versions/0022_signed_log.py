"""a signed log over the entries of all cases; in which role somebody handled an exhibit

Revision: 0022
Follows: 0021
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

UNLOGGED = sa.text("logged < head")


def upgrade() -> None:
    op.create_table(
        "log_leaves",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_log_leaves")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_log_leaves_case_id_number")),
    )
    op.create_table(
        "log_nodes",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_log_nodes")),
    )
    op.create_table(
        "checkpoints",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_checkpoints")),
    )
    op.add_column("evidence_audit", sa.Column("role", sa.Text(), nullable=True))
    op.add_column("dockets", sa.Column("logged", sa.Integer(), server_default="0", nullable=False))
    op.create_index(
        "ix_dockets_unlogged", "dockets", ["case_id"], unique=False, sqlite_where=UNLOGGED, postgresql_where=UNLOGGED
    )


def downgrade() -> None:
    op.drop_index("ix_dockets_unlogged", table_name="dockets", sqlite_where=UNLOGGED, postgresql_where=UNLOGGED)
    op.drop_column("dockets", "logged")
    op.drop_column("evidence_audit", "role")
    op.drop_table("checkpoints")
    op.drop_table("log_nodes")
    op.drop_table("log_leaves")
