"""Many refunds through trouble and kills: what the shop paid out and what is said to be unknown is what was ordered.

The proxy cuts, delays, loses and doubles on every call, those that give money back included.
"""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest

from odr.clock import SystemClock
from odr.domain.events import Step
from odr.fulfilment.legs import Carrier
from odr.fulfilment.reconciling import Verdict, reconcile
from odr.fulfilment.tables import State
from odr.fulfilment.vendure import Vendure
from tests.core.given import FILED_AT
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.proxy import Fault, FaultProxy, Plan, drawn
from tests.shops.shop import Shop
from tests.shops.sold import NEEDED, Sold, begun, ended, working

pytestmark = pytest.mark.shop

TROUBLE = {
    Fault.PASS: 8,
    Fault.TWICE: 3,
    Fault.LATE: 2,
    Fault.DELAY: 2,
    Fault.CUT_BEFORE: 2,
    Fault.CUT_AFTER: 3,
    Fault.ERROR_AFTER: 3,
}
"""What refunds meet: about two of three have trouble."""
BESIDE = {Fault.PASS: 40, Fault.TWICE: 3, Fault.LATE: 2, Fault.CUT_BEFORE: 1, Fault.CUT_AFTER: 1, Fault.ERROR_AFTER: 1}
"""What the other calls meet."""


def through_trouble(seed: int) -> Plan:
    """Every call of the shop, as this seed draws it."""
    paying, other = drawn(seed, TROUBLE), drawn(seed + 1, BESIDE)
    return lambda request: (paying if b"refundOrder" in request.body else other)(request)


def test_some_lines_and_kills(sold: Sold, shop: Shop, office: Office) -> None:
    carry_out(20, 3, sold, shop, office)


@pytest.mark.slow
@pytest.mark.parametrize("sold", ["postgresql"], indirect=True)
def test_two_thousand_lines_and_fifty_kills(sold: Sold, shop: Shop, office: Office) -> None:
    carry_out(2000, 50, sold, shop, office)


def carry_out(lines: int, kills: int, sold: Sold, shop: Shop, office: Office) -> None:
    """Every line is made once, or said to be unknown; the worker and the shop are killed in turn meanwhile."""
    before, dice = len(shop.paid_out()), random.Random(6)
    for number, code in enumerate(placed(lines, shop)):
        sold.agree_about(code, office, 1000 + number % 1000)
    key = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with FaultProxy(shop.url, through_trouble(6), wait=0.2) as proxy, working(sold, proxy.url, key.secret) as worker:
        for kill in range(kills):
            sold.wait(partial(begun, (kill + 1) * lines // (kills + 2)), seconds=600)
            time.sleep(dice.uniform(0, 0.05))
            if kill % 2:
                shop.restart()
            else:
                worker.kill()
                worker.start()
        sold.wait(ended, seconds=1200)
    paid = Counter(one.reason.removeprefix("ODR ") for one in shop.paid_out()[before:])
    made, unknown = require_once(sold, paid)
    require_report(sold, Vendure(f"{shop.url}/admin-api", key.secret), len(made), len(unknown))
    told = {case: sold.steps(case)[-1] for case in sold.cases}
    assert told == {row.case_id: Step.FULFILLED if row.key in made else Step.UNKNOWN for row in sold.rows}
    counts = ", ".join(f"{fault.value} {times}" for fault, times in proxy.counts.items())
    print(f"{lines} lines, {kills} kills: {len(made)} made, {len(unknown)} unknown, {sum(paid.values())} paid out")
    print(f"on the way: {counts}")


def placed(some: int, shop: Shop) -> list[str]:
    """The codes of so many orders, each of a buyer of its own; several buy at a time."""
    with ThreadPoolExecutor(4) as hands:
        return list(hands.map(lambda one: place_order(shop.url, {"LAMP": 1}, email=f"b{one}@example.org"), range(some)))


def require_once(sold: Sold, paid: Counter[str]) -> tuple[set[str], set[str]]:
    """The keys of what is said to be made, and of what nobody knows; all that was ordered, and nothing twice."""
    rows = sold.rows
    unknown = {row.key for row in rows if row.state == State.UNKNOWN}
    made = {row.key for row in rows if row.state == State.SETTLED}
    assert len(rows) == len(sold.cases)
    assert not [reason for reason, times in paid.items() if times > 1], "paid twice"
    assert made <= set(paid), "said to be paid, and was not"
    assert made | unknown == {row.key for row in rows}, "lost"
    assert set(paid) <= made | unknown
    return made, unknown


def require_report(sold: Sold, connector: Vendure, made: int, unknown: int) -> None:
    """The comparison with the shop finds the same; it is printed where a person looks."""
    asking = Carrier(sold.store, sold.clerk, SystemClock(), (), lambda marketplace: connector)
    report = reconcile(asking, "kiezmarkt", FILED_AT - timedelta(days=1))
    verdicts = Counter(one.verdict for one in report)
    assert verdicts == Counter({Verdict.AGREES: made, Verdict.UNKNOWN: unknown})
    wrong = [one for one in report if one.verdict is not Verdict.AGREES]
    print("\n".join(f"{one.verdict:10} {one.state:8} {one.ordered} {one.there} {one.key}" for one in wrong))
