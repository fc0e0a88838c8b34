"""What a real shop does and does not do for a connector: the facts that ours is built upon, asked of Vendure itself."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from tests.shops.api import ShopRefused
from tests.shops.buyer import PaymentMethod, place_order
from tests.shops.office import Office, Stock
from tests.shops.proxy import Fault, FaultProxy, in_order
from tests.shops.receiver import Receiver, signed
from tests.shops.shop import Shop

pytestmark = pytest.mark.shop


def test_an_order_is_paid_packed_and_delivered(shop: Shop, office: Office) -> None:
    code = place_order(shop.url, {"KETTLE": 2, "SHOES-42": 1})
    order = office.order(code)
    assert (order.state, order.currency, order.total) == ("PaymentSettled", "EUR", 2 * 4990 + 8950 + 500)
    assert [(payment.amount, payment.state) for payment in order.payments] == [(order.total, "Settled")]
    office.deliver(office.fulfil(code))
    assert office.order(code).state == "Delivered"


@pytest.mark.parametrize(
    ("method", "state"), [("asynchronous", "Pending"), ("instant", "Settled"), ("failing", "Failed")]
)
def test_the_provider_decides_what_becomes_of_a_refund(
    shop: Shop, office: Office, method: PaymentMethod, state: str
) -> None:
    code = place_order(shop.url, {"LAMP": 1}, method)
    office.refund(office.order(code).payments[0].id, 2500, "ODR CO-1")
    assert [(each.total, each.state, each.reason) for each in office.refunds(code)] == [(2500, state, "ODR CO-1")]
    assert office.order(code).refunded == (0 if state == "Failed" else 2500)


def test_a_pending_refund_is_settled_or_fails_later(shop: Shop, office: Office) -> None:
    code = place_order(shop.url, {"LAMP": 1}, "asynchronous")
    payment = office.order(code).payments[0].id
    office.settle_refund(office.refund(payment, 1000, "ODR CO-1"), "psp-77")
    office.fail_refund(office.refund(payment, 2000, "ODR CO-2"))
    assert [(each.state, each.transaction) for each in office.refunds(code)] == [("Settled", "psp-77"), ("Failed", "")]


def test_the_same_refund_asked_twice_is_paid_twice(shop: Shop, office: Office) -> None:
    """What our connector has to prevent: the shop knows no repeats."""
    code, before = place_order(shop.url, {"LAMP": 1}), len(shop.paid_out())
    payment = office.order(code).payments[0].id
    assert office.refund(payment, 2500, "ODR CO-9") != office.refund(payment, 2500, "ODR CO-9")
    assert office.order(code).refunded == 5000
    assert [(paid.amount, paid.reason) for paid in shop.paid_out()[before:]] == [(2500, "ODR CO-9")] * 2


def test_no_more_is_refunded_than_was_paid(shop: Shop, office: Office) -> None:
    order = office.order(place_order(shop.url, {"LAMP": 1}))
    with pytest.raises(ShopRefused, match="REFUND_AMOUNT_ERROR"):
        office.refund(order.payments[0].id, order.total + 1, "ODR CO-1")
    assert office.refunds(order.code) == ()


def test_the_provider_pays_also_when_the_shop_fails_to_save(shop: Shop, office: Office) -> None:
    """So nothing found in the shop does not mean that nothing was paid."""
    code, before = place_order(shop.url, {"LAMP": 1}), len(shop.paid_out())
    asked = {"paymentId": office.order(code).payments[0].id, "amount": 700, "reason": "ODR CO-5"}
    with pytest.raises(ShopRefused):
        office.api.ask(
            "mutation ($input: RefundOrderInput!) { refundOrder(input: $input) { __typename } }", input=asked
        )
    assert office.refunds(code) == ()
    assert [paid.amount for paid in shop.paid_out()[before:]] == [700]


def test_what_is_taken_back_lies_in_stock_again(shop: Shop, office: Office) -> None:
    """The stock rises by what had been sent out; the money is another matter."""
    before = office.stock("SHOES-43")
    code = place_order(shop.url, {"SHOES-43": 2})
    assert office.stock("SHOES-43") == Stock(before.on_hand, before.allocated + 2)
    office.deliver(office.fulfil(code))
    assert office.stock("SHOES-43") == Stock(before.on_hand - 2, before.allocated)
    office.cancel_order(code, {"SHOES-43": 1}, "ODR CO-3")
    assert office.stock("SHOES-43") == Stock(before.on_hand - 1, before.allocated)
    order = office.order(code)
    assert [(line.placed, line.quantity) for line in order.lines] == [(2, 1)]
    assert order.refunds == ()


def test_a_coupon_is_good_for_one_order(shop: Shop, office: Office) -> None:
    office.issue_coupon("ODR-CO-4", 1500)
    (coupon,) = office.coupons("ODR-CO-4")
    assert (coupon.value, coupon.usage_limit) == (1500, 1)
    used = office.order(place_order(shop.url, {"LAMP": 1}, coupon="ODR-CO-4"))
    assert used.total == 12000 + 500 - 1500
    with pytest.raises(ShopRefused, match="COUPON_CODE_LIMIT_ERROR"):
        place_order(shop.url, {"LAMP": 1}, coupon="ODR-CO-4")


def test_a_key_may_do_what_it_is_for_until_it_is_revoked(shop: Shop, office: Office) -> None:
    key = office.make_key("odr-connector")
    with closing(Office.with_key(shop.url, key.secret).api) as api:
        code = place_order(shop.url, {"LAMP": 1}, "asynchronous")
        connector = Office(api)
        connector.settle_refund(connector.refund(connector.order(code).payments[0].id, 100, "ODR CO-6"))
        connector.cancel_order(code)
        connector.issue_coupon("ODR-CO-6", 100)
        with pytest.raises(ShopRefused, match="FORBIDDEN"):
            api.ask("{ administrators { totalItems } }")
        office.revoke_key(key)
        with pytest.raises(ShopRefused, match="FORBIDDEN"):
            connector.order(code)


def test_webhooks_say_what_happened_and_are_signed(shop: Shop, office: Office, receiver: Receiver) -> None:
    code = place_order(shop.url, {"LAMP": 1}, "asynchronous")
    refund = office.refund(office.order(code).payments[0].id, 300, "ODR CO-7")
    office.settle_refund(refund, "psp-7")
    message = receiver.wait_for("refund.state_changed", refundId=refund, to="Settled", transactionId="psp-7")
    assert message.said["data"]["orderCode"] == code
    assert message.is_signed()
    assert not message.is_signed(secret="whsec_b3RoZXI=")
    another_time = signed(message.body, message.headers["webhook-id"], at=1)
    assert another_time["webhook-signature"] != message.headers["webhook-signature"]
    office.deliver(office.fulfil(code))
    receiver.wait_for("order.state_changed", orderCode=code, to="Delivered")


def test_a_lost_answer_hides_that_the_shop_has_paid(shop: Shop, office: Office) -> None:
    order = office.order(place_order(shop.url, {"LAMP": 1}))
    key = office.make_key("odr-behind-proxy")
    with FaultProxy(shop.url, in_order([Fault.CUT_AFTER], about=b"refundOrder")) as proxy:
        with closing(Office.with_key(proxy.url, key.secret).api) as api, pytest.raises(httpx.RemoteProtocolError):
            Office(api).refund(order.payments[0].id, 900, "ODR CO-8")
        assert [done.statuses for done in proxy.met(b"refundOrder")] == [(200,)]
    assert office.order(order.code).refunded == 900


def test_a_shop_that_is_killed_after_its_provider_paid_knows_nothing_of_it(shop: Shop, office: Office) -> None:
    order, before = office.order(place_order(shop.url, {"LAMP": 1}, "slow")), len(shop.paid_out())
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(office.refund, order.payments[0].id, 800, "ODR CO-11")
        while len(shop.paid_out()) == before and not asked.done():
            time.sleep(0.02)
        shop.kill()
        with pytest.raises(httpx.TransportError):
            asked.result()
    shop.start()
    assert office.refunds(order.code) == ()
    assert [(paid.amount, paid.reason) for paid in shop.paid_out()[before:]] == [(800, "ODR CO-11")]


def test_what_is_saved_outlives_a_kill(shop: Shop, office: Office) -> None:
    code = place_order(shop.url, {"LAMP": 1}, "asynchronous")
    office.refund(office.order(code).payments[0].id, 400, "ODR CO-10")
    shop.kill()
    with pytest.raises(httpx.ConnectError):
        office.order(code)
    shop.start()
    assert [(each.total, each.state) for each in office.refunds(code)] == [(400, "Pending")]
