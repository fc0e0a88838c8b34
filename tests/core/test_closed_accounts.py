"""That the account of a side was closed is told in its cases, and changes nothing else in them."""

import pytest

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.closed_accounts import RecordAccount
from odr.domain.events import Stage
from odr.domain.filing import WithdrawComplaint
from odr.domain.roles import SERVICE, Role, Side
from odr.views import seen
from tests.core.acts.courses import C, Course, Filed, M, P, R, at_stage
from tests.core.given import Story


def recorded(story: Story, *, closed: bool) -> list[e.Event]:
    return story.do(RecordAccount, SERVICE, side=Side.RESPONDENT, closed=closed)


def test_everybody_reads_that_the_account_of_a_side_is_closed_and_no_date_moves():
    story = at_stage(Stage.NEGOTIATION, Filed.BY_THE_BUYER, Course.ANSWERED)
    dues = {name: frame.due for name, frame in story.case.frames.items()}
    assert recorded(story, closed=True) == [e.AccountClosed(Side.RESPONDENT)]
    assert story.case.closed_accounts == {Side.RESPONDENT}
    assert {name: frame.due for name, frame in story.case.frames.items()} == dues
    for role in (Role.COMPLAINANT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.MARKETPLACE, Role.REGULATOR):
        assert seen(role, story.entries)[-1].event == e.AccountClosed(Side.RESPONDENT)
    recorded(story, closed=False)
    assert story.case.closed_accounts == frozenset()


def test_it_is_told_once_each_time():
    story = Story().file()
    with pytest.raises(no.AlreadyDone):
        recorded(story, closed=False)
    recorded(story, closed=True)
    with pytest.raises(no.AlreadyDone):
        recorded(story, closed=True)


def test_only_the_service_records_it():
    story = Story().file()
    for by in (C, R, M, P):
        with pytest.raises(no.NotAllowed):
            story.do(RecordAccount, by, side=Side.RESPONDENT, closed=True)


def test_a_case_in_which_nothing_can_be_done_any_more_is_left_alone():
    story = Story().file()
    story.do(WithdrawComplaint, C)
    assert story.case.is_over
    with pytest.raises(no.CaseIsClosed):
        recorded(story, closed=True)


def test_a_closed_seller_who_is_silent_comes_on_the_way_of_silence():
    story = Story().file()
    recorded(story, closed=True)
    for clause in ("complaint.answer", "intake.admit", "response"):
        story.wait_for(clause)
    assert story.case.silent
    assert story.case.stage is Stage.DECIDER_APPOINTMENT
