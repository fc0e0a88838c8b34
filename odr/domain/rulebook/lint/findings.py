"""What is found in a rulebook, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from odr.domain.rulebook.shape import Rulebook


class Severity(StrEnum):
    """An error keeps a rulebook from being used; a warning wants a look; information is only told."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: where in the rulebook, what is the matter, what to do."""

    severity: Severity
    place: str
    what: str
    to_do: str


Rule = Callable[[Rulebook, date], Iterable[Finding]]
"""One rule: what it finds in a rulebook, on this day."""


def error(place: str, what: str, to_do: str) -> Finding:
    return Finding(Severity.ERROR, place, what, to_do)


def warning(place: str, what: str, to_do: str) -> Finding:
    return Finding(Severity.WARNING, place, what, to_do)
