"""What holds where several parts of the procedure meet: reopened cases, claims of both sides, and consents given."""

from datetime import date
from typing import Any

import pytest

from odr.domain import (
    amending,
    compensation,
    correction,
    counterclaim,
    decision,
    exhibits,
    filing,
    parallel,
    review,
    talk,
    terminating,
)
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Function, ParallelKind, ReviewResult, Slip, Stage, Step, Submission
from odr.domain.possible import Action, available_actions
from odr.domain.recovery import left
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Actor, Role, Room
from odr.domain.words import Text
from odr.kept import CaseSeen
from odr.rulebooks import all_rulebooks
from odr.safety.reports import SubjectKind, subject_in
from odr.schema.reader import Reader
from odr.schema.shown_talk import amendments
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, Story, refund
from tests.core.test_after_decision import (
    LATE,
    REVIEWER,
    accepted,
    reviewed,
    reviewing,
    silent,
    silent_and_asked_both,
)
from tests.core.test_amending import with_evidence
from tests.core.test_breach import overdue, reported
from tests.core.test_counterclaim import MAKING, made
from tests.core.test_procedure import appoint, issue
from tests.core.test_silence import silent as silent_under_klarna

WHY = Text("Because of this.")
FILE: dict[str, Any] = {"upload": "u", "name": Text("a.png"), "sha256": Text("h"), "media_type": "image/png", "size": 1}
COURT: dict[str, Any] = {"kind": ParallelKind.COURT, "forum": Text("Court"), "opened_on": date(2026, 3, 2)}
ON_THE_FILE: dict[str, Any] = {"issues": (e.Issue(Text("Was it whole?"), Text("No."), (), "CISG Art. 36"),)}


def set_aside(step: Step | None = None) -> Story:
    """What was ordered in silence is set aside; a step of it may have been taken before."""
    story = silent()
    if step:
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=step, reference="r")
    story.do(review.AskSetAside, SELLER, **LATE)
    appoint(story, Function.REVIEWER, "reviewer")
    story.do(review.DecideSetAside, REVIEWER, granted=True, reasons=WHY)
    return story


def remitted() -> Story:
    story = reviewing()
    reviewed(story, ReviewResult.REMITTED)
    appoint(story, Function.DECIDER, "decider-2") if story.case.stage is Stage.DECIDER_APPOINTMENT else None
    return story


def broken() -> Story:
    story = overdue()
    reported(story)
    return story


# A case that goes on again


@pytest.mark.parametrize("again", [set_aside, remitted, broken])
def test_a_case_that_goes_on_takes_evidence_and_can_be_withdrawn(again: Any):
    story = again()
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="new", **FILE)
    story.do(amending.CorrectSubmission, BUYER, what=Submission.COMPLAINT, subject="", reads=WHY)
    story.do(filing.WithdrawComplaint, BUYER)
    assert story.case.closed_at is not None


def test_what_runs_is_no_longer_withdrawn():
    with pytest.raises(no.NotAtThisStage):
        overdue().do(filing.WithdrawComplaint, BUYER)


def test_what_was_begun_is_followed_to_its_end_after_the_case_went_back():
    story = set_aside(Step.SUBMITTED)
    assert Action.REPORT_FULFILMENT in {one.action for one in available_actions(ADMINISTRATOR, story.case, story.now)}
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=Step.FULFILLED, reference="r")
    assert left(story.case).minor == story.case.order.paid.minor - story.case.compensation.lines[0].remedy.amount.minor


def test_what_fails_then_is_owed_no_more_and_can_be_ordered_again():
    story = set_aside(Step.SUBMITTED)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=Step.FAILED, reference="r")
    assert story.case.compensation.lines[0].step is Step.LAPSED
    assert left(story.case) == story.case.order.paid
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, decision="d2", **ON_THE_FILE, lines=(refund(8000),))
    assert story.case.decision.ordered[0].amount.minor == 8000


def test_a_line_of_an_order_before_is_still_told_beside_the_new_one():
    story = set_aside(Step.SUBMITTED)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    issue(story, decision="d2", **ON_THE_FILE, lines=(refund(1000, line=None),))
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait_for("review.ask")
    assert [order.id for order in story.case.orders] == ["d", "d2"]
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=Step.FULFILLED, reference="r")
    assert story.case.past_compensations[0].lines[0].step is Step.FULFILLED
    assert story.case.stage is Stage.COMPLIANCE, "it is the new order that the case waits for"
    with pytest.raises(no.StepNotPossible, match="REVERSED"):
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="d-1", step=Step.FAILED, reference="r")


