"""Neutrals are found and appointed; the mediator proposes, both sides answer privately; mediation ends."""

from typing import Any

import strawberry

from odr.domain import mediation
from odr.domain import refusals as no
from odr.forbidden import forbidden_in
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, LINES, CasePayload, RemedyLineInput, perform, remedy_lines
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.part_types import Proposal
from odr.schema.typed import prose, words


@strawberry.input(description="Propose a solution as the mediator.")
class MakeProposalInput(CaseInput):
    """Input of `makeProposal`."""

    lines: list[RemedyLineInput] = strawberry.field(description="What you propose.")
    reasons: str = prose(description="Why; both sides read it, and nobody who decides.")


@payload(*ACT, *LINES, no.ConditionForbidden, no.ReasonsMissing)
class MakeProposalPayload(CasePayload):
    """The proposal, and the case."""

    proposal: Proposal | None = strawberry.field(default=None, description="The proposal as it stands.")


@mutation
def make_proposal(ctx: Context, input: MakeProposalInput) -> MakeProposalPayload:
    """The mediator proposes a solution, without prejudice; both sides answer privately."""
    made, lines, reasons = new_id(), remedy_lines(input.lines), words(input.reasons)
    found = forbidden_in(*(line.note for line in lines))
    asked: dict[str, Any] = {"proposal": made, "lines": lines, "reasons": reasons, "forbidden": found}
    done = perform(ctx, input, mediation.MakeProposal, made=made, **asked)
    proposal = proposal_in(done.seen.proposals, done.subject)
    return MakeProposalPayload(case=done.case, proposal=proposal, replayed=done.replayed)


def proposal_in(proposals: list[Proposal], local: str) -> Proposal | None:
    """The proposal with this local id."""
    wanted = ids.encode("Proposal", local)
    return next((one for one in proposals if one.id == wanted), None)


@strawberry.input(description="Answer the mediator's proposal privately.")
class AnswerProposalInput(CaseInput):
    """Input of `answerProposal`."""

    proposal: strawberry.ID = strawberry.field(description="The proposal.")
    accepts: bool = strawberry.field(description="Whether your side accepts it.")
    effect_understood: bool = strawberry.field(
        default=False, description="To accept: that you have read what it means, the case's effectText."
    )


@payload(*ACT, no.ProposalNotOpen, no.EffectNotConfirmed, *BINDING, no.AlreadyRecovered)
class AnswerProposalPayload(CasePayload):
    """The case; settled if both sides have accepted."""

    proposal: Proposal | None = strawberry.field(default=None, description="The proposal as it stands.")


@mutation
def answer_proposal(ctx: Context, input: AnswerProposalInput) -> AnswerProposalPayload:
    """One side answers privately. Only the mediator knows, and nothing follows before both answers are in."""
    proposal = ids.part(input.proposal, "Proposal")
    asked: dict[str, Any] = {"proposal": proposal, "accepts": input.accepts, "understood": input.effect_understood}
    done = perform(ctx, input, mediation.AnswerProposal, **asked)
    found = proposal_in(done.seen.proposals, proposal)
    return AnswerProposalPayload(case=done.case, proposal=found, replayed=done.replayed)


@strawberry.input(description="End the mediation without an agreement.")
class EndMediationInput(CaseInput):
    """Input of `endMediation`."""


@payload(*ACT)
class EndMediationPayload(CasePayload):
    """The case; the complainant may now ask for a decision."""


@mutation
def end_mediation(ctx: Context, input: EndMediationInput) -> EndMediationPayload:
    """The mediator sees no agreement."""
    done = perform(ctx, input, mediation.EndMediation)
    return EndMediationPayload(case=done.case, replayed=done.replayed)
