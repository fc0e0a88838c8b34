"""What a shop is asked to do: a voucher only where whoever gets it agreed to one."""

from dataclasses import replace

import pytest

from odr.domain import consenting, decision, negotiation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.events import Step
from odr.domain.handing_over import Waiting, handed_over, waiting, waits_for
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Side
from odr.domain.rulebook import DecisionEffect
from odr.promises import HAND_OVER, RECOVERIES, promises
from tests.core.given import BUYER, MEDIATOR, RULEBOOK, SELLER, Story, eur, refund
from tests.core.test_procedure import deciding, issue, negotiating

VOUCHER = refund(1500, remedy=Remedy.VOUCHER)
REFUND = refund(2000)


def ordered(story: Story) -> tuple[list[str], list[Waiting | None]]:
    """Which lines are handed over, and what each of them waits for."""
    order = story.case.compensation
    assert order is not None
    return [line.id for line in handed_over(story.case)], [waiting(line, story.case) for line in order.lines]


def decided(effect: DecisionEffect) -> Story:
    story = deciding()
    book = replace(RULEBOOK, effect=replace(RULEBOOK.effect, decision=effect), review=())
    story.case = replace(story.case, rulebook=book)
    issue(story, lines=(VOUCHER, REFUND))
    return story


def test_a_settlement_is_a_word():
    story = negotiating()
    story.do(negotiation.MakeOffer, BUYER, offer="o", lines=(VOUCHER,))
    story.do(negotiation.AcceptOffer, SELLER, offer="o", understood=True)
    assert ordered(story) == (["o-1"], [None])


def test_an_acceptance_is_a_word():
    story = decided(DecisionEffect.BINDING_IF_CONSUMER_ACCEPTS)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert ordered(story) == (["d-1", "d-2"], [None, None])


def test_a_decision_alone_is_none():
    story = decided(DecisionEffect.CONTRACTUAL)
    assert ordered(story) == (["d-2"], [Waiting.CONSENT, None])


def test_whoever_gets_it_takes_it_and_nobody_else():
    story = decided(DecisionEffect.CONTRACTUAL)
    asked = {"line": "d-1", "understood": True}
    for by, why in ((SELLER, no.NotAtThisStage), (MEDIATOR, no.NotAllowed)):
        with pytest.raises(why):
            story.do(consenting.TakeVoucher, by, **asked)
    for wrong, why in (({"line": "d-2"}, no.LineUnknown), ({"understood": False}, no.EffectNotConfirmed)):
        with pytest.raises(why):
            story.do(consenting.TakeVoucher, BUYER, **(asked | wrong))
    assert story.do(consenting.TakeVoucher, BUYER, **asked) == [e.VoucherTaken("d-1")]
    assert ordered(story) == (["d-1", "d-2"], [None, None])
    with pytest.raises(no.NotAtThisStage):
        story.do(consenting.TakeVoucher, BUYER, **asked)


def test_what_was_taken_is_promised_to_the_shop():
    story = decided(DecisionEffect.CONTRACTUAL)
    story.do(consenting.TakeVoucher, BUYER, line="d-1", understood=True)
    made = promises(story.case, [], story.entries[-1:], story.now)
    assert HAND_OVER in [one.topic for one in made]
    assert RECOVERIES not in [one.topic for one in made]


def test_an_acceptance_by_the_other_side_is_none():
    """A consumer who is to give a voucher accepts for themselves only."""
    story = decided(DecisionEffect.CONTRACTUAL)
    order = story.case.compensation
    assert order is not None
    accepted = replace(story.case, decision=replace(story.case.decision, accepted=True))
    line = order.lines[0]
    assert waits_for(line, accepted) is None
    theirs = replace(line, remedy=replace(line.remedy, owed_by=Side.COMPLAINANT))
    assert waits_for(theirs, accepted) is Waiting.CONSENT


def test_nothing_is_waited_for_once_it_is_done_or_where_a_buyer_owes_it():
    story = decided(DecisionEffect.CONTRACTUAL)
    order = story.case.compensation
    assert order is not None
    line = order.lines[0]
    assert waiting(replace(line, step=Step.FULFILLED), story.case) is None
    theirs = replace(line, remedy=RemedyLine(Remedy.DAMAGES, "lamp", 1, eur(500), Side.COMPLAINANT))
    assert waiting(theirs, story.case) is None
