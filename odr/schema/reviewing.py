"""After a decision: slips are put right, a different neutral reviews it, or sets aside what silence brought."""

import strawberry

from odr.domain import correction, review
from odr.domain import refusals as no
from odr.domain.decision import Ruling
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema.acts import ACT, LINES, CasePayload, RemedyLineInput, perform, remedy_lines
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.decision import RULING, RulingInput
from odr.schema.typed import prose
from odr.schema.vocabulary_review import ReviewGround, ReviewResult, Slip


@strawberry.input(description="Point out a slip in the decision.")
class AskCorrectionInput(CaseInput):
    """Input of `askCorrection`."""

    reasons: str = prose(description="Which slip, and how it should read.")


@payload(*ACT, no.ReasonsMissing)
class AskCorrectionPayload(CasePayload):
    """The case; whoever decided looks at it."""


@mutation
def ask_correction(ctx: Context, input: AskCorrectionInput) -> AskCorrectionPayload:
    """Either side points out a slip of the pen or of the sums, within the time for it."""
    done = perform(ctx, input, correction.AskCorrection, reasons=Text(input.reasons))
    return AskCorrectionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Say that what was pointed out is no slip.")
class DeclineCorrectionInput(CaseInput):
    """Input of `declineCorrection`."""

    reasons: str = prose(description="Why the decision reads as it was meant.")


@payload(*ACT, no.ReasonsMissing, no.NothingToAnswer)
class DeclineCorrectionPayload(CasePayload):
    """The case; the decision stays as it reads."""


@mutation
def decline_correction(ctx: Context, input: DeclineCorrectionInput) -> DeclineCorrectionPayload:
    """Whoever decided says that what was pointed out is no slip."""
    done = perform(ctx, input, correction.DeclineCorrection, reasons=Text(input.reasons))
    return DeclineCorrectionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Put a slip in the decision right.")
class CorrectDecisionInput(CaseInput):
    """Input of `correctDecision`."""

    slip: Slip = strawberry.field(description="What kind of slip it is.")
    reads: str = prose(description="How the decision reads from now on.")
    lines: list[RemedyLineInput] = strawberry.field(
        default_factory=list, description="For a slip of sums: all lines of the decision, with their right sums."
    )


@payload(*ACT, *LINES, no.ReasonsMissing, no.NoSlip, no.SlipUnclear, no.OrderUnderWay, no.AcceptedAsItReads)
class CorrectDecisionPayload(CasePayload):
    """The case; the original stays beside the correction, and the order follows it."""


@mutation
def correct_decision(ctx: Context, input: CorrectDecisionInput) -> CorrectDecisionPayload:
    """Whoever decided puts a slip right, for everybody to see. What was decided stays; only a wrong sum changes."""
    lines = remedy_lines(input.lines)
    done = perform(ctx, input, correction.CorrectDecision, slip=input.slip, reads=Text(input.reads), lines=lines)
    return CorrectDecisionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Ask for a review of the decision.")
class AskReviewInput(CaseInput):
    """Input of `askReview`."""

    ground: ReviewGround = strawberry.field(description="On which ground: one of the case's reviewGrounds.")
    reasons: str = prose(description="Why.")


@payload(*ACT, no.ReasonsMissing)
class AskReviewPayload(CasePayload):
    """The case; a different neutral is appointed, and the order waits."""


@mutation
def ask_review(ctx: Context, input: AskReviewInput) -> AskReviewPayload:
    """Either side asks that somebody else looks at the decision, once and within the time for it."""
    done = perform(ctx, input, review.AskReview, ground=input.ground, reasons=Text(input.reasons))
    return AskReviewPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Decide on a review.")
class DecideReviewInput(CaseInput):
    """Input of `decideReview`."""

    result: ReviewResult = strawberry.field(description="What the review brings.")
    reasons: str = prose(description="Why, for both sides.")
    instead: RulingInput | None = strawberry.field(
        default=None, description="What you decide instead, with CHANGED only."
    )


@payload(
    *ACT,
    *LINES,
    *RULING,
    no.NothingToAnswer,
    no.ReviewUnclear,
    no.SetAsideFirst,
)
class DecideReviewPayload(CasePayload):
    """The case as it goes on."""


@mutation
def decide_review(ctx: Context, input: DecideReviewInput) -> DecideReviewPayload:
    """The reviewer confirms the decision, decides instead, or lets the case be decided anew."""
    instead = Ruling(decision=new_id(), **input.instead.parts()) if input.instead else None
    reasons = Text(input.reasons)
    done = perform(ctx, input, review.DecideReview, result=input.result, reasons=reasons, instead=instead)
    return DecideReviewPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Ask to set aside a decision that came about by your silence.")
class AskSetAsideInput(CaseInput):
    """Input of `askSetAside`."""

    reasons: str = prose(description="Why you could not answer, and what you would have said.")


@payload(*ACT, no.ReasonsMissing)
class AskSetAsidePayload(CasePayload):
    """The case, which goes on even if it was closed. The order does not wait for this."""


@mutation
def ask_set_aside(ctx: Context, input: AskSetAsideInput) -> AskSetAsidePayload:
    """Who stayed silent asks for the decision to be set aside. That takes no money back by itself."""
    done = perform(ctx, input, review.AskSetAside, reasons=Text(input.reasons))
    return AskSetAsidePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Decide whether the decision is set aside.")
class DecideSetAsideInput(CaseInput):
    """Input of `decideSetAside`."""

    granted: bool = strawberry.field(description="Whether it is set aside.")
    reasons: str = prose(description="Why, for both sides.")


@payload(*ACT, no.ReasonsMissing, no.NothingToAnswer, no.ObjectionPending)
class DecideSetAsidePayload(CasePayload):
    """The case: set aside, it begins again with evidence, and what was paid stays paid."""


@mutation
def decide_set_aside(ctx: Context, input: DecideSetAsideInput) -> DecideSetAsidePayload:
    """The reviewer sets the decision aside or lets it stand."""
    done = perform(ctx, input, review.DecideSetAside, granted=input.granted, reasons=Text(input.reasons))
    return DecideSetAsidePayload(case=done.case, replayed=done.replayed)
