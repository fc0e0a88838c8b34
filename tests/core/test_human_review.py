"""Whatever a computer did by itself names its rule, and either side can ask a person to look at it."""

from dataclasses import replace

import pytest

from odr.domain import events as e
from odr.domain import filing, negotiation, objecting
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.domain.calendar import Length, Unit
from odr.domain.events import Automated, Ground, Reopening, Stage
from odr.domain.human_review import LOOK, AnswerHumanReview, AskHumanReview, Done, automated
from odr.domain.roles import Role
from odr.domain.rulebook import Rulebook
from odr.domain.rulebook.lint import lint
from odr.domain.rulebook.sections import LookAtClosing
from odr.domain.rulebook.terms import Acts, Expiry, Frame, Wording
from odr.domain.vocabulary import Position
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, FILED_AT, RULEBOOK, SELLER, Story, refund
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


ASKED = {"about": Automated.TIME_LIMIT, "reasons": None}
FOUND = {"finding": Text("The parcel with the answer came a day late.")}
LOOKING = LookAtClosing(
    Frame(
        Acts.ANY_PARTY,
        Length(14, Unit.DAY),
        Expiry.RECORDED,
        Wording({"en": "A person looks at a closing that time brought."}),
        "a test",
        checked=False,
    ),
    reopens=True,
)
LOOKED_AT = replace(RULEBOOK, id="looked-at/1", look_at_closing=LOOKING)
KEPT_CLOSED = replace(LOOKED_AT, look_at_closing=replace(LOOKING, reopens=False))


def test_what_ends_twice_is_looked_at_twice():
    story = silent()
    story.do(AskHumanReview, SELLER, frame="appointment", **ASKED)
    story.do(AnswerHumanReview, ADMINISTRATOR, **FOUND)
    appointed(story, "decider")
    story.do(objecting.RecuseNeutral, DECIDER, reasons=Text("I know the seller."))
    story.wait_for("appointment")
    assert "appointment+2" in [one.frame for one in automated(story.case)]
    story.do(AskHumanReview, BUYER, frame="appointment+2", **ASKED)
    with pytest.raises(no.AlreadyDone):
        story.do(AskHumanReview, SELLER, frame="appointment+2", **ASKED)
    assert story.case.human_reviews[Automated.TIME_LIMIT, "appointment"].finding is not None
    assert story.case.human_reviews[Automated.TIME_LIMIT, "appointment+2"].finding is None


def appointed(story: Story, person: str) -> None:
    asked = {"belongs_to": frozenset(), "payer": "service", "functions": frozenset({e.Function.DECIDER})}
    story.do(AppointNeutral, ADMINISTRATOR, function=e.Function.DECIDER, person=person, **asked)


def closed(rulebook: Rulebook = LOOKED_AT) -> Story:
    """The seller answered; the buyer, who could go on with it, let the time pass."""
    story = Story(rulebook).file()
    story.do(filing.AnswerComplaint, SELLER, position=Position.DISPUTES, statement=Text("It was whole."))
    story.wait_for("escalation")
    assert story.case.ground is Ground.NOT_ESCALATED
    return story


def test_a_closing_that_time_brought_is_looked_at_and_the_case_goes_on_where_it_stood():
    story = closed()
    assert automated(story.case) == [Done(Automated.TIME_LIMIT, "escalation", "escalation")]
    assert story.case.frames[LOOK].facts.actors == (Role.COMPLAINANT, Role.RESPONDENT)
    story.wait(days=3)
    story.do(AskHumanReview, BUYER, frame="escalation", **ASKED)
    with pytest.raises(no.AlreadyDone):
        story.do(AskHumanReview, SELLER, frame="escalation", **ASKED)
    told = story.do(AnswerHumanReview, ADMINISTRATOR, reopens=True, **FOUND)
    assert e.CaseReopened(Reopening.CLOSING_LOOKED_AT) in told
    assert (story.case.stage, story.case.closed_at, [*story.case.frames]) == (Stage.ESCALATION, None, ["escalation"])
    story.do(filing.EscalateComplaint, BUYER, reasons=Text("Look at it."))
    assert story.case.stage is Stage.INTAKE


def test_staff_can_find_that_a_closing_stands():
    story = closed()
    story.do(AskHumanReview, BUYER, frame="escalation", **ASKED)
    story.do(AnswerHumanReview, ADMINISTRATOR, **FOUND)
    assert story.case.is_over
    with pytest.raises(no.CaseIsClosed):
        story.do(AnswerHumanReview, ADMINISTRATOR, reopens=True, **FOUND)


def test_a_rulebook_can_let_a_closing_stand_whatever_is_found():
    story = closed(KEPT_CLOSED)
    story.do(AskHumanReview, BUYER, frame="escalation", **ASKED)
    with pytest.raises(no.ClosingStands):
        story.do(AnswerHumanReview, ADMINISTRATOR, reopens=True, **FOUND)
    story.do(AnswerHumanReview, ADMINISTRATOR, **FOUND)


def test_what_was_asked_before_the_closing_reopens_nothing():
    story = silent()
    story.do(AskHumanReview, BUYER, frame="response", **ASKED)
    with pytest.raises(no.ClosingStands):
        story.do(AnswerHumanReview, ADMINISTRATOR, reopens=True, **FOUND)


@pytest.mark.parametrize("rulebook", [RULEBOOK, LOOKED_AT])
def test_after_its_time_or_without_a_rule_for_it_nobody_looks_at_a_closing(rulebook: Rulebook):
    story = closed(rulebook)
    story.wait(days=20)
    with pytest.raises(no.CaseIsClosed):
        story.do(AskHumanReview, BUYER, frame="escalation", **ASKED)
    assert story.case.is_over


def test_what_a_person_closed_is_no_closing_by_time():
    story = Story(LOOKED_AT).file()
    story.do(filing.WithdrawComplaint, BUYER)
    assert story.case.closed_at is not None
    assert LOOK not in story.case.frames


def test_the_check_of_a_rulebook_knows_the_clause():
    assert not [one for one in lint(LOOKED_AT, FILED_AT.date()) if one.place.startswith("look_at_closing")]
