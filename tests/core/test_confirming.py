"""What is reported as on its way: whoever is owed it says whether it came; what nobody denies counts as done."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, negotiation, stepping_in
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import FundPart, Ground, How, Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy
from odr.domain.roles import SERVICE, Actor, Role, Side
from odr.domain.rulebook.choices import StepIn
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, refund
from tests.core.test_procedure import negotiating
from tests.core.test_recipients import RITA, filed_by_rita

LINE = "c-1"
CONFIRM, REFUND, BREACH = (f"compliance.{one}/{LINE}" for one in ("confirm_done", "refund", "reopen_for_breach.report"))
NOTHING_CAME = Text("Nothing is on my account.")


def owed(story: Story | None = None, **changes: Any) -> Story:
    """50 EUR are agreed, which the seller pays."""
    story = story or negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="c", lines=(replace(refund(5000), **changes),))
    story.do(negotiation.AcceptOffer, BUYER, offer="c", understood=True)
    return story


def reports(story: Story, step: Step, by: Actor = SELLER, **more: Any) -> list[e.Event]:
    return story.do(compensation.ReportFulfilment, by, line=LINE, step=step, **{"reference": "bank 7", **more})


def paid(by: Actor = SELLER) -> Story:
    story = owed()
    reports(story, Step.SETTLING, by)
    return story


def open_to(by: Actor, story: Story) -> list[Step]:
    return compensation.steps_open_to(by, story.case.compensation.lines[0], story.case)


@pytest.mark.parametrize("by", [SELLER, ADMINISTRATOR])
def test_who_paid_is_waited_for_no_more_and_whoever_is_owed_says_whether_it_came(by: Actor):
    story = owed()
    assert set(story.case.frames) == {REFUND}
    reports(story, Step.SETTLING, by)
    assert set(story.case.frames) == {CONFIRM}
    assert story.case.frames[CONFIRM].facts.actors == (Role.COMPLAINANT,)
    assert open_to(BUYER, story) == [Step.FULFILLED, Step.FAILED]
    assert Step.FAILED not in open_to(SELLER, story)
    possible = {one.action: one.blocked for one in available_actions(BUYER, story.case, story.now)}
    assert possible[Action.REPORT_FULFILMENT] is None
    reports(story, Step.FULFILLED, BUYER, reference="")
    assert (story.case.stage, story.case.ground, story.case.frames) == (Stage.CLOSED, Ground.SETTLED, {})


def test_what_nobody_denies_in_time_counts_as_done_by_the_rule_and_can_come_undone():
    story = paid()
    came = story.wait_for("compliance.confirm_done")
    assert e.FulfilmentReported(LINE, Step.FULFILLED, "", None, How.BY_RULE) in came
    assert story.case.stage is Stage.CLOSED
    reports(story, Step.REVERSED, ADMINISTRATOR, reference="")
    assert (story.case.stage, set(story.case.frames)) == (Stage.COMPLIANCE, {REFUND})


def test_what_did_not_arrive_is_said_in_words_and_is_owed_for_its_whole_time_again():
    story = paid()
    story.wait(days=3)
    for nothing in (None, Text(" ")):
        with pytest.raises(no.ReasonsMissing) as refused:
            reports(story, Step.FAILED, BUYER, note=nothing)
        assert refused.value.field == "note"
    reports(story, Step.FAILED, BUYER, note=NOTHING_CAME)
    assert set(story.case.frames) == {REFUND}
    assert story.case.frames[REFUND].facts.actors == (Role.RESPONDENT,)
    assert story.case.frames[REFUND].facts.start == story.now
    with pytest.raises(no.ProofMissing):
        reports(story, Step.SETTLING, reference="")
    reports(story, Step.SETTLING, reference="bank 8")
    assert set(story.case.frames) == {CONFIRM}


def test_what_was_late_already_can_be_reported_as_not_done():
    story = owed()
    story.wait_for("compliance.refund")
    reports(story, Step.SETTLING)
    assert set(story.case.frames) == {CONFIRM, BREACH}, "what can be reported goes on"
    reports(story, Step.FAILED, BUYER, note=NOTHING_CAME)
    assert set(story.case.frames) == {BREACH}


def test_an_administrator_who_says_that_it_failed_ends_the_time_too():
    story = paid()
    reports(story, Step.FAILED, ADMINISTRATOR, reference="")
    assert set(story.case.frames) == {REFUND}


def test_it_did_not_arrive_only_where_somebody_said_that_it_was_on_its_way():
    for story in (owed(), paid(SERVICE)):
        assert Step.FAILED not in open_to(BUYER, story)
        with pytest.raises(no.NotAllowed):
            reports(story, Step.FAILED, BUYER, note=NOTHING_CAME)


@pytest.mark.parametrize("before", [Step.SUBMITTED, Step.UNKNOWN])
def test_what_the_service_does_in_a_shop_is_known_from_there(before: Step):
    story = owed()
    reports(story, before, SERVICE)
    reports(story, Step.SETTLING, ADMINISTRATOR)
    assert set(story.case.frames) == {REFUND}


def test_what_failed_in_the_shop_and_was_paid_by_hand_is_confirmed():
    story = owed()
    reports(story, Step.SUBMITTED, SERVICE)
    reports(story, Step.FAILED, SERVICE)
    reports(story, Step.SETTLING)
    assert CONFIRM in story.case.frames


def test_a_fund_that_is_paid_back_is_no_side_and_confirms_nothing():
    story = owed()
    order = story.case.compensation
    lines = (replace(order.lines[0], fund=FundPart.IS_PAID_BACK),)
    story.case = replace(story.case, compensation=replace(order, lines=lines))
    reports(story, Step.SETTLING, ADMINISTRATOR)
    assert CONFIRM not in story.case.frames


def test_goods_that_came_back_are_not_sent_again_when_their_refund_did_not_arrive():
    story = owed(remedy=Remedy.REFUND_ON_RETURN)
    reports(story, Step.RETURN_RECEIVED)
    reports(story, Step.SETTLING)
    reports(story, Step.FAILED, BUYER, note=NOTHING_CAME)
    assert set(story.case.frames) == {f"compliance.refund_after_return/{LINE}"}


def test_what_the_buyer_owes_is_confirmed_by_the_seller():
    story = negotiating()
    line = replace(refund(5000, remedy=Remedy.DAMAGES), owed_by=Side.COMPLAINANT)
    story.do(negotiation.MakeOffer, SELLER, offer="c", lines=(line,))
    story.do(negotiation.AcceptOffer, BUYER, offer="c", understood=True)
    reports(story, Step.SETTLING, BUYER)
    assert story.case.frames[CONFIRM].facts.actors == (Role.RESPONDENT,)
    assert open_to(SELLER, story) == [Step.FULFILLED, Step.FAILED]


def test_of_money_the_payer_says_whether_it_came_and_no_recipient():
    story = owed(filed_by_rita())
    reports(story, Step.SETTLING)
    assert (open_to(RITA, story), open_to(BUYER, story)) == ([], [Step.FULFILLED, Step.FAILED])


def test_nobody_steps_in_for_what_one_side_paid_and_the_other_did_not_get():
    story = owed()
    rulebook = story.case.rulebook
    compliance = replace(rulebook.compliance, step_in=StepIn.FROM_FUND)
    story.case = replace(story.case, rulebook=replace(rulebook, compliance=compliance))
    story.wait_for("compliance.refund")
    assert [line.id for line in stepping_in.due(story.case)] == [LINE]
    reports(story, Step.SETTLING)
    reports(story, Step.FAILED, BUYER, note=NOTHING_CAME)
    assert not stepping_in.due(story.case)
    reports(story, Step.ORDERED, ADMINISTRATOR, reference="")
    assert [line.id for line in stepping_in.due(story.case)] == [LINE], "a person found out that nothing was paid"
