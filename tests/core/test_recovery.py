"""One recovery ledger per payment: nothing is given back twice, whoever caused it."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import compensation, executing, negotiation, recovery, returning
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.events import RecoverySource, Step
from odr.domain.facts import Payment
from odr.domain.recovering import RecordRecovery
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import SERVICE, Side
from odr.domain.rulebook import DecisionEffect
from odr.domain.words import Text
from tests.core.given import ADMINISTRATOR, BUYER, BY_THE_SELLER, FILED_AT, ORDER, SELLER, Story, eur, refund
from tests.core.test_procedure import answered

TWO_PAYMENTS = replace(
    ORDER, payments=(Payment("card", "card", eur(10000), FILED_AT), Payment("voucher", "voucher", eur(2500), FILED_AT))
)


def told(story: Story, amount: int, payment: str = "pay-1", **more: Any) -> list[e.Event]:
    number = len(story.case.recoveries) + 1
    said = {"source": RecoverySource.CHARGEBACK, "undone": False, "line": None, "reference": f"r-{number}", **more}
    row = {"number": number, "payment": payment, "amount": eur(amount), "recorded_at": story.now}
    return story.do(RecordRecovery, SERVICE, **row, **said)


def offer(story: Story, *lines: RemedyLine, by: Any = SELLER) -> None:
    story.do(negotiation.MakeOffer, by, offer="offer-1", lines=lines)


def accept(story: Story) -> list[e.Event]:
    return story.do(negotiation.AcceptOffer, BUYER, offer="offer-1", understood=True)


def ordered(events: list[e.Event]) -> tuple[e.CompensationLine, ...]:
    return next(event.lines for event in events if isinstance(event, e.CompensationOrdered))


def test_what_came_back_is_left_no_more() -> None:
    story = answered()
    told(story, 4000)
    assert recovery.left(story.case) == eur(8500)
    with pytest.raises(no.AlreadyRecovered) as refused:
        offer(story, refund(8000), refund(2500, "shade"))
    assert refused.value.message == (
        "125.00 EUR was paid for this and 40.00 EUR of it came back already or is ordered back. "
        "Ask for 85.00 EUR or less."
    )
    offer(story, refund(6000), refund(2500, "shade"))


def test_a_line_of_the_order_gives_back_its_own_price_once() -> None:
    story = answered()
    told(story, 3000, line="lamp")
    with pytest.raises(no.AlreadyRecovered, match=r"Ask for 50.00 EUR or less"):
        offer(story, refund(5001))
    offer(story, refund(5000))


def test_a_lost_chargeback_is_left_again() -> None:
    story = answered()
    told(story, 4000)
    told(story, 4000, undone=True)
    assert recovery.left(story.case) == eur(12500)


def test_reasoned_damages_stand_outside() -> None:
    story = answered()
    told(story, 12500)
    offer(story, RemedyLine(Remedy.DAMAGES, "lamp", 1, eur(8000)))


def test_an_offer_made_before_is_not_accepted_beyond_what_is_left() -> None:
    story = answered()
    offer(story, refund(8000))
    told(story, 10000)
    with pytest.raises(no.AlreadyRecovered):
        accept(story)
    assert story.case.offers["offer-1"].standing is Standing.OPEN


def test_a_line_is_split_over_the_payments_by_what_is_left_of_each() -> None:
    story = Story().file(order=TWO_PAYMENTS)
    offer(story, refund(8000))
    [line] = ordered(accept(story))
    assert line.legs == (e.Leg("card", eur(6400)), e.Leg("voucher", eur(1600)))
    assert line.agreed is None


def test_an_order_by_rule_is_cut_to_what_is_left() -> None:
    """A decision cannot be refused any more when its stay ends; nothing is given back twice all the same."""
    story = answered()
    told(story, 10000)
    events = compensation.order(story.case, [refund(8000), refund(500, "bulbs")], "d", story.now, e.Ground.DECIDED)
    first, second = ordered(events)
    assert (first.remedy.amount, first.agreed, first.step) == (eur(2500), eur(8000), Step.ORDERED)
    assert (second.remedy.amount, second.agreed, second.step) == (eur(0), eur(500), Step.LAPSED)
    assert e.StageOpened(e.Stage.COMPLIANCE, e.How.BY_RULE) in events


def test_a_line_that_another_case_ordered_is_not_ordered_again_by_rule() -> None:
    """Money is left of the payment, and none of what was paid for the lamp."""
    story = answered()
    told(story, 8000, line="lamp", source=RecoverySource.ORDER)
    [line] = ordered(compensation.order(story.case, [refund(8000)], "d", story.now, e.Ground.DECIDED))
    assert (line.remedy.amount, line.step) == (eur(0), Step.LAPSED)


def test_with_nothing_left_the_case_closes() -> None:
    story = answered()
    told(story, 12500)
    events = compensation.order(story.case, [refund(8000)], "d", story.now, e.Ground.DECIDED)
    assert e.CaseClosed(e.Ground.DECIDED) in events


def test_a_default_with_nothing_left_closes_the_case_and_can_still_be_set_aside() -> None:
    story = answered()
    told(story, 12500)
    binding = replace(story.case.rulebook.effect, decision=DecisionEffect.CONTRACTUAL)
    story.case.rulebook = replace(story.case.rulebook, review=None, effect=binding)
    events = executing.follows(story.case, "d", [refund(8000)], story.now, silent=True)
    assert e.CaseClosed(e.Ground.DECIDED) in events
    assert [one.clause for one in events if isinstance(one, e.FrameOpened)] == ["default_track.set_aside.ask"]


def test_a_chargeback_during_compliance_takes_the_place_of_the_refund() -> None:
    story = answered()
    offer(story, refund(8000), refund(2500, "shade"))
    accept(story)
    assert e.OwedLineReduced("offer-1-2", (e.Leg("pay-1", eur(1500)),)) in told(story, 3000)
    lines = story.case.compensation.lines if story.case.compensation else ()
    assert [(one.remedy.amount, one.agreed) for one in lines] == [(eur(8000), None), (eur(1500), eur(2500))]
    last = told(story, 9500)
    assert [event for event in last if isinstance(event, e.OwedLineReduced)] == [
        e.OwedLineReduced("offer-1-2", ()),
        e.OwedLineReduced("offer-1-1", ()),
    ]
    assert e.CaseClosed(e.Ground.SETTLED) in last
    assert not story.case.frames


def test_what_the_shop_has_begun_to_pay_does_not_give_way() -> None:
    story = answered()
    offer(story, refund(8000))
    accept(story)
    story.do(compensation.ReportFulfilment, ADMINISTRATOR, line="offer-1-1", step=Step.SUBMITTED, reference="x")
    assert not any(isinstance(event, e.OwedLineReduced) for event in told(story, 12500))


def test_every_movement_of_the_case_is_for_the_ledger() -> None:
    story = answered()
    before = story.case
    offer(story, refund(8000), RemedyLine(Remedy.APOLOGY, None, 1, None))
    assert recovery.movements(accept(story), before) == [
        recovery.Movement("pay-1", eur(8000), False, "lamp", "offer-1-1")
    ]
    before = story.case
    assert recovery.movements(told(story, 6000), before) == [
        recovery.Movement("pay-1", eur(1500), True, "lamp", "offer-1-1")
    ]


def test_goods_that_were_not_sent_back_leave_the_payment_free_again() -> None:
    story = answered()
    offer(story, refund(8000, remedy=Remedy.REFUND_ON_RETURN))
    accept(story)
    assert recovery.left(story.case) == eur(4500)
    story.do(returning.ArrangeReturn, SELLER, line="offer-1-1", address=Text("Berlin"), cost_by=Side.RESPONDENT)
    before = story.case
    lapsed = story.wait_for("compliance.return_ship")
    assert recovery.movements(lapsed, before) == [recovery.Movement("pay-1", eur(8000), True, "lamp", "offer-1-1")]
    assert recovery.left(story.case) == eur(12500)


def test_what_a_buyer_owes_gives_back_no_payment() -> None:
    story = Story().file(**BY_THE_SELLER)
    assert not recovery.gives_back(replace(refund(1000), owed_by=Side.RESPONDENT), story.case)


def test_the_freight_insurance_pays_beside_what_was_paid() -> None:
    story = answered()
    offer(story, refund(12500, None, Remedy.REFUND_FULL), refund(690, None, Remedy.FREIGHT_INSURANCE))
    whole, insured = ordered(accept(story))
    assert (whole.remedy.amount, insured.remedy.amount) == (eur(12500), eur(690))
    assert (insured.legs, recovery.left(story.case)) == ((), eur(0)), "it gives back no payment"
    assert f"compliance.money/{insured.id}" in story.case.frames
