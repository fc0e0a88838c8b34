"""How a case ends: what was agreed, decided and owed."""

from datetime import date, datetime

import strawberry

from odr.domain.events import FundPart, PaidFrom
from odr.domain.handing_over import Waiting
from odr.domain.rulebook.choices import Proof
from odr.schema.base import Money, sized
from odr.schema.entitlement_types import HumanReview
from odr.schema.inspection_types import ReturnInspection
from odr.schema.part_types import Participant, RemedyLine
from odr.schema.recovery_types import Leg
from odr.schema.tracking_types import ParcelTracking
from odr.schema.vocabulary import DecisionEffect, Outcome, Side, Step
from odr.schema.vocabulary_review import Fate, ReviewGround, Slip


@strawberry.type(description="What both sides agreed on.")
class Settlement:
    id: strawberry.ID = strawberry.field(description="Its id.")
    lines: list[RemedyLine] = sized(2, description="What was agreed.")
    conditions: str | None = strawberry.field(description="Under which conditions.")
    effect: str = strawberry.field(description="The effect under the rulebook, such as contract_between_the_parties.")
    at: datetime = strawberry.field(description="When.")
    breached_at: datetime | None = strawberry.field(
        description="When a breach of it was reported and the case went on; null while it is kept."
    )


@strawberry.type(description="One question of a decision and how it was answered.")
class Issue:
    question: str | None = strawberry.field(description="What had to be answered.")
    finding: str | None = strawberry.field(description="What was found.")
    exhibits: list[str] = sized(2, description="The exhibits it rests on, by number.")
    rule: str = strawberry.field(description="The rule applied.")
    inferences: list[strawberry.ID] = strawberry.field(
        description="Production orders from whose failure something was inferred against the side asked."
    )


