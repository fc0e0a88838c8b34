"""What is said and offered between the sides, and what a mediator proposes to them."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.remedies import RemedyLine
from odr.domain.roles import Room, Side
from odr.domain.vocabulary import How
from odr.domain.words import Secret, Text


@dataclass(frozen=True, slots=True)
class MessageSent:
    """`exhibits`: what the words rest on, by its numbers."""

    message: str
    room: Room
    words: Text
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageHidden:
    """Trust-and-safety people hid what was said. The entry that said it stays as it was sealed."""

    message: str
    room: Room


@dataclass(frozen=True, slots=True)
class MessagesBlocked:
    """A side takes no messages from the other side. Offers, answers and all other acts still reach it."""

    side: Side


@dataclass(frozen=True, slots=True)
class MessagesUnblocked:
    side: Side


@dataclass(frozen=True, slots=True)
class OfferMade:
    offer: str
    side: Side
    room: Room
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    expires: datetime | None
    counters: str | None


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    offer: str
    room: Room
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class NegotiationLeft:
    side: Side


@dataclass(frozen=True, slots=True)
class BiddingOpened:
    """A round of secret bids, the first or a further one."""

    bidding: str
    round: int


@dataclass(frozen=True, slots=True)
class BidGiven:
    """What a side would take or pay at most. Only the side itself ever sees that it was given."""

    bidding: str
    side: Side
    room: Room
    amount: Secret
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BiddingClosed:
    """The bids met, or they did not: they were too far apart, or not both were given. Which it was, nobody learns."""

    bidding: str
    met: bool


@dataclass(frozen=True, slots=True)
class ProposalMade:
    proposal: str
    lines: tuple[RemedyLine, ...]
    reasons: Text


@dataclass(frozen=True, slots=True)
class ProposalAnswered:
    proposal: str
    side: Side
    room: Room
    accepts: bool
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalClosed:
    """Both answers are in, or the time is over. Who declines never learns what the other side answered."""

    proposal: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class MediationEnded:
    how: How


@dataclass(frozen=True, slots=True)
class SettlementReached:
    settlement: str
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    effect: str
