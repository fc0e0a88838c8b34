"""A side is asked to make clearer what it said, and does so."""

from datetime import datetime
from typing import Any

import strawberry

from odr.domain import clarifying
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CITING, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import cited, prose
from odr.schema.vocabulary_amending import Submission


@strawberry.input(description="Ask a side to make clearer what it said.")
class AskClarificationInput(CaseInput):
    """Input of `askClarification`."""

    about: Submission = strawberry.field(description="Which statement; whoever made it is asked.")
    what: str = prose(description="What is not clear.")
    due: datetime | None = strawberry.field(default=None, description="Until when, if not as the rulebook says.")


@payload(*ACT, no.ReasonsMissing, no.DateInThePast)
class AskClarificationPayload(CasePayload):
    """The case with the request."""


@mutation
def ask_clarification(ctx: Context, input: AskClarificationInput) -> AskClarificationPayload:
    """The administrator at intake, or the neutral who leads the case, asks a side what it means."""
    made = new_id()
    done = perform(
        ctx,
        input,
        clarifying.AskClarification,
        made=made,
        clarification=made,
        about=input.about,
        what=Text(input.what),
        due=input.due,
    )
    return AskClarificationPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Make clearer what your side said.")
class GiveClarificationInput(CaseInput):
    """Input of `giveClarification`."""

    clarification: strawberry.ID = strawberry.field(description="The request.")
    words: str = prose(description="What is meant.")
    exhibits: list[str] = cited()


@payload(*ACT, *CITING, no.ReasonsMissing, no.NothingToAnswer)
class GiveClarificationPayload(CasePayload):
    """The case with the clarification."""


@mutation
def give_clarification(ctx: Context, input: GiveClarificationInput) -> GiveClarificationPayload:
    """Say what is meant; both sides, the administrator and every neutral read it. To say nothing is no consent."""
    asked: dict[str, Any] = {"words": Text(input.words), "exhibits": tuple(input.exhibits)}
    which = ids.part(input.clarification, "Clarification")
    done = perform(ctx, input, clarifying.GiveClarification, clarification=which, **asked)
    return GiveClarificationPayload(case=done.case, replayed=done.replayed)
