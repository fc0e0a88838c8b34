"""Who comes into a case beside the two sides: the recipient asked in by the buyer, and whoever follows a link."""

import strawberry
from sqlalchemy import Connection

from odr.accounts import invitations
from odr.accounts.invitations import Part
from odr.accounts.refusals import EmailNotValid, LinkNotValid, Throttled
from odr.accounts.repeats import once, replay
from odr.assignment import belongs_to
from odr.domain import recipients, representing, third_parties
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.guards import Command
from odr.domain.roles import Actor, Role
from odr.ids import new_id
from odr.orders import recipient_of
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, Payload, RepeatableInput, mutation, payload
from odr.schema.repeats import ask_of
from odr.schema.representing import require_mails_left
from odr.schema.viewers import person_signed_in

RECIPIENT = "recipient"
"""The part of the order's recipient, of whom a case has one."""


@strawberry.input(description="Ask the recipient of your order into the case.")
class InviteRecipientInput(CaseInput):
    """Input of `inviteRecipient`."""


@payload(*ACT, no.NoRecipient, EmailNotValid, Throttled)
class InviteRecipientPayload(CasePayload):
    """The case."""


@mutation
def invite_recipient(ctx: Context, input: InviteRecipientInput) -> InviteRecipientPayload:
    """Ask whoever was to receive your order into the case: a one-time link goes to the address that the order names.

    Asked again before they came, a new link goes out and the one before opens nothing.
    They take part on your side. They see no payments, and settle nothing: money goes back to you, who paid.
    """
    who, case_id = person_asking(ctx), ids.local(input.case, "Case")
    address = _address(ctx, case_id)
    if address:
        require_mails_left(ctx, input, address, recipients.may_invite_recipient)
    done = perform(ctx, input, recipients.InviteRecipient, made=new_id())
    if address:
        with ctx.store.write() as conn:
            part = Part(case_id, RECIPIENT, done.subject)
            invitations.invite(conn, part, address, who.language, ctx.received_at)
    return InviteRecipientPayload(case=done.case, replayed=done.replayed)


def _address(ctx: Context, case_id: str) -> str | None:
    """Where the link goes: the address that the order names, which whoever asks does not see."""
    seen = ctx.clerk.look(case_id, visitor(person_asking(ctx)), ctx.received_at)
    with ctx.store.read() as conn:
        return recipient_of(conn, seen.case.order.id)


@strawberry.input(description="Take on the part in a case that a link offers you.")
class AcceptPartInput(RepeatableInput):
    """Input of `acceptPart`."""

    token: str = strawberry.field(description="The token out of the link. It works once.")


@payload(LinkNotValid, no.HasAnotherPart, no.NeutralBelongsToYou, no.CaseIsClosed)
class AcceptPartPayload(Payload):
    """Where the link led."""

    case_id: strawberry.ID | None = strawberry.field(default=None, description="The case: ask for it by this id.")


@mutation
def accept_part(ctx: Context, input: AcceptPartInput) -> AcceptPartPayload:
    """Take on the part in a case that somebody asked you to take: to speak for a side, as the order's recipient,
    or as a carrier, a broker or a maker."""
    person, at = person_signed_in(ctx), ctx.received_at
    ask = ask_of("acceptPart", person, input)
    done = replay(ctx.store, ask)
    if done is None:
        with ctx.store.read() as conn:
            offered = invitations.part_of(conn, input.token, at)
        _join(ctx, offered, person)

        def work(conn: Connection) -> str:
            invitations.take_part(conn, input.token, at)
            return offered.case

        done = once(ctx.store, ask, work, at)
    return AcceptPartPayload(case_id=ids.encode("Case", done.result), replayed=done.replayed)


def _join(ctx: Context, offered: Part, person: str) -> None:
    """Raises LinkNotValid for a part that is over or was taken on, HasAnotherPart, CaseIsClosed."""
    case = ctx.clerk.look_as(offered.case, Role.SYSTEM, ctx.received_at).case
    if _has_it_already(offered, case, person):
        return
    _require_no_seat(ctx, offered.case)
    try:
        ctx.clerk.submit_for_service(offered.case, _command(ctx, offered, case, person))
    except (no.AlreadyDone, no.NotFound):
        raise LinkNotValid from None


def _has_it_already(offered: Part, case: Case, person: str) -> bool:
    """Whether the case knows of it and only the link was not used up: the attempt before stopped half way."""
    if offered.part == RECIPIENT:
        return case.recipient == person
    named = case.representations.get(offered.part)
    return named is not None and named.active and named.person == person


def _command(ctx: Context, offered: Part, case: Case, person: str) -> Command:
    """What the link offers. Raises NotFound for what the case does not know."""
    if offered.part == RECIPIENT:
        return recipients.JoinAsRecipient(by=Actor(Role.RECIPIENT, person), at=ctx.received_at)
    if offered.part in case.third_parties:
        return _third_party(ctx, offered, case, person)
    named = case.representations.get(offered.part)
    if named is None:
        raise no.NotFound
    by = Actor(Role(named.side.value), person)
    return representing.JoinAsRepresentative(by=by, at=ctx.received_at, representation=named.id)


def _third_party(ctx: Context, offered: Part, case: Case, person: str) -> Command:
    """With whom they belong together, for the independence of the neutrals."""
    serving = [one.person for one in case.appointments if one.active]
    with ctx.store.read() as conn:
        neutrals = [belongs_to(conn, one) for one in serving]
        own = belongs_to(conn, person)
    by = Actor(Role.THIRD_PARTY, person)
    ties = frozenset[str]().union(*neutrals)
    return third_parties.JoinAsThirdParty(by=by, at=ctx.received_at, third=offered.part, belongs_to=own, neutrals=ties)


def _require_no_seat(ctx: Context, case_id: str) -> None:
    """Whoever belongs to a side's organisation or to the marketplace has a part by that. Raises HasAnotherPart."""
    try:
        ctx.clerk.look(case_id, visitor(person_asking(ctx)), ctx.received_at)
    except no.NotFound:
        return
    raise no.HasAnotherPart
