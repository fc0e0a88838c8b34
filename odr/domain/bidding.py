"""Secret bids: both sides name an amount that the other never sees; it settles the case when they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Bidding, Case, Entry, Standing
from odr.domain.events import Ending, Event, Stage
from odr.domain.guards import TALKING, Command, require_binding_word, require_side, require_stage, require_understood
from odr.domain.lines import check_lines
from odr.domain.money import Money
from odr.domain.recovery import require_left
from odr.domain.remedies import Remedy, RemedyLine
from odr.domain.roles import Actor, Room, SaleRole, Side, own_room
from odr.domain.rulebook.sections import BlindBids
from odr.domain.settlement import settle
from odr.domain.timeframes import end_clause, open_frame
from odr.domain.words import Secret

ANSWER_CLAUSE = "negotiation.blind_bids.answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBidding(Command):
    """Ask both sides for a secret bid."""

    bidding: str


def may_open_bidding(by: Actor, case: Case) -> None:
    require_side(by)
    require_stage(case, Stage.NEGOTIATION)
    rule = _rule(case)
    if any(one.standing is Standing.OPEN for one in case.biddings.values()):
        raise no.AlreadyDone()
    if len(case.biddings) >= rule.rounds:
        raise no.RoundsUsedUp(rounds=rule.rounds)


def _rule(case: Case) -> BlindBids:
    if case.rulebook.negotiation.blind_bids is None:
        raise no.BidsNotProvided()
    return case.rulebook.negotiation.blind_bids


def open_bidding(ask: OpenBidding, case: Case) -> list[Event]:
    """Both sides can bid until the bound (rulebook: negotiation.blind_bids)."""
    may_open_bidding(ask.by, case)
    opened = e.BiddingOpened(ask.bidding, len(case.biddings) + 1)
    return [opened, open_frame(case, ANSWER_CLAUSE, ask.at, subject=ask.bidding, room=Room.WITHOUT_PREJUDICE)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBid(Command):
    """The complainant's side: the least it would take. The respondent's: the most it would pay."""

    bidding: str
    amount: Money
    understood: bool


def may_give_bid(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_stage(case, *TALKING)
    if not any(one.standing is Standing.OPEN and one.bid_of(side) is None for one in case.biddings.values()):
        raise no.NothingToAnswer()
    require_binding_word(by, case)


def give_bid(ask: GiveBid, case: Case) -> list[Event]:
    """Nothing follows before both bids are in; then a settlement, or only that they did not meet."""
    side = require_side(ask.by)
    require_stage(case, *TALKING)
    bidding = _require_open(case, ask.bidding)
    if bidding.bid_of(side) is not None:
        raise no.AlreadyDone()
    require_binding_word(ask.by, case)
    check_lines([_line(case, ask.amount)], case)
    require_understood(ask.understood)
    told = case.rulebook.effect.consent.told_before
    given = e.BidGiven(bidding.id, side, own_room(side), Secret(str(ask.amount.minor)), told)
    return [given, *_both_in(bidding, side, ask, case)]


def _require_open(case: Case, bidding: str) -> Bidding:
    found = case.biddings.get(bidding)
    if found is None:
        raise no.NotFound()
    if found.standing is not Standing.OPEN:
        raise no.BiddingNotOpen()
    return found


def _both_in(bidding: Bidding, side: Side, ask: GiveBid, case: Case) -> list[Event]:
    given = bidding.bid_of(side.other)
    theirs = given.minor if given else None
    if theirs is None:
        return []
    mine = ask.amount.minor
    demand, offer = (mine, theirs) if side is Side.COMPLAINANT else (theirs, mine)
    agreed = _line(case, Money(midpoint(demand, offer, to_buyer=_buyer_is_paid(case)), case.order.currency))
    if not near(demand, offer, _rule(case).within_percent) or not _is_left(agreed, case):
        return [e.BiddingClosed(bidding.id, met=False), *end_clause(case, ANSWER_CLAUSE, Ending.MET, bidding.id)]
    return [e.BiddingClosed(bidding.id, met=True), *settle(case, bidding.id, [agreed], None, ask.at)]


def _is_left(agreed: RemedyLine, case: Case) -> bool:
    """Whether the payment still holds so much. A refusal here would tell the other side's bid, so it is none."""
    try:
        require_left([agreed], case)
    except no.AlreadyRecovered:
        return False
    return True


def near(demand: int, offer: int, percent: int) -> bool:
    """Whether bids meet: the offer covers the demand, or stays below it by no more than so many percent of it."""
    return (demand - offer) * 100 <= demand * percent


def midpoint(demand: int, offer: int, *, to_buyer: bool) -> int:
    """Half way, in minor units; half a unit goes to the buyer (procedure: counting)."""
    return (demand + offer + to_buyer) // 2


def _buyer_is_paid(case: Case) -> bool:
    return case.complainant.sale_role is SaleRole.BUYER


def _line(case: Case, amount: Money) -> RemedyLine:
    """What a bid is about: the respondent pays this much for the whole order, and the dispute is settled."""
    return RemedyLine(Remedy.REFUND_PARTIAL if _buyer_is_paid(case) else Remedy.DAMAGES, None, 1, amount)


def bidding_lapsed(bidding: str) -> list[Event]:
    """Not both sides gave a bid in time."""
    return [e.BiddingClosed(bidding, met=False)]


def spent(entries: Sequence[Entry], new: Sequence[Entry]) -> frozenset[int]:
    """The numbers of the entries whose amounts are erased with the entries `new`: bids that did not meet."""
    closed = (entry.event for entry in new if isinstance(entry.event, e.BiddingClosed))
    over = {event.bidding for event in closed if not event.met}
    if not over:
        return frozenset()
    bids = ((entry.number, entry.event) for entry in (*entries, *new) if isinstance(entry.event, e.BidGiven))
    return frozenset(number for number, event in bids if event.bidding in over)
