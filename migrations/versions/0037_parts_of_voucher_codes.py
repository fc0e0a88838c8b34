"""of a voucher's code that its case was told a part stays beside the shop

Revision: 0037
Follows: 0036
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0037"
down_revision: str | None = "0036"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MASKED = """UPDATE executions
SET reference = '…' || CASE WHEN length(reference) > 7 THEN substr(reference, length(reference) - 2) ELSE '' END
WHERE kind = 'voucher' AND state IN ('SETTLED', 'FAILED') AND due_at IS NULL
AND reference <> '' AND substr(reference, 1, 1) <> '…'"""
"""As `odr.domain.vouchers.masked`. What is still due is masked when its case has been told."""


def upgrade() -> None:
    op.execute(_MASKED)


def downgrade() -> None:
    """Nobody has the codes any more but the texts and the shop."""
