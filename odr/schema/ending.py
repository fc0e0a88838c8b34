"""How a case ends, and what brings it back."""

import strawberry

from odr.domain import breach
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import prose


@strawberry.input(description="Say that something owed to your side was not done.")
class ReportBreachInput(CaseInput):
    """Input of `reportBreach`."""

    line: strawberry.ID | None = strawberry.field(
        default=None, description="The line of the compensation; leave it out for what the settlement says in words."
    )
    reasons: str = prose(description="What was not done, and what you know of why.")


@payload(
    *ACT,
    no.ReasonsMissing,
    no.LineUnknown,
    no.NotOwedToYou,
    no.NotDueYet,
    no.NothingBroken,
    no.TooLateForBreach,
    no.NotReopened,
)
class ReportBreachPayload(CasePayload):
    """The case, which goes on under its number."""


@mutation
def report_breach(ctx: Context, input: ReportBreachInput) -> ReportBreachPayload:
    """Whoever is owed something that was not done in time reports it. What was paid stays paid."""
    line = ids.part(input.line, "CompensationLine") if input.line is not None else None
    done = perform(ctx, input, breach.ReportBreach, line=line, reasons=Text(input.reasons))
    return ReportBreachPayload(case=done.case, replayed=done.replayed)
