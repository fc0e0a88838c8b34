"""Files sealed at rest: each under a key of its own, which follows from the key of its case.

The case's key is random, lies encrypted in the database under the service's secret, and is forgotten with the case:
then nothing that was sealed with it can be read, wherever a copy of it lies.

A sealed file is a magic line, 32 random bytes, then pieces of one MiB, each encrypted and authenticated by AES-256-GCM
under a nonce that counts them and marks the last one: none can be changed, moved, left out or taken from another file.
Source: Hoang, Reyhanitabar, Rogaway, Vizar: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance
(STREAM, 2015); the layout follows age-encryption.org/v1.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from odr.accounts.boxes import Box
from odr.evidence.tables import case_keys
from odr.ids import random_bytes
from odr.store import Store

PIECE = 1024 * 1024
_MAGIC = b"odr-sealed-file/1\n"
_SALT = 32
_TAG = 16
_HEAD = len(_MAGIC) + _SALT
_KEY_BYTES = 32


class NotAsSealed(Exception):
    """A sealed file is not as it was sealed."""


class CaseKeys:
    """The key of each case, made when it is first asked for. `odr.evidence.erasing.forget_key` is its end."""

    def __init__(self, store: Store, box: Box) -> None:
        self._store = store
        self._box = box

    def of(self, case_id: str) -> bytes:
        """The key of this case. Raises InvalidToken where the secret under which it lies is gone."""
        wanted = select(case_keys.c.key).where(case_keys.c.case_id == case_id)
        with self._store.read() as conn:
            sealed = conn.execute(wanted).scalar()
        if sealed is None:
            sealed = self._made(case_id)
        return self._box.open(sealed)

    def _made(self, case_id: str) -> str:
        insert = sqlite.insert if self._store.dialect == "sqlite" else postgresql.insert
        made = {"case_id": case_id, "key": self._box.seal(random_bytes(_KEY_BYTES))}
        with self._store.write() as conn:
            conn.execute(insert(case_keys).on_conflict_do_nothing(), made)
            sealed: str = conn.execute(select(case_keys.c.key).where(case_keys.c.case_id == case_id)).scalar_one()
        return sealed


def seal(whole: Path, sealed: Path, case_key: bytes, name: str) -> None:
    """Write a file sealed, for this name alone; it is on the disk before this returns."""
    salt = random_bytes(_SALT)
    cipher = _cipher(case_key, salt, name)
    with whole.open("rb") as source, open(sealed, "wb", opener=_private) as target:
        target.write(_MAGIC + salt)
        number, piece = 0, source.read(PIECE)
        while True:
            following = source.read(PIECE)
            target.write(cipher.encrypt(_nonce(number, last=not following), piece, None))
            if not following:
                break
            number, piece = number + 1, following
        target.flush()
        os.fsync(target.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def unsealed(found: Iterator[bytes], case_key: bytes, name: str) -> Iterator[bytes]:
    """The file as it was before. Raises NotAsSealed; what was given out before that was as it was."""
    waiting = _Waiting(found)
    head = waiting.take(_HEAD)
    if len(head) < _HEAD or not head.startswith(_MAGIC):
        raise NotAsSealed
    cipher = _cipher(case_key, head[len(_MAGIC) :], name)
    number, piece = 0, waiting.take(PIECE + _TAG)
    while True:
        following = waiting.take(PIECE + _TAG)
        try:
            plain = cipher.decrypt(_nonce(number, last=not following), piece, None)
        except InvalidTag:
            raise NotAsSealed from None
        yield plain
        if not following:
            return
        number, piece = number + 1, following


class _Waiting:
    """Bytes that come in pieces of any size, taken in pieces of another."""

    def __init__(self, source: Iterator[bytes]) -> None:
        self._source = source
        self._rest = bytearray()

    def take(self, count: int) -> bytes:
        """So many bytes; fewer only at the end."""
        while len(self._rest) < count and (piece := next(self._source, None)) is not None:
            self._rest += piece
        taken = bytes(self._rest[:count])
        del self._rest[:count]
        return taken


def plain_size(sealed: int) -> int:
    """How large a file was that is so large sealed."""
    body = max(0, sealed - _HEAD)
    return body - _TAG * max(1, -(-body // (PIECE + _TAG)))


def _cipher(case_key: bytes, salt: bytes, name: str) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt, b"odr/evidence/sealed/1\0" + name.encode())
    return AESGCM(derived.derive(case_key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])
