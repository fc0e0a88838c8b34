"""Evidence that is asked for: it comes, or it is recorded that it did not; and what a decision may make of that."""

from datetime import timedelta
from typing import Any

import pytest

from odr.domain import decision, erasing, exhibits, producing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Ending, Production, Stage
from odr.domain.roles import Actor, Room, Side
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, Story
from tests.core.test_procedure import answered, collecting, deciding, exhibit, issue, negotiating, opened

WHAT, WHY = Text("The carrier's report on the parcel."), Text("It shows whether the box was whole.")


def order(story: Story, side: Side = Side.RESPONDENT, by: Actor = DECIDER, **more: Any) -> list[e.Event]:
    return story.do(producing.RequestEvidence, by, request="q", side=side, what=WHAT, why=WHY, **more)


def ordered() -> Story:
    story = collecting()
    order(story)
    return story


def say(story: Story, answer: Production, by: Actor = SELLER, **more: Any) -> list[e.Event]:
    return story.do(producing.AnswerEvidenceRequest, by, request="q", answer=answer, **more)


def show(story: Story, by: Actor, name: str) -> None:
    exhibit(story, by, name)
    story.do(exhibits.DiscloseExhibit, by, exhibit=name)


def infer(story: Story, request: str = "q") -> list[e.Event]:
    found = e.Issue(Text("Was it whole?"), Text("No report came."), (), "burden of proof", (request,))
    return issue(story, issues=(found,))


def to_the_decision(story: Story) -> Story:
    story.wait_for("evidence.collect")
    if story.case.stage is Stage.EVIDENCE:
        story.wait_for("evidence.reply")
    story.do(decision.CompleteFile, DECIDER)
    return story


def test_a_production_order_says_what_and_why_and_has_a_bound():
    asked, frame = order(collecting())
    assert asked == e.EvidenceRequested("q", Side.RESPONDENT, WHAT, WHY, binding=True)
    assert isinstance(frame, e.FrameOpened)
    assert (frame.clause, frame.room, [role.value for role in frame.actors]) == (
        "evidence.request",
        Room.OPEN,
        ["RESPONDENT"],
    )


def test_a_side_asks_the_other_side_and_orders_nothing():
    asked, _ = order(negotiating(), by=BUYER)
    assert isinstance(asked, e.EvidenceRequested)
    assert not asked.binding


def test_nobody_asks_itself():
    with pytest.raises(no.InvalidInput, match="Ask the other side"):
        order(negotiating(), Side.COMPLAINANT, BUYER)


@pytest.mark.parametrize("by", [MEDIATOR, Actor(DECIDER.role.MARKETPLACE, "admin")])
def test_who_does_not_decide_orders_nothing(by: Actor):
    with pytest.raises(no.NotAllowed):
        order(collecting(), by=by)


def test_before_the_dispute_and_after_the_record_nothing_is_asked_for():
    for story in (answered(), deciding()):
        with pytest.raises(no.NotAtThisStage):
            order(story, by=BUYER)


def test_a_date_in_the_past_is_refused():
    story = collecting()
    with pytest.raises(no.DateInThePast):
        order(story, due=story.now)


def test_what_was_asked_for_comes():
    story = ordered()
    show(story, SELLER, "report")
    events = say(story, Production.PRODUCED, exhibits=("R-1",))
    assert events == [
        e.EvidenceAnswered("q", Production.PRODUCED, ("R-1",), None),
        e.FrameEnded("evidence.request/q", Room.OPEN, Ending.MET),
    ]
    assert not story.case.requests["q"].open


@pytest.mark.parametrize("answer", [Production.REFUSED, Production.DOES_NOT_EXIST])
def test_who_does_not_produce_says_why(answer: Production):
    story = ordered()
    with pytest.raises(no.ReasonsMissing):
        say(story, answer)
    say(story, answer, words=Text("The carrier made none."))


def test_only_own_disclosed_exhibits_are_named():
    story = ordered()
    show(story, BUYER, "photo")
    for wrong in ("C-1", "R-1"):
        with pytest.raises(no.ExhibitUnknown):
            say(story, Production.PRODUCED, exhibits=(wrong,))
    with pytest.raises(no.InvalidInput):
        say(story, Production.PRODUCED)


def test_what_was_erased_is_not_what_comes():
    story = ordered()
    show(story, SELLER, "x")
    asked = {"what": e.Submission.EXHIBIT, "subject": "x", "ground": e.LawfulGround.ORDERED}
    story.do(erasing.AskErasure, SELLER, erasure="e", **asked)
    story.do(erasing.AnswerErasure, ADMINISTRATOR, erasure="e", erases=True, reasons=WHY)
    with pytest.raises(no.ExhibitUnknown):
        say(story, Production.PRODUCED, exhibits=("R-1",))


