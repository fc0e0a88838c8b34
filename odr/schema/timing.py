"""More time, time that stands still, and another version of the procedure."""

from typing import Annotated

import strawberry

from odr.domain import changing, extending, pausing
from odr.domain import refusals as no
from odr.domain import rulebook as rules
from odr.domain.possible import Action
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CasePayload, perform, reader_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload, query
from odr.schema.case_types import Rulebook
from odr.schema.reader import language_of
from odr.schema.shown import show_rulebook
from odr.schema.typed import prose, words
from odr.schema.vocabulary_time import PauseGround


@strawberry.input(description="Take more time for a time frame, or ask the other side for it.")
class ExtendFrameInput(CaseInput):
    """Input of `extendFrame`."""

    frame: strawberry.ID = strawberry.field(description="The time frame: `frame` of a deadline.")
    reasons: str | None = prose(default=None, description="Why; needed for a complex case, and to go past the cap.")


@payload(*ACT, no.NotExtendable, no.FrameNotRunning, no.ReasonsMissing, no.PastTheCap)
class ExtendFramePayload(CasePayload):
    """The case, with the new date, or with the question to the other side."""


@mutation
def extend_frame(ctx: Context, input: ExtendFrameInput) -> ExtendFramePayload:
    """Make a time frame longer, as the rulebook lets you: at once, or once the other side agrees."""
    frame = ids.part(input.frame, "Frame")
    done = perform(ctx, input, extending.ExtendFrame, frame=frame, reasons=words(input.reasons))
    return ExtendFramePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Agree to more time, or do not.")
class AnswerExtensionInput(CaseInput):
    """Input of `answerExtension`."""

    frame: strawberry.ID = strawberry.field(description="The time frame.")
    agrees: bool = strawberry.field(description="Whether your side agrees.")


@payload(*ACT, no.FrameNotRunning, no.NothingToAnswer)
class AnswerExtensionPayload(CasePayload):
    """The case, with the new date where you agreed."""


@mutation
def answer_extension(ctx: Context, input: AnswerExtensionInput) -> AnswerExtensionPayload:
    """Answer the other side that asked for more time."""
    frame = ids.part(input.frame, "Frame")
    done = perform(ctx, input, extending.AnswerExtension, frame=frame, agrees=input.agrees)
    return AnswerExtensionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Ask the other side to let time stand still.")
class AskPauseInput(CaseInput):
    """Input of `askPause`."""

    days: int = strawberry.field(description="For how many days.")
    reasons: str = prose(description="Why.")


@payload(*ACT, no.ReasonsMissing, no.PauseTooLong)
class AskPausePayload(CasePayload):
    """The case, with the question to the other side."""


@mutation
def ask_pause(ctx: Context, input: AskPauseInput) -> AskPausePayload:
    """Ask the other side to let time stand still for some days. Nothing changes before it agrees."""
    asked = words(input.reasons)
    done = perform(ctx, input, pausing.AskPause, made=(pause := new_id()), pause=pause, days=input.days, reasons=asked)
    return AskPausePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Agree to a pause, or do not.")
class AnswerPauseInput(CaseInput):
    """Input of `answerPause`."""

    agrees: bool = strawberry.field(description="Whether your side agrees.")


@payload(*ACT, no.NothingToAnswer)
class AnswerPausePayload(CasePayload):
    """The case; where you agreed, its time stands still."""


@mutation
def answer_pause(ctx: Context, input: AnswerPauseInput) -> AnswerPausePayload:
    """Answer the other side that asked for a pause."""
    done = perform(ctx, input, pausing.AnswerPause, agrees=input.agrees)
    return AnswerPausePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Let time stand still for a reason of the closed list.")
class OrderPauseInput(CaseInput):
    """Input of `orderPause`."""

    ground: PauseGround = strawberry.field(description="The reason.")
    days: int = strawberry.field(description="For how many days at most.")
    reasons: str = prose(description="Why, in words that both sides can read.")


@payload(*ACT, no.ReasonsMissing, no.PauseTooLong)
class OrderPausePayload(CasePayload):
    """The case, whose time stands still."""


@mutation
def order_pause(ctx: Context, input: OrderPauseInput) -> OrderPausePayload:
    """Let time stand still: for the neutral at work and for administrators."""
    pause, why = new_id(), words(input.reasons)
    done = perform(
        ctx, input, pausing.OrderPause, made=pause, pause=pause, ground=input.ground, days=input.days, reasons=why
    )
    return OrderPausePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Let time go on before the pause is over.")
class ResumeCaseInput(CaseInput):
    """Input of `resumeCase`."""


@payload(*ACT, no.NothingToAnswer)
class ResumeCasePayload(CasePayload):
    """The case, whose dates go on with what was left."""


@mutation
def resume_case(ctx: Context, input: ResumeCaseInput) -> ResumeCasePayload:
    """End a pause: either side one that both agreed on, neutrals and administrators one that was ordered."""
    done = perform(ctx, input, pausing.ResumeCase)
    return ResumeCasePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Ask the other side to go on under another version of the procedure.")
class AskRulebookChangeInput(CaseInput):
    """Input of `askRulebookChange`."""

    rulebook: strawberry.ID = strawberry.field(description="The rulebook.")


@payload(*ACT, *BINDING, no.RulebookDoesNotFit)
class AskRulebookChangePayload(CasePayload):
    """The case, with the question to the other side."""


@mutation
def ask_rulebook_change(ctx: Context, input: AskRulebookChangeInput) -> AskRulebookChangePayload:
    """Ask to go on under another rulebook. A running case keeps its own unless both sides agree."""
    to, change = _rulebook(ctx, ids.local(input.rulebook, "Rulebook")), new_id()
    done = perform(ctx, input, changing.AskRulebookChange, made=change, change=change, to=to)
    return AskRulebookChangePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Agree to another version of the procedure, or do not.")
class AnswerRulebookChangeInput(CaseInput):
    """Input of `answerRulebookChange`."""

    rulebook: strawberry.ID = strawberry.field(description="The rulebook that was asked for.")
    agrees: bool = strawberry.field(description="Whether your side agrees.")


@payload(*ACT, no.NothingToAnswer, *BINDING, no.RulebookDoesNotFit)
class AnswerRulebookChangePayload(CasePayload):
    """The case; where you agreed, what follows is under the other rulebook."""


@mutation
def answer_rulebook_change(ctx: Context, input: AnswerRulebookChangeInput) -> AnswerRulebookChangePayload:
    """Answer the other side that asked for another rulebook. Dates that run stay as they are."""
    to = _rulebook(ctx, ids.local(input.rulebook, "Rulebook"))
    done = perform(ctx, input, changing.AnswerRulebookChange, agrees=input.agrees, to=to)
    return AnswerRulebookChangePayload(case=done.case, replayed=done.replayed)


@query
def rulebook_choices(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[Rulebook]:
    """Other rulebooks under which your side can ask to go on; none for whoever cannot ask."""
    who = reader_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    if all(one.action is not Action.ASK_RULEBOOK_CHANGE for one in seen.possible()):
        return []
    language = language_of(who.language, seen.case)
    return [show_rulebook(one, language) for one in changing.fitting(seen.case, ctx.clerk.law.rulebooks.values())]


def _rulebook(ctx: Context, name: str) -> rules.Rulebook:
    found = ctx.clerk.law.rulebooks.get(name)
    if found is None:
        raise no.NotFound
    return found
