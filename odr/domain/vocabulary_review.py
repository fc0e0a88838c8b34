"""Words of what comes after a decision: corrections, reviews, and why a closed case goes on."""

from enum import StrEnum


class Slip(StrEnum):
    """What kind of slip a correction puts right. Only one of sums changes an amount."""

    WRITING = "WRITING"
    SUMS = "SUMS"


class ReviewResult(StrEnum):
    """What a review brings."""

    CONFIRMED = "CONFIRMED"
    CHANGED = "CHANGED"
    REMITTED = "REMITTED"


class Reopening(StrEnum):
    """Why a closed case goes on under its number."""

    SET_ASIDE_ASKED = "SET_ASIDE_ASKED"
    CLOSING_LOOKED_AT = "CLOSING_LOOKED_AT"
    BREACH = "BREACH"
    CAME_UNDONE = "CAME_UNDONE"
