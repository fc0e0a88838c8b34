"""An offer left unanswered that closes the case, and when a dispute can be opened for each kind of complaint."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from odr.domain import events as e
from odr.domain import filing, negotiation
from odr.domain import refusals as no
from odr.domain.calendar import Length, Unit, local_day, start_of_day
from odr.domain.case import Standing
from odr.domain.events import Ground, Stage
from odr.domain.facts import Payment
from odr.domain.procedure import bounds
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import Room
from odr.domain.rulebook.terms import Term
from odr.domain.words import Text
from odr.rulebooks import all_rulebooks
from tests.core.given import BUYER, FILED_AT, ORDER, SELLER, Story, eur, refund

PAYPAL = all_rulebooks()["paypal-like/1"]
OFFER = {"offer": "o1", "lines": (refund(5000),)}
REASONS = Text("Nothing came.")


def test_an_offer_of_the_respondent_that_nobody_answers_closes_the_case_by_rule() -> None:
    story = Story(PAYPAL).file()
    story.do(negotiation.MakeOffer, SELLER, **OFFER)
    assert story.case.stage is Stage.ESCALATION
    brought = story.wait_for("negotiation.offer_answer")
    assert [event for event in brought if isinstance(event, e.OfferLapsed)] == [e.OfferLapsed("o1", Room.OPEN)]
    assert e.StageOpened(Stage.CLOSED, e.How.BY_RULE) in brought
    assert (story.case.ground, story.case.settlement) == (Ground.NOT_ESCALATED, None)


def test_just_before_its_end_the_offer_is_still_open() -> None:
    story = Story(PAYPAL).file()
    story.do(negotiation.MakeOffer, SELLER, **OFFER)
    due = story.case.frames["negotiation.offer_answer/o1"].due
    story.wait(until=due - timedelta(microseconds=1))
    assert story.case.ground is None
    story.do(negotiation.AcceptOffer, BUYER, offer="o1", understood=True)
    assert story.case.settlement is not None


def test_an_end_that_the_respondent_typed_closes_nothing() -> None:
    story = Story(PAYPAL).file()
    story.do(negotiation.MakeOffer, SELLER, **OFFER, expires=story.now + timedelta(hours=1))
    story.wait(hours=2)
    assert (story.case.stage, story.case.ground) == (Stage.ESCALATION, None)


def test_what_the_respondent_leaves_unanswered_closes_nothing() -> None:
    story = Story(PAYPAL).file()
    story.do(negotiation.MakeOffer, BUYER, **OFFER)
    story.wait_for("negotiation.offer_answer")
    assert (story.case.stage, story.case.ground) == (Stage.COMPLAINT, None)


def test_once_a_claim_is_made_the_offer_lapses_and_the_case_goes_on() -> None:
    story = Story(PAYPAL).file()
    story.do(negotiation.MakeOffer, SELLER, **OFFER)
    story.do(filing.EscalateComplaint, BUYER, reasons=REASONS)
    story.wait(days=11)
    assert story.case.ground is None
    assert story.case.offers["o1"].standing is Standing.LAPSED


def bought(paid_at: datetime | None, *kinds: ComplaintType) -> Story:
    payments = (Payment("p1", "card", eur(12500), paid_at),) if paid_at else ()
    asked = (RemedyLine(Remedy.CANCEL_CONTRACT, "lamp", 1, None),)
    claims = tuple(Claim(f"claim-{n}", "lamp", 1, kind, asked) for n, kind in enumerate(kinds))
    return Story(PAYPAL).file(order=replace(ORDER, payments=payments), claims=claims)


def days_after_payment(days: int) -> datetime:
    """The start of the day in Warsaw after so many days from a payment on the day before FILED_AT."""
    return start_of_day(local_day(FILED_AT, "Europe/Warsaw") + timedelta(days=days), "Europe/Warsaw")


def test_a_parcel_that_did_not_come_is_escalated_once_seven_days_from_the_payment_are_over() -> None:
    story = bought(FILED_AT - timedelta(days=1), ComplaintType.NOT_RECEIVED)
    free = days_after_payment(7)
    story.now = free - timedelta(microseconds=1)
    with pytest.raises(no.TooEarly, match="possible on"):
        story.do(filing.EscalateComplaint, BUYER, reasons=REASONS)
    story.now = free
    story.do(filing.EscalateComplaint, BUYER, reasons=REASONS)
    assert story.case.stage is not Stage.COMPLAINT
    assert free in bounds(bought(FILED_AT - timedelta(days=1), ComplaintType.NOT_RECEIVED).case)


def test_another_kind_waits_for_nothing_and_of_several_the_last_date_holds() -> None:
    paid = FILED_AT - timedelta(days=1)
    assert filing.escalation_from(bought(paid, ComplaintType.DAMAGED).case) is None
    both = bought(paid, ComplaintType.DAMAGED, ComplaintType.NOT_RECEIVED)
    assert filing.escalation_from(both.case) == days_after_payment(7)


def test_without_a_payment_on_the_order_nobody_has_to_wait() -> None:
    assert filing.escalation_from(bought(None, ComplaintType.NOT_RECEIVED).case) is None


def test_the_kinds_own_wait_stands_in_for_the_general_one() -> None:
    general = replace(PAYPAL.complaint, escalate_after=Term(Length(3, Unit.DAY), "test", checked=False))
    story = bought(FILED_AT - timedelta(days=1), ComplaintType.NOT_RECEIVED)
    story.case.rulebook = replace(PAYPAL, complaint=general)
    assert filing.escalation_from(story.case) == days_after_payment(7)
