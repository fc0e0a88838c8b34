"""Words of goods that go back."""

from enum import StrEnum


class ReturnFound(StrEnum):
    """How goods that came back were found. MISSING: some of them were."""

    AS_SENT = "AS_SENT"
    DAMAGED = "DAMAGED"
    EMPTY = "EMPTY"
    DIFFERENT = "DIFFERENT"
    MISSING = "MISSING"
