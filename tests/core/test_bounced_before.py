"""What was paid under an order that a reviewer changed bounces: what it had been set against is reckoned anew."""

from typing import Any

import pytest

from odr.domain import compensation, decision, recovery, review, undone
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Function, Outcome, RecoverySource, Reopening, ReviewResult, Stage, Step
from odr.domain.recovering import RecordRecovery
from odr.domain.recovery import Movement, left
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Side
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, eur, refund
from tests.core.test_after_decision import ERROR, reviewed
from tests.core.test_procedure import appoint, deciding, issue
from tests.core.test_restitution import PAYS, accepted_anew, given_back, in_review, ordered, paid

FIFTY = (Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT, Step.ORDERED)
OLD = "d-1"
"""The line under which 80 EUR were paid before a reviewer decided."""


def decided_instead(*lines: RemedyLine) -> Story:
    """After 80 EUR were paid a reviewer decided on these; it is accepted."""
    story = in_review(ordered())
    paid(story)
    outcome = Outcome.GRANTED_IN_PART if lines else Outcome.DISMISSED
    reviewed(story, ReviewResult.CHANGED, lines=lines, outcome=outcome)
    if lines:
        accepted_anew(story)
    return story


def bounces(story: Story, step: Step = Step.REVERSED) -> list[e.Event]:
    return story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=OLD, step=step, reference="")


def lines(story: Story) -> list[Any]:
    order = story.case.compensation
    assert order is not None
    return [(one.remedy.remedy, one.remedy.amount, one.remedy.owed_by, one.step) for one in order.lines]


def test_what_is_not_there_is_not_owed_back_and_what_was_decided_is_owed():
    story = given_back()
    (restitution,) = story.case.compensation.lines
    before = story.case
    with pytest.raises(no.NotAllowed):
        story.do(compensation.ReportFulfilment, SELLER, line=OLD, step=Step.REVERSED, reference="")
    told = bounces(story)
    reports = [one for one in told if isinstance(one, e.FulfilmentReported)]
    assert [(one.line, one.step) for one in reports] == [
        (OLD, Step.REVERSED),
        (OLD, Step.LAPSED),
        (restitution.id, Step.LAPSED),
    ]
    assert lines(story) == [(Remedy.RESTITUTION, eur(3000), Side.COMPLAINANT, Step.LAPSED), FIFTY]
    undone_of = [Movement("pay-1", eur(8000), True, "lamp", OLD), Movement("pay-1", eur(5000), False, "lamp", "d2-2")]
    assert recovery.movements(told, before) == undone_of
    assert left(story.case) == eur(7500)
    clauses = {one.name for one in story.case.frames.values() if one.clause.startswith("compliance.")}
    assert clauses == {"compliance.refund/d2-2"}, "nobody is late with what they owe no more"


def test_it_is_told_and_reckoned_once():
    story = given_back()
    bounces(story)
    with pytest.raises(no.LineUnknown):
        bounces(story, Step.FULFILLED)
    story.case.record_erased_at = story.now
    assert OLD not in {one.id for one in compensation.reportable(story.case)}


def test_what_was_paid_in_full_before_is_owed_after_all_also_when_the_case_was_closed():
    story = decided_instead(refund(8000))
    assert story.case.stage is Stage.CLOSED
    told = bounces(story)
    assert [one.ground for one in told if isinstance(one, e.CaseReopened)] == [Reopening.CAME_UNDONE]
    assert (story.case.stage, lines(story)) == (
        Stage.COMPLIANCE,
        [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, Step.ORDERED)],
    )
    line = story.case.compensation.lines[0].id
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=line, step=Step.FULFILLED, reference="re_2")
    assert story.case.stage is Stage.CLOSED


def test_what_was_owed_on_top_stays_and_what_bounced_is_added_to_it():
    story = decided_instead(refund(8000), refund(2000, "shade"))
    assert lines(story) == [(Remedy.REFUND_PARTIAL, eur(2000), Side.RESPONDENT, Step.ORDERED)]
    bounces(story)
    assert [amount for _, amount, *_ in lines(story)] == [eur(2000), eur(8000)]


def test_where_nothing_was_decided_nothing_is_owed_and_the_case_closes():
    story = decided_instead()
    assert lines(story) == [(Remedy.RESTITUTION, eur(8000), Side.COMPLAINANT, Step.ORDERED)]
    bounces(story)
    assert (story.case.stage, left(story.case)) == (Stage.CLOSED, eur(12500))


def first_ordered(*ordered: RemedyLine) -> Story:
    """A decision on these lines is accepted, and a review of it is asked for."""
    story = deciding()
    issue(story, lines=ordered)
    story.case.rulebook = PAYS
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    return in_review(story)


