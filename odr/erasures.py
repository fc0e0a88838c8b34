"""What erasing reaches beside the words: files, issued records and keys of repeats, in the transaction of its entries.

Only rows change here. The bytes go after the commit, by whoever keeps them; what dies in between they finish later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from odr.domain import erasing
from odr.domain import events as e
from odr.domain.case import Entry
from odr.domain.roles import Role
from odr.domain.sight import PASSED_ON_FREELY, room_of, sees
from odr.evidence.erasing import forget_key, mark_erased
from odr.store import Dialect, Driver, micros, spelt
from odr.submitting import Decided


@dataclass(frozen=True, slots=True)
class Erasing:
    """What entries erase: the numbers of those whose words go, and exhibits. `entries`: the whole docket.

    `because`: a ground that somebody gave, or the clause of a rule.
    """

    numbers: frozenset[int] = frozenset()
    exhibits: tuple[str, ...] = ()
    evidence_over: bool = False
    all_of_it: bool = False
    entries: Sequence[Entry] = ()
    because: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.numbers or self.exhibits or self.evidence_over)


def erased_by(decided: Decided) -> Erasing:
    """What these entries erase in their own case."""
    before, new = decided.stored.entries, [*decided.late, *decided.new]
    numbers = erasing.spent(decided.stored.case, before, new)
    exhibits = tuple(one.event.exhibit for one in new if isinstance(one.event, e.ExhibitErased))
    ended = [one.event for one in new if isinstance(one.event, e.RetentionEnded)]
    found = Erasing(numbers, exhibits, bool(ended), any(one.kept is e.Kept.RECORD for one in ended))
    if found.is_empty:
        return found
    return replace(found, entries=[*before, *new], because=_why([one.event for one in new]))


def _why(events: Sequence[e.Event]) -> str:
    """Bids that did not meet and needs that were taken back go without an entry of their own."""
    for event in events:
        match event:
            case e.ExhibitErased() | e.WordsErased():
                return event.clause or event.ground.value
            case e.RetentionEnded():
                return event.clause
            case e.BiddingClosed():
                return "negotiation.blind_bids"
            case _:
                pass
    return e.ErasureGround.CONSENT_WITHDRAWN.value


def enter(db: Driver, dialect: Dialect, case_id: str, found: Erasing, at: datetime) -> None:
    """Write it down: from this commit on nobody gets any of it."""
    lock(db, dialect, case_id)
    mark_erased(db, dialect, case_id, found.exhibits)
    withdraw = spelt("update records set withdrawn_at = ?, withdrawn_because = ? where id = ?", dialect)
    for record in _holding(db, dialect, case_id, found):
        db.execute(withdraw, (micros(at), found.because, record))
    for number in found.numbers:
        db.execute(spelt(_FORGETS_INPUT, dialect), (case_id, number, number))
    if found.evidence_over:
        forget_key(db, dialect, case_id)
    if found.all_of_it:
        for statement in _BESIDE:
            db.execute(spelt(statement, dialect), (case_id,))


_FORGETS_INPUT = "update acts set input_hash = '' where case_id = ? and first <= ? and last >= ?"
"""A hash of words that somebody can guess tells them. The key stays, so that a repeat does nothing a second time."""
_BESIDE = (
    "delete from acts where case_id = ?",
    "delete from notices where case_id = ?",
    """update uploads set filename = '', declared_type = '', declared_sha256 = null, sha256 = null, description = null,
    detail = null where case_id = ?""",
    "update executions set reference = '' where case_id = ? and kind = 'voucher'",
    "update safety_reports set words = '', answer = '', shown = null where case_id = ? and answered_at is not null",
)
"""What lies beside a docket about its people and is of no use without its words. An order is the marketplace's."""


def lock(db: Driver, dialect: Dialect, case_id: str) -> None:
    """Nobody erases anything of this case, or issues a record of it, until the transaction ends."""
    if dialect == "postgresql":
        db.execute("select 1 from dockets where case_id = %s for update", (case_id,))


_RECORDS = """select id, reader, scope, reader_version from records
where case_id = ? and withdrawn_at is null and scope <> 'CERTIFICATE'"""
"""A certificate holds days and no words."""
_WORDED = "select distinct number from texts where case_id = ?"


def _holding(db: Driver, dialect: Dialect, case_id: str, found: Erasing) -> list[str]:
    """The issued records that rest on an entry of which words are erased now: those that went before are in none."""
    there = {number for (number,) in db.execute(spelt(_WORDED, dialect), (case_id,)).fetchall()}
    now = found.numbers & there
    return [
        record
        for record, reader, scope, count in db.execute(spelt(_RECORDS, dialect), (case_id,)).fetchall()
        if now & _rests_on(Role(reader), scope, count, found.entries)
    ]


def _rests_on(reader: Role, scope: str, count: int, entries: Sequence[Entry]) -> set[int]:
    seen = (
        one.number
        for one in entries
        if sees(reader, one.event) and (scope == "PRIVATE" or room_of(one.event) in PASSED_ON_FREELY)
    )
    return {number for number, _ in zip(seen, range(count), strict=False)}


def words_until(db: Driver, dialect: Dialect, case_id: str, head: int) -> int:
    """How many words of the first `head` entries are not erased: who reads them twice sees whether any went between."""
    sql = "select count(*) from texts where case_id = ? and number <= ?"
    count: int = db.execute(spelt(sql, dialect), (case_id, head)).fetchone()[0]
    return count
