"""What is left of secret bids in the store, on both databases: nothing that tells an amount, once they did not meet."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from odr.clerk import Clerk
from odr.docket import entries, texts
from odr.domain import bidding, filing, negotiation
from odr.domain import events as e
from odr.domain.case import Standing
from odr.domain.roles import Role, Visitor
from odr.domain.words import Text
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata
from odr.verification import verify_dockets
from tests.core.given import FILED_AT, complaint, eur, refund

BUYER, MARKETPLACE = Visitor("buyer"), Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
CASE = "case-1"


def hours(count: float) -> datetime:
    return FILED_AT + timedelta(hours=count)


def act(clerk: Clerk, visitor: Visitor, at: datetime, kind: Any, **asked: Any) -> None:
    clerk.submit(CASE, visitor, lambda by: kind(by=by, at=at, **asked), at)


@pytest.fixture
def clerk(store: Store) -> Clerk:
    """A case in negotiation with an open round in which the buyer has bid."""
    clerk = Clerk(store, all_rulebooks())
    clerk.open("KE", lambda number: complaint(number=number), DEFAULT)
    statement = Text("It left us whole.")
    act(clerk, SELLER, hours(1), filing.AnswerComplaint, position=e.Position.DISPUTES, statement=statement)
    act(clerk, BUYER, hours(2), filing.EscalateComplaint, reasons=Text("It did not."))
    act(clerk, MARKETPLACE, hours(3), filing.AdmitCase)
    act(clerk, BUYER, hours(4), bidding.OpenBidding, bidding="b-1")
    bid(clerk, BUYER, 7219, hours(5))
    return clerk


def bid(clerk: Clerk, visitor: Visitor, minor: int, at: datetime) -> None:
    act(clerk, visitor, at, bidding.GiveBid, bidding="b-1", amount=eur(minor), understood=True)


def beside(store: Store) -> list[Any]:
    """The words and salts that lie beside the entries of bids."""
    of_a_bid = (texts.c.case_id == entries.c.case_id) & (texts.c.number == entries.c.number)
    asked = select(texts.c.body, texts.c.salt).join(entries, of_a_bid).where(entries.c.kind == "BidGiven")
    with store.read() as conn:
        return [tuple(row) for row in conn.execute(asked)]


def test_a_bid_is_sealed_by_a_commitment_and_known_to_its_side_alone(clerk: Clerk, store: Store):
    assert [body for body, _ in beside(store)] == ["7219"]
    mine = clerk.look(CASE, BUYER, hours(6)).case.biddings["b-1"]
    assert [amount.minor for _, amount in mine.bids] == [7219]
    for role in (Role.RESPONDENT, Role.MARKETPLACE, Role.MEDIATOR, Role.REGULATOR):
        assert not [one for one in clerk.look_as(CASE, role, hours(6)).entries if isinstance(one.event, e.BidGiven)]


def test_bids_that_do_not_meet_are_erased_with_their_salts_by_the_entry_that_says_so(clerk: Clerk, store: Store):
    bid(clerk, SELLER, 1153, hours(6))
    assert beside(store) == []
    for one in (clerk, Clerk(store, all_rulebooks())):
        for visitor in (BUYER, SELLER):
            closed = one.look(CASE, visitor, hours(7)).case.biddings["b-1"]
            assert closed.standing is Standing.NOT_AGREED
            assert [amount.minor for _, amount in closed.bids] == [None]
    assert verify_dockets(store, clerk.law).divergence is None, "the seals hold without the amounts"


def test_no_table_holds_an_amount_that_did_not_meet(clerk: Clerk, store: Store):
    bid(clerk, SELLER, 1153, hours(6))
    with store.read() as conn:
        for table in metadata.sorted_tables:
            for row in conn.execute(table.select()):
                told = [value for value in row if isinstance(value, str) and ("7219" in value or "1153" in value)]
                assert not [one for one in told if not is_hash(one)], table.name


def is_hash(told: str) -> bool:
    """Whether the digits stand in a row only as part of longer hexadecimal numbers."""
    import re

    return not re.search(r"(?<![0-9a-f])(7219|1153|72\.19|11\.53)(?![0-9a-f])", told)


def test_a_round_that_ends_by_time_erases_the_one_bid(clerk: Clerk, store: Store):
    clerk.sweep(hours(24 * 5))
    assert beside(store) == []


def test_an_accepted_offer_erases_the_open_bid(clerk: Clerk, store: Store):
    act(clerk, SELLER, hours(6), negotiation.MakeOffer, offer="o", lines=(refund(3000),))
    act(clerk, BUYER, hours(7), negotiation.AcceptOffer, offer="o", understood=True)
    assert beside(store) == []


def test_bids_that_met_stay_as_the_proof_of_the_settlement(clerk: Clerk, store: Store):
    bid(clerk, SELLER, 7000, hours(6))
    assert sorted(body for body, _ in beside(store)) == ["7000", "7219"]
    assert clerk.look(CASE, SELLER, hours(7)).case.settlement.lines == (refund(7110, None),)


def test_the_file_of_the_database_forgets_the_salts_too(clerk: Clerk, store: Store):
    if store.dialect != "sqlite":
        pytest.skip("a PostgreSQL server vacuums in its own time")
    ((_, salt),) = beside(store)
    path = Path(str(store.engine.url.database))

    def held() -> bool:
        with store.read() as conn:
            conn.execute(text("pragma wal_checkpoint(truncate)"))
        return salt in b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))

    assert held()
    bid(clerk, SELLER, 1153, hours(6))
    assert not held()
