"""The log computed anew from the dockets, and compared with checkpoints that were held outside (ADR 0022)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, select

from odr.custody import tree
from odr.custody.log import decoy_of, leaf_of, place_of, said
from odr.custody.note import Checkpoint
from odr.custody.tables import checkpoints, log_leaves, log_nodes
from odr.docket import dockets, entries
from odr.store import Store

PAGE = 2000

_CUT = "the log was cut: it has {} leaves, and the checkpoint covers {}"
_GONE = "was signed, and is not in its docket any more: it was deleted, moved or renumbered"
_DIFFERS = "is not what was signed: it was edited, backdated, put elsewhere, or what came before it was"
_DECOY = "leaf {} stands for no entry, and is not the decoy that was signed: an entry may have been cut away"
_ROOT = "the log is not the one that was signed with {} leaves: its entries were rewritten together with the log"
_GAP = "is in the log out of its turn: an entry before it was never signed, or was cut away"
_HEAD = "the docket ends before this entry, which was signed"


@dataclass(frozen=True, slots=True)
class Against:
    """How much was compared before the first divergence, if there is one. `divergence` says where and what."""

    leaves: int
    entries: int
    divergence: str | None = None


@dataclass(slots=True)
class _Pass:
    """What is known of the log so far: its frontier of complete nodes, and how far each docket is in it."""

    frontier: list[tuple[int, tree.Hash]] = field(default_factory=list)
    size: int = 0
    logged: dict[str, int] = field(default_factory=dict)
    batch: dict[str, set[int]] = field(default_factory=dict)

    def add(self, leaf: tree.Hash) -> None:
        level = 0
        while self.frontier and self.frontier[-1][0] == level:
            leaf = tree.join(self.frontier.pop()[1], leaf)
            level += 1
        self.frontier.append((level, leaf))
        self.size += 1

    def root(self) -> tree.Hash:
        if not self.frontier:
            return tree.EMPTY
        *others, (_, top) = self.frontier
        for _, left in reversed(others):
            top = tree.join(left, top)
        return top

    def out_of_turn(self) -> tuple[str, int] | None:
        """At the end of a batch: each docket goes on in it where it stopped, with no number left out."""
        for case_id, numbers in self.batch.items():
            before = self.logged.get(case_id, 0)
            self.logged[case_id] = before + len(numbers)
            if numbers != set(range(before + 1, before + len(numbers) + 1)):
                return case_id, max(numbers)
        self.batch.clear()
        return None


def against(store: Store, held: Sequence[Checkpoint]) -> Against:
    """Compare the dockets with these checkpoints, whose signatures were checked before; stops at the first divergence.

    What was entered after the largest of them is not looked at.
    """
    with store.read() as conn:
        return compared(conn, held)


def compared(conn: Connection, held: Sequence[Checkpoint]) -> Against:
    """The same over one connection."""
    found = _Pass()
    problem = next(_divergences(conn, found, sorted(held, key=lambda one: one.size)), None)
    return Against(found.size, sum(found.logged.values()), problem)


def _divergences(conn: Connection, found: _Pass, wanted: Sequence[Checkpoint]) -> Iterator[str]:
    last = wanted[-1].size
    sizes = {*conn.execute(select(checkpoints.c.size)).scalars(), last}
    yield from _roots(found, wanted)
    for row in _leaves(conn, last):
        if row.position != found.size:
            break
        yield from _one(found, row)
        if found.size in sizes:
            yield from _turns(found)
            yield from _roots(found, wanted)
    if found.size < last:
        yield "the log: " + _CUT.format(found.size, last)
    yield from _heads(conn, found)


def _roots(found: _Pass, wanted: Sequence[Checkpoint]) -> Iterator[str]:
    for one in wanted:
        if one.size == found.size and one.root != found.root():
            yield "the log: " + _ROOT.format(one.size)


def _one(found: _Pass, row: Any) -> Iterator[str]:
    """The leaf made anew from what it stands for; the hash that is stored only tells where they part."""
    try:
        leaf = _made_anew(row)
    except (ValueError, OverflowError):
        leaf = b""
    if leaf != row.hash:
        yield _parted(row)
    if row.of is not None:
        found.batch.setdefault(row.of, set()).add(row.as_number)
    found.add(leaf)


def _made_anew(row: Any) -> tree.Hash:
    """Raises ValueError or OverflowError for an entry that cannot be read, or is not there."""
    secret = bytes(row.secret)
    if row.of is None:
        return decoy_of(secret)
    if row.seal is None:
        raise ValueError
    return leaf_of(said(row), place_of(secret, row.seal))


def _parted(row: Any) -> str:
    if row.of is None:
        return "the log: " + _DECOY.format(row.position)
    return f"case {row.of}, entry {row.as_number} {_GONE if row.seal is None else _DIFFERS}"


def _turns(found: _Pass) -> Iterator[str]:
    broken = found.out_of_turn()
    if broken:
        yield f"case {broken[0]}, entry {broken[1]} {_GAP}"


def _heads(conn: Connection, found: _Pass) -> Iterator[str]:
    """No docket says of itself that it ends before what was signed of it."""
    heads = {row.case_id: row.head for row in conn.execute(select(dockets.c.case_id, dockets.c.head))}
    for case_id, number in found.logged.items():
        if heads.get(case_id, 0) < number:
            yield f"case {case_id}, entry {number}: {_HEAD}"


_KNOWN = and_(entries.c.case_id == log_leaves.c.case_id, entries.c.number == log_leaves.c.number)
_STORED = and_(log_nodes.c.level == 0, log_nodes.c.position == log_leaves.c.position)
_LEAVES = (
    select(
        log_leaves.c.position,
        log_leaves.c.case_id.label("of"),
        log_leaves.c.number.label("as_number"),
        log_leaves.c.secret,
        log_nodes.c.hash,
        entries,
    )
    .outerjoin(log_nodes, _STORED)
    .outerjoin(entries, _KNOWN)
    .order_by(log_leaves.c.position)
)


def _leaves(conn: Connection, size: int) -> Iterator[Any]:
    """Every leaf below `size`, page by page, with the entry that it stands for."""
    for start in range(0, size, PAGE):
        page = log_leaves.c.position.between(start, min(start + PAGE, size) - 1)
        yield from conn.execute(_LEAVES.where(page))
