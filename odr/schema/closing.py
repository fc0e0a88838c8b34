"""Closing an account and opening it again."""

from datetime import datetime

import strawberry
from sqlalchemy import Connection

from odr.accounts import closing
from odr.accounts.closing import ClosedBy
from odr.accounts.directory import person_at
from odr.accounts.marketplaces import seller_of
from odr.accounts.refusals import (
    EmailNotValid,
    LastOwner,
    OtherSideOfSeller,
    OwnAccount,
    SecondFactorNeeded,
    StillServing,
    Throttled,
    WrongCode,
    WrongPassword,
)
from odr.accounts.repeats import once, replay
from odr.accounts.second_factor import Shown
from odr.accounts.sessions import check_password
from odr.domain.refusals import AlreadyDone, InvalidInput, ReasonsMissing
from odr.schema import ids
from odr.schema.acts import person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload
from odr.schema.repeats import ask_looked_through, ask_of
from odr.schema.second_factor import CODE, factors_of
from odr.schema.typed import prose
from odr.schema.viewers import person_signed_in
from odr.schema.vocabulary import described

described(
    ClosedBy,
    "Who closed an account.",
    {
        "HOLDER": "Whoever it belongs to.",
        "MARKETPLACE": "The marketplace where it sells.",
        "REGISTRAR": "A registrar of the service.",
    },
)
_EXTERNAL_ID = "The marketplace's own id of the seller."
_REASONS = "Why; whoever acts for the account reads it. At most 2,000 characters."


@strawberry.type(description="Since when an account is closed, and why.")
class Closure:
    at: datetime = strawberry.field(description="Since when.")
    by: ClosedBy = strawberry.field(description="Who closed it.")
    reasons: str = strawberry.field(description="Why, in their words; empty if they said nothing.")


def closure(conn: Connection, holder: str) -> Closure | None:
    """Since when, by whom and why an account is closed; None where it is open."""
    found = closing.closure_of(conn, holder)
    return Closure(at=found.at, by=found.by, reasons=found.reasons) if found else None


@strawberry.input(description="Close your account.")
class CloseAccountInput(RepeatableInput):
    """Input of `closeAccount`."""

    password: str = strawberry.field(description="Your present password.")
    code: str | None = strawberry.field(default=None, description=CODE)


@payload(AlreadyDone, StillServing, LastOwner, WrongPassword, SecondFactorNeeded, WrongCode, Throttled)
class CloseAccountPayload(Payload):
    """Your account is closed. Nothing is deleted, and your open cases run on by their dates."""


@mutation
def close_account(ctx: Context, input: CloseAccountInput) -> CloseAccountPayload:
    """Close your own account. Open cases run on without you: silence may lead to a decision. Mails still come to you.

    A registrar of the service can open it again. Leave or close organisations first that nobody else owns.
    """
    person, at = person_signed_in(ctx), ctx.received_at
    ask = ask_of("closeAccount", person, input)
    done = replay(ctx.store, ask)
    if done is None:
        check_password(ctx.store, ctx.house.hasher, person, input.password, ctx.ip_prefix, at)
        factors_of(ctx).check(Shown(person, ctx.ip_prefix, code=input.code or ""), at)

        def work(conn: Connection) -> str:
            closing.close_account(conn, person, "", at)
            return ""

        done = once(ctx.store, ask, work, at)
    ctx.end_session()
    return CloseAccountPayload(replayed=done.replayed)


@strawberry.input(description="Close the account of an organisation that you own.")
class CloseOrganisationInput(RepeatableInput):
    """Input of `closeOrganisation`."""

    organisation: strawberry.ID = strawberry.field(description="An organisation that you own.")
    reasons: str | None = prose(default=None, description=_REASONS, most=closing.LONGEST_REASONS)


@payload(AlreadyDone)
class CloseOrganisationPayload(Payload):
    """The account is closed. Its people read its cases, and act in none."""

    closure: Closure | None = strawberry.field(default=None, description="Since when, by whom and why.")


