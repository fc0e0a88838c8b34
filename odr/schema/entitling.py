"""What a complaint may be entitled to, before it is filed."""

from typing import Annotated, Any

import strawberry

from odr.domain import human_review
from odr.domain.case import Case
from odr.domain.claiming import require_circumstances
from odr.domain.entitlement.filed import compute
from odr.domain.events import Automated
from odr.domain.refusals import ClosingStands, NothingToAnswer, QuantityTooLarge, ReasonsMissing, UnknownLine
from odr.domain.remedies import Circumstances, Claim
from odr.domain.roles import Role
from odr.domain.unpriced import measured_by_nobody
from odr.domain.words import Text
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking
from odr.schema.base import CaseInput, Context, mutation, payload, query
from odr.schema.entitlement_types import Entitlement
from odr.schema.filing import CircumstancesInput, opening_of, sale_of
from odr.schema.shown_entitlement import show_entitlement
from odr.schema.typed import prose, words
from odr.schema.vocabulary import ComplaintType, described

described(
    Automated,
    "What a computer did by itself, and a person can be asked to look at.",
    {
        "ENTITLEMENT": "What law and policies may give.",
        "DEFAULT_DECISION": "That the respondent's silence decided the case.",
        "TIME_LIMIT": "What the end of a time frame brought by rule.",
        "STEPPED_IN": "That the platform pays in place of whoever owes it. `frame` is the line.",
    },
)

Order = Annotated[strawberry.ID, strawberry.argument(description="The order you bought or sold.")]
Line = Annotated[strawberry.ID, strawberry.argument(description="The line of the order.")]
Quantity = Annotated[int, strawberry.argument(description="How many of it.")]
Kind = Annotated[ComplaintType, strawberry.argument(description="What is wrong.")]
Told = Annotated[CircumstancesInput | None, strawberry.argument(description="What happened since the sale.")]


@query
def entitlement(
    ctx: Context, order: Order, line: Line, complaint: Kind, quantity: Quantity = 1, circumstances: Told = None
) -> Entitlement | None:
    """What law and policies may give for a complaint that is not filed yet: computed, with every criterion shown.

    Nothing is stored. The same is entered in the case when the complaint is filed.
    """
    who = person_asking(ctx)
    sale = sale_of(ctx, who, ids.local(order, "Order"))
    facts = sale.order.snapshot.order
    told = circumstances.read() if circumstances else Circumstances()
    claim = Claim("1", line, quantity, complaint, (), told)
    sold = facts.line(line)
    if sold is None:
        raise UnknownLine(field="line", line=line[:40])
    if not 1 <= quantity <= sold.quantity:
        raise QuantityTooLarge(ordered=sold.quantity)
    require_circumstances(told, facts, ctx.received_at)
    law = ctx.clerk.law
    rulebook = law.rulebooks[
        ctx.house.rulebooks.for_case(opening_of(sale, frozenset({sold.kind.value}), ctx.received_at))
    ]
    draft = Case("", rulebook, law.calendars, opened_at=ctx.received_at, order=facts)
    draft.complainant, draft.respondent = sale.complainant, sale.respondent
    found = compute(draft, (claim,), law.statutes)
    lines = measured_by_nobody(found.lines) if sale.by is Role.RECIPIENT else found.lines
    return show_entitlement(lines, found.statute, facts, rulebook, who.language)


@strawberry.input(description="Ask that a person looks at what a computer worked out or decided.")
class AskHumanReviewInput(CaseInput):
    """Input of `askHumanReview`."""

    about: Automated = strawberry.field(default=Automated.ENTITLEMENT, description="What a computer did.")
    frame: strawberry.ID | None = strawberry.field(
        default=None,
        description="For TIME_LIMIT: the frame of a past deadline whose end is byRule. For STEPPED_IN: the line.",
    )
    reasons: str | None = prose(default=None, description="What seems wrong to you, if you like to say.")


@payload(*ACT)
class AskHumanReviewPayload(CasePayload):
    """The case; staff are told."""


@mutation
def ask_human_review(ctx: Context, input: AskHumanReviewInput) -> AskHumanReviewPayload:
    """Ask that a person of the staff looks at what was computed. Nothing waits for it, and no deadline moves.

    In a case that time closed its closing can be looked at, as long as its rulebook says (look_at_closing).
    """
    # An id that is wrong names no frame at all, rather than nothing.
    kind = "CompensationLine" if input.about is Automated.STEPPED_IN else "Frame"
    frame = "" if input.frame is None else ids.part(input.frame, kind) or "none"
    asked: dict[str, Any] = {"about": input.about, "reasons": words(input.reasons), "frame": frame}
    done = perform(ctx, input, human_review.AskHumanReview, **asked)
    return AskHumanReviewPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Say what you found when you looked at what was computed.")
class AnswerHumanReviewInput(CaseInput):
    """Input of `answerHumanReview`."""

    finding: str = prose(description="What you found, for both sides to read.")
    reopens: bool = strawberry.field(
        default=False,
        description="Let a case that time closed go on where it stood; only if its rulebook says so "
        "(look_at_closing.reopens).",
    )


@payload(*ACT, NothingToAnswer, ReasonsMissing, ClosingStands)
class AnswerHumanReviewPayload(CasePayload):
    """The case with the finding."""


@mutation
def answer_human_review(ctx: Context, input: AnswerHumanReviewInput) -> AnswerHumanReviewPayload:
    """Staff looked at what was computed. What they found stands beside it; it binds nobody."""
    said: dict[str, Any] = {"finding": words(input.finding) or Text(""), "reopens": input.reopens}
    done = perform(ctx, input, human_review.AnswerHumanReview, **said)
    return AnswerHumanReviewPayload(case=done.case, replayed=done.replayed)
