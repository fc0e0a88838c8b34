"""Accounts: registering, signing in and out, recovery, change of address, profile.

Acts of people who are not signed in answer the same for known and unknown addresses.
"""

from enum import Enum

import strawberry

from odr.accounts import email_change, recovery, registration, sessions
from odr.accounts.details import Profile, address_of
from odr.accounts.directory import person_of
from odr.accounts.directory import update_profile as change_profile
from odr.accounts.refusals import (
    CountryNotValid,
    EmailNotValid,
    EmailTaken,
    LanguageNotValid,
    LinkNotValid,
    NameNotValid,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    SecondFactorNeeded,
    Throttled,
    WrongCode,
    WrongCredentials,
    WrongPassword,
    ZoneNotValid,
)
from odr.accounts.repeats import once, replay
from odr.accounts.second_factor import Shown
from odr.accounts.tokens import hash_of
from odr.notices.service import came_back
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload
from odr.schema.places import PLACES, REGION, require_place
from odr.schema.repeats import ask_of
from odr.schema.second_factor import CODE, factors_of
from odr.schema.viewers import Viewer, person_signed_in, show_viewer

_PASSWORD_RULES = (PasswordTooShort, PasswordTooLong, PasswordTooCommon)
_PASSWORD = "15 to 256 characters; spaces and any signs are welcome."  # noqa: S105 -- a description
_NOT_KEPT = "May be sent as to every mutation, and is not looked at: see this mutation's description."
_TOKEN = "The token out of the link. It works once."  # noqa: S105 -- a description


@strawberry.input(description="Make an account.")
class RegisterInput(RepeatableInput):
    """Input of `register`."""

    email: str = strawberry.field(description="Where the confirmation link goes.")
    password: str = strawberry.field(description=_PASSWORD)
    name: str = strawberry.field(description="As others will see it; 1 to 200 characters.")
    language: str = strawberry.field(description="Language tag of your messages, such as de.")
    zone: str = strawberry.field(description="IANA time zone, such as Europe/Berlin.")
    country: str = strawberry.field(description="ISO 3166-1 code, such as DE.")
    region: str | None = strawberry.field(default=None, description=REGION)


@payload(
    EmailNotValid, *_PASSWORD_RULES, NameNotValid, LanguageNotValid, ZoneNotValid, CountryNotValid, *PLACES, Throttled
)
class RegisterPayload(Payload):
    """The same for every address: whether it has an account stands only in the mail that goes to it."""


@mutation
def register(ctx: Context, input: RegisterInput) -> RegisterPayload:
    """Make an account. A link goes to the address; the account can be used once it was followed."""
    region = require_place(ctx.clerk.law.calendars, input.country, input.region)
    profile = Profile.of(input.name, input.language, input.zone, input.country, region)
    ask = ask_of("register", hash_of(address_of(input.email)), input)
    asked = registration.Registration(profile, input.email, input.password, ctx.ip_prefix)
    done = replay(ctx.store, ask) or registration.register(ctx.store, ctx.house.hasher, asked, ctx.received_at, ask)
    return RegisterPayload(replayed=done.replayed)


@strawberry.input(description="Follow the link of the confirmation mail.")
class ConfirmEmailInput(RepeatableInput):
    """Input of `confirmEmail`."""

    token: str = strawberry.field(description=_TOKEN)


@payload(LinkNotValid, EmailTaken)
class ConfirmEmailPayload(Payload):
    """Once confirmed, sign in: the link by itself opens no session."""


@mutation
def confirm_email(ctx: Context, input: ConfirmEmailInput) -> ConfirmEmailPayload:
    """Confirm the address of a new account, by the link that was sent to it."""
    ask = ask_of("confirmEmail", hash_of(input.token), input)
    at = ctx.received_at
    done = once(ctx.store, ask, lambda conn: registration.confirm_email(conn, input.token, at), at)
    return ConfirmEmailPayload(replayed=done.replayed)


@strawberry.enum(description="What signs in.")
class Client(Enum):
    """Where the session is kept."""

    BROWSER = strawberry.enum_value("BROWSER", description="A page: the session is a cookie that scripts cannot read.")
    PROGRAM = strawberry.enum_value("PROGRAM", description="Something else: the session is a bearer token.")