@mutation
def close_organisation(ctx: Context, input: CloseOrganisationInput) -> CloseOrganisationPayload:
    """Close the account of an organisation that you own. Its open cases run on by their dates; its people read them."""
    person, at = person_signed_in(ctx), ctx.received_at
    organisation = ids.local(input.organisation, "Organisation")

    def work(conn: Connection) -> str:
        closing.close_organisation(conn, person, organisation, input.reasons or "", at)
        return organisation

    done = once(ctx.store, ask_looked_through("closeOrganisation", person, input), work, at)
    return CloseOrganisationPayload(closure=_closure(ctx, done.result), replayed=done.replayed)


@strawberry.input(description="Close the account of a seller.")
class CloseSellerInput(RepeatableInput):
    """Input of `closeSeller`."""

    marketplace: strawberry.ID = strawberry.field(description="The marketplace where it sells.")
    external_id: str = strawberry.field(description=_EXTERNAL_ID)
    reasons: str = prose(description=_REASONS, most=closing.LONGEST_REASONS)


@payload(AlreadyDone, ReasonsMissing, OtherSideOfSeller)
class CloseSellerPayload(Payload):
    """The account is closed. Its people are told, read its cases, and act in none."""

    closure: Closure | None = strawberry.field(default=None, description="Since when, by whom and why.")


@mutation
def close_seller(ctx: Context, input: CloseSellerInput) -> CloseSellerPayload:
    """For administrators of a marketplace and registrars: close a seller's account. Its cases run on by their dates.

    A marketplace that is the other side in an open case of the seller cannot. A registrar can open the account again,
    and a decision that came by default can then be set aside.
    """
    who, at = person_asking(ctx), ctx.received_at
    marketplace = ids.local(input.marketplace, "Marketplace")

    def work(conn: Connection) -> str:
        return closing.close_seller(conn, who, marketplace, input.external_id, input.reasons, at)

    done = once(ctx.store, ask_looked_through("closeSeller", who.person, input), work, at)
    return CloseSellerPayload(closure=_closure(ctx, done.result), replayed=done.replayed)


@strawberry.input(description="Open an account again: name it by address, by its id, or as a seller of a marketplace.")
class ReopenAccountInput(RepeatableInput):
    """Input of `reopenAccount`."""

    email: str | None = strawberry.field(default=None, description="The confirmed address of a person.")
    organisation: strawberry.ID | None = strawberry.field(default=None, description="An organisation.")
    marketplace: strawberry.ID | None = strawberry.field(default=None, description="The marketplace of a seller.")
    external_id: str | None = strawberry.field(default=None, description=_EXTERNAL_ID)
    reasons: str = prose(description="Why it is opened again; kept in the audit log as having been given.")


@payload(AlreadyDone, ReasonsMissing, EmailNotValid, OwnAccount)
class ReopenAccountPayload(Payload):
    """The account is open, and its holder is told."""


@mutation
def reopen_account(ctx: Context, input: ReopenAccountInput) -> ReopenAccountPayload:
    """For registrars: open a closed account again, never your own. Dates that passed meanwhile stay as they are."""
    who, at = person_asking(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        closing.require_registrar(who)
        closing.reopen(conn, who, _named(conn, input), input.reasons, at)
        return ""

    done = once(ctx.store, ask_looked_through("reopenAccount", who.person, input), work, at)
    return ReopenAccountPayload(replayed=done.replayed)


def _named(conn: Connection, input: ReopenAccountInput) -> str:
    """The holder of the account that is meant, in one of three ways. Empty where there is none."""
    as_seller = input.marketplace is not None and input.external_id is not None
    if [input.email is not None, input.organisation is not None, as_seller].count(True) != 1:
        raise InvalidInput(
            field="email", problem="Name one account: by email, by organisation, or by marketplace and externalId."
        )
    if input.email is not None:
        return person_at(conn, input.email) or ""
    if input.organisation is not None:
        return ids.part(input.organisation, "Organisation")
    seller = seller_of(conn, ids.part(input.marketplace or "", "Marketplace"), input.external_id or "")
    return seller.organisation if seller else ""


def _closure(ctx: Context, holder: str) -> Closure | None:
    with ctx.store.read() as conn:
        return closure(conn, holder)
