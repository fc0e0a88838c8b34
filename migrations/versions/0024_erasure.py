"""dockets know when something of them is erased; records are withdrawn from service

Revision: 0024
Follows: 0023
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ERASED_SOME_TIME = sa.text("erase_at IS NOT NULL")
IN_SERVICE = sa.text("withdrawn_at IS NULL")
HALF_GONE = sa.text("withdrawn_at IS NOT NULL AND storage_key IS NOT NULL")
STATE = ["case_id", "reader", "scope", "reader_version", "language"]
UNIQUE = "uq_records_case_id_reader_scope_reader_version_language"


def upgrade() -> None:
    op.add_column("dockets", sa.Column("erase_at", sa.BigInteger(), nullable=True))
    op.create_index("ix_dockets_erase_at", "dockets", ["erase_at"], unique=False, postgresql_where=ERASED_SOME_TIME)
    op.execute("UPDATE dockets SET erase_at = closed_at")
    with op.batch_alter_table("records") as records:
        records.alter_column("storage_key", existing_type=sa.Text(), nullable=True)
        records.add_column(sa.Column("withdrawn_at", sa.BigInteger(), nullable=True))
        records.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True))
        records.drop_constraint(UNIQUE, type_="unique")
    op.create_index(
        "ix_records_in_service", "records", STATE, unique=True, sqlite_where=IN_SERVICE, postgresql_where=IN_SERVICE
    )
    op.create_index(
        "ix_records_half_gone", "records", ["id"], unique=False, sqlite_where=HALF_GONE, postgresql_where=HALF_GONE
    )


def downgrade() -> None:
    op.execute("DELETE FROM records WHERE storage_key IS NULL OR withdrawn_at IS NOT NULL")
    op.drop_index("ix_records_half_gone", table_name="records", sqlite_where=HALF_GONE, postgresql_where=HALF_GONE)
    op.drop_index("ix_records_in_service", table_name="records", sqlite_where=IN_SERVICE, postgresql_where=IN_SERVICE)
    with op.batch_alter_table("records") as records:
        records.create_unique_constraint(UNIQUE, STATE)
        records.drop_column("withdrawn_because")
        records.drop_column("withdrawn_at")
        records.alter_column("storage_key", existing_type=sa.Text(), nullable=False)
    op.drop_index("ix_dockets_erase_at", table_name="dockets", postgresql_where=ERASED_SOME_TIME)
    op.drop_column("dockets", "erase_at")