RETURNED = (Step.RETURN_IN_TRANSIT, Step.RETURN_RECEIVED, Step.INSPECTED, Step.FULFILLED)
ON_RETURN = refund(5000, remedy=Remedy.REFUND_ON_RETURN)


def test_goods_that_are_back_are_not_sent_a_second_time():
    story = first_ordered(refund(8000, remedy=Remedy.REFUND_ON_RETURN))
    for step in RETURNED:
        facts = {"reference": "re_1"} if step is not Step.INSPECTED else {"reference": ""}
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=OLD, step=step, **facts)
    reviewed(story, ReviewResult.CHANGED, lines=(ON_RETURN,))
    accepted_anew(story)
    bounces(story)
    assert lines(story)[-1] == FIFTY


def test_where_goods_are_still_to_come_back_a_person_decides():
    """Money without them is not what was decided."""
    story = decided_instead(ON_RETURN)
    before = lines(story)
    bounces(story)
    assert undone.is_for_a_person(OLD, story.case)
    assert lines(story) == before


def test_of_more_than_money_nobody_can_say_what_came_undone():
    both = RemedyLine(Remedy.REPLACE_PLUS_REFUND, "lamp", 1, eur(2000))
    story = first_ordered(both)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=OLD, step=Step.SUBMITTED, reference="x")
    reviewed(story, ReviewResult.CHANGED, lines=(both,))
    accepted_anew(story)
    before = story.case
    bounces(story, Step.FAILED)
    assert undone.needs_a_look(OLD, Step.FAILED, before, story.case)
    assert [step for *_, step in lines(story)] == [Step.LAPSED]


def test_goods_that_did_not_come_of_what_was_replaced_need_a_look():
    """They are owed under the new decision too, and were left out of its order as done."""
    again = RemedyLine(Remedy.REPLACE, "lamp", 1, None)
    story = first_ordered(again)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=OLD, step=Step.SUBMITTED, reference="x")
    reviewed(story, ReviewResult.CHANGED, lines=(again, refund(2000)))
    accepted_anew(story)
    before = story.case
    bounces(story, Step.FAILED)
    assert undone.needs_a_look(OLD, Step.FAILED, before, story.case)


def test_what_was_reckoned_anew_needs_no_look():
    story = given_back()
    before = story.case
    bounces(story)
    assert not undone.needs_a_look(OLD, Step.REVERSED, before, story.case)


def test_a_second_bounce_is_reckoned_as_the_first():
    story = first_ordered(refund(4000), refund(2000, "shade"))
    for line in ("d-1", "d-2"):
        paid(story, line)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(5000),))
    accepted_anew(story)
    bounces(story)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-2", step=Step.REVERSED, reference="")
    owed = [one for one in lines(story) if one[0] is not Remedy.RESTITUTION and one[3] is not Step.LAPSED]
    assert sum(one[1].minor for one in owed) == 5000


def test_before_a_reviewers_decision_is_accepted_nothing_was_set_against_it_yet():
    story = in_review(ordered())
    paid(story)
    reviewed(story, ReviewResult.CHANGED)
    assert story.case.stage is Stage.ACCEPTANCE
    bounces(story)
    assert accepted_anew(story) == [(Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT)]


def gave_some_back() -> Story:
    story = given_back()
    (line,) = story.case.compensation.lines
    story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=Step.FULFILLED, reference="")
    return story


def charged_back() -> Story:
    story = given_back()
    told = {"number": 9, "payment": "pay-1", "amount": eur(100), "line": None, "reference": "cb", "undone": False}
    story.do(RecordRecovery, SERVICE, source=RecoverySource.CHARGEBACK, recorded_at=story.now, **told)
    return story


@pytest.mark.parametrize("given", [gave_some_back, charged_back])
def test_where_more_has_moved_a_person_decides(given: Any):
    story = given()
    assert undone.takes_from_what_counted(OLD, Step.REVERSED, story.case)
    assert undone.is_for_a_person(OLD, story.case)
    before = lines(story)
    assert [one.step for one in bounces(story)] == [Step.REVERSED, Step.LAPSED]
    assert lines(story) == before


def test_what_bounces_under_the_order_that_stands_is_owed_again_as_ever():
    story = ordered()
    paid(story)
    assert not undone.takes_from_what_counted(OLD, Step.REVERSED, story.case)
    bounces(story)
    assert [step for *_, step in lines(story)] == [Step.REVERSED]


def test_a_decision_that_was_confirmed_replaced_nothing():
    story = ordered()
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    reviewed(story, ReviewResult.CONFIRMED)
    paid(story)
    assert not undone.takes_from_what_counted(OLD, Step.REVERSED, story.case)
