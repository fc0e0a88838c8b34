"""The closed lists about what still happens to a decision, as GraphQL shows them."""

from odr.domain.case import Fate
from odr.domain.events import ReviewResult, Slip, Termination
from odr.domain.rulebook import ReviewGround
from odr.schema.vocabulary import described

__all__ = ["Fate", "ReviewGround", "ReviewResult", "Slip", "Termination"]

described(
    ReviewGround,
    "For what a review can be asked. The rulebook of the case says which of them it knows.",
    {
        "NEW_EVIDENCE": "Evidence that could not be handed in before.",
        "PROCEDURAL_ERROR": "An error of procedure.",
        "JURISDICTION": "The case should not have been decided here.",
        "MANIFEST_ERROR": "An error that anybody can see.",
    },
)
described(
    ReviewResult,
    "What a review brings.",
    {
        "CONFIRMED": "The decision stands.",
        "CHANGED": "The reviewer decides instead.",
        "REMITTED": "The case begins again with evidence and is decided anew.",
    },
)
described(
    Slip,
    "What kind of slip a correction puts right.",
    {"WRITING": "A slip of the pen; every sum stays.", "SUMS": "A sum was added up or copied wrongly."},
)
described(
    Fate,
    "What became of a decision.",
    {
        "STANDS": "It stands.",
        "CHANGED": "A reviewer decided instead.",
        "REMITTED": "It was reviewed, and the case is decided anew.",
        "BREACHED": "It was not carried out in full, and what is still owed is decided anew.",
        "SET_ASIDE": "It was set aside: it had come about by silence.",
    },
    "DecisionFate",
)
described(
    Termination,
    "On which ground somebody ends a case before its outcome. The rulebook of the case says which of them it knows.",
    {
        "NO_JURISDICTION": "It does not belong in this procedure.",
        "MOOT_REMEDIED": "It was put right elsewhere.",
        "COMPLAINANT_INACTIVE": "Nothing came from the complainant after two notices.",
        "ABUSE": "The procedure was abused.",
    },
    "TerminationGround",
)
