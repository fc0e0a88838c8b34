"""of what was handed over to Vendure without a note, and not answered, nobody knows

Revision: 0038
Follows: 0037
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """No note says that it was begun, though it may have been: it must not be handed over again. What the shop did is
    found all the same; the rest a person finds out.
    """
    op.execute(
        """UPDATE executions SET state = 'UNKNOWN' WHERE state = 'SENT'
        AND marketplace NOT IN (SELECT marketplace FROM connectors WHERE kind <> 'vendure')"""
    )


def downgrade() -> None:
    """What nobody knows stays so."""
