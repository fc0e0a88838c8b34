"""What got lost on its way to a real shop: a person reads all there is and says what became of it; the case goes on."""

import time
from datetime import timedelta

import pytest

from odr.accounts.repeats import ANEW
from odr.clock import SystemClock
from odr.domain.events import Stage, Step
from odr.domain.roles import Visitor
from odr.fulfilment.carrying import begin
from odr.fulfilment.legs import Carrier
from odr.fulfilment.tables import State
from odr.fulfilment.unknown import Answer, Outcome, Unknown, answer, unknowns
from odr.fulfilment.vendure import Vendure
from tests.core.given import FILED_AT
from tests.shops.office import Office
from tests.shops.shop import Shop
from tests.shops.sold import NEEDED, Sold, ended, working

pytestmark = pytest.mark.shop

ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
LATER = FILED_AT + timedelta(days=1)


def lost(sold: Sold, shop: Shop, office: Office) -> tuple[str, Unknown, str]:
    """A refund that the shop began before its plug was pulled, as its administrator reads of it; a key of the shop."""
    case, key = sold.agree(shop, office, "instant", 1300), office.make_key(f"odr-{time.time_ns()}", NEEDED).secret
    office.write_note(sold.cases[case], f"ODR {sold.rows[0].key} (begun)")
    with working(sold, shop.url, key):
        sold.wait(ended)
    (one,) = unknowns(sold.store, sold.clerk, ADMINISTRATOR, LATER, 10)
    return case, one, key


def says(sold: Sold, case: str, one: Unknown, outcome: Outcome, reference: str) -> None:
    said = Answer(case, one.name, outcome, reference, None)
    answer(sold.store, sold.clerk, ADMINISTRATOR, said, ANEW, LATER)


def test_whoever_finds_out_reads_what_the_shop_knows_it_by(sold: Sold, shop: Shop, office: Office) -> None:
    case, one, _ = lost(sold, shop, office)
    assert (one.order_number, one.amount and one.amount.minor) == (sold.cases[case], 1300)
    assert one.payment == office.order(sold.cases[case]).payments[0].id
    assert (one.looks, one.sent_at is not None, one.key) == (4, True, sold.rows[0].key)


def test_it_was_done_by_hand_and_the_case_closes(sold: Sold, shop: Shop, office: Office) -> None:
    case, one, _ = lost(sold, shop, office)
    made = office.refund(one.payment, 1300, "by hand")
    says(sold, case, one, Outcome.DONE, made)
    assert (sold.steps(case), sold.stage(case)) == ([Step.UNKNOWN, Step.FULFILLED], Stage.CLOSED)
    assert office.order(sold.cases[case]).refunded == 1300
    assert unknowns(sold.store, sold.clerk, ADMINISTRATOR, LATER, 10) == []


def test_it_was_not_done_and_is_made_once(sold: Sold, shop: Shop, office: Office) -> None:
    case, one, key = lost(sold, shop, office)
    says(sold, case, one, Outcome.NOT_DONE, "")
    connector = Vendure(f"{shop.url}/admin-api", key)
    begin(Carrier(sold.store, sold.clerk, SystemClock(), (), lambda marketplace: connector), case)
    assert sorted(row.state for row in sold.rows) == [State.FAILED, State.SETTLED]
    assert (office.order(sold.cases[case]).refunded, len(office.refunds(sold.cases[case]))) == (1300, 1)
    assert sold.stage(case) is Stage.CLOSED
