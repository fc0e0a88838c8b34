"""An order that runs while a review is open, and what becomes of it (execution.while_review_is_open)."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, correction, decision, recovery, restitution, review
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Function, Ground, How, Outcome, ReviewResult, Slip, Stage, Step
from odr.domain.recovery import left
from odr.domain.remedies import Remedy
from odr.domain.roles import Side
from odr.domain.rulebook.choices import WhileReviewIsOpen
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, RULEBOOK, SELLER, Story, eur, opened, refund
from tests.core.test_after_decision import ERROR, reviewed
from tests.core.test_procedure import appoint, decided, issue

AT_ONCE = replace(RULEBOOK.execution, while_review_is_open=WhileReviewIsOpen.PAY_WITH_RESTITUTION)
PAYS = replace(RULEBOOK, execution=AT_ONCE)


def ordered() -> Story:
    """Accepted under a rulebook that pays at once: 80 EUR for the lamp."""
    story = decided()
    story.case.rulebook = PAYS
    story.wait(days=4)
    assert opened(story.do(decision.AcceptDecision, BUYER, understood=True)) == [Stage.COMPLIANCE]
    return story


def paid(story: Story, line: str = "d-1") -> None:
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=line, step=Step.FULFILLED, reference="re_1")


def in_review(story: Story) -> Story:
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    return story


def accepted_anew(story: Story) -> list[Any]:
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    lines = story.case.compensation.lines if story.case.compensation else ()
    return [(line.remedy.remedy, line.remedy.amount, line.remedy.owed_by) for line in lines]


def test_the_order_runs_at_once_and_a_review_can_still_be_asked_for():
    story = ordered()
    assert {"review.ask", "compliance.refund/d-1"} <= story.case.frames.keys()
    paid(story)
    assert story.case.stage is Stage.COMPLIANCE, "who pays quickly does not lose the review"
    story.wait_for("review.ask")
    assert (story.case.stage, story.case.ground) == (Stage.CLOSED, Ground.DECIDED)


def test_an_order_that_is_not_paid_stays_open_when_the_time_for_a_review_is_over():
    story = ordered()
    story.wait_for("review.ask")
    assert story.case.stage is Stage.COMPLIANCE


def test_a_review_does_not_stop_the_order():
    story = in_review(ordered())
    assert "compliance.refund/d-1" in story.case.frames
    paid(story)
    reviewed(story, ReviewResult.CONFIRMED)
    assert story.case.ground is Ground.DECIDED


def test_an_order_that_is_not_paid_goes_on_when_a_review_confirms_it():
    story = in_review(ordered())
    reviewed(story, ReviewResult.CONFIRMED)
    assert (story.case.stage, story.case.ground) == (Stage.COMPLIANCE, None)
    paid(story)
    assert story.case.ground is Ground.DECIDED


def test_less_than_was_paid_is_owed_back_by_the_other_side_and_never_taken():
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.CHANGED)
    assert story.case.past_compensations == (), "nothing is undone by the review itself"
    assert accepted_anew(story) == [(Remedy.RESTITUTION, eur(3000), Side.COMPLAINANT)]
    (line,) = story.case.compensation.lines
    assert story.case.frames[f"compliance.money/{line.id}"].facts.actors[0].side is Side.COMPLAINANT
    assert [one.step for one in story.case.past_compensations[0].lines] == [Step.FULFILLED]


def test_more_than_was_paid_is_owed_on_top():
    story = decided()
    story.case.rulebook = PAYS
    slip = {"slip": Slip.SUMS, "reads": Text("30"), "lines": (refund(3000),)}
    story.do(correction.CorrectDecision, DECIDER, **slip)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    in_review(story)
    paid(story)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(8000),))
    assert accepted_anew(story) == [(Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT)]


def test_what_was_not_begun_gives_way_to_what_is_decided_instead():
    story = in_review(ordered())
    reviewed(story, ReviewResult.CHANGED)
    assert accepted_anew(story) == [(Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT)]


def test_where_just_what_was_paid_is_decided_the_case_closes():
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(8000),))
    accepted_anew(story)
    assert story.case.ground is Ground.DECIDED


def test_a_dismissal_by_the_reviewer_owes_back_everything():
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.CHANGED, outcome=Outcome.DISMISSED, lines=())
    (line,) = story.case.compensation.lines
    assert (line.remedy.remedy, line.remedy.amount) == (Remedy.RESTITUTION, eur(8000))


def test_a_remitted_case_keeps_what_was_paid_and_orders_what_is_left():
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.REMITTED)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.AlreadyRecovered):
        issue(story, decision="d3", lines=(refund(1),))


def test_a_sum_that_is_being_paid_is_for_a_review_and_no_correction():
    story = ordered()
    with pytest.raises(no.OrderUnderWay, match="Either side can ask for a review"):
        story.do(correction.CorrectDecision, DECIDER, slip=Slip.SUMS, reads=Text("60"), lines=(refund(6000),))
    story.do(review.AskReview, BUYER, **ERROR)
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT, "the way that the refusal names is there"


def test_a_refund_for_the_whole_order_counts_what_was_paid_for_one_line():
    story = ordered()
    paid(story)
    net = restitution.set_against((refund(9000, None),), story.case.compensation, story.case)
    assert [(line.remedy, line.amount) for line in net] == [(Remedy.REFUND_PARTIAL, eur(1000))]


def given_back() -> Story:
    """A reviewer decided 50 of the 80 EUR that were paid, and the buyer has still to give back 30."""
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.CHANGED)
    accepted_anew(story)
    assert left(story.case) == eur(4500), "what is only owed back is not there"
    return story


def test_what_was_given_back_is_left_of_the_payment_again():
    story = given_back()
    (line,) = story.case.compensation.lines
    assert [(leg.payment, leg.amount) for leg in line.legs] == [("pay-1", eur(3000))]
    before = story.case
    done = story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=Step.FULFILLED, reference="")
    assert left(story.case) == eur(7500)
    assert recovery.movements(done, before) == [recovery.Movement("pay-1", eur(3000), True, "lamp", line.id)]


def test_a_payment_that_was_undone_is_owed_again_and_gives_nothing_back():
    """Two lines, so that the case is still open when the bank takes the second one back."""
    story = in_review(ordered())
    paid(story)
    owed = replace(refund(1000, "shade", Remedy.DAMAGES), owed_by=Side.RESPONDENT)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(5000), owed))
    accepted_anew(story)
    line = story.case.compensation.lines[-1]
    assert line.remedy.remedy is Remedy.RESTITUTION
    story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=Step.FULFILLED, reference="")
    before = story.case
    with pytest.raises(no.NotAllowed):
        story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=Step.REVERSED, reference="")
    undone = story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=line.id, step=Step.REVERSED, reference="")
    assert recovery.movements(undone, before) == [recovery.Movement("pay-1", eur(3000), False, "lamp", line.id)]
    assert left(story.case) == eur(4500)
    assert f"compliance.money/{line.id}" in story.case.frames, "it is due again"


def test_no_more_is_taken_from_a_payment_than_this_case_gave_back_of_it():
    story = given_back()
    more = replace(refund(9000, remedy=Remedy.RESTITUTION), owed_by=Side.COMPLAINANT)
    ((_, legs, _),) = recovery.allotted([more], story.case)
    assert [leg.amount for leg in legs] == [eur(5000)], "80 came back, and 30 of it are owed back already"
    by_the_seller = replace(more, owed_by=Side.RESPONDENT)
    assert recovery.allotted([by_the_seller], story.case) == [(by_the_seller, (), None)]


def test_a_restitution_that_bounces_and_lapses_counts_once():
    story = given_back()
    (line,) = story.case.compensation.lines
    story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=Step.FULFILLED, reference="")
    steps = (Step.REVERSED, Step.LAPSED)
    told = [e.FulfilmentReported(line.id, step, "", None, How.BY_RULE) for step in steps]
    assert recovery.movements(told, story.case) == [recovery.Movement("pay-1", eur(3000), False, "lamp", line.id)]
