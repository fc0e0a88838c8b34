"""The connector for Vendure, against answers of the shapes that a real 3.7.3 gives."""

from collections.abc import Sequence
from typing import Any

import pytest

from odr.domain.money import Money
from odr.fulfilment import calling
from odr.fulfilment.port import AnswerLost, Effect, Repayment, ShopAway, ShopRefuses, Standing
from odr.fulfilment.vendure import Vendure
from tests.fulfilment.answering import Answer, Answering

TASK = Repayment("order-KE-2026-000001-1-o1-1-7-refund-1", "T_1", "7", Money(2500, "EUR"))
REASON = f"ODR {TASK.key}"


def note(name: str, words: str) -> dict[str, Any]:
    return {"id": name, "data": {"note": words}}


def noted(*notes: Any, beside: int = 0) -> dict[str, Any]:
    """The notes of an order as far as they are read, and how many there are beside."""
    return {"totalItems": len(notes) + beside, "items": list(notes)}


UNUSED, BEGUN = note("21", f"{REASON} (not begun)"), note("22", f"{REASON} (begun)")


def refund(state: str = "Pending", **changes: Any) -> dict[str, Any]:
    return {"__typename": "Refund", "id": "3", "state": state, "reason": REASON, "total": 2500} | changes


def payments(*refunds: dict[str, Any], payment: str = "7", notes: Sequence[Any] = (UNUSED,)) -> dict[str, Any]:
    """An order with a payment and, the newest first, its notes."""
    paid = {"id": payment, "amount": 12500, "refunds": list(refunds)}
    order = {"id": "4", "currencyCode": "EUR", "payments": [paid], "notes": noted(*notes)}
    return {"orders": {"items": [order]}}


def test_a_payment_is_given_back_with_the_key_as_its_reason(there: Answering, shop: Vendure) -> None:
    there.says(payments())
    there.says({"refundOrder": refund()})
    assert shop.submit(TASK) == Effect("3", Standing.PENDING, 2500)
    _, (asked, key) = there.asked
    needed = {"lines": [], "shipping": 0, "adjustment": 0}
    assert asked["variables"]["input"] == {"paymentId": "7", "amount": 2500, "reason": REASON, **needed}
    assert key == "a key"


@pytest.mark.parametrize(("state", "standing"), [("Settled", Standing.SETTLED), ("Failed", Standing.FAILED)])
def test_what_stands_at_once(there: Answering, shop: Vendure, state: str, standing: Standing) -> None:
    there.says(payments())
    there.says({"refundOrder": refund(state)})
    assert shop.submit(TASK).standing is standing


def test_a_refusal_is_final(there: Answering, shop: Vendure) -> None:
    error = {"__typename": "RefundAmountError", "errorCode": "REFUND_AMOUNT_ERROR", "message": "too much"}
    there.says(payments())
    there.says({"refundOrder": error})
    with pytest.raises(ShopRefuses, match="REFUND_AMOUNT_ERROR"):
        shop.submit(TASK)


def test_it_is_found_by_its_key_among_others(there: Answering, shop: Vendure) -> None:
    there.says(payments(refund(id="1", reason="goodwill"), refund(id="12"), refund("Settled")))
    assert shop.find(TASK) == [Effect("3", Standing.SETTLED, 2500), Effect("12", Standing.PENDING, 2500)]


@pytest.mark.parametrize(
    "found",
    [
        payments(refund(reason=f"{REASON}1"), notes=[BEGUN]),
        payments(notes=[UNUSED, BEGUN]),
        payments(refund(), payment="8"),
        {"orders": {"items": []}},
    ],
)
def test_what_is_anothers_is_not_found(there: Answering, shop: Vendure, found: dict[str, Any]) -> None:
    there.says(found)
    assert shop.find(TASK) == []


