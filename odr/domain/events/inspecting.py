"""How goods that came back were found, and what the sender says to that."""

from dataclasses import dataclass

from odr.domain.money import Money
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class ReturnInspected:
    """How goods that came back were found. `exhibits` show it, by number. `accepts`: what is offered to be given back
    instead of all of it; None where all of it is.
    """

    line: str
    found: ReturnFound
    words: Text | None
    exhibits: tuple[str, ...]
    accepts: Money | None


@dataclass(frozen=True, slots=True)
class InspectionAnswered:
    """What the sender says to it. `agreed`: that less is given back, as was offered."""

    line: str
    agreed: bool
    words: Text | None
    exhibits: tuple[str, ...]


OfInspecting = ReturnInspected | InspectionAnswered
