"""Goods taken back, replacements and vouchers in Vendure, against answers of the shapes that a real 3.7.3 gives."""

from datetime import UTC, datetime
from typing import Any

import pytest

from odr.domain.money import Money
from odr.fulfilment import vendure_replacements
from odr.fulfilment.port import (
    AnswerLost,
    Effect,
    Pieces,
    Replacement,
    ShopAway,
    ShopRefuses,
    Standing,
    TakeBack,
    Task,
    Voucher,
)
from odr.fulfilment.vendure import Vendure
from tests.fulfilment.answering import Answering

KEY = "order-KE-2026-000001-1-o1-1-2"
BACK = TakeBack(f"{KEY}-take_back-1", "T_1", (Pieces("1", 1), Pieces("2", 2)))
AGAIN = Replacement(f"{KEY}-replacement-1", "T_1", (Pieces("1", 2),))
WORTH = Voucher(f"{KEY}-voucher-1", "T_1", Money(1500, "EUR"), datetime(2027, 3, 2, 9, 30, tzinfo=UTC))
ADDRESS = {"fullName": "Ann Buyer", "company": None, "city": "Berlin", "countryCode": "DE"}


def cancelled(*reasons: str) -> dict[str, Any]:
    """The history of an order with a cancellation for each of these reasons; of each one piece of two lines."""
    lines = [{"orderLineId": 1, "quantity": 1}, {"orderLineId": 2, "quantity": 2}]
    rows = [{"id": str(9 + n), "data": {"lines": lines, "reason": reason}} for n, reason in enumerate(reasons)]
    return {"history": {"items": rows}}


def noted(words: str) -> dict[str, Any]:
    """A note of each of them."""
    items = [{"id": "21", "data": {"note": f"ODR {one.key} ({words})"}} for one in (BACK, AGAIN, WORTH)]
    return {"notes": {"totalItems": len(items), "items": items}}


NOTED, USED = noted("not begun"), noted("begun")


def orders(*found: dict[str, Any]) -> dict[str, Any]:
    return {"orders": {"items": list(found)}}


def bought(state: str = "Delivered", **changes: Any) -> dict[str, Any]:
    lines = [{"id": "1", "quantity": 1}, {"id": "2", "quantity": 2}]
    return {"id": "7", "state": state, "lines": lines} | cancelled() | NOTED | changes


def sold(**changes: Any) -> dict[str, Any]:
    order = NOTED | {
        "id": "7",
        "state": "Delivered",
        "customer": {"id": "3"},
        "shippingAddress": ADDRESS,
        "shippingLines": [{"shippingMethod": {"id": "4"}}],
        "lines": [{"id": "1", "productVariant": {"id": "11", "sku": "LAMP"}}],
    }
    return orders(order | cancelled() | changes) | {"activeChannel": {"defaultLanguageCode": "de"}}


def articles(*found: tuple[str, str]) -> dict[str, Any]:
    return {"productVariants": {"items": [{"id": id_, "sku": sku, "enabled": True} for id_, sku in found]}}


PROMOTED = {"createPromotion": {"__typename": "Promotion", "id": "5", "couponCode": "ODR-X"}}
DRAFTED = {"createDraftOrder": {"id": "8"}}
FILLED: dict[str, Any] = {
    **{name: {"__typename": "Order"} for name in ("item0", "customer", "method")},
    "address": {"id": "8"},
    "note": {"id": "8"},
}
FREED: dict[str, Any] = {
    "coupon": {"__typename": "Order"},
    "ready": {"__typename": "Order", "totalWithTax": 0},
}


def placed(state: str = "PaymentSettled", **more: Any) -> dict[str, Any]:
    return {"code": "T_2", "state": state, "lines": [{"orderPlacedQuantity": 2}]} | more


def ready(there: Answering) -> None:
    """Everything up to the payment goes well."""
    for said in (sold(), articles(("11", "LAMP")), DRAFTED, FILLED, PROMOTED, FREED):
        there.says(said)


# Taken back