def test_how_it_stands_is_asked_by_its_number(there: Answering, shop: Vendure) -> None:
    there.says(payments(refund("Settled")))
    assert shop.look(TASK, "3").standing is Standing.SETTLED
    there.says(payments())
    with pytest.raises(AnswerLost, match="NOT_THERE"):
        shop.look(TASK, "3")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b"{}"), "HTTP_500"),
        ((502, b"bad gateway"), "HTTP_502"),
        ((302, b""), "HTTP_302"),
        ((200, b"<html>"), "NOT_JSON"),
        ((200, b"[]"), "NO_OBJECT"),
        ((200, b"{}"), "NO_DATA"),
        ((200, b'{"data": {"refundOrder": null}}'), "NO_DATA"),
        ((200, b'{"data": {"refundOrder": {"errorCode": "REFUND_STATE_TRANSITION_ERROR"}}}'), "REFUND_STATE"),
        ((200, b'{"data": {"refundOrder": {"__typename": "Refund", "id": "3", "state": "Odd"}}}'), "NO_STATE"),
        ((200, b'{"data": null, "errors": [{"extensions": {"code": "INTERNAL_SERVER_ERROR"}}]}'), "ERRORS"),
        ((200, b'{"data": null, "errors": [{"message": "no"}]}'), "ERRORS"),
        ((200, b'{"data": null, "errors": [{"path": ["a", "b"], "extensions": {"code": "FORBIDDEN"}}]}'), "ERRORS"),
        (None, "RemoteProtocolError|ReadError"),
    ],
)
def test_what_may_have_been_done(there: Answering, shop: Vendure, answer: Answer | None, why: str) -> None:
    """NOT NULL constraint failed: refund.shipping came as INTERNAL_SERVER_ERROR after the money had left."""
    there.says(payments())
    there.answers.append(answer)
    with pytest.raises(AnswerLost, match=why):
        shop.submit(TASK)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((401, b"{}"), "KEY_REFUSED"),
        ((403, b"{}"), "KEY_REFUSED"),
        ((429, b"{}"), "TOO_MANY"),
        ((200, b'{"data": null, "errors": [{"extensions": {"code": "FORBIDDEN"}}]}'), "KEY_REFUSED"),
    ],
)
def test_what_surely_was_not_begun(there: Answering, shop: Vendure, answer: Answer, why: str) -> None:
    there.answers.append(answer)
    with pytest.raises(ShopAway, match=why):
        shop.submit(TASK)


def test_a_shop_that_is_down_was_not_reached(there: Answering) -> None:
    url = there.url
    there.shutdown()
    there.server_close()
    with pytest.raises(ShopAway, match="ConnectError"):
        Vendure(url, "a key").submit(TASK)


def test_an_answer_that_drips_is_not_waited_for(
    there: Answering, shop: Vendure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "ANSWER_S", -1.0)
    monkeypatch.setattr(calling.httpx, "Timeout", lambda *_, **__: None)
    there.says(payments())
    with pytest.raises(AnswerLost, match="TOO_SLOW"):
        shop.find(TASK)


def test_an_answer_without_end_is_not_read(there: Answering, shop: Vendure) -> None:
    there.answers.append((200, b" " * (5 * 1024 * 1024)))
    with pytest.raises(AnswerLost, match="TOO_LONG"):
        shop.find(TASK)


IN_DOLLARS = {"orders": {"items": [{"currencyCode": "USD", "payments": [{"id": "7", "amount": 12500, "refunds": []}]}]}}


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (payments(refund(total=10001)), "MORE_THAN_IS_LEFT"),
        (payments(payment="8"), "PAYMENT_UNKNOWN"),
        ({"orders": {"items": []}}, "PAYMENT_UNKNOWN"),
        (IN_DOLLARS, "OTHER_CURRENCY"),
    ],
)
def test_what_cannot_be_right_is_not_asked_for(there: Answering, shop: Vendure, found: Any, why: str) -> None:
    there.says(found)
    with pytest.raises(ShopRefuses, match=why):
        shop.submit(TASK)


def test_what_failed_is_left_to_give_back(there: Answering, shop: Vendure) -> None:
    there.says(payments(refund("Failed", total=12500), refund(total=10000)))
    there.says({"refundOrder": refund()})
    assert shop.submit(TASK).reference == "3"


def test_a_payment_that_cannot_be_read_was_not_given_back(there: Answering, shop: Vendure) -> None:
    there.answers.append((500, b"{}"))
    with pytest.raises(ShopAway, match="HTTP_500"):
        shop.submit(TASK)
