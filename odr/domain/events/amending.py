"""What somebody corrects or takes back of what they said or handed in. The original entry stays where it is."""

from dataclasses import dataclass

from odr.domain.roles import Room, Side
from odr.domain.vocabulary import Submission
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class SubmissionCorrected:
    """How it reads from now on, beside the original. `subject`: its id; empty where a case has one of it. `third`: the
    third party that said it, if one did.
    """

    what: Submission
    subject: str
    room: Room
    reads: Text
    third: str = ""


@dataclass(frozen=True, slots=True)
class ClarificationAsked:
    """A side is asked to make clearer what it said."""

    clarification: str
    side: Side
    about: Submission
    what: Text


@dataclass(frozen=True, slots=True)
class ClarificationGiven:
    """`exhibits`: what the words rest on, by its numbers."""

    clarification: str
    words: Text
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionWithdrawn:
    """It is taken back and nothing can rest on it any more."""

    what: Submission
    subject: str
    room: Room
    reasons: Text | None
    third: str = ""
