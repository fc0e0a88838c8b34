"""Four eyes: a decision is drafted, read by a second neutral, and issued as it was confirmed."""

from typing import Any

import strawberry

from odr.domain import refusals as no
from odr.domain import second_reading
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, LINES, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.decision import RULING, RulingInput
from odr.schema.outcome_types import Decision
from odr.schema.typed import prose, words


@strawberry.input(description="Hand in what you mean to decide.")
class DraftDecisionInput(CaseInput, RulingInput):
    """Input of `draftDecision`."""


@payload(*ACT, *LINES, *RULING)
class DraftDecisionPayload(CasePayload):
    """The case; the second reader has the draft."""


@mutation
def draft_decision(ctx: Context, input: DraftDecisionInput) -> DraftDecisionPayload:
    """The decision maker hands in a draft. Only the second reader reads it."""
    made = new_id()
    done = perform(ctx, input, second_reading.DraftDecision, made=made, draft=made, **input.parts())
    return DraftDecisionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Confirm a draft, or return it.")
class ReadDraftInput(CaseInput):
    """Input of `readDraft`."""

    draft: strawberry.ID = strawberry.field(description="The case's draft that waits.")
    confirmed: bool = strawberry.field(description="Whether the decision can be issued as it reads.")
    remarks: str | None = prose(default=None, description="What the decision maker should look at; to return it.")


@payload(*ACT, no.ReasonsMissing, no.NothingToAnswer, no.ObjectionPending)
class ReadDraftPayload(CasePayload):
    """The case; the decision maker has your answer."""


@mutation
def read_draft(ctx: Context, input: ReadDraftInput) -> ReadDraftPayload:
    """The second reader confirms the draft, or returns it with remarks. Nobody but the decision maker reads them."""
    asked: dict[str, Any] = {"draft": ids.part(input.draft, "DecisionDraft"), "confirmed": input.confirmed}
    done = perform(ctx, input, second_reading.ReadDraft, remarks=words(input.remarks), **asked)
    return ReadDraftPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Issue the decision that was confirmed.")
class IssueDraftInput(CaseInput):
    """Input of `issueDraft`."""

    draft: strawberry.ID = strawberry.field(description="The confirmed draft: canBeIssued.")


@payload(*ACT, *LINES, *RULING, no.NothingToAnswer)
class IssueDraftPayload(CasePayload):
    """The decision, and the case."""

    decision: Decision | None = strawberry.field(default=None, description="The decision.")


@mutation
def issue_draft(ctx: Context, input: IssueDraftInput) -> IssueDraftPayload:
    """The decision maker decides as the second reader confirmed it."""
    done = perform(ctx, input, second_reading.IssueDraft, draft=ids.part(input.draft, "DecisionDraft"))
    return IssueDraftPayload(case=done.case, decision=done.seen.decision, replayed=done.replayed)
