"""What the respondent claims in return: from the same sale, by the response, answered, decided with the complaint."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import appointing, compensation, correction, counterclaim, decision, filing, outcomes, producing, review
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Length, Unit
from odr.domain.case import Compensation
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import Actor, Role, Side
from odr.domain.rulebook import Expiry, ReviewGround
from odr.domain.rulebook.terms import Acts
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, RULEBOOK, SELLER, Story, eur, opened, refund

SAID = Text("The parcel that came back held a stone.")
EMPTY = Claim("1", "lamp", 1, ComplaintType.RETURN_EMPTY, (refund(8000, remedy=Remedy.DAMAGES),))
MAKING = {"counterclaim": "cc-1", "claims": (EMPTY,), "narrative": SAID}


def made(story: Story | None = None) -> Story:
    found = story or Story().file()
    found.do(counterclaim.MakeCounterclaim, SELLER, **MAKING)
    return found


def actions(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


def test_what_is_claimed_in_return_would_be_owed_by_the_complainant():
    story = made()
    assert story.case.counterclaim is not None
    assert [one.owed_by for claim in story.case.counterclaim.claims for one in claim.remedies] == [Side.COMPLAINANT]
    assert story.case.claimants == (Role.COMPLAINANT, Role.RESPONDENT)


def test_it_is_about_the_same_sale_and_of_a_kind_that_the_respondent_can_claim():
    story = Story().file()
    elsewhere = replace(EMPTY, line="another-order")
    with pytest.raises(no.UnknownLine):
        story.do(counterclaim.MakeCounterclaim, SELLER, **{**MAKING, "claims": (elsewhere,)})
    as_a_buyer = replace(EMPTY, complaint=ComplaintType.DAMAGED)
    with pytest.raises(no.ComplaintNotPossible):
        story.do(counterclaim.MakeCounterclaim, SELLER, **{**MAKING, "claims": (as_a_buyer,)})
    with pytest.raises(no.NothingAsked):
        story.do(counterclaim.MakeCounterclaim, SELLER, **{**MAKING, "claims": ()})
    with pytest.raises(no.NotAllowed):
        story.do(counterclaim.MakeCounterclaim, BUYER, **MAKING)


def test_it_is_made_once_and_by_the_end_of_the_response():
    with pytest.raises(no.AlreadyDone):
        made(made())
    story = Story().file()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    story.do(filing.EscalateComplaint, BUYER, reasons=SAID)
    assert Action.MAKE_COUNTERCLAIM in actions(story, SELLER)
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert story.case.stage is e.Stage.NEGOTIATION
    with pytest.raises(no.NotAtThisStage):
        made(story)


def timed() -> Story:
    """Under a rulebook that gives it a time of its own, and one for the answer."""
    frame = replace(RULEBOOK.response, actor=Acts.RESPONDENT, limit=Length(10, Unit.DAY), expiry=Expiry.RECORDED)
    clauses = {
        "counterclaim.make": frame,
        "counterclaim.answer": replace(frame, actor=Acts.COMPLAINANT, limit=Length(7, Unit.DAY)),
    }
    rulebook = replace(RULEBOOK)
    rulebook.__dict__["clauses"] = {**RULEBOOK.clauses, **clauses}
    story = Story(rulebook).file()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def test_a_rulebook_gives_it_a_time_of_its_own_and_one_for_the_answer():
    story = timed()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    assert story.case.stage is e.Stage.NEGOTIATION
    made(story)
    assert "counterclaim.make" not in story.case.frames
    assert story.case.frames["counterclaim.answer"].facts.actors == (Role.COMPLAINANT,)
    story.do(counterclaim.AnswerCounterclaim, BUYER, position=e.Position.DISPUTES, statement=SAID)
    assert "counterclaim.answer" not in story.case.frames


def test_its_time_ends_and_silence_on_it_says_nothing():
    story = timed()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    story.wait_for("counterclaim.make")
    with pytest.raises(no.NotAtThisStage):
        made(story)
    silent = made(timed())
    silent.wait_for("counterclaim.answer")
    assert silent.case.counterclaim is not None
    assert silent.case.counterclaim.answer is None
    assert silent.case.settlement is None


def test_the_complainant_answers_once():
    story = made()
    with pytest.raises(no.NotAllowed):
        story.do(counterclaim.AnswerCounterclaim, SELLER, position=e.Position.DISPUTES, statement=SAID)
    story.do(counterclaim.AnswerCounterclaim, BUYER, position=e.Position.ACCEPTS, statement=SAID)
    assert story.case.counterclaim is not None
    assert story.case.counterclaim.answer is not None
    assert story.case.compensation is None
    with pytest.raises(no.AlreadyDone):
        story.do(counterclaim.AnswerCounterclaim, BUYER, position=e.Position.DISPUTES, statement=SAID)


def test_a_withdrawn_complaint_leaves_the_counterclaim_to_take_its_course():
    story = made()
    events = story.do(filing.WithdrawComplaint, BUYER)
    assert opened(events) == [e.Stage.INTAKE]
    assert story.case.claimants == (Role.RESPONDENT,)
    with pytest.raises(no.AlreadyDone):
        story.do(filing.WithdrawComplaint, BUYER)
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert story.case.stage is e.Stage.NEGOTIATION, "nobody waits for an answer to what was withdrawn"
    assert not story.case.silent


def test_during_the_response_a_withdrawn_complaint_leads_on():
    story = Story().file()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert story.case.stage is e.Stage.RESPONSE
    made(story)
    assert opened(story.do(filing.WithdrawComplaint, BUYER)) == [e.Stage.NEGOTIATION]


def test_with_the_last_claim_withdrawn_the_case_ends():
    story = made()
    story.do(counterclaim.WithdrawCounterclaim, SELLER)
    assert story.case.closed_at is None
    story.do(filing.WithdrawComplaint, BUYER)
    assert story.case.ground is e.Ground.WITHDRAWN
    other_way_round = made()
    other_way_round.do(filing.WithdrawComplaint, BUYER)
    other_way_round.do(counterclaim.WithdrawCounterclaim, SELLER)
    assert other_way_round.case.ground is e.Ground.WITHDRAWN


def appoint(story: Story, function: e.Function) -> None:
    story.do(
        appointing.AppointNeutral,
        ADMINISTRATOR,
        function=function,
        person=function.value.lower(),
        functions=frozenset({function}),
        belongs_to=frozenset(),
        payer="service",
    )


def choosing(story: Story) -> Story:
    """The mediation brought no agreement; somebody can ask for a decision."""
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    story.do(filing.EscalateComplaint, BUYER, reasons=SAID)
    story.do(filing.AdmitCase, ADMINISTRATOR)
    story.wait_for("negotiation.agree")
    appoint(story, e.Function.MEDIATOR)
    story.wait_for("mediation.agree")
    assert story.case.stage is e.Stage.DECISION_CHOICE
    return story


def test_either_claimant_can_ask_for_a_decision_and_neither_can_forgo_the_others():
    story = choosing(made())
    assert story.case.frames["decision_choice"].facts.actors == (Role.COMPLAINANT, Role.RESPONDENT)
    with pytest.raises(no.OthersClaim):
        story.do(decision.ForgoDecision, BUYER)
    story.do(decision.RequestDecision, SELLER)
    assert story.case.stage is e.Stage.DECIDER_APPOINTMENT


def test_without_a_counterclaim_only_the_complainant_chooses():
    story = choosing(Story().file())
    with pytest.raises(no.NotAllowed):
        story.do(decision.RequestDecision, SELLER)
    story.do(decision.ForgoDecision, BUYER)
    assert story.case.ground is e.Ground.NO_AGREEMENT


REPAIR = RemedyLine(Remedy.REPAIR, "lamp", 1, None)
OWED_BACK = replace(refund(8000, remedy=Remedy.DAMAGES), owed_by=Side.COMPLAINANT)
GRANTED, IN_PART, DISMISSED = e.Outcome.GRANTED, e.Outcome.GRANTED_IN_PART, e.Outcome.DISMISSED


def deciding(story: Story | None = None) -> Story:
    """The file is complete; there is a complaint and a counterclaim, unless the story says otherwise."""
    found = choosing(story or made())
    found.do(decision.RequestDecision, SELLER)
    appoint(found, e.Function.DECIDER)
    found.wait_for("evidence.collect")
    found.do(decision.CompleteFile, DECIDER)
    return found


def issue(story: Story, *lines: RemedyLine, name: str = "d-1", **said: Any) -> list[e.Event]:
    asked = {"outcome": None, "counterclaim": None, **said}
    issues = (e.Issue(SAID, SAID, (), "Rule"),)
    return story.do(decision.IssueDecision, DECIDER, decision=name, issues=issues, lines=lines, reasons=SAID, **asked)


def test_the_decision_orders_what_the_complainant_owes():
    story = choosing(made())
    story.do(decision.RequestDecision, SELLER)
    appoint(story, e.Function.DECIDER)
    story.wait_for("evidence.collect")
    with pytest.raises(no.RecordIsClosed):
        story.do(counterclaim.AnswerCounterclaim, BUYER, position=e.Position.DISPUTES, statement=SAID)
    story.do(decision.CompleteFile, DECIDER)
    issue(story, OWED_BACK, outcome=DISMISSED, counterclaim=GRANTED)
    assert story.case.decision is not None
    assert (story.case.decision.outcome, story.case.decision.counterclaim) == (DISMISSED, GRANTED)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait_for("review.ask")
    assert story.case.stage is e.Stage.COMPLIANCE
    line = story.case.compensation.lines[0]
    assert line.remedy.owed_by is Side.COMPLAINANT
    assert story.case.frames[f"compliance.money/{line.id}"].facts.actors == (Role.COMPLAINANT,)
    with pytest.raises(no.NotAtThisStage):
        story.do(counterclaim.WithdrawCounterclaim, SELLER)
    story.do(compensation.ReportFulfilment, SELLER, line=line.id, step=e.Step.FULFILLED, reference="")
    assert story.case.ground is e.Ground.DECIDED


@pytest.mark.parametrize(
    ("complaint", "in_return", "lines", "problem"),
    [
        (None, GRANTED, (OWED_BACK,), "There is a complaint. Say what you decide of it."),
        (GRANTED, None, (refund(10),), "There is a counterclaim. Say what you decide of it."),
        (GRANTED, DISMISSED, (refund(10), OWED_BACK), "What the complainant owes follows from the counterclaim"),
        (GRANTED, IN_PART, (refund(10),), "What the complainant owes follows from the counterclaim"),
        (DISMISSED, GRANTED, (refund(10), OWED_BACK), "What the respondent owes follows from the complaint"),
        (GRANTED, GRANTED, (OWED_BACK,), "What the respondent owes follows from the complaint"),
        (DISMISSED, DISMISSED, (refund(10),), "What the respondent owes follows from the complaint"),
    ],
)
def test_each_claim_has_its_outcome_and_each_side_owes_by_the_others(
    complaint: e.Outcome | None, in_return: e.Outcome | None, lines: tuple[RemedyLine, ...], problem: str
):
    with pytest.raises(no.OutcomeUnclear, match=problem):
        issue(deciding(), *lines, outcome=complaint, counterclaim=in_return)


def test_both_can_be_dismissed_and_nothing_is_ordered():
    story = deciding()
    issue(story, outcome=DISMISSED, counterclaim=DISMISSED)
    assert story.case.decision is not None
    assert story.case.decision.ordered == ()


def test_without_a_counterclaim_nothing_is_decided_of_one_and_the_complainant_owes_nothing():
    story = Story().file()
    choosing(story).do(decision.RequestDecision, BUYER)
    appoint(story, e.Function.DECIDER)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.OutcomeUnclear, match="There is no counterclaim to decide"):
        issue(story, refund(10), outcome=GRANTED, counterclaim=DISMISSED)
    with pytest.raises(no.OutcomeUnclear, match="What the complainant owes"):
        issue(story, refund(10), OWED_BACK, outcome=GRANTED)


def test_of_a_withdrawn_complaint_nothing_is_decided_and_the_counterclaim_is():
    story = deciding()
    story.do(filing.WithdrawComplaint, BUYER)
    with pytest.raises(no.OutcomeUnclear, match="There is no complaint to decide"):
        issue(story, OWED_BACK, outcome=DISMISSED, counterclaim=GRANTED)
    with pytest.raises(no.OutcomeUnclear, match="What the respondent owes"):
        issue(story, refund(10), OWED_BACK, counterclaim=GRANTED)
    issue(story, OWED_BACK, counterclaim=GRANTED)
    assert story.case.decision is not None
    assert story.case.decision.outcome is None


def test_a_withdrawn_counterclaim_is_not_decided():
    story = deciding()
    story.do(counterclaim.WithdrawCounterclaim, SELLER)
    with pytest.raises(no.OutcomeUnclear, match="There is no counterclaim"):
        issue(story, refund(10), outcome=GRANTED, counterclaim=DISMISSED)
    issue(story, refund(10), outcome=GRANTED)


def test_what_both_owe_is_set_off_only_where_the_decision_says_so_and_the_lines_stay():
    story = deciding()
    both = {"outcome": GRANTED, "counterclaim": IN_PART}
    for wrong in ((replace(OWED_BACK, remedy=Remedy.VOUCHER), refund(10)), (OWED_BACK, REPAIR)):
        with pytest.raises(no.OutcomeUnclear, match="Only money that both sides owe"):
            issue(story, *wrong, set_off=True, **both)
    issue(story, refund(3000), OWED_BACK, set_off=True, **both)
    decided = story.case.decision
    assert decided is not None
    assert decided.set_off
    assert decided.ordered == (refund(3000), OWED_BACK)
    assert outcomes.net(decided.ordered) == outcomes.Net(Side.COMPLAINANT, eur(5000))
    assert outcomes.net((refund(8000), OWED_BACK)).amount == eur(0)


def accepted(story: Story) -> Story:
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    return story


def test_a_reviewer_decides_of_both_again_and_a_correction_leaves_both():
    story = deciding()
    issue(story, refund(3000), OWED_BACK, outcome=GRANTED, counterclaim=GRANTED, set_off=True)
    lines = (refund(2500), OWED_BACK)
    story.do(correction.CorrectDecision, DECIDER, slip=e.Slip.SUMS, reads=SAID, lines=lines)
    assert story.case.decision is not None
    assert (story.case.decision.counterclaim, story.case.decision.set_off) == (GRANTED, True)
    assert outcomes.net(story.case.decision.ordered) == outcomes.Net(Side.COMPLAINANT, eur(5500))
    accepted(story).do(review.AskReview, SELLER, ground=ReviewGround.MANIFEST_ERROR, reasons=SAID)
    appoint(story, e.Function.REVIEWER)
    asked: dict[str, Any] = {"decision": "d-2", "issues": (e.Issue(SAID, SAID, (), "Rule"),), "reasons": SAID}
    changed = {"result": e.ReviewResult.CHANGED, "reasons": SAID}
    reviewer = Actor(Role.REVIEWER, "reviewer")
    with pytest.raises(no.OutcomeUnclear):
        instead = decision.Ruling(outcome=GRANTED, lines=(refund(10),), **asked)
        story.do(review.DecideReview, reviewer, instead=instead, **changed)
    instead = decision.Ruling(outcome=GRANTED, counterclaim=DISMISSED, lines=(refund(10),), **asked)
    story.do(review.DecideReview, reviewer, instead=instead, **changed)
    assert (story.case.decision.counterclaim, story.case.past_decisions[-1].counterclaim) == (DISMISSED, GRANTED)


def test_after_a_decision_was_undone_a_dismissal_can_order_that_what_was_paid_is_given_back():
    """Setting aside takes no money back by itself: whoever decides anew says so (procedure: default_track)."""
    story = Story().file()
    choosing(story).do(decision.RequestDecision, BUYER)
    appoint(story, e.Function.DECIDER)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    back = replace(refund(8000, remedy=Remedy.RESTITUTION), owed_by=Side.COMPLAINANT)
    with pytest.raises(no.OutcomeUnclear):
        issue(story, back, outcome=DISMISSED)
    story.case.past_compensations = (Compensation("d-0", story.now, ()),)
    issue(story, back, outcome=DISMISSED)


def test_evidence_is_asked_for_alike():
    story = made()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    story.do(producing.RequestEvidence, SELLER, request="q", side=Side.COMPLAINANT, what=SAID, why=SAID)
    assert "q" in story.case.requests
