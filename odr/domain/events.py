"""Everything a docket can hold. Event names and their fields are the format on disk: choose words that last."""

from dataclasses import dataclass
from datetime import date, datetime

from odr.domain.calendar import MarkedDay
from odr.domain.facts import OrderFacts
from odr.domain.remedies import Claim, RemedyLine
from odr.domain.roles import Party, Role, Room, Side
from odr.domain.rulebook import DecisionEffect, ExtendBy, PauseGround
from odr.domain.vocabulary import Channel as Channel
from odr.domain.vocabulary import Ending as Ending
from odr.domain.vocabulary import Function as Function
from odr.domain.vocabulary import Ground as Ground
from odr.domain.vocabulary import How as How
from odr.domain.vocabulary import Moved as Moved
from odr.domain.vocabulary import Outcome as Outcome
from odr.domain.vocabulary import Position as Position
from odr.domain.vocabulary import RefusalGround as RefusalGround
from odr.domain.vocabulary import Stage as Stage
from odr.domain.vocabulary import Step as Step
from odr.domain.words import Text


@dataclass(frozen=True, slots=True)
class Projected:
    """One step of the dated timeline told with the receipt: the last day if everybody takes all the time there is."""

    stage: Stage
    until: date


@dataclass(frozen=True, slots=True)
class CaseOpened:
    number: str
    marketplace: str
    rulebook: str
    rulebook_hash: str
    complainant: Party
    respondent: Party
    staff_zone: str
    language: str
    staff_place: str = ""


@dataclass(frozen=True, slots=True)
class OrderRecorded:
    order: OrderFacts


@dataclass(frozen=True, slots=True)
class ComplaintFiled:
    claims: tuple[Claim, ...]
    narrative: Text
    contacted_before: bool
    other_proceedings: bool


@dataclass(frozen=True, slots=True)
class ReceiptGiven:
    timeline: tuple[Projected, ...]


@dataclass(frozen=True, slots=True)
class RespondentInvited:
    """The other side was sent a one-time link."""


@dataclass(frozen=True, slots=True)
class RespondentJoined:
    person: str


@dataclass(frozen=True, slots=True)
class ComplaintAcknowledged:
    pass


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    position: Position
    statement: Text | None


@dataclass(frozen=True, slots=True)
class DisputeOpened:
    how: How
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class CaseAdmitted:
    how: How


@dataclass(frozen=True, slots=True)
class CaseRefused:
    ground: RefusalGround
    reasons: Text


@dataclass(frozen=True, slots=True)
class SilenceRecorded:
    """The respondent did not answer. The burden of proof stays on the claimant; the case is decided on the file."""


@dataclass(frozen=True, slots=True)
class StageOpened:
    stage: Stage
    how: How


