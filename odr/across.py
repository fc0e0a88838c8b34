"""What a submission enters outside its docket, in the transaction of its entries: whatever joins cases."""

from dataclasses import dataclass
from datetime import datetime

from odr import bundles, erasures, matters, recoveries, reserved
from odr.domain import refusals as no
from odr.promises import claimed_in_return
from odr.store import Dialect, Driver
from odr.submitting import Decided


@dataclass(frozen=True, slots=True)
class Across:
    """What a case has to enter in the ledger of its sale, the reservations, the list of its bundle; what it erases;
    and its rows for lists across cases.
    """

    case_id: str
    due: recoveries.Due | None
    keys: list[str]
    moves: list[bundles.Move]
    erased: erasures.Erasing
    rows: matters.Rows | None = None

    @property
    def is_empty(self) -> bool:
        entered = self.keys or self.moves or self.rows
        return self.due is None and not entered and self.erased.is_empty


def across(db: Driver, dialect: Dialect, decided: Decided) -> Across:
    """What these entries mean for it. Raises Untold, where the ledger has rows that the case was not told of."""
    case, entries = decided.stored.case, [*decided.late, *decided.new]
    due = recoveries.due(db, dialect, case, entries)
    erased = erasures.erased_by(decided)
    rows = matters.after(case, entries)
    return Across(case.id, due, claimed_in_return(case, decided.new), bundles.moves(entries), erased, rows)


def enter(db: Driver, dialect: Dialect, found: Across, at: datetime) -> None:
    """Write it down. Raises ComplaintExists when somebody else's open case holds one of the keys."""
    if not reserved.reserve(db, dialect, found.keys, found.case_id):
        raise no.ComplaintExists()
    if found.due is not None:
        recoveries.enter(db, dialect, found.due, at)
    bundles.enter(db, dialect, found.case_id, found.moves)
    if found.rows is not None:
        matters.enter(db, dialect, found.rows)
    if not found.erased.is_empty:
        erasures.enter(db, dialect, found.case_id, found.erased, at)
