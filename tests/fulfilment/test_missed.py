"""A refund whose answer was lost while its shop is away: the case says so, and what was paid is never forgotten."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from odr.clerk import CaseSeen
from odr.domain import breach
from odr.domain.events import RecoverySource, Step
from odr.domain.money import Money
from odr.domain.recovery import left
from odr.domain.roles import Role
from odr.domain.words import Text
from odr.fulfilment.carrying import begin, tell_of_missed
from odr.fulfilment.outcome import MISSED_AFTER
from odr.fulfilment.port import Effect, Standing
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.tables import State
from odr.outbox import outbox
from odr.promises import RECOVERIES
from odr.recoveries import ledger
from tests.fulfilment.shop import Breaks
from tests.fulfilment.world import BUYER, CASE, World


@pytest.fixture
def lost(world: World) -> World:
    """The shop paid, its answer did not arrive, and since then it is away."""
    world.shop.at_once, world.shop.paying = Standing.SETTLED, [Breaks.AFTER]
    world.shop.looking = [None, *[Breaks.AWAY] * 40]
    world.agree().begin()
    return world


def test_after_some_minutes_the_case_is_told_that_nobody_knows_yet_and_once(lost: World) -> None:
    lost.run(seconds=170)
    assert lost.steps == []
    lost.run(seconds=20)
    lost.run(hours=1)
    assert (lost.steps, lost.rows[0].state) == ([Step.UNKNOWN], State.SENT)


def test_when_the_shop_is_back_the_case_hears_what_it_did(lost: World) -> None:
    lost.run(minutes=5)
    lost.shop.looking = []
    lost.run(hours=1)
    assert (lost.steps, lost.shop.calls) == ([Step.UNKNOWN, Step.FULFILLED], 1)


def test_what_the_shop_never_did_is_still_for_a_person(world: World) -> None:
    world.shop.paying, world.shop.looking = [Breaks.BEFORE], [None, *[Breaks.AWAY] * 5]
    world.agree().begin()
    world.run(minutes=4)
    world.shop.looking = []
    for _ in range(8):
        world.run(minutes=20)
    assert (world.steps, world.rows[0].state) == ([Step.UNKNOWN], State.UNKNOWN)


def test_what_may_have_been_paid_does_not_lapse_by_a_breach(lost: World) -> None:
    lost.run(minutes=4)
    lost.clock.at += timedelta(days=12)
    lost.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))
    assert lost.case.orders[-1].lines[0].step is Step.UNKNOWN
    assert left(lost.case).minor == 12500 - 5000, "nobody orders it a second time"
    lost.shop.looking = []
    lost.run(hours=2)
    assert lost.case.orders[-1].lines[0].step is Step.FULFILLED


def test_a_busy_case_is_told_the_next_time(lost: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lost.clock.at += MISSED_AFTER
    with monkeypatch.context() as patched:
        patched.setattr("odr.fulfilment.carrying.tell", lambda *_: False)
        assert tell_of_missed(lost.carrier, lost.clock.at) is False
    assert tell_of_missed(lost.carrier, lost.clock.at) is True
    assert (lost.steps, tell_of_missed(lost.carrier, lost.clock.at)) == ([Step.UNKNOWN], False)


def test_an_order_that_somebody_is_at_is_left_to_them(lost: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lost.clock.at += MISSED_AFTER
    assert tell_of_missed(lost.carrier, lost.clock.at - timedelta(seconds=1)) is False
    told: list[bool] = []

    def find(task: object) -> list[Effect]:
        told.append(tell_of_missed(lost.carrier, lost.clock.at))
        return []

    monkeypatch.setattr(lost.shop, "find", find)
    begin(lost.carrier, CASE)
    assert told == [False]


def lapsed(lost: World) -> World:
    """Its line lapsed before the case was told."""
    lost.clock.at += timedelta(days=12)
    lost.act(BUYER, breach.ReportBreach, line="o1-1", reasons=Text("Nothing came."))
    assert lost.case.orders[-1].lines[0].step is Step.LAPSED
    lost.shop.looking = []
    lost.run(hours=2)
    return lost


def rows(world: World) -> list[tuple[RecoverySource, int, bool, str | None, str]]:
    """What the ledger says beside what the case orders."""
    with world.store.read() as conn:
        found = ledger(conn, world.case.order.id)
    mine = (row for row in found if row.source is RecoverySource.REFUND)
    return [(row.source, row.amount.minor, row.undone, row.line, row.reference) for row in mine]


def test_what_was_paid_for_a_line_that_lapsed_meanwhile_stands_in_the_ledger(
    lost: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        lapsed(lost)
        assert caplog.messages.count("fulfilment.not_owed_any_more") == 1
        for days in (1, 6, 24):
            lost.run(days=days)
            lost.begin()
    assert caplog.messages.count("fulfilment.not_owed_any_more") == 1, "once, when it was entered"
    assert rows(lost) == [(RecoverySource.REFUND, 5000, False, "lamp", "re_1")]
    with lost.store.read() as conn:
        promised = conn.execute(select(outbox.c.payload).where(outbox.c.topic == RECOVERIES)).scalars().all()
    assert promised, "the open cases of the sale are told"
    (found,) = reconcile(lost.carrier, "kiezmarkt", lost.clock.at - timedelta(days=60))
    assert found.verdict is Verdict.NOT_EXPECTED


def test_what_comes_undone_of_it_is_told_too(lost: World, caplog: pytest.LogCaptureFixture) -> None:
    lapsed(lost)
    lost.shop.all_stand(Standing.FAILED)
    caplog.clear()
    lost.run(days=2)
    assert "fulfilment.not_owed_any_more" not in caplog.messages
    assert [undone for _, _, undone, *_ in rows(lost)] == [False, True]


def test_of_a_line_that_became_less_the_rest_is_told(lost: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty of the fifty are owed any more once the shop is back: only what is too much is a recovery."""
    known = lost.clerk.look_as

    def less(case_id: str, role: Role, at: datetime) -> CaseSeen:
        seen = known(case_id, role, at)
        for line in seen.case.orders[-1].lines:
            cut = tuple(replace(leg, amount=Money(3000, "EUR")) for leg in line.legs)
            object.__setattr__(line, "legs", cut)
        return seen

    monkeypatch.setattr(lost.clerk, "look_as", less)
    lost.shop.looking = []
    lost.run(hours=2)
    assert rows(lost) == [(RecoverySource.REFUND, 2000, False, "lamp", "re_1")]
