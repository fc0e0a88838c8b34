"""Vouchers in Shopify: what is asked, and that nobody guesses or doubles a code."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from odr.domain.money import Money
from odr.fulfilment.port import AnswerLost, Effect, ShopAway, ShopRefuses, Standing, Voucher
from odr.fulfilment.shopify import Shopify
from tests.fulfilment.contract import Trouble
from tests.fulfilment.standins.serving import Answer, Request
from tests.fulfilment.standins.shopify import ShopifyStandIn

TASK = Voucher(
    "order-KE-2026-000001-1-o1-1-lamp-voucher-1", "#1001", Money(1550, "EUR"), datetime(2027, 11, 27, tzinfo=UTC)
)


class Saying(ShopifyStandIn):
    """Shopify that answers acts as it is told."""

    says: Any = None

    def answer(self, request: Request) -> Answer:
        if self.says is not None and self.acts(request):
            return 200, {"data": self.says}
        return super().answer(request)


@pytest.fixture
def there() -> Iterator[Saying]:
    with closing(Saying()) as found:
        yield found


def test_what_is_asked(there: Saying) -> None:
    """`DiscountCodeBasicInput`: used once, by anybody who has the code, on anything, until it ends."""
    effect = there.connector().submit(TASK)
    assert effect == Effect(effect.reference, Standing.SETTLED, 1550)
    assert there.requests[-1].asked["variables"]["input"] == {
        "title": f"ODR {TASK.key}",
        "code": effect.reference,
        "startsAt": "2020-01-01T00:00:00Z",
        "endsAt": "2027-11-27T00:00:00+00:00",
        "context": {"all": "ALL"},
        "customerGets": {
            "value": {"discountAmount": {"amount": "15.50", "appliesOnEachItem": False}},
            "items": {"all": True},
        },
        "usageLimit": 1,
        "appliesOncePerCustomer": True,
    }


def test_a_code_is_not_guessed_from_what_a_party_knows(there: Saying) -> None:
    """It depends on the token, which no party has; and another key has another code."""
    mine = there.connector().submit(TASK).reference
    other = there.connector().submit(replace(TASK, key=f"{TASK.key}1")).reference
    there.secret = "another token"
    renewed = Shopify(there.url, there.secret).submit(TASK).reference
    assert len({mine, other, renewed}) == 3
    assert all(re.fullmatch(r"ODR(-[A-Z2-7]{4}){4}", code) for code in (mine, other, renewed))


def test_a_second_try_gives_nothing_away(there: Saying) -> None:
    connector = there.connector()
    effect = connector.submit(TASK)
    with pytest.raises(AnswerLost, match="TAKEN"):
        connector.submit(TASK)
    assert connector.find(TASK) == [effect]
    assert len(there.discounts) == 1


def test_what_was_issued_under_an_older_token_is_still_looked_at(there: Saying) -> None:
    effect = there.connector().submit(TASK)
    there.secret = "another token"
    assert there.connector().look(TASK, effect.reference) == effect
    assert there.connector().find(TASK) == []


def test_a_code_of_somebody_else_is_not_ours(there: Saying) -> None:
    code = there.connector().submit(TASK).reference
    there.discounts[code.lower()] |= {"title": "Summer"}
    with pytest.raises(AnswerLost, match="OTHER_VOUCHER"):
        there.connector().find(TASK)


def test_the_shop_counts_in_its_own_currency(there: Saying) -> None:
    there.currency = "USD"
    with pytest.raises(ShopRefuses, match="OTHER_CURRENCY"):
        there.connector().submit(TASK)
    assert there.discounts == {}


@pytest.mark.parametrize("trouble", Trouble)
def test_a_shop_whose_currency_is_not_known_issued_nothing(there: Saying, trouble: Trouble) -> None:
    there.cannot_be_read(trouble)
    with pytest.raises(ShopAway, match=r"."):
        there.connector().submit(TASK)
    assert there.discounts == {}


def test_a_key_may_be_longer_than_a_title(there: Saying) -> None:
    long = replace(TASK, key=TASK.key + "x" * 300)
    effect = there.connector().submit(long)
    assert there.connector().find(long) == [effect]
    assert len(there.requests[1].asked["variables"]["input"]["title"]) == 255


@pytest.mark.parametrize(
    ("error", "raised", "why"),
    [
        ({"code": "END_DATE_BEFORE_START_DATE", "message": "no"}, ShopRefuses, "END_DATE_BEFORE_START_DATE"),
        ({"code": None, "message": "Not on this plan"}, ShopRefuses, "Not on this plan"),
        ({"code": "INTERNAL_ERROR", "message": "Unexpected"}, AnswerLost, "INTERNAL_ERROR"),
    ],
)
def test_what_the_shop_says_against_it(there: Saying, error: Any, raised: type[Exception], why: str) -> None:
    """/enums/DiscountErrorCode."""
    there.says = {"discountCodeBasicCreate": {"codeDiscountNode": None, "userErrors": [error]}}
    with pytest.raises(raised, match=f"^{why}$"):
        there.connector().submit(TASK)


@pytest.mark.parametrize("said", [None, {"codeDiscountNode": None, "userErrors": []}])
def test_what_makes_no_sense_may_have_been_done(there: Saying, said: Any) -> None:
    there.says = {"discountCodeBasicCreate": said}
    with pytest.raises(AnswerLost, match="NO_DATA"):
        there.connector().submit(TASK)
