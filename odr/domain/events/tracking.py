"""What carriers say of a parcel that goes back, and when they say nothing for long."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odr.domain.words import Text


class ScanKind(StrEnum):
    """What a carrier says of a parcel at one moment."""

    LABEL_MADE = "LABEL_MADE"
    ACCEPTED = "ACCEPTED"
    IN_TRANSIT = "IN_TRANSIT"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    DELIVERED = "DELIVERED"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER"
    EXCEPTION = "EXCEPTION"
    LOST = "LOST"


@dataclass(frozen=True, slots=True)
class ParcelScanned:
    """A carrier saw the parcel of a line.

    `scanned_at` is the carrier's own time, which may lie long before the entry. `reference` is its number of the scan.
    `place` is the carrier's words, in which a name or an address may stand.
    """

    line: str
    kind: ScanKind
    scanned_at: datetime
    place: Text | None
    carrier: str
    tracking: str
    reference: str


@dataclass(frozen=True, slots=True)
class TraceOpened:
    """No carrier saw the parcel of a line for as long as the rulebook says: it is looked for.

    `sent`: a carrier took it, or its tracking number was told. Without either nothing falls due by itself.
    """

    line: str
    tracking: str
    sent: bool


OfTracking = ParcelScanned | TraceOpened
