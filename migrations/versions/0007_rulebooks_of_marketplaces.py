"""rulebooks that marketplaces and sellers write; notices of a rulebook belong to no case

Revision: 0007
Follows: 0006
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "compiled_rulebooks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("layers", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compiled_rulebooks")),
    )
    op.create_table(
        "rulebook_series",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["marketplace"], ["marketplaces.id"], name=op.f("fk_rulebook_series_marketplace_marketplaces")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_rulebook_series_organisation_organisations")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rulebook_series")),
    )
    op.create_table(
        "rulebook_versions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("layer", sa.Text(), nullable=True),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("holds_for", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Text(), nullable=True),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.BigInteger(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("announced_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state <> 'PUBLISHED' or published_by <> drafted_by", name=op.f("ck_rulebook_versions_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["marketplace"], ["marketplaces.id"], name=op.f("fk_rulebook_versions_marketplace_marketplaces")
        ),
        sa.ForeignKeyConstraint(
            ["organisation"], ["organisations.id"], name=op.f("fk_rulebook_versions_organisation_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulebook_versions")),
    )
    op.create_index(
        "ix_rulebook_versions_published_name",
        "rulebook_versions",
        ["name"],
        unique=True,
        sqlite_where=sa.text("state = 'PUBLISHED'"),
        postgresql_where=sa.text("state = 'PUBLISHED'"),
    )
    op.create_index(
        "ix_rulebook_versions_marketplace_drafted_at_id",
        "rulebook_versions",
        ["marketplace", sa.text("drafted_at DESC"), sa.text("id DESC")],
        unique=False,
    )
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("case_id", existing_type=sa.Text(), nullable=True)


def downgrade() -> None:
    op.execute("delete from notices where case_id is null")
    with op.batch_alter_table("notices") as notices:
        notices.alter_column("case_id", existing_type=sa.Text(), nullable=False)
    op.drop_index("ix_rulebook_versions_marketplace_drafted_at_id", table_name="rulebook_versions")
    op.drop_index("ix_rulebook_versions_published_name", table_name="rulebook_versions")
    op.drop_table("rulebook_versions")
    op.drop_table("rulebook_series")
    op.drop_table("compiled_rulebooks")
