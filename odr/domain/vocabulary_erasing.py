"""The closed lists of words with which entries say what goes, and why. They are stored: add to them, never rename."""

from enum import StrEnum


class LawfulGround(StrEnum):
    """The grounds on which a person asks for something to be erased (GDPR Art. 17(1)): each is an `ErasureGround`."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    THIRD_PARTY_DATA = "THIRD_PARTY_DATA"
    NOT_NEEDED = "NOT_NEEDED"
    UNLAWFUL = "UNLAWFUL"
    ORDERED = "ORDERED"


class ErasureGround(StrEnum):
    """Why something was erased. `BY_RULE`: the time for which the rulebook keeps it was over."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    THIRD_PARTY_DATA = "THIRD_PARTY_DATA"
    NOT_NEEDED = "NOT_NEEDED"
    UNLAWFUL = "UNLAWFUL"
    ORDERED = "ORDERED"
    BY_RULE = "BY_RULE"


class Kept(StrEnum):
    """What is kept of a case that is over, each for a time of its own."""

    EVIDENCE = "EVIDENCE"
    RECORD = "RECORD"
