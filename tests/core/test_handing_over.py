"""What a shop is asked to do: a voucher only where whoever gets it agreed to one."""

from dataclasses import replace

from odr.domain import decision, negotiation
from odr.domain.events import Step
from odr.domain.handing_over import Waiting, handed_over, waiting, waits_for
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Side
from odr.domain.rulebook import DecisionEffect
from tests.core.given import BUYER, RULEBOOK, SELLER, Story, eur, refund
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
