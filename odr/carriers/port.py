"""The port of carriers: an adapter turns what a carrier sends into scans, and says what of it cannot be read."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from odr.domain.events import ScanKind
from odr.domain.tracking import is_tracking_number, tracking_number

FIELDS = ("tracking", "at", "kind", "place", "reference")
"""What adapters tell of a scan; the first three have to be there."""
PLACE, REFERENCE = 120, 80
"""How many characters of a place are kept, and how long the carrier's own number of a scan can be."""
_AT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)")


@dataclass(frozen=True, slots=True)
class Scan:
    """A carrier saw a parcel: the parcel's number, when by the carrier's clock (UTC), what and where.

    `reference` is the carrier's own number of the scan.
    """

    tracking: str
    at: datetime
    kind: ScanKind
    place: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that is no scan. `number`: which line of the file, or which scan of the message, counted from 1."""

    number: int
    problem: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the scans, each beside its number, and what is none."""

    scans: tuple[tuple[int, Scan], ...]
    wrong: tuple[Wrong, ...]


class Unreadable(Exception):
    """Nothing of what was sent can be read; the words say why and what would be right."""


class Adapter(Protocol):
    """How one kind of sender writes its scans. It knows neither marketplaces nor cases."""

    def read(self, sent: bytes) -> Read:
        """Every scan in what was sent. Raises Unreadable where there is none to find."""
        ...


def scan_of(told: dict[str, Any]) -> Scan:
    """The scan that these fields tell, whatever wrote them. ValueError: the words say which field is wrong and how."""
    tracking, at, kind, place, reference = (_field(told, name) for name in FIELDS)
    if not is_tracking_number(tracking):
        raise ValueError("tracking: 6 to 40 letters, digits and hyphens, such as 00340434161094042557.")
    if kind.upper() not in ScanKind.__members__:
        raise ValueError(f"kind: one of {', '.join(ScanKind)}.")
    if len(reference) > REFERENCE:
        raise ValueError(f"reference: at most {REFERENCE} characters.")
    return Scan(tracking_number(tracking), _instant(at), ScanKind[kind.upper()], place[:PLACE], reference)


def _field(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name}: a text.")
    return " ".join((value or "").replace("\0", "").split())


def _instant(text: str) -> datetime:
    try:
        if _AT.fullmatch(text):
            return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("at: date, time and offset, such as 2026-03-02T09:30:00+01:00.")
