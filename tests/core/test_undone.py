"""What was done can come undone later, as when a bank sends a refund back: it is owed again, and the case goes on."""

from datetime import timedelta

import pytest

from odr.domain import compensation
from odr.domain import refusals as no
from odr.domain.events import CaseReopened, Ground, Reopening, Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.recovery import left
from odr.domain.roles import SERVICE, Actor, Role
from odr.notices.choosing import first_line
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, eur
from tests.core.test_procedure import settled

LINE = "offer-1-1"
PERIOD = f"compliance.refund/{LINE}"


def reports(story: Story, step: Step, by: Actor = ADMINISTRATOR) -> None:
    story.do(compensation.ReportFulfilment, by, line=LINE, step=step, reference="re_1")


def closed() -> Story:
    story = settled()
    reports(story, Step.FULFILLED)
    assert story.case.stage is Stage.CLOSED
    return story


def test_it_is_owed_again_and_the_case_goes_on_under_its_number() -> None:
    story = closed()
    story.wait(days=9)
    reports(story, Step.REVERSED)
    case = story.case
    assert (case.stage, case.closed_at, case.ground) == (Stage.COMPLIANCE, None, None)
    assert case.frames[PERIOD].due > story.now + timedelta(days=4), "the whole time for it begins again"
    assert CaseReopened(Reopening.CAME_UNDONE) in [entry.event for entry in story.entries]


def test_done_once_more_it_closes_again() -> None:
    story = closed()
    reports(story, Step.REVERSED)
    for step in (Step.ORDERED, Step.SUBMITTED, Step.FULFILLED):
        reports(story, step)
    assert (story.case.stage, story.case.ground) == (Stage.CLOSED, Ground.SETTLED)


def test_what_came_undone_is_not_given_back_a_second_time_by_another_case() -> None:
    story = closed()
    before = left(story.case)
    reports(story, Step.REVERSED)
    assert (left(story.case), before) == (eur(7500), eur(7500))


def test_not_done_again_in_time_it_is_not_complied_with() -> None:
    story = closed()
    reports(story, Step.REVERSED)
    story.wait(days=30)
    (line,) = story.case.compensation.lines
    assert line.non_compliant


@pytest.mark.parametrize("side", [BUYER, SELLER])
def test_no_side_says_so_by_itself(side: Actor) -> None:
    story = closed()
    with pytest.raises(no.CaseIsClosed):
        reports(story, Step.REVERSED, side)
    assert Action.REPORT_FULFILMENT not in [one.action for one in available_actions(side, story.case, story.now)]


def test_the_service_says_so_where_it_works_in_the_shop() -> None:
    story = closed()
    reports(story, Step.REVERSED, SERVICE)
    assert story.case.stage is Stage.COMPLIANCE


def test_nothing_else_can_be_reported_of_a_closed_case() -> None:
    story = closed()
    with pytest.raises(no.StepNotPossible, match="REVERSED"):
        reports(story, Step.FAILED)


def test_a_case_whose_record_is_erased_does_not_go_on() -> None:
    story = closed()
    story.case.record_erased_at = story.now
    with pytest.raises(no.CaseIsClosed):
        reports(story, Step.REVERSED)


def test_both_sides_are_told() -> None:
    story = closed()
    reports(story, Step.REVERSED)
    told = story.entries[-4:]
    for role in (Role.COMPLAINANT, Role.RESPONDENT):
        line = first_line(role, "", told)
        assert line is not None
        assert line.message == "line_reversed"
