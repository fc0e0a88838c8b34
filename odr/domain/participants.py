"""Who takes part in a case beside its two sides, and with how many other cases it is handled, as it is now."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.roles import Actor, Concern, Side
from odr.domain.vocabulary import Basis, Departure, Leaving, ThirdPartyKind
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Representation:
    """The part of speaking for a side; it `settles` or does not. `given_by`: who named it.

    `person` is empty until somebody took it on, and of one by law for who may not know them.
    """

    id: str
    side: Side
    settles: bool
    named_at: datetime
    basis: Basis
    given_by: Actor
    person: str = ""
    joined_at: datetime | None = None
    ended: Departure | None = None
    relieved_for: Text | None = None

    @property
    def active(self) -> bool:
        return self.ended is None and self.joined_at is not None

    @property
    def by_law(self) -> bool:
        return self.basis is Basis.LAW

    def is_of(self, actor: Actor) -> bool:
        """Whether it is, or was, this person's mandate for this side."""
        return bool(self.person) and self.person == actor.person and actor.role.side is self.side


@dataclass(frozen=True, slots=True)
class Bundled:
    """The last bundle in which the case is or was: of `cases` cases in all, this one among them.

    `decision` is empty until they were decided together; `released` are the reasons for which this one was taken out.
    """

    id: str
    cases: int
    reasons: Text
    at: datetime
    joined_at: datetime | None = None
    left: Leaving | None = None
    left_at: datetime | None = None
    released: Text | None = None
    decision: str = ""

    @property
    def stands(self) -> bool:
        """Whether the case is handled together with others now."""
        return self.left is None and not self.decision


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """A carrier, broker or maker who was asked in. `person` is empty until somebody came.

    Args:
        label: what the numbers of its statements and exhibits begin with, such as T417.
        lines: the order lines it is asked about; with `parcels` empty too, it is about the whole sale.
        belongs_to: the organisations of whoever came.
    """

    id: str
    kind: ThirdPartyKind
    label: str
    lines: tuple[str, ...]
    parcels: tuple[str, ...]
    reasons: Text
    by: Actor
    invited_at: datetime
    person: str = ""
    belongs_to: tuple[str, ...] = ()
    joined_at: datetime | None = None
    ended: Departure | None = None

    @property
    def active(self) -> bool:
        return self.ended is None and bool(self.person)

    @property
    def concern(self) -> Concern:
        return Concern(self.id, self.lines, self.parcels)


@dataclass(frozen=True, slots=True)
class ThirdPartyQuestion:
    """What a third party was asked, and what came of it. `shown`: exhibits it was given with that, by number."""

    id: str
    third: str
    words: Text
    shown: tuple[str, ...]
    by: Actor
    at: datetime
    answered: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class ThirdPartyStatement:
    """What a third party said to both sides and the neutrals. It is cited by its number, as an exhibit is."""

    id: str
    third: str
    number: str
    words: Text
    answers: str | None
    exhibits: tuple[str, ...]
    by: Actor
    at: datetime
