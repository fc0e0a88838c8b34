"""Evidence is asked for and answered; the record is opened once more."""

from datetime import datetime
from typing import Any

import strawberry

from odr.domain import producing
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.exhibit_types import EvidenceRequest
from odr.schema.typed import prose, words
from odr.schema.vocabulary import Side
from odr.schema.vocabulary_evidence import Production


@strawberry.input(description="Ask a side for evidence.")
class RequestEvidenceInput(CaseInput):
    """Input of `requestEvidence`."""

    side: Side = strawberry.field(description="Who is asked: the other side; a decision maker may ask either.")
    what: str = prose(description="What is asked for.")
    why: str = prose(description="What it would show.")
    due: datetime | None = strawberry.field(
        default=None, description="Until when, if not as the rulebook says; never after the time for evidence."
    )


@payload(*ACT, no.ReasonsMissing, no.DateInThePast)
class RequestEvidencePayload(CasePayload):
    """What was asked for, and the case."""

    request: EvidenceRequest | None = strawberry.field(default=None, description="What was asked for.")


@mutation
def request_evidence(ctx: Context, input: RequestEvidenceInput) -> RequestEvidencePayload:
    """Ask the other side for evidence; as the decision maker, order it: what does not come may count against it."""
    made = new_id()
    asking: dict[str, Any] = {"side": input.side, "what": Text(input.what), "why": Text(input.why), "due": input.due}
    done = perform(ctx, input, producing.RequestEvidence, made=made, request=made, **asking)
    asked = ids.encode("EvidenceRequest", done.subject)
    found = next((one for one in done.seen.evidence_requests if one.id == asked), None)
    return RequestEvidencePayload(case=done.case, request=found, replayed=done.replayed)


@strawberry.input(description="Answer a request for evidence.")
class AnswerEvidenceRequestInput(CaseInput):
    """Input of `answerEvidenceRequest`."""

    request: strawberry.ID = strawberry.field(description="The request.")
    answer: Production = strawberry.field(description="Whether you produced it, cannot, or refuse.")
    exhibits: list[str] = strawberry.field(
        default_factory=list,
        description="The exhibits that were asked for, by number, such as R-1: disclose them first.",
    )
    words: str | None = prose(default=None, description="Why not; needed without exhibits.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing, no.ExhibitUnknown)
class AnswerEvidenceRequestPayload(CasePayload):
    """The case."""


@mutation
def answer_evidence_request(ctx: Context, input: AnswerEvidenceRequestInput) -> AnswerEvidenceRequestPayload:
    """Name the exhibits that were asked for, or say that they do not exist, or why you refuse."""
    done = perform(
        ctx,
        input,
        producing.AnswerEvidenceRequest,
        request=ids.part(input.request, "EvidenceRequest"),
        answer=input.answer,
        exhibits=tuple(input.exhibits),
        words=words(input.words),
    )
    return AnswerEvidenceRequestPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Open the record once more.")
class ReopenRecordInput(CaseInput):
    """Input of `reopenRecord`."""

    reasons: str = prose(description="Why; both sides read it.")


@payload(*ACT, no.ReasonsMissing)
class ReopenRecordPayload(CasePayload):
    """The case, where evidence can be handed in again."""


@mutation
def reopen_record(ctx: Context, input: ReopenRecordInput) -> ReopenRecordPayload:
    """The decision maker lets both sides hand in evidence and answer it once more. The overall limit goes on."""
    done = perform(ctx, input, producing.ReopenRecord, reasons=Text(input.reasons))
    return ReopenRecordPayload(case=done.case, replayed=done.replayed)
