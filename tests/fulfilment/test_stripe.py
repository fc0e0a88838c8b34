"""The connector for Stripe: what is asked, which word of the documentation means what, and how it counts."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from odr.domain.money import Money
from odr.fulfilment.port import AnswerLost, Repayment, ShopRefuses, Standing
from odr.fulfilment.stripe import VERSION
from tests.fulfilment.contract import KEY, task_of
from tests.fulfilment.standins.serving import Answer, Request
from tests.fulfilment.standins.stripe import StripeStandIn, error


class Saying(StripeStandIn):
    """Stripe that answers the next act as it is told."""

    says: Answer | None = None

    def answer(self, request: Request) -> Answer:
        if self.says is not None and self.acts(request):
            return self.says
        return super().answer(request)


@pytest.fixture
def account() -> Iterator[Saying]:
    with closing(Saying()) as found:
        yield found


def refund(**changes: Any) -> dict[str, Any]:
    """`refund` of openapi/fixtures3.json (github.com/stripe/openapi, 2026-08), with our key."""
    shown = {
        "amount": 2500,
        "balance_transaction": None,
        "charge": "ch_1PgafuB7WZ01zgkWXYmPNZs8",
        "created": 1234567890,
        "currency": "eur",
        "destination_details": {"card": {"type": "reversal"}, "type": "card"},
        "id": "re_1Pgc72B7WZ01zgkWqPvrRrPE",
        "metadata": {"odr_key": KEY},
        "object": "refund",
        "payment_intent": None,
        "reason": None,
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
    return shown | changes


def test_what_is_asked(account: Saying) -> None:
    """A form, as https://docs.stripe.com/api/refunds/create has it, of the version that is read here."""
    task = task_of(account)
    account.connector().submit(task)
    asked = account.requests[-1]
    assert (asked.method, asked.path) == ("POST", "/v1/refunds")
    assert asked.asked == {
        "payment_intent": task.payment,
        "amount": "2500",
        "reason": "requested_by_customer",
        "metadata[odr_key]": KEY,
    }
    assert asked.headers["stripe-version"] == VERSION
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"


def test_the_key_for_repeats_is_always_the_same_and_short(account: Saying) -> None:
    """At most 255 letters; another would pay twice after an update of the service, so it is written down here."""
    account.connector().submit(task_of(account))
    long = replace(task_of(account), key=KEY + "ü" * 300)
    account.says = (200, refund(metadata={"odr_key": long.key}))
    account.connector().submit(long)
    keys = [one.headers["idempotency-key"] for one in account.requests if account.acts(one)]
    assert keys[0] == "4c7b9e3b-93a7-5d1d-83a8-ef5fc7a1ea13"
    assert len(keys[1]) == 36
    assert keys[1] != keys[0]


def test_a_charge_is_given_back_too(account: Saying) -> None:
    account.sold["ch_1PgafuB7WZ01zgkWXYmPNZs8"] = Money(12500, "EUR")
    task = Repayment(KEY, "1001", "ch_1PgafuB7WZ01zgkWXYmPNZs8", Money(2500, "EUR"))
    effect = account.connector().submit(task)
    assert account.requests[0].path == "/v1/charges/ch_1PgafuB7WZ01zgkWXYmPNZs8"
    assert account.requests[-1].asked["charge"] == task.payment
    assert account.connector().find(task) == [effect]


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("pending", Standing.PENDING),
        ("requires_action", Standing.PENDING),
        ("succeeded", Standing.SETTLED),
        ("failed", Standing.FAILED),
        ("canceled", Standing.FAILED),
    ],
)
def test_every_status_means_something(account: Saying, status: str, standing: Standing) -> None:
    """Those of https://docs.stripe.com/api/refunds/object#refund_object-status."""
    account.says = (200, refund(status=status))
    assert account.connector().submit(task_of(account)).standing is standing


