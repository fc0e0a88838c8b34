"""Secret bids: they meet half way, or nobody learns more than that they did not (rulebook: negotiation.blind_bids)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from odr.domain import bidding, filing, negotiation
from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Standing
from odr.domain.evolve import fold
from odr.domain.money import Money
from odr.domain.possible import Action, available_actions
from odr.domain.remedies import Remedy
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.words import Secret, Text
from odr.views import seen
from tests.core.given import ADMINISTRATOR, BUYER, BY_THE_SELLER, MEDIATOR, RULEBOOK, SELLER, Story, eur, refund
from tests.core.test_recovery import told


def negotiating(**filed: object) -> Story:
    story = Story().file(**filed)
    filer, other = (SELLER, BUYER) if filed else (BUYER, SELLER)
    complainant, respondent = Actor(Role.COMPLAINANT, filer.person), Actor(Role.RESPONDENT, other.person)
    story.do(filing.AnswerComplaint, respondent, position=e.Position.DISPUTES, statement=Text("It left us whole."))
    story.do(filing.EscalateComplaint, complainant, reasons=Text("It did not."))
    story.do(filing.AdmitCase, ADMINISTRATOR)
    return story


def bidden(**filed: object) -> Story:
    story = negotiating(**filed)
    story.do(bidding.OpenBidding, Actor(Role.COMPLAINANT, "buyer"), bidding="b-1")
    return story


def bid(story: Story, by: Actor, minor: int, name: str = "b-1") -> list[e.Event]:
    return story.do(bidding.GiveBid, by, bidding=name, amount=eur(minor), understood=True)


def kinds(events: list[e.Event]) -> list[str]:
    return [type(event).__name__ for event in events]


def test_a_round_waits_for_both_sides_and_is_without_prejudice():
    story = negotiating()
    opened, frame = story.do(bidding.OpenBidding, SELLER, bidding="b-1")
    assert opened == e.BiddingOpened("b-1", 1)
    assert isinstance(frame, e.FrameOpened)
    assert (frame.clause, frame.limit, frame.room) == ("negotiation.blind_bids.answer", "3d", Room.WITHOUT_PREJUDICE)
    assert frame.actors == (Role.COMPLAINANT, Role.RESPONDENT)


def test_one_bid_says_nothing_to_anybody_else():
    story = bidden()
    (given,) = bid(story, BUYER, 6000)
    assert given == e.BidGiven("b-1", Side.COMPLAINANT, Room.OWN_COMPLAINANT, Secret("6000"), given.told)
    assert given.told == RULEBOOK.effect.consent.told_before
    before = story.entries[:-1]
    for role in set(Role) - {Role.COMPLAINANT, Role.SYSTEM}:
        assert seen(role, story.entries) == seen(role, before), role


@pytest.mark.parametrize("first", [BUYER, SELLER], ids=["buyer first", "seller first"])
def test_bids_that_cross_settle_half_way(first: Actor):
    story = bidden()
    amounts = {BUYER: 4000, SELLER: 5001}
    bid(story, first, amounts.pop(first))
    ((other, amount),) = amounts.items()
    events = bid(story, other, amount)
    assert kinds(events)[:2] == ["BidGiven", "BiddingClosed"]
    assert e.BiddingClosed("b-1", met=True) in events
    settled = next(one for one in events if isinstance(one, e.SettlementReached))
    assert settled.settlement == "b-1"
    assert settled.lines == (refund(4501, None),), "half a unit goes to the buyer"
    assert story.case.biddings["b-1"].standing is Standing.ACCEPTED
    assert story.case.compensation is not None


@pytest.mark.parametrize(("offer", "settles"), [(5400, True), (5399, False), (6000, True)])
def test_bids_meet_within_the_share_of_the_demand(offer: int, settles: bool):
    story = bidden()
    bid(story, BUYER, 6000)
    assert ("SettlementReached" in kinds(bid(story, SELLER, offer))) is settles


def test_half_a_unit_goes_to_the_buyer_who_pays():
    story = bidden(**BY_THE_SELLER)
    bid(story, Actor(Role.COMPLAINANT, "seller-person"), 4000)
    events = bid(story, Actor(Role.RESPONDENT, "buyer"), 4001)
    (settled,) = [one for one in events if isinstance(one, e.SettlementReached)]
    assert settled.lines == (refund(4000, None, Remedy.DAMAGES),)


def test_bids_that_do_not_meet_leave_only_that():
    story = bidden()
    bid(story, BUYER, 8000)
    events = bid(story, SELLER, 1000)
    assert kinds(events) == ["BidGiven", "BiddingClosed", "FrameEnded"]
    closed = story.case.biddings["b-1"]
    assert closed.standing is Standing.NOT_AGREED
    assert [amount.minor for _, amount in closed.bids] == [None, None], "not even to their authors"
    assert story.case.settlement is None
    numbers = {entry.number for entry in story.entries if isinstance(entry.event, e.BidGiven)}
    assert bidding.spent(story.entries[:-3], story.entries[-3:]) == numbers


def test_a_round_that_not_both_answered_ends_like_one_that_did_not_meet():
    answered, silent = bidden(), bidden()
    bid(answered, BUYER, 8000)
    for story in (answered, silent):
        story.now += timedelta(days=4)
        story.wait()
    for role in (Role.RESPONDENT, Role.MEDIATOR):
        assert seen(role, answered.entries) == seen(role, silent.entries)
    assert answered.case.biddings["b-1"].standing is Standing.NOT_AGREED
    assert [amount.minor for _, amount in answered.case.biddings["b-1"].bids] == [None]


def test_there_are_three_rounds():
    story = bidden()
    for number in (1, 2, 3):
        with pytest.raises(no.AlreadyDone):
            story.do(bidding.OpenBidding, BUYER, bidding="another")
        bid(story, BUYER, 8000, f"b-{number}")
        bid(story, SELLER, 1000, f"b-{number}")
        if number < 3:
            story.do(bidding.OpenBidding, BUYER, bidding=f"b-{number + 1}")
    with pytest.raises(no.RoundsUsedUp, match="All 3 rounds"):
        story.do(bidding.OpenBidding, BUYER, bidding="b-4")
    assert [one.round for one in story.case.biddings.values()] == [1, 2, 3]


def test_what_a_bid_cannot_be():
    story = bidden()
    for amount, refusal in (
        (eur(0), no.AmountMissing),
        (eur(12501), no.MoreThanWasPaid),
        (Money(1, "USD"), no.WrongCurrency),
    ):
        with pytest.raises(refusal):
            story.do(bidding.GiveBid, BUYER, bidding="b-1", amount=amount, understood=True)
    with pytest.raises(no.EffectNotConfirmed):
        story.do(bidding.GiveBid, BUYER, bidding="b-1", amount=eur(100), understood=False)
    with pytest.raises(no.NotFound):
        bid(story, BUYER, 100, "b-9")
    with pytest.raises(no.NotAllowed):
        bid(story, MEDIATOR, 100)
    bid(story, BUYER, 8000)
    with pytest.raises(no.AlreadyDone):
        bid(story, BUYER, 7000)
    bid(story, SELLER, 1000)
    with pytest.raises(no.BiddingNotOpen):
        bid(story, BUYER, 100)


def test_an_offer_accepted_meanwhile_ends_the_round_unmet():
    story = bidden()
    bid(story, BUYER, 6000)
    story.do(negotiation.MakeOffer, SELLER, offer="o", lines=(refund(3000),))
    events = story.do(negotiation.AcceptOffer, BUYER, offer="o", understood=True)
    assert e.BiddingClosed("b-1", met=False) in events
    assert len(bidding.spent(story.entries, story.entries)) == 1


def test_a_round_outlives_the_negotiation():
    story = bidden()
    bid(story, BUYER, 5000)
    story.now += timedelta(days=2)
    story.wait()
    frame = story.case.frames["negotiation.blind_bids.answer/b-1"]
    story.now = frame.due - timedelta(hours=1)
    assert "SettlementReached" in kinds(bid(story, SELLER, 5000))


def test_what_is_possible_is_asked_of_the_own_fold_alone():
    story = bidden()
    bid(story, BUYER, 6000)
    for by, may in ((BUYER, False), (SELLER, True), (MEDIATOR, False)):
        own = fold(story.case.id, seen(by.role, story.entries), RULEBOOK)
        acts = {one.action for one in available_actions(by, own, story.now)}
        assert (Action.GIVE_BID in acts) is may, by
        assert Action.OPEN_BIDDING not in acts


def test_a_rulebook_without_bids_says_so():
    talks = replace(RULEBOOK.negotiation, blind_bids=None)
    story = negotiating()
    story.case.rulebook = replace(RULEBOOK, negotiation=talks)
    with pytest.raises(no.BidsNotProvided):
        story.do(bidding.OpenBidding, BUYER, bidding="b-1")
    acts = {one.action for one in available_actions(BUYER, story.case, story.now)}
    assert Action.OPEN_BIDDING not in acts


def test_what_came_back_meanwhile_is_no_refusal_that_tells_the_other_bid():
    story = bidden()
    bid(story, BUYER, 9000)
    told(story, 8000)
    with pytest.raises(no.AlreadyRecovered):
        bid(story, SELLER, 9000)
    events = bid(story, SELLER, 4500)
    assert e.BiddingClosed("b-1", met=False) in events, "the half way of bids that are too far apart"
    story.do(bidding.OpenBidding, SELLER, bidding="b-2")
    bid(story, BUYER, 4500, "b-2")
    told(story, 200)
    events = bid(story, SELLER, 4300, "b-2")
    assert e.BiddingClosed("b-2", met=False) in events, "bids that met above what is left"
    assert story.case.settlement is None
