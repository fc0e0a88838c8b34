"""Where a marketplace is told what happens, and how that went."""

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection as Database

from odr.accounts.boxes import Box, Kind
from odr.accounts.refusals import NameNotValid
from odr.accounts.repeats import Ask, Done, once
from odr.schema.base import (
    PAGE,
    After,
    Connection,
    Context,
    First,
    Payload,
    RepeatableInput,
    connection,
    ids,
    mutation,
    page,
    payload,
    query,
    sized,
)
from odr.schema.typed import hash_of
from odr.schema.webhook_types import Webhook, WebhookDelivery
from odr.settings import service_secrets
from odr.store import micros
from odr.webhooks import endpoints, history
from odr.webhooks.endpoints import Office, Wanted
from odr.webhooks.kinds import WebhookType
from odr.webhooks.refusals import PeriodTooLong, TooManyWebhooks, TypesNotValid, UrlNotValid, WebhookDisabled
from odr.webhooks.tables import State

OwnMarketplace = Annotated[strawberry.ID, strawberry.argument(description="One that you administer.")]
OwnWebhook = Annotated[strawberry.ID, strawberry.argument(description="The webhook.")]
InState = Annotated[State | None, strawberry.argument(description="Only those in this state.")]


@query
def webhooks(
    ctx: Context, marketplace: OwnMarketplace, first: First = PAGE, after: After = None
) -> Connection[Webhook]:
    """The webhooks of a marketplace, the oldest first. For its administrators and API keys of WEBHOOKS_WRITE."""
    asked = page(ctx, "webhooks", first, after)
    with ctx.store.read() as conn:
        local = _local(ctx, marketplace, "Marketplace")
        found = endpoints.endpoints_of(conn, ctx.signed_in(), local, asked.limit, asked.after)
    return connection(ctx, asked, found, Webhook.of, lambda one: (micros(one.created_at), one.id))


@query
def webhook_deliveries(
    ctx: Context, webhook: OwnWebhook, state: InState = None, first: First = PAGE, after: After = None
) -> Connection[WebhookDelivery]:
    """What was sent to a webhook in the last 30 days and how it went, the newest first. For whoever sees it."""
    asked = page(ctx, f"webhook_deliveries:{state}", first, after)
    with ctx.store.read() as conn:
        local = _local(ctx, webhook, "Webhook")
        found = history.deliveries_of(conn, ctx.signed_in(), local, asked.limit, asked.after, state)
    return connection(ctx, asked, found, WebhookDelivery.of, lambda one: (micros(one.created_at), one.id))


def _local(ctx: Context, given: str, kind: str) -> str:
    """The local part of an id, for whoever is signed in. Raises NotSignedIn, NotFound."""
    ctx.signed_in()
    return ids.local(given, kind)


def _office(ctx: Context, conn: Database) -> Office:
    box = Box(service_secrets(ctx.settings), Kind.WEBHOOK)
    return Office(conn, ctx.signed_in(), box, ctx.received_at, ctx.settings.outbound_inside)


def _ask(ctx: Context, act: str, input: RepeatableInput) -> Ask:
    who = ctx.signed_in()
    return Ask(who.person or f"key:{who.session}", act, input.idempotency_key or None, hash_of(input))


def _webhook(ctx: Context, local: str) -> Webhook:
    with ctx.store.read() as conn:
        return Webhook.of(endpoints.require_one(conn, ctx.signed_in(), local))


def _delivery(ctx: Context, local: str) -> WebhookDelivery:
    with ctx.store.read() as conn:
        return WebhookDelivery.of(history.delivery_of(conn, ctx.signed_in(), local))


@strawberry.input(description="Add a webhook.")
class AddWebhookInput(RepeatableInput):
    """Input of `addWebhook`."""

    marketplace: strawberry.ID = strawberry.field(description="A marketplace that you administer.")
    url: str = strawberry.field(description="Where messages are sent: https:// on port 443, in the public internet.")
    description: str | None = strawberry.field(default=None, description="What it is for.")
    types: list[WebhookType] | None = sized(6, default=None, description="What it is told of; left out, everything.")


