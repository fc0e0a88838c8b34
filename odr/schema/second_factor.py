"""The second factor: an authenticator app, whose codes are asked for at sign-in and before what must not be stolen."""

from datetime import datetime
from urllib.parse import urlsplit

import strawberry

from odr.accounts import one_time_codes
from odr.accounts.boxes import Box, Kind
from odr.accounts.directory import person_of
from odr.accounts.refusals import (
    SecondFactorMissing,
    SecondFactorNeeded,
    SecondFactorSet,
    Throttled,
    WrongCode,
    WrongPassword,
)
from odr.accounts.repeats import replay
from odr.accounts.second_factor import Factors, Shown, factor_of
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query, sized
from odr.schema.errors import NotSignedIn
from odr.schema.repeats import ask_of
from odr.settings import service_secrets

CODE = "The code of your authenticator app, or a recovery code; only if you have set up a second factor."


def factors_of(ctx: Context) -> Factors:
    """The second factors of this service."""
    return Factors(ctx.store, ctx.house.hasher, Box(service_secrets(ctx.settings), Kind.SECOND_FACTOR))


def _person(ctx: Context) -> str:
    """Who asks, also while they can do nothing else than this. Raises NotSignedIn."""
    person = ctx.known().person
    if not person:
        raise NotSignedIn
    return person


@strawberry.type(description="Your second factor.")
class SecondFactor:
    since: datetime = strawberry.field(description="Since when it is asked for.")
    recovery_codes_left: int = strawberry.field(description="How many recovery codes were not used yet.")


def _factor(ctx: Context, person: str) -> SecondFactor | None:
    with ctx.store.read() as conn:
        found = factor_of(conn, person)
    return SecondFactor(since=found.since, recovery_codes_left=found.recovery_codes_left) if found else None


@query
def second_factor(ctx: Context) -> SecondFactor | None:
    """Your second factor; null if you have set up none."""
    return _factor(ctx, _person(ctx))


@strawberry.input(description="Begin to set up an authenticator app.")
class EnrolSecondFactorInput(RepeatableInput):
    """Input of `enrolSecondFactor`."""

    password: str = strawberry.field(description="Your present password.")


@payload(SecondFactorSet, WrongPassword, Throttled)
class EnrolSecondFactorPayload(Payload):
    """The key for the app. It is asked for only once you have confirmed it."""

    otpauth_uri: str | None = strawberry.field(
        default=None,
        description="What an app reads from a picture. Shown this once, also not when the act is repeated.",
    )
    key: str | None = strawberry.field(default=None, description="The same key to type in (Base32). Shown this once.")


@mutation
def enrol_second_factor(ctx: Context, input: EnrolSecondFactorInput) -> EnrolSecondFactorPayload:
    """Get a key for an authenticator app, with your password. Nothing changes before you confirm it with a code."""
    person, at = _person(ctx), ctx.received_at
    ask = ask_of("enrolSecondFactor", person, input)
    if done := replay(ctx.store, ask):
        return EnrolSecondFactorPayload(replayed=done.replayed)
    done, key = factors_of(ctx).enrol(Shown(person, ctx.ip_prefix, password=input.password), at, ask)
    if done.replayed:
        return EnrolSecondFactorPayload(replayed=True)
    with ctx.store.read() as conn:
        address = person_of(conn, person).address
    issuer = urlsplit(ctx.settings.public_url).hostname or ""
    return EnrolSecondFactorPayload(otpauth_uri=one_time_codes.uri(key, issuer, address), key=one_time_codes.shown(key))


@strawberry.input(description="Confirm an authenticator app by a code that it shows.")
class ConfirmSecondFactorInput(RepeatableInput):
    """Input of `confirmSecondFactor`."""

    code: str = strawberry.field(description="The six digits that the app shows now.")


@payload(SecondFactorMissing, SecondFactorSet, WrongCode, Throttled)
class ConfirmSecondFactorPayload(Payload):
    """The second factor, in effect."""

    second_factor: SecondFactor | None = strawberry.field(default=None, description="Your second factor.")
    recovery_codes: list[str] | None = sized(
        10, description="Each works once in place of a code of the app. Shown this once: write them down.", default=None
    )


@mutation
def confirm_second_factor(ctx: Context, input: ConfirmSecondFactorInput) -> ConfirmSecondFactorPayload:
    """Confirm the app: from now on its codes are asked for. You get recovery codes, and word by mail."""
    person, at = _person(ctx), ctx.received_at
    ask = ask_of("confirmSecondFactor", person, input)
    done, codes = replay(ctx.store, ask), list[str]()
    if done is None:
        done, codes = factors_of(ctx).confirm(Shown(person, ctx.ip_prefix, code=input.code), at, ask)
    shown = None if done.replayed else codes
    return ConfirmSecondFactorPayload(second_factor=_factor(ctx, person), recovery_codes=shown, replayed=done.replayed)


@strawberry.input(description="Remove your second factor.")
class RemoveSecondFactorInput(RepeatableInput):
    """Input of `removeSecondFactor`."""

    password: str = strawberry.field(description="Your present password.")
    code: str = strawberry.field(description="A code of your authenticator app, or a recovery code.")


@payload(SecondFactorMissing, SecondFactorNeeded, WrongCode, WrongPassword, Throttled)
class RemoveSecondFactorPayload(Payload):
    """You have no second factor any more."""

    second_factor: SecondFactor | None = strawberry.field(default=None, description="Your second factor: null.")


@mutation
def remove_second_factor(ctx: Context, input: RemoveSecondFactorInput) -> RemoveSecondFactorPayload:
    """Remove the app, with your password and a code of it or a recovery code. You get word by mail."""
    person, at = _person(ctx), ctx.received_at
    ask = ask_of("removeSecondFactor", person, input)
    asked = Shown(person, ctx.ip_prefix, password=input.password, code=input.code)
    done = replay(ctx.store, ask) or factors_of(ctx).remove(asked, at, ask)
    return RemoveSecondFactorPayload(second_factor=_factor(ctx, person), replayed=done.replayed)
