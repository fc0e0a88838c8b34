"""How the scalars of the API read and write: exact, in one spelling each."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
Value = TypeVar("Value")


def _reader(form: re.Pattern[str], read: Callable[[str], Value], advice: str) -> Callable[[Any], Value]:
    def parse(value: Any) -> Value:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise GraphQLError(advice)
        try:
            return read(value)
        except (ValueError, OverflowError):
            raise GraphQLError(advice) from None

    return parse


@lru_cache(maxsize=8192)
def write_instant(at: datetime) -> str:
    """Return an aware instant in UTC with microseconds: 2026-03-01T09:30:00.000000Z.

    What is kept is read again and again, and writing an instant takes longer than looking it up.
    """
    if at.tzinfo is not UTC:
        at = at.astimezone(UTC)
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def _write_decimal(value: Decimal) -> str:
    return format(value, "f")


read_decimal = _reader(_DECIMAL, Decimal, 'Write a decimal number as a string, such as "80.00".')
read_date = _reader(_DATE, date.fromisoformat, 'Write a date as "2026-03-01".')
read_instant = _reader(
    _DATE_TIME,
    lambda text: datetime.fromisoformat(text).astimezone(UTC),
    'Write an instant with its offset: "2026-03-01T09:30:00Z" or "2026-03-01T10:30:00+01:00".',
)

SCALARS: Mapping[object, ScalarDefinition] = {
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number, written as a string: "80.00".',
        serialize=_write_decimal,
        parse_value=read_decimal,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant in UTC with microseconds: 2026-03-01T09:30:00.000000Z. Any offset is read.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=write_instant,
        parse_value=read_instant,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day without zone: 2026-03-01.",
        serialize=date.isoformat,
        parse_value=read_date,
    ),
}
"""Annotate plain `Decimal`, `datetime` and `date`; `build_schema` puts these in."""