@payload(UrlNotValid, TypesNotValid, TooManyWebhooks, NameNotValid)
class AddWebhookPayload(Payload):
    """The new webhook."""

    webhook: Webhook | None = strawberry.field(default=None, description="The webhook as it is listed.")
    secret: str | None = strawberry.field(
        default=None, description="What messages are signed with. Shown this once, also not when the act is repeated."
    )


@mutation
def add_webhook(ctx: Context, input: AddWebhookInput) -> AddWebhookPayload:
    """Be told what happens in your cases, in signed messages (Standard Webhooks).

    For a marketplace's administrators, and its API keys of scope WEBHOOKS_WRITE.
    """
    made: list[str] = []

    def work(conn: Database) -> str:
        wanted = Wanted(input.url, input.description, input.types)
        webhook, secret = endpoints.add(_office(ctx, conn), _local(ctx, input.marketplace, "Marketplace"), wanted)
        made.append(secret)
        return webhook

    done = once(ctx.store, _ask(ctx, "addWebhook", input), work, ctx.received_at)
    secret = None if done.replayed else made[-1]
    return AddWebhookPayload(webhook=_webhook(ctx, done.result), secret=secret, replayed=done.replayed)


@strawberry.input(description="Change a webhook. What is left out stays.")
class ChangeWebhookInput(RepeatableInput):
    """Input of `changeWebhook`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook.")
    url: str | None = strawberry.field(default=None, description="Where messages are sent.")
    description: str | None = strawberry.field(default=None, description="What it is for.")
    types: list[WebhookType] | None = sized(6, default=None, description="What it is told of.")
    enabled: bool | None = strawberry.field(
        default=None, description="Whether anything is sent. What waited, up to 30 days, is sent once it is enabled."
    )


@payload(UrlNotValid, TypesNotValid, NameNotValid)
class ChangeWebhookPayload(Payload):
    """The webhook as it is now."""

    webhook: Webhook | None = strawberry.field(default=None, description="The webhook as it is listed.")


@mutation
def change_webhook(ctx: Context, input: ChangeWebhookInput) -> ChangeWebhookPayload:
    """Change where and of what you are told, or enable and disable it. What is under way goes to the new address."""
    local = _local(ctx, input.webhook, "Webhook")

    def work(conn: Database) -> str:
        endpoints.change(_office(ctx, conn), local, Wanted(input.url, input.description, input.types, input.enabled))
        return local

    done = once(ctx.store, _ask(ctx, "changeWebhook", input), work, ctx.received_at)
    return ChangeWebhookPayload(webhook=_webhook(ctx, local), replayed=done.replayed)


@strawberry.input(description="Remove a webhook.")
class RemoveWebhookInput(RepeatableInput):
    """Input of `removeWebhook`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook.")


@payload()
class RemoveWebhookPayload(Payload):
    """The webhook is gone, with what was known of its deliveries."""

    removed: strawberry.ID | None = strawberry.field(default=None, description="Its id.")


@mutation
def remove_webhook(ctx: Context, input: RemoveWebhookInput) -> RemoveWebhookPayload:
    """Remove a webhook, at once, with its deliveries. To stop for a while, disable it."""
    local = _local(ctx, input.webhook, "Webhook")
    ask = _ask(ctx, "removeWebhook", input)
    done = once(ctx.store, ask, lambda conn: endpoints.remove(_office(ctx, conn), local), ctx.received_at)
    return RemoveWebhookPayload(removed=input.webhook, replayed=done.replayed)


