"""Messages signed as Standard Webhooks says: who sends one shows that they have the secret, and when it was sent.

Source: https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md (symmetric signatures, `v1`).
"""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

TOLERANCE = timedelta(minutes=5)
"""How far the time of a message may lie from now, to both sides."""
PREFIX = "whsec_"
SECRET_BYTES = range(24, 65)
SIGNATURES = 20
"""How many signatures of one message are looked at: while a secret is replaced there are two."""
_ID = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,128}")
"""A full stop parts the name from the time in what is signed, so a name has none."""


class Code(StrEnum):
    """Why a message was not taken."""

    HEADERS_MISSING = "HEADERS_MISSING"
    TIMESTAMP_INVALID = "TIMESTAMP_INVALID"
    TOO_OLD = "TOO_OLD"
    TOO_EARLY = "TOO_EARLY"
    SIGNATURE_WRONG = "SIGNATURE_WRONG"


class HookRefused(Exception):
    """A message is not what it says it is, or comes at the wrong time. Nothing of it may be believed."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code

    @property
    def status(self) -> int:
        """The status of the answer over HTTP: 401 for a wrong signature, 400 for everything else."""
        return 401 if self.code is Code.SIGNATURE_WRONG else 400


def verify(secrets: Sequence[bytes], headers: Mapping[str, str], body: bytes, now: datetime) -> str:
    """The message's own name, under which a repeat is known.

    Args:
        secrets: any of them may have signed; while one is replaced there are two.
        headers: with names in small letters, as Starlette has them.
        body: as it came, byte by byte.

    Raises:
        HookRefused: with the reason. The signature is judged before the time, so that only who has the secret learns
            how our clock goes.
    """
    name, sent, signed = (headers.get(f"webhook-{part}", "").strip() for part in ("id", "timestamp", "signature"))
    if not (name and sent and signed):
        raise HookRefused(Code.HEADERS_MISSING)
    if not _ID.fullmatch(name):
        raise HookRefused(Code.HEADERS_MISSING)
    at = _instant(sent)
    if not _is_signed(secrets, signed, _content(name, sent, body)):
        raise HookRefused(Code.SIGNATURE_WRONG)
    if at < now - TOLERANCE:
        raise HookRefused(Code.TOO_OLD)
    if at > now + TOLERANCE:
        raise HookRefused(Code.TOO_EARLY)
    return name


def sign(secret: bytes, message_id: str, at: datetime, body: bytes) -> str:
    """The value of `webhook-signature`, `v1,BASE64`; `webhook-timestamp` has to be `timestamp(at)`."""
    return _signature(secret, _content(message_id, timestamp(at), body))


def timestamp(at: datetime) -> str:
    """The value of `webhook-timestamp`: whole seconds since 1970 in UTC."""
    return str(int(at.timestamp()))


def secret_of(text: str) -> bytes:
    """The secret that is written `whsec_` and base64. ValueError: it is written otherwise, or is not 24 to 64 bytes."""
    try:
        found = base64.b64decode(text.strip().removeprefix(PREFIX), validate=True)
    except binascii.Error:
        found = b""
    if not text.strip().startswith(PREFIX) or len(found) not in SECRET_BYTES:
        raise ValueError(f"A secret is written {PREFIX} and the base64 of 24 to 64 bytes.")
    return found


def _instant(text: str) -> datetime:
    if not re.fullmatch(r"[0-9]{1,11}", text):
        raise HookRefused(Code.TIMESTAMP_INVALID)
    return datetime.fromtimestamp(int(text), UTC)


def _content(name: str, sent: str, body: bytes) -> bytes:
    return f"{name}.{sent}.".encode("ascii") + body


def _signature(secret: bytes, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(secret, content, "sha256")).decode("ascii")


def _is_signed(secrets: Sequence[bytes], signed: str, content: bytes) -> bool:
    given = [one.encode() for one in signed.split()[:SIGNATURES]]
    possible = [_signature(secret, content).encode() for secret in secrets]
    found = [hmac.compare_digest(one, right) for one in given for right in possible]
    return any(found)
