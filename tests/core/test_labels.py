"""A label that was handed in as an exhibit: an address or an exhibit, never both, and of a kind that can be printed."""

from typing import Any

import pytest

from odr.domain import exhibits, returning
from odr.domain import refusals as no
from odr.domain.actions import Action
from odr.domain.possible import available_actions
from odr.domain.roles import Side
from odr.domain.words import Text
from tests.core.given import BUYER, SELLER, Story
from tests.core.test_inspecting import FILE, LINE, settled, shown

BY_TRADER: dict[str, Any] = {"line": LINE, "address": Text("Lager 2, 10115 Berlin"), "cost_by": Side.RESPONDENT}


def arranges(story: Story, **more: Any) -> str:
    story.do(returning.ArrangeReturn, SELLER, **BY_TRADER, **more)
    assert story.case.compensation is not None
    how = story.case.compensation.lines[0].arranged
    assert how is not None
    return how.said.label_exhibit


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_the_label_can_be_an_exhibit(kind: str) -> None:
    story = settled()
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **(FILE | {"media_type": kind}))
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="x")
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
    number = shown(story)
    with pytest.raises(no.InvalidInput, match="not both"):
        arranges(story, label_exhibit=number, label=Text("https://carrier.example/l/1"))


def test_it_was_disclosed_and_can_be_printed() -> None:
    story = settled()
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="x", **FILE)
    with pytest.raises(no.ExhibitUnknown):
        arranges(story, label_exhibit="R-1")
    story.do(exhibits.ReceiveExhibit, SELLER, exhibit="y", **(FILE | {"media_type": "audio/mpeg"}))
    story.do(exhibits.DiscloseExhibit, SELLER, exhibit="y")
    with pytest.raises(no.InvalidInput, match="picture or a PDF"):
        arranges(story, label_exhibit="R-1")