def test_only_the_side_that_was_asked_answers_and_once():
    story = ordered()
    with pytest.raises(no.NotFound):
        say(story, Production.REFUSED, BUYER, words=Text("No."))
    say(story, Production.REFUSED, words=Text("No."))
    with pytest.raises(no.AlreadyDone):
        say(story, Production.REFUSED, words=Text("No."))


def test_silence_is_recorded():
    assert e.EvidenceNotProduced("q") in ordered().wait_for("evidence.request")


def test_what_is_due_with_the_end_of_the_record_is_recorded_too():
    """The order comes so late that its time ends with the time for evidence, in the same instant."""
    story = collecting()
    story.wait(until=story.case.frames["evidence.collect"].due - timedelta(hours=2))
    order(story)
    frames = story.case.frames
    assert frames["evidence.request/q"].due == frames["evidence.collect"].due
    events = story.wait_for("evidence.collect")
    assert events.index(e.EvidenceNotProduced("q")) < events.index(e.RecordClosed())
    assert "evidence.request/q" not in story.case.frames


def test_what_the_order_did_not_bring_may_count_against_the_side():
    story = ordered()
    story.wait_for("evidence.request")
    [issued, *_] = infer(to_the_decision(story))
    assert isinstance(issued, e.DecisionIssued)
    assert issued.issues[0].inferences == ("q",)


def test_nothing_is_inferred_from_what_came_or_does_not_exist():
    story = ordered()
    say(story, Production.DOES_NOT_EXIST, words=Text("The carrier made none."))
    with pytest.raises(no.NothingToInfer):
        infer(to_the_decision(story))


def test_nothing_is_inferred_from_what_a_side_asked_or_nobody_did():
    story = collecting()
    order(story, by=BUYER)
    story.wait_for("evidence.request")
    to_the_decision(story)
    for request in ("q", "no such order"):
        with pytest.raises(no.NothingToInfer):
            infer(story, request)


def test_no_decision_rests_on_what_came_too_late_to_be_answered():
    story = collecting()
    show(story, BUYER, "photo")
    story.wait_for("evidence.collect")
    show(story, SELLER, "last")
    story.wait_for("evidence.reply")
    story.do(decision.CompleteFile, DECIDER)
    late = e.Issue(Text("Was it whole?"), Text("Yes."), ("R-1",), "CISG Art. 36")
    with pytest.raises(no.ExhibitNotAnswerable, match="reopen the record"):
        issue(story, issues=(late,))
    assert issue(story)


def test_a_reopened_record_lets_both_sides_answer():
    story = collecting()
    show(story, BUYER, "photo")
    story.wait_for("evidence.collect")
    show(story, SELLER, "last")
    story.wait_for("evidence.reply")
    story.do(decision.CompleteFile, DECIDER)
    cap = story.case.frames["overall_cap"].due
    events = story.do(producing.ReopenRecord, DECIDER, reasons=Text("R-1 came last."))
    assert opened(events) == [Stage.EVIDENCE]
    to_the_decision(story)
    assert story.case.frames["overall_cap"].due == cap, "the cap goes on, and does not begin anew"
    late = e.Issue(Text("Was it whole?"), Text("Yes."), ("R-1",), "CISG Art. 36")
    assert issue(story, issues=(late,))


def test_a_record_is_reopened_as_often_as_the_rulebook_says():
    story = deciding()
    story.do(producing.ReopenRecord, DECIDER, reasons=Text("One more thing."))
    to_the_decision(story)
    with pytest.raises(no.AlreadyDone):
        story.do(producing.ReopenRecord, DECIDER, reasons=Text("And one more."))


def test_only_the_decider_reopens_the_record_with_reasons():
    story = deciding()
    with pytest.raises(no.NotAllowed):
        story.do(producing.ReopenRecord, BUYER, reasons=Text("Please."))
    with pytest.raises(no.ReasonsMissing):
        story.do(producing.ReopenRecord, DECIDER, reasons=Text(" "))


def test_what_was_due_when_the_record_closes_came_too_late():
    story = collecting()
    collect = next(one for one in story.case.frames.values() if one.clause == "evidence.collect")
    order(story, due=collect.due)
    told = story.wait_for("evidence.collect")
    assert e.FrameEnded("evidence.request/q", Room.OPEN, Ending.EXPIRED) in told
    assert e.EvidenceNotProduced("q") in told
