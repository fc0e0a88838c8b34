"""Every change to a stored docket is noticed up to the checkpoint at hand, on both databases.

`pytest -s tests/custody/test_mutants.py` prints the figure; ODR_TEST_MUTANTS sets how many places of each kind.
"""

import os

import pytest
from sqlalchemy import select

from odr.custody.against import compared
from odr.custody.note import Checkpoint
from odr.custody.tables import log_leaves
from tests.custody.conftest import Logged
from tests.custody.tampering import KINDS, LOG_KINDS, Care, mutant, root_now

PLACES = int(os.environ.get("ODR_TEST_MUTANTS", "4"))


@pytest.mark.parametrize("care", Care, ids=lambda care: care.name)
@pytest.mark.parametrize("name", KINDS)
def test_every_mutant_is_noticed(logged: Logged, name: str, care: Care) -> None:
    noticed = []
    for place in range(PLACES):
        with mutant(logged.store, name, care, place) as conn:
            noticed.append(compared(conn, [logged.checkpoint]).divergence)
            if care is Care.LOG:
                now = Checkpoint("", logged.checkpoint.size, root_now(conn, logged.checkpoint.size))
                assert compared(conn, [now]).divergence is None, "the attacker left a trace inside"
    assert all(noticed), noticed
    print(f"\n{name}, {care.name}: {len(noticed)} of {PLACES} noticed; {noticed[0]}")


@pytest.mark.parametrize("name", LOG_KINDS)
def test_a_log_that_was_tampered_with_is_noticed(logged: Logged, name: str) -> None:
    for place in range(PLACES):
        with mutant(logged.store, name, Care.NONE, place) as conn:
            assert compared(conn, [logged.checkpoint]).divergence


def test_nothing_is_noticed_where_nothing_was_changed(logged: Logged) -> None:
    with logged.store.read() as conn:
        found = compared(conn, [logged.checkpoint])
        entries = conn.execute(select(log_leaves).where(log_leaves.c.case_id.is_not(None))).all()
    assert (found.divergence, found.leaves, found.entries) == (None, logged.checkpoint.size, len(entries))
