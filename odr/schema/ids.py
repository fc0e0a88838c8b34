"""Global ids and cursors: what the outside may hold of a row.

A global id is base64url("Type:local"), without padding. It hides nothing and proves nothing: sight decides
what it opens. Whatever is wrong with an id (malformed, of another type, unknown, invisible) has one answer,
`NotFound`, so that nobody learns from the difference.

A cursor is a sealed sort key: `Cursors` refuses one that it did not issue, or that belongs to another list.
"""

import base64
import binascii
import hashlib
import hmac
import re
from typing import Any, NamedTuple

import msgspec
import strawberry

from odr.domain.refusals import InvalidInput, NotFound

_FORM = re.compile(r"([A-Z][A-Za-z]{1,39}):([A-Za-z0-9._/+-]{1,120})")
_LONGEST = 220
_SEAL = 9


class GlobalId(NamedTuple):
    """A decoded global id."""

    type: str
    local: str


def encode(type_name: str, local: str) -> strawberry.ID:
    """Return the global id of the row `local` of the GraphQL type `type_name`."""
    return strawberry.ID(_armour(f"{type_name}:{local}".encode()))


def decode(global_id: str) -> GlobalId:
    """Read a global id.

    Raises:
        NotFound: it is not the id of anything.
    """
    try:
        found = _FORM.fullmatch(_unarmour(global_id).decode("ascii"))
    except ValueError:
        found = None
    if found is None:
        raise NotFound
    return GlobalId(found[1], found[2])


def local(global_id: str, type_name: str) -> str:
    """Return the local part of an id of this type.

    Raises:
        NotFound: malformed, or the id of something else.
    """
    named, found = decode(global_id)
    if named != type_name:
        raise NotFound
    return found


def part(global_id: str, type_name: str) -> str:
    """Return the local part of the id of something inside a case; of an id that is wrong "", which nothing has.

    So the rule answers wrong, unknown and invisible ids alike, after it has looked at who asks.
    """
    try:
        return local(global_id, type_name)
    except NotFound:
        return ""


class Cursors:
    """Seals sort keys into cursors and opens them again.

    Args:
        secret: the service's secret; a key of its own is derived from it.
    """

    def __init__(self, secret: bytes) -> None:
        key = hashlib.blake2b(secret, person=b"odr cursors", digest_size=32).digest()
        self._keyed = hashlib.blake2b(key=key, digest_size=_SEAL)

    def seal(self, of: str, key: tuple[Any, ...]) -> str:
        """Return the cursor of the row with this sort key in the list `of`."""
        body = msgspec.json.encode(key)
        return _armour(self._mark(of, body) + body)

    def open(self, of: str, cursor: str) -> tuple[Any, ...]:
        """Return the sort key.

        Raises:
            InvalidInput: not a cursor that the list `of` gave out.
        """
        try:
            raw = _unarmour(cursor)
        except ValueError:
            raw = b""
        mark, body = raw[:_SEAL], raw[_SEAL:]
        if not hmac.compare_digest(mark, self._mark(of, body)):
            raise InvalidInput(field="after", problem="This list gave out no such cursor. Leave it out to begin.")
        return tuple(msgspec.json.decode(body))

    def _mark(self, of: str, body: bytes) -> bytes:
        mark = self._keyed.copy()
        mark.update(of.encode() + b"\0" + body)
        return mark.digest()


def _armour(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _unarmour(text: str) -> bytes:
    """The bytes of unpadded base64url; ValueError for anything but the one canonical spelling."""
    if len(text) > _LONGEST:
        raise ValueError("too long")
    try:
        raw = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as malformed:
        raise ValueError("not base64url") from malformed
    if _armour(raw) != text:
        raise ValueError("not canonical")
    return raw