def test_goods_are_taken_back_with_the_key_as_the_reason(there: Answering, shop: Vendure) -> None:
    there.says(orders(bought()))
    there.says({"cancelOrder": {"__typename": "Order"} | cancelled("goodwill", f"ODR {BACK.key}")})
    assert shop.submit(BACK) == Effect("10", Standing.SETTLED, 0, pieces=3)
    lines = [{"orderLineId": "1", "quantity": 1}, {"orderLineId": "2", "quantity": 2}]
    asked = {"orderId": "7", "lines": lines, "reason": f"ODR {BACK.key}", "cancelShipping": False}
    assert there.given[1]["input"] == asked


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (orders(), "ORDER_UNKNOWN"),
        (orders(bought("Cancelled")), "ORDER_CANCELLED"),
        (orders(bought(lines=[{"id": "1", "quantity": 1}])), "LINE_UNKNOWN"),
        (orders(bought(lines=[{"id": "1", "quantity": 1}, {"id": "2", "quantity": 1}])), "MORE_THAN_IS_THERE"),
    ],
)
def test_what_cannot_be_taken_back_is_not_asked_for(there: Answering, shop: Vendure, found: Any, why: str) -> None:
    there.says(found)
    with pytest.raises(ShopRefuses, match=why):
        shop.submit(BACK)
    assert len(there.asked) == 1


@pytest.mark.parametrize("state", ["Modifying", "ArrangingAdditionalPayment"])
def test_an_order_that_is_being_changed_is_waited_for(there: Answering, shop: Vendure, state: str) -> None:
    there.says(orders(bought(state)))
    with pytest.raises(ShopAway, match="ORDER_IS_BEING_CHANGED"):
        shop.submit(BACK)


def test_of_what_is_said_after_the_lines_were_cancelled_nobody_knows(there: Answering, shop: Vendure) -> None:
    there.says(orders(bought()))
    said = {"__typename": "OrderStateTransitionError", "errorCode": "ORDER_STATE_TRANSITION_ERROR"}
    there.says({"cancelOrder": said})
    with pytest.raises(AnswerLost, match="ORDER_STATE_TRANSITION_ERROR"):
        shop.submit(BACK)


def test_a_refusal_to_take_back_is_final(there: Answering, shop: Vendure) -> None:
    there.says(orders(bought()))
    there.says({"cancelOrder": {"__typename": "QuantityTooGreatError", "errorCode": "QUANTITY_TOO_GREAT_ERROR"}})
    with pytest.raises(ShopRefuses, match="QUANTITY_TOO_GREAT_ERROR"):
        shop.submit(BACK)


def test_what_was_taken_back_is_found_by_its_key(there: Answering, shop: Vendure) -> None:
    there.says(orders(bought(**cancelled(f"ODR {BACK.key}0", f"ODR {BACK.key}"))))
    assert shop.find(BACK) == [Effect("10", Standing.SETTLED, 0, pieces=3)]
    there.says(orders())
    assert shop.find(BACK) == []


# Replacements


