"""What gave way to a chargeback is owed again once the bank takes that back: nobody is left without either."""

from typing import Any

import pytest

from odr.domain import compensation, recovery
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.breach import ReportBreach
from odr.domain.course import BREACH
from odr.domain.events import RecoverySource, Stage
from odr.domain.negotiation import AcceptOffer, MakeOffer
from odr.domain.possible import Action, available_actions
from odr.domain.recovering import RecordRecovery
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Actor, Role
from odr.domain.words import Text
from tests.core.acts.courses import copied
from tests.core.given import BUYER, SELLER, Story, eur, refund


def settled_and_closed_by_a_chargeback(amount: int = 12500) -> Story:
    """A refund of the lamp was agreed; then the bank gave the money back, and nothing is owed any more."""
    story = Story().file()
    story.do(MakeOffer, SELLER, offer="o", lines=(refund(8000, remedy=Remedy.REFUND_FULL),))
    story.do(AcceptOffer, BUYER, offer="o", understood=True)
    told(story, 1, amount)
    return story


def the_line(story: Story) -> Any:
    assert story.case.compensation is not None
    (line,) = story.case.compensation.lines
    return line


def may(by: Actor, story: Story) -> bool:
    return Action.REPORT_BREACH in {one.action for one in available_actions(by, story.case, story.now)}


def told(story: Story, number: int, amount: int, *, undone: bool = False) -> list[e.Event]:
    came = {"payment": "pay-1", "source": RecoverySource.CHARGEBACK, "line": None, "reference": "CB-1"}
    what = {"number": number, "amount": eur(amount), "undone": undone, "recorded_at": story.now}
    return story.do(RecordRecovery, SERVICE, **came, **what)


def test_what_gave_way_to_a_chargeback_is_owed_again_once_the_bank_takes_it_back():
    story = settled_and_closed_by_a_chargeback()
    assert (story.case.stage, story.case.ground) == (Stage.CLOSED, e.Ground.SETTLED)
    line = the_line(story)
    broken = {"line": line.id, "reasons": Text("The bank took it back.")}
    with pytest.raises(no.CaseIsClosed):
        story.do(ReportBreach, BUYER, **broken)
    story.wait(days=20)
    _, window = told(story, 2, 12500, undone=True)
    assert isinstance(window, e.FrameOpened)
    assert (window.frame, window.actors) == (f"{BREACH}/{line.id}", (Role.COMPLAINANT,))
    assert (may(BUYER, story), may(SELLER, story)) == (True, False)
    late = copied(story)
    story.do(ReportBreach, BUYER, **broken)
    assert (story.case.stage, story.case.closed_at) == (Stage.DECIDER_APPOINTMENT, None)
    assert recovery.left(story.case) == eur(12500)
    late.wait_for(BREACH)
    with pytest.raises(no.CaseIsClosed):
        late.do(ReportBreach, BUYER, **broken)


def test_where_the_bank_keeps_to_it_or_nothing_gave_way_nothing_is_owed_again():
    kept = settled_and_closed_by_a_chargeback()
    assert [type(event) for event in told(kept, 2, 500)] == [e.RecoveryRecorded]
    assert kept.case.is_over
    untouched = Story().file()
    untouched.do(MakeOffer, SELLER, offer="o", lines=(refund(8000, remedy=Remedy.REFUND_FULL),))
    told(untouched, 1, 2000)
    untouched.do(AcceptOffer, BUYER, offer="o", understood=True)
    assert [type(event) for event in told(untouched, 2, 2000, undone=True)] == [e.RecoveryRecorded]


def test_a_part_that_gave_way_can_be_reported_also_after_the_rest_was_paid():
    story = settled_and_closed_by_a_chargeback(6500)
    line = the_line(story)
    assert (line.remedy.amount, line.agreed, story.case.stage) == (eur(6000), eur(8000), Stage.COMPLIANCE)
    told(story, 2, 6500, undone=True)
    story.do(compensation.ReportFulfilment, BUYER, line=line.id, step=e.Step.FULFILLED, reference="")
    assert story.case.stage is Stage.CLOSED
    story.do(ReportBreach, BUYER, line=line.id, reasons=Text("Twenty are missing."))
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_its_time_is_its_own():
    """Another line that can still be reported does not keep this one open."""
    story = Story().file()
    lines = (refund(8000, remedy=Remedy.REFUND_FULL), RemedyLine(Remedy.REPLACE, "bulbs", 4, None))
    story.do(MakeOffer, SELLER, offer="o", lines=lines)
    story.do(AcceptOffer, BUYER, offer="o", understood=True)
    told(story, 1, 12500)
    told(story, 2, 12500, undone=True)
    assert story.case.compensation is not None
    lamp, bulbs = story.case.compensation.lines
    story.wait_for("compliance.replace")
    story.wait(until=story.case.frames[f"{BREACH}/{lamp.id}"].due)
    assert f"{BREACH}/{bulbs.id}" in story.case.frames
    with pytest.raises(no.TooLateForBreach):
        story.do(ReportBreach, BUYER, line=lamp.id, reasons=Text("It is owed again."))
    story.do(ReportBreach, BUYER, line=bulbs.id, reasons=Text("No bulbs came."))
