"""A label that was handed in as an exhibit: an address or an exhibit, never both, and of a kind that can be printed."""

from typing import Any

import pytest

from odr.domain import compensation, confidentiality, exhibits, negotiation, returning
from odr.domain import refusals as no
from odr.domain.actions import Action
from odr.domain.events import Step
from odr.domain.possible import available_actions
from odr.domain.remedies import Remedy
from odr.domain.roles import Side
from odr.domain.rulebook.claims import Document
from odr.domain.words import Text
from tests.core.given import BUYER, SELLER, Story, refund
from tests.core.test_inspecting import FILE, LINE, settled, shown
from tests.core.test_procedure import answered

BY_TRADER: dict[str, Any] = {"line": LINE, "address": Text("Lager 2, 10115 Berlin"), "cost_by": Side.RESPONDENT}


LABEL: dict[str, Any] = FILE | {"document": Document.RETURN_LABEL}


def agrees(story: Story) -> None:
    """50 EUR once the lamp is back, as in `settled`."""
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(5000, remedy=Remedy.REFUND_ON_RETURN),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)


def arranges(story: Story, **more: Any) -> str:
    story.do(returning.ArrangeReturn, SELLER, **BY_TRADER, **more)
    assert story.case.compensation is not None
    how = story.case.compensation.lines[0].arranged
    assert how is not None
    return how.said.label_exhibit


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_the_label_can_be_an_exhibit(kind: str) -> None:
    story = settled()
    shown(story, media_type=kind, document=Document.RETURN_LABEL)
    assert arranges(story, label_exhibit="R-1") == "R-1"
    assert arranges(story, label=Text("https://carrier.example/l/1")) == "", "what is said last holds"


def test_only_whoever_says_how_goods_go_back_hands_in_a_label_after_the_record_closed() -> None:
    story = settled()
    can = {by: Action.HAND_IN_EVIDENCE in {one.action for one in _acts(story, by)} for by in (SELLER, BUYER)}
    assert can == {SELLER: True, BUYER: False}
    with pytest.raises(no.RecordIsClosed):
        shown(story, BUYER)


def _acts(story: Story, by: Any) -> list[Any]:
    return [one for one in available_actions(by, story.case, story.now) if one.blocked is None]


def test_never_both() -> None:
    story = settled()
    number = shown(story, document=Document.RETURN_LABEL)
    with pytest.raises(no.InvalidInput, match="not both"):
        arranges(story, label_exhibit=number, label=Text("https://carrier.example/l/1"))


def test_it_was_disclosed_and_can_be_printed() -> None:
    story = answered()
    assert shown(story, media_type="audio/mpeg") == "R-1"
    agrees(story)
    with pytest.raises(no.InvalidInput, match="picture or a PDF"):
        arranges(story, label_exhibit="R-1")
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="y", **LABEL)
    with pytest.raises(no.ExhibitUnknown):
        arranges(story, label_exhibit="R-2")


@pytest.mark.parametrize(
    "file", [{"document": None}, {"document": Document.PHOTO}, {"media_type": "text/plain"}], ids=str
)
def test_what_is_no_label_comes_too_late(file: dict[str, Any]) -> None:
    """The record is closed: nothing else is added to it because something is to be sent back."""
    story = settled()
    with pytest.raises(no.OnlyALabel):
        story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **(LABEL | file))
    assert story.case.drafts == {}


def test_what_lies_there_undisclosed_since_before_is_no_label_now() -> None:
    story = answered()
    for name, kind in (("old", "image/png"), ("recorded", "audio/mpeg")):
        story.do(exhibits.ReceiveExhibit, SELLER, exhibit=name, **(FILE | {"media_type": kind}))
    agrees(story)
    assert Action.DISCLOSE_EXHIBIT not in {one.action for one in _acts(story, SELLER)}
    for name, document in (("old", None), ("old", Document.RETURN_LABEL), ("recorded", Document.RETURN_LABEL)):
        with pytest.raises(no.OnlyALabel):
            story.do(exhibits.DiscloseExhibit, SELLER, exhibit=name, document=document)
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **LABEL)
    assert Action.DISCLOSE_EXHIBIT in {one.action for one in _acts(story, SELLER)}
    with pytest.raises(no.OnlyALabel):
        story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x", document=Document.PHOTO)
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")


def test_whoever_decided_is_given_nothing_more_in_private_beside_a_label() -> None:
    story = answered()
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="old", **FILE)
    agrees(story)
    with pytest.raises(no.RecordIsClosed):
        claim = {"claim": "c", "exhibit": "old", "reasons": Text("A trade secret."), "summary": Text("A price.")}
        story.do(confidentiality.ClaimConfidentiality, SELLER, **claim)


def test_with_something_else_left_to_show_anything_can_be_handed_in() -> None:
    story = settled()
    story.do(compensation.ReportFulfilment, BUYER, line=LINE, step=Step.RETURN_IN_TRANSIT, reference="")
    with pytest.raises(no.RecordIsClosed):
        shown(story)
    story.do(compensation.ReportFulfilment, SELLER, line=LINE, step=Step.RETURN_RECEIVED, reference="")
    assert shown(story, document=Document.PHOTO) == "R-1"
