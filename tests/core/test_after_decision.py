"""After the decision: time to think, slips, a review by somebody else, and setting aside what silence brought."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import breach, compensation, correction, decision, review
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Fate
from odr.domain.events import Function, Ground, ReviewResult, Slip, Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Role, Side
from odr.domain.rulebook import DecisionEffect, ReviewGround
from odr.domain.words import Text
from tests.core.acts.courses import Course, Filed, at_stage
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, RULEBOOK, SELLER, Story, opened, refund
from tests.core.test_procedure import appoint, decided, deciding, issue, settled

REVIEWER = Actor(Role.REVIEWER, "reviewer")
UNCITED = (e.Issue(Text("Was the lamp whole?"), Text("No."), (), "CISG Art. 36"),)
ERROR: dict[str, Any] = {"ground": ReviewGround.PROCEDURAL_ERROR, "reasons": Text("Nobody read C-1.")}


def actions(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def accepted() -> Story:
    story = decided()
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    return story


def review_asked() -> Story:
    story = accepted()
    story.do(review.AskReview, SELLER, **ERROR)
    return story


def reviewing() -> Story:
    story = review_asked()
    appoint(story, Function.REVIEWER, "reviewer")
    return story


def reviewed(story: Story, result: ReviewResult, **changes: Any) -> list[e.Event]:
    asked: dict[str, Any] = {
        "decision": "d2",
        "outcome": e.Outcome.GRANTED_IN_PART,
        "issues": (e.Issue(Text("Was the lamp whole?"), Text("In part."), ("C-1",), "CISG Art. 36"),),
        "lines": (refund(5000),),
        "reasons": Text("Half of it was."),
    }
    instead = decision.Ruling(**(asked | changes)) if result is ReviewResult.CHANGED else None
    why = Text("The exhibits were read again.")
    return story.do(review.DecideReview, REVIEWER, result=result, reasons=why, instead=instead)


def decided_after_a_breach() -> Story:
    """What both sides agreed on was not paid, and is now decided."""
    story = settled()
    story.wait_for("compliance.refund")
    story.do(breach.ReportBreach, BUYER, line="offer-1-1", reasons=Text("Nothing came."))
    appoint(story, Function.DECIDER, "decider")
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, issues=UNCITED)
    return story


# Time to think


def test_an_acceptance_counts_only_after_the_time_to_think():
    story = decided()
    found = next(one for one in available_actions(BUYER, story.case, story.now) if one.action is Action.ACCEPT_DECISION)
    assert isinstance(found.blocked, no.StillReflecting)
    with pytest.raises(no.StillReflecting):
        story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert story.case.decision.accepted


def test_nobody_has_to_think_before_saying_no():
    story = decided()
    story.do(decision.RejectDecision, BUYER)
    assert story.case.ground is Ground.DECIDED


# Slips


def test_a_slip_is_pointed_out_and_put_right_beside_the_original():
    story = decided()
    story.do(correction.AskCorrection, SELLER, reasons=Text("It says 80 and means 70."))
    assert {Action.CORRECT_DECISION, Action.DECLINE_CORRECTION} <= actions(story, DECIDER)
    story.do(correction.CorrectDecision, DECIDER, slip=Slip.SUMS, reads=Text("70 instead of 80"), lines=(refund(7000),))
    found = story.case.decision
    assert (found.lines, found.ordered) == ((refund(8000),), (refund(7000),))
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait_for("review.ask")
    assert [line.remedy.amount.minor for line in story.case.compensation.lines] == [7000]


def test_the_pen_can_be_corrected_while_the_sums_are_being_paid():
    story = accepted()
    story.do(correction.AskCorrection, BUYER, reasons=Text("It says lump."))
    story.wait_for("review.ask")
    story.do(correction.CorrectDecision, DECIDER, slip=Slip.WRITING, reads=Text("The lamp."))
    assert story.case.decision.corrections[0].slip is Slip.WRITING


def test_an_earlier_order_does_not_keep_the_sums_of_a_later_decision_from_being_corrected():
    story = decided_after_a_breach()
    story.do(correction.CorrectDecision, DECIDER, slip=Slip.SUMS, reads=Text("70"), lines=(refund(7000),))
    assert story.case.decision.ordered == (refund(7000),)


def test_only_whoever_decided_corrects():
    story = decided()
    for by in (BUYER, MEDIATOR, ADMINISTRATOR, Actor(Role.DECIDER, "another")):
        with pytest.raises(no.NotAllowed):
            story.do(correction.CorrectDecision, by, slip=Slip.WRITING, reads=Text("x"))


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"slip": Slip.SUMS}, no.SlipUnclear),
        ({"slip": Slip.WRITING, "lines": (refund(7000),)}, no.SlipUnclear),
        ({"slip": Slip.SUMS, "lines": (refund(7000), refund(100))}, no.NoSlip),
        ({"slip": Slip.SUMS, "lines": (refund(9000),)}, no.MoreThanWasPaid),
        ({"slip": Slip.WRITING, "reads": Text(" ")}, no.ReasonsMissing),
    ],
)
def test_a_correction_changes_nothing_but_slips(asked: dict[str, Any], refusal: type[no.Refused]):
    with pytest.raises(refusal):
        decided().do(correction.CorrectDecision, DECIDER, **({"reads": Text("reads")} | asked))


def test_a_side_asks_once_and_within_the_time_for_it():
    story = decided()
    story.do(correction.AskCorrection, BUYER, reasons=Text("A name is wrong."))
    with pytest.raises(no.AlreadyDone):
        story.do(correction.AskCorrection, BUYER, reasons=Text("Again."))
    story.do(correction.DeclineCorrection, DECIDER, reasons=Text("The name is right."))
    story.wait_for("correction")
    with pytest.raises(no.NotAtThisStage):
        story.do(correction.AskCorrection, SELLER, reasons=Text("Late."))
    assert Action.CORRECT_DECISION not in actions(story, DECIDER)


# Review


def test_a_review_keeps_the_stay_and_needs_a_different_neutral():
    story = review_asked()
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT
    for served in ("decider", "mediator"):
        with pytest.raises(no.NotEligible):
            appoint(story, Function.REVIEWER, served)
    appoint(story, Function.REVIEWER, "reviewer")
    story.wait_for("review.ask")
    assert (story.case.stage, story.case.compensation) == (Stage.REVIEW, None)


def test_the_time_for_appointing_a_reviewer_passes_to_the_rule():
    story = review_asked()
    assert e.AppointmentPassedToRule(Function.REVIEWER) in story.wait_for("appointment")


def test_a_review_needs_a_ground_of_the_rulebook_and_reasons_and_is_asked_once_by_each_side():
    story = accepted()
    with pytest.raises(no.ReasonsMissing):
        story.do(review.AskReview, SELLER, **(ERROR | {"reasons": Text("")}))
    with pytest.raises(no.NotAllowed):
        story.do(review.AskReview, ADMINISTRATOR, **ERROR)
    story.do(review.AskReview, SELLER, **ERROR)
    with pytest.raises(no.AlreadyDone):
        story.do(review.AskReview, SELLER, **ERROR)
    story.do(review.AskReview, BUYER, **ERROR)
    assert [one.side for one in story.case.reviews_asked] == [Side.RESPONDENT, Side.COMPLAINANT]


def test_a_confirmed_decision_is_carried_out_and_cannot_be_reviewed_again():
    story = reviewing()
    assert opened(reviewed(story, ReviewResult.CONFIRMED)) == [Stage.COMPLIANCE]
    assert [line.id for line in story.case.compensation.lines] == ["d-1"]
    assert story.case.neutral(Function.REVIEWER) is None
    with pytest.raises(no.NotAtThisStage):
        story.do(review.AskReview, BUYER, **ERROR)


def test_a_decision_confirmed_before_it_was_answered_waits_for_its_answer():
    story = decided()
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    assert opened(reviewed(story, ReviewResult.CONFIRMED)) == [Stage.ACCEPTANCE]
    assert "acceptance" in story.case.frames


def test_a_changed_decision_stands_instead_and_is_accepted_anew():
    story = reviewing()
    assert opened(reviewed(story, ReviewResult.CHANGED)) == [Stage.ACCEPTANCE]
    assert [(one.id, one.fate) for one in story.case.past_decisions] == [("d", Fate.CHANGED)]
    assert (story.case.decision.id, story.case.decision.by, story.case.decision.accepted) == ("d2", REVIEWER, None)
    story.wait(days=4)
    assert opened(story.do(decision.AcceptDecision, BUYER, understood=True)) == [Stage.COMPLIANCE]
    assert [line.id for line in story.case.compensation.lines] == ["d2-1"]


def test_a_changed_decision_has_the_structure_of_every_decision():
    with pytest.raises(no.ReasonsMissing):
        reviewed(reviewing(), ReviewResult.CHANGED, issues=())
    with pytest.raises(no.ExhibitUnknown):
        found = e.Issue(Text("q"), Text("f"), ("C-9",), "rule")
        reviewed(reviewing(), ReviewResult.CHANGED, issues=(found,))


@pytest.mark.parametrize("result", [ReviewResult.CONFIRMED, ReviewResult.CHANGED])
def test_only_a_change_says_what_is_decided_instead(result: ReviewResult):
    ruling = decision.Ruling(decision="d2", outcome=e.Outcome.DISMISSED, issues=(), lines=(), reasons=Text("No."))
    instead = ruling if result is ReviewResult.CONFIRMED else None
    with pytest.raises(no.ReviewUnclear):
        reviewing().do(review.DecideReview, REVIEWER, result=result, reasons=Text("Why."), instead=instead)


def test_a_dismissal_by_the_reviewer_closes_the_case():
    story = reviewing()
    reviewed(story, ReviewResult.CHANGED, outcome=e.Outcome.DISMISSED, lines=())
    assert (story.case.ground, story.case.compensation, story.case.frames) == (Ground.DECIDED, None, {})


def test_a_confirmed_decision_is_carried_out_though_an_earlier_order_is_over():
    story = decided_after_a_breach()
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    reviewed(story, ReviewResult.CONFIRMED)
    assert (story.case.stage, story.case.compensation.id) == (Stage.COMPLIANCE, "d")


def test_nothing_more_can_be_asked_where_a_decision_that_orders_nothing_closes_the_case():
    nothing = (RemedyLine(Remedy.NO_REMEDY, "lamp", 1, None),)
    binding = replace(RULEBOOK, effect=replace(RULEBOOK.effect, decision=DecisionEffect.CONTRACTUAL))
    changed = at_stage(Stage.REVIEW, Filed.BY_THE_BUYER, Course.ANSWERED)
    changed.case.rulebook = binding
    reviewed(changed, ReviewResult.CHANGED, lines=nothing, issues=UNCITED)
    issued = deciding()
    issued.case.rulebook = replace(binding, review=None)
    issue(issued, lines=nothing)
    for story in (changed, issued):
        assert (story.case.ground, story.case.frames) == (Ground.DECIDED, {})


def test_a_remitted_case_begins_again_with_evidence_and_is_decided_anew():
    story = reviewing()
    assert opened(reviewed(story, ReviewResult.REMITTED)) == [Stage.EVIDENCE]
    assert (story.case.decision, story.case.record_closed) == (None, False)
    assert story.case.past_decisions[0].fate is Fate.REMITTED
    assert story.case.frames.keys() == {"evidence.collect"}
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, decision="d3")
    assert story.case.decision.id == "d3"


def test_a_late_reviewer_is_replaced():
    story = reviewing()
    assert e.MandateEnded(Function.REVIEWER, "reviewer") in story.wait_for("review.decide")
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT
    appoint(story, Function.REVIEWER, "another")
    with pytest.raises(no.NotAllowed):
        reviewed(story, ReviewResult.CONFIRMED)
    assert "review.decide" in story.case.frames


# Setting aside


def silent() -> Story:
    """The respondent never answered; the decision was accepted and is being carried out."""
    story = Story().file()
    story.wait_for("complaint.answer")
    story.wait_for("intake.admit")
    story.wait_for("response")
    appoint(story, Function.DECIDER, "decider")
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, issues=(e.Issue(Text("Was it whole?"), Text("No."), (), "CISG Art. 36"),))
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait_for("review.ask")
    return story


def paid(story: Story) -> None:
    for step in (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED):
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=step, reference="re_1")


LATE: dict[str, Any] = {"reasons": Text("Our post was lost.")}


def test_who_answered_cannot_ask_to_set_aside():
    with pytest.raises(no.NotAtThisStage):
        accepted().do(review.AskSetAside, SELLER, **LATE)


def test_only_the_silent_side_asks_and_the_order_goes_on():
    story = silent()
    with pytest.raises(no.NotAtThisStage):
        story.do(review.AskSetAside, BUYER, **LATE)
    story.do(review.AskSetAside, SELLER, **LATE)
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT
    assert "compliance.refund/d-1" in story.case.frames, "a request to set aside does not stay the order"
    paid(story)
    assert story.case.closed_at is None, "a reviewer is still at work"


def test_a_closed_case_goes_on_for_a_request_in_time_and_closes_again_when_it_fails():
    story = silent()
    paid(story)
    assert (story.case.stage, story.case.is_over) == (Stage.CLOSED, False)
    story.do(review.AskSetAside, SELLER, **LATE)
    assert (story.case.stage, story.case.ground) == (Stage.REVIEWER_APPOINTMENT, None)
    appoint(story, Function.REVIEWER, "reviewer")
    story.do(review.DecideSetAside, REVIEWER, granted=False, reasons=Text("The post was not lost."))
    assert (story.case.stage, story.case.ground, story.case.is_over) == (Stage.CLOSED, Ground.DECIDED, True)


def test_nothing_can_be_asked_once_the_time_is_over():
    story = silent()
    paid(story)
    story.wait_for("default_track.set_aside.ask")
    assert story.case.is_over
    with pytest.raises(no.NotAtThisStage):
        story.do(review.AskSetAside, SELLER, **LATE)


def test_setting_aside_reopens_evidence_and_takes_no_money_back():
    story = silent()
    paid(story)
    story.do(review.AskSetAside, SELLER, **LATE)
    appoint(story, Function.REVIEWER, "reviewer")
    events = story.do(review.DecideSetAside, REVIEWER, granted=True, reasons=Text("It was lost."))
    assert opened(events) == [Stage.EVIDENCE]
    assert [line.step for line in story.case.compensation.lines] == [Step.FULFILLED]
    assert (story.case.decision, story.case.silent, story.case.past_decisions[0].fate) == (None, False, Fate.SET_ASIDE)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.AlreadyRecovered):
        issue(story, decision="d2", issues=(e.Issue(Text("q"), Text("f"), (), "r"),), lines=(refund(8000),))


def test_what_was_not_begun_under_a_decision_that_is_set_aside_is_owed_no_more():
    story = silent()
    story.do(review.AskSetAside, SELLER, **LATE)
    appoint(story, Function.REVIEWER, "reviewer")
    story.do(review.DecideSetAside, REVIEWER, granted=True, reasons=Text("It was lost."))
    assert story.case.frames.keys() == {"evidence.collect"}
    assert [line.step for line in story.case.compensation.lines] == [Step.LAPSED], "nothing was begun"
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, decision="d2", outcome=e.Outcome.DISMISSED, issues=(e.Issue(Text("q"), Text("f"), (), "r"),), lines=())
    story.wait_for("review.ask")
    assert story.case.ground is Ground.DECIDED


def test_a_late_reviewer_of_a_request_to_set_aside_is_replaced():
    story = silent()
    story.do(review.AskSetAside, SELLER, **LATE)
    appoint(story, Function.REVIEWER, "reviewer")
    story.wait_for("default_track.set_aside.decide")
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT


def test_a_review_and_a_request_to_set_aside_go_to_one_reviewer():
    story = silent_and_asked_both()
    reviewed(story, ReviewResult.CONFIRMED)
    assert story.case.stage is Stage.REVIEW
    story.do(review.DecideSetAside, REVIEWER, granted=False, reasons=Text("No."))
    assert story.case.stage is Stage.COMPLIANCE


def silent_and_asked_both() -> Story:
    story = Story().file()
    for clause in ("complaint.answer", "intake.admit", "response"):
        story.wait_for(clause)
    appoint(story, Function.DECIDER, "decider")
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, issues=(e.Issue(Text("Was it whole?"), Text("No."), (), "CISG Art. 36"),))
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    story.do(review.AskSetAside, SELLER, **LATE)
    return story


def test_a_sum_that_was_ordered_cannot_be_corrected():
    story = accepted()
    story.do(correction.AskCorrection, BUYER, reasons=Text("Seventy, not eighty."))
    story.wait_for("review.ask")
    with pytest.raises(no.OrderUnderWay, match="time for a review is over too"):
        story.do(correction.CorrectDecision, DECIDER, slip=Slip.SUMS, reads=Text("60"), lines=(refund(6000),))


def test_what_the_consumer_did_not_accept_is_not_ordered_because_it_was_not_set_aside():
    story = at_stage(Stage.ACCEPTANCE, Filed.BY_THE_BUYER, Course.SILENT)
    story.do(decision.RejectDecision, BUYER)
    story.do(review.AskSetAside, SELLER, reasons=Text("I was away."))
    appoint(story, Function.REVIEWER, "another")
    events = story.do(
        review.DecideSetAside, Actor(Role.REVIEWER, "another"), granted=False, reasons=Text("You were told.")
    )
    assert opened(events) == [Stage.CLOSED]
    assert (story.case.ground, story.case.compensation) == (Ground.DECIDED, None)


def test_a_decision_about_setting_aside_says_why():
    story = at_stage(Stage.REVIEW, Filed.BY_THE_BUYER, Course.SET_ASIDE)
    for granted in (True, False):
        with pytest.raises(no.ReasonsMissing):
            story.do(review.DecideSetAside, REVIEWER, granted=granted, reasons=Text(" "))