def test_a_replacement_is_made_ready_and_then_paid_with_nothing(there: Answering, shop: Vendure) -> None:
    ready(there)
    there.says({"addManualPaymentToOrder": {"__typename": "Order"} | placed()})
    assert shop.submit(AGAIN) == Effect("T_2", Standing.PENDING, 0, pieces=2)
    filled, promotion, freed = there.given[3], there.given[4]["input"], there.given[5]
    paid = there.given[6]["input"]
    assert (promotion["usageLimit"], promotion["translations"]) == (
        1,
        [{"languageCode": "de", "name": f"ODR {AGAIN.key}"}],
    )
    assert filled["item0"] == {"productVariantId": "11", "quantity": 2}
    assert filled["address"] == {"fullName": "Ann Buyer", "city": "Berlin", "countryCode": "DE"}
    assert (filled["order"], filled["customer"], filled["method"]) == ("8", "3", "4")
    assert freed == {"order": "8", "coupon": promotion["couponCode"]}
    assert paid == {"orderId": "8", "method": "odr", "transactionId": f"ODR {AGAIN.key}", "metadata": {}}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([orders() | {"activeChannel": {"defaultLanguageCode": "de"}}], "ORDER_UNKNOWN"),
        ([sold(state="Cancelled", **cancelled("wished for it"))], "ORDER_CANCELLED"),
        ([sold(state="Cancelled", shippingLines=[], **cancelled(f"ODR {BACK.key}"))], "NOBODY_TO_SEND_TO"),
        ([sold(state="Cancelled", **cancelled(f"ODR {BACK.key}", "wished for it"))], "ORDER_CANCELLED"),
        ([sold(shippingLines=[])], "NOBODY_TO_SEND_TO"),
        ([sold(lines=[])], "LINE_UNKNOWN"),
        ([sold(), articles()], "ARTICLE_GONE"),
        ([sold(), articles(("12", "LAMP"))], "ARTICLE_GONE"),
    ],
)
def test_what_cannot_be_replaced_is_not_begun(there: Answering, shop: Vendure, said: list[Any], why: str) -> None:
    for one in said:
        there.says(one)
    with pytest.raises(ShopRefuses, match=why):
        shop.submit(AGAIN)
    assert len(there.asked) == len(said)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([FILLED | {"item0": {"errorCode": "INSUFFICIENT_STOCK_ERROR"}}], "INSUFFICIENT_STOCK_ERROR"),
        ([FILLED, PROMOTED, FREED | {"ready": {"__typename": "Order", "totalWithTax": 500}}], "NOT_FREE"),
        ([FILLED, PROMOTED, FREED | {"coupon": {"errorCode": "COUPON_CODE_LIMIT_ERROR"}}], "COUPON_CODE_LIMIT"),
    ],
)
def test_a_draft_that_does_not_become_ready_is_given_up(
    there: Answering, shop: Vendure, said: list[Any], why: str
) -> None:
    """What is refused before there is a coupon leaves none behind."""
    for one in (sold(), articles(("11", "LAMP")), DRAFTED, *said):
        there.says(one)
    there.says({"transitionOrderToState": {"__typename": "Order"}})
    with pytest.raises(ShopRefuses, match=why):
        shop.submit(AGAIN)
    assert there.given[-1] == {"order": "8"}


@pytest.mark.parametrize("calls", range(6))
def test_whoever_loses_an_answer_before_the_payment_has_begun_nothing(
    there: Answering, shop: Vendure, calls: int
) -> None:
    ready(there)
    there.answers[calls:] = [None, (200, b'{"data": {"transitionOrderToState": {}}}')]
    with pytest.raises(ShopAway):
        shop.submit(AGAIN)


def test_whoever_loses_the_answer_to_the_payment_knows_nothing(there: Answering, shop: Vendure) -> None:
    ready(there)
    there.answers.append(None)
    with pytest.raises(AnswerLost):
        shop.submit(AGAIN)


def test_what_took_too_long_to_make_ready_is_not_paid(
    there: Answering, shop: Vendure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendure_replacements, "READY_WITHIN_S", -1.0)
    ready(there)
    there.says({"transitionOrderToState": {"__typename": "Order"}})
    with pytest.raises(ShopAway, match="TOO_SLOW"):
        shop.submit(AGAIN)
    assert there.given[6] == {"order": "8"}


@pytest.mark.parametrize(
    ("state", "standing", "code"),
    [
        ("PaymentSettled", Standing.PENDING, ""),
        ("Shipped", Standing.PENDING, ""),
        ("Delivered", Standing.SETTLED, ""),
        ("Cancelled", Standing.FAILED, "ORDER_CANCELLED"),
    ],
)
def test_a_replacement_is_found_by_its_payment_and_done_when_delivered(
    there: Answering, shop: Vendure, state: str, standing: Standing, code: str
) -> None:
    there.says(orders({"id": "7"} | USED) | {"paid": {"items": [placed(state)]}})
    assert shop.find(AGAIN) == [Effect("T_2", standing, 0, code, 2)]
    assert there.given[0] == {"key": f"ODR {AGAIN.key}", "code": "T_1"}
    there.says(orders() | {"paid": {"items": [placed(state)]}})
    assert shop.look(AGAIN, "T_2").standing is standing


