"""The parts of a case: what an offer, an exhibit, a decision or an owed line is now."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from odr.domain import events as e
from odr.domain.frames import Frame
from odr.domain.money import Money
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.words import Secret, Text

OBJECTION_DECISION = "neutrals.objection_decision"
"""The clause of the time in which an objection is decided."""

FOUR_EYES = frozenset({e.Function.DECIDER, e.Function.SECOND_READER})
"""The two who decide together where a rulebook has a second reader."""

_DECIDED_TOGETHER = frozenset({"decision", "second_reading"})


class Entry(NamedTuple):
    """One line of the docket as somebody sees it; `number` counts what this reader sees. Instants are UTC."""

    number: int
    at: datetime
    by: Actor
    event: e.Event


class Standing(StrEnum):
    """What became of an offer or proposal."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    REPLACED = "REPLACED"
    WITHDRAWN = "WITHDRAWN"
    LAPSED = "LAPSED"
    NOT_AGREED = "NOT_AGREED"


class Fate(StrEnum):
    """What became of a decision."""

    STANDS = "STANDS"
    CHANGED = "CHANGED"
    REMITTED = "REMITTED"
    SET_ASIDE = "SET_ASIDE"
    BREACHED = "BREACHED"


Message = tuple[e.MessageSent, Entry]
"""What was said, with the entry that tells who said it and when. Most entries of a long case are of this kind."""


@dataclass(frozen=True, slots=True)
class Offer:
    id: str
    side: Side
    room: Room
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    counters: str | None
    by: Actor
    at: datetime
    standing: Standing = Standing.OPEN


@dataclass(frozen=True, slots=True)
class Proposal:
    id: str
    lines: tuple[RemedyLine, ...]
    reasons: Text
    by: Actor
    at: datetime
    answers: tuple[tuple[Side, bool], ...] = ()
    standing: Standing = Standing.OPEN

    def answer_of(self, side: Side) -> bool | None:
        return dict(self.answers).get(side)


@dataclass(frozen=True, slots=True)
class Bidding:
    """A round of secret bids; `bids` are those that the reader may see."""

    id: str
    round: int
    by: Actor
    at: datetime
    bids: tuple[tuple[Side, Secret], ...] = ()
    standing: Standing = Standing.OPEN

    def bid_of(self, side: Side) -> Secret | None:
        return dict(self.bids).get(side)


@dataclass(frozen=True, slots=True)
class Appointment:
    function: e.Function
    person: str
    appointer: Role
    payer: str
    how: e.How
    at: datetime
    active: bool = True
    disclosures: tuple["Disclosure", ...] = ()


class Disclosure(NamedTuple):
    """What a neutral said of their independence, and when; None: that there is nothing."""

    circumstances: Text | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """A side's objection to a neutral, and what came of it; `sustained` is None while it is not decided.

    It waits while the time to decide it runs. Until then the neutral's own time stands still. `clause` names the rule
    that sustained it because nobody did.
    """

    made: e.ObjectionMade
    at: datetime
    sustained: bool | None = None
    answer: Text | None = None
    clause: str = ""

    @property
    def since(self) -> datetime:
        return self.at

    @property
    def frame(self) -> str:
        """The name of the frame in which it is decided."""
        return f"{OBJECTION_DECISION}/{self.made.objection}"

    def is_to(self, neutral: "Appointment") -> bool:
        return (self.made.function, self.made.person) == (neutral.function, neutral.person)

    def holds(self, frame: Frame) -> bool:
        """The neutral's own time, and of two who decide together also what the other one cannot do meanwhile."""
        together = self.made.function in FOUR_EYES and frame.clause in _DECIDED_TOGETHER
        return frame.facts.actors == (self.made.function.role,) or together


@dataclass(frozen=True, slots=True)
class Parallel:
    """What else deals with the same sale. `effects`: what its report and its confirmation did, in their order."""

    facts: e.ParallelProceedingReported
    by: Actor
    at: datetime
    effects: tuple[e.ParallelEffect, ...]
    end: e.ParallelProceedingEnded | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    id: str
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    effect: str
    at: datetime
    breached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: of the complaint, None where it was withdrawn, and of the `counterclaim`, if there was one.

    `clause` names the rule that decided by default; it is empty where a person did. `set_off`: the money that both
    sides owe is set off.
    """

    id: str
    outcome: e.Outcome | None
    issues: tuple[e.Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    effect: str
    by: Actor
    at: datetime
    accepted: bool | None = None
    corrections: tuple["Correction", ...] = ()
    fate: "Fate" = Fate.STANDS
    clause: str = ""
    counterclaim: e.Outcome | None = None
    set_off: bool = False

    @property
    def ordered(self) -> tuple[RemedyLine, ...]:
        """What it orders, slips put right; `lines` is what it said when it was issued."""
        return self.corrections[-1].lines if self.corrections else self.lines


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a decider means to decide. `confirmed` is None while the second reader has not read it."""

    drafted: e.DecisionDrafted
    by: Actor
    at: datetime
    confirmed: bool | None = None
    remarks: Text | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """How a decision reads after a slip was put right."""

    slip: e.Slip
    reads: Text
    lines: tuple[RemedyLine, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class HumanReview:
    """A person was asked to look at what a computer did; `finding` is what they found."""

    asked: e.HumanReviewAsked
    finding: Text | None = None


@dataclass(frozen=True, slots=True)
class Report:
    step: e.Step
    reference: str
    note: Text | None
    by: Actor
    at: datetime
    failure: e.Failure | None = None
    exhibits: tuple[str, ...] = ()
    voucher: Text | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the goods of a line are sent back, as it was said last."""

    said: e.ReturnArranged
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class Inspection:
    """How goods were found that came back, and what the sender says to it."""

    facts: e.ReturnInspected
    at: datetime
    answer: e.InspectionAnswered | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether less was offered, and nothing was said to it yet."""
        return self.facts.accepts is not None and self.answer is None


@dataclass(frozen=True, slots=True)
class Nudge:
    """That the other side reminded this `side` of its next step about a line."""

    side: Side
    at: datetime


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One line of compensation, where it stands, and everything reported of it.

    `stepped_in`: from what the platform pays it, where it did so by itself.
    `inspections`: how goods were found that came back; the last one counts.
    `taken`: whoever is to get a voucher said that they take it.
    `scans`: what carriers saw of its parcel, by their own times. `traced_at`: since when it is looked for.
    """

    id: str
    remedy: RemedyLine
    step: e.Step
    legs: tuple[e.Leg, ...] = ()
    agreed: Money | None = None
    fund: e.FundPart | None = None
    reports: tuple[Report, ...] = ()
    non_compliant: bool = False
    stepped_in: e.PaidFrom | None = None
    arranged: Arrangement | None = None
    inspections: tuple[Inspection, ...] = ()
    taken: bool = False
    nudges: tuple[Nudge, ...] = ()
    scans: tuple[e.ParcelScanned, ...] = ()
    traced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Compensation:
    id: str
    at: datetime
    lines: tuple[OwedLine, ...]

    def line(self, line: str) -> OwedLine | None:
        return next((one for one in self.lines if one.id == line), None)
