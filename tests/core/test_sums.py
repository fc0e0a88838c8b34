"""Sums that nobody can claim, offer or decide: another currency, alternatives added up, more than was paid."""

from dataclasses import replace
from typing import Any

import pytest

from odr.domain import decision, mediation, negotiation
from odr.domain import refusals as no
from odr.domain.events import Issue, Outcome, RecoverySource
from odr.domain.money import Money
from odr.domain.recovering import RecordRecovery
from odr.domain.remedies import Claim, ComplaintType, Remedy, RemedyLine
from odr.domain.roles import SERVICE
from odr.domain.words import Text
from tests.core.given import BUYER, DECIDER, MEDIATOR, SELLER, Story, eur, refund
from tests.core.test_procedure import deciding, issue, mediating, negotiating

DOLLARS = RemedyLine(Remedy.REFUND_PARTIAL, "lamp", 1, Money(100, "USD"))
DAMAGES_IN_DOLLARS = RemedyLine(Remedy.DAMAGES, "lamp", 1, Money(100, "USD"))
ALTERNATIVES = (refund(8000, remedy=Remedy.REFUND_FULL), refund(5000), refund(8000, remedy=Remedy.DAMAGES))


def claim(*remedies: RemedyLine) -> tuple[Claim, ...]:
    return (Claim("claim-1", "lamp", 1, ComplaintType.DAMAGED, remedies),)


@pytest.mark.parametrize("line", [DOLLARS, DAMAGES_IN_DOLLARS])
def test_nothing_is_claimed_offered_proposed_or_decided_in_a_currency_that_was_not_charged(line: RemedyLine):
    with pytest.raises(no.WrongCurrency, match="EUR"):
        Story().file(claims=claim(line))
    with pytest.raises(no.WrongCurrency, match="EUR"):
        negotiating().do(negotiation.MakeOffer, SELLER, offer="o", lines=(line,))
    with pytest.raises(no.WrongCurrency, match="EUR"):
        mediating().do(mediation.MakeProposal, MEDIATOR, proposal="p", lines=(line,), reasons=Text("Half way."))
    with pytest.raises(no.WrongCurrency, match="EUR"):
        issue(deciding(), lines=(line,))


def test_alternatives_of_a_claim_are_not_added_up_when_it_is_made():
    story = Story().file(claims=claim(*ALTERNATIVES))
    assert len(story.case.claims[0].remedies) == 3


@pytest.mark.parametrize("alternatives", [ALTERNATIVES[:2], ALTERNATIVES[:1] * 2])
def test_what_were_alternatives_cannot_be_had_together(alternatives: tuple[RemedyLine, ...]):
    """Each fits by itself; together they give back more than the lamp cost."""
    story = negotiating()
    for one in dict.fromkeys(alternatives):
        story.do(negotiation.MakeOffer, SELLER, offer=str(one.amount), lines=(one,))
    with pytest.raises(no.MoreThanWasPaid):
        story.do(negotiation.MakeOffer, SELLER, offer="o", lines=alternatives)
    with pytest.raises(no.MoreThanWasPaid):
        issue(deciding(), lines=alternatives)


def test_the_same_sum_is_decided_as_reasoned_damages_and_not_as_a_refund():
    """Reasoned damages stand outside the cap (procedure: fairness, one recovery ledger per payment)."""
    story = deciding()
    with pytest.raises(no.MoreThanWasPaid):
        issue(story, lines=(refund(8001),))
    asked: dict[str, Any] = {"decision": "d", "outcome": Outcome.GRANTED, "reasons": Text("The floor was ruined.")}
    issues = (Issue(Text("What was lost?"), Text("A floor."), ("C-1",), "CISG Art. 74"),)
    lines = (refund(8000), refund(8001, remedy=Remedy.DAMAGES))
    story.do(decision.IssueDecision, DECIDER, issues=issues, lines=lines, **asked)
    assert story.case.decision is not None
    assert story.case.decision.ordered == lines


def test_an_offer_of_the_buyer_is_held_to_the_same():
    with pytest.raises(no.MoreThanWasPaid):
        negotiating().do(negotiation.MakeOffer, BUYER, offer="o", lines=(refund(8001),))


@pytest.mark.parametrize("pieces", [1, 3])
def test_a_line_about_some_pieces_gives_back_what_those_cost(pieces: int):
    """Four bulbs cost 5.00 each."""
    within = RemedyLine(Remedy.REFUND_FULL, "bulbs", pieces, eur(500 * pieces))
    above = replace(within, amount=eur(500 * pieces + 1))
    for by, story in ((SELLER, negotiating()), (BUYER, negotiating())):
        with pytest.raises(no.MoreThanWasPaid, match=f"{5 * pieces}.00 EUR"):
            story.do(negotiation.MakeOffer, by, offer="o", lines=(above,))
        story.do(negotiation.MakeOffer, by, offer="o", lines=(within,))
    story, proposed = mediating(), {"proposal": "p", "reasons": Text("Half way.")}
    with pytest.raises(no.MoreThanWasPaid):
        story.do(mediation.MakeProposal, MEDIATOR, lines=(above,), **proposed)
    story.do(mediation.MakeProposal, MEDIATOR, lines=(within,), **proposed)
    story = deciding()
    with pytest.raises(no.MoreThanWasPaid):
        issue(story, lines=(above,))
    issue(story, lines=(within,))


def test_what_came_back_already_is_told_before_what_the_pieces_cost():
    story = negotiating()
    offered = RemedyLine(Remedy.REFUND_FULL, "bulbs", 1, eur(2500))
    came = {"number": 1, "payment": "pay-1", "source": RecoverySource.CHARGEBACK, "undone": False, "line": "bulbs"}
    story.do(RecordRecovery, SERVICE, amount=eur(2000), reference="case 7", recorded_at=story.now, **came)
    with pytest.raises(no.AlreadyRecovered, match=r"20.00 EUR was paid .* 20.00 EUR of it came back"):
        story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(offered,))


@pytest.mark.parametrize(("first", "second"), [(4, 1), (3, 2), (4, 4)])
def test_alternatives_are_not_added_up_as_claims_of_their_own(first: int, second: int):
    """Both would be granted together where silence decides: the money and new bulbs."""
    money, things = (
        RemedyLine(Remedy.REFUND_FULL, "bulbs", first, eur(500 * first)),
        RemedyLine(Remedy.REPLACE, "bulbs", second, None),
    )
    claims = (
        Claim("1", "bulbs", first, ComplaintType.DAMAGED, (money,)),
        Claim("2", "bulbs", second, ComplaintType.DAMAGED, (things,)),
    )
    with pytest.raises(no.ClaimedTwice, match=f"{first + second} of the 4"):
        Story().file(claims=claims)
    together = (replace(claims[0], remedies=(money, replace(things, quantity=first))),)
    assert Story().file(claims=together).case.claims == together


def test_some_pieces_can_be_claimed_otherwise_than_the_rest():
    back, new = RemedyLine(Remedy.REFUND_FULL, "bulbs", 3, eur(1500)), RemedyLine(Remedy.REPLACE, "bulbs", 1, None)
    claims = (
        Claim("1", "bulbs", 3, ComplaintType.DAMAGED, (back,)),
        Claim("2", "bulbs", 1, ComplaintType.DAMAGED, (new,)),
    )
    assert Story().file(claims=claims).case.claims == claims
