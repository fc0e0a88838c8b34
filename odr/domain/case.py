"""What is true now: the case and its parts. `evolve` folds it; a reader's case from the entries they may see."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from odr.domain import events as e
from odr.domain.calendar import Calendars, weekends_everywhere
from odr.domain.facts import OrderFacts
from odr.domain.remedies import Claim, RemedyLine
from odr.domain.roles import SERVICE, Actor, HolderKind, Party, Role, Room, Side
from odr.domain.rulebook import ExtendBy, PauseGround, Rulebook
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
    """An open or past time frame with the reasons of its date, and everything that moved it."""

    facts: e.FrameOpened
    ended: e.Ending | None = None
    moves: tuple[e.FrameMoved, ...] = ()
    granted: tuple[ExtendBy, ...] = ()

    @property
    def due(self) -> datetime:
        return self.latest.due

    @property
    def name(self) -> str:
        return self.facts.frame

    @property
    def clause(self) -> str:
        return self.facts.clause

    @property
    def latest(self) -> e.FrameOpened | e.FrameMoved:
        """What says the bound as it is now."""
        return self.moves[-1] if self.moves else self.facts


@dataclass(frozen=True, slots=True)
class Pausing:
    """Time that stands still: for the frames that ran when it began, or for all that wait for one `side` alone."""

    id: str
    ground: PauseGround
    side: Side | None
    since: datetime
    began_with: frozenset[str]

    def holds(self, frame: Frame) -> bool:
        if self.side is None:
            return frame.name in self.began_with
        return frame.facts.actors == (Role(self.side.value),)


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause that is over."""

    ground: PauseGround
    since: datetime
    until: datetime


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
    calendars: Calendars = weekends_everywhere
    number: str = ""
    marketplace: str = ""
    complainant: Party = None  # type: ignore[assignment]
    respondent: Party = None  # type: ignore[assignment]
    staff_zone: str = "UTC"
    staff_place: str = ""
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
    extension_asked: dict[str, Side] = field(default_factory=dict)
    pause_asked: e.PauseAsked | None = None
    pauses: dict[str, Pausing] = field(default_factory=dict)
    past_pauses: tuple[Paused, ...] = ()
    change_asked: e.RulebookChangeAsked | None = None
    unreached: frozenset[Side] = frozenset()
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
    def running(self) -> list[Frame]:
        """The open frames whose time goes on: those that no pause holds."""
        return [one for one in self.frames.values() if not any(pause.holds(one) for pause in self.pauses.values())]

    @property
    def next_due(self) -> datetime | None:
        """The next bound that time will bring; none while nothing runs, or once the case is closed."""
        return min((frame.due for frame in self.running), default=None) if self.closed_at is None else None

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
