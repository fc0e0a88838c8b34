"""What the decision rests on, and the decision."""

from dataclasses import dataclass

from odr.domain.remedies import RemedyLine
from odr.domain.roles import Room, Side
from odr.domain.rulebook import DecisionEffect
from odr.domain.vocabulary import How, Outcome
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class DecisionRequested:
    pass


@dataclass(frozen=True, slots=True)
class DecisionForgone:
    pass


@dataclass(frozen=True, slots=True)
class ExhibitReceived:
    """An exhibit was handed in; until it is disclosed only its own side knows of it."""

    exhibit: str
    room: Room
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None


@dataclass(frozen=True, slots=True)
class ExhibitDisclosed:
    """The exhibit is before both sides and the neutrals, under the number by which it is cited."""

    exhibit: str
    number: str
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None


@dataclass(frozen=True, slots=True)
class RecordClosed:
    """Nothing more is handed in; the decision rests on what is there."""


@dataclass(frozen=True, slots=True)
class FileCompleted:
    how: How


@dataclass(frozen=True, slots=True)
class Issue:
    """One question of the decision: the finding, the exhibits it rests on, and the rule applied."""

    question: Text
    finding: Text
    exhibits: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class DecisionIssued:
    decision: str
    outcome: Outcome
    issues: tuple[Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    effect: DecisionEffect


@dataclass(frozen=True, slots=True)
class DecisionAccepted:
    side: Side
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionNotAccepted:
    side: Side
    how: How
