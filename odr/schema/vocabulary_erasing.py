"""The closed lists about erasing with their GraphQL words."""

from odr.domain.events import ErasureGround, Kept, LawfulGround
from odr.domain.rulebook.choices import Hold
from odr.schema.vocabulary import described

__all__ = ["ErasureGround", "Hold", "Kept", "LawfulGround"]

GROUNDS = {
    "CONSENT_WITHDRAWN": "The consent to it was withdrawn.",
    "THIRD_PARTY_DATA": "It tells of somebody who has nothing to do with the case.",
    "NOT_NEEDED": "It is not needed any more for what it was handed in for.",
    "UNLAWFUL": "It was collected unlawfully.",
    "ORDERED": "A court or an authority orders it. Only this also holds while the case runs.",
}
described(LawfulGround, "On which ground somebody asks for something to be erased.", GROUNDS)
described(
    ErasureGround,
    "Why something was erased.",
    {**GROUNDS, "BY_RULE": "The time for which the rulebook keeps it was over."},
)
described(
    Kept,
    "What is kept of a case that is over, each for a time of its own.",
    {"EVIDENCE": "The exhibits: their files and what was said of them.", "RECORD": "Everything else that was said."},
)
described(
    Hold,
    "What keeps a closed case from being erased when its time is over.",
    {
        "COURT_POSSIBLE": "A court or another body deals with the same sale, and its end was not reported.",
        "SET_ASIDE_POSSIBLE": "Time still runs in which somebody can bring the case back.",
        "LEGAL_HOLD": "A legal hold stands.",
    },
)