@strawberry.input(description="Sign in with address and password.")
class SignInInput(RepeatableInput):
    """Input of `signIn`."""

    idempotency_key: str | None = strawberry.field(default=None, description=_NOT_KEPT)
    email: str = strawberry.field(description="Your confirmed address.")
    password: str = strawberry.field(description="Your password.")
    code: str | None = strawberry.field(default=None, description=CODE)
    client: Client = strawberry.field(default=Client.BROWSER, description="How the session is handed over.")


@payload(EmailNotValid, WrongCredentials, SecondFactorNeeded, WrongCode, Throttled)
class SignInPayload(Payload):
    """The new session."""

    viewer: Viewer | None = strawberry.field(default=None, description="Who you are now.")
    token: str | None = strawberry.field(
        default=None, description="For programs only: send it as `Authorization: Bearer`. Shown once."
    )


@mutation
def sign_in(ctx: Context, input: SignInInput) -> SignInPayload:
    """Open a session. The session that the browser held before ends. Who has set up a second factor sends a code too.

    Sent again, it opens another session, whatever the idempotency key. A session's secret is shown once and never
    kept, so that it could not be given again. A session that nobody holds ends by itself.
    """
    by_cookie = ctx.credential is not None and ctx.credential.by_cookie
    previous = ctx.credential.secret if ctx.credential and by_cookie else ""
    asked = sessions.SignIn(input.email, input.password, ctx.ip_prefix, previous)

    def prove(person: str) -> None:
        factors_of(ctx).check(Shown(person, ctx.ip_prefix, code=input.code or ""), ctx.received_at)

    opened = sessions.sign_in(ctx.store, ctx.house.hasher, asked, ctx.received_at, prove)
    with ctx.store.write() as conn:
        came_back(conn, opened.person, ctx.received_at)
    seen = show_viewer(ctx, opened.person)
    if input.client is Client.PROGRAM:
        return SignInPayload(viewer=seen, token=opened.token)
    ctx.start_session(opened.token, int((opened.ends_at - ctx.received_at).total_seconds()))
    return SignInPayload(viewer=seen)


@strawberry.input(description="Sign out.")
class SignOutInput(RepeatableInput):
    """Input of `signOut`."""

    idempotency_key: str | None = strawberry.field(default=None, description=_NOT_KEPT)
    everywhere: bool = strawberry.field(default=False, description="End your sessions on all devices too.")


@payload()
class SignOutPayload(Payload):
    """The session is over, also if it was before."""


@mutation
def sign_out(ctx: Context, input: SignOutInput) -> SignOutPayload:
    """End the session. Sent again, it answers the same: the session is over."""
    credential = ctx.credential
    # Not `ctx.principal`: that a session is over already is no reason to turn this request away.
    known = credential and ctx.house.identify(credential, ctx.received_at)
    if credential and known and known.person:
        with ctx.store.write() as conn:
            if input.everywhere:
                sessions.sign_out_everywhere(conn, known.person)
            sessions.sign_out(conn, credential.secret)
    ctx.end_session()
    return SignOutPayload()


@strawberry.input(description="Ask for a link to set a new password.")
class RequestRecoveryInput(RepeatableInput):
    """Input of `requestRecovery`."""

    email: str = strawberry.field(description="The address of the account.")


@payload(EmailNotValid, Throttled)
class RequestRecoveryPayload(Payload):
    """The same for every address: a link goes out only if it has an account."""


@mutation
def request_recovery(ctx: Context, input: RequestRecoveryInput) -> RequestRecoveryPayload:
    """Have a link sent by which a new password can be set within an hour."""
    ask = ask_of("requestRecovery", hash_of(address_of(input.email)), input)
    known = replay(ctx.store, ask)
    done = known or recovery.request_recovery(ctx.store, input.email, ctx.ip_prefix, ctx.received_at, ask)
    return RequestRecoveryPayload(replayed=done.replayed)


@strawberry.input(description="Set a new password by the link of the recovery mail.")
class RecoverAccountInput(RepeatableInput):
    """Input of `recoverAccount`."""

    token: str = strawberry.field(description=_TOKEN)
    password: str = strawberry.field(description=f"The new one: {_PASSWORD}")


