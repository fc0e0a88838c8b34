"""How far apart two copies of one call must be for the second to do nothing: measured, and printed.

The second is too late once the first has taken the note away (docs/adr/0036). How long that takes is the shop's affair.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import httpx
import pytest

from odr.fulfilment.port import AnswerLost, Repayment
from odr.fulfilment.vendure import Vendure
from tests.core.given import eur
from tests.shops.agreed import REFUNDS, bought
from tests.shops.office import Office
from tests.shops.proxy import Fault, FaultProxy, in_order
from tests.shops.shop import Shop

pytestmark = [pytest.mark.shop, pytest.mark.slow]

APART_S = (0.0, 0.005, 0.02, 0.1, 0.3, 1.0, 5.0)
OFTEN = 6


def test_two_copies_of_a_call(shop: Shop, office: Office) -> None:
    key = office.make_key(f"odr-{time.time_ns()}", REFUNDS).secret
    twice = {apart: sum(copied(shop, office, key, apart) > 1 for _ in range(OFTEN)) for apart in APART_S}
    print(
        "\n".join(f"{apart * 1000:5.0f} ms apart: {many} of {OFTEN} were paid twice" for apart, many in twice.items())
    )
    assert twice[APART_S[-1]] == 0


def copied(shop: Shop, office: Office, key: str, apart: float) -> int:
    """How often it is paid when two copies of the same call reach the shop so many seconds apart."""
    order = bought(shop, office, sent=False, LAMP=1)
    with FaultProxy(shop.url, in_order([Fault.CUT_BEFORE], about=b"refundOrder")) as proxy:
        task = Repayment(f"k-{time.time_ns()}", order.code, order.payments[0].id, eur(100))
        with suppress(AnswerLost):
            Vendure(f"{proxy.url}/admin-api", key).submit(task)
        (kept,) = proxy.met(b"refundOrder")
    headers = {"vendure-api-key": key, "content-type": "application/json"}

    def arrives(_: int) -> None:
        httpx.post(f"{shop.url}/admin-api", content=kept.request.body, headers=headers, timeout=60)

    with ThreadPoolExecutor(2) as hands:
        first = hands.submit(arrives, 1)
        time.sleep(apart)
        hands.submit(arrives, 2).result()
        first.result()
    return len(office.refunds(order.code))
