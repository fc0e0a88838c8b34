"""Notes and translations on exhibits: who reads them, where they lie on the page, and that the file stays as it is."""

from typing import Any

import pytest

from odr.domain import amending, erasing, exhibits, noting, talk
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Entry
from odr.domain.events import Area, Place
from odr.domain.evolve import fold
from odr.domain.possible import Action, available_actions
from odr.domain.roles import SERVICE, Actor, Role, Room
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import BUYER, DECIDER, MEDIATOR, SELLER, Story
from tests.core.test_confidentiality import claimed
from tests.core.test_procedure import collecting, exhibit, mediating

WORDS = Text("The crack begins here.")


def disclosed(story: Story | None = None) -> Story:
    found = story or collecting()
    exhibit(found, BUYER, "x")
    found.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    return found


def note(story: Story, by: Actor, name: str = "n", **more: Any) -> list[e.Event]:
    return story.do(noting.AnnotateExhibit, by, annotation=name, **{"exhibit": "x", "words": WORDS, **more})


def readers(story: Story) -> set[Role]:
    """Who reads some note."""
    return {role for role in Role if fold("case-1", seen(role, story.entries), story.case.rulebook).notes}


SHARED = {Role.COMPLAINANT, Role.RECIPIENT, Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.SECOND_READER}
SHARED |= {Role.REVIEWER, Role.SYSTEM}


@pytest.mark.parametrize("by", [BUYER, SELLER, DECIDER])
def test_a_note_on_what_is_disclosed_is_read_by_whoever_reads_it(by: Actor):
    story = disclosed()
    place = Place(page=2, area=Area(1000, 2000, 500, 500))
    assert note(story, by, place=place) == [e.ExhibitAnnotated("n", "x", Room.OPEN, place, WORDS)]
    assert readers(story) == SHARED


def test_a_side_can_note_something_for_itself():
    story = disclosed()
    note(story, SELLER, room=Room.OWN_RESPONDENT)
    assert readers(story) == {Role.RESPONDENT, Role.SYSTEM}
    with pytest.raises(no.RoomNotOpen):
        note(story, SELLER, room=Room.OWN_COMPLAINANT)


def test_a_note_on_a_draft_stays_with_its_side_and_the_other_side_finds_no_draft():
    story = disclosed()
    exhibit(story, BUYER, "draft")
    note(story, BUYER, exhibit="draft")
    assert readers(story) == {Role.COMPLAINANT, Role.RECIPIENT, Role.SYSTEM}
    for exhibit_id in ("draft", "none"):
        with pytest.raises(no.NotFound):
            note(story, SELLER, exhibit=exhibit_id)


def test_a_note_on_what_is_confidential_is_as_confidential():
    story = claimed()
    note(story, DECIDER)
    assert readers(story) == {Role.RESPONDENT, Role.DECIDER, Role.REVIEWER, Role.SYSTEM}
    with pytest.raises(no.NothingToAnswer):
        note(story, BUYER)


def test_what_the_mediator_notes_stays_in_the_mediation():
    story = disclosed(mediating())
    note(story, MEDIATOR)
    assert readers(story) == {Role.COMPLAINANT, Role.RECIPIENT, Role.RESPONDENT, Role.MEDIATOR, Role.SYSTEM}


def test_an_exhibit_for_the_mediator_only():
    story = mediating()
    facts = {"upload": "u", "name": WORDS, "sha256": WORDS, "media_type": "image/png", "size": 1}
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", in_caucus=True, **facts)
    holds = {role for role in Role if fold("case-1", seen(role, story.entries), story.case.rulebook).drafts}
    assert holds == {Role.RESPONDENT, Role.MEDIATOR, Role.SYSTEM}
    note(story, MEDIATOR)
    assert readers(story) == {Role.RESPONDENT, Role.MEDIATOR, Role.SYSTEM}
    (back,) = story.do(amending.WithdrawSubmission, SELLER, what=e.Submission.EXHIBIT, subject="x")
    assert isinstance(back, e.SubmissionWithdrawn)
    assert back.room is Room.CAUCUS_RESPONDENT


def test_there_is_no_private_talk_outside_mediation():
    facts = {"upload": "u", "name": WORDS, "sha256": WORDS, "media_type": "image/png", "size": 1}
    with pytest.raises(no.RoomNotOpen):
        collecting().do(exhibits.ReceiveExhibit, SELLER, exhibit="x", in_caucus=True, **facts)


