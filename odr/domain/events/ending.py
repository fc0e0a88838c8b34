"""What is owed, how it is done, and the end of the case."""

from dataclasses import dataclass

from odr.domain.remedies import RemedyLine
from odr.domain.vocabulary import Ground, How, Step
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """One line that somebody owes. The remedy's note was said in the settlement or decision."""

    id: str
    remedy: RemedyLine
    step: Step


@dataclass(frozen=True, slots=True)
class CompensationOrdered:
    order: str
    lines: tuple[CompensationLine, ...]


@dataclass(frozen=True, slots=True)
class FulfilmentReported:
    line: str
    step: Step
    reference: str
    note: Text | None
    how: How


@dataclass(frozen=True, slots=True)
class NonComplianceRecorded:
    line: str


@dataclass(frozen=True, slots=True)
class CaseClosed:
    ground: Ground
