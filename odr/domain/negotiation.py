"""Structured offers: make, counter, accept, decline, take back; and leaving the negotiation early."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case, Frame, Offer, Standing
from odr.domain.conditions import Forbidden, require_allowed
from odr.domain.course import close, onward
from odr.domain.events import Ending, Event, Ground, How, Position, Stage
from odr.domain.filing import after_answer
from odr.domain.guards import (
    TALKING,
    Command,
    require_binding_word,
    require_from,
    require_payer,
    require_side,
    require_stage,
    require_understood,
    when_days_are_over,
)
from odr.domain.lines import check_lines, require_to_come
from odr.domain.remedies import RemedyLine
from odr.domain.roles import Actor, Role, Room, Side
from odr.domain.rulebook import StageName
from odr.domain.settlement import settle
from odr.domain.timeframes import TYPED, end_clause, open_frame
from odr.domain.words import Text

BEFORE_NEGOTIATION = (Stage.COMPLAINT, Stage.ESCALATION, Stage.INTAKE, Stage.RESPONSE)
ANSWER_CLAUSE = "negotiation.offer_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOffer(Command):
    """Offer remedies that hold together.

    `room` None: open before the negotiation, without prejudice from then on; for a counter-offer the room of the offer
    that it answers. `forbidden`: what was found in its words that no offer may ask for.
    """

    offer: str
    lines: tuple[RemedyLine, ...]
    conditions: Text | None = None
    expires: datetime | None = None
    counters: str | None = None
    room: Room | None = None
    forbidden: Collection[Forbidden] = ()


def may_make_offer(by: Actor, case: Case) -> None:
    """What is offered binds once it is accepted."""
    require_side(by)
    require_stage(case, *TALKING)
    require_binding_word(by, case)


def make_offer(ask: MakeOffer, case: Case) -> list[Event]:
    """An offer waits for the other side until its bound; a counter-offer replaces what it answers at once."""
    may_make_offer(ask.by, case)
    side = require_side(ask.by)
    room = _room(ask, case)
    _require_lines(ask, case)
    require_allowed(ask.forbidden)
    replaced = _replaced(ask, case, side)
    offer = e.OfferMade(ask.offer, side, room, ask.lines, ask.conditions, ask.expires, ask.counters)
    answer = open_frame(
        case,
        ANSWER_CLAUSE,
        ask.at,
        subject=ask.offer,
        room=room,
        actors=(Role(side.other.value),),
        typed=ask.expires,
    )
    return [*_counts_as_answer(ask, case, side), *replaced, offer, answer]


def _room(ask: MakeOffer, case: Case) -> Room:
    """A counter-offer stays in its offer's room: elsewhere it would tell those who hear only one of the two."""
    countered = case.offers.get(ask.counters) if ask.counters else None
    of_the_stage = Room.OPEN if case.stage in BEFORE_NEGOTIATION else Room.WITHOUT_PREJUDICE
    usual = countered.room if countered else of_the_stage
    room = ask.room or usual
    if countered and room is not usual:
        raise no.RoomNotOpen(hint="A counter-offer is made in the room of the offer that it answers.")
    if room not in (Room.OPEN, Room.WITHOUT_PREJUDICE):
        raise no.RoomNotOpen(hint="An offer is made openly or without prejudice.")
    if room is Room.WITHOUT_PREJUDICE and case.stage in BEFORE_NEGOTIATION:
        raise no.RoomNotOpen(hint="Before the negotiation an offer is open.")
    if room is Room.OPEN and case.record_closed:
        raise no.RecordIsClosed()
    return room


def _require_lines(ask: MakeOffer, case: Case) -> None:
    if not ask.lines:
        raise no.NothingAsked(field="lines")
    check_lines(ask.lines, case)
    if ask.expires is not None and ask.expires <= ask.at:
        raise no.DateInThePast()
    require_to_come(ask.lines, ask.at)


def _replaced(ask: MakeOffer, case: Case, side: Side) -> list[Event]:
    if ask.counters is None:
        return []
    countered = require_open_offer(case, ask.counters)
    require_other_side(countered, side)
    return [*end_clause(case, ANSWER_CLAUSE, Ending.MET, countered.id)]


def _counts_as_answer(ask: MakeOffer, case: Case, side: Side) -> list[Event]:
    """A remedy offered by the respondent answers the complaint (rulebook: complaint, may_escalate_on)."""
    if side is not Side.RESPONDENT or case.stage not in (Stage.COMPLAINT, Stage.RESPONSE):
        return []
    return [e.AnswerGiven(Position.OFFERS_REMEDY, None), *after_answer(case, ask.at)]


