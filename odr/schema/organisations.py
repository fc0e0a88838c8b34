"""Organisations and the people who act for them; the invitation that brings a seller into a case."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection

from odr.accounts import invitations, organisations
from odr.accounts.invitations import CaseInvitation
from odr.accounts.organisations import MemberRole
from odr.accounts.refusals import (
    CountryNotValid,
    EmailNotValid,
    LastOwner,
    LinkNotValid,
    NameNotValid,
    NotAMember,
    Throttled,
)
from odr.accounts.repeats import once
from odr.domain.filing import JoinCase
from odr.domain.refusals import AccountClosed, AlreadyDone, CaseIsClosed, NotAllowed, NotFound
from odr.domain.roles import Role, Visitor
from odr.schema.base import Context, Node, Payload, RepeatableInput, ids, mutation, node, payload, query, sized
from odr.schema.closing import Closure, closure
from odr.schema.places import PLACES, REGION, require_place
from odr.schema.repeats import ask_of
from odr.schema.viewers import person_signed_in


@strawberry.type(description="A person in an organisation.")
class OrganisationMember:
    """A row of `Organisation.members`."""

    id: strawberry.ID = strawberry.field(description="The person's id.")
    name: str = strawberry.field(description="The person's name.")
    role: MemberRole = strawberry.field(description="Owners say who belongs to the organisation.")
    since: datetime = strawberry.field(description="Since when.")


@strawberry.type(description="An organisation, as its people see it.")
class Organisation(Node):
    """Visible to its members only."""

    name: str = strawberry.field(description="Its name.")
    country: str = strawberry.field(description="ISO 3166-1 code of its country.")
    members: list[OrganisationMember] = sized(5, description="Who acts for it, the longest there first.")
    closure: Closure | None = strawberry.field(
        description="Since when its account is closed, and why; null while open."
    )


@node("Organisation")
def organisation_by_local_id(ctx: Context, local: str) -> Organisation | None:
    """An organisation of the person who asks."""
    return _show(ctx, person_signed_in(ctx), local)


@query
def organisation(
    ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="One of your organisations.")]
) -> Organisation:
    """An organisation that you belong to, with its people."""
    person = person_signed_in(ctx)
    return _show(ctx, person, ids.local(id, "Organisation"))


def _show(ctx: Context, person: str, organisation: str) -> Organisation:
    with ctx.store.read() as conn:
        people = organisations.members_of(conn, person, organisation)
        name, country = organisations.letterhead(conn, organisation)
        closed = closure(conn, organisation)
    return Organisation(
        id=ids.encode("Organisation", organisation),
        name=name,
        country=country,
        members=[
            OrganisationMember(id=ids.encode("Person", one.person), name=one.name, role=one.role, since=one.since)
            for one in people
        ],
        closure=closed,
    )


@strawberry.input(description="Found an organisation.")
class CreateOrganisationInput(RepeatableInput):
    """Input of `createOrganisation`."""

    name: str = strawberry.field(description="1 to 200 characters.")
    country: str = strawberry.field(description="ISO 3166-1 code, such as DE.")
    region: str | None = strawberry.field(default=None, description=REGION)


@payload(NameNotValid, CountryNotValid, *PLACES)
class CreateOrganisationPayload(Payload):
    """The new organisation."""

    organisation: Organisation | None = strawberry.field(default=None, description="With you as its owner.")


@mutation
def create_organisation(ctx: Context, input: CreateOrganisationInput) -> CreateOrganisationPayload:
    """Found an organisation, whose owner you are."""
    person, at = person_signed_in(ctx), ctx.received_at
    region = require_place(ctx.clerk.law.calendars, input.country, input.region)

    def work(conn: Connection) -> str:
        return organisations.create_organisation(conn, person, input.name, input.country, at, region)

    done = once(ctx.store, ask_of("createOrganisation", person, input), work, at)
    return CreateOrganisationPayload(organisation=_show(ctx, person, done.result), replayed=done.replayed)


@strawberry.input(description="Invite somebody into an organisation.")
class InviteMemberInput(RepeatableInput):
    """Input of `inviteMember`."""

    organisation: strawberry.ID = strawberry.field(description="An organisation that you own.")
    email: str = strawberry.field(description="Where the invitation goes.")
    owner: bool = strawberry.field(default=False, description="Whether they may invite and remove people too.")


@payload(EmailNotValid, Throttled)
class InviteMemberPayload(Payload):
    """The invitation is on its way; it can be accepted within seven days."""


@mutation
def invite_member(ctx: Context, input: InviteMemberInput) -> InviteMemberPayload:
    """Send an invitation into an organisation."""
    person, at = person_signed_in(ctx), ctx.received_at
    organisation = ids.local(input.organisation, "Organisation")
    role = MemberRole.OWNER if input.owner else MemberRole.MEMBER
    if organisation in ctx.signed_in().closed:
        raise AccountClosed

    def work(conn: Connection) -> str:
        organisations.invite_member(conn, person, organisation, input.email, role, ctx.ip_prefix, at)
        return organisation

    done = once(ctx.store, ask_of("inviteMember", person, input), work, at)
    return InviteMemberPayload(replayed=done.replayed)


@strawberry.input(description="Accept an invitation into an organisation.")
class AcceptMemberInvitationInput(RepeatableInput):
    """Input of `acceptMemberInvitation`."""

    token: str = strawberry.field(description="The token out of the link. It works once.")


@payload(LinkNotValid)
class AcceptMemberInvitationPayload(Payload):
    """The organisation you belong to now."""

    organisation: Organisation | None = strawberry.field(default=None, description="With you among its people.")


@mutation
def accept_member_invitation(ctx: Context, input: AcceptMemberInvitationInput) -> AcceptMemberInvitationPayload:
    """Join the organisation that sent you the link."""
    person, at = person_signed_in(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        return organisations.accept_member_invitation(conn, person, input.token, at)

    done = once(ctx.store, ask_of("acceptMemberInvitation", person, input), work, at)
    return AcceptMemberInvitationPayload(organisation=_show(ctx, person, done.result), replayed=done.replayed)


@strawberry.input(description="End somebody's part in an organisation, or your own.")
class RemoveMemberInput(RepeatableInput):
    """Input of `removeMember`."""

    organisation: strawberry.ID = strawberry.field(description="The organisation.")
    person: strawberry.ID = strawberry.field(description="Who leaves it.")


@payload(LastOwner, NotAMember)
class RemoveMemberPayload(Payload):
    """Who is left."""

    organisation: Organisation | None = strawberry.field(
        default=None, description="The organisation as it is now; null when you left it yourself."
    )


@mutation
def remove_member(ctx: Context, input: RemoveMemberInput) -> RemoveMemberPayload:
    """End somebody's part in an organisation, at once: owners remove anybody, everybody may leave."""
    person, at = person_signed_in(ctx), ctx.received_at
    organisation = ids.local(input.organisation, "Organisation")
    leaving = ids.part(input.person, "Person")

    def work(conn: Connection) -> str:
        organisations.remove_member(conn, person, organisation, leaving)
        return organisation

    done = once(ctx.store, ask_of("removeMember", person, input), work, at)
    left = None if leaving == person else _show(ctx, person, organisation)
    return RemoveMemberPayload(organisation=left, replayed=done.replayed)


