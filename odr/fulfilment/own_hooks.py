"""Shops that tell by themselves and sign in a way of their own: Stripe and Shopify. Written from their documentation.

Stripe signs its time with the message, once more for each try. Shopify signs the body alone: neither its time nor its
name can be believed, so the body says how old it is, and is its own name. The secret is the shop's: it is given to us.
Sources: https://docs.stripe.com/webhooks (Verify manually), https://shopify.dev/docs/apps/build/webhooks/subscribe/https
"""

import base64
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from odr.fulfilment.hooks import Heard, NotUnderstood
from odr.signed_hooks import SIGNATURES, TOLERANCE, Code, HookRefused

SHOPIFY_TRIES_FOR = timedelta(hours=4)
"""Shopify sends the same body again for so long where nobody answered. An older one is somebody else's repeat."""
_INSTANTS = ("updated_at", "processed_at", "created_at")
_ABOUT_STRIPE = ("id", "charge", "payment_intent")


def heard_from_stripe(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
    """As `Hearing.heard`: an event about a refund or a charge."""
    said = [part.strip().partition("=") for part in headers.get("stripe-signature", "").split(",")]
    sent = next((value for name, _, value in said if name == "t"), "")
    signed = [value for name, _, value in said if name == "v1"][:SIGNATURES]
    if not sent or not signed:
        raise HookRefused(Code.HEADERS_MISSING)
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= 11):
        raise HookRefused(Code.TIMESTAMP_INVALID)
    right = [hmac.digest(one.encode(), f"{sent}.".encode() + body, "sha256").hex() for one in secrets]
    _require_one_of(signed, right)
    at = datetime.fromtimestamp(int(sent), UTC)
    _require_from_now(at, now, TOLERANCE)
    event = _read(body)
    try:
        found = event["data"]["object"]
        return Heard(str(event["id"]), frozenset(_numbers(found.get(name) for name in _ABOUT_STRIPE)))
    except (KeyError, TypeError, AttributeError):
        raise NotUnderstood from None


def heard_from_shopify(secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime) -> Heard:
    """As `Hearing.heard`: a refund, a transaction or an order, as REST has it."""
    signed = headers.get("x-shopify-hmac-sha256", "").strip()
    if not signed:
        raise HookRefused(Code.HEADERS_MISSING)
    right = [base64.b64encode(hmac.digest(one.encode(), body, "sha256")).decode() for one in secrets]
    _require_one_of([signed], right)
    said = _read(body)
    _require_from_now(_newest(said), now, SHOPIFY_TRIES_FOR)
    return Heard(sha256(body).hexdigest(), frozenset(_about_shopify(said)))


def _require_one_of(given: Iterable[str], right: Iterable[str]) -> None:
    found = [hmac.compare_digest(one.encode(), other.encode()) for one in given for other in right]
    if not any(found):
        raise HookRefused(Code.SIGNATURE_WRONG)


def _require_from_now(at: datetime, now: datetime, oldest: timedelta) -> None:
    if at < now - oldest:
        raise HookRefused(Code.TOO_OLD)
    if at > now + TOLERANCE:
        raise HookRefused(Code.TOO_EARLY)


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        raise NotUnderstood from None
    if not isinstance(found, dict):
        raise NotUnderstood
    return found


def _newest(said: Mapping[str, Any]) -> datetime:
    """When it happened, by what was signed. NotUnderstood: it does not say."""
    try:
        found = [datetime.fromisoformat(str(said[name])) for name in _INSTANTS if said.get(name)]
        newest = max(found)
    except (ValueError, TypeError):
        raise NotUnderstood from None
    if newest.tzinfo is None:
        raise NotUnderstood
    return newest


def _about_shopify(said: Mapping[str, Any]) -> Iterator[str]:
    """The order by its id and name, its transactions, and the thing itself; each as digits and as `gid://`."""
    yield from _numbers([said.get("admin_graphql_api_id"), said.get("name")])
    name = said.get("name")
    if isinstance(name, str):
        yield name.removeprefix("#")
    yield from _named("Order", [said.get("order_id"), said.get("id") if "line_items" in said else None])
    rows = said.get("transactions")
    moved = [said, *(one for one in (rows if isinstance(rows, list) else []) if isinstance(one, dict))]
    yield from _named("OrderTransaction", [one.get("parent_id") for one in moved])


def _named(kind: str, numbers: Iterable[Any]) -> Iterator[str]:
    for number in _numbers(numbers):
        yield number
        yield f"gid://shopify/{kind}/{number}"


def _numbers(values: Iterable[Any]) -> list[str]:
    return [str(one) for one in values if isinstance(one, (str, int)) and one]
