"""Webhooks and their deliveries as the API shows them."""

from datetime import datetime

import strawberry

from odr.schema.base import Node, ids, sized
from odr.schema.vocabulary import described
from odr.webhooks import endpoints, history
from odr.webhooks.kinds import KINDS, WebhookType
from odr.webhooks.tables import State

described(
    WebhookType,
    "What a webhook tells. In the message it is written like case.opened.",
    {kind.name: f"`{kind.value}`: {KINDS[kind].words}" for kind in WebhookType},
)
described(
    endpoints.Disabled,
    "Why nothing is sent to a webhook.",
    {
        "BY_YOU": "You disabled it.",
        "FAILING": "For five days nothing was taken.",
        "GONE": "It answered 410: it wants nothing more.",
    },
    name="WebhookDisabledReason",
)
described(
    State,
    "Where a delivery is.",
    {
        "PENDING": "It will be sent, or sent again.",
        "DELIVERED": "It was taken: the answer was 2xx.",
        "DEAD": "Nobody tries any more. Send it again with retryDelivery.",
    },
    name="WebhookDeliveryState",
)


@strawberry.type(description="Where a marketplace is told what happens. Never holds the secret.")
class Webhook(Node):
    url: str = strawberry.field(description="Where messages are sent.")
    description: str = strawberry.field(description="What it is for, in the marketplace's words; may be empty.")
    types: list[WebhookType] = sized(6, description="What it is told of; empty for everything.")
    created_at: datetime = strawberry.field(description="When it was added.")
    enabled: bool = strawberry.field(description="Whether anything is sent to it.")
    disabled_reason: endpoints.Disabled | None = strawberry.field(description="Why not; null while it is enabled.")
    disabled_at: datetime | None = strawberry.field(description="Since when not; null while it is enabled.")
    failing_since: datetime | None = strawberry.field(
        description="Since when nothing was taken; null while messages are. After five days it is disabled."
    )

    @classmethod
    def of(cls, found: endpoints.Endpoint) -> "Webhook":
        """Return a webhook as the API shows it."""
        return cls(
            id=ids.encode("Webhook", found.id),
            url=found.url,
            description=found.description,
            types=list(found.types),
            created_at=found.created_at,
            enabled=found.disabled is None,
            disabled_reason=found.disabled,
            disabled_at=found.disabled_at,
            failing_since=found.failing_since,
        )


@strawberry.type(description="One try to deliver a message. What was answered is not kept.")
class WebhookAttempt:
    at: datetime = strawberry.field(description="When.")
    status: int | None = strawberry.field(description="The HTTP status; null where no answer came.")
    code: str = strawberry.field(description="A word for it, such as OK, HTTP_500, TIMEOUT, REDIRECT.")


@strawberry.type(description="One message for one webhook.")
class WebhookDelivery(Node):
    message_id: str = strawberry.field(description="What stands in its header webhook-id.")
    webhook: strawberry.ID = strawberry.field(description="The webhook.")
    type: WebhookType = strawberry.field(description="What it tells.")
    case: strawberry.ID | None = strawberry.field(description="The case it is about; null for a test.")
    created_at: datetime = strawberry.field(description="When it was entered.")
    state: State = strawberry.field(description="Where it is.")
    next_at: datetime | None = strawberry.field(description="When it is sent next; null where it is not.")
    attempts: list[WebhookAttempt] = sized(2, description="How each try went, the first one first.")

    @classmethod
    def of(cls, found: history.Delivery) -> "WebhookDelivery":
        """Return a delivery as the API shows it."""
        return cls(
            id=ids.encode("WebhookDelivery", found.id),
            message_id=found.id,
            webhook=ids.encode("Webhook", found.webhook),
            type=found.type,
            case=ids.encode("Case", found.case_id) if found.case_id else None,
            created_at=found.created_at,
            state=found.state,
            next_at=found.due_at,
            attempts=[WebhookAttempt(at=one.at, status=one.status, code=one.code) for one in found.attempts],
        )
