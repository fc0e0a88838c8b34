"""A neutral discloses, a side objects, the administrator decides; who steps back or is away is replaced."""

from datetime import datetime, timedelta

import pytest

from odr.domain import breach, decision, exhibits, filing, mediation, negotiation, objecting, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.events import Ending, Function, Stage
from odr.domain.explain import explain
from odr.domain.happenings import Outage
from odr.domain.parts import OBJECTION_DECISION
from odr.domain.possible import Action, available_actions
from odr.domain.procedure import pass_time
from odr.domain.roles import Actor, Role, Room, Visitor
from odr.domain.sight import seat
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, Story, opened, refund
from tests.core.test_after_decision import REVIEWER, review_asked, reviewing
from tests.core.test_appointing import IN_THE_MARKET, REGISTRAR, against_the_market
from tests.core.test_procedure import appoint, collecting, deciding, exhibit, issue, mediating, proposed

WHY = Text("They worked for the seller.")
FRAME = "neutrals.objection/MEDIATOR"
ANSWER = "mediation.proposal_answer/p"
DECIDES = f"{OBJECTION_DECISION}/o"
SUCCESSOR = Actor(Role.MEDIATOR, "another")


def objected(story: Story, by: Actor = BUYER, name: str = "o") -> list[e.Event]:
    return story.do(objecting.ObjectToNeutral, by, objection=name, reasons=WHY)


def decide(story: Story, *, sustained: bool, by: Actor = ADMINISTRATOR, name: str = "o") -> list[e.Event]:
    answer = Text("We looked at it.")
    return story.do(objecting.DecideObjection, by, objection=name, sustained=sustained, reasons=answer)


def actions(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def bound(story: Story, frame: str = FRAME) -> datetime:
    return story.case.frames[frame].due


# Disclosure


def test_a_neutral_discloses_and_everybody_reads_it():
    story = mediating()
    story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=Text("I once bought a lamp there."))
    (said,) = story.case.neutral(Function.MEDIATOR).disclosures
    assert said.circumstances.body == "I once bought a lamp there."
    for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.DECIDER, Role.REVIEWER, Role.MARKETPLACE, Role.REGULATOR):
        assert any(isinstance(entry.event, e.CircumstancesDisclosed) for entry in seen(role, story.entries))


def test_what_is_new_gives_the_time_to_object_again():
    story = mediating()
    before = bound(story)
    story.wait(days=2)
    story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=None)
    assert bound(story) == before
    story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=Text("I bought a lamp there."))
    assert bound(story) == before + timedelta(days=2)
    story.wait_for("neutrals.objection")
    story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=Text("My brother works there."))
    objected(story)


def test_only_the_neutral_at_work_discloses_and_not_in_silence():
    story = mediating()
    for by in (BUYER, ADMINISTRATOR, REGISTRAR, SUCCESSOR, DECIDER):
        with pytest.raises(no.NotAllowed):
            story.do(objecting.DiscloseCircumstances, by, circumstances=None)
    with pytest.raises(no.ReasonsMissing):
        story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=Text(" "))
    story.do(mediation.EndMediation, MEDIATOR)
    with pytest.raises(no.NotAtThisStage):
        story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=None)


# Objection


def test_each_side_objects_once_within_the_time_for_it():
    story = mediating()
    assert Action.OBJECT_TO_NEUTRAL in actions(story, BUYER)
    objected(story)
    assert Action.OBJECT_TO_NEUTRAL not in actions(story, BUYER)
    with pytest.raises(no.AlreadyDone):
        objected(story, name="o2")
    objected(story, SELLER, "o2")
    late = mediating()
    late.wait_for("neutrals.objection")
    with pytest.raises(no.NotAtThisStage):
        objected(late)


def test_an_objection_has_reasons_and_comes_from_a_side():
    story = mediating()
    with pytest.raises(no.ReasonsMissing):
        story.do(objecting.ObjectToNeutral, BUYER, objection="o", reasons=Text(""))
    for by in (MEDIATOR, ADMINISTRATOR, REGISTRAR):
        with pytest.raises(no.NotAllowed):
            objected(story, by)


