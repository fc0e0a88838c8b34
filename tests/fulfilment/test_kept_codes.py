"""The whole code of a voucher stands beside its shop no longer than its case needs to be told of it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, text

from odr.accounts.repeats import ANEW
from odr.domain.remedies import Remedy
from odr.domain.words import Text
from odr.fulfilment import unknown
from odr.fulfilment.port import Standing
from odr.fulfilment.reconciling import Verdict
from odr.fulfilment.tables import executions
from odr.fulfilment.unknown import Answer, Outcome, unknowns
from odr.migrate import migrate
from odr.store import Store
from tests.core.given import refund
from tests.fulfilment.shop import Breaks
from tests.fulfilment.test_remedies import verdicts
from tests.fulfilment.world import ADMINISTRATOR, CASE, World

VOUCHER = refund(1500, remedy=Remedy.VOUCHER)
CODE = "ODR-7K2Q-44XY"


def kept(world: World) -> list[str]:
    return [row.reference for row in world.rows]


def told(world: World) -> list[Text | None]:
    (line,) = world.case.orders[-1].lines
    return [one.voucher for one in line.reports if one.reference]


def test_once_the_case_was_told_a_part_of_the_code_is_kept(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree(VOUCHER).begin()
    assert (kept(world), told(world)) == (["…"], [Text("re_1")])
    world.run(days=2)
    assert verdicts(world) == {Verdict.AGREES}, "the shop has all of it, under the key"


def test_until_the_case_was_told_all_of_it_is_kept(world: World, monkeypatch: pytest.MonkeyPatch):
    world.shop.at_once = Standing.SETTLED
    with monkeypatch.context() as patch:
        patch.setattr("odr.fulfilment.legs.tell", lambda *_: False)
        world.agree(VOUCHER).begin()
    assert kept(world) == ["re_1"]
    world.run(minutes=3)
    assert (kept(world), told(world)) == (["…"], [Text("re_1")])


def test_what_is_under_way_is_looked_at_by_its_code(world: World):
    world.agree(VOUCHER).begin()
    assert kept(world) == ["re_1"]
    world.shop.all_stand(Standing.SETTLED)
    world.run(hours=1)
    assert kept(world) == ["…"]


def test_the_number_of_a_refund_is_kept(world: World):
    world.shop.at_once = Standing.SETTLED
    world.agree().begin()
    assert kept(world) == ["re_1"]


def found_out(world: World) -> None:
    """The answer of the shop was lost, and the marketplace finds the code there."""
    world.shop.paying = [Breaks.BEFORE]
    world.agree(VOUCHER).begin()
    for _ in range(6):
        world.run(hours=1)
    at = world.clock.at
    (one,) = unknowns(world.store, world.clerk, ADMINISTRATOR, at, 9)
    said = Answer(CASE, one.name, Outcome.DONE, CODE, None)
    unknown.answer(world.store, world.clerk, ADMINISTRATOR, said, ANEW, at)


def test_of_what_a_person_found_out_a_part_is_kept_too(world: World):
    found_out(world)
    assert (kept(world), told(world)) == (["…4XY"], [Text(CODE)])


def test_whoever_dies_before_the_case_is_told_what_a_person_found_leaves_the_code(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("odr.fulfilment.unknown._tell", lambda *_: None)
    found_out(world)
    assert kept(world) == [CODE]
    world.run(minutes=3)
    assert (kept(world), told(world)) == (["…4XY"], [Text(CODE)])


def test_codes_from_before_are_masked(empty_url: str, open_store: Callable[[str], Store]):
    migrate(empty_url, "0036")
    store = open_store(empty_url)
    rows = [
        ("voucher", "SETTLED", CODE, None),
        ("voucher", "FAILED", "4XY", None),
        ("voucher", "SETTLED", "…4XY", None),
        ("voucher", "FAILED", "", None),
        ("voucher", "SETTLED", CODE, 5),
        ("refund", "SETTLED", "re_1234567", None),
    ]
    asked = """INSERT INTO executions (key, case_id, line, kind, leg, attempt, marketplace, order_id, order_number,
minor, currency, needs, state, reference, code, tries, due_at, changed_at)
VALUES (:key, 'c', 'v-1', :kind, 'order', :at, 'm', 'o', 'T_1', 500, 'EUR', '{}', :state, :reference, '', 0, :due, 5)"""
    with store.write() as conn:
        for at, (kind, state, reference, due) in enumerate(rows):
            row = {"key": f"k{at}", "at": at, "kind": kind, "state": state, "reference": reference, "due": due}
            conn.execute(text(asked), row)
    migrate(empty_url)
    with store.read() as conn:
        found = conn.execute(select(executions.c.reference).order_by(executions.c.attempt)).scalars().all()
    assert found == ["…4XY", "…", "…4XY", "", CODE, "re_1234567"]