# Who is heard


def test_what_a_decider_hears_cannot_be_blocked():
    story = with_evidence()
    story.do(talk.BlockMessages, BUYER)
    assert Room.OPEN in talk.rooms_open_to(SELLER, story.case)
    story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=WHY)


def test_a_blocked_side_is_offered_no_room_that_refuses_it():
    story = Story().file()
    story.do(talk.BlockMessages, BUYER)
    assert talk.rooms_open_to(SELLER, story.case) == []
    with pytest.raises(no.MessagesNotTaken):
        talk.may_send(SELLER, story.case)
    assert Action.SEND_MESSAGE in {one.action for one in available_actions(BUYER, story.case, story.now)}


def test_a_counterclaim_comes_while_it_can_be_answered():
    story = Story(all_rulebooks()["crt-bc/1"]).file()
    story.case.record_closed = True
    with pytest.raises(no.RecordIsClosed):
        story.do(counterclaim.MakeCounterclaim, SELLER, **MAKING)


# Claims of both sides


def test_one_side_s_word_about_a_court_does_not_end_what_the_other_one_claims():
    story = made()
    story.do(parallel.ReportParallelProceeding, BUYER, proceeding="p", reference=Text("C-1"), **COURT)
    assert story.case.closed_at is None
    with pytest.raises(no.NotAllowed):
        story.do(parallel.ConfirmParallelProceeding, BUYER, proceeding="p")
    story.do(parallel.ConfirmParallelProceeding, SELLER, proceeding="p")
    assert story.case.ground is e.Ground.NO_JURISDICTION


def test_inactivity_of_the_complainant_does_not_end_a_counterclaim():
    story = made()
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=WHY)
    story.do(filing.EscalateComplaint, BUYER, reasons=WHY)
    with pytest.raises(no.OthersClaim):
        story.do(terminating.NoticeInactivity, ADMINISTRATOR)


def test_silence_gives_nobody_more_than_was_paid():
    damages = Claim("1", "lamp", 1, ComplaintType.DAMAGED, (refund(99_999_999, remedy=Remedy.DAMAGES),))
    story = silent_under_klarna(claims=(damages,))
    assert story.case.silent
    assert story.case.decision is None, "somebody has to weigh the reasons"


# What was consented to, and what was asked


def test_sums_that_were_accepted_are_not_corrected():
    story = accepted()
    with pytest.raises(no.AcceptedAsItReads):
        story.do(correction.CorrectDecision, DECIDER, slip=Slip.SUMS, reads=WHY, lines=(refund(1),))
    story.do(correction.CorrectDecision, DECIDER, slip=Slip.WRITING, reads=WHY)


def test_a_request_to_set_aside_is_decided_before_a_review_changes_anything():
    story = silent_and_asked_both()
    with pytest.raises(no.SetAsideFirst):
        reviewed(story, ReviewResult.CHANGED, **ON_THE_FILE)
    assert story.case.set_aside_asked is not None


def test_only_the_neutral_who_leads_the_case_ends_it():
    story = with_evidence()
    ended: dict[str, Any] = {"ground": e.Termination.ABUSE, "reasons": WHY}
    with pytest.raises(no.NotAllowed):
        story.do(terminating.EndCase, MEDIATOR, **ended)
    story.do(terminating.EndCase, DECIDER, **ended)
    assert story.case.closed_at is not None


# What was hidden


def test_whoever_looks_at_a_reported_message_reads_its_corrections_and_hiding_it_hides_them():
    story = Story().file()
    story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=Text("Hello."))
    story.do(amending.CorrectSubmission, SELLER, what=Submission.MESSAGE, subject="m", reads=Text("Abuse."))
    assert subject_in(story.case, SubjectKind.MESSAGE, "m").shown == "Hello.\n\nAbuse."
    story.do(talk.HideMessage, Actor(Role.TRUST_AND_SAFETY, "t"), message="m")
    reader = Reader(CaseSeen(story.case, story.entries, BUYER, story.now), {SELLER.person: "Holzhaus"})
    assert [one.reads for one in amendments(reader)] == [None]
