"""Places are blacked out before an exhibit is shown: a new one is made, and the original is sealed."""

from typing import Any

import pytest

from odr.domain import amending, confidentiality, exhibits, redacting
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Area, Place
from odr.domain.evolve import fold
from odr.domain.possible import Action, available_actions
from odr.domain.roles import Actor, Role, Room
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import BUYER, SELLER, Story
from tests.core.test_confidentiality import REASONS, SUMMARY
from tests.core.test_procedure import collecting

PLACES = (Place(page=1, area=Area(0, 0, 5000, 500)), Place(page=3))
FILE = {
    "upload": "u",
    "name": Text("letter.pdf"),
    "sha256": Text("ab" * 32),
    "media_type": "application/pdf",
    "size": 9,
}


def handed_in() -> Story:
    story = collecting()
    said = {"description": Text("A letter."), "document": Document.COMMUNICATION_LOG}
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **FILE, **said)
    return story


def redact(story: Story, by: Actor = SELLER, name: str = "y", **changes: Any) -> list[e.Event]:
    made = {"upload": "u2", "name": Text("redacted.pdf"), "sha256": Text("cd" * 32)}
    asked = {**FILE, **made, "exhibit": name, "original": "x", "places": PLACES, **changes}
    return story.do(redacting.RedactExhibit, by, **asked)


def test_a_new_exhibit_is_made_and_the_original_is_sealed():
    made, sealed = redact(handed_in())
    assert isinstance(made, e.ExhibitRedacted)
    assert (made.original, made.places, made.document) == ("x", PLACES, Document.COMMUNICATION_LOG)
    assert made.description == Text("A letter.")
    assert sealed == e.ExhibitSealed("x", Room.OWN_RESPONDENT)


def test_what_was_sealed_is_not_shown_and_what_was_made_is_shown_as_redacted():
    story = handed_in()
    redact(story)
    with pytest.raises(no.ExhibitIsSealed):
        story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
    (shown,) = story.do(exhibits.DiscloseExhibit, SELLER, exhibit="y")
    assert isinstance(shown, e.ExhibitDisclosed)
    assert (shown.number, shown.redacted) == ("R-1", True)
    theirs = fold("case-1", seen(Role.COMPLAINANT, story.entries), story.case.rulebook)
    assert [(one.id, one.redacted) for one in theirs.exhibits.values()] == [("y", True)]
    assert Action.DISCLOSE_EXHIBIT not in {one.action for one in available_actions(SELLER, story.case, story.now)}


def test_before_it_is_shown_nobody_else_learns_of_either():
    story = handed_in()
    before = {role: seen(role, story.entries) for role in (Role.COMPLAINANT, Role.MEDIATOR, Role.DECIDER)}
    redact(story)
    assert {role: seen(role, story.entries) for role in before} == before


def test_who_decides_can_be_given_the_original_as_confidential():
    story = handed_in()
    redact(story)
    claim = {"claim": "k", "exhibit": "x", "reasons": REASONS, "summary": SUMMARY}
    story.do(confidentiality.ClaimConfidentiality, SELLER, **claim)
    assert story.case.sealed == {"x"}
    with pytest.raises(no.ExhibitIsSealed):
        story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")


def test_only_its_own_side_and_only_what_nobody_has_seen():
    story = handed_in()
    for by, wrong in ((BUYER, no.NothingToAnswer), (Actor(Role.DECIDER, "decider"), no.NotAllowed)):
        with pytest.raises(wrong):
            redact(story, by)
    redact(story)
    with pytest.raises(no.NotFound):
        redact(story, name="z")
    redact(story, name="z", original="y")
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="z")
    with pytest.raises(no.NothingToAnswer):
        redact(story, name="w", original="z")


@pytest.mark.parametrize("places", [(), (Place(),), (Place(page=0),), (Place(page=1, area=Area(0, 0, 10001, 1)),)])
def test_at_least_one_place_on_a_page(places: tuple[Place, ...]):
    with pytest.raises(no.InvalidInput):
        redact(handed_in(), places=places)


def test_what_was_taken_back_is_not_redacted():
    story = handed_in()
    story.do(amending.WithdrawSubmission, SELLER, what=e.Submission.EXHIBIT, subject="x")
    with pytest.raises(no.NothingToAnswer):
        redact(story)
