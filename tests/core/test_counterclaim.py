"""What the respondent claims in return: from the same sale, by the response, answered, decided with the complaint."""

from dataclasses import replace

import pytest

from odr.domain import appointing, compensation, counterclaim, decision, filing, producing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Length, Unit
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Actor, Role, Side
from odr.domain.rulebook import Expiry
from odr.domain.rulebook.terms import Acts
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, RULEBOOK, SELLER, Story, opened, refund

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


def test_the_decision_orders_what_the_complainant_owes():
    story = choosing(made())
    story.do(decision.RequestDecision, SELLER)
    appoint(story, e.Function.DECIDER)
    story.wait_for("evidence.collect")
    with pytest.raises(no.RecordIsClosed):
        story.do(counterclaim.AnswerCounterclaim, BUYER, position=e.Position.DISPUTES, statement=SAID)
    story.do(decision.CompleteFile, DECIDER)
    owed = replace(refund(8000, remedy=Remedy.DAMAGES), owed_by=Side.COMPLAINANT)
    issue = e.Issue(SAID, SAID, (), "Rule")
    story.do(
        decision.IssueDecision,
        DECIDER,
        decision="d-1",
        outcome=e.Outcome.GRANTED_IN_PART,
        issues=(issue,),
        lines=(owed,),
        reasons=SAID,
    )
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


def test_evidence_is_asked_for_alike():
    story = made()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    story.do(producing.RequestEvidence, SELLER, request="q", side=Side.COMPLAINANT, what=SAID, why=SAID)
    assert "q" in story.case.requests
