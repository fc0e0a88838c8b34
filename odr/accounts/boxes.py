"""Keeps small things encrypted that have to be read again: under the newest of the service's secrets."""

import base64
import hashlib
from collections.abc import Sequence
from enum import Enum

from cryptography.fernet import Fernet, MultiFernet


class Kind(Enum):
    """What lies in a box. Each kind has keys of its own."""

    PAYOUT_ACCOUNT = b"odr payouts"
    SECOND_FACTOR = b"odr factors"
    KEY = b"odr keys"
    CASE_KEY = b"odr case keys"
    SHOP_KEY = b"odr shop keys"
    WEBHOOK = b"odr webhooks"
    CARRIER_SECRETS = b"odr carriers"


class Box:
    """Encrypts under the first secret; reads what was encrypted under any of them.

    Args:
        secrets: of the service, the newest first (`odr.settings.service_secrets`).
    """

    def __init__(self, secrets: Sequence[bytes], kind: Kind) -> None:
        keys = [Fernet(_key(secret, kind)) for secret in secrets]
        self._newest, self._any = keys[0], MultiFernet(keys)

    def seal(self, plain: bytes) -> str:
        """The thing, encrypted."""
        return self._newest.encrypt(plain).decode("ascii")

    def open(self, sealed: str) -> bytes:
        """The thing as it was. Raises InvalidToken where none of the secrets made it."""
        return self._any.decrypt(sealed)

    def seal_anew(self, sealed: str) -> str:
        """The same thing under the first secret. Raises InvalidToken where none of the secrets made it."""
        return self._any.rotate(sealed).decode("ascii")


def _key(secret: bytes, kind: Kind) -> bytes:
    return base64.urlsafe_b64encode(hashlib.blake2b(secret, person=kind.value, digest_size=32).digest())
