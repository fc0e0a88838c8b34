"""The complainant can remind the respondent once in 48 hours while an answer is due (complaint.nudge_every)."""

from datetime import timedelta

import pytest

from odr.domain import events as e
from odr.domain import filing, nudging, procedure
from odr.domain import refusals as no
from odr.domain.possible import Action, available_actions
from odr.domain.words import Text
from tests.core.given import BUYER, FILED_AT, SELLER, Story


def test_a_nudge_is_possible_once_in_forty_eight_hours():
    story = Story().file()
    for _ in range(2):
        for hours, possible in ((47, False), (1, True)):
            story.now += timedelta(hours=hours)
            if not possible:
                with pytest.raises(no.TooEarly):
                    story.do(nudging.NudgeRespondent, BUYER)
        assert story.do(nudging.NudgeRespondent, BUYER) == [e.RespondentNudged()]


def test_it_is_shown_as_blocked_until_then_and_its_time_is_a_bound():
    story = Story().file()
    (one,) = [one for one in available_actions(BUYER, story.case, story.now) if one.action is Action.NUDGE_RESPONDENT]
    assert isinstance(one.blocked, no.TooEarly)
    assert FILED_AT + timedelta(hours=48) in procedure.bounds(story.case)


def test_it_moves_no_date_and_is_over_with_the_answer():
    story = Story().file()
    story.now += timedelta(hours=48)
    dues = {name: frame.due for name, frame in story.case.frames.items()}
    with pytest.raises(no.NotAllowed):
        story.do(nudging.NudgeRespondent, SELLER)
    story.do(nudging.NudgeRespondent, BUYER)
    assert {name: frame.due for name, frame in story.case.frames.items()} == {
        name: due for name, due in dues.items() if name in story.case.frames
    }
    story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It left us whole."))
    with pytest.raises(no.NotAtThisStage):
        story.do(nudging.NudgeRespondent, BUYER)