def test_the_date_explains_itself():
    story = mediating()
    found = explain(story.case.frames[FRAME], story.case, story.entries)
    assert isinstance(found.started_by.event, e.NeutralAppointed)
    assert (found.frame.facts.limit, found.frame.facts.source, found.checked) == ("3d", "model procedure", False)
    assert found.frame.facts.actors == (Role.COMPLAINANT, Role.RESPONDENT)
    assert [day.count for day in found.days if day.count] == [1, 2, 3]


def test_overruled_the_neutral_stays_and_all_dates_with_them():
    story = mediating()
    before = bound(story, "mediation.agree")
    objected(story)
    decide(story, sustained=False)
    assert (story.case.neutral(Function.MEDIATOR).person, story.case.stage) == ("mediator", Stage.MEDIATION)
    assert bound(story, "mediation.agree") == before
    found = story.case.objections["o"]
    assert (found.sustained, found.answer.body) == (False, "We looked at it.")
    with pytest.raises(no.NothingToAnswer):
        decide(story, sustained=True)


def test_sustained_another_one_is_appointed_and_begins_in_full():
    story = mediating()
    story.wait(days=2)
    objected(story)
    objected(story, SELLER, "o2")
    events = decide(story, sustained=True)
    assert opened(events) == [Stage.MEDIATOR_APPOINTMENT]
    ended = {event.frame: event.how for event in events if isinstance(event, e.FrameEnded)}
    assert ended.pop("neutrals.objection_decision/o") is Ending.MET
    assert set(ended.values()) == {Ending.MOOT}
    assert set(story.case.frames) == {"appointment"}
    assert story.case.waiting_objections == []
    with pytest.raises(no.NotEligible, match="already served"):
        appoint(story, Function.MEDIATOR, "mediator")
    appoint(story, Function.MEDIATOR, "another")
    assert bound(story, "mediation.agree") == story.case.frames["mediation.agree"].due
    assert (bound(story, "mediation.agree") - story.now).days >= 10
    assert set(story.case.frames) == {"mediation.agree", FRAME}
    objected(story, BUYER, "o3")


def test_nobody_who_is_appointed_in_time_means_the_rule_appoints_again():
    story = mediating()
    objected(story)
    decide(story, sustained=True)
    story.wait_for("appointment")
    assert story.case.passed_to_rule is Function.MEDIATOR


DECISION = "neutrals.objection_decision/o"


def doubted(story: Story) -> Story:
    """A decider about whom something new was disclosed, and a side objects."""
    story.do(objecting.DiscloseCircumstances, DECIDER, circumstances=Text("I know the seller."))
    objected(story)
    return story


def test_the_administrator_has_some_days_to_decide_and_everybody_reads_by_when():
    story = doubted(deciding())
    frame = story.case.frames[DECISION]
    assert frame.facts.actors == (Role.MARKETPLACE, Role.REGISTRAR)
    assert isinstance(explain(frame, story.case, story.entries).started_by.event, e.ObjectionMade)
    possible = available_actions(ADMINISTRATOR, story.case, story.now)
    assert [one.deadline for one in possible if one.action is Action.DECIDE_OBJECTION] == [frame.due]
    assert frame.awaited


def test_the_neutral_s_time_stands_still_while_an_objection_waits():
    story = deciding()
    story.wait(days=10)
    doubted(story)
    before = bound(story, "decision")
    assert [one.clause for one in story.case.running] == ["overall_cap", "neutrals.objection", OBJECTION_DECISION]
    story.wait(days=2)
    events = decide(story, sustained=False)
    (moved,) = [one for one in events if isinstance(one, e.FrameMoved)]
    assert (moved.frame, moved.why) == ("decision", e.Moved.PAUSED)
    assert bound(story, "decision") == before + timedelta(days=2)
    assert story.case.stage is Stage.DECISION


