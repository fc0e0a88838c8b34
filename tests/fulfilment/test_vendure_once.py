"""A note that can be used once stands before every effect in Vendure, against answers of a real 3.7.3's shapes."""

from collections.abc import Sequence
from typing import Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from odr.fulfilment.port import AnswerLost, ShopAway, Task
from odr.fulfilment.vendure import Vendure
from tests.fulfilment.answering import Answer, Answering
from tests.fulfilment.test_vendure import BEGUN, REASON, TASK, UNUSED, note, noted, payments, refund
from tests.fulfilment.test_vendure_remedies import (
    AGAIN,
    BACK,
    NOTED,
    USED,
    WORTH,
    articles,
    bought,
    orders,
    sold,
    where,
)


def fields(document: str) -> list[str]:
    """The names under which they are answered, in order."""
    (operation,) = parse(document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    asked = [one for one in operation.selection_set.selections if isinstance(one, FieldNode)]
    return [(one.alias or one.name).value for one in asked]


@pytest.mark.parametrize("notes", [[], [UNUSED], [note("1", f"{REASON}0 (begun)")], [{"id": "1", "data": None}]])
def test_what_no_note_says_was_begun_surely_was_not(there: Answering, shop: Vendure, notes: Sequence[Any]) -> None:
    there.says(payments(refund(reason="goodwill"), notes=notes))
    assert shop.find(TASK) is None


def test_it_stands_behind_the_oldest_note_in_one_document(there: Answering, shop: Vendure) -> None:
    there.says(payments(notes=[note("33", "hello"), UNUSED, note("20", f"{REASON} (not begun)")]))
    there.says({"refundOrder": refund()})
    shop.submit(TASK)
    asked = there.asked[1][0]
    assert fields(asked["query"]) == ["gate", "used", "begun", "refundOrder"]
    named = {name: asked["variables"][name] for name in ("order", "ticket", "note", "begun")}
    assert named == {"order": "4", "ticket": "20", "note": f"{REASON} (not begun)", "begun": f"{REASON} (begun)"}


def test_where_there_is_none_one_is_written(there: Answering, shop: Vendure) -> None:
    there.says(payments(notes=[]))
    there.says({"addNoteToOrder": {"notes": noted(note("31", f"{REASON} (not begun)"), UNUSED)}})
    there.says({"refundOrder": refund()})
    shop.submit(TASK)
    assert there.given[1] == {"order": "4", "note": f"{REASON} (not begun)"}
    assert there.given[2]["ticket"] == "21"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b"{}"), "HTTP_500"),
        (None, "RemoteProtocolError|ReadError"),
        ((200, b'{"data": {}}'), "NO_DATA"),
        ((200, b'{"data": {"addNoteToOrder": null}}'), "NO_DATA"),
        ((200, b'{"data": {"addNoteToOrder": {"notes": {"items": []}}}}'), "NO_DATA"),
        ((200, b'{"data": null, "errors": [{"path": ["addNoteToOrder"]}]}'), "ERRORS"),
    ],
)
def test_whoever_could_write_none_has_begun_nothing(
    there: Answering, shop: Vendure, answer: Answer | None, why: str
) -> None:
    there.says(payments(notes=[]))
    there.answers.append(answer)
    with pytest.raises(ShopAway, match=why):
        shop.submit(TASK)


def test_what_was_begun_is_not_handed_over_again(there: Answering, shop: Vendure) -> None:
    there.says(payments(notes=[BEGUN, UNUSED]))
    with pytest.raises(AnswerLost, match="BEGUN"):
        shop.submit(TASK)
    assert len(there.asked) == 1


def test_whose_note_was_used_may_have_been_done(there: Answering, shop: Vendure) -> None:
    there.says(payments())
    there.says(None, errors=[{"path": ["gate"], "extensions": {"code": "ENTITY_NOT_FOUND"}}])
    with pytest.raises(AnswerLost, match="ERRORS"):
        shop.submit(TASK)


def test_where_a_call_came_late_meanwhile_nothing_is_begun_again(there: Answering, shop: Vendure) -> None:
    """It used the note, and says so in the answer to ours."""
    there.says(payments(notes=[]))
    there.says({"addNoteToOrder": {"notes": noted(BEGUN, UNUSED)}})
    with pytest.raises(AnswerLost, match="BEGUN"):
        shop.submit(TASK)
    assert len(there.asked) == 2


def test_of_more_notes_than_are_read_nobody_can_say_that_it_was_not_begun(there: Answering, shop: Vendure) -> None:
    order = payments()["orders"]["items"][0] | {"notes": noted(UNUSED, beside=100)}
    there.says({"orders": {"items": [order]}})
    assert shop.find(TASK) == []


# Given up


def test_before_it_is_given_up_its_notes_are_taken_away(there: Answering, shop: Vendure) -> None:
    there.says(payments(notes=[note("33", "hello"), UNUSED, note("20", f"{REASON} (not begun)")]))
    there.says({"withdrawn": {"id": "4"}})
    shop.withdraw(TASK)
    asked = there.asked[1][0]
    assert fields(asked["query"]) == ["gate", "note0", "note1", "withdrawn"]
    assert "noteId: $note0," in asked["query"]
    named = {"order": "4", "note": f"{REASON} (not begun)", "words": f"{REASON} (withdrawn)", "note0": "20"}
    assert asked["variables"] == named | {"note1": "21"}


@pytest.mark.parametrize("found", [payments(notes=[]), {"orders": {"items": []}}])
def test_where_there_is_no_note_nothing_can_come(there: Answering, shop: Vendure, found: dict[str, Any]) -> None:
    there.says(found)
    shop.withdraw(TASK)
    assert len(there.asked) == 1


@pytest.mark.parametrize("notes", [noted(BEGUN), noted(BEGUN, UNUSED), noted(UNUSED, beside=100)])
def test_what_may_have_been_begun_is_not_given_up(there: Answering, shop: Vendure, notes: dict[str, Any]) -> None:
    there.says({"orders": {"items": [{"id": "4", "notes": notes}]}})
    with pytest.raises(AnswerLost, match="BEGUN"):
        shop.withdraw(TASK)
    assert len(there.asked) == 1


@pytest.mark.parametrize("said", [{}, {"orders": None}, {"orders": {"items": [{}]}}])
def test_what_makes_no_sense_gives_nothing_up(there: Answering, shop: Vendure, said: Any) -> None:
    there.says(said)
    with pytest.raises(AnswerLost, match="NO_DATA"):
        shop.withdraw(TASK)


# Beside refunds


@pytest.mark.parametrize("task", [BACK, AGAIN, WORTH])
def test_nothing_is_found_of_what_was_begun_or_surely_was_not(there: Answering, shop: Vendure, task: Task) -> None:
    nothing = {"paid": {"items": []}, "promotions": {"items": []}}
    there.says(orders(bought(**NOTED)) | nothing)
    assert shop.find(task) is None
    there.says(orders(bought(**USED)) | nothing)
    assert shop.find(task) == []


@pytest.mark.parametrize("task", [BACK, AGAIN, WORTH])
def test_nothing_else_that_was_begun_is_handed_over_again(there: Answering, shop: Vendure, task: Task) -> None:
    known = bought(**USED) | {"currencyCode": "EUR"} | sold()["orders"]["items"][0] | USED
    there.says(where("EUR") | orders(known | ({} if task is AGAIN else {"lines": bought()["lines"]})))
    there.says(articles(("11", "LAMP")))
    with pytest.raises(AnswerLost, match="BEGUN"):
        shop.submit(task)
