"""A case ends before its outcome: on the closed list, by the right person, with reasons, and never unannounced."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import events as e
from odr.domain import negotiation, talk, terminating
from odr.domain import refusals as no
from odr.domain.events import Ground, Stage, Termination
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, HolderKind, Role, Room
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, SELLER_PARTY, Story, refund
from tests.core.test_procedure import decided, deciding, filed, mediating, negotiating, settled

WHY: dict[str, Any] = {"reasons": Text("A court decided this in March.")}


def ended(story: Story, ground: Termination, by: Actor = ADMINISTRATOR) -> list[e.Event]:
    return story.do(terminating.EndCase, by, ground=ground, **WHY)


def noticed(story: Story, by: Actor = ADMINISTRATOR) -> list[e.Event]:
    return story.do(terminating.NoticeInactivity, by)


@pytest.mark.parametrize("ground", [Termination.NO_JURISDICTION, Termination.MOOT_REMEDIED, Termination.ABUSE])
@pytest.mark.parametrize(("story", "by"), [(negotiating, ADMINISTRATOR), (deciding, DECIDER)])
def test_a_case_ends_on_the_closed_list_with_reasons(ground: Termination, story: Any, by: Actor):
    told = story()
    assert e.CaseTerminated(Ground(ground.value), WHY["reasons"]) in ended(told, ground, by)
    assert (told.case.stage, told.case.ground, told.case.frames) == (Stage.CLOSED, Ground(ground.value), {})


@pytest.mark.parametrize("by", [BUYER, SELLER, MEDIATOR, Actor(Role.DECIDER, "another")])
def test_nobody_else_ends_it(by: Actor):
    with pytest.raises(no.NotAllowed):
        ended(negotiating(), Termination.ABUSE, by)


def test_the_mediator_ends_no_case_but_for_inactivity():
    story = mediating()
    assert Action.END_CASE in {one.action for one in available_actions(MEDIATOR, story.case, story.now)}
    with pytest.raises(no.NotAllowed):
        ended(story, Termination.ABUSE, MEDIATOR)


def test_a_marketplace_that_is_a_party_ends_nothing():
    party = replace(SELLER_PARTY, holder_kind=HolderKind.MARKETPLACE, holder="kiezmarkt")
    story = Story().file(respondent=party)
    with pytest.raises(no.NotAllowed):
        ended(story, Termination.ABUSE, Actor(Role.RESPONDENT, "admin"))


def test_reasons_are_given():
    with pytest.raises(no.ReasonsMissing):
        negotiating().do(terminating.EndCase, ADMINISTRATOR, ground=Termination.ABUSE, reasons=Text(" "))


def test_a_ground_that_the_rulebook_does_not_name_is_refused_with_those_it_does():
    story = negotiating()
    kept = tuple(one for one in story.case.rulebook.terminate if one is not Ground.ABUSE)
    story.case.rulebook = replace(story.case.rulebook, terminate=kept)
    with pytest.raises(no.GroundNotProvided, match="NO_JURISDICTION, MOOT_REMEDIED, COMPLAINANT_INACTIVE"):
        ended(story, Termination.ABUSE)


@pytest.mark.parametrize("story", [decided, settled])
def test_an_outcome_is_not_taken_away(story: Any):
    with pytest.raises(no.NotAtThisStage):
        ended(story(), Termination.MOOT_REMEDIED)


def test_inactivity_needs_two_notices_and_the_time_of_both():
    story = negotiating()
    with pytest.raises(no.NoticesFirst, match="so far it was 0"):
        ended(story, Termination.COMPLAINANT_INACTIVE)
    noticed(story)
    with pytest.raises(no.NoticeRunning):
        noticed(story)
    story.wait_for("inactivity")
    with pytest.raises(no.NoticesFirst, match="so far it was 1"):
        ended(story, Termination.COMPLAINANT_INACTIVE)
    noticed(story)
    with pytest.raises(no.NoticeRunning):
        ended(story, Termination.COMPLAINANT_INACTIVE)
    story.wait_for("negotiation.agree")
    assert story.case.stage is Stage.MEDIATOR_APPOINTMENT, "the negotiation is over meanwhile"
    assert "inactivity" in story.case.frames, "a notice keeps its time from one stage to the next"


def test_after_two_notices_without_an_answer_the_mediator_ends_it():
    story = mediating()
    noticed(story, MEDIATOR)
    story.wait_for("inactivity")
    noticed(story, MEDIATOR)
    with pytest.raises(no.AlreadyDone):
        story.case.frames.pop("inactivity")
        noticed(story, MEDIATOR)
    ended(story, Termination.COMPLAINANT_INACTIVE, MEDIATOR)
    assert story.case.ground is Ground.COMPLAINANT_INACTIVE


def test_who_goes_on_is_told_anew_before_it_could_end():
    story = negotiating()
    noticed(story)
    assert Action.CONTINUE_CASE in {one.action for one in available_actions(BUYER, story.case, story.now)}
    events = story.do(terminating.ContinueCase, BUYER)
    assert e.ComplainantReturned() in events
    assert (story.case.inactivity_notices, "inactivity" in story.case.frames) == (0, False)
    with pytest.raises(no.NothingToAnswer):
        story.do(terminating.ContinueCase, BUYER)
    with pytest.raises(no.NotAllowed):
        story.do(terminating.ContinueCase, SELLER)


def test_an_act_before_everybody_goes_on_too_and_a_private_one_tells_nobody():
    story = negotiating()
    noticed(story)
    story.do(talk.SendMessage, BUYER, message="m", room=Room.WITHOUT_PREJUDICE, words=Text("I am here."))
    assert story.case.inactivity_notices == 1, "the administrator does not see that message"
    story.wait(days=4)
    story.do(negotiation.LeaveNegotiation, BUYER)
    assert story.case.inactivity_notices == 0


def test_no_notice_where_the_case_has_a_clock_of_its_own():
    for story in (filed(), deciding()):
        with pytest.raises(no.NotAtThisStage):
            noticed(story)


def test_an_offer_of_the_other_side_changes_nothing():
    story = negotiating()
    noticed(story)
    story.do(negotiation.MakeOffer, SELLER, offer="offer-1", lines=(refund(100),))
    assert story.case.inactivity_notices == 1
