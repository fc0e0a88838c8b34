"""What is true now: the case and its parts. `evolve` folds it; a reader's case from the entries they may see."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from odr.domain import events as e
from odr.domain.facts import OrderFacts
from odr.domain.remedies import Claim, RemedyLine
from odr.domain.roles import SERVICE, Actor, HolderKind, Party, Role, Room, Side
from odr.domain.rulebook import Rulebook
from odr.domain.words import Text


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


@dataclass(frozen=True, slots=True)
class Frame:
    """An open or past time frame with the reasons of its date."""

    facts: e.FrameOpened
    ended: e.Ending | None = None

    @property
    def clause(self) -> str:
        return self.facts.clause

    @property
    def due(self) -> datetime:
        return self.facts.due


class Message(NamedTuple):
    """The part that most cases have most of, so of the kind that is quickest to make."""

    id: str
    room: Room
    words: Text
    by: Actor
    at: datetime


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
class Appointment:
    function: e.Function
    person: str
    appointer: Role
    payer: str
    how: e.How
    at: datetime
    active: bool = True


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A file handed in. `number` is empty until it is disclosed to the other side and the neutrals."""

    id: str
    number: str
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    position: e.Position
    statement: Text | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    id: str
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    effect: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    id: str
    outcome: e.Outcome
    issues: tuple[e.Issue, ...]
    lines: tuple[RemedyLine, ...]
    reasons: Text
    effect: str
    by: Actor
    at: datetime
    accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    step: e.Step
    reference: str
    note: Text | None
    by: Actor
    at: datetime


@dataclass(frozen=True, slots=True)
class OwedLine:
    """One line of compensation, where it stands, and everything reported of it."""

    id: str
    remedy: RemedyLine
    step: e.Step
    reports: tuple[Report, ...] = ()
    non_compliant: bool = False


@dataclass(frozen=True, slots=True)
class Compensation:
    id: str
    at: datetime
    lines: tuple[OwedLine, ...]

    def line(self, line: str) -> OwedLine | None:
        return next((one for one in self.lines if one.id == line), None)


@dataclass(slots=True)
class Case:
    """A case as one reader may know it. Written while it is folded; everybody else only reads."""

    id: str
    rulebook: Rulebook
    number: str = ""
    marketplace: str = ""
    complainant: Party = None  # type: ignore[assignment]
    respondent: Party = None  # type: ignore[assignment]
    staff_zone: str = "UTC"
    language: str = "en"
    opened_at: datetime = None  # type: ignore[assignment]
    updated_at: datetime = None  # type: ignore[assignment]
    version: int = 0
    order: OrderFacts = None  # type: ignore[assignment]
    filed: e.ComplaintFiled = None  # type: ignore[assignment]
    filed_by: Actor = SERVICE
    timeline: tuple[e.Projected, ...] = ()
    joined: bool = False
    acknowledged_at: datetime | None = None
    answer: Answer | None = None
    silent: bool = False
    stage: e.Stage = e.Stage.COMPLAINT
    stage_since: datetime = None  # type: ignore[assignment]
    stages: dict[e.Stage, datetime] = field(default_factory=dict)
    dispute: e.DisputeOpened | None = None
    admitted: e.CaseAdmitted | None = None
    refused: e.CaseRefused | None = None
    frames: dict[str, Frame] = field(default_factory=dict)
    past_frames: list[Frame] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    offers: dict[str, Offer] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    appointments: list[Appointment] = field(default_factory=list)
    passed_to_rule: e.Function | None = None
    drafts: dict[str, Exhibit] = field(default_factory=dict)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    record_closed: bool = False
    file_completed_at: datetime | None = None
    settlement: Settlement | None = None
    decision: Decision | None = None
    compensation: Compensation | None = None
    withdrawn: e.ComplaintWithdrawn | None = None
    ground: e.Ground | None = None
    closed_at: datetime | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        return self.filed.claims

    @property
    def marketplace_is_party(self) -> bool:
        holders = (self.complainant, self.respondent)
        return any(p.holder_kind is HolderKind.MARKETPLACE and p.holder == self.marketplace for p in holders)

    def party(self, side: Side) -> Party:
        return self.complainant if side is Side.COMPLAINANT else self.respondent

    def neutral(self, function: e.Function) -> Appointment | None:
        """Who holds this function now."""
        return next((one for one in reversed(self.appointments) if one.function is function and one.active), None)
