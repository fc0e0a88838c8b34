"""What a carrier's scans bring: a parcel that goes back is on its way, is there, or counts as lost.

Nobody has to report what a carrier saw. What comes late is entered with its own time, and moves nothing backwards.
(procedure: compliance, `return_lost_after`.)
"""

from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import compensation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, OwedLine
from odr.domain.events import Ending, Event, How, Moved, ScanKind, Step
from odr.domain.guards import Command, require_open, require_role
from odr.domain.roles import Role
from odr.domain.rulebook.shape import RETURN_LOST
from odr.domain.timeframes import end_clause, open_frame, restarted
from odr.domain.tracking import comes_back, is_known, was_sent
from odr.domain.words import Text

MOST_SCANS = 100
"""Of one parcel; a carrier's machine that says the same for ever fills no case."""
ON_ITS_WAY = (ScanKind.ACCEPTED, ScanKind.IN_TRANSIT, ScanKind.OUT_FOR_DELIVERY, ScanKind.EXCEPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScan(Command):
    """A carrier saw the parcel of a line. `at` is when we heard of it, `scanned_at` when that was."""

    line: str
    kind: ScanKind
    scanned_at: datetime
    place: Text | None
    carrier: str
    tracking: str
    reference: str


def record_scan(ask: RecordScan, case: Case) -> list[Event]:
    """It is entered, unless it is already, and brings what it says of the parcel.

    What was scanned before anything was owed is another parcel, whose number somebody gave.
    """
    require_role(ask.by, Role.SYSTEM)
    require_open(case)
    order = next((one for one in case.orders if one.line(ask.line)), None)
    line = order.line(ask.line) if order else None
    if order is None or line is None:
        raise no.LineUnknown()
    scan = e.ParcelScanned(ask.line, ask.kind, ask.scanned_at, ask.place, ask.carrier, ask.tracking, ask.reference)
    if is_known(scan, line) or len(line.scans) >= MOST_SCANS or scan.scanned_at < order.at:
        return []
    goes_on = line.step in (Step.AWAITING_RETURN, Step.RETURN_IN_TRANSIT)
    followed = goes_on and compensation.is_carried_out(line, case)
    return [scan, *(_brings(scan, line, case, ask.at) if followed else [])]


def _brings(scan: e.ParcelScanned, line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """A parcel that the carrier takes back to its sender is delivered to them: then a person says what holds."""
    after = replace(line, scans=(*line.scans, scan))
    if scan.kind is ScanKind.DELIVERED and not comes_back(line):
        return _step(after, Step.RETURN_RECEIVED, case, at)
    if any(one.scanned_at > scan.scanned_at for one in line.scans) or scan.kind is ScanKind.LABEL_MADE:
        return []
    if scan.kind is ScanKind.LOST and was_sent(case, after):
        return _step(after, Step.RETURN_LOST, case, at)
    if line.step is Step.AWAITING_RETURN:
        return _step(after, Step.RETURN_IN_TRANSIT, case, at) if scan.kind in ON_ITS_WAY else []
    return _seen(line, case, at)


def _step(line: OwedLine, step: Step, case: Case, at: datetime) -> list[Event]:
    number = line.scans[-1].tracking if step is Step.RETURN_IN_TRANSIT else ""
    report = e.FulfilmentReported(line.id, step, number, None, How.BY_RULE)
    return [report, *compensation.after_step(case, line, step, at)]


def _seen(line: OwedLine, case: Case, at: datetime) -> list[Event]:
    """Its time without a scan begins anew. It is not there yet, so that nobody has to confirm that it is."""
    frame = case.frames.get(f"{RETURN_LOST}/{line.id}")
    waits = end_clause(case, "compliance.confirm_return", Ending.MOOT, line.id)
    if frame is not None:
        return [*waits, restarted(case, frame, Moved.SCANNED, at, at)]
    return [*waits, open_frame(case, RETURN_LOST, at, subject=line.id)]
