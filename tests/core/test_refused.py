"""What no course of events leads to by itself: each act that comes at the wrong moment, twice, or empty is refused."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import (
    amending,
    breach,
    changing,
    compensation,
    course,
    decision,
    exhibits,
    extending,
    guarding,
    mediation,
    needs,
    negotiation,
    objecting,
    pausing,
    procedure,
    producing,
    recovery,
    representing,
    restitution,
    review,
    service,
    talk,
    terminating,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Length, Unit
from odr.domain.counting import last_day
from odr.domain.events import Function, Production, Stage, Step
from odr.domain.evolve import follow
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import Actor, Capacity, HolderKind, Role, Room, Side, Visitor
from odr.domain.rulebook import PauseGround, ReviewGround, StageName
from odr.domain.rulebook.terms import Expiry
from odr.domain.sight import seat
from odr.domain.third_parties import AskThirdParty, questions_end
from odr.domain.words import Text
from tests.core.acts.courses import C, Course, Filed, R, at_stage
from tests.core.given import (
    ADMINISTRATOR,
    BUYER,
    FILED_AT,
    FOUR_EYES,
    MEDIATOR,
    RULEBOOK,
    SELLER,
    SELLER_PARTY,
    Story,
    opened,
    refund,
)
from tests.core.test_after_decision import REVIEWER, accepted, reviewing
from tests.core.test_breach import agreed, overdue
from tests.core.test_guarding import guarded
from tests.core.test_procedure import (
    appoint,
    deciding,
    exhibit,
    filed,
    mediating,
    negotiating,
    offered,
    proposed,
    settled,
)
from tests.core.test_producing import ordered
from tests.core.test_representing import represented
from tests.core.test_restitution import given_back, paid
from tests.core.test_restitution import ordered as after_decision
from tests.core.test_third_parties import state, with_carrier

SERVICE = Actor(Role.SYSTEM)
WHY: dict[str, Any] = {"reasons": Text("So that it is written down.")}


# --- filing and lines -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"quantity": 2}, no.QuantityTooLarge),
        ({"quantity": 0}, no.QuantityTooLarge),
        ({"remedies": ()}, no.NothingAsked),
    ],
)
def test_a_claim_is_for_what_was_ordered_and_asks_for_something(changes: dict[str, Any], refusal: type[no.Refused]):
    claim = Claim("claim-1", "lamp", 1, ComplaintType.DAMAGED, (refund(8000),))
    with pytest.raises(refusal):
        Story().file(claims=(replace(claim, **changes),))


@pytest.mark.parametrize("quantity", [0, 2])
def test_a_remedy_of_one_line_is_for_as_many_as_were_ordered(quantity: int):
    line = RemedyLine(Remedy.REPAIR, "lamp", quantity, None)
    with pytest.raises(no.QuantityTooLarge):
        negotiating().do(negotiation.MakeOffer, SELLER, offer="o", lines=(line,))


def test_a_remedy_for_the_whole_order_is_one():
    line = replace(refund(100, line=None), quantity=2)
    with pytest.raises(no.InvalidInput, match="has the quantity 1"):
        negotiating().do(negotiation.MakeOffer, SELLER, offer="o", lines=(line,))


# --- talking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("talks_on", [False, True])
def test_an_open_message_comes_too_late_once_the_record_is_closed(talks_on: bool):
    story = deciding()
    if talks_on:
        story.case.stage = Stage.NEGOTIATION
    with pytest.raises(no.RecordIsClosed):
        story.do(talk.SendMessage, BUYER, message="m", room=Room.OPEN, words=Text("One more thing."))


def test_a_message_is_hidden_once_and_only_where_it_is():
    story, safety = negotiating(), Actor(Role.TRUST_AND_SAFETY, "watcher")
    story.do(talk.SendMessage, BUYER, message="m", room=Room.WITHOUT_PREJUDICE, words=Text("You will see."))
    with pytest.raises(no.NotFound):
        story.do(talk.HideMessage, safety, message="another")
    story.do(talk.HideMessage, safety, message="m")
    with pytest.raises(no.AlreadyDone):
        story.do(talk.HideMessage, safety, message="m")


def test_an_open_offer_comes_too_late_once_the_record_is_closed():
    with pytest.raises(no.RecordIsClosed):
        deciding().do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(100),), room=Room.OPEN)


@pytest.mark.parametrize("room", [Room.CAUCUS_COMPLAINANT, Room.DRAFT])
def test_an_offer_is_open_or_without_prejudice_and_nothing_else(room: Room):
    with pytest.raises(no.RoomNotOpen, match="openly or without prejudice"):
        negotiating().do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(100),), room=room)


def test_a_counter_offer_stays_in_the_room_of_what_it_answers():
    with pytest.raises(no.RoomNotOpen, match="in the room of the offer that it answers"):
        offered().do(
            negotiation.MakeOffer, BUYER, offer="o2", lines=(refund(7000),), counters="offer-1", room=Room.OPEN
        )


def test_an_offer_and_a_proposal_ask_for_something():
    with pytest.raises(no.NothingAsked):
        negotiating().do(negotiation.MakeOffer, SELLER, offer="o", lines=())
    with pytest.raises(no.NothingAsked):
        mediating().do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(), **WHY)


def test_a_mediator_makes_one_proposal_at_a_time():
    with pytest.raises(no.AlreadyDone):
        proposed().do(mediation.MakeProposal, MEDIATOR, proposal="p2", lines=(refund(100),), **WHY)


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_an_exhibit_is_received_once():
    story = negotiating()
    exhibit(story, BUYER, "photo")
    with pytest.raises(no.AlreadyDone):
        exhibit(story, BUYER, "photo")


def test_who_has_nothing_to_produce_names_no_exhibits():
    story = ordered()
    answer = {"request": next(iter(story.case.requests)), "answer": Production.DOES_NOT_EXIST, "words": Text("None.")}
    with pytest.raises(no.InvalidInput, match="Name exhibits only where you produced"):
        story.do(producing.AnswerEvidenceRequest, SELLER, exhibits=("R-1",), **answer)


# --- time -------------------------------------------------------------------------------------------------------------


def test_hours_are_not_counted_in_days():
    with pytest.raises(ValueError, match="hours"):
        last_day(FILED_AT.date(), Length(5, Unit.HOUR))


def test_only_a_side_or_the_neutral_at_work_takes_more_time():
    story = negotiating()
    with pytest.raises(no.NotAllowed):
        story.do(extending.ExtendFrame, ADMINISTRATOR, frame="negotiation.agree")
    assert not extending.way_to_extend(ADMINISTRATOR, story.case.frames["negotiation.agree"], story.case)


def test_nobody_agrees_to_more_time_for_a_frame_about_which_nobody_asked():
    story = offered()
    story.do(extending.ExtendFrame, BUYER, frame="negotiation.agree")
    other = next(name for name in story.case.frames if name != "negotiation.agree")
    with pytest.raises(no.NothingToAnswer):
        story.do(extending.AnswerExtension, SELLER, frame=other, agrees=True)


def without_pauses(*grounds: PauseGround) -> Story:
    """A negotiation under a rulebook that knows only these grounds for a pause."""
    story = negotiating()
    story.case.rulebook = replace(RULEBOOK, pause=replace(RULEBOOK.pause, grounds=grounds))
    return story


def test_a_rulebook_without_a_ground_lets_nobody_pause_on_it():
    with pytest.raises(no.NotAllowed):
        without_pauses().do(pausing.AskPause, BUYER, pause="p", days=3, **WHY)
    with pytest.raises(no.NotAllowed):
        without_pauses(PauseGround.PARTIES_AGREE).do(
            pausing.OrderPause, ADMINISTRATOR, pause="p", ground=PauseGround.CARRIER_TRACE, days=3, **WHY
        )


def test_a_pause_is_ordered_on_a_ground_that_is_not_the_sides_own():
    with pytest.raises(no.InvalidInput, match="Choose one of"):
        negotiating().do(pausing.OrderPause, ADMINISTRATOR, pause="p", ground=PauseGround.PARTIES_AGREE, days=3, **WHY)


@pytest.mark.parametrize("story", [negotiating, lambda: paused_by(BUYER)])
def test_nobody_answers_a_question_that_was_not_asked_of_them(story: Any):
    with pytest.raises(no.NothingToAnswer):
        story().do(pausing.AnswerPause, BUYER, agrees=True)


def paused_by(side: Actor) -> Story:
    story = negotiating()
    story.do(pausing.AskPause, side, pause="p", days=3, **WHY)
    return story


def test_a_side_that_is_unreached_already_is_not_held_twice():
    story = negotiating()
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p")
    held = dict(story.case.pauses)
    with pytest.raises(no.AlreadyDone):
        story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p2")
    assert story.case.pauses == held


def test_there_is_no_substitute_and_no_contact_for_whoever_was_reached():
    for act in (
        {"kind": service.RecordSubstitute, "channel": e.Channel.SECOND_ADDRESS},
        {"kind": service.RecordContact},
    ):
        kind = act.pop("kind")
        with pytest.raises(no.AlreadyDone):
            negotiating().do(kind, SERVICE, side=Side.RESPONDENT, **act)


# --- another rulebook -------------------------------------------------------------------------------------------------


def test_a_change_to_what_the_case_has_already_is_no_change():
    with pytest.raises(no.RulebookDoesNotFit, match="already"):
        negotiating().do(changing.AskRulebookChange, BUYER, change="c", to=RULEBOOK)


def test_who_agrees_agrees_to_the_rulebook_that_was_asked_about():
    story, to = negotiating(), replace(RULEBOOK, id="other/1", hash="1" * 64)
    story.do(changing.AskRulebookChange, BUYER, change="c", to=to)
    for wrong in (None, replace(to, hash="2" * 64)):
        with pytest.raises(no.NotFound):
            story.do(changing.AnswerRulebookChange, SELLER, agrees=True, to=wrong)
    assert story.case.change_asked is not None


def test_a_case_that_cannot_come_to_a_decision_closes_without_an_agreement():
    story = negotiating()
    order = tuple(one for one in RULEBOOK.stages.order if one is not StageName.DECISION)
    story.case.rulebook = replace(RULEBOOK, stages=replace(RULEBOOK.stages, order=order))
    assert e.CaseClosed(e.Ground.NO_AGREEMENT) in course.to_decision(story.case, story.now)


def test_a_frame_whose_end_brings_a_decision_opens_what_the_rulebook_puts_before_it():
    story = negotiating()
    frame = replace(RULEBOOK.clauses["negotiation.agree"], expiry=Expiry.DECISION)
    story.case.rulebook = replace(RULEBOOK, negotiation=replace(RULEBOOK.negotiation, agree=frame))
    assert opened(story.wait_for("negotiation.agree")) == [Stage.DECIDER_APPOINTMENT]


# --- needs ------------------------------------------------------------------------------------------------------------


def test_what_was_said_before_about_ones_needs_is_erased_with_what_replaces_it():
    story = negotiating()
    for words in ("Large print.", "Large print and more time."):
        before = list(story.entries)
        story.do(needs.StateNeeds, BUYER, needs=Text(words))
    said = [one.number for one in before if isinstance(one.event, e.NeedsStated)]
    assert needs.spent(before, story.entries[len(before) :]) == frozenset(said)
    assert needs.spent(before, []) == frozenset()


# --- neutrals ---------------------------------------------------------------------------------------------------------


def test_nobody_objects_to_a_neutral_whose_time_for_objections_is_over():
    story = mediating()
    with pytest.raises(no.NotAtThisStage):
        story.do(objecting.ObjectToNeutral, BUYER, objection="o", function=Function.DECIDER, **WHY)


def test_a_side_objects_once():
    story = mediating()
    story.do(objecting.ObjectToNeutral, BUYER, objection="o", **WHY)
    with pytest.raises(no.AlreadyDone):
        story.do(objecting.ObjectToNeutral, BUYER, objection="o2", **WHY)


def test_a_case_ends_for_inactivity_only_where_the_rulebook_says_so():
    story = negotiating()
    kept = tuple(one for one in RULEBOOK.terminate if one.value != e.Termination.COMPLAINANT_INACTIVE.value)
    story.case.rulebook = replace(RULEBOOK, terminate=kept)
    with pytest.raises(no.NotAtThisStage):
        story.do(terminating.NoticeInactivity, ADMINISTRATOR)


def test_a_rulebook_without_grounds_ends_nothing():
    story = negotiating()
    story.case.rulebook = replace(RULEBOOK, terminate=())
    with pytest.raises(no.NotAtThisStage):
        story.do(terminating.EndCase, ADMINISTRATOR, ground=e.Termination.ABUSE, **WHY)


def test_a_case_ends_for_inactivity_only_while_it_waits_for_the_complainant():
    story = filed()
    with pytest.raises(no.NotAtThisStage):
        story.do(terminating.EndCase, ADMINISTRATOR, ground=e.Termination.COMPLAINANT_INACTIVE, **WHY)


def test_nobody_objects_to_the_decider_in_the_time_of_the_second_reader():
    story = with_both_readers()
    story.case.frames.pop("neutrals.objection/DECIDER")
    with pytest.raises(no.NotAtThisStage):
        story.do(objecting.ObjectToNeutral, BUYER, objection="o", function=Function.DECIDER, **WHY)


def test_a_side_that_objected_to_one_neutral_may_still_object_to_the_other():
    story = with_both_readers()
    story.do(objecting.ObjectToNeutral, BUYER, objection="o", function=Function.DECIDER, **WHY)
    with pytest.raises(no.AlreadyDone):
        story.do(objecting.ObjectToNeutral, BUYER, objection="o2", function=Function.DECIDER, **WHY)
    story.do(objecting.ObjectToNeutral, BUYER, objection="o2", function=Function.SECOND_READER, **WHY)


def with_both_readers() -> Story:
    """Both who decide with four eyes are there, and the time to object to each runs."""
    story = Story(FOUR_EYES).file()
    for clause in ("complaint.answer", "intake.admit", "response"):
        story.wait_for(clause)
    appoint(story, Function.DECIDER, "decider")
    appoint(story, Function.SECOND_READER, "second")
    assert {"neutrals.objection/DECIDER", "neutrals.objection/SECOND_READER"} <= story.case.frames.keys()
    return story


# --- after the outcome ------------------------------------------------------------------------------------------------


def test_what_follows_by_itself_follows_for_a_line_that_is_owed():
    story = settled()
    with pytest.raises(no.LineUnknown):
        compensation.not_done(story.case, "none", story.now)


def test_who_may_not_report_has_no_step_to_report():
    story = settled()
    line = next(iter(story.case.compensation.lines))
    assert compensation.steps_open_to(Actor(Role.DECIDER, "decider"), line, story.case) == []
    assert compensation.steps_open_to(SELLER, replace(line, step=Step.LAPSED), story.case) == []


def test_what_is_owed_is_named_as_the_order_names_it():
    with pytest.raises(no.LineUnknown):
        settled().do(compensation.ReportFulfilment, SELLER, line="none", step=Step.SUBMITTED, reference="", note=None)


def test_a_breach_reopens_nothing_where_the_rulebook_does_not_say_so():
    story = overdue()
    story.case.rulebook = replace(RULEBOOK, compliance=replace(RULEBOOK.compliance, reopen_for_breach=None))
    with pytest.raises(no.NotReopened):
        story.do(breach.ReportBreach, BUYER, line="offer-1-1", **WHY)


def test_nobody_reports_what_no_time_was_given_for():
    story = agreed(refund(5000))
    story.case.frames.pop("compliance.refund/offer-1-1")
    with pytest.raises(no.NotAtThisStage):
        story.do(breach.ReportBreach, BUYER, line="offer-1-1", **WHY)


def test_a_review_has_something_to_decide_about():
    story = reviewing()
    with pytest.raises(no.NothingToAnswer):
        story.do(review.DecideSetAside, REVIEWER, granted=True, **WHY)
    story.case.reviews_asked = ()
    with pytest.raises(no.NothingToAnswer):
        story.do(review.DecideReview, REVIEWER, result=e.ReviewResult.CONFIRMED, instead=None, **WHY)


def test_a_decision_that_is_not_set_aside_waits_on_for_a_review():
    story = silent_and_accepted()
    story.do(review.AskSetAside, SELLER, **WHY)
    appoint(story, Function.REVIEWER, "reviewer")
    events = story.do(review.DecideSetAside, REVIEWER, granted=False, **WHY)
    assert opened(events) == [Stage.STAY]
    assert "review.ask" in story.case.frames


def silent_and_accepted() -> Story:
    """By silence to a decision that the buyer accepted at once, with the time for a review still running."""
    story = at_stage(Stage.ACCEPTANCE, Filed.BY_THE_BUYER, Course.SILENT)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert story.case.stage is Stage.STAY
    return story


def test_nothing_is_set_aside_where_the_rulebook_does_not_know_it():
    story = reviewing()
    story.case.set_aside_asked = e.SetAsideAsked(Side.RESPONDENT, WHY["reasons"])
    story.case.rulebook = replace(RULEBOOK, default_track=replace(RULEBOOK.default_track, set_aside=None))
    with pytest.raises(no.NothingToAnswer):
        story.do(review.DecideSetAside, REVIEWER, granted=True, **WHY)


def test_a_review_is_asked_for_where_the_rulebook_knows_one():
    story = accepted()
    story.case.rulebook = replace(RULEBOOK, review=None)
    with pytest.raises(no.InvalidInput):
        story.do(review.AskReview, SELLER, ground=ReviewGround.PROCEDURAL_ERROR, **WHY)


def test_a_decision_needs_no_time_to_think_where_nobody_consents():
    story = deciding()
    assert decision.accept_from(story.case) is None, "nothing is decided yet"


# --- who comes in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("holder_kind", "visitor"),
    [
        (HolderKind.PERSON, Visitor("kiezmarkt")),
        (HolderKind.ORGANISATION, Visitor("p", organisations=frozenset({"kiezmarkt"}))),
        (HolderKind.MARKETPLACE, Visitor("p", marketplaces=frozenset({"kiezmarkt"}))),
    ],
)
def test_whoever_is_a_side_comes_in_as_that_side(holder_kind: HolderKind, visitor: Visitor):
    story = Story().file(respondent=replace(SELLER_PARTY, holder_kind=holder_kind, holder="kiezmarkt"))
    assert seat(story.case, visitor) is Role.RESPONDENT


@pytest.mark.parametrize(
    "answer",
    [
        e.DecisionNotAccepted(Side.COMPLAINANT, e.How.BY_ACT),
        e.DecisionCorrected("d", e.Slip.WRITING, Text("five"), ()),
        e.CounterclaimAnswered("c", e.Position.DISPUTES, Text("No.")),
        e.CounterclaimWithdrawn("c", None),
        e.HumanReviewGiven(Text("Right.")),
    ],
)
def test_an_entry_about_what_a_docket_does_not_hold_changes_nothing(answer: e.Event):
    story = filed()
    before = story.case
    after = follow(before, procedure.enter_in_docket(before, [answer], ADMINISTRATOR, story.now))
    same = ("decision", "counterclaim", "human_reviews", "stage", "frames")
    assert {name: getattr(after, name) for name in same} == {name: getattr(before, name) for name in same}


# --- third parties, guardians, representatives ------------------------------------------------------------------------


def test_nobody_asks_a_third_party_for_yesterday():
    story = with_carrier()
    with pytest.raises(no.DateInThePast):
        story.do(AskThirdParty, C, third="t", question="q", words=Text("Well?"), due=story.now)


def test_where_a_rulebook_keeps_no_time_for_it_a_third_party_has_until_the_record_closes():
    story = with_carrier()
    story.case.rulebook = replace(RULEBOOK, evidence=None)
    asked = story.do(AskThirdParty, C, third="t", question="q", words=Text("Well?"))
    assert [type(event) for event in asked] == [e.ThirdPartyAsked]
    assert questions_end(story.case, story.now) == []


def test_a_third_party_is_heard_no_more_once_the_record_closed():
    """Where the rulebook lets the sides talk again afterwards."""
    story = with_carrier()
    story.case.record_closed = True
    with pytest.raises(no.RecordIsClosed):
        state(story)


def test_there_is_one_guardian_at_a_time_and_only_one_that_was_named_is_relieved():
    story = guarded()
    waiting = replace(story.case.respondent, capacity=Capacity.CONSUMER)
    both = replace(story.case, respondent=waiting, bound_by_law=frozenset(Side))
    named = guarding.NameGuardian(by=ADMINISTRATOR, at=story.now, side=Side.COMPLAINANT, representation="h")
    with pytest.raises(no.RepresentedAlready):
        guarding.name_guardian(named, both)
    other: dict[str, Any] = {"by": ADMINISTRATOR, "at": story.now, "side": Side.RESPONDENT}
    with pytest.raises(no.NothingToAnswer):
        guarding.relieve_guardian(guarding.RelieveGuardian(**other, **WHY), story.case)
    story.do(guarding.ClaimCapacity, BUYER)
    with pytest.raises(no.NothingToAnswer):
        guarding.confirm_capacity(guarding.ConfirmCapacity(**other), story.case)


def test_a_mandate_is_taken_on_once_and_ended_by_its_name():
    story = represented(settles=True)
    with pytest.raises(no.AlreadyDone):
        story.do(representing.JoinAsRepresentative, Actor(Role.COMPLAINANT, "another"), representation="n")
    with pytest.raises(no.NotFound):
        story.do(representing.EndRepresentation, BUYER, representation="m")
    story.do(representing.EndRepresentation, BUYER, representation="n")
    story.do(representing.NameRepresentative, BUYER, representation="o", settles=True)
    with pytest.raises(no.NothingToAnswer):
        story.do(representing.EndRepresentation, BUYER, representation="n")


# --- money, and who decides -------------------------------------------------------------------------------------------


def test_what_was_given_back_for_another_line_is_not_taken_from_this_one():
    story = given_back()
    more = replace(refund(9000, "bulbs", Remedy.RESTITUTION), owed_by=Side.COMPLAINANT)
    assert [legs for _, legs, _ in recovery.allotted([more], story.case)] == [()]


def test_what_was_done_and_not_paid_back_is_not_set_against_a_sum():
    """A repair beside a refund: only the refund was money back."""
    story = after_decision()
    paid(story)
    (line,) = story.case.compensation.lines
    repaired = replace(line, id="d-2", remedy=RemedyLine(Remedy.REPAIR, "lamp", 1, None))
    assert restitution.paid_under([line, repaired], story.case) == {"lamp": 8000}


def test_a_rulebook_with_four_eyes_has_its_second_reader_appointed_before_the_next_stage_of_deciding():
    story = at_stage(Stage.EVIDENCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    story.do(changing.AskRulebookChange, C, change="c", to=FOUR_EYES)
    story.do(changing.AnswerRulebookChange, R, agrees=True, to=FOUR_EYES)
    assert story.case.stage is Stage.EVIDENCE
    story.case.rulebook = FOUR_EYES
    assert Stage.SECOND_READER_APPOINTMENT in opened(story.wait_for("evidence.collect"))


def test_a_claim_about_one_piece_gives_back_no_more_than_its_price():
    four = RemedyLine(Remedy.REFUND_PARTIAL, "bulbs", 4, refund(2000).amount)
    with pytest.raises(no.MoreThanWasPaid):
        Story().file(claims=(Claim("a", "bulbs", 1, ComplaintType.DAMAGED, (four,)),))


def test_where_no_pause_is_for_it_nothing_stands_still_for_whom_nobody_reaches():
    story = filed()
    grounds = tuple(one for one in RULEBOOK.pause.grounds if one is not PauseGround.CONSUMER_UNREACHABLE)
    story.case.rulebook = replace(RULEBOOK, pause=replace(RULEBOOK.pause, grounds=grounds))
    told = story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p")
    assert told == [e.ServiceFailed(Side.COMPLAINANT)]


def test_what_was_taken_back_is_shown_to_no_third_party():
    story = with_carrier()
    exhibit(story, BUYER, "x")
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    story.do(amending.WithdrawSubmission, BUYER, what=e.Submission.EXHIBIT, subject="x")
    with pytest.raises(no.ExhibitWithdrawn):
        story.do(AskThirdParty, BUYER, third="t", question="q", words=Text("Yours?"), shown=("C-1",))
