"""Stripe and Shopify tell by themselves: what is forged, old or changed is refused; a repeat has the same name."""

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from odr.fulfilment.hearing import KEPT
from odr.fulfilment.hooks import Hearing, NotUnderstood
from odr.fulfilment.own_hooks import SHOPIFY_TRIES_FOR
from odr.fulfilment.shopify import Shopify
from odr.fulfilment.stripe import Stripe
from odr.signed_hooks import TOLERANCE, Code, HookRefused

NOW = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
SECRET, OTHER = "whsec_test", "whsec_other"
EVENT = {
    "id": "evt_1Q",
    "object": "event",
    "type": "refund.updated",
    "data": {"object": {"id": "re_1", "object": "refund", "charge": "ch_1", "payment_intent": "pi_1"}},
}
"""The parts that are read of the event of https://docs.stripe.com/api/events/types#event_types-refund.updated."""
REFUND = {
    "id": 890088186047892319,
    "order_id": 820982911946154508,
    "created_at": "2026-11-27T00:59:00-05:00",
    "admin_graphql_api_id": "gid://shopify/Refund/890088186047892319",
    "transactions": [{"id": 245135271310201194, "parent_id": 723599267}],
}
"""The parts that are read of the payload of refunds/create in Shopify's list of webhook topics."""


def stripe(body: bytes, secret: str = SECRET, at: datetime = NOW) -> dict[str, str]:
    sent = str(int(at.timestamp()))
    signed = hmac.digest(secret.encode(), f"{sent}.".encode() + body, "sha256").hex()
    return {
        "stripe-signature": f"t={sent},v1={signed},v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39"
    }


def shopify(body: bytes, secret: str = SECRET) -> dict[str, str]:
    signed = base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()
    return {"x-shopify-hmac-sha256": signed, "x-shopify-triggered-at": NOW.isoformat()}


def said(what: Any) -> bytes:
    return json.dumps(what).encode()


STRIPE, SHOPIFY = Stripe("https://api.stripe.com", "k"), Shopify("https://x.myshopify.com", "k")


def test_both_can_tell() -> None:
    assert isinstance(STRIPE, Hearing)
    assert isinstance(SHOPIFY, Hearing)


def test_stripe_names_the_refund_and_its_payment() -> None:
    body = said(EVENT)
    heard = STRIPE.heard([OTHER, SECRET], stripe(body), body, NOW)
    assert (heard.message, heard.about) == ("evt_1Q", {"re_1", "ch_1", "pi_1"})


def test_shopify_names_the_order_and_the_payment_in_both_ways() -> None:
    body = said(REFUND)
    heard = SHOPIFY.heard([SECRET], shopify(body), body, NOW)
    ids = {"820982911946154508", "gid://shopify/Order/820982911946154508", "gid://shopify/Refund/890088186047892319"}
    assert heard.about == ids | {"723599267", "gid://shopify/OrderTransaction/723599267"}


def test_a_repeat_of_shopify_has_the_same_name_whatever_its_headers_say() -> None:
    """Only the body is signed: a name in a header could be changed to be new."""
    body, later = said(REFUND), NOW + timedelta(hours=1)
    again = SHOPIFY.heard([SECRET], shopify(body) | {"x-shopify-webhook-id": "another"}, body, later)
    assert again.message == SHOPIFY.heard([SECRET], shopify(body), body, NOW).message
    other = said(REFUND | {"id": 1})
    assert again.message != SHOPIFY.heard([SECRET], shopify(other), other, NOW).message


def test_an_order_of_shopify_is_named_by_its_name_too() -> None:
    body = said({"id": 7, "name": "#1001", "line_items": [], "updated_at": NOW.isoformat()})
    assert SHOPIFY.heard([SECRET], shopify(body), body, NOW).about == {"#1001", "1001", "7", "gid://shopify/Order/7"}


BODY = said(EVENT)
OLD, EARLY = NOW - timedelta(minutes=6), NOW + timedelta(minutes=6)


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({}, BODY, Code.HEADERS_MISSING),
        ({"stripe-signature": "t=1"}, BODY, Code.HEADERS_MISSING),
        ({"stripe-signature": "t=now,v1=00"}, BODY, Code.TIMESTAMP_INVALID),
        (stripe(BODY, OTHER), BODY, Code.SIGNATURE_WRONG),
        (stripe(BODY), said(EVENT | {"id": "evt_2"}), Code.SIGNATURE_WRONG),
        ({"stripe-signature": stripe(BODY)["stripe-signature"].replace("v1=", "v2=")}, BODY, Code.HEADERS_MISSING),
        (stripe(BODY, at=OLD), BODY, Code.TOO_OLD),
        (stripe(BODY, at=EARLY), BODY, Code.TOO_EARLY),
    ],
)
def test_what_is_not_from_stripe_or_not_from_now_is_refused(headers: dict[str, str], body: bytes, code: Code) -> None:
    with pytest.raises(HookRefused, match=code.value):
        STRIPE.heard([SECRET], headers, body, NOW)


def aged(at: datetime) -> bytes:
    return said(REFUND | {"created_at": at.isoformat()})


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({}, said(REFUND), Code.HEADERS_MISSING),
        (shopify(said(REFUND), OTHER), said(REFUND), Code.SIGNATURE_WRONG),
        (shopify(said(REFUND)), said(REFUND | {"order_id": 1}), Code.SIGNATURE_WRONG),
        ({"x-shopify-hmac-sha256": "ü"}, said(REFUND), Code.SIGNATURE_WRONG),
        (shopify(aged(NOW - timedelta(hours=5))), aged(NOW - timedelta(hours=5)), Code.TOO_OLD),
        (shopify(aged(EARLY)), aged(EARLY), Code.TOO_EARLY),
    ],
)
def test_what_is_not_from_shopify_or_not_from_now_is_refused(headers: dict[str, str], body: bytes, code: Code) -> None:
    with pytest.raises(HookRefused, match=code.value):
        SHOPIFY.heard([SECRET], headers, body, NOW)


@pytest.mark.parametrize(
    "body", [b"no JSON", b"[]", b'{"id": "evt_1"}', b'{"created_at": "now"}', b'{"updated_at": "2026-11-27"}']
)
def test_what_makes_no_sense_is_not_understood(body: bytes) -> None:
    for shop, headers in ((STRIPE, stripe(body)), (SHOPIFY, shopify(body))):
        with pytest.raises((NotUnderstood, HookRefused)):
            shop.heard([SECRET], headers, body, NOW)  # type: ignore[attr-defined]


def test_the_name_of_a_message_is_kept_for_as_long_as_the_message_is_taken() -> None:
    """Else somebody could send again what they caught, once the service forgot that it had come."""
    body = aged(NOW + TOLERANCE)
    assert SHOPIFY.heard([SECRET], shopify(body), body, NOW)
    assert SHOPIFY.heard([SECRET], shopify(body), body, NOW + SHOPIFY_TRIES_FOR)
    with pytest.raises(HookRefused) as refused:
        SHOPIFY.heard([SECRET], shopify(body), body, NOW + KEPT)
    assert refused.value.code is Code.TOO_OLD
