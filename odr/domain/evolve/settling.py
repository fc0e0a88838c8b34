"""From entries to the case: what is said, offered, proposed and agreed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.parts import Bidding, Offer, Proposal, Settlement, Standing
from odr.domain.statements import Amendment
from odr.domain.words import Secret


def _message(case: Case, entry: Entry, event: e.MessageSent) -> None:
    case.messages.append((event, entry))


def _hidden(case: Case, entry: Entry, event: e.MessageHidden) -> None:
    case.hidden |= {event.message}


def _blocked(case: Case, entry: Entry, event: e.MessagesBlocked) -> None:
    case.takes_no_messages |= {event.side}


def _unblocked(case: Case, entry: Entry, event: e.MessagesUnblocked) -> None:
    case.takes_no_messages -= {event.side}


def _corrected(case: Case, entry: Entry, event: e.SubmissionCorrected) -> None:
    _amended(case, event, Amendment(event.reads, None, event.room, entry.by, entry.at))


def _withdrawn(case: Case, entry: Entry, event: e.SubmissionWithdrawn) -> None:
    _amended(case, event, Amendment(None, event.reasons, event.room, entry.by, entry.at))


def _amended(case: Case, event: e.SubmissionCorrected | e.SubmissionWithdrawn, one: Amendment) -> None:
    known = case.amendments.get((event.what, event.subject), ())
    case.amendments[event.what, event.subject] = (*known, one)


def _offer(case: Case, entry: Entry, event: e.OfferMade) -> None:
    if event.counters in case.offers:
        _offer_stands(case, event.counters, Standing.REPLACED)
    case.offers[event.offer] = Offer(
        event.offer, event.side, event.room, event.lines, event.conditions, event.counters, entry.by, entry.at
    )


def _offer_stands(case: Case, offer: str, standing: Standing) -> None:
    case.offers[offer] = replace(case.offers[offer], standing=standing)


def _bidding(case: Case, entry: Entry, event: e.BiddingOpened) -> None:
    case.biddings[event.bidding] = Bidding(event.bidding, event.round, entry.by, entry.at)


def _bid(case: Case, entry: Entry, event: e.BidGiven) -> None:
    bidding = case.biddings[event.bidding]
    case.biddings[event.bidding] = replace(bidding, bids=(*bidding.bids, (event.side, event.amount)))


def _bidding_closed(case: Case, entry: Entry, event: e.BiddingClosed) -> None:
    """Bids that did not meet are known to nobody any more, from this entry on."""
    bidding = case.biddings[event.bidding]
    if event.met:
        case.biddings[event.bidding] = replace(bidding, standing=Standing.ACCEPTED)
        return
    unknown = tuple((side, Secret(None, amount.commitment)) for side, amount in bidding.bids)
    case.biddings[event.bidding] = replace(bidding, standing=Standing.NOT_AGREED, bids=unknown)


def _proposal(case: Case, entry: Entry, event: e.ProposalMade) -> None:
    case.proposals[event.proposal] = Proposal(event.proposal, event.lines, event.reasons, entry.by, entry.at)


def _proposal_answered(case: Case, entry: Entry, event: e.ProposalAnswered) -> None:
    proposal = case.proposals[event.proposal]
    case.proposals[event.proposal] = replace(proposal, answers=(*proposal.answers, (event.side, event.accepts)))


def _proposal_closed(case: Case, entry: Entry, event: e.ProposalClosed) -> None:
    standing = Standing.ACCEPTED if event.accepted else Standing.NOT_AGREED
    case.proposals[event.proposal] = replace(case.proposals[event.proposal], standing=standing)


def _settled(case: Case, entry: Entry, event: e.SettlementReached) -> None:
    case.settlement = Settlement(event.settlement, event.lines, event.conditions, event.effect, entry.at)


def _standing(standing: Standing) -> Callable[[Case, Entry, Any], None]:
    return lambda case, entry, event: _offer_stands(case, event.offer, standing)


SETTLING: Folding = {
    e.MessageSent: _message,
    e.MessageHidden: _hidden,
    e.MessagesBlocked: _blocked,
    e.MessagesUnblocked: _unblocked,
    e.SubmissionCorrected: _corrected,
    e.SubmissionWithdrawn: _withdrawn,
    e.OfferMade: _offer,
    e.OfferAccepted: _standing(Standing.ACCEPTED),
    e.OfferDeclined: _standing(Standing.DECLINED),
    e.OfferWithdrawn: _standing(Standing.WITHDRAWN),
    e.OfferLapsed: _standing(Standing.LAPSED),
    e.BiddingOpened: _bidding,
    e.BidGiven: _bid,
    e.BiddingClosed: _bidding_closed,
    e.NegotiationLeft: nothing,
    e.ProposalMade: _proposal,
    e.ProposalAnswered: _proposal_answered,
    e.ProposalClosed: _proposal_closed,
    e.MediationEnded: nothing,
    e.SettlementReached: _settled,
}
