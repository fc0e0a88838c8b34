"""How a case ends, and what brings it back."""

import strawberry

from odr.domain import breach, terminating
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import prose
from odr.schema.vocabulary_review import Termination


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


@strawberry.input(description="Tell the complainant that the case may end if nothing comes.")
class NoticeInactivityInput(CaseInput):
    """Input of `noticeInactivity`."""


@payload(*ACT, no.NoticeRunning, no.OthersClaim, no.GuardianAwaited)
class NoticeInactivityPayload(CasePayload):
    """The case; the complainant is told, with the time to answer."""


@mutation
def notice_inactivity(ctx: Context, input: NoticeInactivityInput) -> NoticeInactivityPayload:
    """The administrator or the mediator tells the complainant that the case may end, twice at most."""
    done = perform(ctx, input, terminating.NoticeInactivity)
    return NoticeInactivityPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Go on with a case that may end otherwise.")
class ContinueCaseInput(CaseInput):
    """Input of `continueCase`."""


@payload(*ACT, no.NothingToAnswer)
class ContinueCasePayload(CasePayload):
    """The case; the notices before count no more."""


@mutation
def continue_case(ctx: Context, input: ContinueCaseInput) -> ContinueCasePayload:
    """The complainant goes on after a notice of inactivity."""
    done = perform(ctx, input, terminating.ContinueCase)
    return ContinueCasePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="End a case before its outcome.")
class EndCaseInput(CaseInput):
    """Input of `endCase`."""

    ground: Termination = strawberry.field(description="On which ground: one of the case's terminationGrounds.")
    reasons: str = prose(description="Why, for both sides.")


@payload(
    *ACT,
    no.ReasonsMissing,
    no.GroundNotProvided,
    no.NoticesFirst,
    no.NoticeRunning,
    no.OthersClaim,
    no.GuardianAwaited,
)
class EndCasePayload(CasePayload):
    """The case, closed."""


@mutation
def end_case(ctx: Context, input: EndCaseInput) -> EndCasePayload:
    """The administrator or the decision maker ends the case on a closed ground; the mediator only for inactivity."""
    done = perform(ctx, input, terminating.EndCase, ground=input.ground, reasons=Text(input.reasons))
    return EndCasePayload(case=done.case, replayed=done.replayed)
