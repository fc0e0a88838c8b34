"""Who takes part beside the two sides: whoever speaks for one of them, and whoever was to receive what was bought."""

from dataclasses import dataclass

from odr.domain.roles import Side
from odr.domain.vocabulary import Basis, Departure


@dataclass(frozen=True, slots=True)
class RepresentativeNamed:
    """Somebody is to speak for a side. `settles`: also where that binds it, as in an acceptance."""

    representation: str
    side: Side
    settles: bool
    basis: Basis = Basis.MANDATE


@dataclass(frozen=True, slots=True)
class RepresentativeJoined:
    """Whoever was named took the part on, and sees what the side sees. `person` is empty for one by law: that is said
    where only those hear it whom it concerns (GuardianJoined).
    """

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


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """Whoever acts for this side can do nothing here until a registrar of the service opens the account again."""

    side: Side


@dataclass(frozen=True, slots=True)
class AccountReopened:
    """This side can act again. Dates that passed meanwhile stay as they are."""

    side: Side


OfPeople = (
    RepresentativeNamed
    | RepresentativeJoined
    | RepresentationEnded
    | RecipientInvited
    | RecipientJoined
    | AccountClosed
    | AccountReopened
)
