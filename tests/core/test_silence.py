"""Silence that decides: by rule, named, against nobody who was not reached, and always open to a person's look."""

from dataclasses import replace

import pytest

from odr.domain import decision, filing, human_review, review
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Automated, Ground, How, Outcome, Position, Stage
from odr.domain.human_review import AnswerHumanReview, AskHumanReview
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import SERVICE, Actor, Capacity, Role, Side
from odr.domain.rulebook import Rulebook
from odr.domain.silence import CLAUSE
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.given import ADMINISTRATOR, BUYER, BY_THE_SELLER, SELLER, Story, refund
from tests.core.test_time_acts import appoint

RULEBOOKS = all_rulebooks()
KLARNA, AMAZON, COURT = RULEBOOKS["klarna-like/1"], RULEBOOKS["amazon-like/1"], RULEBOOKS["ew-ocmc/1"]
CONSENTS = (e.SettlementReached, e.OfferAccepted, e.DecisionAccepted, e.ProposalAnswered)


def silent(rulebook: Rulebook = KLARNA, **changes: object) -> Story:
    """Nobody answered the complaint."""
    story = Story(rulebook).file(**changes)
    story.wait_for("complaint.answer")
    return story


def acts(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


def test_silence_decides_by_a_rule_that_is_named_and_is_no_consent():
    story = Story(KLARNA).file()
    brought = story.wait_for("complaint.answer")
    decided = next(one for one in brought if isinstance(one, e.DefaultDecisionIssued))
    assert (decided.clause, decided.lines) == (CLAUSE, story.case.claims[0].remedies[:1])
    assert "did not answer in time" in (decided.reasons.body or "")
    assert not any(isinstance(one, CONSENTS) for one in brought)
    assert story.case.decision
    assert story.case.decision.by == SERVICE
    assert (story.case.decision.outcome, story.case.decision.clause) == (Outcome.GRANTED, CLAUSE)
    assert story.case.stage is Stage.STAY, "the order waits while a review can be asked for"


def test_nobody_can_point_out_slips_where_nobody_decided():
    assert {one.clause for one in silent().case.frames.values()} == {"review.ask", "default_track.set_aside.ask"}


def test_what_was_asked_for_first_is_granted_and_ordered_within_what_was_paid():
    alternatives = (refund(8000, remedy=Remedy.REFUND_FULL), refund(2000))
    claims = (
        Claim("a", "lamp", 1, ComplaintType.DAMAGED, alternatives),
        Claim("b", "lamp", 1, ComplaintType.LATE, (refund(3000),)),
    )
    story = silent(claims=claims)
    story.wait_for("review.ask")
    lines = story.case.compensation.lines if story.case.compensation else ()
    assert [line.remedy.amount.minor for line in lines if line.remedy.amount] == [8000, 0]
    assert (lines[1].agreed and lines[1].agreed.minor, lines[1].step) == (3000, e.Step.LAPSED)


def test_an_answer_in_time_leaves_the_decision_to_a_person():
    story = Story(KLARNA).file()
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is not."))
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_against_a_consumer_silence_decides_only_where_the_rulebook_says_so():
    assert silent(KLARNA, **BY_THE_SELLER).case.stage is Stage.DECIDER_APPOINTMENT
    court = silent(COURT, **BY_THE_SELLER)
    court.do(decision.RequestDecision, Actor(Role.COMPLAINANT, "seller-person"))
    assert court.case.decision
    assert court.case.decision.clause == CLAUSE


def test_nobody_loses_by_silence_whom_no_notice_reached():
    story = Story(KLARNA).file()
    story.case.unreached = frozenset({Side.RESPONDENT})
    story.wait_for("complaint.answer")
    assert (story.case.stage, story.case.decision) == (Stage.DECIDER_APPOINTMENT, None)


def test_the_complainant_asks_for_the_default_decision_where_the_rulebook_wants_that():
    story = silent(COURT)
    assert (story.case.stage, story.case.silent) == (Stage.DECISION_CHOICE, True)
    requested, issued = story.do(decision.RequestDecision, BUYER)[:2]
    assert (type(requested), type(issued)) == (e.DecisionRequested, e.DefaultDecisionIssued)
    by = [entry.by for entry in story.entries if isinstance(entry.event, e.DefaultDecisionIssued)]
    assert by == [SERVICE], "who asked did not decide"


def test_without_a_request_the_case_closes_without_a_decision():
    story = silent(COURT)
    story.wait_for("decision_choice")
    assert (story.case.ground, story.case.decision) == (Ground.NO_AGREEMENT, None)


def test_who_answered_and_could_not_agree_is_judged_by_a_person():
    story = Story(COURT).file()
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    appoint(story, e.Function.MEDIATOR, Actor(Role.MEDIATOR, "m"))
    story.wait_for("mediation.agree")
    story.do(decision.RequestDecision, BUYER)
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_a_seller_who_is_silent_for_three_days_loses_the_claim_under_the_guarantee():
    story = Story(AMAZON).file()
    story.wait_for("complaint.answer")
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("Nothing came."))
    frame = story.case.frames["response"]
    assert (frame.due - frame.facts.start).total_seconds() == 72 * 3600
    story.wait_for("response")
    assert story.case.decision
    assert story.case.decision.clause == CLAUSE


def test_a_default_decision_that_is_set_aside_leaves_the_case_to_a_person():
    story = silent()
    story.do(review.AskSetAside, SELLER, reasons=Text("I was in hospital."))
    appoint(story, e.Function.REVIEWER, Actor(Role.REVIEWER, "r"))
    story.do(review.DecideSetAside, Actor(Role.REVIEWER, "r"), granted=True, reasons=Text("That is so."))
    assert (story.case.stage, story.case.silent, story.case.decision) == (Stage.DECIDER_APPOINTMENT, False, None)


def test_a_person_looks_at_a_default_decision_when_a_side_asks():
    story = silent()
    assert Action.ASK_HUMAN_REVIEW in acts(story, SELLER)
    with pytest.raises(no.AlreadyDone):
        story.do(AskHumanReview, SELLER, about=Automated.ENTITLEMENT, reasons=None)
    story.do(AskHumanReview, SELLER, about=Automated.DEFAULT_DECISION, reasons=Text("The letter came late."))
    left = [one.about for one in human_review.automated(story.case)]
    assert left == [Automated.TIME_LIMIT], "of the decision somebody was asked already"
    story.do(AnswerHumanReview, ADMINISTRATOR, finding=Text("It was handed over in time."))
    found = story.case.human_reviews[Automated.DEFAULT_DECISION, ""]
    assert found.finding == Text("It was handed over in time.")
    assert story.case.decision, "a finding binds nobody"


def test_a_consumer_still_accepts_a_default_decision_where_the_effect_asks_for_it():
    binding = replace(
        KLARNA, effect=RULEBOOKS["odr-default/1"].effect, acceptance=RULEBOOKS["odr-default/1"].acceptance
    )
    story = silent(binding)
    assert story.case.stage is Stage.ACCEPTANCE
    brought = story.wait_for("acceptance")
    not_accepted = next(one for one in brought if isinstance(one, e.DecisionNotAccepted))
    assert not_accepted.how is How.BY_RULE


def test_capacity_of_a_business_is_no_shield():
    seller = replace(BY_THE_SELLER["respondent"], capacity=Capacity.BUSINESS)
    story = silent(KLARNA, **{**BY_THE_SELLER, "respondent": seller})
    assert story.case.decision
    assert story.case.decision.clause == CLAUSE
