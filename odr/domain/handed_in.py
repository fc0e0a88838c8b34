"""The parts of a case around evidence: what was handed in, claimed to be confidential, noted, and asked for."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain.roles import Actor, Room, Side
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file handed in. `number` is empty until it is disclosed to the other side and the neutrals.

    `side` is None for what a third party handed in. `room`: who sees it. `summary`: what stands in the place of a
    confidential exhibit; then there is no file. `redacted`: made from another one with places painted over.
    """

    id: str
    number: str
    side: Side | None
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    at: datetime
    third: str = ""
    document: Document | None = None
    room: Room = Room.OPEN
    summary: Text | None = None
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class ConfidentialityClaim:
    """That an exhibit is confidential; `granted` is None until it is ruled on."""

    id: str
    exhibit: str
    side: Side
    room: Room
    reasons: Text
    summary: Text
    by: Actor
    at: datetime
    granted: bool | None = None
    ruling: Text | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody noted on an exhibit: an annotation, or a translation of what it says."""

    noted: e.ExhibitAnnotated | e.TranslationNoted
    by: Actor
    at: datetime

    @property
    def id(self) -> str:
        return self.noted.annotation if isinstance(self.noted, e.ExhibitAnnotated) else self.noted.translation

    @property
    def what(self) -> e.Submission:
        annotation = isinstance(self.noted, e.ExhibitAnnotated)
        return e.Submission.ANNOTATION if annotation else e.Submission.TRANSLATION


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """What one side was asked for, and what came of it."""

    id: str
    side: Side
    what: Text
    why: Text
    binding: bool
    by: Actor
    at: datetime
    answer: e.Production | None = None
    exhibits: tuple[str, ...] = ()
    words: Text | None = None
    failed: bool = False

    @property
    def open(self) -> bool:
        return self.answer is None and not self.failed

    @property
    def may_count_against(self) -> bool:
        """Whether a decision may infer something from it: a production order that was refused or not answered."""
        return self.binding and (self.failed or self.answer is e.Production.REFUSED)