def test_once_the_record_is_closed_a_side_notes_for_itself_only():
    story = disclosed()
    story.wait_for("evidence.collect")
    story.wait_for("evidence.reply")
    note(story, SELLER)
    assert readers(story) == {Role.RESPONDENT, Role.SYSTEM}
    with pytest.raises(no.NothingToAnswer):
        note(story, DECIDER, "m")
    assert Action.ANNOTATE_EXHIBIT not in {one.action for one in available_actions(DECIDER, story.case, story.now)}


def test_nobody_argues_with_the_decider_on_what_is_confidential_once_the_record_is_closed():
    story = claimed()
    note(story, SELLER)
    story.wait_for("evidence.collect")
    assert story.case.record_closed
    note(story, SELLER, "own")
    assert story.case.notes["own"].noted.room is Room.OWN_RESPONDENT
    with pytest.raises(no.RoomNotOpen):
        note(story, SELLER, "m", room=Room.CONFIDENTIAL_RESPONDENT)
    with pytest.raises(no.NothingToAnswer):
        note(story, DECIDER, "m")
    asked = {"what": e.Submission.ANNOTATION, "reads": Text("Better.")}
    story.do(amending.CorrectSubmission, SELLER, subject="own", **asked)
    with pytest.raises(no.RecordIsClosed):
        story.do(amending.CorrectSubmission, SELLER, subject="n", **asked)


def test_whoever_takes_no_messages_gets_no_corrected_note_either():
    story = disclosed(mediating())
    note(story, SELLER)
    story.do(talk.BlockMessages, BUYER)
    with pytest.raises(no.MessagesNotTaken):
        story.do(amending.CorrectSubmission, SELLER, what=e.Submission.ANNOTATION, subject="n", reads=Text("Thief."))


def test_a_translation_says_who_made_it_and_in_which_language():
    story = disclosed()
    asked = {"exhibit": "x", "language": "de", "words": Text("Vorsicht, Glas."), "translator": Text("J. Okafor")}
    (made,) = story.do(noting.NoteTranslation, SELLER, translation="t", certified=True, **asked)
    assert isinstance(made, e.TranslationNoted)
    assert (made.language, made.certified, made.room) == ("de", True, Room.OPEN)
    with pytest.raises(no.InvalidInput, match="who translated"):
        story.do(
            noting.NoteTranslation, SELLER, translation="t2", certified=False, **{**asked, "translator": Text(" ")}
        )


def test_its_author_takes_it_back_or_corrects_it_and_nobody_else():
    story = disclosed()
    note(story, SELLER)
    own = {"what": e.Submission.ANNOTATION, "subject": "n"}
    for other in (BUYER, DECIDER):
        with pytest.raises(no.NotFound):
            story.do(amending.WithdrawSubmission, other, **own)
    story.do(amending.CorrectSubmission, SELLER, **own, reads=Text("It ends here."))
    story.do(amending.WithdrawSubmission, SELLER, **own)
    assert story.case.is_withdrawn(**own)


@pytest.mark.parametrize(
    "place",
    [
        Place(page=0),
        Place(second=-1),
        Place(page=1, second=1),
        Place(page=1, area=Area(9999, 0, 2, 1)),
        Place(page=1, area=Area(0, 0, 0, 1)),
        Place(page=1, area=Area(-1, 0, 5, 5)),
        Place(page=1, area=Area(0, 9000, 1, 1001)),
    ],
)
def test_a_place_lies_in_the_exhibit(place: Place):
    with pytest.raises(no.InvalidInput):
        note(disclosed(), BUYER, place=place)


def test_nothing_is_noted_on_what_was_taken_back():
    story = disclosed()
    story.do(amending.WithdrawSubmission, BUYER, what=e.Submission.EXHIBIT, subject="x")
    with pytest.raises(no.NothingToAnswer):
        note(story, SELLER)


def test_what_was_noted_goes_with_the_exhibit_and_not_with_another_one():
    story = disclosed()
    note(story, SELLER)
    exhibit(story, SELLER, "y")
    note(story, SELLER, "other", exhibit="y")
    for name in ("n", "other"):
        own = {"what": e.Submission.ANNOTATION, "subject": name}
        story.do(amending.CorrectSubmission, SELLER, **own, reads=Text("Corrected."))
    gone = e.ExhibitErased("x", Room.OPEN, e.ErasureGround.BY_RULE, "archive.erase_evidence")
    entry = Entry(len(story.entries) + 1, story.now, SERVICE, gone)
    spent = erasing.spent(story.case, story.entries, [entry])
    kinds = [type(one.event).__name__ for one in story.entries if one.number in spent]
    assert kinds == ["ExhibitReceived", "ExhibitDisclosed", "ExhibitAnnotated", "SubmissionCorrected"]
