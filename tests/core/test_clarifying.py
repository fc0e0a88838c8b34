"""Who runs the case asks a side what it means; the side says so in time, and to say nothing is no consent."""

from dataclasses import replace

import pytest

from odr.domain import clarifying, decision, filing
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Submission
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Side
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, RULEBOOK, SELLER, Story
from tests.core.test_counterclaim import appoint

SAID = Text("Which of the two lamps is meant?")


def at_intake(story: Story | None = None) -> Story:
    found = story or Story().file()
    found.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=SAID)
    found.do(filing.EscalateComplaint, BUYER, reasons=SAID)
    return found


def ask(about: Submission = Submission.COMPLAINT, name: str = "q") -> dict[str, object]:
    return {"clarification": name, "about": about, "what": SAID}


def test_the_author_is_asked_and_answers_in_time():
    story = at_intake()
    story.do(clarifying.AskClarification, ADMINISTRATOR, **ask())
    assert story.case.clarifications["q"].side is Side.COMPLAINANT
    assert story.case.frames["clarification/q"].facts.actors == (Role.COMPLAINANT,)
    with pytest.raises(no.NotFound):
        story.do(clarifying.GiveClarification, SELLER, clarification="q", words=SAID)
    with pytest.raises(no.ReasonsMissing):
        story.do(clarifying.GiveClarification, BUYER, clarification="q", words=Text(""))
    story.do(clarifying.GiveClarification, BUYER, clarification="q", words=SAID)
    assert story.case.clarifications["q"].words == SAID
    assert "clarification/q" not in story.case.frames
    with pytest.raises(no.NothingToAnswer):
        story.do(clarifying.GiveClarification, BUYER, clarification="q", words=SAID)


def test_the_case_goes_on_meanwhile_and_silence_says_nothing():
    story = at_intake()
    story.do(clarifying.AskClarification, ADMINISTRATOR, **ask(Submission.ANSWER))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    assert "clarification/q" in story.case.frames
    stage = story.case.stage
    story.wait_for("clarification")
    assert (story.case.stage, story.case.clarifications["q"].words) == (stage, None)
    assert story.case.settlement is None
    with pytest.raises(no.NothingToAnswer):
        story.do(clarifying.GiveClarification, SELLER, clarification="q", words=SAID)


def test_one_thing_is_asked_of_a_side_at_a_time_and_only_of_what_was_said():
    story = at_intake()
    story.do(clarifying.AskClarification, ADMINISTRATOR, **ask())
    with pytest.raises(no.AlreadyDone):
        story.do(clarifying.AskClarification, ADMINISTRATOR, **ask(name="r"))
    story.do(clarifying.AskClarification, ADMINISTRATOR, **ask(Submission.ANSWER, "s"))
    for about in (Submission.COUNTERCLAIM, Submission.COUNTERCLAIM_ANSWER, Submission.MESSAGE):
        with pytest.raises(no.InvalidInput):
            story.do(clarifying.AskClarification, ADMINISTRATOR, **ask(about, "t"))


def test_it_is_asked_by_whoever_runs_the_case():
    story = at_intake()
    for by in (BUYER, SELLER, MEDIATOR):
        with pytest.raises(no.NotAllowed):
            story.do(clarifying.AskClarification, by, **ask())
    story.do(filing.AdmitCase, ADMINISTRATOR)
    with pytest.raises(no.NotAtThisStage):
        story.do(clarifying.AskClarification, ADMINISTRATOR, **ask())
    story.wait_for("negotiation.agree")
    appoint(story, e.Function.MEDIATOR)
    with pytest.raises(no.NotAllowed):
        story.do(clarifying.AskClarification, MEDIATOR, **ask())
    story.wait_for("mediation.agree")
    story.do(decision.RequestDecision, BUYER)
    appoint(story, e.Function.DECIDER)
    story.do(clarifying.AskClarification, DECIDER, **ask())
    assert Action.GIVE_CLARIFICATION in {one.action for one in available_actions(BUYER, story.case, story.now)}
    with pytest.raises(no.NotAllowed):
        story.do(clarifying.AskClarification, Actor(Role.DECIDER, "another"), **ask(name="r"))


def test_a_date_that_was_typed_has_not_passed_and_a_rulebook_may_not_know_it():
    story = at_intake()
    with pytest.raises(no.DateInThePast):
        story.do(clarifying.AskClarification, ADMINISTRATOR, **ask(), due=story.now)
    without = at_intake(Story(replace(RULEBOOK, clarification=None)).file())
    with pytest.raises(no.NotAtThisStage):
        without.do(clarifying.AskClarification, ADMINISTRATOR, **ask())
