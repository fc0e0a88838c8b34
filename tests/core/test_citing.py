"""What is said can rest on exhibits: cited by number, checked when it is said, and told with it."""

import pytest

from odr.domain import amending, clarifying, counterclaim, erasing, exhibits, filing, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.checklist import missing
from odr.domain.roles import Actor, Room
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, MEDIATOR, SELLER, Story
from tests.core.test_checklist import hand_in
from tests.core.test_clarifying import ask, at_intake
from tests.core.test_confidentiality import claimed, rule
from tests.core.test_counterclaim import made
from tests.core.test_noting import disclosed
from tests.core.test_procedure import exhibit, mediating

WORDS = Text("The crack is old.")


def say(story: Story, by: Actor, *exhibits: str, room: Room = Room.OPEN) -> list[e.Event]:
    return story.do(talk.SendMessage, by, message=f"m-{len(story.entries)}", room=room, words=WORDS, exhibits=exhibits)


def test_a_message_names_what_it_rests_on_each_once():
    story = disclosed()
    (said,) = say(story, SELLER, "C-1", "C-1")
    assert isinstance(said, e.MessageSent)
    assert said.exhibits == ("C-1",)


def test_a_private_talk_can_rest_on_what_is_disclosed_too():
    story = disclosed(mediating())
    say(story, MEDIATOR, "C-1", room=Room.CAUCUS_RESPONDENT)
    say(story, BUYER, "C-1", room=Room.WITHOUT_PREJUDICE)


@pytest.mark.parametrize("number", ["C-2", "R-1", "x", "draft"])
def test_what_is_not_before_everybody_cannot_be_cited(number: str):
    """Neither a draft nor what is confidential has a number."""
    story = disclosed()
    exhibit(story, SELLER, "draft")
    for by in (BUYER, SELLER):
        with pytest.raises(no.ExhibitUnknown):
            say(story, by, number)


def test_what_was_taken_back_cannot_be_cited():
    story = disclosed()
    story.do(amending.WithdrawSubmission, BUYER, what=e.Submission.EXHIBIT, subject="x")
    with pytest.raises(no.ExhibitWithdrawn):
        say(story, SELLER, "C-1")


def test_what_was_erased_can_neither_be_cited_nor_covers_what_is_asked_for():
    story = mediating()
    hand_in(story, BUYER, "x", Document.PHOTO)
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    ordered = {"what": e.Submission.EXHIBIT, "subject": "x", "ground": e.LawfulGround.ORDERED}
    story.do(erasing.AskErasure, BUYER, erasure="e", **ordered)
    assert Document.PHOTO not in {one.document for one in missing(story.case)}
    story.do(erasing.AnswerErasure, ADMINISTRATOR, erasure="e", erases=True, reasons=WORDS)
    with pytest.raises(no.ExhibitWithdrawn):
        say(story, SELLER, "C-1", room=Room.WITHOUT_PREJUDICE)
    assert Document.PHOTO in {one.document for one in missing(story.case)}


def test_the_summary_of_a_confidential_exhibit_can_be_cited():
    story = claimed()
    rule(story, granted=True)
    assert say(story, BUYER, "R-1")


def answer(story: Story, *cited: str) -> list[e.Event]:
    said = {"position": e.Position.DISPUTES, "statement": WORDS}
    return story.do(filing.AnswerComplaint, SELLER, **said, exhibits=cited)


def test_an_answer_rests_on_what_is_disclosed_and_on_nothing_else():
    story = disclosed(Story().file())
    exhibit(story, SELLER, "draft")
    for number in ("R-1", "draft"):
        with pytest.raises(no.ExhibitUnknown) as refused:
            answer(story, number)
        assert refused.value.field == "exhibits"
    answer(story, "C-1", "C-1")
    assert story.case.answer is not None
    assert story.case.answer.exhibits == ("C-1",)


def test_an_answer_rests_on_nothing_that_was_taken_back():
    story = disclosed(Story().file())
    story.do(amending.WithdrawSubmission, BUYER, what=e.Submission.EXHIBIT, subject="x")
    with pytest.raises(no.ExhibitWithdrawn):
        answer(story, "C-1")


def test_a_clarification_rests_on_what_is_disclosed_and_on_nothing_else():
    story = disclosed(at_intake())
    story.do(clarifying.AskClarification, ADMINISTRATOR, **ask())
    with pytest.raises(no.ExhibitUnknown):
        story.do(clarifying.GiveClarification, BUYER, clarification="q", words=WORDS, exhibits=("C-2",))
    story.do(clarifying.GiveClarification, BUYER, clarification="q", words=WORDS, exhibits=("C-1",))
    assert story.case.clarifications["q"].exhibits == ("C-1",)


def test_an_answer_to_a_counterclaim_rests_on_what_is_disclosed_and_on_nothing_else():
    story = disclosed(made())
    said = {"position": e.Position.DISPUTES, "statement": WORDS}
    with pytest.raises(no.ExhibitUnknown):
        story.do(counterclaim.AnswerCounterclaim, BUYER, **said, exhibits=("R-1",))
    story.do(counterclaim.AnswerCounterclaim, BUYER, **said, exhibits=("C-1",))
    returned = story.case.counterclaim
    assert returned is not None
    assert returned.answer is not None
    assert returned.answer.exhibits == ("C-1",)