@strawberry.input(description="Give a webhook a new secret.")
class RotateWebhookSecretInput(RepeatableInput):
    """Input of `rotateWebhookSecret`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook.")


@payload()
class RotateWebhookSecretPayload(Payload):
    """The webhook with its new secret."""

    webhook: Webhook | None = strawberry.field(default=None, description="The webhook as it is listed.")
    secret: str | None = strawberry.field(
        default=None, description="The new secret. Shown this once, also not when the act is repeated."
    )


@mutation
def rotate_webhook_secret(ctx: Context, input: RotateWebhookSecretInput) -> RotateWebhookSecretPayload:
    """Give a webhook a new secret. For 24 hours each message carries two signatures, with the new and the old one."""
    local = _local(ctx, input.webhook, "Webhook")
    made: list[str] = []

    def work(conn: Database) -> str:
        made.append(endpoints.rotate(_office(ctx, conn), local))
        return local

    done = once(ctx.store, _ask(ctx, "rotateWebhookSecret", input), work, ctx.received_at)
    secret = None if done.replayed else made[-1]
    return RotateWebhookSecretPayload(webhook=_webhook(ctx, local), secret=secret, replayed=done.replayed)


@strawberry.input(description="Try a webhook.")
class TestWebhookInput(RepeatableInput):
    """Input of `testWebhook`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook.")


@payload(WebhookDisabled)
class TestWebhookPayload(Payload):
    """The message that will be sent."""

    delivery: WebhookDelivery | None = strawberry.field(
        default=None, description="Ask for it again to see how it went."
    )


@mutation
def test_webhook(ctx: Context, input: TestWebhookInput) -> TestWebhookPayload:
    """Send a message of the type webhook.test within seconds."""
    local = _local(ctx, input.webhook, "Webhook")

    def work(conn: Database) -> str:
        return history.send_test(conn, ctx.signed_in(), local, ctx.received_at)

    done = once(ctx.store, _ask(ctx, "testWebhook", input), work, ctx.received_at)
    return TestWebhookPayload(delivery=_delivery(ctx, done.result), replayed=done.replayed)


@strawberry.input(description="Send one message again.")
class RetryDeliveryInput(RepeatableInput):
    """Input of `retryDelivery`."""

    delivery: strawberry.ID = strawberry.field(description="The delivery.")


@payload(WebhookDisabled)
class RetryDeliveryPayload(Payload):
    """The delivery, which waits to be sent."""

    delivery: WebhookDelivery | None = strawberry.field(default=None, description="The delivery as it is listed.")


@mutation
def retry_delivery(ctx: Context, input: RetryDeliveryInput) -> RetryDeliveryPayload:
    """Send one message again, under its id: one that is dead, and also one that was taken."""
    local = _local(ctx, input.delivery, "WebhookDelivery")

    def work(conn: Database) -> str:
        history.retry(conn, ctx.signed_in(), local, ctx.received_at)
        return local

    done = once(ctx.store, _ask(ctx, "retryDelivery", input), work, ctx.received_at)
    return RetryDeliveryPayload(delivery=_delivery(ctx, local), replayed=done.replayed)


@strawberry.input(description="Send again what was entered in a period.")
class ReplayDeliveriesInput(RepeatableInput):
    """Input of `replayDeliveries`."""

    webhook: strawberry.ID = strawberry.field(description="The webhook.")
    from_: datetime = strawberry.field(name="from", description="What was entered from then on,")
    to: datetime = strawberry.field(description="and before then; 30 days at most.")


@payload(WebhookDisabled, PeriodTooLong)
class ReplayDeliveriesPayload(Payload):
    """How many messages wait to be sent again."""

    count: int | None = strawberry.field(default=None, description="How many.")


@mutation
def replay_deliveries(ctx: Context, input: ReplayDeliveriesInput) -> ReplayDeliveriesPayload:
    """Send again every message of a period, each under its id, such as after a failure on your side."""
    local = _local(ctx, input.webhook, "Webhook")

    def work(conn: Database) -> str:
        return str(history.replay(conn, ctx.signed_in(), local, input.from_, input.to, ctx.received_at))

    done: Done = once(ctx.store, _ask(ctx, "replayDeliveries", input), work, ctx.received_at)
    return ReplayDeliveriesPayload(count=int(done.result), replayed=done.replayed)
