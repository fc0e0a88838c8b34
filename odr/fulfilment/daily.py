"""Once a day what was ordered is compared with what each shop says, and the outcome is kept; its marketplace is told of
what somebody has to look at, once for each difference.
"""

import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from odr.fulfilment.breaker import TROUBLE, trouble_of
from odr.fulfilment.legs import Carrier
from odr.fulfilment.reconciling import FINE, Compared, Verdict, reconcile
from odr.fulfilment.tables import connectors, reconciliations
from odr.outbox import promise
from odr.store import instant, micros

log = logging.getLogger(__name__)

LOOKS_BACK = timedelta(days=30)
KEPT = timedelta(days=365)
BEGUN_FOR = timedelta(hours=2)
"""After this a comparison that did not end is begun anew: whoever was at it died."""
DIFFERS = "shop_differs"
"""The kind of the notice."""
_NOBODY_LOOKS = FINE | {Verdict.NOT_ASKED}


@dataclass(frozen=True, slots=True)
class Report:
    """One comparison of a day: how many legs came to which verdict, and the keys of those that do not agree."""

    at: datetime
    counts: dict[str, int]
    differing: list[tuple[str, str]]
    """Verdict and key."""


def reconcile_daily(carrier: Carrier, at: datetime) -> int:
    """Compare every shop that was not compared today (UTC), and answers: how many. For the worker, every hour."""
    with carrier.store.write() as conn:
        conn.execute(delete(reconciliations).where(reconciliations.c.day < f"{at - KEPT:%Y-%m-%d}"))
        shops = conn.execute(select(connectors.c.marketplace).order_by(connectors.c.marketplace)).scalars().all()
    return sum(_compare(carrier, one, at) for one in shops)


def _compare(carrier: Carrier, marketplace: str, at: datetime) -> bool:
    with carrier.store.write() as conn:
        if trouble_of(conn, marketplace) is not None or not _begun(conn, marketplace, at):
            return False
    found = reconcile(carrier, marketplace, at - LOOKS_BACK)
    with carrier.store.write() as conn:
        _kept(conn, marketplace, at, carrier.clock.now(), found)
    return True


def _begun(conn: Connection, marketplace: str, at: datetime) -> bool:
    """Whether this process compares today. Of several one does; it is stood in for when it died over it."""
    into = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    row = {"marketplace": marketplace, "day": f"{at:%Y-%m-%d}", "begun_at": micros(at), "counts": "", "differing": ""}
    died = reconciliations.c.ended_at.is_(None) & (reconciliations.c.begun_at <= micros(at - BEGUN_FOR))
    again = {"begun_at": micros(at)}
    mine = into(reconciliations).values(row)
    mine = mine.on_conflict_do_update(index_elements=["marketplace", "day"], set_=again, where=died)
    return conn.execute(mine.returning(reconciliations.c.day)).first() is not None


def _kept(conn: Connection, marketplace: str, begun: datetime, at: datetime, found: Sequence[Compared]) -> None:
    """Write it down. What is to be looked at is told, unless all of it was told with the report before."""
    before = next(iter(reports(conn, marketplace, 1)), None)
    differing = [(one.verdict.value, one.key) for one in found if one.verdict not in FINE]
    to_look_at = {one for one in differing if Verdict(one[0]) not in _NOBODY_LOOKS}
    mine = (reconciliations.c.marketplace == marketplace) & (reconciliations.c.day == f"{begun:%Y-%m-%d}")
    said = {"counts": json.dumps(Counter(one.verdict.value for one in found)), "differing": json.dumps(differing)}
    conn.execute(update(reconciliations).where(mine).values(ended_at=micros(at), **said))
    if to_look_at - set(before.differing if before else ()):
        promise(conn, TROUBLE, {"marketplace": marketplace, "kind": DIFFERS, "count": len(to_look_at)}, at)
    if differing:
        log.warning("fulfilment.shop_differs", extra={"marketplace": marketplace, "count": len(differing)})


def reports(conn: Connection, marketplace: str, limit: int) -> list[Report]:
    """The latest comparisons that ended, the last one first."""
    ended = (reconciliations.c.marketplace == marketplace) & reconciliations.c.ended_at.is_not(None)
    rows = conn.execute(select(reconciliations).where(ended).order_by(reconciliations.c.day.desc()).limit(limit)).all()
    return [_report(row) for row in rows]


def _report(row: Any) -> Report:
    differing = [(str(verdict), str(key)) for verdict, key in json.loads(row.differing)]
    return Report(instant(row.ended_at), json.loads(row.counts), differing)


def told(report: Report) -> list[str]:
    """The lines of one report, for `odr connector reports`: keys and verdicts only."""
    sums = ", ".join(f"{verdict.lower()} {times}" for verdict, times in sorted(report.counts.items()))
    head = f"{report.at:%Y-%m-%d %H:%M} UTC  {sum(report.counts.values())} refunds: {sums or 'none'}"
    return [head, *(f"  {verdict:12}  {key}" for verdict, key in report.differing)]
