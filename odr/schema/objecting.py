"""A neutral discloses, a side objects, the administrator decides; who recuses themselves or is away is replaced."""

from typing import Any

import strawberry

from odr.accounts.neutrals import profile_of
from odr.domain import objecting
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.typed import prose, words
from odr.schema.vocabulary import Function


@strawberry.input(description="Disclose what could make somebody doubt your independence.")
class DiscloseCircumstancesInput(CaseInput):
    """Input of `discloseCircumstances`."""

    circumstances: str | None = prose(
        default=None, description="What it is, for both sides; leave it out to declare that there is nothing."
    )


@payload(*ACT, no.ReasonsMissing)
class DiscloseCircumstancesPayload(CasePayload):
    """The case; both sides have the time to object again if you disclosed something."""


@mutation
def disclose_circumstances(ctx: Context, input: DiscloseCircumstancesInput) -> DiscloseCircumstancesPayload:
    """The neutral at work says what could make somebody doubt their independence, or that there is nothing."""
    done = perform(ctx, input, objecting.DiscloseCircumstances, circumstances=words(input.circumstances))
    return DiscloseCircumstancesPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Object to the neutral who is at work.")
class ObjectToNeutralInput(CaseInput):
    """Input of `objectToNeutral`."""

    function: Function | None = strawberry.field(
        default=None, description="Whom you object to: DECIDER or SECOND_READER, where both are at work."
    )
    reasons: str = prose(description="Why you doubt their independence; everybody in the case reads it.")


@payload(*ACT, no.ReasonsMissing)
class ObjectToNeutralPayload(CasePayload):
    """The case; nothing is decided until your objection is."""


@mutation
def object_to_neutral(ctx: Context, input: ObjectToNeutralInput) -> ObjectToNeutralPayload:
    """A side objects to the neutral at work, once and within the time for it."""
    made = new_id()
    asked: dict[str, Any] = {"objection": made, "function": input.function, "reasons": Text(input.reasons)}
    done = perform(ctx, input, objecting.ObjectToNeutral, made=made, **asked)
    return ObjectToNeutralPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Decide on an objection to a neutral.")
class DecideObjectionInput(CaseInput):
    """Input of `decideObjection`."""

    objection: strawberry.ID = strawberry.field(description="One of the case's objections that is not decided.")
    sustained: bool = strawberry.field(description="Whether the neutral is replaced.")
    reasons: str = prose(description="Why, for both sides.")


@payload(*ACT, no.ReasonsMissing, no.NothingToAnswer)
class DecideObjectionPayload(CasePayload):
    """The case; sustained, another neutral is appointed."""


@mutation
def decide_objection(ctx: Context, input: DecideObjectionInput) -> DecideObjectionPayload:
    """Whoever administers the case sustains or overrules an objection, with reasons."""
    asked: dict[str, Any] = {"objection": ids.part(input.objection, "Objection"), "sustained": input.sustained}
    done = perform(ctx, input, objecting.DecideObjection, reasons=Text(input.reasons), **asked)
    return DecideObjectionPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Recuse yourself.")
class RecuseNeutralInput(CaseInput):
    """Input of `recuseNeutral`."""

    reasons: str = prose(description="Why, for both sides.")


@payload(*ACT, no.ReasonsMissing)
class RecuseNeutralPayload(CasePayload):
    """No case: you see it no more. Another neutral is appointed."""


@mutation
def recuse_neutral(ctx: Context, input: RecuseNeutralInput) -> RecuseNeutralPayload:
    """The neutral at work does not serve here any more; another one is appointed and gets the file."""
    done = perform(ctx, input, objecting.RecuseNeutral, reasons=Text(input.reasons))
    return RecuseNeutralPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Hand a case over to another neutral.")
class HandOverCaseInput(CaseInput):
    """Input of `handOverCase`."""

    function: Function | None = strawberry.field(
        default=None, description="From whom: DECIDER or SECOND_READER, where both are at work."
    )
    reasons: str = prose(description="Why, for both sides.")


@payload(*ACT, no.ReasonsMissing, no.NotAway)
class HandOverCasePayload(CasePayload):
    """The case; another neutral is appointed and gets the file."""


@mutation
def hand_over_case(ctx: Context, input: HandOverCaseInput) -> HandOverCasePayload:
    """Whoever administers the case takes it from a neutral who is away. A registrar may also when they are not."""
    who, at = person_asking(ctx), ctx.received_at
    found = ctx.clerk.look(ids.local(input.case, "Case"), visitor(who), at).case
    serving = objecting.at_work(found, input.function)
    with ctx.store.read() as conn:
        away = serving is not None and profile_of(conn, serving.person).is_away(at)
    asked: dict[str, Any] = {"function": input.function, "away": away}
    done = perform(ctx, input, objecting.HandOverCase, reasons=Text(input.reasons), **asked)
    return HandOverCasePayload(case=done.case, replayed=done.replayed)
