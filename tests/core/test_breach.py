"""What was agreed or ordered is not done: it is reported, and the case goes on under its number."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from odr.domain import breach, compensation, decision, negotiation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Fate
from odr.domain.events import Function, Ground, Reopening, Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.recovery import left
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Role, Side
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, FILED_AT, SELLER, Story, eur, opened, refund
from tests.core.test_after_decision import accepted
from tests.core.test_procedure import appoint, issue, negotiating

WHY: dict[str, Any] = {"reasons": Text("Nothing came.")}
ON_THE_FILE: dict[str, Any] = {"issues": (e.Issue(Text("Was it whole?"), Text("No."), (), "CISG Art. 36"),)}


def agreed(*lines: RemedyLine, conditions: str = "", **changes: Any) -> Story:
    """Both sides agreed on these lines."""
    story = negotiating()
    story.case.rulebook = changes.get("rulebook", story.case.rulebook)
    words = Text(conditions) if conditions else None
    story.do(negotiation.MakeOffer, SELLER, offer="offer-1", lines=lines, conditions=words)
    story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)
    return story


def overdue(*more: RemedyLine) -> Story:
    """The time for the refund passed, and nothing was paid."""
    story = agreed(refund(5000), *more)
    story.wait_for("compliance.refund")
    return story


def reported(story: Story, line: str | None = "offer-1-1", by: Actor = BUYER) -> list[e.Event]:
    return story.do(breach.ReportBreach, by, line=line, **WHY)


def possible(story: Story, by: Actor) -> list[no.Refused | None]:
    """What keeps this actor from reporting a breach: nothing, or a reason; an empty list where it is not theirs."""
    found = available_actions(by, story.case, story.now)
    return [one.blocked for one in found if one.action is Action.REPORT_BREACH]


def test_what_is_not_late_yet_cannot_be_reported_and_the_day_is_named():
    story = agreed(refund(5000))
    with pytest.raises(no.NotDueYet, match="from 2026-03-10 on"):
        reported(story)
    assert [type(one) for one in possible(story, BUYER)] == [no.NotDueYet]
    assert possible(story, SELLER) == []


def test_a_breach_reopens_the_case_under_its_number_with_evidence():
    story = overdue()
    number = story.case.number
    assert possible(story, BUYER) == [None]
    events = reported(story)
    assert opened(events) == [Stage.DECIDER_APPOINTMENT]
    appoint(story, Function.DECIDER, "decider")
    assert (story.case.stage, story.case.number, story.case.settlement.breached_at is not None) == (
        Stage.EVIDENCE,
        number,
        True,
    )
    assert [line.step for line in story.case.compensation.lines] == [Step.LAPSED], "it is for the decision now"


def test_only_whoever_is_owed_reports_with_reasons_and_what_is_owed():
    story = overdue()
    with pytest.raises(no.NotAtThisStage):
        reported(story, by=SELLER)
    with pytest.raises(no.NotAllowed):
        reported(story, by=ADMINISTRATOR)
    with pytest.raises(no.LineUnknown):
        reported(story, line="offer-1-9")
    with pytest.raises(no.NothingBroken):
        reported(story, line=None)
    with pytest.raises(no.ReasonsMissing):
        story.do(breach.ReportBreach, BUYER, line="offer-1-1", reasons=Text(" "))


def test_nobody_reports_what_their_own_side_owes():
    story = overdue(replace(refund(100, remedy=Remedy.DAMAGES), owed_by=BUYER.role.side))
    with pytest.raises(no.NotOwedToYou):
        reported(story, line="offer-1-2")


def test_what_was_paid_stays_paid_and_the_new_decision_is_capped_by_what_is_left():
    story = agreed(refund(5000), refund(2500, "shade"))
    for step in (Step.SUBMITTED, Step.FULFILLED):
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=step, reference="re_1")
    story.wait_for("compliance.refund")
    reported(story, line="offer-1-2")
    assert left(story.case) == eur(7500), "the shade is left again, the part of the lamp is not"
    appoint(story, Function.DECIDER, "decider")
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.AlreadyRecovered):
        issue(story, lines=(refund(3001),), **ON_THE_FILE)
    issue(story, lines=(refund(3000), refund(2500, "shade")), **ON_THE_FILE)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    story.wait_for("review.ask")
    assert [line.remedy.amount for line in story.case.compensation.lines] == [eur(3000), eur(2500)]
    for line in story.case.compensation.lines:
        story.do(compensation.ReportFulfilment, ADMINISTRATOR, line=line.id, step=Step.FULFILLED, reference="re_2")
    assert story.case.ground is Ground.DECIDED, "the settlement ended nothing"


def test_a_decision_that_is_not_honoured_is_reported_too():
    story = accepted()
    story.wait_for("review.ask")
    story.wait_for("compliance.refund")
    assert opened(reported(story, line="d-1")) == [Stage.EVIDENCE]
    assert (story.case.decision, story.case.past_decisions[0].fate) == (None, Fate.BREACHED)


def test_what_is_done_late_is_no_breach_any_more():
    story = overdue()
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.FULFILLED, reference="re_1")
    assert (story.case.ground, story.case.frames) == (Ground.SETTLED, {})
    with pytest.raises(no.CaseIsClosed):
        reported(story)


def test_after_the_time_for_it_nothing_is_reopened():
    story = overdue()
    story.wait_for("compliance.reopen_for_breach.report")
    with pytest.raises(no.TooLateForBreach):
        reported(story)
    assert [type(one) for one in possible(story, BUYER)] == [no.TooLateForBreach]


def test_a_rulebook_that_reopens_nothing_says_so():
    story = Story(rulebook=all_rulebooks()["br-consumidor/1"]).file()
    story.do(negotiation.MakeOffer, SELLER, offer="offer-1", lines=(refund(5000),))
    story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)
    story.wait_for("compliance.refund")
    with pytest.raises(no.NotReopened):
        reported(story)


def test_what_a_settlement_says_in_words_can_be_broken_after_its_lines_are_done():
    story = agreed(refund(5000), conditions="The listing is corrected within a week.")
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.FULFILLED, reference="re_1")
    assert (story.case.stage, story.case.is_over) == (Stage.CLOSED, False)
    with pytest.raises(no.NothingBroken):
        reported(story)
    events = reported(story, line=None)
    assert e.CaseReopened(Reopening.BREACH) in events
    assert (story.case.closed_at, story.case.ground) == (None, None)
    assert left(story.case) == eur(7500)


def test_a_settlement_in_words_alone_can_be_broken_and_only_for_a_while():
    story = agreed(RemedyLine(Remedy.NO_REMEDY, None, 1, None), conditions="Both keep the listing as it is.")
    assert story.case.stage is Stage.CLOSED
    assert possible(story, SELLER) == [None], "either side may be owed what the words say"
    story.wait_for("compliance.reopen_for_breach.report")
    assert story.case.is_over
    with pytest.raises(no.CaseIsClosed):
        reported(story, line=None)


# Who owes what by when


def undertaking(words: str, due: datetime | None = None, owes: Side = Side.RESPONDENT) -> RemedyLine:
    return RemedyLine(Remedy.UNDERTAKING, None, 1, None, owes, Text(words), due)


def test_a_condition_is_a_line_that_one_side_owes_by_a_day():
    by = FILED_AT + timedelta(days=30)
    story = agreed(refund(5000), undertaking("The account is opened again.", by))
    line = story.case.compensation.lines[1]
    assert line.remedy.note.body == "The account is opened again.", "the words are what is owed"
    frame = story.case.frames[f"compliance.other/{line.id}"]
    assert (frame.due, frame.facts.limit, frame.facts.actors) == (by, "typed", (Role.RESPONDENT,))
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.FULFILLED, reference="re_1")
    assert story.case.closed_at is None, "the condition is still owed"
    story.wait(until=by)
    assert e.BreachReported(Side.COMPLAINANT, line.id, WHY["reasons"]) in reported(story, line=line.id)


def test_the_other_side_can_owe_a_condition_too():
    story = agreed(refund(5000), undertaking("The lamp is sent back.", owes=Side.COMPLAINANT))
    story.wait_for("compliance.other")
    assert possible(story, SELLER) == [None]
    reported(story, line="offer-1-2", by=SELLER)
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_a_date_that_was_agreed_holds_for_money_as_well():
    by = FILED_AT + timedelta(days=20)
    story = agreed(replace(refund(5000), due=by))
    assert story.case.frames["compliance.refund/offer-1-1"].due == by


def test_a_condition_says_what_is_to_be_done_and_its_day_lies_ahead():
    for line, refusal in ((undertaking(" "), no.UndertakingEmpty), (undertaking("x", FILED_AT), no.DateInThePast)):
        with pytest.raises(refusal):
            agreed(line)
