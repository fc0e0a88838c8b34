"""A tree of questions as data: each answer leads to a further question or to an outcome. Nothing in it is stored."""

from dataclasses import dataclass
from enum import StrEnum

from odr.domain.remedies import ComplaintType, Remedy
from odr.domain.rulebook.claims import Document
from odr.domain.rulebook.terms import Wording

NONE_OF_THESE = "none_of_these"
"""The answer that every question has: none of the others fits."""


class Route(StrEnum):
    """Where an outcome sends somebody."""

    SELF_HELP = "SELF_HELP"
    LETTER = "LETTER"
    COMPLAINT = "COMPLAINT"
    SAFETY = "SAFETY"
    ELSEWHERE = "ELSEWHERE"


@dataclass(frozen=True, slots=True)
class Answer:
    """`to` names a question or an outcome."""

    id: str
    text: Wording
    to: str


@dataclass(frozen=True, slots=True)
class Question:
    """`otherwise` names where to go when none of the answers fits."""

    id: str
    text: Wording
    answers: tuple[Answer, ...]
    otherwise: str
    hint: Wording | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What helps. `letter` is a draft to copy; `complaint` and `remedies` fill in a complaint."""

    id: str
    route: Route
    title: Wording
    text: Wording
    letter: Wording | None = None
    complaint: ComplaintType | None = None
    remedies: tuple[Remedy, ...] = ()
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """One version of the questions, such as buyer/1."""

    id: str
    hash: str
    languages: tuple[str, ...]
    start: str
    none_of_these: Wording
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def steps(self) -> "tuple[Question | Outcome, ...]":
        return (*self.questions, *self.outcomes)

    def at(self, name: str) -> Question | Outcome | None:
        return next((one for one in self.steps if one.id == name), None)
