"""Whatever a computer did by itself names its rule, and either side can ask a person to look at it."""

import pytest

from odr.domain import negotiation
from odr.domain import refusals as no
from odr.domain.events import Automated, Stage
from odr.domain.human_review import AnswerHumanReview, AskHumanReview, Done, automated
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, refund
from tests.core.test_procedure import negotiating


def silent() -> Story:
    story = Story().file()
    story.wait_for("complaint.answer")
    story.wait_for("intake.admit")
    story.wait_for("response")
    story.wait_for("appointment")
    return story


def test_each_end_of_a_frame_that_brought_something_is_named_with_its_rule():
    story = silent()
    assert story.case.stage is Stage.DECIDER_APPOINTMENT
    limits = [one.rule for one in automated(story.case) if one.about is Automated.TIME_LIMIT]
    assert limits == ["complaint.answer", "intake.admit", "response", "appointment"]
    assert set(limits) <= set(story.case.rulebook.clauses)


def test_what_ended_without_an_effect_or_by_an_act_is_nothing_automated():
    assert automated(Story().file().case) == []
    assert Done(Automated.TIME_LIMIT, "complaint.acknowledge", "complaint.acknowledge") not in automated(silent().case)


def test_a_side_asks_once_about_each_and_staff_answer_in_the_order_of_asking():
    story = silent()
    asked = {"about": Automated.TIME_LIMIT, "reasons": None}
    story.do(AskHumanReview, SELLER, frame="response", **asked)
    story.do(AskHumanReview, BUYER, frame="appointment", **asked)
    with pytest.raises(no.AlreadyDone):
        story.do(AskHumanReview, BUYER, frame="response", **asked)
    story.do(AnswerHumanReview, ADMINISTRATOR, finding=Text("No answer came."))
    found = story.case.human_reviews[Automated.TIME_LIMIT, "response"]
    assert found.finding == Text("No answer came.")
    assert story.case.to_look_at == (Automated.TIME_LIMIT, "appointment")


@pytest.mark.parametrize("frame", ["", "none", "complaint.acknowledge", "mediation.agree"])
def test_what_nothing_followed_from_is_not_looked_at(frame: str):
    with pytest.raises(no.AlreadyDone):
        silent().do(AskHumanReview, BUYER, about=Automated.TIME_LIMIT, frame=frame, reasons=None)


def test_no_frame_is_named_that_not_everybody_reads():
    story = negotiating()
    before = automated(story.case)
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(4000),))
    story.wait_for("negotiation.offer_answer")
    assert story.case.past_frames[-1].name == "negotiation.offer_answer/o"
    assert automated(story.case) == before
