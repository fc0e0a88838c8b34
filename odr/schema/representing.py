"""Somebody speaks for a side by mandate: named by it, joined by a one-time link, ended by either of them."""

from collections.abc import Callable

import strawberry

from odr.accounts import invitations
from odr.accounts.invitations import Part
from odr.accounts.refusals import EmailNotValid, Throttled
from odr.domain import refusals as no
from odr.domain import representing
from odr.domain.case import Case
from odr.domain.roles import Actor
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CasePayload, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.part_types import Representation


@strawberry.input(description="Name somebody who speaks for your side.")
class NameRepresentativeInput(CaseInput):
    """Input of `nameRepresentative`."""

    email: str = strawberry.field(description="Where the one-time link goes. It does not stand in the case.")
    settles: bool = strawberry.field(
        description="Whether the mandate covers what binds your side or gives up a right of it: offers, bids, "
        "acceptances, rejecting a decision, withdrawing."
    )


@payload(*ACT, *BINDING, no.RepresentedAlready, EmailNotValid, Throttled)
class NameRepresentativePayload(CasePayload):
    """The mandate, and the case."""

    representation: Representation | None = strawberry.field(default=None, description="The mandate.")


@mutation
def name_representative(ctx: Context, input: NameRepresentativeInput) -> NameRepresentativePayload:
    """Let somebody speak for your side: with the link they see what you see, and act for you, until one of you ends it.

    Named again before somebody took it on, a new link goes out and the one before opens nothing. Everybody in the
    case sees the mandate and, once it was taken on, whose it is.
    """
    who, made = person_asking(ctx), new_id()
    require_mails_left(ctx, input, input.email, representing.may_name_representative)
    done = perform(ctx, input, representing.NameRepresentative, made=made, representation=made, settles=input.settles)
    named = Part(ids.local(input.case, "Case"), done.subject)
    with ctx.store.write() as conn:
        invitations.invite(conn, named, input.email, who.language, ctx.received_at)
    wanted = ids.encode("Representation", done.subject)
    found = next((one for one in done.seen.representations if one.id == wanted), None)
    return NameRepresentativePayload(case=done.case, representation=found, replayed=done.replayed)


def require_mails_left(ctx: Context, input: CaseInput, email: str, may: Callable[[Actor, Case], None]) -> None:
    """Before anything is entered in the case; whoever may not is refused by the clerk, who knows a repeat too.

    Raises EmailNotValid, Throttled.
    """
    case_id = ids.local(input.case, "Case")
    seen = ctx.clerk.look(case_id, visitor(person_asking(ctx)), ctx.received_at)
    try:
        may(seen.by, seen.case)
    except no.Refused:
        return
    with ctx.store.write() as conn:
        invitations.may_invite(conn, email, ctx.ip_prefix, ctx.received_at)


@strawberry.input(description="End the mandate of whoever speaks for your side, or lay yours down.")
class EndRepresentationInput(CaseInput):
    """Input of `endRepresentation`."""

    representation: strawberry.ID | None = strawberry.field(
        default=None, description="Which one, where you are the guardian and revoke a mandate of the side."
    )


@payload(*ACT, *BINDING, no.NothingToAnswer, no.GuardianStays)
class EndRepresentationPayload(CasePayload):
    """The case; null for whoever laid the mandate down."""


@mutation
def end_representation(ctx: Context, input: EndRepresentationInput) -> EndRepresentationPayload:
    """Revoke the mandate that your side gave, or lay your part down, also as a guardian.

    Whoever held it sees the case no more. What was done under it stands. Also possible in a closed case.
    """
    person_asking(ctx)
    which = "" if input.representation is None else ids.local(input.representation, "Representation")
    done = perform(ctx, input, representing.EndRepresentation, representation=which)
    return EndRepresentationPayload(case=done.case, replayed=done.replayed)
