"""Four eyes: a second neutral reads what the decider means to decide before it is issued."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from odr.domain import appointing, changing, decision, objecting, producing, second_reading
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Ending, Function, How, Stage
from odr.domain.evolve import fold
from odr.domain.possible import Action, available_actions
from odr.domain.recovering import RecordRecovery
from odr.domain.roles import SERVICE, Actor, Role, Room
from odr.domain.rulebook.lint import lint
from odr.domain.simulate import simulate
from odr.domain.simulate.script import Script
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from odr.views import seen
from tests.core.acts.courses import SAID, SECOND, C, Course, D, Filed, M, P, R, at_stage, draft, drafted, ruling
from tests.core.acts.rows import ROWS
from tests.core.given import FILED_AT, FOUR_EYES, RULEBOOK, Story, eur

REMARKS = Text("Say why the photograph convinces you.")
FRAME = "second_reading/d"


def deciding() -> Story:
    return at_stage(Stage.DECISION, Filed.BY_THE_BUYER, Course.FOUR_EYES)


def waiting() -> Story:
    story = deciding()
    drafted(story)
    return story


def read(story: Story, *, confirmed: bool, name: str = "d", by: Actor = SECOND) -> list[e.Event]:
    return story.do(second_reading.ReadDraft, by, draft=name, confirmed=confirmed, remarks=REMARKS)


def acts(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def appoint(story: Story, function: Function, person: str) -> None:
    asked: dict[str, Any] = {"belongs_to": frozenset[str](), "payer": "service", "functions": frozenset({function})}
    story.do(appointing.AppointNeutral, P, function=function, person=person, **asked)


def test_behind_the_decider_a_second_reader_is_appointed_who_is_somebody_else():
    story = at_stage(Stage.SECOND_READER_APPOINTMENT, Filed.BY_THE_BUYER, Course.FOUR_EYES)
    for served in ("decider", "mediator"):
        with pytest.raises(no.NotEligible, match="already served"):
            appoint(story, Function.SECOND_READER, served)
    appoint(story, Function.SECOND_READER, "second_reader")
    assert story.case.stage is Stage.EVIDENCE
    assert "neutrals.objection/SECOND_READER" in story.case.frames


def test_nobody_who_is_appointed_in_time_is_found_by_the_rule():
    story = at_stage(Stage.SECOND_READER_APPOINTMENT, Filed.BY_THE_BUYER, Course.FOUR_EYES)
    assert story.case.passed_to_rule is Function.SECOND_READER
    asked: dict[str, Any] = {"belongs_to": frozenset[str](), "payer": "service"}
    function = frozenset({Function.SECOND_READER})
    found = {"function": Function.SECOND_READER, "functions": function, "person": "found"}
    story.do(appointing.AppointNeutral, SERVICE, **found, **asked)
    assert story.case.neutral(Function.SECOND_READER).how is How.BY_RULE


def test_a_decision_is_not_issued_past_the_second_reader():
    story = deciding()
    assert acts(story, D) >= {Action.DRAFT_DECISION}
    assert not acts(story, D) & {Action.ISSUE_DECISION, Action.ISSUE_DRAFT}
    with pytest.raises(no.SecondReaderFirst):
        story.do(decision.IssueDecision, D, **ruling(story.case, "d"))
    drafted(story)
    with pytest.raises(no.NothingToAnswer):
        story.do(second_reading.IssueDraft, D, draft="d")


def test_a_confirmed_draft_is_issued_as_it_reads():
    story = waiting()
    assert acts(story, SECOND) >= {Action.READ_DRAFT}
    events = read(story, confirmed=True)
    assert e.FrameEnded(FRAME, Room.SHARED, Ending.MET) in events
    issued = story.do(second_reading.IssueDraft, D, draft="d")
    assert isinstance(issued[0], e.DecisionIssued)
    given = story.case.decision_drafts[0].drafted
    assert (story.case.decision.id, story.case.decision.lines, story.case.decision.reasons) == (
        "d",
        given.lines,
        given.reasons,
    )
    assert (story.case.decision.by, story.case.stage) == (D, Stage.ACCEPTANCE)


def test_a_draft_goes_back_with_remarks_and_another_one_is_read():
    story = waiting()
    with pytest.raises(no.ReasonsMissing):
        story.do(second_reading.ReadDraft, SECOND, draft="d", confirmed=False)
    read(story, confirmed=False)
    assert story.case.decision_drafts[0].remarks == REMARKS
    with pytest.raises(no.NothingToAnswer):
        story.do(second_reading.IssueDraft, D, draft="d")
    story.do(second_reading.DraftDecision, D, **draft(story.case, "d2"))
    with pytest.raises(no.NotFound):
        read(story, confirmed=True)
    read(story, confirmed=True, name="d2")
    with pytest.raises(no.NotFound):
        story.do(second_reading.IssueDraft, D, draft="d")
    story.do(second_reading.IssueDraft, D, draft="d2")
    assert story.case.decision.id == "d2"


def test_one_draft_is_read_at_a_time_and_by_nobody_else():
    story = waiting()
    with pytest.raises(no.AlreadyDone):
        story.do(second_reading.DraftDecision, D, **draft(story.case, "d2"))
    for by in (C, R, M, D, P, Actor(Role.SECOND_READER, "another")):
        with pytest.raises(no.NotAllowed):
            read(story, confirmed=True, by=by)
        if by is not D:
            with pytest.raises(no.NotAllowed):
                story.do(second_reading.DraftDecision, by, **draft(story.case, "d2"))


def test_what_could_not_be_issued_is_not_drafted():
    story = deciding()
    asked = draft(story.case, "d")
    with pytest.raises(no.ReasonsMissing):
        story.do(second_reading.DraftDecision, D, **{**asked, "issues": ()})
    with pytest.raises(no.ExhibitUnknown):
        story.do(second_reading.DraftDecision, D, **{**asked, "issues": (e.Issue(SAID, SAID, ("C-9",), "Rule"),)})


def test_only_the_two_read_the_draft_and_what_became_of_it_and_all_see_that_it_is_being_read():
    story = deciding()
    before = {by: (len(seen(by.role, story.entries)), acts(story, by)) for by in (C, R, M, P)}
    drafted(story)
    read(story, confirmed=False)
    for by, (entries, possible) in before.items():
        told = [type(entry.event) for entry in seen(by.role, story.entries)[entries:]]
        assert (told, acts(story, by)) == ([e.FrameOpened, e.FrameEnded], possible)
        assert fold("case-1", seen(by.role, story.entries), FOUR_EYES).decision_drafts == ()
    for by in (D, SECOND):
        (own,) = fold("case-1", seen(by.role, story.entries), FOUR_EYES).decision_drafts
        assert (own.drafted.reasons, own.remarks) == (SAID, REMARKS)


def test_the_second_reader_reads_what_a_decision_may_rest_on_and_nothing_more():
    story = deciding()
    rooms = {type(entry.event) for entry in seen(Role.SECOND_READER, story.entries)}
    assert e.RecordClosed in rooms
    assert not rooms & {e.NeedsStated, e.ProposalMade}
    assert acts(story, SECOND) == {Action.DISCLOSE_CIRCUMSTANCES, Action.RECUSE_NEUTRAL}


def test_a_second_reader_who_lets_the_time_pass_is_replaced_and_the_decider_has_it_in_full():
    story = waiting()
    told = story.wait_for("second_reading")
    assert e.MandateEnded(Function.SECOND_READER, "second_reader") in told
    assert story.case.stage is Stage.SECOND_READER_APPOINTMENT
    appoint(story, Function.SECOND_READER, "another")
    assert story.case.stage is Stage.DECISION
    assert story.case.frames["decision"].due > story.now + timedelta(days=13)
    assert Action.DRAFT_DECISION in acts(story, D), "the new reader gets a draft anew"


def test_a_second_reader_recuses_themselves_or_is_handed_over_from():
    story = waiting()
    story.do(objecting.RecuseNeutral, SECOND, reasons=SAID)
    assert (story.case.stage, story.case.neutral(Function.DECIDER).person) == (
        Stage.SECOND_READER_APPOINTMENT,
        "decider",
    )
    away = waiting()
    away.do(objecting.HandOverCase, P, reasons=SAID, away=True, function=Function.SECOND_READER)
    assert away.case.neutral(Function.SECOND_READER) is None
    with pytest.raises(no.NotAtThisStage):
        deciding().do(objecting.HandOverCase, P, reasons=SAID, away=True, function=Function.MEDIATOR)


def test_a_side_objects_to_the_second_reader_and_their_time_stands_still():
    story = waiting()
    story.do(objecting.DiscloseCircumstances, SECOND, circumstances=Text("I know the seller."))
    story.do(objecting.ObjectToNeutral, C, objection="o", reasons=SAID, function=Function.SECOND_READER)
    assert not {FRAME, "decision"} & {one.name for one in story.case.running}
    with pytest.raises(no.ObjectionPending):
        read(story, confirmed=True)
    with pytest.raises(no.AlreadyDone):
        story.do(objecting.ObjectToNeutral, C, objection="o2", reasons=SAID, function=Function.SECOND_READER)
    story.do(objecting.DecideObjection, P, objection="o", sustained=True, reasons=SAID)
    assert story.case.stage is Stage.SECOND_READER_APPOINTMENT


def due(story: Story, frame: str = "decision") -> date:
    """The last day of a frame of everybody, as each side reads it too."""
    days = {
        fold("case-1", seen(by.role, story.entries), FOUR_EYES).frames[frame].latest.last_day
        for by in (C, R, D, SECOND)
    }
    (found,) = days
    return found


def test_while_a_draft_is_read_the_decider_s_time_stands_still_for_everybody_to_see():
    story = waiting()
    last_day = due(story)
    assert "decision" not in {one.name for one in story.case.running}
    story.wait(days=3)
    read(story, confirmed=False)
    assert due(story) == last_day + timedelta(days=1), "fourteen and three days; the bound had rolled over a weekend"
    assert "decision" in {one.name for one in story.case.running}
    assert [(one.why, one.begun) for one in story.case.frames["decision"].moves] == [
        (e.Moved.PAUSED, story.now - timedelta(days=3))
    ]


def test_a_draft_that_is_read_across_the_end_of_the_decider_s_time_costs_the_decider_nothing():
    story = deciding()
    story.wait(until=story.case.frames["decision"].due - timedelta(hours=1))
    drafted(story)
    story.wait(days=2)
    assert story.case.stage is Stage.DECISION
    assert story.case.neutral(Function.DECIDER) is not None
    read(story, confirmed=True)
    story.do(second_reading.IssueDraft, D, draft="d")
    assert story.case.decision.by == D


def test_nothing_is_read_past_the_end_of_the_whole_procedure():
    story = deciding()
    frames = story.case.frames
    soon = replace(frames["overall_cap"].facts, due=story.now + timedelta(days=2))
    story.case.frames = {**frames, "overall_cap": replace(frames["overall_cap"], facts=soon)}
    drafted(story)
    reading = story.case.frames[FRAME]
    assert (reading.due, reading.facts.capped_by) == (soon.due, "overall_cap")


@pytest.mark.parametrize("doubts", [Function.DECIDER, Function.SECOND_READER])
def test_an_objection_to_one_of_the_two_takes_no_time_from_either(doubts: Function):
    story = waiting()
    last_days = due(story), due(story, FRAME)
    story.do(objecting.DiscloseCircumstances, D if doubts is Function.DECIDER else SECOND, circumstances=SAID)
    story.do(objecting.ObjectToNeutral, C, objection="o", reasons=SAID, function=doubts)
    assert not {FRAME, "decision"} & {one.name for one in story.case.running}
    story.wait(days=3)
    story.do(objecting.DecideObjection, P, objection="o", sustained=False, reasons=SAID)
    assert due(story) == last_days[0], "the draft is still being read"
    assert due(story, FRAME) > last_days[1]
    read(story, confirmed=True)
    assert due(story) == last_days[0] + timedelta(days=1), "no day counts twice"


def test_an_objection_to_the_second_reader_holds_the_decider_who_cannot_hand_in_a_draft():
    story = deciding()
    last_day = due(story)
    story.do(objecting.DiscloseCircumstances, SECOND, circumstances=SAID)
    story.do(objecting.ObjectToNeutral, R, objection="o", reasons=SAID, function=Function.SECOND_READER)
    with pytest.raises(no.ObjectionPending):
        drafted(story)
    story.wait(days=3)
    story.do(objecting.DecideObjection, P, objection="o", sustained=False, reasons=SAID)
    assert due(story) == last_day + timedelta(days=1)


def test_a_change_to_four_eyes_at_the_decision_opens_the_appointment_of_a_second_reader():
    story = at_stage(Stage.DECISION, Filed.BY_THE_BUYER, Course.ANSWERED)
    story.do(changing.AskRulebookChange, C, change="c", to=FOUR_EYES)
    told = story.do(changing.AnswerRulebookChange, R, agrees=True, to=FOUR_EYES)
    assert e.FrameEnded("decision", Room.SHARED, Ending.MOOT) in told
    assert story.case.stage is Stage.SECOND_READER_APPOINTMENT
    story.case.rulebook = FOUR_EYES
    appoint(story, Function.SECOND_READER, "second_reader")
    assert (story.case.stage, story.case.frames["decision"].facts.rulebook) == (Stage.DECISION, FOUR_EYES.id)
    drafted(story)
    read(story, confirmed=True)


def test_nobody_leaves_four_eyes_while_a_second_reader_is_appointed():
    story = at_stage(Stage.SECOND_READER_APPOINTMENT, Filed.BY_THE_BUYER, Course.FOUR_EYES)
    with pytest.raises(no.RulebookDoesNotFit, match="second_reading"):
        story.do(changing.AskRulebookChange, C, change="c", to=all_rulebooks()["odr-default/1"])


def doubted(*functions: Function) -> Story:
    """Both neutrals who decide have disclosed something new, and the buyer objects to these."""
    story = at_stage(Stage.EVIDENCE, Filed.BY_THE_BUYER, Course.FOUR_EYES)
    for neutral in (D, SECOND):
        story.do(objecting.DiscloseCircumstances, neutral, circumstances=SAID)
    for function in functions:
        story.do(objecting.ObjectToNeutral, C, objection=function.value, function=function, reasons=SAID)
    return story


@pytest.mark.parametrize("sustained", [Function.DECIDER, Function.SECOND_READER])
def test_an_objection_waits_while_the_other_one_is_replaced(sustained: Function):
    other = Function.DECIDER if sustained is Function.SECOND_READER else Function.SECOND_READER
    story = doubted(Function.DECIDER, Function.SECOND_READER)
    story.do(objecting.DecideObjection, P, objection=sustained.value, sustained=True, reasons=SAID)
    assert [one.made.function for one in story.case.waiting_objections] == [other]
    story.do(objecting.DecideObjection, P, objection=other.value, sustained=True, reasons=SAID)
    assert story.case.neutral(Function.DECIDER) is story.case.neutral(Function.SECOND_READER) is None
    for function in (other, sustained):
        appoint(story, function, f"another {function.value}")
    assert story.case.stage is Stage.EVIDENCE
    assert not story.case.waiting_objections


def test_two_objections_that_nobody_decides_are_both_sustained():
    story = doubted(Function.DECIDER, Function.SECOND_READER)
    story.wait(days=8)
    assert [one.sustained for one in story.case.objections.values()] == [True, True]
    assert story.case.neutral(Function.DECIDER) is story.case.neutral(Function.SECOND_READER) is None


def test_somebody_objects_to_the_decider_while_the_second_reader_is_appointed():
    story = doubted(Function.SECOND_READER)
    story.do(objecting.DecideObjection, P, objection="SECOND_READER", sustained=True, reasons=SAID)
    assert story.case.stage is Stage.SECOND_READER_APPOINTMENT
    assert Action.OBJECT_TO_NEUTRAL in acts(story, R)
    story.do(objecting.ObjectToNeutral, R, objection="o", reasons=SAID)
    assert [one.made.function for one in story.case.waiting_objections] == [Function.DECIDER]


def test_nobody_leaves_four_eyes_while_somebody_decides_with_them():
    for story in (deciding(), waiting()):
        with pytest.raises(no.RulebookDoesNotFit, match="second_reading"):
            story.do(changing.AskRulebookChange, C, change="c", to=all_rulebooks()["odr-default/1"])


def test_another_decider_does_not_issue_what_the_first_one_drafted():
    story = waiting()
    read(story, confirmed=True)
    story.do(objecting.RecuseNeutral, D, reasons=SAID)
    appoint(story, Function.DECIDER, "decider-2")
    assert story.case.stage is Stage.DECISION, "the second reader stays"
    successor = Actor(Role.DECIDER, "decider-2")
    with pytest.raises(no.NothingToAnswer):
        story.do(second_reading.IssueDraft, successor, draft="d")
    story.do(second_reading.DraftDecision, successor, **draft(story.case, "d2"))


def test_what_was_confirmed_before_the_record_was_reopened_counts_no_more():
    story = waiting()
    read(story, confirmed=True)
    story.do(producing.ReopenRecord, D, reasons=SAID)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, D) if story.case.stage is Stage.FILE_COMPLETE else None
    assert story.case.stage is Stage.DECISION
    with pytest.raises(no.NothingToAnswer):
        story.do(second_reading.IssueDraft, D, draft="d")


def test_what_came_back_after_it_was_confirmed_counts_when_it_is_issued():
    story = waiting()
    read(story, confirmed=True)
    recovery = next(act for act in ROWS if act.kind is RecordRecovery)
    story.do(RecordRecovery, SERVICE, **{**recovery.asked(story, SERVICE), "amount": eur(12400)})
    with pytest.raises(no.AlreadyRecovered):
        story.do(second_reading.IssueDraft, D, draft="d")


def test_under_the_default_rules_nobody_drafts():
    story = at_stage(Stage.DECISION, Filed.BY_THE_BUYER, Course.ANSWERED)
    with pytest.raises(no.NotAllowed):
        drafted(story)


def test_the_check_of_a_rulebook_wants_somebody_who_decides_and_somebody_who_is_appointed():
    without = replace(FOUR_EYES, decision=None)
    assert any(one.place == "second_reading" for one in lint(without, date(2026, 3, 2)))
    assert not any(one.place == "second_reading" for one in lint(FOUR_EYES, date(2026, 3, 2)))


def test_a_simulated_case_goes_through_four_eyes():
    course = simulate(FOUR_EYES, FILED_AT, Script())
    acts = [step.what for step in course.steps]
    assert acts.index("DRAFT_DECISION") < acts.index("READ_DRAFT") < acts.index("ISSUE_DRAFT")
    assert "DRAFT_DECISION" not in [step.what for step in simulate(RULEBOOK, FILED_AT, Script()).steps]