def test_no_neutral_is_replaced_as_late_because_nobody_decided_about_them():
    """The faulty course: the decision expired under the objection, and the mandate ended as that of somebody late."""
    story = deciding()
    story.wait(days=13)
    doubted(story)
    story.wait(until=bound(story, DECISION) - timedelta(microseconds=1))
    assert (story.case.neutral(Function.DECIDER).person, story.case.stage) == ("decider", Stage.DECISION)


def test_what_nobody_decides_in_time_counts_as_sustained():
    story = doubted(deciding())
    due = bound(story, DECISION)
    told = story.wait(until=due)
    decided = next(one for one in told if isinstance(one, e.ObjectionDecided))
    said = story.case.rulebook.clauses[OBJECTION_DECISION].text.in_language("en")
    assert (decided.sustained, decided.clause, decided.reasons.body) == (True, OBJECTION_DECISION, said)
    assert story.case.objections["o"].clause == OBJECTION_DECISION
    assert (story.case.stage, story.case.neutral(Function.DECIDER)) == (Stage.DECIDER_APPOINTMENT, None)
    assert [entry.by.role for entry in story.entries if entry.event is decided] == [Role.SYSTEM]
    with pytest.raises(no.NotEligible, match="already served"):
        appoint(story, Function.DECIDER, "decider")


def test_two_objections_hold_the_time_until_both_are_decided():
    story = mediating()
    before = bound(story, "mediation.agree")
    objected(story)
    story.wait(days=1)
    objected(story, SELLER, "o2")
    decide(story, sustained=False)
    assert "mediation.agree" not in {one.clause for one in story.case.running}
    story.wait(days=2)
    decide(story, sustained=False, name="o2")
    assert bound(story, "mediation.agree") == before + timedelta(days=3)


def answering_a_doubted_mediator() -> Story:
    """Their proposal is to be answered no later than the mediation has to end."""
    story = mediating()
    story.wait(days=6)
    story.do(objecting.DiscloseCircumstances, MEDIATOR, circumstances=Text("I once bought a lamp there."))
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(refund(6000),), reasons=Text("Half way."))
    story.wait(days=1)
    objected(story)
    return story


def test_what_ends_no_later_than_the_mediator_s_time_stands_still_with_it():
    story = answering_a_doubted_mediator()
    before = bound(story, "mediation.agree")
    assert (bound(story, ANSWER), "p" in story.case.proposals) == (before, True)
    assert not {"mediation.agree", ANSWER} & {one.name for one in story.case.running}
    story.wait(days=2)
    decide(story, sustained=False)
    assert bound(story, ANSWER) == bound(story, "mediation.agree") == before + timedelta(days=2)
    assert story.case.frames[ANSWER].latest.capped_by == "mediation.agree"


def test_an_outage_at_a_bound_that_does_not_pass_moves_nothing():
    story = answering_a_doubted_mediator()
    due = bound(story, ANSWER)
    late = pass_time(story.case, due, [Outage(due - timedelta(hours=1), due + timedelta(hours=1))])
    assert {entry.event.frame for entry in late if isinstance(entry.event, e.FrameMoved)} <= {FRAME, DECIDES}


def test_an_objection_goes_with_the_decider_from_stage_to_stage_and_holds_each_of_their_frames():
    story = collecting()
    story.wait(days=6)
    doubted(story)
    story.wait_for("evidence.collect")
    assert story.case.stage is Stage.FILE_COMPLETE
    assert DECISION in story.case.frames
    assert "file_complete" not in {one.clause for one in story.case.running}


def test_an_objection_to_a_mediator_is_moot_once_the_mediation_is_over():
    story = mediating()
    objected(story)
    story.do(mediation.EndMediation, MEDIATOR)
    assert story.case.waiting_objections == []
    with pytest.raises(no.NothingToAnswer):
        decide(story, sustained=True)


