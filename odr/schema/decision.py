"""A decision is asked for or not; the file is complete; the decision comes; it is accepted or not."""

from typing import Any

import strawberry

from odr.domain import decision, events
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, LINES, CasePayload, RemedyLineInput, perform, remedy_lines
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.outcome_types import Decision
from odr.schema.typed import prose
from odr.schema.vocabulary import Outcome


@strawberry.input(description="Ask for a decision.")
class RequestDecisionInput(CaseInput):
    """Input of `requestDecision`."""


@payload(*ACT)
class RequestDecisionPayload(CasePayload):
    """The case, waiting for a decision maker."""


@mutation
def request_decision(ctx: Context, input: RequestDecisionInput) -> RequestDecisionPayload:
    """Mediation brought no agreement; the complainant asks for a decision."""
    done = perform(ctx, input, decision.RequestDecision)
    return RequestDecisionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Do without a decision.")
class ForgoDecisionInput(CaseInput):
    """Input of `forgoDecision`."""


@payload(*ACT, *BINDING)
class ForgoDecisionPayload(CasePayload):
    """The case, closed without an agreement."""


@mutation
def forgo_decision(ctx: Context, input: ForgoDecisionInput) -> ForgoDecisionPayload:
    """The complainant does not want a decision; the case closes without an agreement."""
    done = perform(ctx, input, decision.ForgoDecision)
    return ForgoDecisionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Confirm that the file is complete.")
class CompleteFileInput(CaseInput):
    """Input of `completeFile`."""


@payload(*ACT)
class CompleteFilePayload(CasePayload):
    """The case; the time to decide runs."""


@mutation
def complete_file(ctx: Context, input: CompleteFileInput) -> CompleteFilePayload:
    """The decision maker confirms that the file is complete. The overall limit counts from here."""
    done = perform(ctx, input, decision.CompleteFile)
    return CompleteFilePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="One question of a decision and how you answer it.")
class IssueInput:
    question: str = prose(description="What has to be answered.")
    finding: str = prose(description="What you find, and why.")
    exhibits: list[str] = strawberry.field(description="The exhibits it rests on, by number, such as C-1.")
    rule: str = prose(description="The rule you apply.")
    inferences: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Production orders from whose failure you infer something: mayCountAgainst."
    )

    def as_issue(self) -> events.Issue:
        """The question as the domain reads it."""
        texts = (Text(self.question), Text(self.finding))
        orders = tuple(ids.part(one, "EvidenceRequest") for one in self.inferences)
        return events.Issue(*texts, tuple(self.exhibits), self.rule, orders)


@strawberry.input(description="What is decided.")
class RulingInput:
    """What a decision says, a draft of it, or a decision instead of another one."""

    outcome: Outcome | None = strawberry.field(
        default=None, description="What you decide of the complaint; left out only where it was withdrawn."
    )
    counterclaim: Outcome | None = strawberry.field(
        default=None, description="What you decide of the counterclaim; left out where there is none."
    )
    issues: list[IssueInput] = strawberry.field(description="Question by question; at least one.")
    lines: list[RemedyLineInput] = strawberry.field(
        description="What you order: of the respondent if you grant the complaint, of the complainant if you grant "
        "the counterclaim; nothing if you dismiss them."
    )
    set_off: bool = strawberry.field(
        default=False, description="Whether the money that both sides owe is set off. The lines stay."
    )
    reasons: str = prose(description="The reasons in short, for both sides.")

    def parts(self) -> dict[str, Any]:
        """What is decided, as the domain reads it."""
        return {
            "outcome": self.outcome,
            "counterclaim": self.counterclaim,
            "issues": tuple(issue.as_issue() for issue in self.issues),
            "lines": remedy_lines(self.lines),
            "set_off": self.set_off,
            "reasons": Text(self.reasons),
        }


@strawberry.input(description="Decide.")
class IssueDecisionInput(CaseInput, RulingInput):
    """Input of `issueDecision`."""


RULING = (
    no.ReasonsMissing,
    no.OutcomeUnclear,
    no.ExhibitUnknown,
    no.ExhibitWithdrawn,
    no.ExhibitNotAnswerable,
    no.NothingToInfer,
    no.ObjectionPending,
)
"""What may be wrong with a decision."""


@payload(*ACT, *LINES, *RULING, no.SecondReaderFirst, no.InBundle)
class IssueDecisionPayload(CasePayload):
    """The decision, and the case."""

    decision: Decision | None = strawberry.field(default=None, description="The decision.")


@mutation
def issue_decision(ctx: Context, input: IssueDecisionInput) -> IssueDecisionPayload:
    """The decision maker decides: issues, findings, the exhibits and rules they rest on, what is ordered, why."""
    made = new_id()
    done = perform(ctx, input, decision.IssueDecision, made=made, decision=made, **input.parts())
    return IssueDecisionPayload(case=done.case, decision=done.seen.decision, replayed=done.replayed)


@strawberry.input(description="Accept the decision.")
class AcceptDecisionInput(CaseInput):
    """Input of `acceptDecision`."""

    effect_understood: bool = strawberry.field(
        description="That you have read what accepting means: the case's effectText."
    )


@payload(*ACT, no.EffectNotConfirmed, *BINDING, no.StillReflecting)
class AcceptDecisionPayload(CasePayload):
    """The case; the order waits until the time for a review has passed."""


@mutation
def accept_decision(ctx: Context, input: AcceptDecisionInput) -> AcceptDecisionPayload:
    """The consumer accepts the decision; from now on it binds the trader."""
    done = perform(ctx, input, decision.AcceptDecision, understood=input.effect_understood)
    return AcceptDecisionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Do not accept the decision.")
class RejectDecisionInput(CaseInput):
    """Input of `rejectDecision`."""


@payload(*ACT, *BINDING)
class RejectDecisionPayload(CasePayload):
    """The case, closed. The way to a court stays open."""


@mutation
def reject_decision(ctx: Context, input: RejectDecisionInput) -> RejectDecisionPayload:
    """The consumer does not accept the decision; nothing is ordered, and the way to a court stays open."""
    done = perform(ctx, input, decision.RejectDecision)
    return RejectDecisionPayload(case=done.case, replayed=done.replayed)
