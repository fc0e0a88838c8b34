"""The cases are told what was scanned: those of the marketplace for which the carrier sends, and of no other."""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from odr.carriers.tables import parcels, scans
from odr.domain.case import Case, OwedLine
from odr.domain.events import ParcelScanned, ScanKind
from odr.domain.refusals import Busy, Refused
from odr.domain.roles import SERVICE, Role
from odr.domain.scanning import RecordScan
from odr.domain.tracking import is_known, tracking_of
from odr.domain.words import Text
from odr.notices import Parts
from odr.outbox import Message, done
from odr.promises import PARCEL_KNOWN, PARCEL_SCANNED
from odr.store import instant, micros

log = logging.getLogger(__name__)

_WAY = list(ScanKind)
"""Kinds in the order in which a parcel goes."""


def tell_cases(parts: Parts, message: Message) -> None:
    """Carry out "parcel.scanned": every case of the marketplace that has the parcel enters what is new to it."""
    told = message.payload
    mine = (parcels.c.marketplace == told["marketplace"]) & (parcels.c.tracking == told["tracking"])
    with parts.store.read() as conn:
        rows = conn.execute(select(parcels).where(mine).order_by(parcels.c.case_id, parcels.c.line)).all()
    for row in rows:
        _tell(parts, row)
    with parts.store.write() as conn:
        done(conn, message, parts.clock.now(), kept=("marketplace",))


def know_parcels(parts: Parts, message: Message) -> None:
    """Carry out "parcel.known": a case has told under which number a parcel goes; it may have been scanned already."""
    now = parts.clock.now()
    case = _case(parts, message.payload["case"], now)
    with parts.store.write() as conn:
        rows = [row for order in case.orders for line in order.lines if (row := _known(conn, case, line, now))]
    for row in rows:
        _tell(parts, row)
    with parts.store.write() as conn:
        done(conn, message, now, kept=("case",))


HANDLERS = {PARCEL_SCANNED: tell_cases, PARCEL_KNOWN: know_parcels}


def _known(conn: Connection, case: Case, line: OwedLine, now: datetime) -> Any:
    """The row of the line's parcel, under the number that was told last."""
    tracking = tracking_of(case, line)
    if not tracking:
        return None
    own = (parcels.c.case_id == case.id) & (parcels.c.line == line.id)
    found = conn.execute(select(parcels).where(own, parcels.c.tracking == tracking)).first()
    if found is None:
        conn.execute(delete(parcels).where(own))
        row = {"case_id": case.id, "line": line.id, "tracking": tracking, "marketplace": case.marketplace}
        conn.execute(insert(parcels), row | {"known_at": micros(now)})
        found = conn.execute(select(parcels).where(own)).one()
    return found


def _tell(parts: Parts, parcel: Any) -> None:
    """Scan by scan, by the carrier's times. A case that takes none, such as a closed one, is left alone."""
    mine = (scans.c.marketplace == parcel.marketplace) & (scans.c.tracking == parcel.tracking)
    with parts.store.read() as conn:
        rows = conn.execute(select(scans).where(mine)).all()
    try:
        for row in sorted(rows, key=_in_order):
            _tell_one(parts, parcel, row)
    except Busy:
        raise
    except Refused as refused:
        log.info("carriers.not_entered", extra={"case": parcel.case_id, "code": refused.code})


def _in_order(row: Any) -> tuple[int, int]:
    """By the carrier's time; what it gives the same minute, as a parcel goes."""
    return row.scanned_at, _WAY.index(ScanKind(row.kind))


def _tell_one(parts: Parts, parcel: Any, row: Any) -> None:
    """What was heard before a bound is in time, however late it is told; but only once the case knew the parcel."""
    case = _case(parts, parcel.case_id, parts.clock.now())
    line = next((one for order in case.orders for one in order.lines if one.id == parcel.line), None)
    at = instant(max(row.received_at, parcel.known_at))
    told = (ScanKind(row.kind), instant(row.scanned_at), Text(row.place) if row.place else None)
    scan = ParcelScanned(parcel.line, *told, row.carrier, row.tracking, row.reference)
    if line is None or is_known(scan, line):
        return
    asked = RecordScan(
        by=SERVICE,
        at=at,
        line=scan.line,
        kind=scan.kind,
        scanned_at=scan.scanned_at,
        place=scan.place,
        carrier=scan.carrier,
        tracking=scan.tracking,
        reference=scan.reference,
    )
    parts.clerk.submit_for_service(parcel.case_id, asked)


def _case(parts: Parts, case_id: str, now: datetime) -> Case:
    return parts.clerk.look_as(case_id, Role.SYSTEM, now).case