# Vouchers


def where(*currencies: str, order: str = "EUR") -> dict[str, Any]:
    channel = {"defaultLanguageCode": "de", "availableCurrencyCodes": list(currencies)}
    return {"activeChannel": channel} | orders({"id": "7", "currencyCode": order} | NOTED)


def test_a_voucher_is_a_code_for_one_order_until_it_ends(there: Answering, shop: Vendure) -> None:
    there.says(where("EUR"))
    there.says(PROMOTED)
    made = shop.submit(WORTH)
    asked = there.given[1]["input"]
    assert made == Effect(asked["couponCode"], Standing.SETTLED, 1500)
    assert (asked["usageLimit"], asked["perCustomerUsageLimit"], asked["endsAt"]) == (1, 1, "2027-03-02T09:30:00+00:00")
    off = {"code": "order_fixed_discount", "arguments": [{"name": "discount", "value": "1500"}]}
    assert asked["actions"] == [off]
    assert asked["translations"] == [{"languageCode": "de", "name": f"ODR {WORTH.key}"}]
    assert len(made.reference) == len("ODR-") + 24


def test_no_code_is_like_another(there: Answering, shop: Vendure) -> None:
    for _ in range(2):
        there.says(where("EUR"))
        there.says(PROMOTED)
    assert shop.submit(WORTH).reference != shop.submit(WORTH).reference


@pytest.mark.parametrize("said", [where("USD"), where("EUR", "USD"), where("EUR", order="USD")])
def test_a_voucher_is_worth_nothing_else(there: Answering, shop: Vendure, said: Any) -> None:
    """Vendure takes the same figure off in every currency of its channel."""
    there.says(said)
    with pytest.raises(ShopRefuses, match="OTHER_CURRENCY"):
        shop.submit(WORTH)
    assert len(there.asked) == 1


def test_a_voucher_is_found_by_its_name(there: Answering, shop: Vendure) -> None:
    off = [{"code": "order_fixed_discount", "args": [{"name": "discount", "value": "1500"}]}]
    rows = [{"id": str(n), "couponCode": f"C-{n}", "enabled": n == 9, "actions": off} for n in (10, 9)]
    there.says(orders({"id": "7"} | USED) | {"promotions": {"items": rows}})
    assert shop.find(WORTH) == [
        Effect("C-9", Standing.SETTLED, 1500),
        Effect("C-10", Standing.FAILED, 1500, "SWITCHED_OFF"),
    ]


# All of them


@pytest.mark.parametrize("task", [BACK, AGAIN, WORTH])
@pytest.mark.parametrize("said", [{}, {"orders": None, "promotions": None}, {"orders": {"items": [{}]}}])
def test_an_answer_that_makes_no_sense_is_none(there: Answering, shop: Vendure, task: Task, said: Any) -> None:
    there.says(said)
    with pytest.raises(AnswerLost, match="NO_DATA"):
        shop.find(task)


@pytest.mark.parametrize("task", [BACK, AGAIN, WORTH])
@pytest.mark.parametrize(
    "said", [(500, b"{}"), (403, b"{}"), None, (200, b'{"data": {}}'), (200, b'{"data": {"orders": {"items": [{}]}}}')]
)
def test_a_question_that_is_not_answered_begins_nothing(there: Answering, shop: Vendure, task: Task, said: Any) -> None:
    there.answers.append(said)
    with pytest.raises(ShopAway):
        shop.submit(task)


@pytest.mark.parametrize("task", [BACK, AGAIN, WORTH])
def test_what_is_not_there_any_more_is_no_answer(there: Answering, shop: Vendure, task: Task) -> None:
    there.says(orders() | {"promotions": {"items": []}, "paid": {"items": []}})
    with pytest.raises(AnswerLost, match="NOT_THERE"):
        shop.look(task, "T_9")
