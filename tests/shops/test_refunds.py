"""Orders are carried out in a real shop: once, whatever breaks between the two, and whoever is killed.

What counts is what the shop's payment provider paid out, and what the shop says; not what the service says.
"""

import time

import pytest

from odr.domain.events import Stage, Step
from odr.domain.money import Money
from odr.fulfilment.port import Repayment, ShopRefuses
from odr.fulfilment.tables import State
from odr.fulfilment.vendure import Vendure
from tests.shops.buyer import place_order
from tests.shops.office import Office
from tests.shops.proxy import Fault, FaultProxy, in_order
from tests.shops.shop import Shop
from tests.shops.sold import NEEDED, Sold, ended, working

pytestmark = pytest.mark.shop


def test_a_refund_is_made_in_the_shop_and_the_case_closes(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 2500), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, key.secret):
        sold.wait(ended)
    (made,) = office.refunds(sold.cases[case])
    assert (made.total, made.state, made.reason) == (2500, "Settled", f"ODR {sold.rows[0].key}")
    assert (sold.steps(case), sold.stage(case)) == ([Step.FULFILLED], Stage.CLOSED)


def test_a_pending_refund_is_followed_until_the_provider_says_so(sold: Sold, shop: Shop, office: Office) -> None:
    settles, fails = (sold.agree(shop, office, "asynchronous", amount) for amount in (1500, 1600))
    key = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, key.secret):
        sold.wait(lambda rows: all(row.state == State.PENDING for row in rows))
        office.settle_refund(office.refunds(sold.cases[settles])[0].id, "psp-9")
        office.fail_refund(office.refunds(sold.cases[fails])[0].id)
        sold.wait(ended)
    assert sold.steps(settles) == [Step.SUBMITTED, Step.FULFILLED]
    assert sold.steps(fails) == [Step.SUBMITTED, Step.FAILED]


def test_a_refused_refund_is_told_and_not_made(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 8000), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    order = office.order(sold.cases[case])
    office.refund(order.payments[0].id, order.total - 100, "goodwill")
    with working(sold, shop.url, key.secret):
        sold.wait(ended)
    assert ([row.code for row in sold.rows], sold.steps(case)) == (["MORE_THAN_IS_LEFT"], [Step.FAILED])
    assert [one.reason for one in office.refunds(sold.cases[case])] == ["goodwill"]


def test_an_order_that_was_cancelled_meanwhile_is_paid_back_once(sold: Sold, shop: Shop, office: Office) -> None:
    """The seller's people cancelled both orders by themselves; of one they gave the money back too."""
    still_owed, paid_back = (sold.agree(shop, office, "instant", 2000) for _ in range(2))
    for case in (still_owed, paid_back):
        office.cancel_order(sold.cases[case])
    gone = office.order(sold.cases[paid_back])
    office.refund(gone.payments[0].id, gone.payments[0].amount, "cancelled")
    with working(sold, shop.url, office.make_key(f"odr-{time.time_ns()}", NEEDED).secret):
        sold.wait(ended)
    assert (sold.steps(still_owed), sold.steps(paid_back)) == ([Step.FULFILLED], [Step.FAILED])
    assert {row.case_id: row.code for row in sold.rows} == {still_owed: "", paid_back: "MORE_THAN_IS_LEFT"}
    assert office.order(sold.cases[still_owed]).refunded == 2000
    assert [one.reason for one in office.refunds(sold.cases[paid_back])] == ["cancelled"]


def test_money_of_another_currency_is_not_given_back(sold: Sold, shop: Shop, office: Office) -> None:
    """Vendure takes a number and no currency: twenty dollars would be paid as twenty euros."""
    code = place_order(shop.url, {"LAMP": 1})
    paid, key = office.order(code).payments[0], office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with pytest.raises(ShopRefuses, match="OTHER_CURRENCY"):
        Vendure(f"{shop.url}/admin-api", key.secret).submit(Repayment("k-1", code, paid.id, Money(2000, "USD")))
    assert office.refunds(code) == ()


def test_a_key_that_was_revoked_holds_it_up_until_there_is_another(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 900), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    office.revoke_key(key)
    with working(sold, shop.url, key.secret):
        sold.wait(lambda rows: rows[0].code == "KEY_REFUSED")
    assert (sold.rows[0].state, office.refunds(sold.cases[case])) == (State.READY, ())
    other = office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with working(sold, shop.url, other.secret):
        sold.wait(ended)
    assert office.order(sold.cases[case]).refunded == 900


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.ERROR_AFTER])
def test_what_was_done_and_not_heard_of_is_found(sold: Sold, shop: Shop, office: Office, fault: Fault) -> None:
    case, key = sold.agree(shop, office, "instant", 1100), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with FaultProxy(shop.url, in_order([fault], about=b"refundOrder")) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
        assert len(proxy.met(b"refundOrder")) == 1
    assert (office.order(sold.cases[case]).refunded, sold.steps(case)) == (1100, [Step.FULFILLED])


def test_what_never_arrived_is_unknown_and_not_tried_again(sold: Sold, shop: Shop, office: Office) -> None:
    case, key = sold.agree(shop, office, "instant", 1200), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    plan = in_order([Fault.CUT_BEFORE], about=b"refundOrder")
    with FaultProxy(shop.url, plan) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
    assert (office.refunds(sold.cases[case]), sold.steps(case)) == ((), [Step.UNKNOWN])