@payload(LinkNotValid, *_PASSWORD_RULES)
class RecoverAccountPayload(Payload):
    """All sessions have ended: sign in with the new password."""


@mutation
def recover_account(ctx: Context, input: RecoverAccountInput) -> RecoverAccountPayload:
    """Set a new password. It ends all sessions of the account."""
    ask = ask_of("recoverAccount", hash_of(input.token), input)
    done = replay(ctx.store, ask) or recovery.recover_account(
        ctx.store, ctx.house.hasher, input.token, input.password, ctx.received_at, ask
    )
    return RecoverAccountPayload(replayed=done.replayed)


@strawberry.input(description="Ask for another e-mail address.")
class RequestEmailChangeInput(RepeatableInput):
    """Input of `requestEmailChange`."""

    email: str = strawberry.field(description="The new address.")
    password: str = strawberry.field(description="Your present password.")
    code: str | None = strawberry.field(default=None, description=CODE)


@payload(EmailNotValid, WrongPassword, SecondFactorNeeded, WrongCode, Throttled)
class RequestEmailChangePayload(Payload):
    """A link goes to the old and one to the new address; both have to be followed within a day."""


@mutation
def request_email_change(ctx: Context, input: RequestEmailChangeInput) -> RequestEmailChangePayload:
    """Ask for another address. It takes effect when it was confirmed from the old and from the new one."""
    person = person_signed_in(ctx)
    ask = ask_of("requestEmailChange", person, input)
    asked = email_change.NewAddress(person, input.email, input.password, ctx.ip_prefix, input.code or "")
    done = replay(ctx.store, ask) or email_change.request_email_change(factors_of(ctx), asked, ctx.received_at, ask)
    return RequestEmailChangePayload(replayed=done.replayed)


@strawberry.input(description="Follow one of the two links of a change of address.")
class ConfirmEmailChangeInput(RepeatableInput):
    """Input of `confirmEmailChange`."""

    token: str = strawberry.field(description=_TOKEN)


@payload(LinkNotValid, EmailTaken)
class ConfirmEmailChangePayload(Payload):
    """How far the change is."""

    in_effect: bool | None = strawberry.field(
        default=None, description="True when both addresses have confirmed: sign in with the new one from now on."
    )


@mutation
def confirm_email_change(ctx: Context, input: ConfirmEmailChangeInput) -> ConfirmEmailChangePayload:
    """Confirm a change of address from one of the two."""
    ask = ask_of("confirmEmailChange", hash_of(input.token), input)
    at = ctx.received_at
    done = once(
        ctx.store, ask, lambda conn: str(email_change.confirm_email_change(conn, input.token, at).in_effect), at
    )
    return ConfirmEmailChangePayload(in_effect=done.result == str(True), replayed=done.replayed)


@strawberry.input(description="Change what you say about yourself.")
class UpdateProfileInput(RepeatableInput):
    """Input of `updateProfile`."""

    name: str = strawberry.field(description="As others see it; 1 to 200 characters.")
    language: str = strawberry.field(description="Language tag of your messages, such as de.")
    zone: str = strawberry.field(description="IANA time zone, such as Europe/Berlin.")
    region: str | None = strawberry.field(
        default=None, description=f"{REGION} Null keeps what you said before; empty takes it back."
    )


@payload(NameNotValid, LanguageNotValid, ZoneNotValid, *PLACES)
class UpdateProfilePayload(Payload):
    """You, as you are now."""

    viewer: Viewer | None = strawberry.field(default=None, description="You, as you are now.")


@mutation
def update_profile(ctx: Context, input: UpdateProfileInput) -> UpdateProfilePayload:
    """Change your name, language, time zone and region."""
    person = person_signed_in(ctx)
    ask = ask_of("updateProfile", person, input)
    with ctx.store.read() as conn:
        country = person_of(conn, person).profile.country
    region = require_place(ctx.clerk.law.calendars, country, input.region) if input.region else input.region
    said = (input.name, input.language, input.zone, region)
    done = once(ctx.store, ask, lambda conn: change_profile(conn, person, *said).id, ctx.received_at)
    return UpdateProfilePayload(viewer=show_viewer(ctx, person), replayed=done.replayed)
