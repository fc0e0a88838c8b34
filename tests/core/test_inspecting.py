"""Goods that came back are looked at: less is given back only where whoever sent them agrees to it."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, exhibits, inspecting, negotiation
from odr.domain import refusals as no
from odr.domain.actions import Action
from odr.domain.case import OwedLine
from odr.domain.events import Leg, OwedLineReduced, ReturnInspected, Stage, Step
from odr.domain.evolve import fold
from odr.domain.handing_over import handed_over
from odr.domain.possible import available_actions
from odr.domain.recovery import left, owed_again
from odr.domain.remedies import Remedy
from odr.domain.roles import Actor, Role
from odr.domain.vocabulary_returns import ReturnFound
from odr.domain.words import Text
from odr.views import seen
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, eur, refund
from tests.core.test_procedure import answered
from tests.core.test_recovery import told

LINE = "o-1"
FILE: dict[str, Any] = {
    "upload": "u",
    "name": Text("lamp.jpg"),
    "sha256": Text("0" * 64),
    "media_type": "image/jpeg",
    "size": 100,
}
SCRATCHED = Text("Scratched all over; it left us without.")


def settled() -> Story:
    """50 EUR are agreed once the lamp is back."""
    story = answered()
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(5000, remedy=Remedy.REFUND_ON_RETURN),))
    story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    return story


def back() -> Story:
    story = settled()
    story.do(compensation.ReportFulfilment, BUYER, line=LINE, step=Step.RETURN_IN_TRANSIT, reference="")
    story.do(compensation.ReportFulfilment, SELLER, line=LINE, step=Step.RETURN_RECEIVED, reference="")
    return story


def shown(story: Story, by: Actor = SELLER, name: str = "x", **more: Any) -> str:
    """A picture that this side hands in now; its number."""
    story.do(exhibits.ReceiveExhibit, by, exhibit=name, **(FILE | more))
    story.do(exhibits.DiscloseExhibit, by, exhibit=name)
    return story.case.exhibits[name].number


def inspects(story: Story, by: Actor = SELLER, **changed: Any) -> None:
    found = {"found": ReturnFound.DAMAGED, "words": SCRATCHED, "exhibits": (), "accepts": None} | changed
    story.do(inspecting.ReportInspection, by, line=LINE, **found)


def contested(less: int = 2000) -> Story:
    story = back()
    inspects(story, exhibits=(shown(story),), accepts=eur(less))
    return story


def answers(story: Story, by: Actor = BUYER, *, agreed: bool, words: Text | None = SCRATCHED) -> list[Any]:
    return story.do(inspecting.AnswerInspection, by, line=LINE, agreed=agreed, words=words, exhibits=())


def line(story: Story) -> OwedLine:
    assert story.case.compensation is not None
    return story.case.compensation.lines[0]


def can(story: Story, by: Actor) -> set[Action]:
    return {one.action for one in available_actions(by, story.case, story.now) if one.blocked is None}


def test_as_it_was_sent_all_of_it_is_given_back() -> None:
    story = back()
    inspects(story, found=ReturnFound.AS_SENT, words=None)
    assert line(story).step is Step.INSPECTED
    assert list(handed_over(story.case)) == [line(story)]


def test_a_fault_that_nobody_wants_anything_for_holds_nothing_up() -> None:
    story = back()
    inspects(story)
    assert list(handed_over(story.case)) == [line(story)]
    assert Action.ANSWER_INSPECTION in can(story, BUYER), "what was said of it can be answered all the same"


def test_less_is_not_given_back_on_one_sides_word() -> None:
    story = contested()
    assert line(story).remedy.amount == eur(5000)
    assert list(handed_over(story.case)) == [], "nothing goes to the shop while it is not agreed"


def test_agreed_to_less_is_owed_and_the_rest_is_left_of_the_payment() -> None:
    story = contested()
    before = left(story.case)
    told = answers(story, agreed=True, words=None)
    assert OwedLineReduced(LINE, (Leg("pay-1", eur(2000)),)) in told
    assert line(story).remedy.amount == eur(2000)
    assert left(story.case).minor - before.minor == 3000
    assert list(handed_over(story.case)) == [line(story)]


def test_agreed_to_nothing_the_line_is_done_and_the_case_closes() -> None:
    story = contested(0)
    answers(story, agreed=True)
    assert (line(story).step, story.case.stage) == (Step.LAPSED, Stage.CLOSED)


def test_not_agreed_to_all_of_it_stays_owed() -> None:
    story = contested()
    answers(story, agreed=False)
    assert line(story).remedy.amount == eur(5000)
    assert Action.ANSWER_INSPECTION not in can(story, BUYER)
    assert list(handed_over(story.case)) == [line(story)], "nobody holds it up by offering less"


def test_what_a_bank_gave_back_since_is_not_owed_again_by_agreeing_to_less() -> None:
    story = contested(4000)
    told(story, 11500)
    assert line(story).remedy.amount == eur(1000)
    answers(story, agreed=True)
    assert line(story).remedy.amount == eur(1000)


def test_what_was_agreed_to_is_not_owed_again_when_a_bank_takes_something_back() -> None:
    story = contested()
    answers(story, agreed=True)
    assert not owed_again(line(story), story.case)


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"words": None}, no.ReasonsMissing),
        ({"exhibits": ("R-9",)}, no.ExhibitUnknown),
        ({"accepts": eur(2000)}, no.InvalidInput),
        ({"found": ReturnFound.AS_SENT, "accepts": eur(2000)}, no.InvalidInput),
    ],
)
def test_what_is_wrong_is_said_and_shown(changed: dict[str, Any], refusal: type[no.Refused]) -> None:
    with pytest.raises(refusal):
        inspects(back(), **changed)


@pytest.mark.parametrize("offered", [eur(5000), eur(-1), replace(eur(100), currency="USD")])
def test_less_is_less_and_in_the_same_currency(offered: Any) -> None:
    story = back()
    number = shown(story)
    with pytest.raises(no.InvalidInput, match="less than"):
        inspects(story, exhibits=(number,), accepts=offered)


def test_who_says_no_says_how_it_was() -> None:
    with pytest.raises(no.ReasonsMissing):
        answers(contested(), agreed=False, words=None)


def test_each_side_does_its_own_part_once() -> None:
    story = back()
    assert Action.REPORT_INSPECTION in can(story, SELLER)
    assert Action.REPORT_INSPECTION not in can(story, BUYER)
    with pytest.raises(no.NothingToAnswer):
        inspects(story, BUYER)
    with pytest.raises(no.NothingToAnswer):
        answers(story, agreed=True)
    inspects(story, ADMINISTRATOR)
    with pytest.raises(no.NothingToAnswer):
        answers(story, SELLER, agreed=False)
    answers(story, agreed=False)
    with pytest.raises(no.NothingToAnswer):
        answers(story, agreed=False)


def test_with_nothing_less_offered_there_is_nothing_to_agree_to() -> None:
    story = back()
    inspects(story)
    with pytest.raises(no.InvalidInput, match="Nothing less"):
        answers(story, agreed=True)


def test_evidence_is_handed_in_while_it_is_looked_at_and_not_before() -> None:
    with pytest.raises(no.RecordIsClosed):
        shown(settled(), BUYER)
    story = contested()
    assert shown(story, BUYER, "y") == "C-1", "the sender answers with pictures of its own"


def test_goods_that_are_not_back_are_not_looked_at() -> None:
    with pytest.raises(no.NothingToAnswer):
        inspects(settled())


def test_the_recipient_of_a_gift_does_not_see_how_much() -> None:
    story = contested()
    theirs = [one.event for one in seen(Role.RECIPIENT, story.entries) if isinstance(one.event, ReturnInspected)]
    assert [one.accepts for one in theirs] == [None]
    assert fold("case-1", seen(Role.MEDIATOR, story.entries), story.case.rulebook).compensation is not None
