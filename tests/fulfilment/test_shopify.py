"""The connector for Shopify: what is asked, and which word of the documentation means what."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, SelectionSetNode, VariableNode, parse

from odr.domain.money import Money
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing
from tests.fulfilment.contract import KEY, PAID, task_of
from tests.fulfilment.standins.serving import Answer, Request
from tests.fulfilment.standins.shopify import ShopifyStandIn, refused

PARENT = "gid://shopify/OrderTransaction/723599267"
REFUND = "gid://shopify/Refund/943333863"


class Saying(ShopifyStandIn):
    """Shopify that answers acts as it is told."""

    says: Any = None

    def answer(self, request: Request) -> Answer:
        if self.says is not None and self.acts(request):
            return 200, self.says
        return super().answer(request)

    def makes(self, *transactions: dict[str, Any]) -> None:
        refund = {"id": REFUND, "note": f"ODR {KEY}", "transactions": {"nodes": list(transactions)}}
        self.says = {"data": {"refundCreate": {"refund": refund, "userErrors": []}}}


@pytest.fixture
def there() -> Iterator[Saying]:
    with closing(Saying()) as found:
        yield found


def transaction(status: str = "SUCCESS", amount: str = "25.0", **changes: Any) -> dict[str, Any]:
    """One of the transactions of "Create a refund for shipping costs", with the fields of /objects/OrderTransaction."""
    money = {"presentmentMoney": {"amount": amount, "currencyCode": "EUR"}}
    shown = {"status": status, "errorCode": None, "parentTransaction": {"id": PARENT}, "amountSet": money}
    return shown | changes


def test_what_is_asked(there: Saying) -> None:
    """`RefundInput` and `OrderTransactionInput` of version 2026-07; the currency is the one that the buyer paid in."""
    there.connector().submit(task_of(there))
    variables = there.requests[-1].asked["variables"]
    order = "gid://shopify/Order/734509473"
    given = {"orderId": order, "parentId": PARENT, "gateway": "shopify_payments", "kind": "REFUND", "amount": "25.00"}
    assert variables["input"] == {
        "orderId": order,
        "note": f"ODR {KEY}",
        "currency": "EUR",
        "transactions": [given],
    }
    assert variables["key"] == "4c7b9e3b-93a7-5d1d-83a8-ef5fc7a1ea13"


@pytest.mark.parametrize("order", ["#1001", "1001", "734509473", "gid://shopify/Order/734509473"])
@pytest.mark.parametrize("payment", [PARENT, "723599267"])
def test_an_order_has_a_name_and_an_id(there: Saying, order: str, payment: str) -> None:
    task = replace(task_of(there), order=order, payment=payment)
    effect = there.connector().submit(task)
    assert there.connector().find(task) == [effect]


def test_a_payment_gives_back_no_more_than_itself(there: Saying) -> None:
    """Shopify bounds what is given back by what was paid for the order, which may be several payments."""
    task = task_of(there)
    there.says = {"data": {"refundCreate": refused("Nobody asked for this.")}}
    there.goodwill(task.payment, Money(10001, "EUR"))
    with pytest.raises(ShopRefuses, match="MORE_THAN_IS_LEFT"):
        there.connector().submit(task)
    there.all_stand(Standing.FAILED)
    there.says = None
    assert there.connector().submit(replace(task, amount=PAID)).minor == 12500


@pytest.mark.parametrize("nodes", [None, [None], [{"status": "SUCCESS"}]])
def test_refunds_that_cannot_be_read_leave_it_open_what_is_left(
    there: Saying, nodes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = task_of(there)
    found = there._payment(task.payment) or {}
    other = {"id": REFUND, "note": "goodwill", "transactions": {"nodes": nodes}}
    monkeypatch.setattr(there, "_payment", lambda _: found | {"order": found["order"] | {"refunds": [other]}})
    with pytest.raises(ShopAway, match="NO_STATE"):
        there.connector().submit(task)
    assert there.given == []


def test_a_payment_of_another_order_is_refused(there: Saying) -> None:
    with pytest.raises(ShopRefuses, match="OTHER_ORDER"):
        there.connector().submit(replace(task_of(there), order="#1002"))
    assert there.given == []


@pytest.mark.parametrize("kind", ["AUTHORIZATION", "VOID", "REFUND"])
def test_what_took_no_money_is_no_payment(there: Saying, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    task = task_of(there)
    found = there._payment(task.payment) or {}
    monkeypatch.setattr(there, "_payment", lambda _: found | {"kind": kind})
    with pytest.raises(ShopRefuses, match="PAYMENT_UNKNOWN"):
        there.connector().submit(task)


@pytest.mark.parametrize(
    ("statuses", "standing"),
    [
        ((), Standing.PENDING),
        (("PENDING",), Standing.PENDING),
        (("AWAITING_RESPONSE",), Standing.PENDING),
        (("UNKNOWN",), Standing.PENDING),
        (("FAILURE", "PENDING"), Standing.PENDING),
        (("SUCCESS",), Standing.SETTLED),
        (("FAILURE", "SUCCESS"), Standing.SETTLED),
        (("FAILURE",), Standing.FAILED),
        (("ERROR",), Standing.FAILED),
    ],
)
def test_a_refund_stands_as_its_transactions_do(there: Saying, statuses: tuple[str, ...], standing: Standing) -> None:
    """/enums/OrderTransactionStatus. That a `Refund` is there does not say that money moved (/objects/Refund)."""
    there.makes(*map(transaction, statuses))
    effect = there.connector().submit(task_of(there))
    assert (effect.standing, effect.minor) == (standing, 2500 if statuses else 0)


def test_what_belongs_to_another_payment_is_not_counted(there: Saying) -> None:
    other = {"id": "gid://shopify/OrderTransaction/1"}
    there.makes(transaction(amount="10.0"), transaction(amount="15.0", parentTransaction=other))
    assert there.connector().submit(task_of(there)).minor == 1000


def test_a_failure_has_the_word_of_the_shop(there: Saying) -> None:
    there.makes(transaction("FAILURE", errorCode="CARD_DECLINED"))
    assert there.connector().submit(task_of(there)) == Effect(REFUND, Standing.FAILED, 2500, "CARD_DECLINED")


def test_a_refusal_has_the_words_of_the_shop(there: Saying) -> None:
    """`UserError` has a field and a message and no code: one line of it is kept."""
    there.says = {"data": {"refundCreate": refused("Refund amount\nis \x1b[1mtoo large. " + "x" * 200)}}
    with pytest.raises(ShopRefuses, match=r"^Refund amount is \[1mtoo large\. x{69}$"):
        there.connector().submit(task_of(there))


@pytest.mark.parametrize(
    "message",
    [
        "The same idempotency key cannot be used with different operation parameters.",
        "This request is currently inprogress, please try again.",
        "This request is currently in progress, please try again.",
    ],
)
def test_under_a_key_that_was_seen_before_something_may_have_been_done(there: Saying, message: str) -> None:
    """The words of IDEMPOTENCY_KEY_PARAMETER_MISMATCH and IDEMPOTENCY_CONCURRENT_REQUEST in the documentation."""
    there.says = {"data": {"refundCreate": refused(message)}}
    with pytest.raises(AnswerLost, match="KEY_SEEN_BEFORE"):
        there.connector().submit(task_of(there))


@pytest.mark.parametrize(
    ("error", "raised", "why"),
    [
        ({"message": "Throttled", "extensions": {"code": "THROTTLED"}}, ShopAway, "TOO_MANY"),
        ({"message": "Too much", "extensions": {"code": "MAX_COST_EXCEEDED"}}, ShopAway, "TOO_MUCH_ASKED"),
        ({"path": ["refundCreate"], "extensions": {"code": "ACCESS_DENIED"}}, ShopAway, "KEY_REFUSED"),
        ({"path": ["refundCreate", "refund"], "extensions": {"code": "ACCESS_DENIED"}}, AnswerLost, "ERRORS"),
        ({"message": "Internal error", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}, AnswerLost, "ERRORS"),
        ({"message": "Internal error"}, AnswerLost, "ERRORS"),
    ],
)
def test_errors_of_the_whole_answer(there: Saying, error: Any, raised: type[Exception], why: str) -> None:
    """https://shopify.dev/docs/api/admin-graphql (status and error codes): they come with 200."""
    there.says = {"data": None, "errors": [error]}
    with pytest.raises(raised, match=why):
        there.connector().submit(task_of(there))


