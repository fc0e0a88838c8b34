"""What people and programs typed: looked through once for every mutation, and hashed to know a repeat."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import msgspec
import strawberry

from odr.domain.refusals import InvalidInput
from odr.domain.words import Text
from odr.schema.base import RepeatableInput

LONGEST_TEXT = 20_000
LONGEST_LINE = 500
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_LINE_BREAKS = frozenset("\n\r\t")


def prose(*, description: str, default: Any = strawberry.UNSET, most: int = LONGEST_TEXT) -> Any:
    """Describe an input field for words of several lines, at most so many signs; every other text is one line."""
    if default is strawberry.UNSET:
        return strawberry.field(description=description, metadata={"prose": most})
    return strawberry.field(description=description, metadata={"prose": most}, default=default)


def cited() -> Any:
    """Describe an input field for the exhibits that words rest on."""
    description = "The exhibits that it rests on, by number, such as C-1."
    return strawberry.field(description=description, default_factory=list)


SECRET = {"secret": True}
"""Metadata of an input field whose value is kept in no hash: there are so few amounts that one could try them all."""


def hash_of(typed: RepeatableInput) -> str:
    """Look through everything typed; SHA-256 of its canonical form without the key and without what is secret.

    Raises:
        InvalidInput: a text is too long or holds signs that no text has, or an instant lies out of reach.
    """
    found = dict(_fields(typed))
    for field in fields(typed):
        if field.name == "idempotency_key" or field.metadata.get("secret"):
            del found[field.name]
    return hashlib.sha256(msgspec.json.encode(found, order="sorted")).hexdigest()


def words(typed: str | None) -> Text | None:
    """Words for an entry; none when nothing but blanks was typed."""
    return Text(typed) if typed is not None and typed.strip() else None


def _fields(typed: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(typed):
        yield field.name, _plain(getattr(typed, field.name), field)


def _plain(value: Any, field: Field[Any]) -> Any:
    if is_dataclass(value):
        return dict(_fields(value))
    if isinstance(value, list):
        return [_plain(one, field) for one in value]
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return _instant(value, field)
    return _text(value, field) if isinstance(value, str) else value


def _instant(at: datetime, field: Field[Any]) -> str:
    if not EARLIEST <= at < LATEST:
        raise InvalidInput(field=_name(field), problem="Give a date between 1970 and 2200.")
    return at.isoformat()


def _text(text: str, field: Field[Any]) -> str:
    several: int | None = field.metadata.get("prose")
    most = several or LONGEST_LINE
    if len(text) > most:
        raise InvalidInput(field=_name(field), problem=f"This is too long. Write at most {most:,} characters.")
    allowed = _LINE_BREAKS if several else frozenset()
    if any(sign not in allowed and unicodedata.category(sign) == "Cc" for sign in text):
        raise InvalidInput(field=_name(field), problem="Remove the control characters; a text has none.")
    return text


def _name(field: Field[Any]) -> str:
    first, *rest = field.name.split("_")
    return first + "".join(part.capitalize() for part in rest)
