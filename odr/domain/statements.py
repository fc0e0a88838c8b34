"""The parts of a case that somebody said: an answer, a counterclaim, and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from odr.domain.events.erasing import ErasureAnswered, ErasureAsked
from odr.domain.remedies import Claim
from odr.domain.roles import Actor, Room, Side
from odr.domain.vocabulary import ErasureGround, Position, Submission
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """`exhibits`: what it rests on, by number."""

    position: Position
    statement: Text | None
    at: datetime
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counterclaim:
    """What the respondent claims in return."""

    id: str
    claims: tuple[Claim, ...]
    narrative: Text
    by: Actor
    at: datetime
    answer: Answer | None = None
    withdrawn: bool = False

    @property
    def stands(self) -> bool:
        return not self.withdrawn


@dataclass(frozen=True, slots=True)
class Amendment:
    """What became of something said or handed in: how it `reads` now, or None where it was withdrawn."""

    reads: Text | None
    reasons: Text | None
    room: Room
    by: Actor
    at: datetime

    @property
    def withdrawn(self) -> bool:
        return self.reads is None


@dataclass(frozen=True, slots=True)
class Clarification:
    """What a side was asked to make clearer, and what it said to that. `exhibits`: what that rests on, by number."""

    id: str
    side: Side
    about: Submission
    what: Text
    by: Actor
    at: datetime
    words: Text | None = None
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """That something was erased, and why. `clause` names the rule, where one did it."""

    ground: ErasureGround
    clause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """That somebody asked for something to be erased, and what was said to it."""

    asked: ErasureAsked
    by: Actor
    at: datetime
    answer: ErasureAnswered | None = None
    answered_at: datetime | None = None
