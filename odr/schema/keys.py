"""API keys of marketplaces."""

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection

from odr.accounts import keys
from odr.accounts.principal import Scope
from odr.accounts.refusals import NameNotValid, ScopesNotValid
from odr.accounts.repeats import once
from odr.schema.base import Context, Payload, RepeatableInput, ids, mutation, payload, query, sized
from odr.schema.repeats import ask_of
from odr.schema.viewers import person_signed_in
from odr.schema.vocabulary import described

described(
    Scope,
    "What an API key may do.",
    {
        "ORDERS_WRITE": "Register orders.",
        "CASES_READ": "Read the marketplace's cases.",
        "FULFILMENT_WRITE": "Report the steps of carrying out a remedy.",
        "WEBHOOKS_WRITE": "Say where the marketplace is told what happens, and read how that went.",
    },
)


@strawberry.type(description="A key by which a marketplace's programs act.")
class ApiKey:
    """Never holds the key itself."""

    id: strawberry.ID = strawberry.field(description="The key's id.")
    prefix: str = strawberry.field(description="How the key begins, to tell keys apart.")
    name: str = strawberry.field(description="What it is for.")
    scopes: list[Scope] = sized(2, description="What it may do.")
    created_at: datetime = strawberry.field(description="When it was made.")
    revoked_at: datetime | None = strawberry.field(description="When it was ended; null while it works.")

    @classmethod
    def of(cls, key: keys.ApiKey) -> "ApiKey":
        """Return a key as the API shows it."""
        return cls(
            id=ids.encode("ApiKey", key.id),
            prefix=key.prefix,
            name=key.name,
            scopes=list(key.scopes),
            created_at=key.created_at,
            revoked_at=key.revoked_at,
        )


@query
def api_keys(
    ctx: Context, marketplace: Annotated[strawberry.ID, strawberry.argument(description="One that you administer.")]
) -> list[ApiKey]:
    """The keys of a marketplace, the newest first, those that have ended included."""
    person_signed_in(ctx)
    return _all(ctx, ids.local(marketplace, "Marketplace"))


def _all(ctx: Context, marketplace: str) -> list[ApiKey]:
    with ctx.store.read() as conn:
        return [ApiKey.of(key) for key in keys.api_keys_of(conn, ctx.signed_in(), marketplace)]


def _one(ctx: Context, marketplace: str, key: str) -> ApiKey:
    wanted = ids.encode("ApiKey", key)
    return next(shown for shown in _all(ctx, marketplace) if shown.id == wanted)


@strawberry.input(description="Make an API key.")
class CreateApiKeyInput(RepeatableInput):
    """Input of `createApiKey`."""

    marketplace: strawberry.ID = strawberry.field(description="A marketplace that you administer.")
    name: str = strawberry.field(description="What it is for; 1 to 200 characters.")
    scopes: list[Scope] = sized(2, description="What it may do, and nothing else.")


@payload(NameNotValid, ScopesNotValid)
class CreateApiKeyPayload(Payload):
    """The new key."""

    api_key: ApiKey | None = strawberry.field(default=None, description="The key as it is listed.")
    secret: str | None = strawberry.field(
        default=None, description="The key itself. Shown this once, also not when the act is repeated."
    )


@mutation
def create_api_key(ctx: Context, input: CreateApiKeyInput) -> CreateApiKeyPayload:
    """Make an API key. Several may work at once, so that one can replace another without a gap."""
    person, at = person_signed_in(ctx), ctx.received_at
    marketplace = ids.local(input.marketplace, "Marketplace")
    made: list[keys.CreatedKey] = []

    def work(conn: Connection) -> str:
        made.append(keys.create_api_key(conn, ctx.signed_in(), marketplace, input.name, input.scopes, at))
        return made[0].id

    done = once(ctx.store, ask_of("createApiKey", person, input), work, at)
    secret = None if done.replayed else made[0].key
    return CreateApiKeyPayload(api_key=_one(ctx, marketplace, done.result), secret=secret, replayed=done.replayed)


@strawberry.input(description="End an API key.")
class RevokeApiKeyInput(RepeatableInput):
    """Input of `revokeApiKey`."""

    api_key: strawberry.ID = strawberry.field(description="The key.")


@payload()
class RevokeApiKeyPayload(Payload):
    """The key, which no longer works."""

    api_key: ApiKey | None = strawberry.field(default=None, description="The key as it is listed.")


@mutation
def revoke_api_key(ctx: Context, input: RevokeApiKeyInput) -> RevokeApiKeyPayload:
    """End an API key, at once."""
    person, at = person_signed_in(ctx), ctx.received_at
    key = ids.local(input.api_key, "ApiKey")
    done = once(
        ctx.store,
        ask_of("revokeApiKey", person, input),
        lambda conn: keys.revoke_api_key(conn, ctx.signed_in(), key, at),
        at,
    )
    return RevokeApiKeyPayload(api_key=_one(ctx, done.result, key), replayed=done.replayed)
