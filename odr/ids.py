"""Identifiers, secrets and salts. Every random byte of the service comes from `random_bytes`."""

import base64
import re
import secrets

SALT_BYTES = 32
SECRET_BYTES = 32
_ID = re.compile(r"[0-9a-f]{32}")


def random_bytes(count: int) -> bytes:
    """Return `count` bytes from the operating system's generator. Tests pin this one function."""
    return secrets.token_bytes(count)


def new_id() -> str:
    """Return a new identifier: 32 lower-case hexadecimal characters, random, so that it tells nothing."""
    return random_bytes(16).hex()


def is_id(text: str) -> bool:
    """Tell whether this has the form of `new_id`: nothing else from an address need be looked up."""
    return bool(_ID.fullmatch(text))


def new_secret() -> str:
    """Return a new bearer secret of 256 bits: 43 URL-safe characters."""
    return base64.urlsafe_b64encode(random_bytes(SECRET_BYTES)).rstrip(b"=").decode("ascii")


def new_hook_secret() -> str:
    """Return a new secret to sign messages with, as Standard Webhooks writes it: whsec_ and 256 bits."""
    return "whsec_" + base64.b64encode(random_bytes(SECRET_BYTES)).decode("ascii")


def new_salt() -> bytes:
    """Return the 32 random bytes that hide a text behind its commitment."""
    return random_bytes(SALT_BYTES)
