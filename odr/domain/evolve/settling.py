"""From entries to the case: what is said, offered, proposed and agreed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from odr.domain import events as e
from odr.domain.case import Case, Entry
from odr.domain.evolve.folding import Folding, nothing
from odr.domain.parts import Offer, Proposal, Settlement, Standing


def _message(case: Case, entry: Entry, event: e.MessageSent) -> None:
    case.messages.append((event, entry))


def _offer(case: Case, entry: Entry, event: e.OfferMade) -> None:
    if event.counters in case.offers:
        _offer_stands(case, event.counters, Standing.REPLACED)
    case.offers[event.offer] = Offer(
        event.offer, event.side, event.room, event.lines, event.conditions, event.counters, entry.by, entry.at
    )


def _offer_stands(case: Case, offer: str, standing: Standing) -> None:
    case.offers[offer] = replace(case.offers[offer], standing=standing)


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
    e.OfferMade: _offer,
    e.OfferAccepted: _standing(Standing.ACCEPTED),
    e.OfferDeclined: _standing(Standing.DECLINED),
    e.OfferWithdrawn: _standing(Standing.WITHDRAWN),
    e.OfferLapsed: _standing(Standing.LAPSED),
    e.NegotiationLeft: nothing,
    e.ProposalMade: _proposal,
    e.ProposalAnswered: _proposal_answered,
    e.ProposalClosed: _proposal_closed,
    e.MediationEnded: nothing,
    e.SettlementReached: _settled,
}