@pytest.mark.parametrize("changes", [{"status": "odd"}, {"status": None}, {"id": None}, {"amount": "2500"}])
def test_what_makes_no_sense_may_have_been_done(account: Saying, changes: dict[str, Any]) -> None:
    account.says = (200, refund(**changes))
    with pytest.raises(AnswerLost, match="NO_STATE"):
        account.connector().submit(task_of(account))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (error(400, "invalid_request_error", "amount_too_large"), "amount_too_large"),
        (error(400, "invalid_request_error", "charge_already_refunded"), "charge_already_refunded"),
        (error(400, "invalid_request_error", "charge_disputed"), "charge_disputed"),
        (error(404, "invalid_request_error", "resource_missing"), "resource_missing"),
        (error(400, "invalid_request_error"), "invalid_request_error"),
        (error(402, "card_error", "card_declined"), "card_declined"),
    ],
)
def test_a_refusal_has_the_word_of_the_shop(account: Saying, answer: Answer, code: str) -> None:
    """Codes of https://docs.stripe.com/error-codes; a 4xx was not carried out (https://docs.stripe.com/error-low-level)."""
    account.says = answer
    with pytest.raises(ShopRefuses, match=f"^{code}$"):
        account.connector().submit(task_of(account))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (error(400, "idempotency_error"), "idempotency_error"),
        (error(409, "invalid_request_error", "idempotency_key_in_use"), "HTTP_409"),
        (error(424, "api_error"), "HTTP_424"),
        (error(500, "api_error"), "HTTP_500"),
        ((400, {"error": "?"}), "HTTP_400"),
        ((400, {}), "HTTP_400"),
    ],
)
def test_under_a_key_that_was_seen_before_something_may_have_been_done(
    account: Saying, answer: Answer, why: str
) -> None:
    """`idempotency_error`: other parameters than before. 409: the same key is at work elsewhere."""
    account.says = answer
    with pytest.raises(AnswerLost, match=f"^{why}$"):
        account.connector().submit(task_of(account))


def test_the_same_key_with_another_amount_is_looked_for(account: Saying) -> None:
    task = task_of(account)
    account.connector().submit(task)
    again = replace(task, amount=Money(2400, "EUR"))
    with pytest.raises(AnswerLost, match="idempotency_error"):
        account.connector().submit(again)


def test_pages_are_turned(account: Saying) -> None:
    task = task_of(account)
    for minor in range(1, 8):
        account.goodwill(task.payment, Money(minor, "EUR"))
    effect = account.connector().submit(task)
    for minor in range(1, 8):
        account.goodwill(task.payment, Money(minor, "EUR"))
    account.requests.clear()
    assert account.connector().find(task) == [effect]
    assert len(account.requests) == 8


def test_of_two_under_one_key_the_older_is_the_first(account: Saying) -> None:
    """Its key for repeats was forgotten after a day, and somebody asked again."""
    task = task_of(account)
    account.connector().submit(task)
    account.repeats.clear()
    account.connector().submit(task)
    assert [one.reference for one in account.connector().find(task)] == [one.reference for one in account.given]


@pytest.mark.parametrize("answer", [error(400, "invalid_request_error"), (200, {"data": [{}], "has_more": False})])
def test_a_list_that_makes_no_sense_is_not_taken_as_nothing(
    account: Saying, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account, "_page", lambda _: answer)
    with pytest.raises(AnswerLost, match="NO_DATA"):
        account.connector().find(task_of(account))


def test_of_a_payment_that_is_not_there_nothing_is_found(account: Saying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "_page", lambda _: error(404, "invalid_request_error", "resource_missing"))
    assert account.connector().find(task_of(account)) == []


@pytest.mark.parametrize(
    ("paid", "counted"),
    [
        (Money(500, "EUR"), 500),
        (Money(500, "JPY"), 500),
        (Money(5, "ISK"), 500),
        (Money(5, "UGX"), 500),
        (Money(500, "MGA"), 5),
        (Money(5120, "KWD"), 5120),
    ],
)
def test_amounts_are_those_of_stripe(account: Saying, paid: Money, counted: int) -> None:
    """https://docs.stripe.com/currencies: ISK and UGX with two decimals that are 00, MGA with none, three end in 0."""
    account.says = (200, refund(amount=counted, currency=paid.currency.lower()))
    effect = account.connector().submit(task_of(account, paid.minor, paid))
    assert account.requests[-1].asked["amount"] == str(counted)
    assert effect.minor == paid.minor


@pytest.mark.parametrize("paid", [Money(5124, "KWD"), Money(550, "MGA")])
def test_an_amount_that_cannot_be_said_is_refused_before_anything_is_asked(account: Saying, paid: Money) -> None:
    with pytest.raises(ShopRefuses, match="AMOUNT_NOT_POSSIBLE"):
        account.connector().submit(task_of(account, paid.minor, paid))
    assert account.requests == []
