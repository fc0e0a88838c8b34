"""The procedure, told rule by rule: given a story so far, when somebody acts or stays silent, then these facts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from odr.domain import appointing, compensation, decision, exhibits, filing, mediation, negotiation, returning, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.events import Function, Ground, Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Capacity, HolderKind, Party, Role, Room, SaleRole, Side
from odr.domain.timeframes import actors_of
from odr.domain.words import Text
from tests.core.given import (
    ADMINISTRATOR,
    BUYER,
    BY_THE_SELLER,
    DECIDER,
    MEDIATOR,
    SELLER,
    Story,
    complaint,
    eur,
    opened,
    refund,
)

REGISTRAR = Actor(Role.REGISTRAR, "registrar")


def filed() -> Story:
    return Story().file()


def answered() -> Story:
    story = filed()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It left us whole."))
    return story


def disputed() -> Story:
    story = answered()
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is still broken."))
    return story


def negotiating() -> Story:
    story = disputed()
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def offered() -> Story:
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="offer-1", lines=(refund(5000),))
    return story


def appoint(story: Story, function: Function, person: str, **changes: Any) -> list[e.Event]:
    known: dict[str, Any] = {"functions": frozenset({function}), "belongs_to": frozenset(), "payer": "service"}
    by = changes.pop("by", ADMINISTRATOR)
    return story.do(appointing.AppointNeutral, by, function=function, person=person, **(known | changes))


def mediating() -> Story:
    story = negotiating()
    story.wait_for("negotiation.agree")
    appoint(story, Function.MEDIATOR, "mediator")
    return story


def proposed() -> Story:
    story = mediating()
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(refund(6000),), reasons=Text("Half way."))
    return story


def choosing() -> Story:
    story = mediating()
    story.do(mediation.EndMediation, MEDIATOR)
    return story


def collecting() -> Story:
    story = choosing()
    story.do(decision.RequestDecision, BUYER)
    appoint(story, Function.DECIDER, "decider")
    return story


def exhibit(story: Story, by: Actor, name: str) -> None:
    story.do(
        exhibits.ReceiveExhibit,
        by,
        exhibit=name,
        upload=f"upload-{name}",
        name=Text("crack.jpg"),
        sha256=Text("ab" * 32),
        media_type="image/jpeg",
        size=3,
    )


def deciding() -> Story:
    story = collecting()
    exhibit(story, BUYER, "x")
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    story.wait_for("evidence.collect")
    story.wait_for("evidence.reply")
    story.do(decision.CompleteFile, DECIDER)
    return story


def issue(story: Story, **changes: Any) -> list[e.Event]:
    found = e.Issue(Text("Was the lamp whole?"), Text("No."), ("C-1",), "CISG Art. 36")
    asked: dict[str, Any] = {
        "decision": "d",
        "outcome": e.Outcome.GRANTED,
        "issues": (found,),
        "lines": (refund(8000),),
        "reasons": Text("The photograph shows the crack."),
    }
    return story.do(decision.IssueDecision, DECIDER, **(asked | changes))


def decided() -> Story:
    story = deciding()
    issue(story)
    return story


def settled() -> Story:
    story = offered()
    story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)
    return story


# Complaint


def test_a_complaint_gets_its_receipt_and_the_dated_course_at_once():
    story = filed()
    assert story.case.stage is Stage.COMPLAINT
    assert story.case.filed.narrative.body == "The lamp arrived with a crack."
    assert [str(step.until) for step in story.case.timeline][:2] == ["2026-03-09", "2026-03-13"]
    assert set(story.case.frames) == {"complaint.acknowledge", "complaint.answer"}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"claims": ()}, no.NothingAsked),
        ({"narrative": Text("  ")}, no.ReasonsMissing),
        ({"by": SELLER}, no.NotAllowed),
    ],
)
def test_a_complaint_without_its_parts_is_refused(changes: dict[str, Any], refusal: type[no.Refused]):
    with pytest.raises(refusal):
        filed_with(**changes)


def filed_with(**changes: Any) -> None:
    filing.file_complaint(complaint(**changes), Story().rulebook)


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (RemedyLine(Remedy.REFUND_FULL, "lamp", 1, eur(8001)), no.MoreThanWasPaid),
        (RemedyLine(Remedy.REFUND_FULL, "sofa", 1, eur(1)), no.UnknownLine),
        (RemedyLine(Remedy.REFUND_FULL, "lamp", 2, eur(1)), no.QuantityTooLarge),
        (RemedyLine(Remedy.REFUND_FULL, "lamp", 1, None), no.AmountMissing),
        (RemedyLine(Remedy.REPLACE, "lamp", 1, eur(1)), no.AmountNotMeant),
        (RemedyLine(Remedy.REFUND_FULL, None, 1, eur(12501)), no.MoreThanWasPaid),
    ],
)
def test_a_line_that_the_order_cannot_bear_is_refused(line: RemedyLine, refusal: type[no.Refused]):
    with pytest.raises(refusal):
        offered().do(negotiation.MakeOffer, BUYER, offer="o", lines=(line,))


def test_damages_stand_outside_what_was_paid():
    story = negotiating()
    story.do(negotiation.MakeOffer, BUYER, offer="o", lines=(RemedyLine(Remedy.DAMAGES, None, 1, eur(99900)),))
    assert story.case.offers["o"].standing is Standing.OPEN


def test_refunds_of_one_line_together_stay_within_its_price():
    with pytest.raises(no.MoreThanWasPaid):
        negotiating().do(negotiation.MakeOffer, BUYER, offer="o", lines=(refund(5000), refund(5000)))


def test_acknowledging_is_an_act_of_its_own_with_its_own_clock():
    story = filed()
    assert story.do(filing.AcknowledgeComplaint, SELLER) == [
        e.RespondentJoined("seller-person"),
        e.ComplaintAcknowledged(),
        e.FrameEnded("complaint.acknowledge", Room.SHARED, e.Ending.MET),
    ]
    with pytest.raises(no.AlreadyDone):
        story.do(filing.AcknowledgeComplaint, SELLER)


def test_an_answer_lets_the_complainant_escalate_for_a_year_from_the_complaint():
    story = answered()
    assert story.case.stage is Stage.ESCALATION
    assert story.case.frames["escalation"].facts.start == story.case.opened_at
    assert opened(story.wait_for("escalation")) == [Stage.CLOSED]
    assert story.case.ground is Ground.NOT_ESCALATED


def test_a_remedy_offered_by_the_respondent_answers_the_complaint():
    story = filed()
    events = story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(2000),))
    assert e.AnswerGiven(e.Position.OFFERS_REMEDY, None) in events
    assert (story.case.stage, story.case.offers["o"].room) == (Stage.ESCALATION, Room.OPEN)


def test_silence_at_the_complaint_escalates_by_itself_and_starts_the_intake_at_the_bound():
    story = filed()
    bound = story.case.frames["complaint.answer"].due
    assert opened(story.wait(days=8)) == [Stage.INTAKE]
    assert story.case.dispute == e.DisputeOpened(e.How.BY_RULE, None)
    assert story.case.frames["intake.admit"].facts.start == bound


@pytest.mark.parametrize(("before", "in_time"), [(timedelta(microseconds=1), True), (timedelta(0), False)])
def test_an_act_on_the_bound_is_late_and_one_microsecond_before_is_in_time(before: timedelta, in_time: bool):
    story = filed()
    story.now = story.case.frames["complaint.answer"].due - before
    answer: Callable[[], object] = lambda: story.do(  # noqa: E731
        filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("No.")
    )
    if in_time:
        answer()
        assert story.case.stage is Stage.ESCALATION
    else:
        with pytest.raises(no.NotAtThisStage):
            answer()


def test_a_seller_can_be_the_complainant():
    story = Story().file(**BY_THE_SELLER)
    assert story.case.frames["complaint.answer"].facts.zone == "Europe/Warsaw", "the buyer's zone: the buyer answers"


# Intake and response


def test_an_answered_complaint_skips_the_response():
    assert negotiating().case.stage is Stage.NEGOTIATION


def test_an_unanswered_complaint_gets_a_response_and_silence_leads_to_a_decision_on_the_file():
    story = filed()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert story.case.stage is Stage.RESPONSE
    events = story.wait_for("response")
    assert e.SilenceRecorded() in events
    assert opened(events) == [Stage.DECIDER_APPOINTMENT]


def test_a_late_administrator_does_not_hold_up_the_case():
    story = disputed()
    assert e.CaseAdmitted(e.How.BY_RULE) in story.wait_for("intake.admit")


def test_a_refusal_needs_a_ground_and_reasons():
    story = disputed()
    with pytest.raises(no.ReasonsMissing):
        story.do(filing.RefuseCase, ADMINISTRATOR, ground=e.RefusalGround.FRIVOLOUS, reasons=Text(""))
    story.do(filing.RefuseCase, ADMINISTRATOR, ground=e.RefusalGround.OTHER_FORUM, reasons=Text("A court has it."))
    assert story.case.ground is Ground.REFUSED


def test_a_marketplace_that_is_a_party_administers_nothing():
    own = Party(HolderKind.MARKETPLACE, "kiezmarkt", Capacity.BUSINESS, SaleRole.SELLER, "Europe/Berlin", "DE")
    story = Story().file(respondent=own)
    story.wait_for("complaint.answer")
    assert story.case.frames["intake.admit"].facts.actors == (Role.REGISTRAR,)
    story.do(filing.AdmitCase, REGISTRAR)


# Negotiation


def test_an_accepted_offer_settles_the_case_and_orders_what_was_agreed():
    story = offered()
    events = story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)
    told = ("effect", "court_route", "no_duty_to_accept")
    assert events[0] == e.OfferAccepted("offer-1", Room.WITHOUT_PREJUDICE, told)
    assert e.SettlementReached("offer-1", (refund(5000),), None, "contract_between_the_parties") in events
    assert story.case.stage is Stage.COMPLIANCE
    assert story.case.offers["offer-1"].standing is Standing.ACCEPTED
    assert list(story.case.frames) == ["compliance.refund/offer-1-1"]


def test_nobody_accepts_without_having_been_told_what_it_means():
    with pytest.raises(no.EffectNotConfirmed):
        offered().do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=False)


def test_a_counter_offer_replaces_what_it_answers():
    story = offered()
    story.do(negotiation.MakeOffer, BUYER, offer="offer-2", lines=(refund(7000),), counters="offer-1")
    assert story.case.offers["offer-1"].standing is Standing.REPLACED
    with pytest.raises(no.OfferNotOpen):
        story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)


def test_an_own_offer_cannot_be_accepted_but_taken_back():
    story = offered()
    with pytest.raises(no.OwnOffer):
        story.do(negotiation.AcceptOffer, SELLER, offer="offer-1", understood=True)
    story.do(negotiation.WithdrawOffer, SELLER, offer="offer-1")
    assert story.case.offers["offer-1"].standing is Standing.WITHDRAWN


def test_a_declined_offer_waits_for_nobody():
    story = offered()
    story.do(negotiation.DeclineOffer, BUYER, offer="offer-1")
    assert list(story.case.frames) == ["negotiation.agree"]


def test_an_unanswered_offer_lapses_and_silence_is_no_consent():
    story = offered()
    assert e.OfferLapsed("offer-1", Room.WITHOUT_PREJUDICE) in story.wait_for("negotiation.offer_answer")
    assert story.case.settlement is None


def test_an_expiry_that_a_party_typed_neither_counts_nor_rolls():
    story = negotiating()
    saturday = datetime(2026, 3, 7, 15, tzinfo=UTC)
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(100),), expires=saturday)
    assert story.case.frames["negotiation.offer_answer/o"].due == saturday
    with pytest.raises(no.DateInThePast):
        story.do(negotiation.MakeOffer, SELLER, offer="p", lines=(refund(100),), expires=story.now)


def test_an_offer_of_the_negotiation_is_without_prejudice_unless_said_otherwise():
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(100),))
    story.do(negotiation.MakeOffer, SELLER, offer="p", lines=(refund(100),), room=Room.OPEN)
    assert [offer.room for offer in story.case.offers.values()] == [Room.WITHOUT_PREJUDICE, Room.OPEN]


def test_leaving_the_negotiation_needs_three_days_of_it():
    story = negotiating()
    with pytest.raises(no.TooEarly):
        story.do(negotiation.LeaveNegotiation, BUYER)
    blocked = [one for one in available_actions(BUYER, story.case, story.now) if one.blocked]
    assert [one.action for one in blocked] == [Action.LEAVE_NEGOTIATION]
    story.wait(days=4)
    story.do(negotiation.LeaveNegotiation, BUYER)
    assert story.case.stage is Stage.MEDIATOR_APPOINTMENT


# Mediation


def test_the_mediator_is_appointed_with_appointer_and_payer_on_the_record():
    story = mediating()
    appointment = story.case.neutral(Function.MEDIATOR)
    assert appointment is not None
    assert (appointment.person, appointment.appointer, appointment.payer) == ("mediator", Role.MARKETPLACE, "service")


@pytest.mark.parametrize(
    "changes",
    [{"belongs_to": frozenset({"holzhaus"})}, {"functions": frozenset({Function.DECIDER})}, {"person": "buyer"}],
)
def test_who_is_not_independent_or_does_not_serve_is_not_eligible(changes: dict[str, Any]):
    story = negotiating()
    story.wait_for("negotiation.agree")
    with pytest.raises(no.NotEligible):
        appoint(story, Function.MEDIATOR, changes.pop("person", "somebody"), **changes)


def test_a_neutral_serves_once_in_a_case():
    story = choosing()
    story.do(decision.RequestDecision, BUYER)
    with pytest.raises(no.NotEligible):
        appoint(story, Function.DECIDER, "mediator")


def test_an_appointment_that_is_late_passes_to_the_rule():
    story = negotiating()
    story.wait_for("negotiation.agree")
    assert e.AppointmentPassedToRule(Function.MEDIATOR) in story.wait_for("appointment")
    appoint(story, Function.MEDIATOR, "next", by=Actor(Role.SYSTEM))
    assert story.case.appointments[-1].how is e.How.BY_RULE


def test_one_private_answer_brings_nothing_and_is_nobody_elses():
    story = proposed()
    events = story.do(mediation.AnswerProposal, BUYER, proposal="p", accepts=True, understood=True)
    assert [type(event) for event in events] == [e.ProposalAnswered]
    assert events[0].room is Room.CAUCUS_COMPLAINANT


def test_two_acceptances_settle():
    story = proposed()
    story.do(mediation.AnswerProposal, BUYER, proposal="p", accepts=True, understood=True)
    story.do(mediation.AnswerProposal, SELLER, proposal="p", accepts=True, understood=True)
    assert (story.case.stage, story.case.settlement.lines) == (Stage.COMPLIANCE, (refund(6000),))


def test_a_proposal_is_to_be_answered_before_the_mediation_ends():
    story = mediating()
    story.wait(days=6)
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(refund(1),), reasons=Text("Last try."))
    answer, agree = story.case.frames["mediation.proposal_answer/p"], story.case.frames["mediation.agree"]
    assert (answer.due, answer.facts.capped_by) == (agree.due, "mediation.agree")
    assert story.case.frames["mediation.agree"].facts.capped_by == ""


def test_a_refusal_on_a_ground_that_the_rulebook_does_not_know_is_refused():
    story = disputed()
    intake = replace(story.rulebook.intake, refuse_only_for=("frivolous",))
    story.case.rulebook = replace(story.rulebook, intake=intake)
    with pytest.raises(no.InvalidInput):
        story.do(filing.RefuseCase, ADMINISTRATOR, ground=e.RefusalGround.OTHER_FORUM, reasons=Text("A court has it."))


def test_while_a_proposal_is_open_the_mediator_makes_no_other():
    story = proposed()
    with pytest.raises(no.AlreadyDone):
        story.do(mediation.MakeProposal, MEDIATOR, proposal="q", lines=(refund(1),), reasons=Text("Or this."))
    acts = {one.action for one in available_actions(MEDIATOR, story.case, story.now)}
    assert Action.END_MEDIATION in acts
    assert Action.MAKE_PROPOSAL not in acts


def test_when_one_does_not_accept_nobody_is_told_who():
    story = proposed()
    story.do(mediation.AnswerProposal, BUYER, proposal="p", accepts=True, understood=True)
    events = story.do(mediation.AnswerProposal, SELLER, proposal="p", accepts=False, understood=False)
    assert events[1:] == [
        e.ProposalClosed("p", accepted=False),
        e.FrameEnded("mediation.proposal_answer/p", Room.WITHOUT_PREJUDICE, e.Ending.MET),
    ]


def test_silence_on_a_proposal_is_no_acceptance():
    story = proposed()
    story.do(mediation.AnswerProposal, BUYER, proposal="p", accepts=True, understood=True)
    assert e.ProposalClosed("p", accepted=False) in story.wait_for("mediation.proposal_answer")
    assert story.case.settlement is None


def test_a_caucus_is_open_to_its_side_and_the_mediator_during_mediation_only():
    story = mediating()
    story.do(talk.SendMessage, MEDIATOR, message="m", room=Room.CAUCUS_RESPONDENT, words=Text("Would you pay 60?"))
    with pytest.raises(no.RoomNotOpen):
        story.do(talk.SendMessage, BUYER, message="n", room=Room.CAUCUS_RESPONDENT, words=Text("Hello?"))
    with pytest.raises(no.RoomNotOpen):
        negotiating().do(talk.SendMessage, BUYER, message="n", room=Room.CAUCUS_COMPLAINANT, words=Text("Hello?"))


def test_the_end_of_mediation_is_the_complainants_choice():
    story = mediating()
    assert opened(story.wait_for("mediation.agree")) == [Stage.DECISION_CHOICE]
    assert opened(story.wait_for("decision_choice")) == [Stage.CLOSED]
    assert story.case.ground is Ground.NO_AGREEMENT


# Decision


def test_an_exhibit_is_its_sides_own_until_it_is_disclosed_under_a_number():
    story = negotiating()
    exhibit(story, BUYER, "x")
    assert story.case.exhibits == {}
    with pytest.raises(no.NotFound):
        story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    assert [one.number for one in story.case.exhibits.values()] == ["C-1"]


def test_what_was_disclosed_last_may_be_answered_before_the_record_closes():
    story = collecting()
    exhibit(story, BUYER, "x")
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    assert opened(story.wait_for("evidence.collect")) == []
    assert story.case.frames["evidence.reply"].facts.room is Room.OPEN, "who sees no exhibit does not learn of one"
    assert opened(story.wait_for("evidence.reply")) == [Stage.FILE_COMPLETE]
    with pytest.raises(no.RecordIsClosed):
        exhibit(story, SELLER, "y")
    with pytest.raises(no.RecordIsClosed):
        story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=Text("One more thing"))


def test_without_new_exhibits_the_record_closes_with_the_time_for_evidence():
    assert opened(collecting().wait_for("evidence.collect")) == [Stage.FILE_COMPLETE]


def test_the_overall_cap_starts_with_the_complete_file():
    story = deciding()
    assert story.case.frames["overall_cap"].facts.start == story.now
    assert story.case.stage is Stage.DECISION


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"issues": (e.Issue(Text("q"), Text("f"), ("R-1",), "rule"),)}, no.ExhibitUnknown),
        ({"issues": ()}, no.ReasonsMissing),
        ({"issues": (e.Issue(Text("q"), Text("f"), (), " "),)}, no.ReasonsMissing),
        ({"reasons": Text("")}, no.ReasonsMissing),
        ({"outcome": e.Outcome.DISMISSED}, no.OutcomeUnclear),
        ({"lines": ()}, no.OutcomeUnclear),
        ({"lines": (refund(8001),)}, no.MoreThanWasPaid),
    ],
)
def test_a_decision_without_its_structure_is_refused(changes: dict[str, Any], refusal: type[no.Refused]):
    with pytest.raises(refusal):
        issue(deciding(), **changes)


def test_the_mediator_does_not_decide():
    story = deciding()
    with pytest.raises(no.NotAllowed):
        story.do(
            decision.IssueDecision,
            MEDIATOR,
            decision="d",
            outcome=e.Outcome.DISMISSED,
            issues=(),
            lines=(),
            reasons=Text("No."),
        )


def test_a_late_decider_is_replaced_and_the_file_stays_complete():
    story = deciding()
    events = story.wait_for("decision")
    assert e.MandateEnded(Function.DECIDER, "decider") in events
    appoint(story, Function.DECIDER, "another")
    assert story.case.stage is Stage.DECISION
    with pytest.raises(no.NotAllowed):
        issue(story)


def test_a_decision_is_ordered_after_acceptance_and_the_end_of_the_stay():
    story = decided()
    assert story.case.stage is Stage.ACCEPTANCE
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert (story.case.stage, story.case.compensation) == (Stage.STAY, None)
    assert opened(story.wait_for("review.ask")) == [Stage.COMPLIANCE]
    assert [line.id for line in story.case.compensation.lines] == ["d-1"]


def test_silence_is_no_acceptance_of_a_decision():
    story = decided()
    assert e.DecisionNotAccepted(Side.COMPLAINANT, e.How.BY_RULE) in story.wait_for("acceptance")
    assert (story.case.ground, story.case.compensation) == (Ground.DECIDED, None)


def test_the_consumer_accepts_whatever_side_they_are_on():
    story = Story().file(**BY_THE_SELLER)
    assert story.case.party(Side.RESPONDENT).capacity is Capacity.CONSUMER
    acceptance = story.case.rulebook.clauses["acceptance"]
    assert actors_of(acceptance.actor, story.case) == (Role.RESPONDENT,)


def test_a_dismissed_claim_closes_when_the_time_for_a_review_is_over():
    story = deciding()
    issue(story, outcome=e.Outcome.DISMISSED, lines=())
    assert story.case.stage is Stage.STAY
    assert opened(story.wait_for("review.ask")) == [Stage.CLOSED]


# Compensation


def test_the_case_closes_when_the_last_line_is_done():
    story = settled()
    for step in (Step.SUBMITTED, Step.SETTLING, Step.FULFILLED):
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=step, reference="re_1")
    assert (story.case.stage, story.case.ground, story.case.frames) == (Stage.CLOSED, Ground.SETTLED, {})


def test_a_step_that_does_not_follow_is_refused_and_the_possible_ones_are_named():
    story = settled()
    with pytest.raises(no.StepNotPossible, match="SUBMITTED, SETTLING, FULFILLED, FAILED"):
        story.do(
            compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.RETURN_RECEIVED, reference=""
        )


def test_who_owes_a_refund_cannot_say_that_it_arrived():
    with pytest.raises(no.NotAllowed):
        settled().do(compensation.ReportFulfilment, SELLER, line="offer-1-1", step=Step.FULFILLED, reference="trust me")


def test_a_line_that_is_not_done_in_time_is_recorded_and_can_still_be_done():
    story = settled()
    assert e.NonComplianceRecorded("offer-1-1") in story.wait_for("compliance.refund")
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.FULFILLED, reference="late")
    assert story.case.stage is Stage.CLOSED


def returned() -> Story:
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="r", lines=(refund(8000, remedy=Remedy.REFUND_ON_RETURN),))
    story.do(negotiation.AcceptOffer, BUYER, offer="r", understood=True)
    return story


def test_a_refund_on_return_waits_for_the_parcel():
    story = returned()
    assert story.case.frames["compliance.return_ship/r-1"].facts.actors == (Role.COMPLAINANT,)
    story.do(compensation.ReportFulfilment, BUYER, line="r-1", step=Step.RETURN_IN_TRANSIT, reference="00340")
    story.do(compensation.ReportFulfilment, SELLER, line="r-1", step=Step.RETURN_RECEIVED, reference="")
    assert list(story.case.frames) == ["compliance.refund_after_return/r-1"]


def test_a_receipt_that_nobody_confirms_counts():
    story = returned()
    story.do(compensation.ReportFulfilment, BUYER, line="r-1", step=Step.RETURN_IN_TRANSIT, reference="00340")
    events = story.wait_for("compliance.confirm_return")
    assert e.FulfilmentReported("r-1", Step.RETURN_RECEIVED, "", None, e.How.BY_RULE) in events


def test_goods_that_are_not_sent_back_let_the_line_lapse():
    story = returned()
    story.do(returning.ArrangeReturn, SELLER, line="r-1", address=Text("Berlin"), cost_by=Side.RESPONDENT)
    story.wait_for("compliance.return_ship")
    assert (story.case.compensation.lines[0].step, story.case.stage) == (Step.LAPSED, Stage.CLOSED)


def test_a_settlement_that_owes_nothing_closes_the_case():
    story = negotiating()
    story.do(negotiation.MakeOffer, BUYER, offer="o", lines=(RemedyLine(Remedy.NO_REMEDY, None, 1, None),))
    story.do(negotiation.AcceptOffer, SELLER, offer="o", understood=True)
    assert (story.case.stage, story.case.ground) == (Stage.CLOSED, Ground.SETTLED)


# Withdrawal and everything together


@pytest.mark.parametrize("so_far", [filed, answered, disputed, offered, proposed, choosing, deciding, decided])
def test_the_complainant_can_withdraw_at_any_time_before_the_order(so_far: Callable[[], Story]):
    story = so_far()
    story.do(filing.WithdrawComplaint, BUYER)
    assert (story.case.ground, story.case.stage, story.case.frames) == (Ground.WITHDRAWN, Stage.CLOSED, {})
    with pytest.raises(no.CaseIsClosed):
        story.do(talk.SendMessage, BUYER, message="m", room=Room.OPEN, words=Text("Wait"))


def test_silence_of_everybody_runs_its_course_and_creates_no_consent():
    story = answered()
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("Still broken."))
    events = story.wait(days=400)
    assert story.case.passed_to_rule is Function.MEDIATOR
    consents = (e.OfferAccepted, e.SettlementReached, e.DecisionAccepted, e.CompensationOrdered)
    assert not [event for event in events if isinstance(event, consents)]


@pytest.mark.parametrize("so_far", [filed, offered, proposed, deciding, decided, settled, returned])
def test_time_brings_the_same_in_one_step_as_in_many(so_far: Callable[[], Story]):
    at_once, step_by_step = so_far(), so_far()
    at_once.wait(days=120)
    for _ in range(480):
        step_by_step.wait(hours=6)
    assert at_once.entries == step_by_step.entries


@pytest.mark.parametrize("so_far", [filed, offered, proposed, collecting, decided, returned])
def test_no_bound_lies_before_the_start_of_its_frame_and_only_one_kind_moves_the_stage(so_far: Callable[[], Story]):
    story = so_far()
    frames = [entry.event for entry in story.entries if isinstance(entry.event, e.FrameOpened)]
    assert all(frame.due > frame.start for frame in frames)
    assert story.entries[-1].number == len(story.entries) == story.case.version


def test_the_list_of_acts_asks_the_guards_that_the_rules_ask():
    story = offered()
    names = {one.action for one in available_actions(BUYER, story.case, story.now) if one.blocked is None}
    assert names == {
        Action.WITHDRAW_COMPLAINT,
        Action.SEND_MESSAGE,
        Action.MAKE_OFFER,
        Action.REQUEST_EVIDENCE,
        Action.ACCEPT_OFFER,
        Action.DECLINE_OFFER,
        Action.OPEN_BIDDING,
        Action.HAND_IN_EVIDENCE,
        Action.ASK_ERASURE,
        Action.EXTEND_FRAME,
        Action.ASK_PAUSE,
        Action.ASK_RULEBOOK_CHANGE,
        Action.REPORT_PARALLEL_PROCEEDING,
        Action.BLOCK_MESSAGES,
        Action.CORRECT_SUBMISSION,
        Action.STATE_NEEDS,
        Action.NAME_REPRESENTATIVE,
        Action.REQUIRE_GUARDIAN,
        Action.INVITE_RECIPIENT,
        Action.INVITE_THIRD_PARTY,
    }


def test_who_forgoes_a_decision_says_so_in_the_docket():
    story = choosing()
    assert story.do(decision.ForgoDecision, BUYER)[0] == e.DecisionForgone()
    assert story.case.ground is Ground.NO_AGREEMENT


def test_a_mediator_is_told_that_no_open_room_is_theirs():
    story = mediating()
    with pytest.raises(no.RoomNotOpen):
        story.do(talk.SendMessage, MEDIATOR, message="m", room=Room.OPEN, words=Text("To all."))
