"""Scans are taken in: each once, and the cases of the marketplace that have the parcel are told later."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete
from sqlalchemy.dialects import postgresql, sqlite

from odr.carriers.port import Scan
from odr.carriers.tables import carrier_messages, parcels, scans
from odr.outbox import promise
from odr.promises import PARCEL_SCANNED
from odr.signed_hooks import TOLERANCE
from odr.store import Store, micros

AHEAD, BACK = timedelta(hours=1), timedelta(days=366)
"""How far a scan's time may lie ahead of now, and back."""
KEPT = timedelta(days=180)
"""How long a scan is kept beside the cases, and how long a number leads to its case."""


def why_not(scan: Scan, now: datetime) -> str:
    """What is wrong with the time of a scan; empty where nothing is."""
    if scan.at > now + AHEAD:
        return "at: this time has not come yet."
    return "at: more than a year ago." if scan.at < now - BACK else ""


def take_message(conn: Connection, carrier: str, message: str, at: datetime) -> bool:
    """Note a message by its name; False where it was taken already."""
    row = {"carrier": carrier, "message": message, "received_at": micros(at)}
    return _insert(conn, carrier_messages, row)


def take(conn: Connection, marketplace: str, carrier: str, told: Iterable[Scan], at: datetime) -> int:
    """Write down what is new, and promise to tell the cases; how many scans were new."""
    new = [one for one in told if _insert(conn, scans, _row(marketplace, carrier, one, at))]
    for tracking in dict.fromkeys(one.tracking for one in new):
        promise(conn, PARCEL_SCANNED, {"marketplace": marketplace, "tracking": tracking}, at)
    return len(new)


def forget(store: Store, at: datetime) -> int:
    """Delete what is kept no longer; how many scans. For the worker, about once an hour."""
    with store.write() as conn:
        conn.execute(delete(carrier_messages).where(carrier_messages.c.received_at < micros(at - 4 * TOLERANCE)))
        conn.execute(delete(parcels).where(parcels.c.known_at < micros(at - KEPT)))
        return conn.execute(delete(scans).where(scans.c.received_at < micros(at - KEPT))).rowcount


def _row(marketplace: str, carrier: str, scan: Scan, at: datetime) -> dict[str, Any]:
    own = scan.reference or f"{scan.kind}/{micros(scan.at)}"
    name = "\0".join((marketplace, carrier, scan.tracking, own))
    return {
        "id": hashlib.sha256(name.encode()).hexdigest(),
        "marketplace": marketplace,
        "tracking": scan.tracking,
        "carrier": carrier,
        "kind": scan.kind.value,
        "scanned_at": micros(scan.at),
        "place": scan.place,
        "reference": scan.reference,
        "received_at": micros(at),
    }


def _insert(conn: Connection, table: Any, row: dict[str, Any]) -> bool:
    """Whether the row was not there yet."""
    of = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    (first, *_) = table.primary_key.columns
    made = of(table).values(row).on_conflict_do_nothing().returning(first)
    return conn.execute(made).first() is not None