def require_open_offer(case: Case, offer: str) -> Offer:
    found = case.offers.get(offer)
    if found is None:
        raise no.NotFound()
    if found.standing is not Standing.OPEN:
        raise no.OfferNotOpen()
    return found


def require_other_side(offer: Offer, side: Side) -> None:
    if offer.side is side:
        raise no.OwnOffer()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptOffer(Command):
    offer: str
    understood: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineOffer(Command):
    offer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawOffer(Command):
    offer: str


def may_answer_offer(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_stage(case, *TALKING)
    if not _open_offers(case, side.other):
        raise no.NothingToAnswer()
    require_payer(by)


def may_accept_offer(by: Actor, case: Case) -> None:
    may_answer_offer(by, case)
    require_binding_word(by, case)


def may_withdraw_offer(by: Actor, case: Case) -> None:
    side = require_side(by)
    require_stage(case, *TALKING)
    require_payer(by)
    if not _open_offers(case, side):
        raise no.NothingToAnswer()


def _open_offers(case: Case, side: Side) -> list[Offer]:
    return [one for one in case.offers.values() if one.side is side and one.standing is Standing.OPEN]


def accept_offer(ask: AcceptOffer, case: Case) -> list[Event]:
    """The other side's open offer becomes the settlement (rulebook: effect.settlement)."""
    offer = _require_answerable(ask.by, ask.offer, case)
    require_binding_word(ask.by, case)
    require_understood(ask.understood)
    accepted = e.OfferAccepted(offer.id, offer.room, case.rulebook.effect.consent.told_before)
    return [accepted, *settle(case, offer.id, offer.lines, offer.conditions, ask.at)]


def decline_offer(ask: DeclineOffer, case: Case) -> list[Event]:
    offer = _require_answerable(ask.by, ask.offer, case)
    ended = end_clause(case, ANSWER_CLAUSE, Ending.MET, offer.id)
    return [e.OfferDeclined(offer.id, offer.room), *ended]


def _require_answerable(by: Actor, offer: str, case: Case) -> Offer:
    side = require_side(by)
    require_stage(case, *TALKING)
    found = require_open_offer(case, offer)
    require_other_side(found, side)
    require_payer(by)
    return found


def withdraw_offer(ask: WithdrawOffer, case: Case) -> list[Event]:
    side = require_side(ask.by)
    require_stage(case, *TALKING)
    require_payer(ask.by)
    offer = require_open_offer(case, ask.offer)
    if offer.side is not side:
        raise no.NotAllowed()
    ended = end_clause(case, ANSWER_CLAUSE, Ending.MOOT, offer.id)
    return [e.OfferWithdrawn(offer.id, offer.room), *ended]


def offer_unanswered(case: Case, offer: Offer, frame: Frame) -> list[Event]:
    """The complainant let the respondent's offer pass before opening a dispute, so the case closes (PayPal [pp]).

    Only the rulebook's own time does that: a bound that a respondent typed could end a case overnight.
    """
    waiting = case.stage in (Stage.COMPLAINT, Stage.ESCALATION) and not case.awaits_guardian(Side.COMPLAINANT)
    if not waiting or offer.side is not Side.RESPONDENT or frame.facts.limit == TYPED:
        return [e.OfferLapsed(offer.id, offer.room)]
    return close(case, Ground.NOT_ESCALATED, How.BY_RULE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNegotiation(Command):
    """One side sees no agreement and asks for the mediator before the time is over."""


def may_leave_negotiation(by: Actor, case: Case) -> None:
    require_side(by)
    require_stage(case, Stage.NEGOTIATION)


def early_exit_from(case: Case) -> datetime | None:
    """When one side may leave: both have at least some days to talk (rulebook: negotiation.early_exit_after)."""
    days = case.rulebook.negotiation.early_exit_after
    zone = case.frames["negotiation.agree"].facts.zone
    return when_days_are_over(case.stage_since, days.length, zone) if days else None


def require_early_exit(at: datetime, case: Case) -> None:
    require_from(early_exit_from(case), at, case.frames["negotiation.agree"].facts.zone)


def leave_negotiation(ask: LeaveNegotiation, case: Case) -> list[Event]:
    may_leave_negotiation(ask.by, case)
    require_early_exit(ask.at, case)
    return [e.NegotiationLeft(require_side(ask.by)), *onward(case, StageName.NEGOTIATION, ask.at)]
