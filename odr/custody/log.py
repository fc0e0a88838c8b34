"""The log over all cases: entries that are not in it yet are put in, batch after batch, and each batch is signed.

A batch is padded with decoys and sorted by hash, which nobody can foresee: neither how many entries of a case lie
between two of them nor in which order they came can be told from their places (ADR 0022).
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select
from sqlalchemy.exc import IntegrityError

from odr import codec
from odr.custody import tree
from odr.custody.keys import LogKey
from odr.custody.note import Checkpoint
from odr.custody.tables import checkpoints, log_leaves, log_nodes
from odr.docket import dockets, entries
from odr.domain.refusals import Busy
from odr.domain.roles import Actor, Role
from odr.ids import new_salt
from odr.store import Store, instant, micros

log = logging.getLogger(__name__)

PAD = 16
"""A batch has a multiple of so many leaves."""
BATCH = 1024
"""So many entries are put in with one signature; more follow with the next."""
CASES = 100
"""So many dockets are looked through at a time."""
TRIES = 8
EVERY = timedelta(minutes=50)
"""The worker, which looks about once an hour, signs no sooner than this after the last time."""


def place_of(nonce: bytes, seal: str) -> bytes:
    """The entry's place in its docket, hidden by the nonce: the seal binds its number and all that was before it."""
    return sha256(b"odr/log-place/1\0" + nonce + bytes.fromhex(seal)).digest()


def leaf_of(entry: str, place: bytes) -> tree.Hash:
    """The leaf of an entry: of what it says (`codec.leaf`, hexadecimal) and of its hidden place."""
    return tree.leaf_hash(sha256(b"odr/log-entry/1\0" + bytes.fromhex(entry) + place).digest())


def decoy_of(preimage: bytes) -> tree.Hash:
    """The leaf of a decoy. Its preimage is kept, so that no entry that was cut away can be passed off as one."""
    return tree.leaf_hash(sha256(b"odr/log-decoy/1\0" + preimage).digest())


def said(row: Any) -> str:
    """What a stored entry says, as the hash that its reader can make of it."""
    return codec.leaf(row.case_id, instant(row.at), Actor(Role(row.role), row.person), row.kind, row.body)


