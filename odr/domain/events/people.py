"""Who takes part beside the two sides: whoever speaks for one of them, and whoever was to receive what was bought."""

from dataclasses import dataclass

from odr.domain.roles import Side
from odr.domain.vocabulary import Departure


@dataclass(frozen=True, slots=True)
class RepresentativeNamed:
    """A side lets somebody speak for it. `settles`: also where that binds it, as in an acceptance."""

    representation: str
    side: Side
    settles: bool


@dataclass(frozen=True, slots=True)
class RepresentativeJoined:
    """Whoever was named took the mandate on. From now on they see what the side sees."""

    representation: str
    person: str


@dataclass(frozen=True, slots=True)
class RepresentationEnded:
    representation: str
    how: Departure


@dataclass(frozen=True, slots=True)
class RecipientInvited:
    """The buyer asks the recipient of what was bought into the case."""


@dataclass(frozen=True, slots=True)
class RecipientJoined:
    """The recipient takes part on the buyer's side. They see no payments."""

    person: str