@strawberry.input(description="Accept the invitation of a seller into a case.")
class AcceptCaseInvitationInput(RepeatableInput):
    """Input of `acceptCaseInvitation`."""

    token: str = strawberry.field(description="The token out of the link. It works once.")


@payload(LinkNotValid)
class AcceptCaseInvitationPayload(Payload):
    """Where the invitation led."""

    case_id: strawberry.ID | None = strawberry.field(default=None, description="The case: ask for it by this id.")
    organisation: Organisation | None = strawberry.field(default=None, description="Whom you act for in it.")


@mutation
def accept_case_invitation(ctx: Context, input: AcceptCaseInvitationInput) -> AcceptCaseInvitationPayload:
    """Take the seller's part in a case: you join the invited organisation, and the case notes that it was reached."""
    person, at = person_signed_in(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        invited = invitations.redeem(conn, input.token, person, at)
        _require_no_other_part(ctx, person, invited)
        return json.dumps(asdict(invited))

    done = once(ctx.store, ask_of("acceptCaseInvitation", person, input), work, at)
    invited = CaseInvitation(**json.loads(done.result))
    _join_case(ctx, person, invited)
    return AcceptCaseInvitationPayload(
        case_id=ids.encode("Case", invited.case),
        organisation=_show(ctx, person, invited.organisation),
        replayed=done.replayed,
    )


def _require_no_other_part(ctx: Context, person: str, invited: CaseInvitation) -> None:
    """Who complains, mediates or decides in a case does not act for its respondent. Raises NotAllowed."""
    try:
        part = ctx.clerk.look(invited.case, Visitor(person), ctx.received_at).by.role
    except NotFound:
        return
    if part is not Role.RESPONDENT:
        raise NotAllowed


def _join_case(ctx: Context, person: str, invited: CaseInvitation) -> None:
    """Note in the case that the organisation came. Others, and a repeat, find that noted; who is closed reads."""
    organisation = frozenset({invited.organisation})
    with ctx.store.read() as conn:
        closed = organisation if closure(conn, invited.organisation) else frozenset[str]()
    visitor = Visitor(person, organisations=organisation, closed=closed)
    try:
        ctx.clerk.submit(invited.case, visitor, lambda by: JoinCase(by=by, at=ctx.received_at), ctx.received_at)
    except (AccountClosed, AlreadyDone, CaseIsClosed):
        return
