"""Time-based one-time passwords (RFC 6238, over HOTP of RFC 4226): SHA-1, six digits, a new one every 30 seconds.

These are the values that every authenticator app knows. The standard library has all that is needed.
"""

import base64
import hmac
from datetime import datetime
from urllib.parse import quote, urlencode

PERIOD_S = 30
DIGITS = 6
DRIFT = 1
"""How many steps a code may be early or late, for clocks that differ and for people who type (RFC 6238, 5.2)."""
KEY_BYTES = 20
"""Of a key: as long as what the hash gives (RFC 4226, R6)."""


def step_at(at: datetime) -> int:
    """Which period this instant lies in."""
    return int(at.timestamp()) // PERIOD_S


def code_at(key: bytes, step: int) -> str:
    """The code of this period (RFC 4226, 5.3)."""
    digest = hmac.digest(key, step.to_bytes(8, "big"), "sha1")
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(key: bytes, typed: str, at: datetime) -> int | None:
    """In which of the periods around this instant this was the code; None in none of them."""
    now = step_at(at)
    steps = range(now - DRIFT, now + DRIFT + 1)
    return next((step for step in steps if hmac.compare_digest(code_at(key, step).encode(), typed.encode())), None)


def shown(key: bytes) -> str:
    """The key as it is typed into an app: Base32 without padding."""
    return base64.b32encode(key).decode("ascii").rstrip("=")


def uri(key: bytes, issuer: str, account: str) -> str:
    """What an app reads from a picture: otpauth://totp/ISSUER:ACCOUNT?secret=..."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='')}"
    return f"otpauth://totp/{label}?{urlencode({'secret': shown(key), 'issuer': issuer})}"
