"""Writes the golden table of acts anew: `python -m tests.core.acts`. Review what changed before it is committed."""

from pathlib import Path

from tests.core.acts.table import written

GOLDEN = Path(__file__).parent.parent / "golden" / "acts.md"

if __name__ == "__main__":
    GOLDEN.write_text(written(), encoding="utf-8")
