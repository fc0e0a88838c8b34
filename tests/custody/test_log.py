"""What comes into the log, and in which order: every entry once, whoever signs, and nothing that tells of others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from odr.clerk import Clerk
from odr.custody import log, tree
from odr.custody.against import against
from odr.custody.log import PAD, latest, nodes, sign_all, sign_hourly
from odr.custody.note import Checkpoint, opened
from odr.custody.tables import checkpoints, log_leaves, log_nodes
from odr.docket import dockets, entries
from odr.domain import talk
from odr.domain.refusals import Busy
from odr.domain.roles import Room, Visitor
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from tests.core.given import FILED_AT, complaint
from tests.custody.conftest import KEY, held
from tests.evidence.test_intake import together

BUYER = Visitor("buyer")


def hours(count: float) -> datetime:
    return FILED_AT + timedelta(hours=count)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    return Clerk(store, all_rulebooks())


def open_cases(clerk: Clerk, first: int, count: int) -> list[str]:
    cases = [f"case-{number}" for number in range(first, first + count)]
    for case in cases:
        order = replace(complaint().order, id=f"order-{case}")
        asked = partial(complaint, case=case, order=order)
        clerk.open("KE", lambda number, asked=asked: asked(number=number), DEFAULT)
    return cases


def say(clerk: Clerk, case: str, name: str, at: datetime) -> None:
    ask = partial(talk.SendMessage, at=at, message=name, room=Room.OPEN, words=Text("Still broken."))
    clerk.submit(case, BUYER, lambda by: ask(by=by), at)


def missing(store: Store) -> int:
    """Entries that are not in the log."""
    with store.read() as conn:
        every = {tuple(row) for row in conn.execute(select(entries.c.case_id, entries.c.number))}
        known = {tuple(row) for row in conn.execute(select(log_leaves.c.case_id, log_leaves.c.number))}
    return len(every - known)


def test_every_entry_comes_in_once_and_decoys_fill_the_batch(clerk: Clerk, store: Store) -> None:
    open_cases(clerk, 0, 3)
    first = sign_all(store, KEY, hours(1))
    assert (first % PAD, missing(store)) == (0, 0)
    assert sign_all(store, KEY, hours(2)) == 0
    say(clerk, "case-1", "m-1", hours(2))
    assert sign_all(store, KEY, hours(3)) == PAD
    assert missing(store) == 0
    assert held(store).size == first + PAD
    assert against(store, [held(store)]).divergence is None


def test_the_nodes_that_are_kept_are_those_of_the_leaves(clerk: Clerk, store: Store) -> None:
    for step in range(4):
        open_cases(clerk, step * 3, 3)
        sign_all(store, KEY, hours(step))
    with store.read() as conn:
        size = held(store).size
        leaves = nodes(conn, [(0, position) for position in range(size)])
        made = tree.grown(0, [leaves[0, position] for position in range(size)], lambda *_: b"")
        stored = {(row.level, row.position): bytes(row.hash) for row in conn.execute(select(log_nodes))}
    assert stored == made
    assert held(store).root == tree.root(size, lambda *place: made[place])


def test_a_batch_is_in_the_order_of_its_hashes(clerk: Clerk, store: Store) -> None:
    open_cases(clerk, 0, 5)
    size = sign_all(store, KEY, hours(1))
    with store.read() as conn:
        hashes = list(nodes(conn, [(0, position) for position in range(size)]).values())
    assert hashes == sorted(hashes)


def test_full_batches_follow_each_other(clerk: Clerk, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "BATCH", 16)
    monkeypatch.setattr(log, "CASES", 2)
    open_cases(clerk, 0, 9)
    sign_all(store, KEY, hours(1))
    assert missing(store) == 0
    with store.read() as conn:
        sizes = list(conn.execute(select(checkpoints.c.size).order_by(checkpoints.c.size)).scalars())
        assert not conn.execute(select(dockets).where(dockets.c.logged != dockets.c.head)).all()
    assert len(sizes) > 2
    assert against(store, [held(store)]).divergence is None


def test_a_hint_that_was_lost_doubles_nothing(clerk: Clerk, store: Store) -> None:
    """As after a process that died between the log and the hint."""
    open_cases(clerk, 0, 2)
    sign_all(store, KEY, hours(1))
    with store.write() as conn:
        conn.execute(update(dockets).values(logged=0))
    assert sign_all(store, KEY, hours(2)) == 0
    with store.read() as conn:
        assert not conn.execute(select(dockets).where(dockets.c.logged != dockets.c.head)).all()


def test_many_that_sign_while_cases_go_on_miss_and_double_nothing(clerk: Clerk, store: Store) -> None:
    cases = open_cases(clerk, 0, 4)

    def go_on(case: str) -> None:
        for number in range(6):
            say(clerk, case, f"{case}-{number}", hours(number / 100))

    def sign() -> None:
        for number in range(6):
            sign_all(store, KEY, hours(number))

    jobs: list[Callable[[], None]] = [*(partial(go_on, case) for case in cases), sign, sign, sign]
    together(jobs)
    sign_all(store, KEY, hours(9))
    assert missing(store) == 0
    found = against(store, [held(store)])
    with store.read() as conn:
        assert found.entries == len(conn.execute(select(entries.c.number)).all())
        notes = [opened(note, KEY.verifier) for note in conn.execute(select(checkpoints.c.note)).scalars()]
    assert against(store, [Checkpoint.parse(note) for note in notes]).divergence is None


def test_a_checkpoint_that_was_removed_does_not_stop_the_log(clerk: Clerk, store: Store) -> None:
    open_cases(clerk, 0, 1)
    sign_all(store, KEY, hours(0))
    kept = held(store)
    with store.write() as conn:
        conn.execute(delete(checkpoints))
    open_cases(clerk, 1, 1)
    assert sign_all(store, KEY, hours(1)) == PAD
    assert against(store, [kept, held(store)]).divergence is None


def test_who_is_never_first_gives_up(clerk: Clerk, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    open_cases(clerk, 0, 1)
    sign_all(store, KEY, hours(0))
    open_cases(clerk, 1, 1)
    monkeypatch.setattr(log, "_append", taken)
    with pytest.raises(Busy):
        sign_all(store, KEY, hours(1))


def taken(*_: object) -> None:
    raise IntegrityError("insert", {}, Exception())


def test_the_worker_signs_about_once_an_hour(clerk: Clerk, store: Store) -> None:
    open_cases(clerk, 0, 1)
    assert sign_hourly(store, KEY, hours(0)) > 0
    open_cases(clerk, 1, 1)
    assert sign_hourly(store, KEY, hours(0.5)) == 0
    assert sign_hourly(store, KEY, hours(1)) > 0


def test_nothing_is_signed_where_nothing_happened(store: Store) -> None:
    assert sign_all(store, KEY, hours(0)) == 0
    with store.read() as conn:
        assert latest(conn) is None


def test_dockets_behind_the_log_are_found_by_their_index(store: Store) -> None:
    asked = "select case_id, head from dockets where logged < head limit 500"
    with store.read() as conn:
        if store.dialect == "postgresql":
            conn.execute(text("set enable_seqscan = off"))
            plan = " ".join(conn.execute(text(f"explain {asked}")).scalars())
        else:
            plan = " ".join(row[-1] for row in conn.execute(text(f"explain query plan {asked}")))
    assert "ix_dockets_unlogged" in plan
