"""Who sees what, from the table that the service itself uses."""

from collections.abc import Iterable

from odr.domain import events, sight
from odr.domain.roles import Role, Room
from scripts.docs.tables import table

SHOWN = {
    Role.COMPLAINANT: "C",
    Role.RESPONDENT: "R",
    Role.RECIPIENT: "B",
    Role.MEDIATOR: "M",
    Role.DECIDER: "D",
    Role.SECOND_READER: "4",
    Role.REVIEWER: "V",
    Role.MARKETPLACE: "P",
    Role.REGISTRAR: "S",
    Role.REGULATOR: "G",
}
"""The columns: roles that read cases, by their letters."""

OWN = (Room.OWN_COMPLAINANT, Room.OWN_RESPONDENT)
CAUCUS = (Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT)
CONFIDENTIAL = (Room.CONFIDENTIAL_COMPLAINANT, Room.CONFIDENTIAL_RESPONDENT)
NAMED_BY_THE_ENTRY = {
    events.FrameOpened: (Room.SHARED, Room.OPEN, Room.WITHOUT_PREJUDICE),
    **dict.fromkeys(
        (
            events.FrameEnded,
            events.FrameMoved,
            events.ExtensionAsked,
            events.ExtensionDeclined,
            events.ExtensionGranted,
        ),
        (Room.SHARED, Room.OPEN, Room.WITHOUT_PREJUDICE),
    ),
    **dict.fromkeys((events.SubmissionCorrected, events.SubmissionWithdrawn), tuple(Room)),
    events.ExhibitErased: (
        Room.OPEN,
        Room.OWN_COMPLAINANT,
        Room.OWN_RESPONDENT,
        Room.CONFIDENTIAL_COMPLAINANT,
        Room.CONFIDENTIAL_RESPONDENT,
    ),
    events.WordsErased: (Room.SHARED, Room.OPEN, Room.OWN_COMPLAINANT, Room.OWN_RESPONDENT),
    events.MessageSent: (Room.OPEN, Room.WITHOUT_PREJUDICE, Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT),
    events.MessageHidden: (Room.OPEN, Room.WITHOUT_PREJUDICE, Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT),
    events.OfferMade: (Room.OPEN, Room.WITHOUT_PREJUDICE),
    events.OfferAccepted: (Room.OPEN, Room.WITHOUT_PREJUDICE),
    events.OfferDeclined: (Room.OPEN, Room.WITHOUT_PREJUDICE),
    events.OfferWithdrawn: (Room.OPEN, Room.WITHOUT_PREJUDICE),
    events.OfferLapsed: (Room.OPEN, Room.WITHOUT_PREJUDICE),
    **dict.fromkeys(
        (
            events.NeedsStated,
            events.NeedsWithdrawn,
            events.GuardianshipStated,
            events.GuardianJoined,
            events.GuardianRelieved,
        ),
        (Room.NEEDS_COMPLAINANT, Room.NEEDS_RESPONDENT),
    ),
    events.BidGiven: (Room.OWN_COMPLAINANT, Room.OWN_RESPONDENT),
    events.ProposalAnswered: (Room.CAUCUS_COMPLAINANT, Room.CAUCUS_RESPONDENT),
    events.ExhibitReceived: (*OWN, *CAUCUS, Room.OWN_THIRD_PARTY),
    **dict.fromkeys((events.ConfidentialityClaimed, events.ConfidentialityRuled), CONFIDENTIAL),
    **dict.fromkeys((events.ExhibitRedacted, events.ExhibitSealed), OWN),
    **dict.fromkeys(
        (events.ExhibitAnnotated, events.TranslationNoted),
        (Room.OPEN, Room.WITHOUT_PREJUDICE, *CAUCUS, *CONFIDENTIAL, *OWN),
    ),
}
"""Kinds whose entries name their room: the rooms that the rules give them."""


def rooms() -> str:
    """Every room with its readers."""
    rows = ((f"`{room}`", *("●" if role in sight.AUDIENCE[room] else "–" for role in SHOWN)) for room in Room)
    return table(("Room", *SHOWN.values()), rows)


def entries() -> str:
    """Every kind of entry with the room it is said in."""
    rows = ((f"`{kind.__name__}`", _rooms(_rooms_of(kind))) for kind in sight._ROOM_OF)
    return table(("Entry", "Room"), rows)


def _rooms_of(kind: type) -> Iterable[Room]:
    held = sight._ROOM_OF[kind]
    return [held] if isinstance(held, Room) else NAMED_BY_THE_ENTRY[kind]


def _rooms(found: Iterable[Room]) -> str:
    return " or ".join(f"`{room}`" for room in found)
