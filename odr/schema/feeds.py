"""Deadlines as a calendar of one's own."""

from datetime import datetime

import strawberry
from sqlalchemy import Connection

from odr.accounts import feeds
from odr.accounts.repeats import once
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query
from odr.schema.repeats import ask_of
from odr.schema.viewers import person_signed_in


@strawberry.type(description="The calendar of what waits for you. Its address is a secret, and shown once.")
class DeadlineFeed:
    created_at: datetime = strawberry.field(description="When its address was made.")


@query
def deadline_feed(ctx: Context) -> DeadlineFeed | None:
    """Your calendar of deadlines; null without one. The address itself cannot be shown again."""
    return _feed(ctx, person_signed_in(ctx))


def _feed(ctx: Context, person: str) -> DeadlineFeed | None:
    with ctx.store.read() as conn:
        since = feeds.feed_since(conn, person)
    return DeadlineFeed(created_at=since) if since else None


@strawberry.input(description="Make the address of your calendar of deadlines.")
class CreateDeadlineFeedInput(RepeatableInput):
    """Input of `createDeadlineFeed`."""


@payload()
class CreateDeadlineFeedPayload(Payload):
    """Your calendar. An address that you had before does not work any more."""

    deadline_feed: DeadlineFeed | None = strawberry.field(default=None, description="The calendar.")
    url: str | None = strawberry.field(
        default=None, description="Its address. Shown this once, also not when the act is repeated."
    )


@mutation
def create_deadline_feed(ctx: Context, input: CreateDeadlineFeedInput) -> CreateDeadlineFeedPayload:
    """Make the secret address at which your calendar reads what waits for you. It replaces the one before."""
    person, at = person_signed_in(ctx), ctx.received_at
    made: list[str] = []

    def work(conn: Connection) -> str:
        made.append(feeds.create_feed(conn, person, at))
        return ""

    done = once(ctx.store, ask_of("createDeadlineFeed", person, input), work, at)
    url = None if done.replayed else f"{ctx.settings.public_url}/deadlines/{made[-1]}.ics"
    return CreateDeadlineFeedPayload(deadline_feed=_feed(ctx, person), url=url, replayed=done.replayed)


@strawberry.input(description="End your calendar of deadlines.")
class RevokeDeadlineFeedInput(RepeatableInput):
    """Input of `revokeDeadlineFeed`."""


@payload()
class RevokeDeadlineFeedPayload(Payload):
    """The address works no more."""

    deadline_feed: DeadlineFeed | None = strawberry.field(default=None, description="Your calendar: null.")


@mutation
def revoke_deadline_feed(ctx: Context, input: RevokeDeadlineFeedInput) -> RevokeDeadlineFeedPayload:
    """End the address of your calendar of deadlines, at once."""
    person, at = person_signed_in(ctx), ctx.received_at

    def work(conn: Connection) -> str:
        feeds.revoke_feed(conn, person)
        return ""

    done = once(ctx.store, ask_of("revokeDeadlineFeed", person, input), work, at)
    return RevokeDeadlineFeedPayload(deadline_feed=_feed(ctx, person), replayed=done.replayed)
