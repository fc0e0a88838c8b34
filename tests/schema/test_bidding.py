"""Secret bids through the API: nobody but their author reads one, and a repeat does not tell it either."""

from decimal import Decimal

import pytest

from odr.schema.base import MoneyInput
from odr.schema.bidding import GiveBidInput
from odr.schema.typed import hash_of
from tests.schema.house import Town, eur
from tests.schema.reading import CASE as EVERYTHING
from tests.schema.test_journey import actions, escalated, read

BIDS = "biddings { id round standing given yourBid { amount currency } }"
ACTS = "case { availableActions { action reasonIfBlocked } }"


def opened(town: Town) -> tuple[str, str]:
    case = escalated(town)
    made = town.as_("seller").done("openBidding", "bidding { id round expiresAt }", case=case)["bidding"]
    assert made["round"] == 1
    return case, made["id"]


def test_bids_that_meet_settle_half_way(town: Town) -> None:
    case, bidding = opened(town)
    asked = {"case": case, "bidding": bidding, "effectUnderstood": True}
    said = town.as_("buyer").done("giveBid", f"bidding {{ given }} {ACTS}", amount=eur("50.00"), **asked)
    assert said["bidding"]["given"] is True
    assert "GIVE_BID" not in actions(said)
    assert read(town.as_("seller"), case, BIDS)["biddings"][0]["given"] is False
    agreed = "case { stage settlement { lines { remedy line amount { amount } } } }"
    settled = town.as_("seller").done("giveBid", agreed, amount=eur("47.51"), **asked)["case"]
    assert settled["settlement"]["lines"] == [
        {"remedy": "REFUND_PARTIAL", "line": None, "amount": {"amount": "48.76"}}
    ], "half a unit goes to the buyer"


def test_a_bid_is_read_by_its_side_alone_and_by_nobody_once_it_did_not_meet(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    case, bidding = opened(town)
    asked = {"case": case, "bidding": bidding, "effectUnderstood": True}
    town.as_("buyer").done("giveBid", amount=eur("77.31"), **asked)
    town.work()
    for who in ("seller", "admin", "registrar"):
        assert "77.31" not in town.as_(who).post(EVERYTHING, id=case).text
    assert read(town.as_("buyer"), case, BIDS)["biddings"][0]["yourBid"] == eur("77.31")
    town.as_("seller").done("giveBid", amount=eur("12.17"), **asked)
    town.work()
    for who in ("buyer", "seller", "admin", "registrar"):
        told = town.as_(who).post(EVERYTHING, id=case).text
        assert "77.31" not in told, who
        assert "12.17" not in told, who
    over = read(town.as_("buyer"), case, BIDS)["biddings"][0]
    assert (over["standing"], over["given"], over["yourBid"]) == ("NOT_AGREED", True, None)
    assert "77.31" not in caplog.text
    assert "7731" not in caplog.text


def test_no_hash_is_kept_by_which_an_amount_could_be_tried(town: Town) -> None:
    case, bidding = opened(town)
    asked = {"case": case, "bidding": bidding, "effectUnderstood": True, "idempotencyKey": "k"}
    first = town.as_("buyer").done("giveBid", "replayed", amount=eur("77.31"), **asked)
    again = town.as_("buyer").done("giveBid", "replayed " + f"case {{ {BIDS} }}", amount=eur("10.00"), **asked)
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["case"]["biddings"][0]["yourBid"] == eur("77.31"), "the first one counts"
    one, other = (
        GiveBidInput(
            case=case,
            bidding=bidding,
            effect_understood=True,
            amount=MoneyInput(amount=Decimal(amount), currency="EUR"),
        )
        for amount in ("77.31", "10.00")
    )
    assert hash_of(one) == hash_of(other)


def test_what_is_refused_says_what_to_do(town: Town) -> None:
    case, bidding = opened(town)
    asked = {"case": case, "bidding": bidding, "effectUnderstood": True}
    for changes, code in (
        ({"amount": {"amount": "5.00", "currency": "USD"}}, "WRONG_CURRENCY"),
        ({"amount": eur("0.00")}, "AMOUNT_MISSING"),
        ({"amount": eur("900.00")}, "MORE_THAN_WAS_PAID"),
        ({"amount": eur("5.00"), "effectUnderstood": False}, "EFFECT_NOT_CONFIRMED"),
    ):
        refused = town.as_("buyer").act("giveBid", **{**asked, **changes})["userErrors"]
        assert [one["code"] for one in refused] == [code]
    again = town.as_("buyer").act("openBidding", case=case)["userErrors"]
    assert [one["code"] for one in again] == ["ALREADY_DONE"]
