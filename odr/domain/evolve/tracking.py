"""From entries to the case: where the parcels that go back were seen."""

from dataclasses import replace

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.ending import change_line
from odr.domain.evolve.folding import Folding


def _scanned(case: Case, entry: Entry, event: e.ParcelScanned) -> None:
    """In the order of the carrier's own times, whichever came first to us."""
    change_line(
        case,
        event.line,
        lambda line: replace(line, scans=tuple(sorted((*line.scans, event), key=lambda one: one.scanned_at))),
    )


def _traced(case: Case, entry: Entry, event: e.TraceOpened) -> None:
    change_line(case, event.line, lambda line: replace(line, traced_at=entry.at))


TRACKING: Folding = {
    e.ParcelScanned: _scanned,
    e.TraceOpened: _traced,
}
