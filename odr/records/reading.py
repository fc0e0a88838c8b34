"""Reads a case for a record: the docket as one reader may see it, each entry with its hash.

There are two records of each case and reader. The shared one leaves out what was said without prejudice
or in private, so that it can be handed to a court or a decider (procedure: open or without prejudice);
the private one holds all that the reader sees. What time has brought since the last entry is in both, as the
docket will record it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odr import codec, docket
from odr.domain.case import Case, Entry
from odr.domain.events import Event
from odr.domain.refusals import NotFound
from odr.domain.roles import Actor, Role
from odr.domain.sight import PASSED_ON_FREELY, as_seen, room_of, sees, sees_whole
from odr.law import Law
from odr.store import Driver, Store, instant, spelt


class Scope(StrEnum):
    """Which of the two records, or only the certificate of start and end."""

    SHARED = "SHARED"
    PRIVATE = "PRIVATE"
    CERTIFICATE = "CERTIFICATE"


@dataclass(frozen=True, slots=True)
class Reading:
    """A case as it stands in one record.

    `entries` are numbered as in this record; `hashes` are theirs, in the same order, empty where the reader sees
    only a part of the entry. `head` and `words`: how many entries the docket had, and how many of its words were left.
    """

    case: Case
    entries: tuple[Entry, ...]
    hashes: tuple[str, ...]
    role: Role
    scope: Scope
    head: int = 0
    words: int = 0


def read_case(store: Store, law: Law, case_id: str, role: Role, scope: Scope, at: datetime) -> Reading:
    """The case for one record, as it stands at `at` (UTC). Who may read in this role is settled by `Clerk.look`.

    Raises:
        NotFound: there is no such case.
    """
    with store.raw() as db:
        stored = docket.load(db, store.dialect, case_id)
        hashes = _hashes(db, store, case_id)
    loaded = stored.entries
    if not loaded:
        raise NotFound()
    late = law.pass_time(law.fold(case_id, loaded), at)
    hashes |= {entry.number: _hash(case_id, entry) for entry in late}
    visible = [entry for entry in [*loaded, *late] if _stands_in(scope, role, entry.event)]
    entries = tuple(Entry(number, one.at, one.by, as_seen(role, one)) for number, one in enumerate(visible, 1))
    own = tuple(hashes[one.number] if sees_whole(role, one) else "" for one in visible)
    return Reading(law.fold(case_id, entries), entries, own, role, scope, len(loaded), stored.stamp.words)


def _stands_in(scope: Scope, role: Role, event: Event) -> bool:
    return sees(role, event) and (scope is Scope.PRIVATE or room_of(event) in PASSED_ON_FREELY)


def _hash(case_id: str, entry: Entry) -> str:
    """The hash of an entry that time brings: it holds no words, so it is the one that the docket will store."""
    body, _ = codec.encode(entry.event)
    return codec.leaf(case_id, entry.at, entry.by, type(entry.event).__name__, body)


_ENTRIES = "select number, kind, at, role, person, body from entries where case_id = ?"


def _hashes(db: Driver, store: Store, case_id: str) -> dict[int, str]:
    """By number in the docket: the hash of what an entry says. It tells nothing of the entries between."""
    rows = db.execute(spelt(_ENTRIES, store.dialect), (case_id,)).fetchall()
    return {
        number: codec.leaf(case_id, instant(at), Actor(Role(role), person), kind, body)
        for number, kind, at, role, person, body in rows
    }
