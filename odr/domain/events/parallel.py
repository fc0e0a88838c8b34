"""What else deals with the same sale: a bank, an insurer, a court, another body."""

from dataclasses import dataclass
from datetime import date

from odr.domain.roles import Side
from odr.domain.vocabulary import ParallelEffect, ParallelKind, ParallelOutcome
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class ParallelProceedingReported:
    """It is attached to the case. `effect` is what that did at once; `side` is None when no side reported it."""

    proceeding: str
    side: Side | None
    kind: ParallelKind
    forum: Text
    reference: Text
    opened_on: date
    effect: ParallelEffect


@dataclass(frozen=True, slots=True)
class ParallelProceedingConfirmed:
    """Somebody else than the respondent who reported it knows of it too; `effect` is what that did."""

    proceeding: str
    effect: ParallelEffect


@dataclass(frozen=True, slots=True)
class ParallelProceedingEnded:
    proceeding: str
    outcome: ParallelOutcome
    ended_on: date
    note: Text | None
