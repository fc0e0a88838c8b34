"""Money that moves otherwise than by a refund, on both databases: two cases about one line of an order."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from odr import recoveries
from odr.clerk import Clerk
from odr.domain import compensation, negotiation
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import RecoverySource, ReviewResult, Step
from odr.domain.recovery import left, recovered
from odr.domain.remedies import Claim, ComplaintType, Remedy
from odr.domain.roles import Actor, Role, Side, Visitor
from odr.domain.rulebook import Rulebook
from odr.law import Law
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.verification import verify_dockets
from tests.core import test_fund, test_restitution
from tests.core.given import ORDER, SELLER, Story, complaint, eur, refund
from tests.core.test_after_decision import reviewed

AT_THE_DOOR = {
    Role.COMPLAINANT: Visitor("buyer"),
    Role.RESPONDENT: Visitor("seller-person", organisations=frozenset({"holzhaus"})),
    Role.MARKETPLACE: Visitor("admin", marketplaces=frozenset({"kiezmarkt"})),
}
FADED = (Claim("claim-2", "lamp", 1, ComplaintType.NOT_AS_DESCRIBED, (refund(8000),)),)
LAMP, OTHER = "case-1", "case-2"


class Court:
    """The story of one case, entered by a clerk, and an open case about the same line beside it."""

    def __init__(self, store: Store, story: Story) -> None:
        self.rulebooks: dict[str, Rulebook] = {**all_rulebooks(), DEFAULT: story.case.rulebook}
        self.clerk, self.store, self.now = Clerk(store, self.rulebooks), store, story.now
        self.clerk.open("KE", lambda number: complaint(case=LAMP, number=number), DEFAULT)
        for command in story.asked:
            self.ask(LAMP, command.by, lambda by, asked=command: replace(asked, by=by), command.at)
        self.clerk.open("KE", lambda number: complaint(case=OTHER, number=number, claims=FADED, at=self.now), DEFAULT)

    def ask(self, case: str, by: Actor, command: Any, at: datetime) -> None:
        visitor = AT_THE_DOOR.get(by.role) or Visitor(by.person)
        self.clerk.submit(case, visitor, command, at)

    def reports(self, line: str, step: Step, by: Actor = test_restitution.ADMINISTRATOR) -> None:
        report = {"line": line, "step": step, "reference": "re_1", "at": self.now}
        self.ask(LAMP, by, lambda who: compensation.ReportFulfilment(by=who, **report), self.now)

    def offers(self, amount: int) -> None:
        name = f"o-{amount}"
        self.ask(
            OTHER,
            SELLER,
            lambda by: negotiation.MakeOffer(by=by, at=self.now, offer=name, lines=(refund(amount),)),
            self.now,
        )

    def sees(self, case: str) -> Case:
        self.clerk.tell_of_recoveries(ORDER.id, self.now)
        return self.clerk.look_as(case, Role.SYSTEM, self.now).case

    def rows(self) -> list[tuple[RecoverySource, int]]:
        """The ledger: who gave back how much, and less where that was undone."""
        with self.store.read() as conn:
            rows = recoveries.ledger(conn, ORDER.id)
        return [(one.source, -one.amount.minor if one.undone else one.amount.minor) for one in rows]


def to_give_back() -> Story:
    """A reviewer left 50 of 80 EUR; the buyer is to give back 30, and the seller still owes damages."""
    story = test_restitution.in_review(test_restitution.ordered())
    test_restitution.paid(story)
    damages = replace(refund(1000, "shade", Remedy.DAMAGES), owed_by=Side.RESPONDENT)
    reviewed(story, ReviewResult.CHANGED, lines=(refund(5000), damages))
    test_restitution.accepted_anew(story)
    return story


def test_what_is_given_back_in_one_case_can_be_ordered_in_the_other(store: Store) -> None:
    court = Court(store, to_give_back())
    assert recovered(court.sees(OTHER), line="lamp") == 8000
    with pytest.raises(no.AlreadyRecovered):
        court.offers(3000)
    court.reports("d2-2", Step.FULFILLED)
    assert court.rows() == [(RecoverySource.ORDER, 8000), (RecoverySource.ORDER, -3000)]
    assert (recovered(court.sees(LAMP), line="lamp"), recovered(court.sees(OTHER), line="lamp")) == (5000, 5000)
    court.offers(3000)
    assert verify_dockets(store, Law(court.rulebooks)).divergence is None


def test_a_restitution_that_was_undone_is_no_room_for_anybody(store: Store) -> None:
    court = Court(store, to_give_back())
    court.reports("d2-2", Step.FULFILLED)
    court.reports("d2-2", Step.REVERSED)
    assert court.rows()[1:] == [(RecoverySource.ORDER, -3000), (RecoverySource.ORDER, 3000)]
    assert left(court.sees(LAMP)) == left(court.sees(OTHER)) == eur(4500)
    with pytest.raises(no.AlreadyRecovered):
        court.offers(3000)
    assert verify_dockets(store, Law(court.rulebooks)).divergence is None


def test_what_a_fund_pays_stands_in_the_ledger_under_its_name_and_is_paid_once(store: Store) -> None:
    story = test_fund.ordered()
    test_fund.reports(story, "d-1")
    story.wait_for("review.ask")
    test_fund.reports(story, "d-2", Step.SUBMITTED, SELLER)
    court = Court(store, story)
    assert court.rows() == [(RecoverySource.FUND, 8000)], "what the respondent owes the fund gives no payment back"
    [told] = court.sees(OTHER).recoveries
    assert (told.source, told.amount, told.line) == (RecoverySource.FUND, eur(8000), "lamp")
    with pytest.raises(no.AlreadyRecovered):
        court.offers(1)
    assert verify_dockets(store, Law(court.rulebooks)).divergence is None


def test_what_a_fund_never_began_is_taken_out_of_the_ledger_when_the_respondent_owes_it(store: Store) -> None:
    story = test_fund.ordered()
    story.wait_for("review.ask")
    story.do(compensation.ReportFulfilment, SELLER, line="d-2", step=Step.SUBMITTED, reference="re_1")
    court = Court(store, story)
    assert court.rows() == [(RecoverySource.FUND, 8000), (RecoverySource.FUND, -8000), (RecoverySource.ORDER, 8000)]
    assert left(court.sees(OTHER)) == eur(4500)
