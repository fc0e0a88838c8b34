"""What a connector can do beside: take what its shop tells by itself. One that cannot is asked again and again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from odr.fulfilment.port import Connector
from odr.signed_hooks import secret_of, verify


@dataclass(frozen=True, slots=True)
class Heard:
    """What a shop told by itself. It is never believed: it says where to look.

    Args:
        message: the message's own name; a repeat has the same.
        about: the numbers that it names: the order's, a payment's, the shop's own of what it did. None it may be.
    """

    message: str
    about: frozenset[str]


class NotUnderstood(Exception):
    """What a shop sent is signed, and is not what its connector can read."""


@runtime_checkable
class Hearing(Connector, Protocol):
    """A connector whose shop tells by itself what happens there."""

    def heard(self, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
        """What the shop sent, once it is sure that the shop sent it, and just now. Asks nobody.

        Args:
            secrets: what the shop may have signed with.
            headers: with names in small letters.
            body: as it came.

        Raises:
            HookRefused: it is not from the shop, or not from now (`odr.signed_hooks`).
            NotUnderstood: it makes no sense.
        """
        ...


class SignsByStandard:
    """For connectors whose shop signs as Standard Webhooks says and names the order as `data.orderCode`.

    Vendure does with the plugin of docs/guides/marketplace.md; it has no webhooks of its own.
    """

    def heard(self, secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
        """As `Hearing.heard`."""
        message = verify([secret_of(one) for one in secrets], headers, body, now)
        try:
            order = json.loads(body)["data"].get("orderCode")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise NotUnderstood from None
        return Heard(message, frozenset([str(order)] if order else []))