@dataclass(frozen=True, slots=True)
class FrameOpened:
    """A time frame with the reasons of its date. `frame` is the clause, with the thing it concerns after a slash.

    `capped_by` names the frame whose earlier end is this one's bound too.
    """

    frame: str
    clause: str
    room: Room
    actors: tuple[Role, ...]
    start: datetime
    due: datetime
    limit: str
    zone: str
    calendar: str
    rulebook: str
    source: str
    capped_by: str = ""
    last_day: date | None = None
    zones: tuple[str, ...] = ()
    marked: tuple[MarkedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameMoved:
    """The bound of a frame is another one now, counted anew from everything that happened to it.

    `begun` and `ended` say when what moved it lasted (the same instant for an extension or a later service), `length`
    by how much it was extended. `start` is where the frame counts from now. The rest is as when it was opened.
    """

    frame: str
    room: Room
    why: Moved
    begun: datetime
    ended: datetime
    length: str
    start: datetime
    due: datetime
    zone: str
    calendar: str
    capped_by: str = ""
    last_day: date | None = None
    marked: tuple[MarkedDay, ...] = ()


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """One side asks the other for more time."""

    frame: str
    room: Room
    side: Side


@dataclass(frozen=True, slots=True)
class ExtensionDeclined:
    frame: str
    room: Room
    side: Side


@dataclass(frozen=True, slots=True)
class ExtensionGranted:
    """There is more time: by right, by agreement, or by the neutral. Beyond the cap only with reasons."""

    frame: str
    room: Room
    by: ExtendBy
    length: str
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class PauseAsked:
    """One side asks the other to let time stand still for some days."""

    pause: str
    side: Side
    days: int
    reasons: Text


@dataclass(frozen=True, slots=True)
class PauseDeclined:
    pause: str


@dataclass(frozen=True, slots=True)
class PauseBegun:
    """The frames that run stand still; where a `side` is named, only those that wait for it alone."""

    pause: str
    ground: PauseGround
    side: Side | None
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class PauseEnded:
    pause: str
    how: How


@dataclass(frozen=True, slots=True)
class ServiceFailed:
    """A notice could not be handed over on any channel of this side (procedure: counting, receipt of notices)."""

    side: Side


@dataclass(frozen=True, slots=True)
class SubstituteServed:
    """A substitute took the notices of this side: a second address, or the marketplace's inbox."""

    side: Side
    channel: Channel


@dataclass(frozen=True, slots=True)
class RulebookChangeAsked:
    """One side asks to go on under another version of the procedure."""

    change: str
    side: Side
    rulebook: str
    rulebook_hash: str


@dataclass(frozen=True, slots=True)
class RulebookChangeDeclined:
    change: str


@dataclass(frozen=True, slots=True)
class RulebookChanged:
    """Both sides agreed: what follows is under this rulebook. Dates that run stay as they are."""

    change: str
    rulebook: str
    rulebook_hash: str


@dataclass(frozen=True, slots=True)
class FrameEnded:
    frame: str
    room: Room
    how: Ending


@dataclass(frozen=True, slots=True)
class MessageSent:
    message: str
    room: Room
    words: Text


@dataclass(frozen=True, slots=True)
class OfferMade:
    offer: str
    side: Side
    room: Room
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    expires: datetime | None
    counters: str | None


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    offer: str
    room: Room
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class OfferWithdrawn:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    offer: str
    room: Room


@dataclass(frozen=True, slots=True)
class NegotiationLeft:
    side: Side


@dataclass(frozen=True, slots=True)
class AppointmentPassedToRule:
    """The administrator did not appoint in time; the rule assigns the next eligible neutral."""

    function: Function


@dataclass(frozen=True, slots=True)
class NeutralAppointed:
    function: Function
    person: str
    appointer: Role
    payer: str
    how: How


@dataclass(frozen=True, slots=True)
class MandateEnded:
    function: Function
    person: str


@dataclass(frozen=True, slots=True)
class ProposalMade:
    proposal: str
    lines: tuple[RemedyLine, ...]
    reasons: Text


@dataclass(frozen=True, slots=True)
class ProposalAnswered:
    proposal: str
    side: Side
    room: Room
    accepts: bool
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposalClosed:
    """Both answers are in, or the time is over. Who declines never learns what the other side answered."""

    proposal: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class MediationEnded:
    how: How


@dataclass(frozen=True, slots=True)
class SettlementReached:
    settlement: str
    lines: tuple[RemedyLine, ...]
    conditions: Text | None
    effect: str


@dataclass(frozen=True, slots=True)
class DecisionRequested:
    pass


@dataclass(frozen=True, slots=True)
class DecisionForgone:
    pass


@dataclass(frozen=True, slots=True)
class ExhibitReceived:
    """An exhibit was handed in; until it is disclosed only its own side knows of it."""

    exhibit: str
    room: Room
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None


@dataclass(frozen=True, slots=True)
class ExhibitDisclosed:
    """The exhibit is before both sides and the neutrals, under the number by which it is cited."""

    exhibit: str
    number: str
    side: Side
    upload: str
    name: Text
    sha256: Text
    media_type: str
    size: int
    description: Text | None


@dataclass(frozen=True, slots=True)
class RecordClosed:
    """Nothing more is handed in; the decision rests on what is there."""


@dataclass(frozen=True, slots=True)
class FileCompleted:
    how: How


@dataclass(frozen=True, slots=True)
class Issue:
    """One question of the decision: the finding, the exhibits it rests on, and the rule applied."""

    question: Text
    finding: Text
    exhibits: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class DecisionIssued:
    decision: str
    outcome: Outcome
    issues: tuple[Issue, ...]
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


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """One line that somebody owes. The remedy's note was said in the settlement or decision."""

    id: str
    remedy: RemedyLine
    step: Step


@dataclass(frozen=True, slots=True)
class CompensationOrdered:
    order: str
    lines: tuple[CompensationLine, ...]


@dataclass(frozen=True, slots=True)
class FulfilmentReported:
    line: str
    step: Step
    reference: str
    note: Text | None
    how: How


@dataclass(frozen=True, slots=True)
class NonComplianceRecorded:
    line: str


@dataclass(frozen=True, slots=True)
class ComplaintWithdrawn:
    reasons: Text | None


@dataclass(frozen=True, slots=True)
class CaseClosed:
    ground: Ground


Event = (
    CaseOpened
    | OrderRecorded
    | ComplaintFiled
    | ReceiptGiven
    | RespondentInvited
    | RespondentJoined
    | ComplaintAcknowledged
    | AnswerGiven
    | DisputeOpened
    | CaseAdmitted
    | CaseRefused
    | SilenceRecorded
    | StageOpened
    | FrameOpened
    | FrameMoved
    | ExtensionAsked
    | ExtensionDeclined
    | ExtensionGranted
    | PauseAsked
    | PauseDeclined
    | PauseBegun
    | PauseEnded
    | ServiceFailed
    | SubstituteServed
    | RulebookChangeAsked
    | RulebookChangeDeclined
    | RulebookChanged
    | FrameEnded
    | MessageSent
    | OfferMade
    | OfferAccepted
    | OfferDeclined
    | OfferWithdrawn
    | OfferLapsed
    | NegotiationLeft
    | AppointmentPassedToRule
    | NeutralAppointed
    | MandateEnded
    | ProposalMade
    | ProposalAnswered
    | ProposalClosed
    | MediationEnded
    | SettlementReached
    | DecisionRequested
    | DecisionForgone
    | ExhibitReceived
    | ExhibitDisclosed
    | RecordClosed
    | FileCompleted
    | DecisionIssued
    | DecisionAccepted
    | DecisionNotAccepted
    | CompensationOrdered
    | FulfilmentReported
    | NonComplianceRecorded
    | ComplaintWithdrawn
    | CaseClosed
)

CONSEQUENCES: frozenset[type] = frozenset(
    {
        ReceiptGiven,
        RespondentInvited,
        SilenceRecorded,
        StageOpened,
        FrameOpened,
        FrameMoved,
        FrameEnded,
        OfferLapsed,
        AppointmentPassedToRule,
        MandateEnded,
        ProposalClosed,
        SettlementReached,
        RecordClosed,
        CompensationOrdered,
        NonComplianceRecorded,
        CaseClosed,
    }
)
"""What follows by rule from an act. The service enters these, so that who acted last in private stays private."""
