"""Orders are carried out in a real shop: once, whatever breaks between the two, and whoever is killed.

What counts is what the shop's payment provider paid out, and what the shop says; not what the service says.
"""

import time

import httpx
import pytest

from odr.domain.events import Stage, Step
from odr.domain.money import Money
from odr.fulfilment.port import Repayment, ShopRefuses
from odr.fulfilment.tables import State
from odr.fulfilment.vendure import Vendure
from tests.shops.buyer import place_order
from tests.shops.office import Key, Office
from tests.shops.proxy import Fault, FaultProxy, in_order
from tests.shops.shop import Shop
from tests.shops.sold import NEEDED, Sold, ended, working

pytestmark = pytest.mark.shop


def sent_with(key: Key) -> dict[str, str]:
    return {"vendure-api-key": key.secret, "content-type": "application/json"}


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


@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.TWICE])
@pytest.mark.parametrize("about", [b"refundOrder", b"mutation"])
def test_what_never_arrived_or_arrived_twice_is_made_once(
    sold: Sold, shop: Shop, office: Office, fault: Fault, about: bytes
) -> None:
    """Half of the payment, so that the shop would make it a second time; the call before is repeated as well."""
    case, key = sold.agree(shop, office, "instant", 1200), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    with FaultProxy(shop.url, in_order([fault, fault], about)) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
        assert proxy.counts[fault] >= 1
    assert ([one.total for one in office.refunds(sold.cases[case])], sold.steps(case)) == ([1200], [Step.FULFILLED])
    assert office.notes(sold.cases[case])[-1] == f"ODR {sold.rows[0].key} (begun)"


def test_what_arrives_hours_late_is_made_once(sold: Sold, shop: Shop, office: Office) -> None:
    """Somebody on the way kept the call, and lets it go when the next try was made: then it finds no note to use."""
    case, key = sold.agree(shop, office, "instant", 1200), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    plan = in_order([Fault.CUT_BEFORE], about=b"refundOrder")
    with FaultProxy(shop.url, plan) as proxy, working(sold, proxy.url, key.secret):
        sold.wait(ended)
        kept, made = (one.request for one in proxy.met(b"refundOrder"))
    assert kept.body == made.body
    said = httpx.post(f"{shop.url}/admin-api", content=kept.body, headers=sent_with(key)).json()
    assert (said["data"], said["errors"][0]["path"]) == (None, ["gate"])
    assert [one.total for one in office.refunds(sold.cases[case])] == [1200]


def test_what_was_begun_and_is_not_there_is_unknown(sold: Sold, shop: Shop, office: Office) -> None:
    """As whoever pulls the plug leaves it, after the note and before the refund was saved."""
    case, key = sold.agree(shop, office, "instant", 1200), office.make_key(f"odr-{time.time_ns()}", NEEDED)
    office.write_note(sold.cases[case], f"ODR {sold.rows[0].key} (begun)")
    with working(sold, shop.url, key.secret):
        sold.wait(ended)
    assert (office.refunds(sold.cases[case]), sold.steps(case)) == ((), [Step.UNKNOWN])
