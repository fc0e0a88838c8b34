"""A carrier, a broker or a maker is asked in, asked something, answers, and leaves."""

from dataclasses import dataclass

from odr.domain.roles import Side
from odr.domain.vocabulary import Departure, ThirdPartyKind
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class ThirdPartyInvited:
    """Somebody outside the sale is asked in, and why: about order lines, parcels, or the whole sale if none is named.

    `label` begins the numbers of what it hands in. It tells nothing of how many others were asked.
    """

    third: str
    kind: ThirdPartyKind
    label: str
    lines: tuple[str, ...]
    parcels: tuple[str, ...]
    reasons: Text


@dataclass(frozen=True, slots=True)
class ThirdPartyJoined:
    """Whoever was asked came. `belongs_to`: the organisations they are of, for the independence of the neutrals."""

    third: str
    person: str
    belongs_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThirdPartyEnded:
    third: str
    how: Departure


@dataclass(frozen=True, slots=True)
class ThirdPartyAsked:
    """A question to it, or evidence that it is asked for. `shown`: exhibits it is given with that, by number."""

    third: str
    question: str
    words: Text
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExhibitShown:
    """An exhibit that was disclosed in the case is given to a third party, by whoever asks it something about it."""

    third: str
    exhibit: str
    number: str
    side: Side | None
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None


@dataclass(frozen=True, slots=True)
class ThirdPartyStated:
    """What it says, to both sides and the neutrals alike. `exhibits` are disclosed with it, by number."""

    third: str
    statement: str
    number: str
    words: Text
    answers: str | None
    exhibits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThirdPartySilent:
    """The time to answer is over and nothing came. That counts against neither side."""

    third: str
    question: str


OfThirdParties = (
    ThirdPartyInvited
    | ThirdPartyJoined
    | ThirdPartyEnded
    | ThirdPartyAsked
    | ExhibitShown
    | ThirdPartyStated
    | ThirdPartySilent
)
