"""What somebody who holds the database can do to a docket: every class of change, with as much care as they take."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from odr import codec
from odr.custody import tree
from odr.custody.log import decoy_of, leaf_of, nodes, place_of
from odr.custody.tables import checkpoints, log_leaves, log_nodes
from odr.docket import dockets, entries
from odr.domain.roles import Actor, Role
from odr.store import Store, instant

Rows = list[dict[str, Any]]
DAY = 86_400_000_000


class Care(IntEnum):
    """How thoroughly a change is covered up."""

    NONE = 0
    """The rows of the entries only."""
    SEALS = 1
    """All seals and the head are computed anew."""
    LOG = 2
    """The log is rewritten too, its leaves, decoys and nodes; what is missing is the key that signs."""


def edit_body(rows: Rows, dice: Random) -> None:
    row = dice.choice(rows)
    row["body"] = row["body"][:-1] + (',"zz":1}' if row["body"] != "{}" else '"zz":1}')


def edit_instant(rows: Rows, dice: Random) -> None:
    dice.choice(rows)["at"] += dice.choice([-1, 1])


def edit_person(rows: Rows, dice: Random) -> None:
    dice.choice(rows)["person"] += "x"


def edit_role(rows: Rows, dice: Random) -> None:
    row = dice.choice(rows)
    row["role"] = dice.choice([role.value for role in Role if role.value != row["role"]])


def edit_kind(rows: Rows, dice: Random) -> None:
    row = dice.choice(rows)
    row["kind"] = dice.choice([kind for kind in codec.KINDS if kind != row["kind"]])


def delete_one(rows: Rows, dice: Random) -> None:
    del rows[dice.randrange(len(rows) - 1)]


def cut_tail(rows: Rows, dice: Random) -> None:
    del rows[-dice.randint(1, len(rows) - 1) :]


def insert_one(rows: Rows, dice: Random) -> None:
    """Before an entry that was signed; what follows the last one is not covered by a checkpoint."""
    rows.insert(dice.randrange(len(rows)), dict(dice.choice(rows), person="x"))


def reorder(rows: Rows, dice: Random) -> None:
    one, other = dice.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def backdate(rows: Rows, dice: Random) -> None:
    """From an entry on, everything a day earlier."""
    for row in rows[dice.randrange(len(rows)) :]:
        row["at"] -= DAY


def delete_case(rows: Rows, _: Random) -> None:
    rows.clear()


CLASSES: dict[str, Callable[[Rows, Random], None]] = {
    one.__name__: one
    for one in (
        edit_body,
        edit_instant,
        edit_person,
        edit_role,
        edit_kind,
        delete_one,
        cut_tail,
        insert_one,
        reorder,
        backdate,
        delete_case,
    )
}


def move_entry(conn: Connection, care: Care, dice: Random) -> None:
    """Take an entry out of one docket and put it into another."""
    case_id, other = dice.sample(cases(conn), 2)
    source, target = stored(conn, case_id), stored(conn, other)
    moved = source.pop(dice.randrange(len(source)))
    target.insert(dice.randrange(len(target)), moved)
    put(conn, case_id, source, care, dice)
    put(conn, other, target, care, dice)


def call_it_a_decoy(conn: Connection, _: Care, dice: Random) -> None:
    """An entry's leaf is said to stand for nothing, so that the entry could go."""
    leaf = dice.choice(conn.execute(select(log_leaves).where(log_leaves.c.case_id.is_not(None))).all())
    gone = {"case_id": None, "number": None}
    conn.execute(update(log_leaves).where(log_leaves.c.position == leaf.position).values(**gone))


def drop_a_leaf(conn: Connection, _: Care, dice: Random) -> None:
    position = dice.choice(conn.execute(select(log_leaves.c.position)).scalars().all())
    conn.execute(delete(log_leaves).where(log_leaves.c.position == position))


def cut_the_log(conn: Connection, _: Care, dice: Random) -> None:
    size = conn.execute(select(func.count()).select_from(log_leaves)).scalar_one()
    conn.execute(delete(log_leaves).where(log_leaves.c.position >= dice.randrange(size)))


def swap_secrets(conn: Connection, _: Care, dice: Random) -> None:
    one, other = dice.sample(conn.execute(select(log_leaves)).all(), 2)
    for at, secret in ((one.position, other.secret), (other.position, one.secret)):
        conn.execute(update(log_leaves).where(log_leaves.c.position == at).values(secret=secret))


def lower_a_head(conn: Connection, _: Care, dice: Random) -> None:
    """The docket's row says that it ends earlier."""
    conn.execute(update(dockets).where(dockets.c.case_id == dice.choice(cases(conn))).values(head=1))


