"""The case as its reader may see it. Plain attributes only; `shown.py` fills them."""

from datetime import date, datetime

import strawberry

from odr.schema.base import Node, sized
from odr.schema.bundle_types import CaseBundle
from odr.schema.entitlement_types import Entitlement
from odr.schema.erasing_types import CaseKeeping
from odr.schema.exhibit_types import ChecklistItem, ConfidentialityClaim, EvidenceRequest, Exhibit, ExhibitNote
from odr.schema.lazily import Lazily
from odr.schema.order_types import Order
from odr.schema.outcome_types import (
    Compensation,
    Decision,
    DecisionDraft,
    DecisionRequest,
    ReviewRequest,
    Settlement,
)
from odr.schema.parallel_types import ParallelProceeding
from odr.schema.part_types import (
    Amendment,
    AvailableAction,
    Bidding,
    Claim,
    Clarification,
    ComplaintAnswer,
    Counterclaim,
    Message,
    Needs,
    Neutral,
    Objection,
    Offer,
    OpenRoom,
    Party,
    ProjectedStage,
    Proposal,
    Recipient,
    Representation,
    TimelineEntry,
)
from odr.schema.progress import PhaseProgress
from odr.schema.recovery_types import PaymentLeft, Recovery
from odr.schema.third_party_types import ThirdParty
from odr.schema.time_types import CasePause, Deadline, NextStep, PastDeadline, PauseRequest, RulebookChangeRequest
from odr.schema.vocabulary import Ground, Role, Side, Stage
from odr.schema.vocabulary_review import ReviewGround, Termination
from odr.schema.vocabulary_time import PauseGround


@strawberry.type(description="The marketplace on which the order was made.")
class CaseMarketplace:
    name: str = strawberry.field(description="Its name.")


@strawberry.type(description="One version of a procedure. A case keeps the one it was opened under.")
class Rulebook(Node):
    name: str = strawberry.field(description="Its name and version, such as odr-default/1.")
    title: str = strawberry.field(description="Its title.")
    costs: str = strawberry.field(description="What it costs the two sides.")
    hash: str = strawberry.field(description="SHA-256 of the file, in hexadecimal digits.")


