"""The respondent claims something in return, and the complainant answers."""

from typing import Any

import strawberry

from odr.domain import counterclaim
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema.acts import ACT, BINDING, CITING, LINES, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.filing import ClaimInput, read_claims
from odr.schema.typed import cited, prose, words
from odr.schema.vocabulary import Position


@strawberry.input(description="Claim something in return.")
class MakeCounterclaimInput(CaseInput):
    """Input of `makeCounterclaim`."""

    claims: list[ClaimInput] = strawberry.field(
        description="What is wrong, line by line of this order; at least one. The complainant would owe what you ask."
    )
    narrative: str = prose(description="What happened, in your words.")


@payload(
    *ACT,
    *LINES,
    no.ReasonsMissing,
    no.ClaimedTwice,
    no.ComplaintExists,
    no.ComplaintNotPossible,
    no.RemedyNotProvided,
    no.TooLateToFile,
    no.PlaceUnknown,
)
class MakeCounterclaimPayload(CasePayload):
    """The case with the counterclaim."""


@mutation
def make_counterclaim(ctx: Context, input: MakeCounterclaimInput) -> MakeCounterclaimPayload:
    """The respondent claims something from the same sale, at the latest with the response or in the rulebook's time."""
    made, claims = new_id(), read_claims(input.claims)
    asked: dict[str, Any] = {"counterclaim": made, "claims": claims, "narrative": Text(input.narrative)}
    done = perform(ctx, input, counterclaim.MakeCounterclaim, made=made, **asked)
    return MakeCounterclaimPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Answer the counterclaim.")
class AnswerCounterclaimInput(CaseInput):
    """Input of `answerCounterclaim`."""

    position: Position = strawberry.field(description="What you say to it. To offer a remedy, use makeOffer.")
    statement: str = prose(description="In your words.")
    exhibits: list[str] = cited()


@payload(*ACT, *BINDING, *CITING, no.ReasonsMissing, no.RecordIsClosed, no.NothingToAnswer)
class AnswerCounterclaimPayload(CasePayload):
    """The case with the answer."""


@mutation
def answer_counterclaim(ctx: Context, input: AnswerCounterclaimInput) -> AnswerCounterclaimPayload:
    """The complainant answers; both sides and every neutral will read it. Not to answer is no consent."""
    asked: dict[str, Any] = {"position": input.position, "statement": Text(input.statement)}
    done = perform(ctx, input, counterclaim.AnswerCounterclaim, **asked, exhibits=tuple(input.exhibits))
    return AnswerCounterclaimPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Withdraw the counterclaim.")
class WithdrawCounterclaimInput(CaseInput):
    """Input of `withdrawCounterclaim`."""

    reasons: str | None = prose(default=None, description="Why, if you like to say so.")


@payload(*ACT, *BINDING, no.NothingToAnswer)
class WithdrawCounterclaimPayload(CasePayload):
    """The case; it ends if the complaint was withdrawn before."""


@mutation
def withdraw_counterclaim(ctx: Context, input: WithdrawCounterclaimInput) -> WithdrawCounterclaimPayload:
    """The respondent claims nothing any more."""
    done = perform(ctx, input, counterclaim.WithdrawCounterclaim, reasons=words(input.reasons))
    return WithdrawCounterclaimPayload(case=done.case, replayed=done.replayed)
