"""Goods in Shopify: what is asked to put them on the shelf and to send them again, and what each state means."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from odr.fulfilment.port import AnswerLost, Effect, Pieces, Replacement, ShopAway, ShopRefuses, Standing, TakeBack
from tests.fulfilment.contract import PAID, Trouble
from tests.fulfilment.standins.shopify import ShopifyStandIn
from tests.fulfilment.test_shopify import cost

KEY = "order-KE-2026-000001-1-o1-1-lamp"
BACK = TakeBack(f"{KEY}-take_back-1", "#1001", (Pieces("1", 2),))
AGAIN = Replacement(f"{KEY}-replacement-1", "#1001", (Pieces("gid://shopify/LineItem/1", 2),))
ORDER = "gid://shopify/Order/734509473"


@pytest.fixture
def there() -> Iterator[ShopifyStandIn]:
    with closing(ShopifyStandIn()) as found:
        found.sell(PAID)
        yield found


def asked(there: ShopifyStandIn, act: str) -> Any:
    (one,) = (one.asked["variables"] for one in there.requests if f" {act}(" in one.asked["query"].replace("\n", " "))
    return one


def test_what_came_back_lies_where_it_was_sent_from_and_the_return_is_closed(there: ShopifyStandIn) -> None:
    effect = there.connector().submit(BACK)
    assert effect == Effect("#1001-R1", Standing.SETTLED, 0, pieces=2)
    line = {
        "fulfillmentLineItemId": "gid://shopify/FulfillmentLineItem/734509473",
        "quantity": 2,
        "returnReason": "OTHER",
        "returnReasonNote": f"ODR {BACK.key}",
    }
    assert asked(there, "returnCreate")["input"] == {"orderId": ORDER, "returnLineItems": [line]}
    assert there.goods.shelf == [
        {
            "reverseFulfillmentOrderLineItemId": "gid://shopify/ReverseFulfillmentOrderLineItem/10",
            "quantity": 2,
            "dispositionType": "RESTOCKED",
            "locationId": "gid://shopify/Location/1",
        }
    ]
    assert there.given == [], "it moves no money"


def test_a_return_that_was_not_finished_is_open_until_somebody_closes_it(there: ShopifyStandIn) -> None:
    there.breaks(Trouble.CUT, done=True)
    with pytest.raises(AnswerLost):
        there.connector().submit(BACK)
    (effect,) = there.connector().find(BACK)
    assert (effect.standing, effect.pieces) == (Standing.PENDING, 2)
    there.goods.closed("gid://shopify/Return/1")
    assert there.connector().look(BACK, effect.reference).standing is Standing.SETTLED


@pytest.mark.parametrize(
    ("status", "standing", "code"),
    [
        ("REQUESTED", Standing.PENDING, ""),
        ("CANCELED", Standing.FAILED, "RETURN_CANCELED"),
        ("DECLINED", Standing.FAILED, "RETURN_DECLINED"),
    ],
)
def test_a_return_stands_as_its_status(there: ShopifyStandIn, status: str, standing: Standing, code: str) -> None:
    """/enums/ReturnStatus."""
    reference = there.connector().submit(BACK).reference
    there.goods.returns[ORDER][0]["status"] = status
    assert there.connector().look(BACK, reference) == Effect(reference, standing, 0, code, 2)


def test_a_status_that_nobody_knows_makes_no_sense(there: ShopifyStandIn) -> None:
    there.connector().submit(BACK)
    there.goods.returns[ORDER][0]["status"] = "ODD"
    with pytest.raises(AnswerLost):
        there.connector().find(BACK)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"fulfillments": []}, "NOT_SENT"),
        ({"cancelledAt": "2026-11-01T00:00:00Z"}, "ORDER_CANCELLED"),
    ],
)
def test_what_cannot_come_back_is_refused(there: ShopifyStandIn, changes: dict[str, Any], why: str) -> None:
    there.goods.changes = changes
    with pytest.raises(ShopRefuses, match=why):
        there.connector().submit(BACK)
    assert there.goods.returns == {}


@pytest.mark.parametrize("task", [BACK, AGAIN])
def test_more_than_was_sent_or_of_another_line_is_refused(there: ShopifyStandIn, task: Any) -> None:
    with pytest.raises(ShopRefuses, match=r"NOT_SENT|LINE_UNKNOWN"):
        there.connector().submit(replace(task, pieces=(Pieces("2", 1),)))


@pytest.mark.parametrize("task", [BACK, AGAIN])
@pytest.mark.parametrize("number", ["#1001", "1001", "734509473", ORDER])
def test_an_order_is_found_by_its_name_and_its_id_and_not_by_what_is_alike(
    there: ShopifyStandIn, task: Any, number: str
) -> None:
    mine = replace(task, order=number)
    effect = there.connector().submit(mine)
    assert there.connector().find(mine) == [effect]
    for other in ("#1002", "10010000", 'x" OR id:1', ""):
        with pytest.raises(ShopRefuses, match="ORDER_UNKNOWN"):
            there.connector().submit(replace(task, order=other))
        assert there.connector().find(replace(task, order=other)) == []


def test_it_is_sent_again_at_no_charge_to_the_same_address(there: ShopifyStandIn) -> None:
    effect = there.connector().submit(AGAIN)
    assert effect == Effect("#2001", Standing.PENDING, 0, pieces=2)
    draft = asked(there, "draftOrderCreate")["input"]
    assert draft == {
        "purchasingEntity": {"customerId": "gid://shopify/Customer/544365967"},
        "shippingAddress": {
            "firstName": "Anna",
            "lastName": "Kowalska",
            "address1": "Prosta 1",
            "city": "Warszawa",
            "zip": "00-850",
            "countryCode": "PL",
        },
        "lineItems": [{"variantId": "gid://shopify/ProductVariant/43729076", "quantity": 2}],
        "appliedDiscount": {"title": "ODR", "value": 100.0, "valueType": "PERCENTAGE"},
        "taxExempt": True,
        "note": f"ODR {AGAIN.key}, instead of #1001",
    }


def test_a_draft_is_known_before_it_becomes_an_order_and_becomes_one_once(there: ShopifyStandIn) -> None:
    connector = there.connector()
    there.breaks(Trouble.CUT)
    with pytest.raises(AnswerLost):
        connector.submit(AGAIN)
    assert (len(there.goods.marks), connector.find(AGAIN)) == (1, []), "the draft is open"
    effect = connector.submit(AGAIN)
    assert (len(there.goods.drafts), connector.find(AGAIN)) == (1, [effect])
    with pytest.raises(ShopAway, match="DONE_MEANWHILE"):
        connector.submit(AGAIN)
    assert len(there.goods.drafts) == 1


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"displayFulfillmentStatus": "FULFILLED"}, Standing.PENDING),
        (
            {"displayFulfillmentStatus": "FULFILLED", "fulfillments": [{"displayStatus": "IN_TRANSIT"}]},
            Standing.PENDING,
        ),
        ({"displayFulfillmentStatus": "FULFILLED", "fulfillments": [{"displayStatus": "DELIVERED"}]}, Standing.SETTLED),
        (
            {"displayFulfillmentStatus": "PARTIALLY_FULFILLED", "fulfillments": [{"displayStatus": "DELIVERED"}]},
            Standing.PENDING,
        ),
        ({"cancelledAt": "2026-12-01T00:00:00Z"}, Standing.FAILED),
    ],
)
def test_it_is_done_when_it_has_arrived(there: ShopifyStandIn, changes: dict[str, Any], standing: Standing) -> None:
    """/enums/FulfillmentDisplayStatus, /enums/OrderDisplayFulfillmentStatus."""
    reference = there.connector().submit(AGAIN).reference
    (draft,) = there.goods.drafts.values()
    draft["order"] |= changes
    assert there.connector().look(AGAIN, reference).standing is standing


def test_another_article_is_found_by_its_number_and_not_by_what_is_alike(there: ShopifyStandIn) -> None:
    there.articles = {"gid://shopify/ProductVariant/1": "LAMP-10", "gid://shopify/ProductVariant/2": "LAMP-1"}
    there.connector().submit(replace(AGAIN, item="LAMP-1"))
    (line,) = asked(there, "draftOrderCreate")["input"]["lineItems"]
    assert line == {"variantId": "gid://shopify/ProductVariant/2", "quantity": 2}
    with pytest.raises(ShopRefuses, match="ARTICLE_GONE"):
        there.connector().submit(replace(AGAIN, key="another", item="LAMP"))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"customer": None}, "NOBODY_TO_SEND_TO"),
        ({"shippingAddress": None}, "NOBODY_TO_SEND_TO"),
        ({"cancelledAt": "2026-11-01T00:00:00Z"}, "ORDER_CANCELLED"),
        ({"lineItems": {"nodes": [{"id": "gid://shopify/LineItem/1", "variant": None}]}}, "ARTICLE_GONE"),
    ],
)
def test_what_cannot_be_sent_again_is_refused(there: ShopifyStandIn, changes: dict[str, Any], why: str) -> None:
    there.goods.changes = changes
    with pytest.raises(ShopRefuses, match=why):
        there.connector().submit(AGAIN)
    assert there.goods.drafts == {}


def test_what_is_not_free_does_not_become_an_order(there: ShopifyStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    dear = {"id": "gid://shopify/DraftOrder/1", "totalPriceSet": {"presentmentMoney": {"amount": "4.90"}}}
    monkeypatch.setattr(there.goods, "drafted", lambda _: dear)
    with pytest.raises(ShopRefuses, match="NOT_FREE"):
        there.connector().submit(AGAIN)
    assert there.connector().find(AGAIN) == []


@pytest.mark.parametrize("task", [BACK, AGAIN])
@pytest.mark.parametrize("trouble", Trouble)
def test_what_cannot_be_made_ready_was_not_done(there: ShopifyStandIn, task: Any, trouble: Trouble) -> None:
    there.cannot_be_read(trouble)
    with pytest.raises(ShopAway, match=r"."):
        there.connector().submit(task)
    assert there.connector().find(task) == []


def test_no_query_asks_for_more_than_shopify_gives(there: ShopifyStandIn) -> None:
    for task in (BACK, AGAIN):
        there.connector().submit(task)
        there.connector().find(task)
    for request in there.requests:
        (operation,) = parse(request.asked["query"]).definitions
        assert isinstance(operation, OperationDefinitionNode)
        assert cost(operation.selection_set, request.asked["variables"]) < 1000
