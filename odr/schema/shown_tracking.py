"""The way of a parcel that goes back, as its reader sees it."""

from odr.domain.case import OwedLine
from odr.domain.rulebook.shape import RETURN_LOST
from odr.domain.tracking import tracking_of
from odr.schema.reader import Reader
from odr.schema.tracking_types import ParcelScan, ParcelTracking


def tracking(line: OwedLine, reader: Reader) -> ParcelTracking | None:
    """Null where no parcel goes anywhere."""
    number = tracking_of(reader.case, line)
    lost = reader.case.frames.get(f"{RETURN_LOST}/{line.id}")
    if not (number or line.scans or lost):
        return None
    scans = [
        ParcelScan(
            kind=one.kind,
            at=one.scanned_at,
            place=one.place.body if one.place else None,
            carrier=one.carrier,
            reference=one.reference,
        )
        for one in line.scans
    ]
    return ParcelTracking(
        number=number, scans=scans, lost_after=lost.due if lost else None, traced_since=line.traced_at
    )
