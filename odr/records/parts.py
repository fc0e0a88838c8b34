"""The smallest parts of what a record shows: instants, words, amounts, and what happened to a file."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as the reader's zone shows it: `at` carries the offset, `zone` is the IANA name."""

    at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a person, kept as written.

    `body` is None once the words have been erased, or while they are `hidden` as abusive; `language` is a BCP 47 tag
    or "".
    """

    body: str | None
    language: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as a decimal string with the currency's own number of places, and the ISO 4217 code."""

    value: str
    currency: str


@dataclass(frozen=True, slots=True)
class Handled:
    """Something that happened to an exhibit; `entry` is its number in this record, 0 for a row of the audit log."""

    at: Moment
    who: str
    what: str
    entry: int