@strawberry.type(description="How a decision reads after a slip was put right.")
class DecisionCorrection:
    slip: Slip = strawberry.field(description="What kind of slip it was.")
    reads: str | None = strawberry.field(description="How the decision reads; null once erased.")
    lines: list[RemedyLine] = sized(2, description="What it orders, with the right sums.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="A request for a review.")
class ReviewRequest:
    side: Side = strawberry.field(description="Which side asks.")
    ground: ReviewGround = strawberry.field(description="On which ground.")
    reasons: str | None = strawberry.field(description="Why, in its words; null once erased.")


@strawberry.type(description="What one side asks of a decision, in its words.")
class DecisionRequest:
    side: Side = strawberry.field(description="Which side asks.")
    reasons: str | None = strawberry.field(description="Why, in its words; null once erased.")


@strawberry.type(description="What is left to pay once the money of both sides was set off.")
class Net:
    owed_by: Side = strawberry.field(description="Which side pays it.")
    amount: Money = strawberry.field(description="How much; nothing where both owe the same.")


@strawberry.type(description="A decision with its reasons.")
class Decision:
    id: strawberry.ID = strawberry.field(description="Its id.")
    outcome: Outcome | None = strawberry.field(
        description="What it says of the complaint; null where that was withdrawn."
    )
    counterclaim: Outcome | None = strawberry.field(
        description="What it says of the counterclaim; null where there was none."
    )
    issues: list[Issue] = sized(3, description="Question by question.")
    lines: list[RemedyLine] = sized(2, description="What it ordered when it was issued.")
    ordered: list[RemedyLine] = sized(2, description="What it orders, slips put right.")
    net: Net | None = strawberry.field(
        description="What is left to pay, where it sets off what both sides owe; the lines stay. Null otherwise."
    )
    corrections: list[DecisionCorrection] = sized(1, description="The slips that were put right.")
    fate: Fate = strawberry.field(description="What became of it.")
    reasons: str | None = strawberry.field(description="Why.")
    effect: DecisionEffect = strawberry.field(description="What it does.")
    effect_text: str = strawberry.field(description="The same in plain words.")
    by: Participant = strawberry.field(description="Who decided.")
    clause: str | None = strawberry.field(
        description="The clause that decided because the respondent stayed silent; null where a person decided."
    )
    review: HumanReview | None = strawberry.field(
        description="That a person was asked to look at a decision by rule, if one was."
    )
    accepted: bool | None = strawberry.field(description="Whether it was accepted; null while that is open.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="What a decision maker means to decide; only they and the second reader read it.")
class DecisionDraft:
    id: strawberry.ID = strawberry.field(description="Its id.")
    outcome: Outcome | None = strawberry.field(
        description="What it says of the complaint; null where that was withdrawn."
    )
    counterclaim: Outcome | None = strawberry.field(
        description="What it says of the counterclaim; null where there is none."
    )
    issues: list[Issue] = sized(3, description="Question by question.")
    lines: list[RemedyLine] = sized(2, description="What it orders.")
    net: Net | None = strawberry.field(description="What is left to pay, where it sets off what both sides owe.")
    reasons: str | None = strawberry.field(description="Why.")
    by: Participant = strawberry.field(description="Whose draft it is.")
    at: datetime = strawberry.field(description="When.")
    waits: bool = strawberry.field(description="Whether the second reader has it before them.")
    confirmed: bool | None = strawberry.field(description="Whether it was confirmed; null while it was not read.")
    can_be_issued: bool = strawberry.field(description="Whether it is confirmed, and the one that counts.")
    remarks: str | None = strawberry.field(description="What the second reader remarks.")


@strawberry.type(description="Why something failed or came undone.")
class FulfilmentFailure:
    code: str = strawberry.field(
        description="A word for programs, of the shop or the marketplace, such as MORE_THAN_IS_LEFT; empty without one."
    )
    retryable: bool = strawberry.field(
        description="Whether the same can be tried again; else something has to be changed first."
    )


@strawberry.type(description="A step in carrying out a line.")
class FulfilmentReport:
    step: Step = strawberry.field(description="What was done.")
    reference: str = strawberry.field(description="A number to find it by, such as of the refund; empty without one.")
    note: str | None = strawberry.field(description="In words.")
    exhibits: list[str] = sized(2, description="What shows it, by number.")
    failure: FulfilmentFailure | None = strawberry.field(description="Why it failed, where that was said.")
    by: Participant = strawberry.field(description="Who reported it.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="That the platform pays a line by itself, in place of whoever owes it.")
class SteppedIn:
    source: PaidFrom = strawberry.field(description="From what.")
    clause: str = strawberry.field(description="The key of the rulebook that says so.")
    review: HumanReview | None = strawberry.field(description="That a person was asked to look at it, if one was.")


@strawberry.type(description="How the goods of a line are sent back, as it was said last.")
class ReturnArrangement:
    address: str | None = strawberry.field(description="Where to; null once it was erased.")
    instructions: str | None = strawberry.field(description="How to pack and send.")
    label: str | None = strawberry.field(description="Where a prepaid label is printed.")
    label_exhibit: str | None = strawberry.field(
        description="The number of the exhibit that is the label; its renditions can be printed. Null without one."
    )
    carrier: str = strawberry.field(description="Who carries it; empty where the sender may choose.")
    tracking: str = strawberry.field(description="The number of the parcel; empty without one.")
    cost_bearer: Side = strawberry.field(description="Which side bears the cost of sending.")
    most: Money | None = strawberry.field(
        description="What sending costs the sender at most; null where it costs nothing."
    )
    by: Participant = strawberry.field(description="Who said it.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(
    description="Between which days money is usually there: as providers tell of the payment's method, in working days"
    " of whoever gets it. Nobody promises it."
)
class ExpectedArrival:
    earliest: date = strawberry.field(description="Seldom before this day.")
    latest: date = strawberry.field(description="Usually by this day.")


@strawberry.type(description="That one side reminded the other of its next step about a line.")
class LineNudge:
    side: Side = strawberry.field(description="Which side was reminded.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="One line that somebody owes, and how far it is.")
class CompensationLine:
    id: strawberry.ID = strawberry.field(description="Its id.")
    remedy: RemedyLine = strawberry.field(description="What is owed.")
    agreed: Money | None = strawberry.field(
        description="What was agreed or decided, where less than that was left to give back."
    )
    legs: list[Leg] = sized(1, description="Which payments it gives back, or takes from again.")
    fund: FundPart | None = strawberry.field(
        description="What a guarantee fund, or held money, has to do with it; null where it is between the sides alone."
    )
    stepped_in: SteppedIn | None = strawberry.field(
        description="That its time passed and the platform stepped in. What it pays itself is a line of its own then."
    )
    step: Step = strawberry.field(description="How far it is.")
    next_steps: list[Step] = sized(3, description="What you can report of it now.")
    proof_needed: Proof = strawberry.field(
        description="What whoever owes it gives when they say that it is on its way or done: once, while that stands."
    )
    waits_for: Waiting | None = strawberry.field(
        description="What is missing before a shop is asked to do it; null where nothing is."
    )
    non_compliant: bool = strawberry.field(description="Whether its time passed without it.")
    arrangement: ReturnArrangement | None = strawberry.field(
        description="How its goods are sent back; null while nobody said it, or where nothing comes back."
    )
    can_arrange: bool = strawberry.field(description="Whether you can say now how its goods are sent back.")
    parcel: bool | None = strawberry.field(
        description="Whether what comes back first is sent: false of virtual goods, bookings and services, which are "
        "given up. Null where nothing comes back."
    )
    return_cost: Side | None = strawberry.field(
        description="Which side bears the cost of sending goods back, as agreed, ordered or by law; null without goods."
    )
    reports: list[FulfilmentReport] = sized(3, description="What was reported of it.")
    inspections: list[ReturnInspection] = sized(
        1, description="How goods that came back were found; the last one counts."
    )
    tracking: ParcelTracking | None = strawberry.field(
        description="The way of its parcel, as carriers tell it; null where no parcel goes anywhere."
    )
    due: datetime | None = strawberry.field(description="The bound of the step that is due now.")
    nudges: list[LineNudge] = sized(1, description="Each time that a side was reminded of its next step.")
    nudge_from: datetime | None = strawberry.field(
        description="From when you can remind the other side of its next step; null where nothing of theirs is awaited."
    )
    breach_until: datetime | None = strawberry.field(
        description="The bound until which you can report that it was not done; null where you cannot."
    )
    expected_arrival: ExpectedArrival | None = strawberry.field(
        description="When money that is on its way is usually there; null where that is not known, or it arrived."
    )


@strawberry.type(description="What is owed after a settlement or decision.")
class Compensation:
    id: strawberry.ID = strawberry.field(description="Its id.")
    lines: list[CompensationLine] = sized(2, description="Line by line.")
    at: datetime = strawberry.field(description="When it was ordered.")
