"""The documents that a rulebook asks for, what covers them and what is missing, for each reader."""

import pytest

from odr.domain import amending, exhibits, filing
from odr.domain.checklist import Item, checklist, missing
from odr.domain.events import Submission
from odr.domain.evolve import fold
from odr.domain.remedies import ComplaintType
from odr.domain.roles import Actor, Role
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import BUYER, Story
from tests.core.test_counterclaim import made
from tests.core.test_procedure import collecting, negotiating

ASKED = [Document.ORDER_RECORD, Document.PHOTO, Document.PACKAGING_PHOTO, Document.DELIVERY_PROOF]
"""Of what arrived damaged, by the default rulebook."""
FILE = {"upload": "u", "name": Text("crack.jpg"), "sha256": Text("ab" * 32), "media_type": "image/jpeg", "size": 3}


def hand_in(story: Story, by: Actor, name: str, document: Document | None = None) -> None:
    story.do(exhibits.ReceiveExhibit, by, exhibit=name, document=document, **FILE)


def item(story: Story, document: Document, role: Role = Role.SYSTEM) -> Item:
    case = fold("case-1", seen(role, story.entries), story.case.rulebook)
    return next(one for one in checklist(case) if one.document is document)


def covering(story: Story, document: Document, role: Role = Role.SYSTEM) -> list[str]:
    return [one.id for one in item(story, document, role).exhibits]


def test_the_rulebook_asks_by_the_kinds_of_complaint_and_says_why():
    found = checklist(negotiating().case)
    assert {one.document for one in found} == set(ASKED)
    assert all(one.kinds == (ComplaintType.DAMAGED,) and one.missing for one in found)
    assert all(one.asked.why.in_language(language) for one in found for language in ("en", "de"))


def test_an_exhibit_covers_what_its_giver_names_it_and_only_once_it_is_disclosed():
    story = collecting()
    hand_in(story, BUYER, "x", Document.PHOTO)
    assert item(story, Document.PHOTO, Role.COMPLAINANT).missing, "a draft is no evidence"
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    assert {one.document for one in missing(story.case)} == {*ASKED} - {Document.PHOTO}
    assert not item(story, Document.PHOTO, Role.RESPONDENT).missing


def test_what_it_is_can_be_said_when_it_is_disclosed():
    story = collecting()
    hand_in(story, BUYER, "x")
    hand_in(story, BUYER, "y", Document.PHOTO)
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x", document=Document.DELIVERY_PROOF)
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="y", document=Document.PACKAGING_PHOTO)
    assert covering(story, Document.DELIVERY_PROOF) == ["x"]
    assert covering(story, Document.PACKAGING_PHOTO) == ["y"]
    assert covering(story, Document.PHOTO) == []


@pytest.mark.parametrize("role", [Role.RESPONDENT, Role.MEDIATOR, Role.DECIDER, Role.REVIEWER])
def test_a_draft_of_the_other_side_never_shows(role: Role):
    story = collecting()
    hand_in(story, BUYER, "x", Document.PHOTO)
    assert covering(story, Document.PHOTO, Role.COMPLAINANT) == ["x"]
    assert covering(story, Document.PHOTO, role) == []


def test_what_was_taken_back_covers_nothing():
    story = collecting()
    hand_in(story, BUYER, "x", Document.PHOTO)
    story.do(exhibits.DiscloseExhibit, BUYER, exhibit="x")
    story.do(amending.WithdrawSubmission, BUYER, what=Submission.EXHIBIT, subject="x")
    assert item(story, Document.PHOTO).missing


def test_what_is_claimed_in_return_needs_its_documents_too_and_what_was_withdrawn_none():
    story = made()
    of_return = set(story.case.rulebook.complaints[ComplaintType.RETURN_EMPTY].documents)
    assert {one.document for one in checklist(story.case)} == set(ASKED) | of_return
    story.do(filing.WithdrawComplaint, BUYER)
    assert {one.document for one in checklist(story.case)} == of_return