LOG_KINDS: dict[str, Callable[[Connection, Care, Random], None]] = {
    one.__name__: one for one in (call_it_a_decoy, drop_a_leaf, cut_the_log, swap_secrets, lower_a_head)
}
KINDS = (*CLASSES, move_entry.__name__)
SEED = 20261126


@contextmanager
def mutant(store: Store, name: str, care: Care, place: int) -> Iterator[Connection]:
    """The store with one change, at the place that this number draws; nothing of it stays."""
    dice = Random(f"{SEED} {name} {care} {place}")
    with store.engine.connect() as conn:
        conn.exec_driver_sql(store.begin)
        try:
            if name in CLASSES:
                tamper(conn, dice.choice(cases(conn)), CLASSES[name], care, dice)
            else:
                (LOG_KINDS | {move_entry.__name__: move_entry})[name](conn, care, dice)
            yield conn
        finally:
            conn.rollback()


def cases(conn: Connection) -> list[str]:
    """Those with entries enough for every class, in an order of ours."""
    return sorted(conn.execute(select(dockets.c.case_id).where(dockets.c.head > 3)).scalars())


def stored(conn: Connection, case_id: str) -> Rows:
    asked = select(entries).where(entries.c.case_id == case_id).order_by(entries.c.number)
    return [dict(row) for row in conn.execute(asked).mappings()]


def tamper(conn: Connection, case_id: str, change: Callable[[Rows, Random], None], care: Care, dice: Random) -> None:
    """Change the docket of one case and cover it up."""
    rows = stored(conn, case_id)
    change(rows, dice)
    put(conn, case_id, rows, care, dice)


def put(conn: Connection, case_id: str, rows: Rows, care: Care, dice: Random) -> None:
    """Write the rows in this order in place of what was there."""
    last = ""
    for number, row in enumerate(rows, 1):
        row.update(case_id=case_id, number=number)
        if care >= Care.SEALS:
            by = Actor(Role(row["role"]), row["person"])
            said = codec.leaf(case_id, instant(row["at"]), by, row["kind"], row["body"])
            last = row["seal"] = codec.seal(number, said, last)
    conn.execute(delete(entries).where(entries.c.case_id == case_id))
    if rows:
        conn.execute(insert(entries), rows)
    if care >= Care.SEALS:
        head = {"head": len(rows), "seal": last, "logged": len(rows)}
        conn.execute(update(dockets).where(dockets.c.case_id == case_id).values(**head))
    if care >= Care.LOG:
        _rewrite_log(conn, case_id, rows, dice)


def _rewrite_log(conn: Connection, case_id: str, rows: Rows, dice: Random) -> None:
    """Leaves of entries that are gone become decoys, decoys become leaves of entries that are new."""
    own = {row.number: row for row in conn.execute(select(log_leaves).where(log_leaves.c.case_id == case_id)).all()}
    changed = {}
    for number, leaf in own.items():
        if number > len(rows):
            gone = {"case_id": None, "number": None}
            conn.execute(update(log_leaves).where(log_leaves.c.position == leaf.position).values(**gone))
            changed[leaf.position] = decoy_of(bytes(leaf.secret))
        else:
            changed[leaf.position] = _leaf(rows[number - 1], bytes(leaf.secret))
    decoys = conn.execute(select(log_leaves).where(log_leaves.c.case_id.is_(None)).limit(len(rows))).all()
    for number, decoy in zip(range(len(own) + 1, len(rows) + 1), decoys, strict=False):
        new = {"case_id": case_id, "number": number}
        conn.execute(update(log_leaves).where(log_leaves.c.position == decoy.position).values(**new))
        changed[decoy.position] = _leaf(rows[number - 1], bytes(decoy.secret))
    _grow_again(conn, changed)
    if dice.random() < 0.5:
        conn.execute(delete(checkpoints))


def _leaf(row: dict[str, Any], nonce: bytes) -> tree.Hash:
    by = Actor(Role(row["role"]), row["person"])
    said = codec.leaf(row["case_id"], instant(row["at"]), by, row["kind"], row["body"])
    return leaf_of(said, place_of(nonce, row["seal"]))


def _grow_again(conn: Connection, changed: dict[int, tree.Hash]) -> None:
    size = conn.execute(select(func.count()).select_from(log_leaves)).scalar_one()
    known = nodes(conn, [(0, position) for position in range(size)])
    leaves = [changed.get(position, known[0, position]) for position in range(size)]
    made = tree.grown(0, leaves, lambda *place: known[place])
    conn.execute(delete(log_nodes))
    rows = [{"level": level, "position": position, "hash": found} for (level, position), found in made.items()]
    conn.execute(insert(log_nodes), rows)


def root_now(conn: Connection, size: int) -> tree.Hash:
    """The root that the log has after it was rewritten."""
    kept = nodes(conn, tree.complete(0, size))
    return tree.root(size, lambda *place: kept[place])
