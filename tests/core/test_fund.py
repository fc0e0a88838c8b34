"""A guarantee fund that pays while a review can be asked for (execution.while_review_is_open: pay_from_fund)."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import breach, compensation, decision, review
from odr.domain import refusals as no
from odr.domain.case import Entry
from odr.domain.events import CompensationOrdered, Function, FundPart, Ground, Outcome, ReviewResult, Stage, Step
from odr.domain.recovery import left
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, HolderKind, Role, Side
from odr.domain.rulebook.choices import Overpaid, WhileReviewIsOpen
from odr.domain.rulebook.sections import Fund
from odr.domain.words import Text
from odr.notices.choosing import first_line
from odr.schema.payouts import payees
from tests.core.given import ADMINISTRATOR, BUYER, DECIDER, RULEBOOK, SELLER, Story, eur, opened, refund
from tests.core.test_after_decision import ERROR, reviewed
from tests.core.test_procedure import appoint, decided, deciding, issue

PAYS, REPAID = FundPart.PAYS, FundPart.IS_PAID_BACK
APOLOGY = RemedyLine(Remedy.APOLOGY, None, 1, None)


def with_fund(story: Story, overpaid: Overpaid = Overpaid.BORNE_BY_THE_FUND) -> Story:
    rule = WhileReviewIsOpen.PAY_FROM_FUND
    execution = replace(RULEBOOK.execution, while_review_is_open=rule, fund=Fund(overpaid))
    story.case.rulebook = replace(RULEBOOK, execution=execution)
    return story


def ordered(*lines: RemedyLine, overpaid: Overpaid = Overpaid.BORNE_BY_THE_FUND) -> Story:
    """Accepted: 80 EUR for the lamp, which a fund pays at once."""
    story = with_fund(deciding(), overpaid)
    issue(story, lines=lines or (refund(8000),))
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    return story


def reports(story: Story, line: str, step: Step = Step.FULFILLED, by: Actor = ADMINISTRATOR) -> None:
    story.do(compensation.ReportFulfilment, by, line=line, step=step, reference="f-1")


def in_review(story: Story) -> Story:
    story.do(review.AskReview, SELLER, **ERROR)
    appoint(story, Function.REVIEWER, "reviewer")
    return story


def accepted_anew(story: Story) -> None:
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)


def lines_of(story: Story) -> list[Any]:
    """Of every order: what, how much, by whom, and what the fund has to do with it."""
    return [
        (one.remedy.remedy, one.remedy.amount, one.remedy.owed_by, one.fund)
        for order in story.case.orders
        for one in order.lines
        if one.step is not Step.LAPSED
    ]


def test_the_fund_pays_at_once_and_its_administrator_says_so():
    story = ordered()
    assert story.case.stage is Stage.COMPLIANCE
    assert lines_of(story) == [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, PAYS)]
    assert story.case.frames["compliance.refund/d-1"].facts.actors == (Role.MARKETPLACE, Role.REGISTRAR)
    with pytest.raises(no.NotAllowed):
        reports(story, "d-1", Step.SUBMITTED, SELLER)
    assert payees(story.case) == [Side.COMPLAINANT]
    reports(story, "d-1", Step.SUBMITTED)
    reports(story, "d-1", by=BUYER)
    assert story.case.stage is Stage.COMPLIANCE, "what the other side owes is not ordered yet"


def test_a_marketplace_that_is_a_party_pays_through_the_registrar():
    story = with_fund(deciding())
    own = replace(story.case.respondent, holder_kind=HolderKind.MARKETPLACE, holder=story.case.marketplace)
    story.case.respondent = own
    issue(story)
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert story.case.frames["compliance.refund/d-1"].facts.actors == (Role.REGISTRAR,)
    with pytest.raises(no.NotAllowed):
        reports(story, "d-1")
    reports(story, "d-1", by=Actor(Role.REGISTRAR, "registrar"))


def test_once_final_the_respondent_owes_the_fund_and_not_the_complainant():
    story = ordered()
    reports(story, "d-1")
    story.wait_for("review.ask")
    assert lines_of(story)[1:] == [(Remedy.RESTITUTION, eur(8000), Side.RESPONDENT, REPAID)]
    assert story.case.frames["compliance.money/d-2"].facts.actors == (Role.RESPONDENT,)
    with pytest.raises(no.NotAllowed):
        reports(story, "d-2", by=BUYER)
    reports(story, "d-2", Step.SUBMITTED, SELLER)
    reports(story, "d-2")
    assert story.case.ground is Ground.DECIDED
    assert left(story.case) == eur(4500), "the buyer has the price of the lamp once"


def test_what_a_fund_has_not_begun_to_pay_when_it_is_final_the_respondent_owes_directly():
    story = ordered()
    story.wait_for("review.ask")
    assert lines_of(story) == [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, None)]
    assert story.case.frames.keys() & {"compliance.refund/d-1", "compliance.refund/d-2"} == {"compliance.refund/d-2"}
    reports(story, "d-2")
    assert story.case.ground is Ground.DECIDED


def test_a_payment_that_is_on_its_way_counts_and_is_followed_to_its_end():
    story = ordered()
    reports(story, "d-1", Step.SUBMITTED)
    story.wait_for("review.ask")
    reports(story, "d-1", Step.FAILED)
    reports(story, "d-2")
    assert story.case.stage is Stage.COMPLIANCE, "the fund still has to pay"
    reports(story, "d-1")
    assert story.case.ground is Ground.DECIDED


def test_what_is_not_money_back_waits_until_it_is_final():
    story = ordered(refund(8000), APOLOGY, refund(1000, None, Remedy.DAMAGES))
    assert len(lines_of(story)) == 1
    reports(story, "d-1")
    story.wait_for("review.ask")
    assert [(what, part) for what, _, _, part in lines_of(story)[1:]] == [
        (Remedy.APOLOGY, None),
        (Remedy.DAMAGES, None),
        (Remedy.RESTITUTION, REPAID),
    ]


@pytest.mark.parametrize("line", [APOLOGY, refund(8000, remedy=Remedy.REFUND_ON_RETURN)])
def test_with_nothing_for_the_fund_to_pay_the_order_waits(line: RemedyLine):
    story = ordered(line)
    assert story.case.stage is Stage.STAY
    assert story.case.compensation is None
    story.wait_for("review.ask")
    assert [part for _, _, _, part in lines_of(story)] == [None]


def test_a_review_that_confirms_makes_it_final():
    story = in_review(ordered())
    reports(story, "d-1")
    reviewed(story, ReviewResult.CONFIRMED)
    done = {"line": "d-2", "step": Step.FULFILLED, "reference": "f-2"}
    assert opened(story.do(compensation.ReportFulfilment, ADMINISTRATOR, **done))
    assert lines_of(story)[1:] == [(Remedy.RESTITUTION, eur(8000), Side.RESPONDENT, REPAID)]
    assert story.case.ground is Ground.DECIDED


@pytest.mark.parametrize(
    ("overpaid", "back"),
    [
        (Overpaid.BORNE_BY_THE_FUND, []),
        (Overpaid.OWED_BACK, [(Remedy.RESTITUTION, eur(3000), Side.COMPLAINANT, REPAID)]),
    ],
)
def test_what_the_fund_overpaid_is_its_loss_or_owed_back(overpaid: Overpaid, back: list[Any]):
    story = in_review(ordered(overpaid=overpaid))
    reports(story, "d-1")
    reviewed(story, ReviewResult.CHANGED)
    accepted_anew(story)
    assert lines_of(story)[1:] == [(Remedy.RESTITUTION, eur(5000), Side.RESPONDENT, REPAID), *back]
    assert payees(story.case) == [], "nobody learns an account of the buyer for what is owed to the fund"


def test_after_a_dismissal_by_the_reviewer_the_respondent_owes_nothing():
    story = in_review(ordered())
    reports(story, "d-1")
    reviewed(story, ReviewResult.CHANGED, outcome=Outcome.DISMISSED, lines=())
    assert story.case.ground is Ground.DECIDED
    assert lines_of(story) == [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, PAYS)]
    back = in_review(ordered(overpaid=Overpaid.OWED_BACK))
    reports(back, "d-1")
    reviewed(back, ReviewResult.CHANGED, outcome=Outcome.DISMISSED, lines=())
    line = back.case.compensation.lines[-1]
    assert (line.remedy.owed_by, line.legs[0].amount) == (Side.COMPLAINANT, eur(8000))
    assert left(back.case) == eur(4500)
    reports(back, line.id)
    assert left(back.case) == eur(12500), "the buyer has nothing any more"


def test_more_than_the_fund_paid_is_owed_to_the_other_side():
    story = in_review(ordered(refund(3000)))
    reports(story, "d-1")
    reviewed(story, ReviewResult.CHANGED, lines=(refund(8000),))
    accepted_anew(story)
    assert lines_of(story)[1:] == [
        (Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT, None),
        (Remedy.RESTITUTION, eur(3000), Side.RESPONDENT, REPAID),
    ]
    assert left(story.case) == eur(4500)


def test_a_remitted_case_is_decided_as_if_the_fund_had_not_paid_and_it_pays_no_second_time():
    story = in_review(ordered(refund(3000)))
    reports(story, "d-1")
    reviewed(story, ReviewResult.REMITTED)
    story.wait_for("evidence.collect")
    story.do(decision.CompleteFile, DECIDER)
    with pytest.raises(no.MoreThanWasPaid):
        issue(story, decision="d3", lines=(refund(8001),))
    issue(story, decision="d3", lines=(refund(8000),))
    accepted_anew(story)
    assert lines_of(story)[1:] == [(Remedy.REFUND_PARTIAL, eur(5000), Side.RESPONDENT, PAYS)]
    reports(story, "d3-1")
    story.wait_for("review.ask")
    assert lines_of(story)[2:] == [(Remedy.RESTITUTION, eur(8000), Side.RESPONDENT, REPAID)]


def test_what_failed_of_a_fund_is_tried_again_also_after_the_order_was_replaced():
    story = in_review(ordered(refund(3000)))
    reports(story, "d-1", Step.SUBMITTED)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(8000),))
    accepted_anew(story)
    reports(story, "d-1", Step.FAILED)
    reports(story, "d-1")
    assert lines_of(story)[0] == (Remedy.REFUND_PARTIAL, eur(3000), Side.RESPONDENT, PAYS)
    assert story.case.past_compensations[0].lines[0].step is Step.FULFILLED


def test_nobody_breaks_a_settlement_by_the_delay_of_a_fund():
    story = ordered()
    story.wait_for("compliance.refund")
    assert story.case.compensation.lines[0].non_compliant
    with pytest.raises(no.NotAtThisStage):
        story.do(breach.ReportBreach, BUYER, line="d-1", reasons=Text("Not paid."))


def test_with_nothing_to_review_the_respondent_pays_directly():
    story = decided()
    story.case.rulebook = replace(with_fund(story).case.rulebook, review=None)
    story.case.frames.pop("review.ask")
    story.wait(days=4)
    story.do(decision.AcceptDecision, BUYER, understood=True)
    assert lines_of(story) == [(Remedy.REFUND_PARTIAL, eur(8000), Side.RESPONDENT, None)]


def test_everybody_concerned_is_told_that_the_fund_pays_and_that_it_is_owed_to_it():
    story = ordered()
    just = [entry for entry in story.entries if isinstance(entry.event, CompensationOrdered)]
    assert message_to(Role.RESPONDENT, just) == message_to(Role.COMPLAINANT, just) == "fund_pays"
    assert message_to(Role.MARKETPLACE, just) is None, "they are told with the promise that it is paid"
    reports(story, "d-1")
    before = len(story.entries)
    story.wait_for("review.ask")
    final = story.entries[before:]
    assert {message_to(role, final) for role in (Role.RESPONDENT, Role.COMPLAINANT, Role.MARKETPLACE)} == {
        "fund_paid_back"
    }


def message_to(role: Role, entries: list[Entry]) -> str | None:
    line = first_line(role, "", [entry for entry in entries if entry.by.role is not role])
    return line.message if line else None
