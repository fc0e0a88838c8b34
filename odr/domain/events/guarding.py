"""That a side cannot bind itself alone. Everybody sees that it acts through a representative by law; why, and who that
is, only its own people and the neutrals (procedure: who sees what, guardian's data).
"""

from dataclasses import dataclass

from odr.domain.roles import Room, Side
from odr.domain.vocabulary import Guardianship
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class LegalRepresentativeRequired:
    """What binds this side is done by its representative by law from now on."""

    side: Side


@dataclass(frozen=True, slots=True)
class GuardianshipStated:
    """Why the side needs a representative by law. No date of birth, and no more than the ground."""

    side: Side
    room: Room
    ground: Guardianship


@dataclass(frozen=True, slots=True)
class GuardianJoined:
    """Who the representative by law is that joined with this entry's neighbour."""

    representation: str
    side: Side
    room: Room
    person: str


@dataclass(frozen=True, slots=True)
class GuardianRelieved:
    """Why the part of a representative by law was ended by who conducts or administers the case."""

    representation: str
    side: Side
    room: Room
    reasons: Text


@dataclass(frozen=True, slots=True)
class OwnCapacityClaimed:
    """The side says that it can bind itself alone now."""

    side: Side


@dataclass(frozen=True, slots=True)
class OwnCapacityConfirmed:
    """Who conducts or administers the case confirms that the side binds itself alone."""

    side: Side


OfGuardians = (
    LegalRepresentativeRequired
    | GuardianshipStated
    | GuardianJoined
    | GuardianRelieved
    | OwnCapacityClaimed
    | OwnCapacityConfirmed
)
