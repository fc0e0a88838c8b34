"""Goods come back: it is said where to, how and who pays for it, before anybody can be late with sending them."""

from dataclasses import replace
from typing import Any

import pytest

from odr import codec
from odr.domain import breach, compensation, negotiation, returning
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Stage, Step
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Role, Side
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, SELLER, Story, eur, refund
from tests.core.test_procedure import negotiating

WHERE: dict[str, Any] = {"line": "r-1", "address": Text("Holzhaus, Lager 2, Hauptstraße 1, 10115 Berlin")}
BY_TRADER: dict[str, Any] = {**WHERE, "cost_by": Side.RESPONDENT, "carrier": "DHL"}
BY_SENDER: dict[str, Any] = {**WHERE, "cost_by": Side.COMPLAINANT}
SENDING = "compliance.return_ship/r-1"


def agreed(line: RemedyLine | None = None, **changes: Any) -> Story:
    """Both sides agreed on a refund once the lamp is back."""
    story = negotiating()
    lines = (replace(line or refund(8000, remedy=Remedy.REFUND_ON_RETURN), **changes),)
    story.do(negotiation.MakeOffer, SELLER, offer="r", lines=lines)
    story.do(negotiation.AcceptOffer, BUYER, offer="r", understood=True)
    return story


def arranged(**changes: Any) -> Story:
    story = agreed()
    story.do(returning.ArrangeReturn, SELLER, **{**BY_TRADER, **changes})
    return story


def can_arrange(by: Actor, story: Story) -> bool:
    return Action.ARRANGE_RETURN in {one.action for one in available_actions(by, story.case, story.now)}


def test_whoever_takes_the_goods_back_or_the_marketplace_says_how():
    story = agreed()
    assert [can_arrange(by, story) for by in (BUYER, SELLER, ADMINISTRATOR)] == [False, True, True]
    with pytest.raises(no.NotAtThisStage):
        story.do(returning.ArrangeReturn, BUYER, **BY_TRADER)
    story.do(returning.ArrangeReturn, ADMINISTRATOR, **BY_TRADER)
    said = story.case.compensation.lines[0].arranged
    assert (said.by, said.said.address, said.said.cost_by) == (ADMINISTRATOR, WHERE["address"], Side.RESPONDENT)


def test_the_sender_has_the_whole_time_from_the_address_on_and_again_from_a_new_one():
    story = agreed()
    length = story.case.frames[SENDING].due - story.now
    for _ in range(2):
        story.wait(days=6)
        story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)
        assert story.case.frames[SENDING].due - story.now == length
    assert story.case.frames[SENDING].facts.actors == (Role.COMPLAINANT,)


def test_who_was_told_no_address_is_not_late_and_who_said_none_is():
    story = agreed()
    events = story.wait_for("compliance.return_ship")
    assert e.NonComplianceRecorded("r-1") in events
    assert (story.case.compensation.lines[0].step, story.case.stage) == (Step.AWAITING_RETURN, Stage.COMPLIANCE)
    story.do(breach.ReportBreach, BUYER, line="r-1", reasons=Text("Nobody said where to."))
    assert story.case.stage is Stage.DECIDER_APPOINTMENT


def test_an_address_that_comes_late_puts_it_right_and_the_time_begins():
    story = agreed()
    story.wait_for("compliance.return_ship")
    story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)
    assert list(story.case.frames) == [SENDING]
    story.wait_for("compliance.return_ship")
    assert (story.case.compensation.lines[0].step, story.case.stage) == (Step.LAPSED, Stage.CLOSED)


def test_goods_that_are_sent_without_an_address_count_all_the_same():
    story = agreed()
    story.do(compensation.ReportFulfilment, BUYER, line="r-1", step=Step.RETURN_IN_TRANSIT, reference="00340")
    assert SENDING not in story.case.frames
    assert "compliance.confirm_return/r-1" in story.case.frames


def test_what_is_on_its_way_is_not_arranged_anew():
    story = agreed()
    story.do(compensation.ReportFulfilment, BUYER, line="r-1", step=Step.RETURN_IN_TRANSIT, reference="00340")
    assert not can_arrange(SELLER, story)
    with pytest.raises(no.NotAtThisStage):
        story.do(returning.ArrangeReturn, SELLER, **BY_TRADER)


def test_the_sender_bears_no_cost_that_was_not_agreed():
    with pytest.raises(no.ReturnCostNotAgreed):
        agreed().do(returning.ArrangeReturn, SELLER, **BY_SENDER, most=eur(590))


def test_a_cost_that_was_agreed_is_told_with_its_limit_before_it_is_incurred():
    story = agreed(return_cost=Side.COMPLAINANT)
    with pytest.raises(no.ReturnCostMissing):
        story.do(returning.ArrangeReturn, SELLER, **BY_SENDER)
    story.do(returning.ArrangeReturn, SELLER, **BY_SENDER, most=eur(590))
    assert story.case.compensation.lines[0].arranged.said.most == eur(590)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"address": Text(" ")}, no.ReasonsMissing),
        ({"label": Text("javascript:alert(1)")}, no.InvalidInput),
        ({"most": eur(100)}, no.InvalidInput),
        ({"line": "none"}, no.LineUnknown),
    ],
)
def test_what_cannot_be_right_is_refused(changes: dict[str, Any], refused: type[no.Refused]):
    with pytest.raises(refused):
        arranged(**changes)


def test_only_what_is_sent_back_has_a_cost_of_sending_it_back():
    with pytest.raises(no.InvalidInput):
        agreed(refund(8000), return_cost=Side.COMPLAINANT)


def test_a_line_that_says_nothing_of_the_cost_is_sealed_as_it_was_before_it_could():
    event = e.SettlementReached("s", (refund(8000, remedy=Remedy.REFUND_ON_RETURN),), None, "effect")
    body, _ = codec.encode(event)
    assert "return_cost" not in body
    assert codec.body_of(codec.decode("SettlementReached", body)) == body
    told = replace(event, lines=(replace(event.lines[0], return_cost=Side.COMPLAINANT),))
    assert codec.decode("SettlementReached", codec.encode(told)[0]) == told
