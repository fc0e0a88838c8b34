"""Proceedings elsewhere: they attach, pause or stop, as the rulebook says; a respondent's word alone does neither."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from odr.domain import events as e
from odr.domain import filing, mediation, negotiation, objecting, parallel, pausing, talk
from odr.domain import refusals as no
from odr.domain.events import Ground, How, Moved, ParallelEffect, ParallelKind, ParallelOutcome, Stage
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.rulebook import PauseGround, Rulebook
from odr.domain.rulebook.lint import course
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, FILED_AT, MEDIATOR, RULEBOOK, SELLER, Story, refund
from tests.core.test_procedure import deciding, mediating, negotiating, settled

TODAY = FILED_AT.date()
BANK = Text("Example Bank")


def report(story: Story, by: Actor, kind: ParallelKind = ParallelKind.CHARGEBACK, **changed: Any) -> list[e.Event]:
    said = {"proceeding": "p1", "kind": kind, "forum": BANK, "reference": Text("CB-7"), "opened_on": TODAY}
    return story.do(parallel.ReportParallelProceeding, by, **{**said, **changed})


def end(story: Story, by: Actor = BUYER, **changed: Any) -> list[e.Event]:
    said = {"proceeding": "p1", "outcome": ParallelOutcome.FOR_COMPLAINANT, "ended_on": story.now.date()}
    return story.do(parallel.EndParallelProceeding, by, **{**said, **changed})


def acts(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now)}


def test_an_insurer_s_case_is_attached_and_nothing_stops():
    story = negotiating()
    before = story.case.next_due
    (told,) = report(story, SELLER, ParallelKind.INSURER)
    assert told == e.ParallelProceedingReported(
        "p1", Side.RESPONDENT, ParallelKind.INSURER, BANK, Text("CB-7"), TODAY, ParallelEffect.ATTACHES
    )
    assert (story.case.next_due, story.case.stage) == (before, Stage.NEGOTIATION)


def test_a_chargeback_lets_time_stand_still_until_it_ends():
    story = negotiating()
    due = story.case.frames["negotiation.agree"].due
    events = report(story, BUYER)
    assert e.PauseBegun("p1", PauseGround.EXTERNAL_PROCEEDING, None, None) in events
    story.wait(days=7)
    events = end(story)
    assert e.PauseEnded("p1", How.BY_ACT) in events
    assert [one.why for one in events if isinstance(one, e.FrameMoved)] == [Moved.PAUSED]
    assert story.case.frames["negotiation.agree"].due == due + timedelta(days=7)


def test_a_bank_that_takes_longer_than_a_case_can_be_paused_holds_up_nobody():
    story = negotiating()
    report(story, ADMINISTRATOR)
    assert e.PauseEnded("p1", How.BY_RULE) in story.wait(days=30)
    assert not any(isinstance(one, e.PauseEnded) for one in end(story))


def test_what_lies_before_a_court_ends_the_case_without_prejudice():
    story = negotiating()
    events = report(story, ADMINISTRATOR, ParallelKind.COURT)
    assert events[-2:] == [e.CaseClosed(Ground.NO_JURISDICTION), e.StageOpened(Stage.CLOSED, How.BY_ACT)]
    assert story.case.frames == {}


@pytest.mark.parametrize("kind", [ParallelKind.CHARGEBACK, ParallelKind.COURT])
def test_a_respondent_s_word_alone_neither_holds_up_nor_ends_a_case(kind: ParallelKind):
    story = negotiating()
    assert len(report(story, SELLER, kind)) == 1
    assert (story.case.pauses, story.case.closed_at) == ({}, None)
    assert Action.CONFIRM_PARALLEL_PROCEEDING not in acts(story, SELLER)
    with pytest.raises(no.NotAllowed):
        story.do(parallel.ConfirmParallelProceeding, SELLER, proceeding="p1")
    story.do(parallel.ConfirmParallelProceeding, BUYER, proceeding="p1")
    assert bool(story.case.pauses) is (kind is ParallelKind.CHARGEBACK)
    assert bool(story.case.closed_at) is (kind is ParallelKind.COURT)


def test_it_is_confirmed_once_and_only_where_that_is_needed():
    story = negotiating()
    report(story, BUYER, ParallelKind.INSURER)
    with pytest.raises(no.NothingToAnswer):
        story.do(parallel.ConfirmParallelProceeding, ADMINISTRATOR, proceeding="p1")
    report(story, SELLER, proceeding="p2", reference=Text("CB-8"))
    with pytest.raises(no.ProceedingNotOpen):
        story.do(parallel.ConfirmParallelProceeding, ADMINISTRATOR, proceeding="p1")
    story.do(parallel.ConfirmParallelProceeding, ADMINISTRATOR, proceeding="p2")
    with pytest.raises(no.NothingToAnswer):
        story.do(parallel.ConfirmParallelProceeding, ADMINISTRATOR, proceeding="p2")


def test_once_it_is_settled_a_proceeding_elsewhere_only_attaches():
    story = settled()
    assert report(story, BUYER, ParallelKind.COURT)[0].effect is ParallelEffect.ATTACHES
    assert (story.case.stage, story.case.closed_at) == (Stage.COMPLIANCE, None)


def test_while_time_stands_still_already_it_only_attaches():
    story = negotiating()
    report(story, BUYER)
    second = report(story, BUYER, proceeding="p2", reference=Text("CB-8"))
    assert [one.effect for one in second] == [ParallelEffect.ATTACHES]


def test_to_go_on_talking_and_to_settle_remains_possible_meanwhile():
    story = negotiating()
    report(story, BUYER)
    story.do(talk.SendMessage, SELLER, message="m", room=Room.OPEN, words=Text("The bank wrote to us."))
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(4000),))
    events = story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    assert e.PauseEnded("p1", How.BY_RULE) in events
    assert story.case.settlement is not None


def recused(story: Story) -> None:
    story.do(objecting.RecuseNeutral, MEDIATOR, reasons=Text("I know the buyer."))


def handed_over(story: Story) -> None:
    story.do(objecting.HandOverCase, ADMINISTRATOR, reasons=Text("They are ill."), away=True)


def sustained(story: Story) -> None:
    story.do(objecting.ObjectToNeutral, BUYER, objection="o", reasons=Text("They know the seller."))
    story.do(objecting.DecideObjection, ADMINISTRATOR, objection="o", sustained=True, reasons=Text("So it is."))


@pytest.mark.parametrize("replaced", [recused, handed_over, sustained])
def test_another_neutral_ends_no_proceeding_elsewhere_and_so_no_pause(replaced: Callable[[Story], None]):
    """The faulty course: the pause ended with the appointment, while the bank still looked at it."""
    story = mediating()
    report(story, BUYER)
    replaced(story)
    assert (set(story.case.pauses), story.case.stage) == ({"p1"}, Stage.MEDIATOR_APPOINTMENT)
    assert [one.clause for one in story.case.running] == [pausing.CLAUSE], "what opens meanwhile stands still too"
    story.wait(days=20)
    assert story.case.passed_to_rule is None
    end(story)
    assert story.case.frames["appointment"].due > story.now + timedelta(days=1)
    assert story.case.pauses == {}


def test_what_opens_and_what_ended_while_a_bank_looks_at_it_are_told_of_their_own_time():
    story = mediating()
    report(story, BUYER)
    story.wait(days=3)
    story.do(mediation.EndMediation, MEDIATOR)
    opened = story.now
    story.wait(days=2)
    (moved,) = [one for one in end(story) if isinstance(one, e.FrameMoved)]
    assert (moved.frame, moved.begun, moved.ended) == ("decision_choice", opened, story.now)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"forum": Text(" ")}, "forum"),
        ({"reference": Text("")}, "reference"),
        ({"opened_on": TODAY + timedelta(days=30)}, "openedOn"),
    ],
)
def test_what_is_missing_or_cannot_be_is_asked_for(changed: dict[str, Any], field: str):
    with pytest.raises(no.InvalidInput) as refused:
        report(negotiating(), BUYER, **changed)
    assert refused.value.field == field


def test_one_proceeding_is_reported_once_while_it_goes_on():
    story = negotiating()
    report(story, BUYER)
    with pytest.raises(no.AlreadyDone):
        report(story, SELLER, proceeding="p2")
    end(story, outcome=ParallelOutcome.WITHDRAWN)
    report(story, BUYER, proceeding="p2")


@pytest.mark.parametrize("ended_on", [date(2026, 1, 1), date(2027, 1, 1)])
def test_an_end_lies_between_its_beginning_and_today(ended_on: date):
    story = negotiating()
    report(story, BUYER)
    with pytest.raises(no.InvalidInput) as refused:
        end(story, ended_on=ended_on)
    assert refused.value.field == "endedOn"


def test_an_end_is_told_once():
    story = negotiating()
    with pytest.raises(no.NothingToAnswer):
        end(story)
    report(story, BUYER)
    with pytest.raises(no.ProceedingNotOpen):
        end(story, proceeding="p9")
    end(story, SELLER, note=Text("The bank decided."))
    assert story.case.parallel["p1"].end == e.ParallelProceedingEnded(
        "p1", ParallelOutcome.FOR_COMPLAINANT, story.now.date(), Text("The bank decided.")
    )
    with pytest.raises(no.NothingToAnswer):
        end(story)


@pytest.mark.parametrize("by", [MEDIATOR, DECIDER, Actor(Role.REVIEWER, "v")])
def test_neutrals_do_not_report(by: Actor):
    with pytest.raises(no.NotAllowed):
        report(deciding(), by)


def test_nothing_is_reported_in_a_closed_case():
    story = negotiating()
    story.do(filing.WithdrawComplaint, BUYER)
    for by in (BUYER, SELLER, ADMINISTRATOR):
        with pytest.raises(no.CaseIsClosed):
            report(story, by)


def test_the_bank_s_time_is_told_from_the_day_of_the_payment():
    assert parallel.bank_deadline(negotiating().case) == TODAY - timedelta(days=14) + timedelta(days=120)


def test_no_payment_no_bank():
    case = negotiating().case
    assert parallel.bank_deadline(replace(case, order=replace(case.order, payments=()))) is None


@pytest.mark.parametrize(
    ("without", "place"),
    [
        ({"pause": replace(RULEBOOK.pause, grounds=(PauseGround.PARTIES_AGREE,))}, "parallel.chargeback.does"),
        ({"terminate": (Ground.SETTLED,)}, "parallel.court.does"),
    ],
)
def test_the_check_of_a_rulebook_finds_what_a_proceeding_cannot_do(without: dict[str, Any], place: str):
    changed: Rulebook = replace(RULEBOOK, **without)
    assert [one.place for one in course.proceedings_elsewhere_can_do_what_is_said(changed, TODAY)] == [place]
    assert not list(course.proceedings_elsewhere_can_do_what_is_said(RULEBOOK, TODAY))
