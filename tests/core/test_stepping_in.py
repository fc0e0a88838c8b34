"""The platform pays in place of whoever owes it and let the time pass (compliance.step_in)."""

from dataclasses import replace

import pytest

from odr.domain import breach, compensation, human_review, negotiation, review, stepping_in
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.enforcing import owed_to, unmet
from odr.domain.events import Automated, FundPart, Ground, PaidFrom, Step
from odr.domain.procedure import enter_in_docket
from odr.domain.recovery import left
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, HolderKind, Role, Side
from odr.domain.rulebook.choices import DecisionEffect, StepIn, WhileReviewIsOpen
from odr.domain.stepping_in import due
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, RULEBOOK, SELLER, Story, eur, refund
from tests.core.test_after_decision import ERROR
from tests.core.test_fund import accepted_anew, lines_of, message_to, reports
from tests.core.test_procedure import deciding, issue, negotiating

PAYS, HELD, REPAID = FundPart.PAYS, FundPart.HELD_MONEY_PAYS, FundPart.IS_PAID_BACK


def under(story: Story, rule: StepIn = StepIn.FROM_FUND) -> Story:
    story.case.rulebook = replace(RULEBOOK, compliance=replace(RULEBOOK.compliance, step_in=rule))
    return story


def settled(*lines: RemedyLine, rule: StepIn = StepIn.FROM_FUND) -> Story:
    """80 EUR for the lamp were agreed; nobody paid yet."""
    story = under(negotiating(), rule)
    story.do(negotiation.MakeOffer, SELLER, offer="o1", lines=lines or (refund(8000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o1", understood=True)
    return story


def late(*lines: RemedyLine, rule: StepIn = StepIn.FROM_FUND) -> Story:
    story = settled(*lines, rule=rule)
    story.wait_for("compliance.refund")
    return story


def steps_in(story: Story, line: str = "o1-1") -> list[e.Event]:
    return list(story.do(stepping_in.StepIn, SERVICE, line=line))


def named(story: Story) -> list[str]:
    return [line.id for line in due(story.case)]


def test_without_a_rule_nobody_steps_in():
    story = late(rule=StepIn.NONE)
    assert named(story) == []
    with pytest.raises(no.LineUnknown):
        steps_in(story)


def test_only_the_service_steps_in_and_only_once_the_time_is_over():
    story = settled()
    assert named(story) == []
    story.wait_for("compliance.refund")
    assert named(story) == ["o1-1"]
    for by in (BUYER, SELLER, ADMINISTRATOR):
        with pytest.raises(no.NotAllowed):
            story.do(stepping_in.StepIn, by, line="o1-1")


def test_the_fund_pays_and_whoever_owed_it_owes_it_to_the_fund():
    story = late()
    entered = steps_in(story)
    assert entered[0] == e.PlatformSteppedIn("o1-1", PaidFrom.FUND, "compliance.step_in")
    assert lines_of(story) == [
        (Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, PAYS),
        (Remedy.RESTITUTION, eur(8000), Side.RESPONDENT, REPAID),
    ]
    assert story.case.frames["compliance.refund/o1-2"].facts.actors == (Role.MARKETPLACE, Role.REGISTRAR)
    assert story.case.frames["compliance.money/o1-3"].facts.actors == (Role.RESPONDENT,)
    assert left(story.case) == eur(4500), "the price of the lamp is given back once"
    assert named(story) == [], "it steps in once"
    reports(story, "o1-2")
    reports(story, "o1-3")
    assert story.case.ground is Ground.SETTLED


def test_the_side_that_is_owed_cannot_say_that_it_was_broken_once_the_platform_pays():
    story = late()
    steps_in(story)
    with pytest.raises(no.NotAtThisStage):
        story.do(breach.ReportBreach, BUYER, line="o1-1", reasons=Text("Nothing came."))
    assert unmet(Side.COMPLAINANT, story.case) == []
    assert [line.id for line in owed_to(Side.COMPLAINANT, story.case)] == ["o1-2"]


def test_what_is_held_pays_and_nothing_is_owed_to_anybody_for_it():
    story = late(rule=StepIn.FROM_ESCROW)
    steps_in(story)
    assert lines_of(story) == [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, HELD)]
    with pytest.raises(no.NotAllowed):
        reports(story, "o1-2", Step.SUBMITTED, SELLER)
    reports(story, "o1-2")
    assert story.case.ground is Ground.SETTLED


@pytest.mark.parametrize("step", [Step.SUBMITTED, Step.SETTLING, Step.UNKNOWN])
def test_what_may_be_on_its_way_is_not_paid_again(step: Step):
    story = settled()
    reports(story, "o1-1", step, SERVICE)
    story.wait_for("compliance.refund")
    assert story.case.compensation.lines[0].non_compliant
    assert named(story) == []
    reports(story, "o1-1", Step.FAILED, SERVICE)
    assert named(story) == ["o1-1"], "now it surely did not come"


def test_in_the_shop_the_line_stays_what_it_is_and_what_failed_is_tried_once_more():
    story = settled(rule=StepIn.BY_REFUND_IN_SHOP)
    reports(story, "o1-1", Step.FAILED)
    story.wait_for("compliance.refund")
    steps_in(story)
    (line,) = story.case.compensation.lines
    assert (line.step, line.fund, line.stepped_in) == (Step.ORDERED, None, PaidFrom.SHOP)
    assert story.case.frames["compliance.refund/o1-1"].facts.actors == (Role.MARKETPLACE, Role.REGISTRAR)
    story.wait_for("compliance.refund")
    assert named(story) == [], "it steps in once"
    assert [one.id for one in unmet(Side.COMPLAINANT, story.case)] == ["o1-1"]


def test_goods_that_came_back_are_paid_for_and_goods_that_did_not_are_not():
    story = settled(refund(8000, remedy=Remedy.REFUND_ON_RETURN))
    assert named(story) == []
    story.do(compensation.ReportFulfilment, BUYER, line="o1-1", step=Step.RETURN_IN_TRANSIT, reference="T1")
    story.do(compensation.ReportFulfilment, SELLER, line="o1-1", step=Step.RETURN_RECEIVED, reference="")
    story.wait_for("compliance.refund_after_return")
    steps_in(story)
    assert lines_of(story)[0] == (Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, PAYS)


@pytest.mark.parametrize("line", [refund(3000, None, Remedy.DAMAGES), refund(500, None, Remedy.VOUCHER)])
def test_what_gives_back_no_payment_is_left_to_whoever_owes_it(line: RemedyLine):
    story = settled(line)
    story.wait_for("compliance.voucher" if line.remedy is Remedy.VOUCHER else "compliance.money")
    assert story.case.compensation.lines[0].non_compliant
    assert named(story) == []


def test_a_marketplace_that_owes_it_itself_does_not_step_in_for_itself():
    story = late()
    story.case.respondent = replace(
        story.case.respondent, holder_kind=HolderKind.MARKETPLACE, holder=story.case.marketplace
    )
    assert named(story) == []


def decided_at_once(rule: StepIn = StepIn.FROM_FUND) -> Story:
    """A decision that is carried out while a review can be asked for."""
    story = under(deciding(), rule)
    execution = replace(RULEBOOK.execution, while_review_is_open=WhileReviewIsOpen.PAY_WITH_RESTITUTION)
    story.case.rulebook = replace(story.case.rulebook, execution=execution)
    issue(story, lines=(refund(8000),))
    accepted_anew(story)
    return story


def test_what_a_review_can_still_change_waits():
    story = decided_at_once()
    story.wait_for("compliance.refund")
    assert story.case.compensation.lines[0].non_compliant
    assert named(story) == []
    story.wait_for("review.ask")
    assert named(story) == ["d-1"]


def test_what_is_being_reviewed_waits():
    story = decided_at_once()
    story.wait_for("compliance.refund")
    story.do(review.AskReview, SELLER, **ERROR)
    assert named(story) == []


def test_a_recommendation_is_no_debt():
    story = decided_at_once()
    story.case.rulebook = replace(
        story.case.rulebook, effect=replace(RULEBOOK.effect, decision=DecisionEffect.RECOMMENDATION)
    )
    story.wait_for("compliance.refund")
    story.wait_for("review.ask")
    assert named(story) == []


def test_a_person_can_be_asked_to_look_at_it_once():
    story = late()
    steps_in(story)
    about = {"about": Automated.STEPPED_IN, "frame": "o1-1", "reasons": Text("It was paid in cash.")}
    assert any(one.rule == "compliance.step_in" for one in human_review.automated(story.case))
    story.do(human_review.AskHumanReview, SELLER, **about)
    with pytest.raises(no.AlreadyDone):
        story.do(human_review.AskHumanReview, SELLER, **about)
    story.do(human_review.AnswerHumanReview, ADMINISTRATOR, finding=Text("There is a receipt."))


def test_both_sides_and_whoever_has_to_pay_are_told():
    story = late()
    before = len(story.entries)
    steps_in(story)
    new = story.entries[before:]
    assert message_to(Role.COMPLAINANT, new) == message_to(Role.RESPONDENT, new) == "stepped_in"
    assert message_to(Role.REGISTRAR, new) == "fund_paid_back"
    assert {entry.by for entry in enter_in_docket(story.case, [new[0].event], Actor(Role.SYSTEM, "x"), story.now)} == {
        SERVICE
    }


def test_a_payment_that_came_undone_has_a_time_of_its_own_before_anybody_steps_in():
    story = late()
    reports(story, "o1-1")
    reports(story, "o1-1", Step.REVERSED)
    assert named(story) == []
    story.wait_for("compliance.refund")
    assert named(story) == ["o1-1"]
