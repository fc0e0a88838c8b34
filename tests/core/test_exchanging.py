"""What is owed once the goods are back: a replacement, a repair, a voucher; the same item or another one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odr import codec
from odr.domain import compensation, inspecting, returning
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Stage, Step
from odr.domain.lines import check_line
from odr.domain.remedies import Remedy, RemedyLine, goes_back
from odr.domain.roles import Role, Side
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from tests.core.given import BUYER, ORDER, SELLER, Story, eur, refund
from tests.core.test_inspecting import shown
from tests.core.test_returning import BY_TRADER, agreed

EXCHANGE = RemedyLine(Remedy.REPLACE, "lamp", 1, None, after_return=True)
FOUND: dict[str, Any] = {"line": "r-1", "found": ReturnFound.DAMAGED, "words": Text("Scratched."), "exhibits": ()}


def report(story: Story, by: Any, step: Step) -> None:
    story.do(compensation.ReportFulfilment, by, line="r-1", step=step, reference="re_1")


def back(line: RemedyLine = EXCHANGE) -> Story:
    """The goods were sent and arrived."""
    story = agreed(line)
    story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)
    report(story, BUYER, Step.RETURN_IN_TRANSIT)
    report(story, SELLER, Step.RETURN_RECEIVED)
    return story


@pytest.mark.parametrize(
    ("remedy", "amount", "clause"),
    [
        (Remedy.REPLACE, None, "compliance.replace"),
        (Remedy.REPAIR, None, "compliance.repair"),
        (Remedy.VOUCHER, 3000, "compliance.voucher"),
        (Remedy.DATE_CHANGE, None, "compliance.other"),
    ],
)
def test_it_is_due_in_its_own_time_once_the_goods_are_back(remedy: Remedy, amount: int | None, clause: str):
    line = RemedyLine(remedy, "lamp", 1, eur(amount) if amount else None, after_return=True)
    story = agreed(line)
    assert story.case.compensation.lines[0].step is Step.AWAITING_RETURN
    assert [name for name in story.case.frames if name.endswith("/r-1")] == ["compliance.return_ship/r-1"]
    story = back(line)
    frame = story.case.frames[f"{clause}/r-1"]
    assert frame.facts.actors == (Role.RESPONDENT,)
    assert "compliance.refund_after_return/r-1" not in story.case.frames


def test_without_a_return_it_is_due_at_once():
    story = agreed(replace(EXCHANGE, after_return=False))
    assert story.case.compensation.lines[0].step is Step.ORDERED
    assert "compliance.replace/r-1" in story.case.frames


def test_an_exchange_from_the_parcel_to_the_new_item():
    story = back()
    whole = {"found": ReturnFound.AS_SENT, "words": None, "exhibits": (), "accepts": None}
    story.do(inspecting.ReportInspection, SELLER, line="r-1", **whole)
    report(story, SELLER, Step.SETTLING)
    report(story, BUYER, Step.FULFILLED)
    assert story.case.stage is Stage.CLOSED


def test_what_was_found_is_said_and_answered_and_nothing_becomes_less():
    story = back()
    exhibit = shown(story)
    with pytest.raises(no.InvalidInput, match="Less can be offered of a refund only"):
        story.do(inspecting.ReportInspection, SELLER, **{**FOUND, "exhibits": (exhibit,), "accepts": eur(100)})
    story.do(inspecting.ReportInspection, SELLER, **FOUND, accepts=None)
    assert "compliance.answer_inspection/r-1" in story.case.frames
    assert "compliance.replace/r-1" in story.case.frames
    answer = {"line": "r-1", "agreed": False, "words": Text("It was whole."), "exhibits": ()}
    story.do(inspecting.AnswerInspection, BUYER, **answer)
    assert story.case.compensation.lines[0].step is Step.INSPECTED


def test_a_lost_parcel_makes_it_due():
    story = agreed(EXCHANGE)
    story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)
    report(story, BUYER, Step.RETURN_IN_TRANSIT)
    line = story.case.compensation.lines[0]
    lost = compensation.after_step(story.case, line, Step.RETURN_LOST, story.now)
    assert [one.frame for one in lost if isinstance(one, e.FrameOpened)] == ["compliance.replace/r-1"]


def test_the_day_that_was_agreed_is_kept():
    due = agreed(EXCHANGE).now + timedelta(days=60)
    story = back(replace(EXCHANGE, due=due))
    story.wait(until=due - timedelta(hours=1))
    assert not story.case.compensation.lines[0].non_compliant
    story.wait(hours=2)
    assert story.case.compensation.lines[0].non_compliant


def test_what_programs_read_of_a_refund_on_return_they_can_send():
    check_line(replace(refund(8000, remedy=Remedy.REFUND_ON_RETURN), after_return=True), ORDER)


def test_who_bears_the_way_back_can_be_agreed():
    check_line(replace(EXCHANGE, return_cost=Side.COMPLAINANT), ORDER)
    with pytest.raises(no.InvalidInput, match="sent back"):
        check_line(replace(EXCHANGE, after_return=False, return_cost=Side.COMPLAINANT), ORDER)


@pytest.mark.parametrize("remedy", [Remedy.APOLOGY, Remedy.FREE_ITEM, Remedy.CANCEL_CONTRACT])
def test_other_remedies_wait_for_no_return(remedy: Remedy):
    with pytest.raises(no.InvalidInput, match="can wait for a return"):
        check_line(RemedyLine(remedy, "lamp", 1, None, after_return=True), ORDER)


def test_money_that_waits_for_a_return_is_a_refund_on_return():
    assert goes_back(refund(8000, remedy=Remedy.REFUND_ON_RETURN))
    with pytest.raises(no.InvalidInput, match="can wait for a return"):
        check_line(replace(refund(8000), after_return=True), ORDER)


def test_another_item_is_named_by_the_shops_number():
    for remedy in (Remedy.REPLACE, Remedy.FREE_ITEM, Remedy.UPGRADE):
        check_line(RemedyLine(remedy, "lamp", 1, None, item="LAMP-XL/2"), ORDER)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (RemedyLine(Remedy.REPAIR, "lamp", 1, None, item="X-1"), "can be another item"),
        (RemedyLine(Remedy.REPLACE, None, 1, None, item="X-1"), "for one line"),
        (RemedyLine(Remedy.REPLACE, "lamp", 1, None, item="x" * 65), "up to 64"),
        (RemedyLine(Remedy.REPLACE, "lamp", 1, None, item='X"1'), "up to 64"),
    ],
)
def test_what_is_no_other_item_is_refused(line: RemedyLine, words: str):
    with pytest.raises(no.InvalidInput, match=words):
        check_line(line, ORDER)


def test_what_was_sealed_before_keeps_its_body():
    event = e.SettlementReached("s", (refund(8000),), None, "effect")
    body, _ = codec.encode(event)
    assert "after_return" not in body
    assert "item" not in body
    assert codec.body_of(codec.decode("SettlementReached", body)) == body
    told = replace(event, lines=(replace(EXCHANGE, item="LAMP-XL"),))
    assert codec.decode("SettlementReached", codec.encode(told)[0]) == told
