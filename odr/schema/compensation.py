"""What is owed is carried out, step by step."""

from typing import Any

import strawberry

from odr.accounts.principal import Scope
from odr.domain import compensation
from odr.domain import refusals as no
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.outcome_types import CompensationLine
from odr.schema.typed import prose, words
from odr.schema.vocabulary import Step


@strawberry.input(description="Report a step in carrying out a line.")
class ReportFulfilmentInput(CaseInput):
    """Input of `reportFulfilment`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    step: Step = strawberry.field(description="What was done: one of the line's nextSteps.")
    reference: str = strawberry.field(
        default="", description="A number to find it by, such as of the refund or the parcel."
    )
    note: str | None = prose(default=None, description="In words, if there is something to say.")


@payload(*ACT, no.PayerDecides, no.LineUnknown, no.StepNotPossible)
class ReportFulfilmentPayload(CasePayload):
    """The line, and the case: closed when its last line is done."""

    line: CompensationLine | None = strawberry.field(default=None, description="The line as it stands.")


@mutation
def report_fulfilment(ctx: Context, input: ReportFulfilmentInput) -> ReportFulfilmentPayload:
    """Report what was done: for the marketplace, also with an API key of FULFILMENT_WRITE, and the side that did it."""
    line = ids.part(input.line, "CompensationLine")
    asked: dict[str, Any] = {"line": line, "step": input.step, "reference": input.reference, "note": words(input.note)}
    done = perform(ctx, input, compensation.ReportFulfilment, scope=Scope.FULFILMENT_WRITE, **asked)
    orders = [*done.seen.past_compensations, *([done.seen.compensation] if done.seen.compensation else [])]
    found = next((one for order in orders for one in order.lines if one.id == input.line), None)
    return ReportFulfilmentPayload(case=done.case, line=found, replayed=done.replayed)
