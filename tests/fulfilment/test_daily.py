"""Every day each shop is compared by itself; the outcome is kept, and what has to be looked at is told once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from odr.accounts.tables import marketplaces
from odr.domain import compensation
from odr.domain.events import Step
from odr.fulfilment import breaker
from odr.fulfilment.daily import BEGUN_FOR, reconcile_daily, reports, told
from odr.fulfilment.handing import LOOKS
from odr.fulfilment.port import Repayment, Standing
from odr.fulfilment.reconciling import SILENT, Verdict, reconcile
from odr.fulfilment.tables import connectors, executions, reconciliations
from odr.outbox import outbox
from tests.core.given import eur
from tests.fulfilment.shop import Breaks
from tests.fulfilment.test_breaker import of_other_orders
from tests.fulfilment.world import ADMINISTRATOR, World

SHOP = "kiezmarkt"


@pytest.fixture
def connected(world: World) -> World:
    place = {"zone": "UTC", "country": "DE", "region": "", "website": "", "rulebook": "r", "created_at": 0}
    with world.store.write() as conn:
        conn.execute(insert(marketplaces), {"id": SHOP, "name": "Kiezmarkt", "code": "KE"} | place)
        shop = {"marketplace": SHOP, "kind": "vendure", "url": "u", "key": "k", "connected_at": 0}
        conn.execute(insert(connectors), shop)
    return world


def kept(world: World) -> list[Any]:
    with world.store.read() as conn:
        return reports(conn, SHOP, 30)


def promised(world: World) -> list[Any]:
    with world.store.read() as conn:
        rows = conn.execute(select(outbox.c.payload).where(outbox.c.topic == breaker.TROUBLE)).scalars()
        return [json.loads(row) for row in rows]


def lost(world: World) -> World:
    world.shop.paying = [Breaks.BEFORE]
    world.agree().begin()
    for _ in range(LOOKS):
        world.run(hours=1)
    return world


def verdicts(world: World) -> list[Verdict]:
    return [one.verdict for one in reconcile(world.carrier, SHOP, world.clock.at - timedelta(days=30))]


def report(world: World, step: Step, reference: str = "re_1") -> None:
    world.act(ADMINISTRATOR, compensation.ReportFulfilment, line="o1-1", step=step, reference=reference)


def test_once_a_day_and_by_one_process(connected: World):
    connected.agree().begin()
    assert [reconcile_daily(connected.carrier, connected.clock.at) for _ in range(3)] == [1, 0, 0]
    connected.clock.at += timedelta(days=1)
    assert reconcile_daily(connected.carrier, connected.clock.at) == 1
    assert [one.counts for one in kept(connected)] == [{"AGREES": 1}] * 2
    assert told(kept(connected)[0])[0].endswith("UTC  1 refunds: agrees 1")
    assert promised(connected) == []


def test_whoever_died_over_it_is_stood_in_for(connected: World):
    connected.agree().begin()
    reconcile_daily(connected.carrier, connected.clock.at)
    with connected.store.write() as conn:
        conn.execute(update(reconciliations).values(ended_at=None))
    assert reconcile_daily(connected.carrier, connected.clock.at) == 0
    assert reconcile_daily(connected.carrier, connected.clock.at + BEGUN_FOR) == 1


def test_a_difference_is_told_to_the_marketplace_once(connected: World):
    connected.agree().begin()
    connected.shop.refunds.clear()
    for _ in range(3):
        reconcile_daily(connected.carrier, connected.clock.at)
        connected.clock.at += timedelta(days=1)
    (row,) = connected.rows
    assert [one.differing for one in kept(connected)] == [[("MISSING", row.key)]] * 3
    assert told(kept(connected)[0])[1] == f"  MISSING       {row.key}"
    assert promised(connected) == [{"marketplace": SHOP, "kind": "shop_differs", "count": 1}]


def test_after_a_year_a_report_is_over(connected: World):
    connected.agree().begin()
    for days in (0, 364, 2):
        connected.clock.at += timedelta(days=days)
        reconcile_daily(connected.carrier, connected.clock.at)
    assert len(kept(connected)) == 2


def test_a_shop_in_trouble_is_compared_later(connected: World):
    connected.agree().begin()
    breaker.failed(connected.store, SHOP, "k", connected.clock.at, "HTTP_502")
    assert reconcile_daily(connected.carrier, connected.clock.at) == 0
    breaker.answered(connected.store, SHOP, connected.clock.at)
    assert reconcile_daily(connected.carrier, connected.clock.at) == 1


def test_a_shop_that_does_not_answer_is_not_asked_for_all_of_them(world: World):
    world.agree().begin()
    of_other_orders(world, 10)
    world.shop.looking = [Breaks.AWAY] * 20
    assert verdicts(world) == [Verdict.NOT_ASKED] * 11
    assert len(world.shop.looking) == 20 - SILENT


def test_what_nobody_knows_is_unknown_until_somebody_says(world: World):
    lost(world)
    assert verdicts(world) == [Verdict.UNKNOWN]
    report(world, Step.FULFILLED, "re_7")
    assert verdicts(world) == [Verdict.AGREES]


def test_what_was_ordered_again_is_compared_under_its_next_number(world: World):
    lost(world)
    report(world, Step.FAILED)
    report(world, Step.ORDERED)
    world.begin()
    assert verdicts(world) == [Verdict.AGREES, Verdict.AGREES]
    first = world.rows[0].key
    world.shop.refunds["re_9"] = (Repayment(first, "A-1001", "pay-1", eur(5000)), Standing.SETTLED)
    assert verdicts(world) == [Verdict.NOT_EXPECTED, Verdict.AGREES]


def test_what_appears_after_somebody_said_that_it_was_done_agrees(world: World):
    lost(world)
    report(world, Step.FULFILLED, "re_9")
    world.shop.refunds["re_9"] = (Repayment(world.rows[0].key, "A-1001", "pay-1", eur(5000)), Standing.SETTLED)
    assert verdicts(world) == [Verdict.AGREES]


def test_what_somebody_answered_is_not_missed_in_the_shop(world: World):
    lost(world)
    with world.store.write() as conn:
        conn.execute(update(executions).values(state="SETTLED", answered_at=1))
    assert verdicts(world) == [Verdict.AGREES]