@strawberry.type(description="A dispute from complaint to record, as you may see it.")
class Case(Lazily, Node):
    number: str = strawberry.field(description="The number people quote: KE-2026-000142-7.")
    title: str = strawberry.field(description="The things in dispute.")
    role: Role = strawberry.field(description="As whom you see it.")
    stage: Stage = strawberry.field(description="Where it stands.")
    ground: Ground | None = strawberry.field(description="Why it ended, if it has.")
    version: int = strawberry.field(description="How many entries you may see: give it as expectedVersion.")
    opened_at: datetime = strawberry.field(description="When the complaint was received.")
    updated_at: datetime = strawberry.field(description="When the last entry you may see was made.")
    closed_at: datetime | None = strawberry.field(description="When it ended.")
    language: str = strawberry.field(description="The language of the case.")
    marketplace: CaseMarketplace = strawberry.field(description="The marketplace.")
    rulebook: Rulebook = strawberry.field(description="The rulebook it was opened under.")
    effect_text: str = strawberry.field(description="What settlements and decisions do here, in plain words.")
    complainant: Party = strawberry.field(description="The side that complains.")
    respondent: Party = strawberry.field(description="The side complained of.")
    order: Order = strawberry.field(description="The order as it was registered.")
    claims: list[Claim] = sized(1, description="What is wrong, line by line.")
    entitlement: Entitlement | None = strawberry.field(
        description="What law and policies may give for the claims, as it was computed when the complaint was filed."
    )
    narrative: str | None = strawberry.field(description="The complaint in the complainant's words.")
    contacted_before: bool | None = strawberry.field(
        description="Whether the other side was contacted before; null for who does not see the complaint."
    )
    other_proceedings: bool | None = strawberry.field(
        description="Whether another body or a court deals with it; null for who does not see the complaint."
    )
    receipt_timeline: list[ProjectedStage] = sized(10, description="The dated course told with the receipt.")
    joined: bool = strawberry.field(description="Whether somebody of the respondent's has come into the case.")
    acknowledged_at: datetime | None = strawberry.field(description="When the respondent confirmed having seen it.")
    answer: ComplaintAnswer | None = strawberry.field(description="The respondent's answer.")
    counterclaim: Counterclaim | None = strawberry.field(description="What the respondent claims in return.")
    complaint_withdrawn: bool = strawberry.field(
        description="Whether the complaint was withdrawn; a counterclaim that stands goes on."
    )
    silent: bool = strawberry.field(description="Whether it is recorded that the respondent did not answer.")
    closed_accounts: list[Side] = sized(
        1, description="The sides whose account is closed: they can do nothing here, and the case goes on by its dates."
    )
    record_closed: bool = strawberry.field(description="Whether evidence can no longer be handed in.")
    deadlines: list[Deadline] = sized(3, description="The dates that run now, the next one first.")
    past_deadlines: list[PastDeadline] = sized(5, description="The dates that are over, in the order of their ends.")
    pause: CasePause | None = strawberry.field(description="The pause of the whole case, while there is one.")
    pause_asked: PauseRequest | None = strawberry.field(description="A pause that waits for the other side's answer.")
    pause_days_left: int = strawberry.field(description="For how many days this case can still be paused.")
    pause_grounds: list[PauseGround] = sized(3, description="On which grounds you can order a pause now.")
    rulebook_change_asked: RulebookChangeRequest | None = strawberry.field(
        description="Another rulebook that one side asks for."
    )
    next_step: NextStep | None = strawberry.field(description="What comes next; yours first. Null when it is over.")
    progress: list[PhaseProgress] = sized(5, description="The way of the case.")
    available_actions: list[AvailableAction] = sized(8, description="What you can do now.")
    rooms_open: list[OpenRoom] = sized(3, description="Where you can speak now; the usual room first.")
    needs: list[Needs] = sized(1, description="What your side needs to take part; neutrals read that of both sides.")
    bundle: CaseBundle | None = strawberry.field(
        description="That it is, or was, handled together with similar ones; null where that was never proposed."
    )
    recipient: Recipient | None = strawberry.field(description="Who was to receive the order, if not the buyer.")
    representations: list[Representation] = sized(1, description="Who speaks for a side by mandate, in order.")
    third_parties: list[ThirdParty] = sized(
        1, description="Carriers, brokers and makers who were asked in, in order; a third party sees itself alone."
    )
    messages: list[Message] = sized(10, description="What was said where you can hear it.")
    clarifications: list[Clarification] = sized(1, description="What sides were asked to make clearer.")
    amendments: list[Amendment] = sized(1, description="What was corrected or taken back, in order.")
    offers: list[Offer] = sized(4, description="The offers, in their order.")
    biddings: list[Bidding] = sized(1, description="The rounds of secret bids, in their order.")
    proposals: list[Proposal] = sized(1, description="The mediator's proposals.")
    neutrals: list[Neutral] = sized(2, description="The neutrals, in the order of their appointments.")
    objections: list[Objection] = sized(1, description="The objections to neutrals, in their order.")
    evidence_requests: list[EvidenceRequest] = sized(1, description="What a side was asked for, and what came.")
    exhibits: list[Exhibit] = sized(
        6,
        description="The exhibits; your own side's undisclosed ones too, and what was given to you in a private talk "
        "or as confidential.",
    )
    confidentiality_claims: list[ConfidentialityClaim] = sized(
        1, description="Claims that exhibits are confidential: your own side's, or those that you can rule on."
    )
    exhibit_notes: list[ExhibitNote] = sized(4, description="What was noted on exhibits where you can read it.")
    checklist: list[ChecklistItem] = sized(
        4, description="The documents that the rulebook asks for in this case; empty for whoever sees no exhibits."
    )
    settlement: Settlement | None = strawberry.field(description="What both sides agreed on.")
    decision: Decision | None = strawberry.field(description="The decision that stands, if one was issued.")
    past_decisions: list[Decision] = sized(1, description="The decisions that stand no more, in their order.")
    decision_drafts: list[DecisionDraft] = sized(
        1, description="What was drafted for the second reader, in order; empty for everybody but the two."
    )
    corrections_asked: list[DecisionRequest] = sized(1, description="Slips that were pointed out and not answered yet.")
    reviews_asked: list[ReviewRequest] = sized(1, description="Requests for a review that are not decided yet.")
    set_aside_asked: DecisionRequest | None = strawberry.field(
        description="The request to set the decision aside, while it is not decided."
    )
    review_grounds: list[ReviewGround] = sized(3, description="On which grounds a review can be asked here.")
    inactivity_notices: int = strawberry.field(
        description="How often in a row the complainant was told that the case may end if nothing comes."
    )
    closing_reasons: str | None = strawberry.field(
        description="Why it was refused, withdrawn or ended, in the words of who did it; null where they gave none."
    )
    termination_grounds: list[Termination] = sized(3, description="On which grounds it could be ended by an act.")
    parallel_proceedings: list[ParallelProceeding] = sized(
        1, description="What else deals with the same sale: a bank, an insurer, a court, another body."
    )
    bank_deadline: date | None = strawberry.field(
        description="The earliest day by which a bank commonly wants to be told of a disputed payment. Ask the bank: "
        "this case does not stop its time. Using one's bank costs nobody anything here. Null where nothing was paid."
    )
    recoveries: list[Recovery] = sized(1, description="What came back of the payments outside this case.")
    payments_left: list[PaymentLeft] = sized(1, description="What is left of each payment to give back.")
    compensation: Compensation | None = strawberry.field(description="What is owed.")
    past_compensations: list[Compensation] = sized(
        1, description="Orders that were undone or replaced. What was begun under them is followed to its end."
    )
    enforcement_path: str | None = strawberry.field(
        description="Where you fetch what you can take to a court, with the same sign-in: the record, what is owed and "
        "proof of it, in a zip. Null unless something is owed to your side, its time has passed, and it is not done."
    )
    keeping: CaseKeeping = strawberry.field(description="How long it is kept, and what was erased of it.")
    timeline: list[TimelineEntry] = sized(20, description="The docket, entry by entry.")
