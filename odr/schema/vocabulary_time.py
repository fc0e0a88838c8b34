"""The closed lists about time with their GraphQL words."""

from odr.domain.rulebook import ExtendBy, PauseGround
from odr.domain.vocabulary import Moved
from odr.schema.vocabulary import described

__all__ = ["ExtendBy", "Moved", "PauseGround"]

described(
    PauseGround,
    "Why time can stand still. There are no other grounds.",
    {
        "PARTIES_AGREE": "Both sides agree.",
        "EXPERT_REPORT": "An expert is heard.",
        "CARRIER_TRACE": "The carrier looks for the parcel.",
        "EXTERNAL_PROCEEDING": "A bank, an insurer or a court deals with it.",
        "CONSUMER_UNREACHABLE": "The consumer's notices do not arrive; only their own time stands still.",
        "REPRESENTATIVE_AWAITED": "A side waits for who acts for it by law; only its own time stands still.",
    },
)
described(
    ExtendBy,
    "What it takes to make a time frame longer.",
    {
        "RIGHT": "Whoever must act takes it.",
        "AGREEMENT": "Both sides agree.",
        "NEUTRAL": "The neutral at work grants it.",
        "COMPLEXITY": "The decision maker grants it for a complex case, with reasons.",
    },
)
described(
    Moved,
    "What moved the end of a time frame.",
    {
        "EXTENDED": "It was extended.",
        "PAUSED": "Time stood still.",
        "OUTAGE": "The service could not be used at its end.",
        "SERVED_LATER": "The notice was received later.",
        "RESTARTED": "It began anew, once the side could be reached.",
        "SCANNED": "A carrier scanned the parcel, and it began anew.",
    },
)
