"""What is owed is carried out, step by step."""

from typing import Any

import strawberry

from odr.accounts.principal import Scope
from odr.domain import compensation, consenting, nudging
from odr.domain import refusals as no
from odr.domain.events import Failure
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CITING, CasePayload, Done, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.outcome_types import CompensationLine
from odr.schema.typed import cited, prose, words
from odr.schema.vocabulary import Step


@strawberry.input(description="Why something failed or came undone.")
class FulfilmentFailureInput:
    """Part of the input of `reportFulfilment`."""

    code: str = strawberry.field(
        default="", description="A word for programs, in A to Z, 0 to 9 and _, such as MORE_THAN_IS_LEFT."
    )
    retryable: bool = strawberry.field(description="Whether the same can be tried again as it is.")


@strawberry.input(description="Report a step in carrying out a line.")
class ReportFulfilmentInput(CaseInput):
    """Input of `reportFulfilment`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    step: Step = strawberry.field(description="What was done: one of the line's nextSteps.")
    reference: str = strawberry.field(
        default="",
        description="A number to find it by, such as of the refund or the parcel. Whoever owes the line, or a"
        " marketplace in its place, gives what the line's proofNeeded says when it is reported on its way or done.",
    )
    note: str | None = prose(
        default=None, description="In words; compulsory for whoever is owed and says FAILED: that it did not arrive."
    )
    exhibits: list[str] = cited()
    failure: FulfilmentFailureInput | None = strawberry.field(default=None, description="With FAILED or REVERSED: why.")


@payload(*ACT, *CITING, no.PayerDecides, no.LineUnknown, no.StepNotPossible, no.ProofMissing, no.ReasonsMissing)
class ReportFulfilmentPayload(CasePayload):
    """The line, and the case: closed when its last line is done."""

    line: CompensationLine | None = strawberry.field(default=None, description="The line as it stands.")


@mutation
def report_fulfilment(ctx: Context, input: ReportFulfilmentInput) -> ReportFulfilmentPayload:
    """Report what was done: for the marketplace, also with an API key of FULFILMENT_WRITE, and the side that did it."""
    line = ids.part(input.line, "CompensationLine")
    why = Failure(input.failure.code.strip(), input.failure.retryable) if input.failure else None
    asked: dict[str, Any] = {
        "line": line,
        "step": input.step,
        "reference": input.reference,
        "note": words(input.note),
        "failure": why,
        "exhibits": tuple(input.exhibits),
    }
    done = perform(ctx, input, compensation.ReportFulfilment, scope=Scope.FULFILMENT_WRITE, **asked)
    return ReportFulfilmentPayload(case=done.case, line=_shown(done, input.line), replayed=done.replayed)


@strawberry.input(description="Take a voucher instead of money.")
class TakeVoucherInput(CaseInput):
    """Input of `takeVoucher`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation; its waitsFor is CONSENT.")
    effect_understood: bool = strawberry.field(
        description="That you know that a voucher comes instead of money, and that you need not take it."
    )


@payload(*ACT, no.LineUnknown, no.EffectNotConfirmed, *BINDING)
class TakeVoucherPayload(CasePayload):
    """The line, and the case."""

    line: CompensationLine | None = strawberry.field(default=None, description="The line as it stands.")


@mutation
def take_voucher(ctx: Context, input: TakeVoucherInput) -> TakeVoucherPayload:
    """Take a voucher that was decided and that you did not agree to yet: from now on it can be issued."""
    line = ids.part(input.line, "CompensationLine")
    done = perform(ctx, input, consenting.TakeVoucher, line=line, understood=input.effect_understood)
    return TakeVoucherPayload(case=done.case, line=_shown(done, input.line), replayed=done.replayed)


@strawberry.input(description="Remind the other side of its next step about a line.")
class NudgeLineInput(CaseInput):
    """Input of `nudgeLine`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")


@payload(*ACT, no.LineUnknown, no.NothingAwaited, no.RemindLater)
class NudgeLinePayload(CasePayload):
    """The case, with the reminder entered."""

    line: CompensationLine | None = strawberry.field(default=None, description="The line as it stands.")


@mutation
def nudge_line(ctx: Context, input: NudgeLineInput) -> NudgeLinePayload:
    """A side reminds the other of its next step about a line: near the end of its time or past it (`nudgeFrom`)."""
    done = perform(ctx, input, nudging.NudgeLine, line=ids.part(input.line, "CompensationLine"))
    return NudgeLinePayload(case=done.case, line=_shown(done, input.line), replayed=done.replayed)


def _shown(done: Done, line: strawberry.ID) -> CompensationLine | None:
    orders = [*done.seen.past_compensations, *([done.seen.compensation] if done.seen.compensation else [])]
    return next((one for order in orders for one in order.lines if one.id == line), None)
