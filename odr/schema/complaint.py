"""From the complaint to the admitted dispute: join, acknowledge, answer, escalate, admit, refuse, withdraw."""

from typing import Any

import strawberry

from odr.domain import filing, nudging
from odr.domain import refusals as no
from odr.schema.acts import ACT, BINDING, CITING, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import cited, prose, words
from odr.schema.vocabulary import Position, RefusalGround


@strawberry.input(description="Come into a case to which your organisation was invited.")
class JoinCaseInput(CaseInput):
    """Input of `joinCase`."""


@payload(*ACT)
class JoinCasePayload(CasePayload):
    """The case you came into."""


@mutation
def join_case(ctx: Context, input: JoinCaseInput) -> JoinCasePayload:
    """Come into the case for the respondent. Whoever acts for the respondent has come in by that, too."""
    done = perform(ctx, input, filing.JoinCase)
    return JoinCasePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Confirm having seen the complaint.")
class AcknowledgeComplaintInput(CaseInput):
    """Input of `acknowledgeComplaint`."""


@payload(*ACT)
class AcknowledgeComplaintPayload(CasePayload):
    """The case, acknowledged."""


@mutation
def acknowledge_complaint(ctx: Context, input: AcknowledgeComplaintInput) -> AcknowledgeComplaintPayload:
    """The respondent confirms having seen the complaint; the answer may come later."""
    done = perform(ctx, input, filing.AcknowledgeComplaint)
    return AcknowledgeComplaintPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Remind the respondent that an answer is due.")
class NudgeRespondentInput(CaseInput):
    """Input of `nudgeRespondent`."""


@payload(*ACT, no.TooEarly)
class NudgeRespondentPayload(CasePayload):
    """The case, with the nudge entered."""


@mutation
def nudge_respondent(ctx: Context, input: NudgeRespondentInput) -> NudgeRespondentPayload:
    """The complainant reminds the respondent of the answer that is due, as often as the rulebook allows."""
    done = perform(ctx, input, nudging.NudgeRespondent)
    return NudgeRespondentPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Answer the complaint, or the dispute.")
class AnswerComplaintInput(CaseInput):
    """Input of `answerComplaint`."""

    position: Position = strawberry.field(description="What you say to it. To offer a remedy, use makeOffer.")
    statement: str = prose(description="In your words.")
    exhibits: list[str] = cited()


@payload(*ACT, *BINDING, *CITING, no.ReasonsMissing)
class AnswerComplaintPayload(CasePayload):
    """The case with the answer."""


@mutation
def answer_complaint(ctx: Context, input: AnswerComplaintInput) -> AnswerComplaintPayload:
    """The respondent answers; both sides and every neutral will read it."""
    asked: dict[str, Any] = {"position": input.position, "statement": words(input.statement)}
    done = perform(ctx, input, filing.AnswerComplaint, **asked, exhibits=tuple(input.exhibits))
    return AnswerComplaintPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Open a dispute.")
class EscalateComplaintInput(CaseInput):
    """Input of `escalateComplaint`."""

    reasons: str = prose(description="Why the answer does not put it right.")


@payload(*ACT, no.ReasonsMissing, no.TooEarly)
class EscalateComplaintPayload(CasePayload):
    """The case, now a dispute."""


@mutation
def escalate_complaint(ctx: Context, input: EscalateComplaintInput) -> EscalateComplaintPayload:
    """The complainant is not satisfied and opens the dispute."""
    done = perform(ctx, input, filing.EscalateComplaint, reasons=words(input.reasons))
    return EscalateComplaintPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Admit a dispute.")
class AdmitCaseInput(CaseInput):
    """Input of `admitCase`."""


@payload(*ACT)
class AdmitCasePayload(CasePayload):
    """The case, admitted."""


@mutation
def admit_case(ctx: Context, input: AdmitCaseInput) -> AdmitCasePayload:
    """An administrator admits the dispute."""
    done = perform(ctx, input, filing.AdmitCase)
    return AdmitCasePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Refuse a dispute.")
class RefuseCaseInput(CaseInput):
    """Input of `refuseCase`."""

    ground: RefusalGround = strawberry.field(description="One of the closed list.")
    reasons: str = prose(description="Reasons that the parties can read.")


@payload(*ACT, no.ReasonsMissing)
class RefuseCasePayload(CasePayload):
    """The case, refused and closed."""


@mutation
def refuse_case(ctx: Context, input: RefuseCaseInput) -> RefuseCasePayload:
    """An administrator refuses the dispute, on one of the closed grounds and with reasons. The case closes."""
    done = perform(ctx, input, filing.RefuseCase, ground=input.ground, reasons=words(input.reasons))
    return RefuseCasePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Withdraw a complaint.")
class WithdrawComplaintInput(CaseInput):
    """Input of `withdrawComplaint`."""

    reasons: str | None = prose(default=None, description="Why, if you like to say.")


@payload(*ACT, *BINDING)
class WithdrawComplaintPayload(CasePayload):
    """The case, closed without prejudice."""


@mutation
def withdraw_complaint(ctx: Context, input: WithdrawComplaintInput) -> WithdrawComplaintPayload:
    """The complainant ends the case without prejudice: a new complaint remains possible."""
    done = perform(ctx, input, filing.WithdrawComplaint, reasons=words(input.reasons))
    return WithdrawComplaintPayload(case=done.case, replayed=done.replayed)
