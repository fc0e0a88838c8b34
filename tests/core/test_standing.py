"""What counts against a seller: final, upheld matters and duties not done; and what takes it out again."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, decision, negotiation, review
from odr.domain.events import Function, Outcome, ReviewResult, Step
from odr.domain.remedies import Remedy
from odr.domain.roles import SERVICE, HolderKind
from odr.domain.standing import Matter, counts_against_seller
from odr.domain.stepping_in import StepIn
from tests.core.given import ADMINISTRATOR, BUYER, BY_THE_SELLER, SELLER, Story, refund
from tests.core.test_after_decision import ERROR, reviewed
from tests.core.test_fund import accepted_anew, in_review, reports
from tests.core.test_procedure import appoint, deciding, issue, negotiating
from tests.core.test_stepping_in import late

UPHELD, NOT_DONE = Matter.UPHELD, Matter.NOT_CARRIED_OUT


def counted(story: Story) -> list[tuple[Matter, str]]:
    return [(one.matter, one.about) for one in counts_against_seller(story.case)]


def decided(**changes: Any) -> Story:
    """Accepted; a review can still be asked for."""
    story = deciding()
    issue(story, **changes)
    accepted_anew(story)
    return story


def final(**changes: Any) -> Story:
    story = decided(**changes)
    story.wait_for("review.ask")
    return story


def test_a_decision_counts_once_no_review_can_change_it():
    story = decided()
    assert counted(story) == []
    story.wait_for("review.ask")
    assert counted(story) == [(UPHELD, "d")]


def test_a_decision_for_the_seller_counts_nothing():
    story = deciding()
    issue(story, outcome=Outcome.DISMISSED, lines=())
    story.wait_for("review.ask")
    assert counted(story) == []


def test_a_decision_that_was_not_accepted_counts_nothing():
    story = deciding()
    issue(story)
    story.do(decision.RejectDecision, BUYER)
    story.wait(days=60)
    assert counted(story) == []


@pytest.mark.parametrize(
    ("result", "more", "after"),
    [
        (ReviewResult.CONFIRMED, {}, [UPHELD]),
        (ReviewResult.CHANGED, {"outcome": Outcome.DISMISSED, "lines": ()}, []),
        (ReviewResult.REMITTED, {}, []),
    ],
)
def test_a_review_decides_whether_it_counts(result: ReviewResult, more: dict[str, Any], after: list[Matter]):
    story = in_review(decided())
    assert counted(story) == []
    reviewed(story, result, **more)
    assert [matter for matter, _ in counted(story)] == after


def test_a_settlement_is_not_upheld():
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="o1", lines=(refund(8000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o1", understood=True)
    reports(story, "o1-1")
    assert story.case.closed_at is not None
    assert counted(story) == []


def test_what_is_not_done_in_time_counts_until_it_is_done():
    story = late()
    assert counted(story) == [(NOT_DONE, "o1-1")]
    reports(story, "o1-1")
    assert counted(story) == []
    story = late()
    reports(story, "o1-1", Step.SUBMITTED)
    assert counted(story) == [(NOT_DONE, "o1-1")], "it is not there yet"


def test_what_a_fund_paid_in_its_place_counts_until_it_is_paid_back():
    story = late()
    story.do(StepIn, SERVICE, line="o1-1")
    assert counted(story) == [(NOT_DONE, "o1-1")]
    reports(story, "o1-2")
    assert counted(story) == [(NOT_DONE, "o1-1")]
    reports(story, "o1-3")
    assert counted(story) == []


def test_the_delay_of_a_fund_is_not_the_sellers():
    story = late()
    story.do(StepIn, SERVICE, line="o1-1")
    story.wait_for("compliance.refund")
    assert story.case.compensation.line("o1-2").non_compliant
    assert "o1-2" not in [about for _, about in counted(story)]


def test_what_was_decided_by_silence_counts_once_it_cannot_be_set_aside():
    story = deciding()
    story.case.silent = True
    issue(story)
    accepted_anew(story)
    story.wait_for("review.ask")
    reports(story, story.case.compensation.lines[0].id)
    assert story.case.closed_at is not None
    assert counted(story) == []
    story.wait_for("default_track.set_aside.ask")
    assert [matter for matter, _ in counted(story)] == [UPHELD]


def test_a_marketplace_that_sells_itself_has_no_standing():
    story = final()
    story.case.respondent = replace(story.case.respondent, holder_kind=HolderKind.MARKETPLACE)
    assert counted(story) == []


def test_where_the_seller_complains_the_buyers_duties_are_not_the_sellers():
    story = Story().file(**BY_THE_SELLER)
    story.do(negotiation.MakeOffer, BUYER_AS_RESPONDENT, offer="o1", lines=(refund(3000, None, Remedy.DAMAGES),))
    story.do(negotiation.AcceptOffer, SELLER_AS_COMPLAINANT, offer="o1", understood=True)
    story.wait_for("compliance.money")
    assert story.case.compensation.lines[0].non_compliant
    assert counted(story) == []


BUYER_AS_RESPONDENT = replace(SELLER, person="buyer")
SELLER_AS_COMPLAINANT = replace(BUYER, person="seller-person")


def test_a_review_that_was_asked_for_takes_it_out_while_it_runs():
    story = decided()
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    story.wait(days=1)
    assert counted(story) == []


def test_a_report_that_it_came_back_puts_it_in_again():
    story = late()
    reports(story, "o1-1", Step.SUBMITTED)
    assert counted(story) == [(NOT_DONE, "o1-1")]
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="o1-1", step=Step.FAILED, reference="")
    assert counted(story) == [(NOT_DONE, "o1-1")]
