"""Proofs for a reader: that each entry they see whole is in the signed log. They count nothing that is hidden."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from odr import codec
from odr.custody import tree
from odr.custody.log import Signed, latest, nodes, place_of, said
from odr.custody.tables import log_leaves
from odr.docket import entries
from odr.domain.case import Entry
from odr.domain.roles import Seat
from odr.domain.sight import sees_whole
from odr.store import Store


@dataclass(frozen=True, slots=True)
class Proof:
    """That one entry is in the log of a checkpoint. `number` is the reader's own; `path` goes from the leaf up.

    The leaf is made of `envelope`, what the entry says, and of `place` (`odr.custody.log.leaf_of`).
    """

    number: int
    envelope: bytes
    place: bytes
    index: int
    path: tuple[tree.Hash, ...]


@dataclass(frozen=True, slots=True)
class Proofs:
    """A checkpoint and what is proved by it."""

    checkpoint: Signed
    of: tuple[Proof, ...]


def proofs(store: Store, case_id: str, seen: Sequence[Entry], seat: Seat) -> Proofs | None:
    """A proof for each entry that this reader sees whole and that was logged; None before the first checkpoint."""
    with store.read() as conn:
        last = latest(conn)
        if last is None:
            return None
        rows = _logged(conn, case_id, last.size)
        found = [(entry, row) for entry in seen if sees_whole(seat, entry) for row in _row_of(case_id, entry, rows)]
        paths = {row.position: tree.inclusion(row.position, last.size) for _, row in found}
        wanted = {place for path in paths.values() for part in path for place in tree.complete(*part)}
        known = nodes(conn, wanted)
    return Proofs(last, tuple(_proof(case_id, entry, row, paths[row.position], known) for entry, row in found))


def _logged(conn: Connection, case_id: str, size: int) -> dict[str, list[Any]]:
    """The stored entries with their leaves, by what they say; those that say the same in the order of the docket."""
    leaf = and_(log_leaves.c.case_id == entries.c.case_id, log_leaves.c.number == entries.c.number)
    asked = select(entries, log_leaves.c.position, log_leaves.c.secret).join(log_leaves, leaf)
    logged = asked.where(entries.c.case_id == case_id, log_leaves.c.position < size).order_by(entries.c.number)
    rows = defaultdict(list)
    for row in conn.execute(logged):
        rows[said(row)].append(row)
    return rows


def _row_of(case_id: str, entry: Entry, rows: dict[str, list[Any]]) -> Iterator[Any]:
    """The row of this entry, if it was logged. What says the same is seen by the same people, so the first is it."""
    same = rows.get(codec.leaf(case_id, entry.at, entry.by, type(entry.event).__name__, codec.body_of(entry.event)))
    if same:
        yield same.pop(0)


def _proof(
    case_id: str, entry: Entry, row: Any, path: Sequence[tuple[int, int]], known: dict[tree.Place, tree.Hash]
) -> Proof:
    return Proof(
        entry.number,
        codec.envelope(case_id, entry.at, entry.by, row.kind, row.body),
        place_of(bytes(row.secret), row.seal),
        row.position,
        tuple(tree.over(*part, lambda *place: known[place]) for part in path),
    )


def growth(conn: Connection, since: int, size: int) -> list[tree.Hash]:
    """That the log of `since` leaves is how the one of `size` begins: 0 < since <= size."""
    parts = tree.consistency(since, size)
    known = nodes(conn, (place for part in parts for place in tree.complete(*part)))
    return [tree.over(*part, lambda *place: known[place]) for part in parts]
