"""Who takes part in a case beside its two sides, and with how many other cases it is handled, as it is now."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.roles import Actor, Side
from odr.domain.vocabulary import Basis, Departure, Leaving
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
