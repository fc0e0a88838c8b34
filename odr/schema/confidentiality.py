"""A side claims that an exhibit is confidential, and who decides rules on it."""

from typing import Any

import strawberry

from odr.domain import confidentiality
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.exhibit_types import ConfidentialityClaim
from odr.schema.typed import prose


@strawberry.input(description="Claim that an exhibit of your side is confidential.")
class ClaimConfidentialityInput(CaseInput):
    """Input of `claimConfidentiality`."""

    exhibit: strawberry.ID = strawberry.field(description="An exhibit of your side that is not disclosed.")
    reasons: str = prose(description="Why the other side must not read it. Your side and who decides read this.")
    summary: str = prose(description="What the other side would read in its place, and must be able to answer.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing, no.RecordIsClosed)
class ClaimConfidentialityPayload(CasePayload):
    """The claim, and the case."""

    claim: ConfidentialityClaim | None = strawberry.field(default=None, description="The claim.")


@mutation
def claim_confidentiality(ctx: Context, input: ClaimConfidentialityInput) -> ClaimConfidentialityPayload:
    """Give an exhibit to who decides only. The other side sees nothing, until a grant shows your summary."""
    made = new_id()
    claimed: dict[str, Any] = {"reasons": Text(input.reasons), "summary": Text(input.summary)}
    exhibit = ids.part(input.exhibit, "Exhibit")
    done = perform(ctx, input, confidentiality.ClaimConfidentiality, made=made, claim=made, exhibit=exhibit, **claimed)
    known = ids.encode("ConfidentialityClaim", done.subject)
    found = next((one for one in done.seen.confidentiality_claims if one.id == known), None)
    return ClaimConfidentialityPayload(case=done.case, claim=found, replayed=done.replayed)


@strawberry.input(description="Rule on a claim of confidentiality.")
class RuleOnConfidentialityInput(CaseInput):
    """Input of `ruleOnConfidentiality`."""

    claim: strawberry.ID = strawberry.field(description="The claim.")
    granted: bool = strawberry.field(description="Whether the exhibit stays confidential.")
    reasons: str = prose(description="Why. Both sides read it if you grant the claim; else its own side only.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing, no.RecordIsClosed, no.ObjectionPending)
class RuleOnConfidentialityPayload(CasePayload):
    """The case. Granted, the summary has a number; denied, the exhibit is not disclosed by that."""


@mutation
def rule_on_confidentiality(ctx: Context, input: RuleOnConfidentialityInput) -> RuleOnConfidentialityPayload:
    """Who decides grants the claim, which puts the summary before everybody, or denies it. No exhibit is disclosed."""
    claim = ids.part(input.claim, "ConfidentialityClaim")
    asked: dict[str, Any] = {"granted": input.granted, "reasons": Text(input.reasons)}
    done = perform(ctx, input, confidentiality.RuleOnConfidentiality, claim=claim, **asked)
    return RuleOnConfidentialityPayload(case=done.case, replayed=done.replayed)
