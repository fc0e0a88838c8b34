"""Who acts for the respondent has come into the case; what is said in private tells nobody so."""

import pytest

from odr.domain import appointing, filing, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.decision import CompleteFile
from odr.domain.roles import Actor, Room
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, MEDIATOR, SELLER, Story


def answered(story: Story) -> list[e.Event]:
    return story.do(filing.AnswerComplaint, SELLER, position=e.Position.DISPUTES, statement=Text("It was whole."))


def admitted() -> Story:
    """The respondent has done nothing yet."""
    story = Story().file()
    story.wait_for("complaint.answer")
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def test_the_first_act_for_the_respondent_is_coming_in() -> None:
    story = Story().file()
    assert answered(story)[0] == e.RespondentJoined(SELLER.person)
    assert story.case.joined


def test_nobody_comes_in_twice() -> None:
    story = Story().file()
    story.do(filing.JoinCase, SELLER)
    assert e.RespondentJoined(SELLER.person) not in answered(story)
    with pytest.raises(no.AlreadyDone):
        story.do(filing.JoinCase, SELLER)


def test_coming_in_by_itself_is_entered_once() -> None:
    assert Story().file().do(filing.JoinCase, SELLER) == [e.RespondentJoined(SELLER.person)]


def test_what_the_marketplace_cannot_see_does_not_show_by_a_coming_in() -> None:
    story = Story().file()
    said = story.do(talk.SendMessage, SELLER, message="m-1", room=Room.OPEN, words=Text("Good day."))
    assert [type(event) for event in said] == [e.MessageSent]


def test_a_neutral_whose_mandate_has_ended_says_nothing_more() -> None:
    story = admitted()
    story.wait_for("response")
    appointed = {"functions": frozenset({e.Function.DECIDER}), "belongs_to": frozenset(), "payer": "service"}
    story.do(appointing.AppointNeutral, ADMINISTRATOR, function=e.Function.DECIDER, person=DECIDER.person, **appointed)
    story.wait_for("evidence.collect")
    story.do(CompleteFile, DECIDER)
    story.wait_for("decision")
    with pytest.raises(no.NotAllowed):
        story.do(talk.SendMessage, DECIDER, message="m-1", room=Room.OPEN, words=Text("One more question."))


@pytest.mark.parametrize("by", [ADMINISTRATOR, MEDIATOR, DECIDER])
def test_only_sides_and_appointed_neutrals_speak(by: Actor) -> None:
    with pytest.raises(no.NotAllowed):
        Story().file().do(talk.SendMessage, by, message="m-1", room=Room.OPEN, words=Text("Good day."))


def test_the_complainant_does_not_come_in() -> None:
    story = Story().file()
    story.do(filing.WithdrawComplaint, BUYER)
    assert not story.case.joined
