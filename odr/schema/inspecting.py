"""How goods that came back were found, and what the sender says to that."""

from typing import Any

import strawberry

from odr.accounts.principal import Scope
from odr.domain import inspecting
from odr.domain import refusals as no
from odr.domain.vocabulary_returns import ReturnFound
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CITING, CasePayload, perform
from odr.schema.base import CaseInput, Context, MoneyInput, mutation, payload
from odr.schema.typed import cited, prose, words


@strawberry.input(description="Say how goods that came back were found.")
class ReportInspectionInput(CaseInput):
    """Input of `reportInspection`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    found: ReturnFound = strawberry.field(description="How they were found.")
    words: str | None = prose(default=None, description="What differs from what was sent; required unless AS_SENT.")
    exhibits: list[str] = cited()
    accepts: MoneyInput | None = strawberry.field(
        default=None, description="What you offer to give back instead of all of it. Left out, all of it is."
    )


@payload(*ACT, *CITING, no.ReasonsMissing, no.LineUnknown, no.NothingToAnswer)
class ReportInspectionPayload(CasePayload):
    """The case. All that is owed stays owed until the sender agrees to less."""


@mutation
def report_inspection(ctx: Context, input: ReportInspectionInput) -> ReportInspectionPayload:
    """Whoever takes goods back, or the marketplace, says how they were found, and whether less is offered for them."""
    asked: dict[str, Any] = {
        "line": ids.part(input.line, "CompensationLine"),
        "found": input.found,
        "words": words(input.words),
        "exhibits": tuple(input.exhibits),
        "accepts": input.accepts.exact() if input.accepts else None,
    }
    done = perform(ctx, input, inspecting.ReportInspection, scope=Scope.FULFILMENT_WRITE, **asked)
    return ReportInspectionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Answer what was said of goods that you sent back.")
class AnswerInspectionInput(CaseInput):
    """Input of `answerInspection`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    agreed: bool = strawberry.field(description="Whether you agree that less is given back, as was offered.")
    words: str | None = prose(default=None, description="How it was; required unless you agree.")
    exhibits: list[str] = cited()


@payload(*ACT, *BINDING, *CITING, no.ReasonsMissing, no.LineUnknown, no.NothingToAnswer)
class AnswerInspectionPayload(CasePayload):
    """The case. With your agreement less is owed; without it all of it is, as before."""


@mutation
def answer_inspection(ctx: Context, input: AnswerInspectionInput) -> AnswerInspectionPayload:
    """Whoever sent goods back says how it was, and whether it agrees to less. To say nothing is no consent."""
    asked: dict[str, Any] = {
        "line": ids.part(input.line, "CompensationLine"),
        "agreed": input.agreed,
        "words": words(input.words),
        "exhibits": tuple(input.exhibits),
    }
    done = perform(ctx, input, inspecting.AnswerInspection, **asked)
    return AnswerInspectionPayload(case=done.case, replayed=done.replayed)
