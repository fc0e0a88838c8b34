"""The closed lists about proceedings elsewhere, as GraphQL shows them."""

from odr.domain.vocabulary import ParallelEffect, ParallelKind, ParallelOutcome
from odr.schema.vocabulary import described

__all__ = ["ParallelEffect", "ParallelKind", "ParallelOutcome"]

described(
    ParallelKind,
    "What else deals with the same sale.",
    {
        "CHARGEBACK": "The payment is disputed at the bank.",
        "INSURER": "An insurer looks at it.",
        "COURT": "It lies before a court.",
        "OTHER_BODY": "Another body for disputes deals with it.",
    },
)
described(
    ParallelEffect,
    "What a proceeding elsewhere does to the case. The rulebook says it for each kind.",
    {
        "ATTACHES": "The case goes on as it was.",
        "PAUSES": "Time stands still meanwhile, as long as a case can be paused.",
        "STOPS": "The case ends, without prejudice.",
    },
)
described(
    ParallelOutcome,
    "How a proceeding elsewhere ended.",
    {
        "FOR_COMPLAINANT": "For the complainant.",
        "FOR_RESPONDENT": "For the respondent.",
        "IN_PART": "In part for each side.",
        "WITHDRAWN": "It was withdrawn.",
        "NOT_DECIDED": "It ended without a decision.",
    },
)
