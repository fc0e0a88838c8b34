"""What can still happen to an outcome: slips put right, a review, setting aside, and a breach of it."""

from dataclasses import dataclass

from odr.domain.remedies import RemedyLine
from odr.domain.roles import Side
from odr.domain.rulebook import ReviewGround
from odr.domain.vocabulary_review import Reopening, ReviewResult, Slip
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """One side points out a slip in the decision."""

    side: Side
    reasons: Text


@dataclass(frozen=True, slots=True)
class CorrectionDeclined:
    """What was pointed out is no slip; the decision stays as it reads."""

    reasons: Text


@dataclass(frozen=True, slots=True)
class DecisionCorrected:
    """How the decision reads from now on. Its original stays beside it; `lines` are all its lines as corrected."""

    decision: str
    slip: Slip
    reads: Text
    lines: tuple[RemedyLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewAsked:
    side: Side
    ground: ReviewGround
    reasons: Text


@dataclass(frozen=True, slots=True)
class ReviewDecided:
    """A changed decision follows as a decision of its own; a remitted case begins again with evidence."""

    decision: str
    result: ReviewResult
    reasons: Text


@dataclass(frozen=True, slots=True)
class SetAsideAsked:
    """The side that stayed silent asks for the decision to be set aside."""

    side: Side
    reasons: Text


@dataclass(frozen=True, slots=True)
class SetAsideDecided:
    """Granted, the decision stands no more. What was paid under it stays paid until somebody decides otherwise."""

    decision: str
    granted: bool
    reasons: Text


@dataclass(frozen=True, slots=True)
class BreachReported:
    """The side that is owed this line says that it was not done; without a line, what the settlement says in words."""

    side: Side
    line: str | None
    reasons: Text


@dataclass(frozen=True, slots=True)
class CaseReopened:
    """The closed case goes on under its number."""

    ground: Reopening