@pytest.mark.parametrize(
    "answer",
    [
        {"refundCreate": None},
        {"refundCreate": {"refund": None, "userErrors": []}},
        {"refundCreate": {"refund": {"id": REFUND}, "userErrors": []}},
    ],
)
def test_what_makes_no_sense_may_have_been_done(there: Saying, answer: Any) -> None:
    there.says = {"data": answer}
    with pytest.raises(AnswerLost, match=r"NO_DATA|NO_STATE"):
        there.connector().submit(task_of(there))


@pytest.mark.parametrize(
    "one",
    [
        transaction("ODD"),
        transaction(amount="many"),
        transaction(amount="25.001"),
        transaction(amountSet={"presentmentMoney": {"amount": "25.0", "currencyCode": "USD"}}),
    ],
)
def test_a_transaction_that_makes_no_sense_may_have_been_done(there: Saying, one: dict[str, Any]) -> None:
    there.makes(one)
    with pytest.raises(AnswerLost):
        there.connector().submit(task_of(there))


def cost(parts: SelectionSetNode | None, variables: dict[str, Any]) -> int:
    """What a selection could at most bring: an object counts one, a list as many as are asked for."""
    found = 0
    for one in parts.selections if parts else ():
        inside = cost(one.selection_set, variables)  # type: ignore[union-attr]
        if isinstance(one, FieldNode) and one.selection_set:
            asked = {argument.name.value: argument.value for argument in one.arguments or ()}
            times = asked.get("first")
            number = variables[times.name.value] if isinstance(times, VariableNode) else int(getattr(times, "value", 1))
            inside = number * (inside + 1)
        found += inside
    return found


def test_no_query_asks_for_more_than_shopify_gives(there: Saying) -> None:
    """1,000 points: https://shopify.dev/docs/api/usage/limits. What is above is refused before it begins."""
    task = task_of(there)
    there.connector().submit(task)
    there.connector().find(task)
    for request in there.requests:
        (operation,) = parse(request.asked["query"]).definitions
        assert isinstance(operation, OperationDefinitionNode)
        assert cost(operation.selection_set, request.asked["variables"]) < 1000


def test_more_refunds_than_are_read_are_not_taken_as_all(there: Saying) -> None:
    """Shopify pages no refunds of an order: of so many, one that is not seen may be ours."""
    task = task_of(there, paid=PAID)
    for _ in range(30):
        there.goodwill(task.payment, Money(1, "EUR"))
    with pytest.raises(AnswerLost, match="TOO_MANY_REFUNDS"):
        there.connector().find(task)
    with pytest.raises(ShopAway, match="TOO_MANY_REFUNDS"):
        there.connector().submit(task)
