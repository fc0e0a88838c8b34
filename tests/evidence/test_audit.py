"""The audit log of an exhibit: numbered, chained, and gapless under many hands."""

from functools import partial

import pytest
from sqlalchemy import delete, update

from odr.evidence.audit import Purpose, first_break, note
from odr.evidence.tables import evidence_audit as audit
from odr.store import Store
from tests.evidence.helpers import soon
from tests.evidence.test_intake import together
from tests.evidence.trail import trail


@pytest.fixture
def log(store: Store) -> Store:
    for minute, actor in enumerate(("", "anna", "bert")):
        note(store, "x", actor, Purpose.DOWNLOADED, soon(minute))
        note(store, "y", actor, Purpose.LINKED, soon(minute))
    return store


def test_what_is_noted_stays_in_order(log: Store):
    assert [actor for actor, _ in trail(log, "x")] == ["", "anna", "bert"]
    assert first_break(log, "x") is None
    assert first_break(log, "never handled") is None


@pytest.mark.parametrize(
    "change",
    [
        update(audit).where(audit.c.number == 2).values(actor="somebody else"),
        update(audit).where(audit.c.number == 2).values(at=audit.c.at + 1),
        update(audit).where(audit.c.number == 2).values(purpose="LINKED"),
        delete(audit).where(audit.c.number == 2),
    ],
    ids=["actor", "instant", "purpose", "deleted"],
)
def test_a_changed_or_deleted_row_shows(log: Store, change):
    with log.write() as conn:
        conn.execute(change.where(audit.c.exhibit == "x"))
    assert first_break(log, "x") == 2
    assert first_break(log, "y") is None


def test_many_at_once_make_one_chain(store: Store):
    together([partial(note, store, "x", str(n), Purpose.DOWNLOADED, soon(n)) for n in range(8)])
    assert sorted(actor for actor, _ in trail(store, "x")) == [str(n) for n in range(8)]
    assert first_break(store, "x") is None