def test_what_nobody_decided_waits_again_when_the_case_goes_on_under_its_number():
    story = doubted(collecting())
    story.do(negotiation.MakeOffer, SELLER, offer="x", lines=(refund(4000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="x", understood=True)
    assert story.case.waiting_objections == []
    story.wait_for("compliance.refund")
    story.do(breach.ReportBreach, BUYER, line=story.case.compensation.lines[0].id, reasons=Text("Nothing came."))
    assert (story.case.stage, DECISION in story.case.frames) == (Stage.EVIDENCE, True)
    decide(story, sustained=True)
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_only_the_administrator_decides_an_objection_that_is_there():
    story = mediating()
    objected(story)
    for by in (BUYER, SELLER, MEDIATOR):
        with pytest.raises(no.NotAllowed):
            decide(story, sustained=True, by=by)
    with pytest.raises(no.NotFound):
        decide(story, sustained=True, name="another")
    assert Action.DECIDE_OBJECTION in actions(story, ADMINISTRATOR) & actions(story, REGISTRAR)


def test_a_marketplace_that_is_a_party_objects_and_a_registrar_decides():
    story = against_the_market()
    story.do(filing.AdmitCase, REGISTRAR)
    story.wait(days=4)
    story.do(negotiation.LeaveNegotiation, BUYER)
    appoint(story, Function.MEDIATOR, "mediator", by=REGISTRAR)
    objected(story, IN_THE_MARKET)
    for act in (objecting.DecideObjection, objecting.HandOverCase):
        more = {"objection": "o", "sustained": True} if act is objecting.DecideObjection else {"away": True}
        with pytest.raises(no.NotAllowed):
            story.do(act, ADMINISTRATOR, reasons=WHY, **more)
    decide(story, sustained=True, by=REGISTRAR)
    assert story.case.stage is Stage.MEDIATOR_APPOINTMENT


def test_nothing_is_decided_while_an_objection_waits():
    story = deciding()
    story.do(objecting.DiscloseCircumstances, DECIDER, circumstances=Text("I know the seller."))
    objected(story)
    blocked = [one for one in available_actions(DECIDER, story.case, story.now) if one.blocked]
    assert (Action.ISSUE_DECISION, no.ObjectionPending) in [(one.action, type(one.blocked)) for one in blocked]
    with pytest.raises(no.ObjectionPending):
        issue(story)
    decide(story, sustained=False)
    issue(story)
    assert story.case.decision is not None


def test_no_review_is_decided_while_an_objection_waits():
    story = reviewing()
    objected(story)
    with pytest.raises(no.ObjectionPending):
        objecting.require_no_objection(story.case)
    assert Action.DECIDE_REVIEW not in actions(story, REVIEWER)
    decide(story, sustained=True)
    assert story.case.stage is Stage.REVIEWER_APPOINTMENT
    appoint(story, Function.REVIEWER, "reviewer-2")
    assert "review.decide" in story.case.frames


def test_the_time_to_object_to_a_mediator_ends_with_the_mediation():
    story = mediating()
    story.do(mediation.EndMediation, MEDIATOR)
    assert FRAME not in story.case.frames


def test_the_time_to_object_to_a_decider_goes_on_from_stage_to_stage():
    story = collecting()
    story.wait(days=6)
    story.do(objecting.DiscloseCircumstances, DECIDER, circumstances=Text("I know the seller."))
    story.wait_for("evidence.collect")
    assert story.case.stage is Stage.FILE_COMPLETE
    assert "neutrals.objection/DECIDER" in story.case.frames
    objected(story)


# Recusal


def test_who_recuses_themselves_is_replaced_and_what_they_proposed_is_over():
    story = proposed()
    events = story.do(objecting.RecuseNeutral, MEDIATOR, reasons=Text("I know the buyer."))
    assert opened(events) == [Stage.MEDIATOR_APPOINTMENT]
    assert story.case.proposals["p"].standing is Standing.NOT_AGREED
    assert actions(story, MEDIATOR) == set()
    appoint(story, Function.MEDIATOR, "another")
    story.do(mediation.MakeProposal, SUCCESSOR, proposal="p2", lines=(refund(5000),), reasons=Text("A new one."))


def test_a_recusal_has_reasons_and_is_ones_own():
    story = mediating()
    with pytest.raises(no.ReasonsMissing):
        story.do(objecting.RecuseNeutral, MEDIATOR, reasons=Text(""))
    with pytest.raises(no.NotAllowed):
        story.do(objecting.RecuseNeutral, SUCCESSOR, reasons=WHY)


def test_a_replaced_decider_leaves_the_evidence_time_in_full_and_the_cap_where_it_is():
    story = deciding()
    cap = bound(story, "overall_cap")
    story.do(objecting.RecuseNeutral, DECIDER, reasons=Text("I know the buyer."))
    appoint(story, Function.DECIDER, "decider-2")
    assert (story.case.stage, bound(story, "overall_cap")) == (Stage.DECISION, cap)
    early = collecting()
    exhibit(early, BUYER, "x")
    early.wait(days=5)
    early.do(objecting.RecuseNeutral, DECIDER, reasons=Text("I know the buyer."))
    appoint(early, Function.DECIDER, "decider-2")
    assert early.case.stage is Stage.EVIDENCE
    assert (bound(early, "evidence.collect") - early.now).days >= 7
    early.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")


# Absence and hand-over


def test_a_case_is_handed_over_with_its_file_when_the_neutral_is_away():
    story = mediating()
    story.do(talk.SendMessage, BUYER, message="m", room=Room.CAUCUS_COMPLAINANT, words=Text("Between us: 60."))
    with pytest.raises(no.NotAway):
        story.do(objecting.HandOverCase, ADMINISTRATOR, reasons=Text("They do not answer."), away=False)
    story.do(objecting.HandOverCase, ADMINISTRATOR, reasons=Text("They are ill."), away=True)
    appoint(story, Function.MEDIATOR, "another")
    assert (seat(story.case, Visitor("mediator")), seat(story.case, Visitor("another"))) == (None, Role.MEDIATOR)
    read = [entry.event for entry in seen(Role.MEDIATOR, story.entries)]
    assert any(isinstance(event, e.MessageSent) and event.words.body == "Between us: 60." for event in read)


def test_a_registrar_hands_over_from_whoever_does_not_answer():
    story = mediating()
    with pytest.raises(no.ReasonsMissing):
        story.do(objecting.HandOverCase, REGISTRAR, reasons=Text(" "), away=False)
    story.do(objecting.HandOverCase, REGISTRAR, reasons=Text("They do not answer."), away=False)
    assert story.case.stage is Stage.MEDIATOR_APPOINTMENT


def test_there_is_somebody_to_hand_over_from_only_at_their_stage():
    story = review_asked()
    with pytest.raises(no.NotAtThisStage):
        story.do(objecting.HandOverCase, REGISTRAR, reasons=WHY, away=True)
    for by in (BUYER, SELLER, DECIDER):
        with pytest.raises(no.NotAllowed):
            story.do(objecting.HandOverCase, by, reasons=WHY, away=True)


def test_a_case_that_was_handed_over_after_the_file_was_complete_goes_on_where_it_was():
    story = deciding()
    story.do(objecting.HandOverCase, ADMINISTRATOR, reasons=Text("They are ill."), away=True)
    appoint(story, Function.DECIDER, "decider-2")
    with pytest.raises(no.NotAllowed):
        issue(story)
    found = e.Issue(Text("Was the lamp whole?"), Text("No."), ("C-1",), "CISG Art. 36")
    asked = {"decision": "d", "outcome": e.Outcome.GRANTED, "issues": (found,), "lines": (refund(8000),)}
    successor = Actor(Role.DECIDER, "decider-2")
    story.do(decision.IssueDecision, successor, reasons=Text("The photograph shows it."), **asked)
