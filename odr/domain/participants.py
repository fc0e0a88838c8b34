"""Who takes part in a case beside its two sides, as it is now."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.roles import Actor, Side
from odr.domain.vocabulary import Departure


@dataclass(frozen=True, slots=True)
class Representation:
    """A mandate to speak for a side. `person` is empty until somebody took it on; it `settles` or does not."""

    id: str
    side: Side
    settles: bool
    named_at: datetime
    person: str = ""
    joined_at: datetime | None = None
    ended: Departure | None = None

    @property
    def active(self) -> bool:
        return self.ended is None and bool(self.person)

    def is_of(self, actor: Actor) -> bool:
        """Whether it is, or was, this person's mandate for this side."""
        return bool(self.person) and self.person == actor.person and actor.role.side is self.side
