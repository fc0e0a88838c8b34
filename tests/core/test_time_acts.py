"""Extensions, pauses, outages, failed service and another rulebook: what they do to the dates of a case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from odr.domain import (
    appointing,
    changing,
    decision,
    extending,
    filing,
    mediation,
    negotiation,
    pausing,
    producing,
    service,
    terminating,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import Calendar, Length, Unit, local_day
from odr.domain.case import Frame
from odr.domain.counting import due
from odr.domain.events import Channel, How, Moved, Position, Stage
from odr.domain.happenings import Outage
from odr.domain.possible import Action, available_actions
from odr.domain.procedure import enter_in_docket, pass_time
from odr.domain.roles import SERVICE, Actor, Role, Room, Side
from odr.domain.rulebook import ExtendBy, Extension, PauseGround, Rulebook
from odr.domain.rulebook.choices import Status
from odr.domain.timeframes import moved, open_frame
from odr.domain.words import Text
from tests.core.acts.courses import C, Course, Filed, at_stage
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, FILED_AT, MEDIATOR, RULEBOOK, SELLER, Story, opened, refund
from tests.core.test_procedure import collecting

WHY = Text("We both look for the missing parcel.")


def answered() -> Story:
    story = Story().file()
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    return story


def negotiating() -> Story:
    story = answered()
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is not."))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def responding(rulebook: Rulebook = RULEBOOK) -> Story:
    """The complaint lapsed, so that the response is asked for."""
    story = Story(rulebook).file()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def frame(story: Story, clause: str) -> Frame:
    return next(one for one in story.case.frames.values() if one.clause == clause)


def day(frame: Frame) -> str:
    return f"{local_day(frame.due - timedelta.resolution, frame.latest.zone):%a %d %b}"


def acts(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


# --- more time ---------------------------------------------------------------------------------------------------


def test_the_respondent_takes_more_time_once_by_right():
    story = responding()
    before = frame(story, "response").due
    granted, moved = story.do(extending.ExtendFrame, SELLER, frame="response")[-2:]
    assert (granted.by, moved.why) == (ExtendBy.RIGHT, Moved.EXTENDED)
    assert frame(story, "response").due == before + timedelta(days=7)
    with pytest.raises(no.NotExtendable):
        story.do(extending.ExtendFrame, SELLER, frame="response")


def test_the_other_side_cannot_take_time_that_is_not_its_own():
    story = responding()
    with pytest.raises(no.NotExtendable):
        story.do(extending.ExtendFrame, BUYER, frame="response")
    assert Action.EXTEND_FRAME not in acts(story, BUYER)


def test_the_negotiation_is_extended_only_when_both_sides_agree():
    story = negotiating()
    before = frame(story, "negotiation.agree").due
    assert day(frame(story, "negotiation.agree")) == "Thu 12 Mar"
    assert story.do(extending.ExtendFrame, BUYER, frame="negotiation.agree") == [
        e.ExtensionAsked("negotiation.agree", Room.SHARED, Side.COMPLAINANT)
    ]
    assert frame(story, "negotiation.agree").due == before
    assert Action.ANSWER_EXTENSION in acts(story, SELLER)
    assert Action.ANSWER_EXTENSION not in acts(story, BUYER)
    story.do(extending.AnswerExtension, SELLER, frame="negotiation.agree", agrees=True)
    assert day(frame(story, "negotiation.agree")) == "Mon 23 Mar", "twenty days end on a Sunday; the roll comes once"


def test_a_declined_extension_changes_no_date():
    story = negotiating()
    before = frame(story, "negotiation.agree").due
    story.do(extending.ExtendFrame, BUYER, frame="negotiation.agree")
    story.do(extending.AnswerExtension, SELLER, frame="negotiation.agree", agrees=False)
    assert frame(story, "negotiation.agree").due == before
    assert not story.case.extension_asked


def test_nobody_agrees_to_their_own_question():
    story = negotiating()
    story.do(extending.ExtendFrame, BUYER, frame="negotiation.agree")
    with pytest.raises(no.NothingToAnswer):
        story.do(extending.AnswerExtension, BUYER, frame="negotiation.agree", agrees=True)


def mediating() -> Story:
    story = negotiating()
    story.wait_for("negotiation.agree")
    appoint(story, e.Function.MEDIATOR, MEDIATOR)
    return story


def appoint(story: Story, function: e.Function, neutral: Actor) -> None:
    story.do(
        appointing.AppointNeutral,
        ADMINISTRATOR,
        function=function,
        person=neutral.person,
        functions=frozenset({function}),
        belongs_to=frozenset(),
        payer="kiezmarkt",
    )


def test_the_mediator_extends_the_mediation():
    story = mediating()
    before = frame(story, "mediation.agree").due
    story.do(extending.ExtendFrame, MEDIATOR, frame="mediation.agree")
    assert frame(story, "mediation.agree").due > before
    with pytest.raises(no.NotAllowed):
        story.do(extending.ExtendFrame, Actor(Role.MEDIATOR, "somebody else"), frame="mediation.agree")


def deciding(rulebook: Rulebook = RULEBOOK) -> Story:
    story = responding(rulebook)
    story.wait_for("response")
    appoint(story, e.Function.DECIDER, DECIDER)
    story.wait_for("evidence.collect")
    story.wait_for("file_complete")
    assert story.case.stage is Stage.DECISION
    return story


def test_a_complex_case_gets_more_time_only_with_reasons_that_are_recorded():
    story = deciding()
    before = frame(story, "overall_cap").due
    with pytest.raises(no.ReasonsMissing):
        story.do(extending.ExtendFrame, DECIDER, frame="overall_cap")
    events = story.do(extending.ExtendFrame, DECIDER, frame="overall_cap", reasons=Text("An expert is needed."))
    assert (events[0].by, events[0].reasons) == (ExtendBy.COMPLEXITY, Text("An expert is needed."))
    assert frame(story, "overall_cap").due >= before + timedelta(days=90)


def test_a_decision_ends_no_later_than_the_cap():
    late = deciding()
    late.wait(days=80)
    due = frame(late, "overall_cap").due
    appoint(late, e.Function.DECIDER, Actor(Role.DECIDER, "another"))
    assert (frame(late, "decision").due, frame(late, "decision").facts.capped_by) == (due, "overall_cap")


def past_the_cap() -> Story:
    """A decision that was given a hundred days more, with reasons, and so goes past the cap."""
    way = Extension(ExtendBy.NEUTRAL, Length(100, Unit.DAY), 1, "invented", False)
    story = deciding(replace(RULEBOOK, decision=replace(RULEBOOK.decision, extend=(way,))))
    with pytest.raises(no.PastTheCap):
        story.do(extending.ExtendFrame, DECIDER, frame="decision")
    story.do(extending.ExtendFrame, DECIDER, frame="decision", reasons=WHY)
    assert frame(story, "decision").due > frame(story, "overall_cap").due
    return story


def test_what_was_extended_past_the_cap_stays_past_it_when_time_stood_still():
    story = past_the_cap()
    before = frame(story, "decision").due
    paused(story, 10)
    story.wait(days=4)
    story.do(pausing.ResumeCase, SELLER)
    after = frame(story, "decision")
    assert (after.due, after.latest.capped_by) == (before + timedelta(days=4), "")


def test_what_was_extended_past_the_cap_stays_past_it_after_an_outage():
    story = past_the_cap()
    due = frame(story, "decision").due
    longer = moved(story.case, frame(story, "decision"), Moved.OUTAGE, Outage(due - timedelta(hours=1), due))
    assert (longer.due > due, longer.capped_by) == (True, "")


# --- pauses ------------------------------------------------------------------------------------------------------


def paused(story: Story, days: int = 10) -> Story:
    story.do(pausing.AskPause, BUYER, pause="p1", days=days, reasons=WHY)
    story.do(pausing.AnswerPause, SELLER, agrees=True)
    return story


def test_time_stands_still_when_both_sides_agree_and_goes_on_with_what_was_left():
    story = negotiating()
    before = frame(story, "negotiation.agree").due
    paused(story)
    assert story.case.running == [frame(story, "pause.limit")]
    story.wait(days=4)
    events = story.do(pausing.ResumeCase, SELLER)
    assert [type(one) for one in events] == [e.PauseEnded, e.FrameEnded, e.FrameMoved]
    assert frame(story, "negotiation.agree").due == before + timedelta(days=4)


def test_nothing_expires_while_time_stands_still():
    story = paused(negotiating(), 30)
    assert story.wait(days=29) == []
    assert story.case.stage is Stage.NEGOTIATION


def test_a_pause_ends_by_itself_and_the_frames_go_on():
    story = paused(negotiating(), 10)
    before = frame(story, "negotiation.agree").due
    ended = story.wait(days=11)
    assert next(one for one in ended if isinstance(one, e.PauseEnded)).how is How.BY_RULE
    assert frame(story, "negotiation.agree").due >= before + timedelta(days=10)


def test_all_pauses_together_have_a_limit():
    story = paused(negotiating(), 20)
    story.wait(days=21)
    with pytest.raises(no.PauseTooLong, match="10 more days"):
        story.do(pausing.AskPause, SELLER, pause="p2", days=11, reasons=WHY)
    story.do(pausing.AskPause, SELLER, pause="p2", days=10, reasons=WHY)


def test_a_pause_that_is_declined_never_began():
    story = negotiating()
    story.do(pausing.AskPause, BUYER, pause="p1", days=5, reasons=WHY)
    assert story.do(pausing.AnswerPause, SELLER, agrees=False) == [e.PauseDeclined("p1")]
    assert not story.case.pauses


def test_the_cap_goes_on_during_a_pause():
    story = deciding()
    cap = frame(story, "overall_cap").due
    paused(story, 10)
    assert {one.clause for one in story.case.running} == {"overall_cap", "pause.limit"}
    story.wait(days=11)
    assert frame(story, "overall_cap").due == cap


def test_a_neutral_orders_a_pause_for_a_reason_of_the_list_and_only_they_end_it():
    story = mediating()
    with pytest.raises(no.NotAllowed):
        story.do(pausing.OrderPause, BUYER, pause="p1", ground=PauseGround.CARRIER_TRACE, days=5, reasons=WHY)
    story.do(pausing.OrderPause, MEDIATOR, pause="p1", ground=PauseGround.CARRIER_TRACE, days=5, reasons=WHY)
    with pytest.raises(no.NotAllowed):
        story.do(pausing.ResumeCase, SELLER)
    story.do(pausing.ResumeCase, MEDIATOR)
    assert not story.case.pauses


def test_an_offer_can_still_be_accepted_during_a_pause_and_time_goes_on():
    story = negotiating()
    story.do(negotiation.MakeOffer, SELLER, offer="o1", lines=(replace(story.case.claims[0].remedies[0]),))
    paused(story)
    assert Stage.COMPLIANCE in opened(story.do(negotiation.AcceptOffer, BUYER, offer="o1", understood=True))
    assert not story.case.pauses
    assert [one.clause for one in story.case.running] == ["compliance.refund"]


def test_an_open_offer_goes_on_with_the_case_when_it_leaves_the_negotiation_during_a_pause():
    story = negotiating()
    story.wait(days=4)
    story.do(negotiation.MakeOffer, SELLER, offer="o1", lines=(replace(story.case.claims[0].remedies[0]),))
    before = frame(story, "negotiation.offer_answer").due
    paused(story)
    story.wait(days=3)
    story.do(negotiation.LeaveNegotiation, BUYER)
    assert not story.case.pauses
    assert frame(story, "negotiation.offer_answer").due >= before + timedelta(days=3)


def test_a_neutral_who_moves_the_case_on_ends_no_pause_of_both_sides():
    story = paused(mediating())
    story.do(mediation.EndMediation, MEDIATOR)
    assert (set(story.case.pauses), story.case.stage) == ({"p1"}, Stage.DECISION_CHOICE)
    assert [one.clause for one in story.case.running] == ["pause.limit"]
    story.do(decision.RequestDecision, BUYER)
    assert not story.case.pauses


def test_an_ordered_pause_lasts_from_stage_to_stage_and_ends_with_the_case():
    story = mediating()
    story.do(pausing.OrderPause, MEDIATOR, pause="p1", ground=PauseGround.CARRIER_TRACE, days=20, reasons=WHY)
    story.do(mediation.EndMediation, MEDIATOR)
    story.do(decision.RequestDecision, BUYER)
    assert (set(story.case.pauses), story.case.stage) == ({"p1"}, Stage.DECIDER_APPOINTMENT)
    events = story.do(filing.WithdrawComplaint, BUYER)
    assert e.PauseEnded("p1", How.BY_RULE) in events
    assert not story.case.pauses


def test_a_proposal_gets_the_time_of_a_pause_like_the_mediation_that_bounds_it():
    story = mediating()
    story.wait(days=8)
    lines = (story.case.claims[0].remedies[0],)
    story.do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=lines, reasons=WHY)
    assert frame(story, "mediation.proposal_answer").facts.capped_by == "mediation.agree"
    paused(story, 10)
    story.wait(days=4)
    story.do(pausing.ResumeCase, SELLER)
    assert frame(story, "mediation.proposal_answer").due == frame(story, "mediation.agree").due


# --- outages -----------------------------------------------------------------------------------------------------


def test_a_bound_during_an_outage_moves_to_the_end_of_the_first_working_day_after_the_recovery():
    story = answered_late = Story().file()
    due = frame(story, "complaint.answer").due
    outage = Outage(due - timedelta(hours=1), due + timedelta(hours=3))
    late = pass_time(answered_late.case, due + timedelta(hours=4), (outage,))
    moves = [entry for entry in late if isinstance(entry.event, e.FrameMoved)]
    assert [(entry.event.why, entry.at) for entry in moves] == [(Moved.OUTAGE, outage.end)]
    assert not any(isinstance(entry.event, e.DisputeOpened) for entry in late)
    assert f"{moves[0].event.last_day:%a %d %b}" == "Wed 11 Mar", "recovered on Tuesday 10 March, Berlin time"


def test_an_outage_at_the_bound_of_a_frame_and_of_its_cap_moves_both():
    story = Story(replace(RULEBOOK, decision=replace(RULEBOOK.decision, limit=RULEBOOK.overall_cap.limit))).file()
    cap = open_frame(story.case, "overall_cap", story.now)
    both = [open_frame(story.case, "decision", story.now), cap]
    story._enter(enter_in_docket(story.case, both, SERVICE, story.now))
    away = Outage(cap.due - timedelta(hours=1), cap.due + timedelta(hours=1))
    story.case.frames = {name: one for name, one in story.case.frames.items() if name in ("decision", "overall_cap")}
    later = [one.event for one in pass_time(story.case, away.end, [away])]
    assert [one.frame for one in later] == ["overall_cap", "decision"]


def test_an_outage_that_was_over_before_the_bound_changes_nothing():
    story = Story().file()
    due = frame(story, "complaint.answer").due
    outage = Outage(due - timedelta(hours=5), due - timedelta(microseconds=1))
    late = pass_time(story.case, due, (outage,))
    assert any(isinstance(entry.event, e.DisputeOpened) for entry in late)


def test_a_decision_is_ordered_at_once_when_the_time_for_a_review_was_over_before_the_acceptance():
    """An outage moved the bound of the acceptance, and not that of the review."""
    story = deciding()
    issue = e.Issue(WHY, WHY, (), "Rule")
    lines = (story.case.claims[0].remedies[0],)
    asked = {"outcome": e.Outcome.GRANTED, "issues": (issue,), "lines": lines, "reasons": WHY}
    story.do(decision.IssueDecision, DECIDER, decision="d", **asked)
    due = frame(story, "review.ask").due
    longer = e.FrameMoved(
        frame="acceptance",
        room=Room.SHARED,
        why=Moved.OUTAGE,
        begun=due,
        ended=due,
        length="",
        start=story.now,
        due=due + timedelta(days=2),
        zone="Europe/Berlin",
        calendar="",
    )
    story._enter(enter_in_docket(story.case, [longer], SERVICE, story.now))
    story.wait(until=due)
    assert Stage.COMPLIANCE in opened(story.do(decision.AcceptDecision, BUYER, understood=True))


# --- service -----------------------------------------------------------------------------------------------------


def test_a_trader_who_was_not_reached_counts_from_the_working_day_after_the_substitute():
    story = Story().file()
    story.do(service.RecordServiceFailure, SERVICE, side=Side.RESPONDENT, pause="p1")
    assert not story.case.pauses, "a trader's time does not stand still"
    story.wait(until=datetime(2026, 3, 6, 12, 0, tzinfo=UTC))
    story.do(service.RecordSubstitute, SERVICE, side=Side.RESPONDENT, channel=Channel.MARKETPLACE_INBOX)
    assert frame(story, "complaint.answer").latest.start == datetime(2026, 3, 8, 23, 0, tzinfo=UTC), "Monday, Berlin"
    assert day(frame(story, "complaint.answer")) == "Mon 16 Mar"


def test_a_consumer_who_is_not_reached_has_time_in_full_once_they_are_there_again():
    story = answered()
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p1")
    assert frame(story, "escalation") not in story.case.running
    story.wait(days=400)
    assert story.case.closed_at is None
    story.do(service.RecordContact, SERVICE, side=Side.COMPLAINANT)
    moved = frame(story, "escalation").latest
    assert (moved.why, moved.start) == (Moved.RESTARTED, story.now)


@pytest.mark.parametrize(
    "ground", [PauseGround.EXPERT_REPORT, PauseGround.CARRIER_TRACE, PauseGround.EXTERNAL_PROCEEDING]
)
def test_each_reason_of_the_closed_list_lets_time_stand_still(ground: PauseGround):
    story = negotiating()
    story.do(pausing.OrderPause, ADMINISTRATOR, pause="p1", ground=ground, days=5, reasons=WHY)
    assert [one.ground for one in story.case.pauses.values()] == [ground]


def test_a_question_about_a_pause_stays_when_a_notice_does_not_arrive():
    story = negotiating()
    story.do(pausing.AskPause, BUYER, pause="p1", days=3, reasons=WHY)
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p2")
    assert Action.ANSWER_PAUSE in acts(story, SELLER)
    story.do(pausing.AnswerPause, SELLER, agrees=True)
    assert story.case.pause_asked is None


def test_a_rulebook_is_not_changed_under_an_order():
    story = negotiating()
    other = replace(RULEBOOK, id="other/1")
    story.do(changing.AskRulebookChange, BUYER, change="c", to=other)
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(1000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    assert Action.ANSWER_RULEBOOK_CHANGE not in acts(story, SELLER)
    with pytest.raises(no.NotAtThisStage):
        story.do(changing.AnswerRulebookChange, SELLER, agrees=True, to=other)


def test_what_is_served_later_ends_with_what_caps_it_as_that_is_served_later_too():
    story = collecting()
    asked: dict[str, Any] = {"request": "q", "side": Side.RESPONDENT, "what": WHY, "why": WHY}
    story.do(producing.RequestEvidence, BUYER, **asked, due=frame(story, "evidence.collect").due - timedelta(hours=1))
    story.wait(until=frame(story, "evidence.collect").due - timedelta(hours=30))
    story.do(producing.RequestEvidence, BUYER, **{**asked, "request": "r"})
    story.do(service.RecordServiceFailure, SERVICE, side=Side.RESPONDENT, pause="p1")
    story.do(service.RecordSubstitute, SERVICE, side=Side.RESPONDENT, channel=Channel.SECOND_ADDRESS)
    request = story.case.frames["evidence.request/r"]
    assert request.due == due(request.latest.start, Length(5, Unit.DAY), "Europe/Berlin"), "no cap of before cuts it"
    assert story.case.frames["evidence.request/q"].moves == (), "what was typed stays"


def test_whoever_comes_back_ends_a_notice_of_inactivity_that_stood_still():
    story = negotiating()
    story.do(terminating.NoticeInactivity, ADMINISTRATOR)
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p1")
    story.do(pausing.AskPause, BUYER, pause="p2", days=3, reasons=WHY)
    assert (story.case.pauses, story.case.inactivity_notices) == ({}, 0)
    assert "inactivity" not in story.case.frames


def test_who_was_not_reached_has_time_in_full_though_they_end_a_pause_by_what_they_do():
    story = Story().file()
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(1000),))
    story.wait(days=2)
    story.do(pausing.AskPause, SELLER, pause="p1", days=20, reasons=WHY)
    story.do(pausing.AnswerPause, BUYER, agrees=True)
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p2")
    story.wait(days=6)
    story.do(pausing.ResumeCase, BUYER)
    assert story.case.pauses == {}
    assert frame(story, "negotiation.offer_answer").due == due(story.now, Length(7, Unit.DAY), "Europe/Warsaw")


def test_whoever_acts_is_reached():
    story = negotiating()
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p1")
    story.do(pausing.AskPause, BUYER, pause="p2", days=3, reasons=WHY)
    assert not story.case.pauses


# --- calendars ---------------------------------------------------------------------------------------------------


def test_a_joint_frame_rolls_over_a_holiday_of_either_side():
    calendars = {
        "PL": Calendar("pl", "PL", range(2026, 2028)),
        "DE": Calendar("de", "DE", range(2026, 2028), {datetime(2026, 3, 16).date(): "A day off in Germany"}),
    }
    story = Story()
    story.calendars = lambda place: calendars.get(place, calendars["PL"])
    story.file(at=FILED_AT)
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    story.wait(until=datetime(2026, 3, 4, 9, 0, tzinfo=UTC))
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("It is not."))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert day(frame(story, "negotiation.agree")) == "Tue 17 Mar", "Sat 14 March rolls past a free Monday"


# --- another rulebook --------------------------------------------------------------------------------------------


def test_a_case_goes_on_under_another_version_only_when_both_agree():
    story = negotiating()
    newer = replace(RULEBOOK, id="odr-default/2", hash="f" * 64)
    story.do(changing.AskRulebookChange, BUYER, change="c1", to=newer)
    due = frame(story, "negotiation.agree").due
    [changed] = story.do(changing.AnswerRulebookChange, SELLER, agrees=True, to=newer)
    assert changed == e.RulebookChanged("c1", "odr-default/2", "f" * 64)
    assert frame(story, "negotiation.agree").due == due


@pytest.mark.parametrize("status", [Status.HISTORIC, Status.NOT_YET_IN_FORCE])
def test_no_case_goes_on_under_a_rulebook_that_is_not_in_force(status: Status):
    story = negotiating()
    other = replace(RULEBOOK, id="odr-default/2", hash="f" * 64, status=status)
    assert changing.fitting(story.case, [other]) == []
    with pytest.raises(no.RulebookDoesNotFit, match=r"not in force"):
        story.do(changing.AskRulebookChange, BUYER, change="c1", to=other)


def test_a_rulebook_without_the_frames_that_run_does_not_fit():
    story = mediating()
    without = replace(RULEBOOK, id="short/1", mediation=None, hash="a" * 64)
    with pytest.raises(no.RulebookDoesNotFit, match=r"It has no mediation.agree"):
        story.do(changing.AskRulebookChange, BUYER, change="c1", to=without)


@pytest.mark.parametrize(
    ("stage", "clause"),
    [
        (Stage.MEDIATOR_APPOINTMENT, "mediation.agree"),
        (Stage.DECIDER_APPOINTMENT, "decision"),
        (Stage.REVIEWER_APPOINTMENT, "review.decide"),
    ],
)
def test_while_a_neutral_is_appointed_only_a_rulebook_that_has_their_stage_fits(stage: Stage, clause: str):
    story = at_stage(stage, Filed.BY_THE_BUYER, Course.ANSWERED)
    other = replace(RULEBOOK, id="other/1")
    vars(other)["clauses"] = {name: one for name, one in RULEBOOK.clauses.items() if name != clause}
    with pytest.raises(no.RulebookDoesNotFit, match=f"It has no {clause}"):
        story.do(changing.AskRulebookChange, C, change="c", to=other)


def test_what_opens_later_for_a_consumer_who_is_not_reached_stands_still_too():
    story = mediating()
    story.do(service.RecordServiceFailure, SERVICE, side=Side.COMPLAINANT, pause="p1")
    story.do(mediation.EndMediation, MEDIATOR)
    assert frame(story, "decision_choice") not in story.case.running
    story.wait(days=60)
    assert story.case.stage is Stage.DECISION_CHOICE
    story.do(service.RecordContact, SERVICE, side=Side.COMPLAINANT)
    assert frame(story, "decision_choice").latest.start == story.now