class Leaf(NamedTuple):
    """A leaf before it has its position."""

    hash: tree.Hash
    case_id: str | None
    number: int | None
    secret: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was kept."""

    size: int
    note: str
    at: datetime


def latest(conn: Connection) -> Signed | None:
    """The last checkpoint; None when nothing was ever logged."""
    row = conn.execute(select(checkpoints).order_by(checkpoints.c.size.desc()).limit(1)).one_or_none()
    return Signed(row.size, row.note, instant(row.at)) if row else None


def every(conn: Connection) -> list[str]:
    """The note of every checkpoint that was kept, the first one first."""
    return list(conn.execute(select(checkpoints.c.note).order_by(checkpoints.c.size)).scalars())


def sign_hourly(store: Store, key: LogKey, at: datetime) -> int:
    """For the worker: what `sign_all` does, unless another worker did it within the hour."""
    with store.read() as conn:
        last = latest(conn)
    return sign_all(store, key, at) if last is None or not last.at <= at < last.at + EVERY else 0


def sign_all(store: Store, key: LogKey, at: datetime) -> int:
    """Put every entry into the log that is not in it, and sign; how many leaves came.

    Of two at once one gets the positions, and the other looks anew for what is left. Raises Busy, when eight times in
    turn somebody else was first.
    """
    total = lost = 0
    while lost < TRIES:
        try:
            added = _sign(store, key, at)
        except IntegrityError:
            lost += 1
            continue
        if added is None:
            return total
        total, lost = total + added, 0
    raise Busy


def _sign(store: Store, key: LogKey, at: datetime) -> int | None:
    """One batch: how many leaves it had; None when there is no more to do."""
    with store.write() as conn:
        behind = _behind(conn)
        new = _new_leaves(conn, list(behind))
        leaves = _pad(new)
        if leaves:
            end = conn.execute(select(func.max(log_leaves.c.position))).scalar()
            _append(conn, 0 if end is None else end + 1, leaves, key, at)
    moved = _note_heads(store, {case_id: head for case_id, head in behind.items() if case_id in _whole(behind, new)})
    if leaves:
        log.info("custody.signed", extra={"leaves": len(leaves)})
    return len(leaves) if leaves or moved else None


def _behind(conn: Connection) -> dict[str, int]:
    """Dockets that may go further than the log, with their heads: `dockets.logged` is a hint only."""
    asked = select(dockets.c.case_id, dockets.c.head).where(dockets.c.logged < dockets.c.head)
    return {row.case_id: row.head for row in conn.execute(asked.limit(CASES))}


def _new_leaves(conn: Connection, cases: Sequence[str]) -> list[Leaf]:
    """Leaves for entries of these dockets that have none."""
    known = (log_leaves.c.case_id == entries.c.case_id) & (log_leaves.c.number == entries.c.number)
    asked = select(entries).outerjoin(log_leaves, known).where(log_leaves.c.position.is_(None))
    rows = conn.execute(
        asked.where(entries.c.case_id.in_(cases)).order_by(entries.c.case_id, entries.c.number).limit(BATCH)
    )
    new: list[Leaf] = []
    for row in rows:
        nonce = new_salt()
        new.append(Leaf(leaf_of(said(row), place_of(nonce, row.seal)), row.case_id, row.number, nonce))
    return new


def _whole(behind: dict[str, int], new: Sequence[Leaf]) -> set[str | None]:
    """Dockets of which nothing is left out. Of a batch that is full the last one may go on."""
    return {*behind} if len(new) < BATCH else {leaf.case_id for leaf in new} - {new[-1].case_id}


def _pad(new: list[Leaf]) -> list[Leaf]:
    """With decoys, in an order that tells nothing."""
    preimages = [new_salt() for _ in range(-len(new) % PAD)]
    return sorted([*new, *(Leaf(decoy_of(one), None, None, one) for one in preimages)])


def _append(conn: Connection, size: int, new: Sequence[Leaf], key: LogKey, at: datetime) -> None:
    rows = [
        {"position": size + place, "case_id": leaf.case_id, "number": leaf.number, "secret": leaf.secret}
        for place, leaf in enumerate(new)
    ]
    conn.execute(insert(log_leaves), rows)
    after = size + len(new)
    older = nodes(conn, tree.complete(0, size))
    made = older | tree.grown(size, [leaf.hash for leaf in new], lambda *place: older[place])
    fresh = [(place, found) for place, found in made.items() if place not in older]
    conn.execute(insert(log_nodes), [{"level": to[0], "position": to[1], "hash": found} for to, found in fresh])
    text = str(Checkpoint(key.name, after, tree.root(after, lambda *place: made[place])))
    conn.execute(insert(checkpoints), {"size": after, "note": key.sign(text), "at": micros(at)})


def nodes(conn: Connection, places: Iterable[tree.Place]) -> dict[tree.Place, tree.Hash]:
    """The stored nodes at these places, in one statement for every 400 of them."""
    found: dict[tree.Place, tree.Hash] = {}
    wanted = sorted(set(places))
    for start in range(0, len(wanted), 400):
        levels = groupby(wanted[start : start + 400], itemgetter(0))
        among = [
            and_(log_nodes.c.level == level, log_nodes.c.position.in_([at for _, at in group]))
            for level, group in levels
        ]
        found |= {
            (row.level, row.position): bytes(row.hash) for row in conn.execute(select(log_nodes).where(or_(*among)))
        }
    return found


def _note_heads(store: Store, reached: dict[str, int]) -> int:
    """Say in each docket how far it is logged; in how many. Dockets that somebody holds are left for the next time.

    So it never waits while it holds one, and no act across cases can meet it in a deadlock.
    """
    free = select(dockets.c.case_id).where(dockets.c.case_id.in_(reached)).with_for_update(skip_locked=True)
    with store.write() as conn:
        rows = [{"of": case_id, "to": reached[case_id]} for case_id in conn.execute(free).scalars()]
        if rows:
            conn.execute(_REACHED, rows)
    return len(rows)


_REACHED = dockets.update().where(dockets.c.case_id == bindparam("of")).values(logged=bindparam("to"))
