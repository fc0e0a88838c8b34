"""Signed messages: the published example, and whoever forges, waits or writes nonsense."""

from datetime import UTC, datetime, timedelta

import pytest

from odr.signed_hooks import Code, HookRefused, secret_of, sign, timestamp, verify

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
SECRET, OTHER = b"s" * 32, b"o" * 32
BODY = b'{"a": 1}'


def headers(secret: bytes = SECRET, name: str = "msg_1", at: datetime = NOW, body: bytes = BODY) -> dict[str, str]:
    return {"webhook-id": name, "webhook-timestamp": timestamp(at), "webhook-signature": sign(secret, name, at, body)}


def test_the_published_example_has_the_published_signature() -> None:
    """From the test of the reference libraries (standard-webhooks, libraries/python/tests/test_webhooks.py)."""
    secret = secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    body = b'{"test": 2432232314}'
    assert sign(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_was_signed_with_the_secret_is_taken() -> None:
    assert verify([SECRET], headers(), BODY, NOW) == "msg_1"


def test_while_a_secret_is_replaced_both_are_taken_and_both_may_have_signed() -> None:
    assert verify([OTHER, SECRET], headers(), BODY, NOW) == "msg_1"
    two = headers() | {
        "webhook-signature": f"v2,x {headers(OTHER)['webhook-signature']} {headers()['webhook-signature']}"
    }
    assert verify([SECRET], two, BODY, NOW) == "msg_1"


@pytest.mark.parametrize(
    ("given", "body", "code"),
    [
        (headers(OTHER), BODY, Code.SIGNATURE_WRONG),
        (headers(), b'{"a": 2}', Code.SIGNATURE_WRONG),
        (headers() | {"webhook-id": "msg_2"}, BODY, Code.SIGNATURE_WRONG),
        (headers() | {"webhook-timestamp": timestamp(NOW + timedelta(seconds=1))}, BODY, Code.SIGNATURE_WRONG),
        (headers() | {"webhook-signature": "v1,ü"}, BODY, Code.SIGNATURE_WRONG),
        (headers(at=NOW - timedelta(minutes=10)), BODY, Code.TOO_OLD),
        (headers(at=NOW + timedelta(minutes=10)), BODY, Code.TOO_EARLY),
        (headers() | {"webhook-timestamp": "yesterday"}, BODY, Code.TIMESTAMP_INVALID),
        (headers() | {"webhook-timestamp": "9" * 400}, BODY, Code.TIMESTAMP_INVALID),
        (headers(name="a.b"), BODY, Code.HEADERS_MISSING),
        (headers() | {"webhook-id": "ü"}, BODY, Code.HEADERS_MISSING),
        ({}, BODY, Code.HEADERS_MISSING),
    ],
)
def test_everything_else_is_refused_with_its_reason(given: dict[str, str], body: bytes, code: Code) -> None:
    with pytest.raises(HookRefused) as refused:
        verify([SECRET], given, body, NOW)
    assert refused.value.code is code
    assert refused.value.status == (401 if code is Code.SIGNATURE_WRONG else 400)


def test_without_a_secret_nobody_has_signed() -> None:
    with pytest.raises(HookRefused):
        verify([], headers(), BODY, NOW)


@pytest.mark.parametrize("at", [NOW - timedelta(minutes=5), NOW + timedelta(minutes=5)])
def test_five_minutes_are_still_taken(at: datetime) -> None:
    assert verify([SECRET], headers(at=at), BODY, NOW) == "msg_1"


@pytest.mark.parametrize(
    "text", ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_!", "whsec_" + "A" * 400]
)
def test_a_secret_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="24 to 64 bytes"):
        secret_of(text)
