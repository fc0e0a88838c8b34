"""A side reminds the other of its next step about a line: near the end of its time or past it, and not too often."""

from datetime import datetime, timedelta

import pytest

from odr.domain import compensation, negotiation, nudging, procedure, returning
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.actions import Action
from odr.domain.events import Step
from odr.domain.possible import Possible, available_actions
from odr.domain.remedies import Remedy
from odr.domain.roles import SERVICE, Actor, Side
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, refund
from tests.core.test_inspecting import LINE, answers, contested, inspects, line, settled
from tests.core.test_inspecting import back as came_back
from tests.core.test_procedure import answered

FOR_THE_SELLER, FOR_THE_BUYER = e.LineNudged(LINE, Side.RESPONDENT), e.LineNudged(LINE, Side.COMPLAINANT)


def owed() -> Story:
    """50 EUR are to be paid within five working days."""
    story = answered()
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(5000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    return story


def nudges(story: Story, by: Actor = BUYER) -> list[e.Event]:
    return story.do(nudging.NudgeLine, by, line=LINE)


def shown(story: Story, by: Actor = BUYER) -> Possible | None:
    found = available_actions(by, story.case, story.now)
    return next((one for one in found if one.action is Action.NUDGE_LINE), None)


def share(story: Story, clause: str, percent: int = 75) -> datetime:
    frame = story.case.frames[f"{clause}/{LINE}"]
    return frame.latest.start + (frame.due - frame.latest.start) * percent / 100


def report(story: Story, by: Actor, step: Step) -> None:
    story.do(compensation.ReportFulfilment, by, line=LINE, step=step, reference="re_1")


def test_near_the_end_of_its_time_a_side_can_be_reminded() -> None:
    story = owed()
    blocked = shown(story)
    assert blocked is not None
    assert isinstance(blocked.blocked, no.RemindLater)
    soon = share(story, "compliance.refund")
    assert soon in procedure.bounds(story.case)
    story.wait(until=soon - timedelta(seconds=1))
    with pytest.raises(no.RemindLater):
        nudges(story)
    story.wait(until=soon)
    due = story.case.frames[f"compliance.refund/{LINE}"].due
    possible = shown(story)
    assert possible is not None
    assert possible.blocked is None
    assert nudges(story) == [FOR_THE_SELLER]
    assert story.case.frames[f"compliance.refund/{LINE}"].due == due, "no date moves"


def test_no_more_often_than_the_rulebook_says() -> None:
    story = owed()
    story.wait_for("compliance.refund")
    nudges(story)
    story.wait(hours=47)
    with pytest.raises(no.RemindLater):
        nudges(story)
    story.wait(hours=1)
    assert nudges(story) == [FOR_THE_SELLER], "past its time, as often as the rulebook allows"


def test_nobody_reminds_itself_and_nobody_else_reminds() -> None:
    story = owed()
    story.wait_for("compliance.refund")
    assert shown(story, SELLER) is None
    with pytest.raises(no.NotAtThisStage):
        nudges(story, SELLER)
    with pytest.raises(no.NotAllowed):
        nudges(story, ADMINISTRATOR)


def test_money_that_is_under_way_is_hurried_by_nobody() -> None:
    story = owed()
    story.wait_for("compliance.refund")
    report(story, SELLER, Step.SETTLING)
    with pytest.raises(no.NotAtThisStage):
        nudges(story)


def test_where_goods_go_is_asked_of_whoever_takes_them_back() -> None:
    story = settled()
    story.wait(until=share(story, "compliance.return_ship"))
    assert nudges(story) == [FOR_THE_SELLER]
    assert shown(story, SELLER) is None
    said = {"line": LINE, "address": Text("Lager 2"), "cost_by": Side.RESPONDENT}
    story.do(returning.ArrangeReturn, SELLER, **said)
    assert shown(story) is None, "now it is the sender's turn"
    story.wait(until=share(story, "compliance.return_ship"))
    assert nudges(story, SELLER) == [FOR_THE_BUYER]


def test_after_a_late_address_it_is_the_senders_turn() -> None:
    story = settled()
    story.wait_for("compliance.return_ship")
    assert nudges(story) == [FOR_THE_SELLER]
    story.do(returning.ArrangeReturn, SELLER, line=LINE, address=Text("Lager 2"), cost_by=Side.RESPONDENT)
    story.wait(days=3)
    assert shown(story) is None


def test_a_receipt_an_inspection_and_an_answer_are_asked_for() -> None:
    story = settled()
    report(story, BUYER, Step.RETURN_IN_TRANSIT)
    story.wait(until=share(story, "compliance.confirm_return"))
    assert nudges(story) == [FOR_THE_SELLER]
    report(story, SELLER, Step.RETURN_RECEIVED)
    story.wait(until=max(share(story, "compliance.refund_after_return"), story.now + timedelta(days=2)))
    assert nudges(story) == [FOR_THE_SELLER]
    story = contested()
    assert shown(story) is None, "the refund waits for the buyer's own answer"
    story.wait(until=share(story, "compliance.answer_inspection"))
    assert nudges(story, SELLER) == [FOR_THE_BUYER]
    answers(story, agreed=False)
    story.wait_for("compliance.refund_after_return")
    assert nudges(story) == [FOR_THE_SELLER]


def test_an_answer_that_nothing_waits_for_is_asked_for_by_nobody() -> None:
    story = came_back()
    inspects(story)
    assert shown(story, SELLER) is None


def test_of_several_lines_each_is_asked_for_on_its_own() -> None:
    story = answered()
    lines = (refund(5000), refund(1000, line="shade", remedy=Remedy.REFUND_ON_RETURN))
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=lines)
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    story.wait_for("compliance.refund")
    nudges(story)
    with pytest.raises(no.RemindLater):
        story.do(nudging.NudgeLine, BUYER, line="o-2")
    with pytest.raises(no.LineUnknown):
        story.do(nudging.NudgeLine, BUYER, line="o-9")
    report(story, BUYER, Step.FULFILLED)
    with pytest.raises(no.NothingAwaited):
        nudges(story)


def test_once_it_is_closed_nobody_reminds() -> None:
    story = owed()
    story.wait_for("compliance.refund")
    report(story, BUYER, Step.FULFILLED)
    with pytest.raises(no.CaseIsClosed):
        nudges(story)
    assert nudging.nudges_from(story.case) == []


def test_whoever_may_have_paid_already_is_not_hurried() -> None:
    story = owed()
    story.do(compensation.ReportFulfilment, SERVICE, line=LINE, step=Step.UNKNOWN, reference="")
    story.wait_for("compliance.refund")
    assert nudging.nudge_line_from(BUYER, line(story), story.case) is None
