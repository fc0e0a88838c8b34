"""What the decision rests on, and the decision."""

from dataclasses import dataclass

from odr.domain.remedies import RemedyLine
from odr.domain.roles import Room, Side
from odr.domain.rulebook import DecisionEffect
from odr.domain.rulebook.claims import Document
from odr.domain.vocabulary import How, Outcome, Production
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class DecisionRequested:
    pass


@dataclass(frozen=True, slots=True)
class DecisionForgone:
    pass


@dataclass(frozen=True, slots=True)
class ExhibitReceived:
    """An exhibit was handed in; until it is disclosed only its own side knows of it. A third party has no `side`.

    `document`: which of the documents that the rulebook asks for it is, if its giver named one.
    """

    exhibit: str
    room: Room
    side: Side | None
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    third: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class ExhibitDisclosed:
    """The exhibit is before both sides and the neutrals, under the number by which it is cited."""

    exhibit: str
    number: str
    side: Side | None
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    third: str = ""
    document: Document | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceRequested:
    """One side is asked for evidence, and told why. A production order (`binding`) comes from a neutral who decides:
    what it asks for and does not get may count against that side."""

    request: str
    side: Side
    what: Text
    why: Text
    binding: bool


@dataclass(frozen=True, slots=True)
class EvidenceAnswered:
    """What the side that was asked says to it; exhibits by their numbers."""

    request: str
    answer: Production
    exhibits: tuple[str, ...]
    words: Text | None


@dataclass(frozen=True, slots=True)
class EvidenceNotProduced:
    """The time to answer is over, and nothing came."""

    request: str


@dataclass(frozen=True, slots=True)
class RecordReopened:
    """The neutral who decides lets both sides hand in evidence once more."""

    reasons: Text


@dataclass(frozen=True, slots=True)
class RecordClosed:
    """Nothing more is handed in; the decision rests on what is there."""


@dataclass(frozen=True, slots=True)
class FileCompleted:
    how: How


@dataclass(frozen=True, slots=True)
class Issue:
    """One question of the decision: the finding, the exhibits it rests on, and the rule applied.

    `inferences` are production orders from whose failure something was inferred against the side that was asked.
    """

    question: Text
    finding: Text
    exhibits: tuple[str, ...]
    rule: str
    inferences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionIssued:
    """`outcome`: of the complaint, None where it was withdrawn. `counterclaim`: of what was claimed in return.

    `set_off`: the money that both sides owe is set off; the lines stay.
    """

    decision: str
    outcome: Outcome | None
    issues: tuple[Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    effect: DecisionEffect
    counterclaim: Outcome | None = None
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class DecisionDrafted:
    """What the decider means to decide, for the second reader."""

    draft: str
    outcome: Outcome | None
    issues: tuple[Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    counterclaim: Outcome | None = None
    set_off: bool = False


@dataclass(frozen=True, slots=True)
class DraftRead:
    """The second reader confirmed the draft, or returned it with remarks."""

    draft: str
    confirmed: bool
    remarks: Text | None


@dataclass(frozen=True, slots=True)
class DefaultDecisionIssued:
    """The respondent stayed silent, and so the rulebook grants what was claimed.

    `clause` is the rule that did it; the `reasons` are its words, in the language of the case.
    """

    decision: str
    clause: str
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


OfDeciding = (
    DecisionRequested
    | DecisionForgone
    | ExhibitReceived
    | ExhibitDisclosed
    | EvidenceRequested
    | EvidenceAnswered
    | EvidenceNotProduced
    | RecordReopened
    | RecordClosed
    | FileCompleted
    | DecisionDrafted
    | DraftRead
    | DecisionIssued
    | DefaultDecisionIssued
    | DecisionAccepted
    | DecisionNotAccepted
)
