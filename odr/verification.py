"""Re-compute seals, commitments, dates, entitlements and rows for readers, and tell the first place that differs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from odr import codec, docket
from odr.domain.entitlement.filed import is_as_computed
from odr.domain.events import EntitlementComputed
from odr.domain.recount import wrong_dates
from odr.domain.retention import erases_at
from odr.domain.roles import Actor, Role
from odr.law import Law
from odr.store import Driver, Store, instant, micros, spelt
from odr.views import COLUMNS, rows


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where what is stored is not what it should be. `number` is 0 when it is not about one entry."""

    case_id: str
    number: int
    what: str

    def __str__(self) -> str:
        place = f"entry {self.number}" if self.number else "the rows beside the docket"
        return f"case {self.case_id}, {place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was re-computed before the first divergence, if there is one."""

    cases: int
    entries: int
    divergence: Divergence | None = None


def verify_dockets(store: Store, law: Law) -> Verified:
    """Every docket of the store, in the order of case ids; stops at the first divergence."""
    cases = entries = 0
    with store.raw() as db:
        ids = [row[0] for row in db.execute("select case_id from dockets order by case_id").fetchall()]
        strays = _strays(db)
        if strays:
            return Verified(0, 0, strays)
        for case_id in ids:
            found = next(_divergences(db, store, case_id, law), None)
            if found is not None:
                return Verified(cases, entries, found)
            cases += 1
            entries += _head_of(db, store, case_id)
    return Verified(cases, entries)


def _strays(db: Driver) -> Divergence | None:
    """Entries of a case that has no docket row."""
    sql = "select case_id, number from entries where case_id not in (select case_id from dockets) order by 1, 2"
    found = db.execute(sql).fetchone()
    return Divergence(found[0], found[1], "belongs to no docket") if found else None


def _head_of(db: Driver, store: Store, case_id: str) -> int:
    sql = spelt("select head from dockets where case_id = ?", store.dialect)
    head: int = db.execute(sql, (case_id,)).fetchone()[0]
    return head


def _divergences(db: Driver, store: Store, case_id: str, law: Law) -> Iterator[Divergence]:
    yield from _seals(db, store, case_id)
    yield from _words(db, store, case_id)
    yield from _dates(db, store, case_id)
    yield from _computed(db, store, case_id, law)
    yield from _rows_beside(db, store, case_id, law)


def _seals(db: Driver, store: Store, case_id: str) -> Iterator[Divergence]:
    """Numbers without a gap, each seal over its entry and the seal before, the head where the last one is."""
    sql = "select number, kind, at, role, person, body, seal from entries where case_id = ? order by number"
    last, expected = "", 1
    for number, kind, at, role, person, body, stored in _query(db, store, sql, case_id):
        if number != expected:
            yield Divergence(case_id, expected, "is missing")
        by = Actor(Role(role), person)
        last = codec.seal(number, codec.leaf(case_id, instant(at), by, kind, body), last)
        if last != stored:
            yield Divergence(case_id, number, "its seal does not fit what it says")
        expected += 1
    head, seal = _query(db, store, "select head, seal from dockets where case_id = ?", case_id)[0]
    if (head, seal) != (expected - 1, last):
        yield Divergence(case_id, expected - 1, "is not the head that the docket names")


def _words(db: Driver, store: Store, case_id: str) -> Iterator[Divergence]:
    """Words that are still there are those that were committed to. Erased ones are no divergence."""
    sql = "select number, commitment, salt, body from texts where case_id = ? order by number, commitment"
    for number, commitment, salt, body in _query(db, store, sql, case_id):
        if codec.commit(bytes(salt), body) != commitment:
            yield Divergence(case_id, number, "its words are not those that were sealed")


def _dates(db: Driver, store: Store, case_id: str) -> Iterator[Divergence]:
    """Every date, open or past, is counted anew from the facts that are stored with it."""
    for entry in wrong_dates(docket.load(db, store.dialect, case_id).entries):
        yield Divergence(case_id, entry.number, "its date does not follow from the facts stored with it")


def _computed(db: Driver, store: Store, case_id: str, law: Law) -> Iterator[Divergence]:
    """What was computed at intake is computed anew from the order, the complaint, the rulebook of then and the law."""
    entries = docket.load(db, store.dialect, case_id).entries
    for place, entry in enumerate(entries, 1):
        if isinstance(entry.event, EntitlementComputed):
            try:
                case = law.fold(case_id, entries[:place])
            except RuntimeError:
                continue
            if not is_as_computed(case, entry.event, law.statutes):
                yield Divergence(case_id, entry.number, "its entitlement does not follow from the docket and the law")


def _rows_beside(db: Driver, store: Store, case_id: str, law: Law) -> Iterator[Divergence]:
    """Each reader's row, and the next due date, follow from the entries."""
    loaded = docket.load(db, store.dialect, case_id)
    try:
        case = law.fold(case_id, loaded.entries)
    except RuntimeError:
        yield Divergence(case_id, 1, "pins a rulebook that is not installed")
        return
    expected = {row.reader: row.as_dict() for row in rows(case, loaded.entries)}
    sql = f"select {', '.join(COLUMNS)} from views where case_id = ?"  # noqa: S608 -- column names of our own table
    stored = {row["reader"]: row for row in (_named(found) for found in _query(db, store, sql, case_id))}
    for reader in sorted({*expected, *stored}):
        if expected.get(reader) != stored.get(reader):
            yield Divergence(case_id, 0, f"the row of {reader} does not follow from the entries")
    dates = [micros(at) if at else None for at in (case.next_due, erases_at(case))]
    if [*_query(db, store, "select due_at, erase_at from dockets where case_id = ?", case_id)[0]] != dates:
        yield Divergence(case_id, 0, "the next due date, or the one of erasing, does not follow from the entries")


def _query(db: Driver, store: Store, sql: str, case_id: str) -> list[Any]:
    return db.execute(spelt(sql, store.dialect), (case_id,)).fetchall()


def _named(row: Any) -> dict[str, Any]:
    named = dict(zip(COLUMNS, row, strict=True))
    return {**named, "my_turn": bool(named["my_turn"])}
