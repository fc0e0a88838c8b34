"""What was erased, by which right or rule, what keeps it from being erased, and that a copy can be fetched before."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.roles import Room
from odr.domain.vocabulary import ErasureGround, Kept, LawfulGround, Submission
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """Somebody asks for words or an exhibit to be erased. `third`: the third party whose it is, if it is
    one's."""

    erasure: str
    what: Submission
    subject: str
    ground: LawfulGround
    reasons: Text | None
    third: str = ""


@dataclass(frozen=True, slots=True)
class ErasureAnswered:
    """Whoever administers the case grants it (`erases`), or does not."""

    erasure: str
    erases: bool
    reasons: Text
    third: str = ""


@dataclass(frozen=True, slots=True)
class ExhibitErased:
    """The file, everything made of it and what was said of it are gone: on a ground that somebody gave, or by the rule
    that `clause` names."""

    exhibit: str
    room: Room
    ground: ErasureGround
    clause: str
    third: str = ""


@dataclass(frozen=True, slots=True)
class WordsErased:
    """What somebody said in the case is gone, and that it was said stays. `ground` or `clause` as of an exhibit."""

    what: Submission
    subject: str
    room: Room
    ground: ErasureGround
    clause: str
    third: str = ""


@dataclass(frozen=True, slots=True)
class CaseCopyOffered:
    """Until this instant (UTC, exclusive) everybody can fetch what they see of it; then it is erased."""

    kept: Kept
    until: datetime


@dataclass(frozen=True, slots=True)
class RetentionEnded:
    """The rulebook's time to keep the evidence, or the record, is over: it was erased."""

    kept: Kept
    clause: str


@dataclass(frozen=True, slots=True)
class LegalHoldPlaced:
    """Nothing of the case is erased until the hold is lifted. `authority` and `reference`: whose order it is."""

    hold: str
    reasons: Text
    authority: Text | None
    reference: Text | None


@dataclass(frozen=True, slots=True)
class LegalHoldLifted:
    hold: str
    reasons: Text


OfErasing = (
    ErasureAsked
    | ErasureAnswered
    | ExhibitErased
    | WordsErased
    | CaseCopyOffered
    | RetentionEnded
    | LegalHoldPlaced
    | LegalHoldLifted
)
