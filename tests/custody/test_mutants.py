"""Every change to a stored docket is noticed up to the checkpoint at hand, on both databases.

`pytest -s tests/custody/test_mutants.py` prints the figure; ODR_TEST_MUTANTS sets how many places of each kind.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import Connection, select

from odr.custody.against import compared
from odr.custody.note import Checkpoint
from odr.custody.tables import log_leaves
from odr.docket import dockets
from odr.store import Store
from tests.custody.conftest import Logged
from tests.custody.tampering import CLASSES, Care, move_entry, root_now, tamper

PLACES = int(os.environ.get("ODR_TEST_MUTANTS", "4"))
SEED = 20261126


@contextmanager
def undone(store: Store) -> Iterator[Connection]:
    """A transaction of which nothing stays."""
    with store.engine.connect() as conn:
        conn.exec_driver_sql(store.begin)
        try:
            yield conn
        finally:
            conn.rollback()


def cases(conn: Connection) -> list[str]:
    """Those with entries enough for every class, in an order of ours."""
    return sorted(conn.execute(select(dockets.c.case_id).where(dockets.c.head > 3)).scalars())


@pytest.mark.parametrize("care", Care, ids=lambda care: care.name)
@pytest.mark.parametrize("name", [*CLASSES, "move_entry"])
def test_every_mutant_is_noticed(logged: Logged, name: str, care: Care) -> None:
    noticed = []
    for place in range(PLACES):
        dice = Random(f"{SEED} {name} {care} {place}")
        with undone(logged.store) as conn:
            case_id, other = dice.sample(cases(conn), 2)
            if name == "move_entry":
                move_entry(conn, case_id, other, care, dice)
            else:
                tamper(conn, case_id, CLASSES[name], care, dice)
            noticed.append(compared(conn, [logged.checkpoint]).divergence)
            if care is Care.LOG:
                now = Checkpoint("", logged.checkpoint.size, root_now(conn, logged.checkpoint.size))
                assert compared(conn, [now]).divergence is None, "the attacker left a trace inside"
    assert all(noticed), noticed
    print(f"\n{name}, {care.name}: {len(noticed)} of {PLACES} noticed; {noticed[0]}")


def test_nothing_is_noticed_where_nothing_was_changed(logged: Logged) -> None:
    with logged.store.read() as conn:
        found = compared(conn, [logged.checkpoint])
        entries = conn.execute(select(log_leaves).where(log_leaves.c.case_id.is_not(None))).all()
    assert (found.divergence, found.leaves, found.entries) == (None, logged.checkpoint.size, len(entries))
