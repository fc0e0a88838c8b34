"""Where a parcel that goes back is: the number by which carriers know it, and what they saw of it."""

import re

from odr.domain import events as e
from odr.domain.case import Case, OwedLine
from odr.domain.events import ScanKind, Step

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{5,39}")


def is_tracking_number(text: str) -> bool:
    """Whether it can be one: somebody who was asked for a number may have written "yesterday" or nothing."""
    return bool(_NUMBER.fullmatch(tracking_number(text)))


def tracking_number(text: str) -> str:
    """A tracking number as it is compared: people group its digits, and carriers do not."""
    return "".join(text.split()).upper()


def tracking_of(case: Case, line: OwedLine) -> str:
    """The number under which the parcel of a line goes: what its sender gave, else what its label has; empty while none
    is known.
    """
    given = (one.reference for one in reversed(line.reports) if one.step is Step.RETURN_IN_TRANSIT)
    if not case.order.has_parcel(line.remedy.line):
        return ""
    told = (*given, line.arranged.said.tracking if line.arranged else "")
    return next((tracking_number(one) for one in told if is_tracking_number(one)), "")


def tells_tracking(event: e.Event) -> bool:
    """Whether an entry tells the number under which a parcel goes."""
    if isinstance(event, e.ReturnArranged):
        return is_tracking_number(event.tracking)
    if not isinstance(event, e.FulfilmentReported):
        return False
    return event.step is Step.RETURN_IN_TRANSIT and is_tracking_number(event.reference)


def is_followed(line: OwedLine) -> bool:
    """Whether a carrier saw the parcel itself: a label alone is no parcel."""
    return any(one.kind is not ScanKind.LABEL_MADE for one in line.scans)


def comes_back(line: OwedLine) -> bool:
    """Whether the carrier takes the parcel back to who sent it."""
    return any(one.kind is ScanKind.RETURNED_TO_SENDER for one in line.scans)


def was_sent(case: Case, line: OwedLine) -> bool:
    """Whether the sender has done their part: a carrier has it, or they told its number, and it does not come back."""
    return (is_followed(line) or bool(tracking_of(case, line))) and not comes_back(line)


def is_known(scan: e.ParcelScanned, line: OwedLine) -> bool:
    """Whether the scan is entered already: by the carrier's own number of it, or by what and when it was."""
    return any(_is_same(scan, one) for one in line.scans)


def _is_same(one: e.ParcelScanned, other: e.ParcelScanned) -> bool:
    numbered = one.reference and (one.carrier, one.reference) == (other.carrier, other.reference)
    return bool(numbered) or (one.kind, one.scanned_at) == (other.kind, other.scanned_at)
