"""Similar cases against one trader are handled together, unless a side objects: as one of these cases knows it."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import appointing, bundling, changing, decision, negotiation, objecting, pausing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.calendar import local_day
from odr.domain.events import Ending, Function, Leaving, Stage
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import ComplaintType
from odr.domain.roles import SERVICE, Actor, Role, Side
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.acts.courses import SAID, C, Course, D, Filed, M, P, R, appointment, at_stage, line, ruling
from tests.core.given import BY_THE_SELLER, FOUR_EYES, RULEBOOK, Story, refund

WHY = Text("Three buyers complain about the same lamp.")
CLAUSE = "bundle.object"


def proposed(story: Story, by: Actor = P, cases: int = 3, **more: Any) -> list[e.Event]:
    asked = {"bundle": "b", "cases": cases, "alike": bundling.likeness(story.case), "reasons": WHY, **more}
    return story.do(bundling.ProposeBundle, by, **asked)


def bundled(stage: Stage = Stage.COMPLAINT) -> Story:
    story = at_stage(stage, Filed.BY_THE_BUYER, Course.ANSWERED)
    proposed(story)
    return story


def joined(stage: Stage = Stage.DECISION) -> Story:
    story = bundled(stage)
    story.wait_for(CLAUSE)
    assert story.case.stage is stage
    return story


def together(story: Story, **more: Any) -> dict[str, Any]:
    return {"bundle": "b", "cases": 2, **ruling(story.case, "d"), **more}


def acts(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def left(story: Story) -> Leaving | None:
    assert story.case.bundle is not None
    return story.case.bundle.left


def test_it_says_how_many_and_why_and_lets_both_sides_object() -> None:
    story = Story().file()
    said, frame = proposed(story)
    assert said == e.BundleProposed("b", 3, WHY)
    assert isinstance(frame, e.FrameOpened)
    assert (frame.clause, frame.actors) == (CLAUSE, (Role.COMPLAINANT, Role.RESPONDENT))
    assert (local_day(frame.due, frame.zone) - local_day(frame.start, frame.zone)).days >= 7
    assert not story.case.frames[CLAUSE].awaited, "nobody has to do anything"
    for side in (C, R):
        assert Action.OBJECT_TO_BUNDLE in acts(story, side)
    assert Action.OBJECT_TO_BUNDLE not in acts(story, P)


@pytest.mark.parametrize("by", [C, R])
def test_a_side_that_objects_takes_the_case_out_and_gives_no_reasons(by: Actor) -> None:
    story = bundled()
    side = Side(by.role.value)
    events = [one for one in story.do(bundling.ObjectToBundle, by) if not isinstance(one, e.RespondentJoined)]
    assert events == [
        e.BundleObjectionMade("b", side),
        e.CaseLeftBundle("b", Leaving.OBJECTED),
        e.FrameEnded(CLAUSE, story.case.past_frames[-1].facts.room, Ending.MET),
    ]
    assert story.case.bundled is None
    with pytest.raises(no.NothingToAnswer):
        story.do(bundling.ObjectToBundle, C)
    with pytest.raises(no.WasObjected):
        proposed(story)


def test_who_does_not_object_in_time_is_in_and_has_consented_to_nothing() -> None:
    story = bundled(Stage.NEGOTIATION)
    assert e.BundleJoined("b") in story.wait_for(CLAUSE)
    assert story.case.bundled is not None
    assert story.case.bundled.joined_at is not None
    with pytest.raises(no.NothingToAnswer):
        story.do(bundling.ObjectToBundle, C)
    assert Action.OBJECT_TO_BUNDLE not in acts(story, C)
    assert story.case.settlement is None
    assert story.case.decision is None


def test_a_rulebook_without_bundles_refuses_them() -> None:
    for rulebook in (replace(RULEBOOK, bundle=None), FOUR_EYES):
        with pytest.raises(no.BundleNotProvided, match="by itself"):
            proposed(Story(rulebook).file())


def test_the_law_that_gives_it_has_it_and_no_other_preset() -> None:
    assert {name for name, one in all_rulebooks().items() if one.bundle} == {"odr-default/1", "eu-2025-2647/1"}


def test_only_like_cases_against_a_trader_are_handled_together() -> None:
    story = Story().file()
    for other in ({"trader": "other"}, {"marketplace": "other"}, {"rulebook": "other/1"}):
        with pytest.raises(no.NotAlike):
            proposed(story, alike=bundling.likeness(story.case)._replace(**other))
    with pytest.raises(no.NotAlike):
        proposed(story, alike=bundling.likeness(story.case)._replace(complaint=ComplaintType.LATE))
    with pytest.raises(no.NotAlike):
        proposed(Story().file(**BY_THE_SELLER))
    with pytest.raises(no.ReasonsMissing):
        proposed(story, reasons=Text(" "))


def test_a_case_is_in_one_bundle_at_a_time_and_before_its_decision() -> None:
    story = bundled()
    with pytest.raises(no.BundledAlready):
        proposed(story, bundle="c")
    with pytest.raises(no.NotAtThisStage):
        proposed(at_stage(Stage.ACCEPTANCE, Filed.BY_THE_BUYER, Course.ANSWERED))


def test_whoever_leads_or_administers_takes_a_case_out_with_reasons() -> None:
    for by, stage in ((P, Stage.COMPLAINT), (M, Stage.MEDIATION), (D, Stage.DECISION)):
        story = bundled(stage)
        assert Action.RELEASE_FROM_BUNDLE in acts(story, by)
        with pytest.raises(no.ReasonsMissing):
            story.do(bundling.ReleaseFromBundle, by, reasons=Text(""))
        story.do(bundling.ReleaseFromBundle, by, reasons=SAID)
        assert story.case.bundle is not None
        assert (left(story), story.case.bundle.released) == (Leaving.RELEASED, SAID)
        assert CLAUSE not in story.case.frames
        assert Action.RELEASE_FROM_BUNDLE not in acts(story, by)
    with pytest.raises(no.NotAllowed):
        bundled().do(bundling.ReleaseFromBundle, C, reasons=SAID)
    proposed(story, bundle="c")


def test_the_number_only_falls_and_one_case_alone_is_no_bundle() -> None:
    story = bundled()
    assert story.do(bundling.CountBundle, SERVICE, bundle="b", cases=2) == [e.BundleChanged("b", 2)]
    for cases in (3, 2):
        with pytest.raises(no.AlreadyDone):
            story.do(bundling.CountBundle, SERVICE, bundle="b", cases=cases)
    with pytest.raises(no.AlreadyDone):
        story.do(bundling.CountBundle, SERVICE, bundle="another", cases=1)
    with pytest.raises(no.NotAllowed):
        story.do(bundling.CountBundle, P, bundle="b", cases=1)
    story.do(bundling.CountBundle, SERVICE, bundle="b", cases=1)
    assert left(story) is Leaving.DISSOLVED
    assert CLAUSE not in story.case.frames


def test_what_is_decided_together_is_an_ordinary_decision_of_each_case() -> None:
    alone = at_stage(Stage.DECISION, Filed.BY_THE_BUYER, Course.ANSWERED).do(
        decision.IssueDecision, D, **ruling(joined().case, "d")
    )
    story = joined()
    events = story.do(bundling.DecideTogether, D, **together(story))
    assert events[0] == e.DecidedTogether("b", "d", 2)
    assert [type(one) for one in events[1:]] == [type(one) for one in alone]
    assert story.case.decision is not None
    assert story.case.bundle is not None
    assert (story.case.bundle.decision, story.case.bundle.cases) == ("d", 2)
    assert story.case.bundled is None, "what follows is the case's own"
    assert story.case.stage is Stage.ACCEPTANCE


def test_every_check_of_a_decision_is_made() -> None:
    story = joined()
    wrong: list[tuple[dict[str, Any], type[no.Refused]]] = [
        ({"issues": ()}, no.ReasonsMissing),
        ({"issues": (e.Issue(SAID, SAID, ("C-9",), "Rule"),)}, no.ExhibitUnknown),
        ({"issues": (e.Issue(SAID, SAID, (), "Rule", ("q",)),)}, no.NothingToInfer),
        ({"lines": (refund(999_999),)}, no.MoreThanWasPaid),
        ({"outcome": e.Outcome.DISMISSED}, no.OutcomeUnclear),
        ({"bundle": "another"}, no.NothingToAnswer),
    ]
    for more, refusal in wrong:
        with pytest.raises(refusal):
            story.do(bundling.DecideTogether, D, **together(story, **more))
    with pytest.raises(no.NotAllowed):
        story.do(bundling.DecideTogether, M, **together(story))


def test_a_counterclaim_is_decided_with_an_outcome_of_its_own() -> None:
    story = joined()
    with pytest.raises(no.OutcomeUnclear):
        story.do(bundling.DecideTogether, D, **together(story, counterclaim=e.Outcome.DISMISSED))


def test_nobody_decides_while_a_side_can_still_object() -> None:
    story = bundled(Stage.DECISION)
    with pytest.raises(no.NotJoined):
        story.do(bundling.DecideTogether, D, **together(story))


def test_what_is_decided_together_is_not_decided_alone() -> None:
    story = joined()
    with pytest.raises(no.InBundle, match="release"):
        story.do(decision.IssueDecision, D, **ruling(story.case, "d"))
    assert Action.ISSUE_DECISION not in acts(story, D)
    assert Action.DECIDE_BUNDLE in acts(story, D)
    story.do(bundling.ReleaseFromBundle, D, reasons=SAID)
    assert Action.DECIDE_BUNDLE not in acts(story, D)
    story.do(decision.IssueDecision, D, **ruling(story.case, "d"))


def test_nothing_is_decided_together_while_an_objection_to_the_neutral_waits() -> None:
    story = at_stage(Stage.EVIDENCE, Filed.BY_THE_BUYER, Course.ANSWERED)
    proposed(story)
    for clause in (CLAUSE, "evidence.collect"):
        if clause in story.case.frames:
            story.wait_for(clause)
    story.do(decision.CompleteFile, D)
    story.do(objecting.DiscloseCircumstances, D, circumstances=SAID)
    story.do(objecting.ObjectToNeutral, C, objection="o", reasons=SAID)
    with pytest.raises(no.ObjectionPending):
        story.do(bundling.DecideTogether, D, **together(story))
    story.do(objecting.DecideObjection, P, objection="o", sustained=True, reasons=SAID)
    assert left(story) is Leaving.OTHER_NEUTRAL, "in the other cases the neutral may serve"
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_a_neutral_who_recuses_themselves_from_one_case_stays_in_the_others() -> None:
    story = joined()
    story.do(objecting.RecuseNeutral, D, reasons=SAID)
    assert left(story) is Leaving.OTHER_NEUTRAL


def test_a_neutral_who_is_late_or_away_is_replaced_in_the_bundle() -> None:
    story = joined()
    story.do(objecting.HandOverCase, P, reasons=SAID, away=True)
    assert story.case.bundled is not None
    story.do(appointing.AppointNeutral, P, **appointment(Function.DECIDER, "another"))
    story.wait_for("decision")
    assert story.case.bundled is not None


def test_a_settlement_takes_the_case_out_and_tells_the_others_nothing_else() -> None:
    story = bundled()
    story.do(negotiation.MakeOffer, R, offer="o", lines=(line(story.case),))
    events = story.do(negotiation.AcceptOffer, C, offer="o", understood=True)
    assert events[0] == e.CaseLeftBundle("b", Leaving.ENDED)
    assert sum(isinstance(one, e.FrameEnded) and one.frame == CLAUSE for one in events) == 1
    assert story.entries[-len(events)].by == SERVICE, "who settled last in private stays private"


def test_time_that_ends_the_case_takes_it_out() -> None:
    story = bundled(Stage.DECISION_CHOICE)
    story.wait_for("decision_choice")
    story.wait_for(CLAUSE) if CLAUSE in story.case.frames else None
    assert story.case.stage is Stage.CLOSED
    assert left(story) is Leaving.ENDED


def test_another_rulebook_takes_the_case_out() -> None:
    story = bundled(Stage.NEGOTIATION)
    to = replace(RULEBOOK, id="other/1", hash="h", bundle=None)
    story.do(changing.AskRulebookChange, C, change="c", to=to)
    events = story.do(changing.AnswerRulebookChange, R, agrees=True, to=to)
    assert [type(one) for one in events] == [e.CaseLeftBundle, e.FrameEnded, e.RulebookChanged]
    assert left(story) is Leaving.OTHER_RULEBOOK


def test_a_pause_gives_the_time_to_object_too() -> None:
    story = bundled()
    due = story.case.frames[CLAUSE].due
    story.do(pausing.AskPause, C, reasons=SAID, days=5, pause="p")
    story.do(pausing.AnswerPause, R, agrees=True)
    story.wait_for("pause.limit")
    assert story.case.frames[CLAUSE].due > due
