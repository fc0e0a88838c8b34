"""What both sides say and offer each other: messages, offers and their answers, leaving the negotiation."""

from datetime import datetime
from typing import Any

import strawberry

from odr.domain import negotiation, talk
from odr.domain import refusals as no
from odr.forbidden import forbidden_in
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, BINDING, CITING, LINES, CasePayload, RemedyLineInput, perform, remedy_lines
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.part_types import Message, Offer
from odr.schema.typed import cited, prose, words
from odr.schema.vocabulary import Room


@strawberry.input(description="Say something in one room.")
class SendMessageInput(CaseInput):
    """Input of `sendMessage`."""

    room: Room = strawberry.field(description="Who shall hear it: one of the case's roomsOpen.")
    words: str = prose(description="What you say; at most 20,000 characters.")
    exhibits: list[str] = cited()


@payload(*ACT, *CITING, no.MessagesNotTaken, no.RoomNotOpen, no.RecordIsClosed, no.ReasonsMissing)
class SendMessagePayload(CasePayload):
    """What was said, and the case."""

    message: Message | None = strawberry.field(default=None, description="What was said.")


@mutation
def send_message(ctx: Context, input: SendMessageInput) -> SendMessagePayload:
    """Say something in one room. Nobody outside it will ever know that something was said."""
    made = new_id()
    said: dict[str, Any] = {"room": input.room, "words": words(input.words), "exhibits": tuple(input.exhibits)}
    done = perform(ctx, input, talk.SendMessage, made=made, message=made, **said)
    sent = ids.encode("Message", done.subject)
    message = next((one for one in done.seen.messages if one.id == sent), None)
    return SendMessagePayload(case=done.case, message=message, replayed=done.replayed)


@strawberry.input(description="Take no more messages from the other side.")
class BlockMessagesInput(CaseInput):
    """Input of `blockMessages`."""


@payload(*ACT)
class BlockMessagesPayload(CasePayload):
    """The case."""


@mutation
def block_messages(ctx: Context, input: BlockMessagesInput) -> BlockMessagesPayload:
    """Take no more messages from the other side, open or without prejudice. Offers, answers and evidence still arrive.

    The other side and the mediator are told. No deadline moves.
    """
    done = perform(ctx, input, talk.BlockMessages)
    return BlockMessagesPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Take messages from the other side again.")
class UnblockMessagesInput(CaseInput):
    """Input of `unblockMessages`."""


@payload(*ACT)
class UnblockMessagesPayload(CasePayload):
    """The case."""


@mutation
def unblock_messages(ctx: Context, input: UnblockMessagesInput) -> UnblockMessagesPayload:
    """Take messages from the other side again."""
    done = perform(ctx, input, talk.UnblockMessages)
    return UnblockMessagesPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Offer remedies that hold together.")
class MakeOfferInput(CaseInput):
    """Input of `makeOffer`."""

    lines: list[RemedyLineInput] = strawberry.field(description="What you offer.")
    conditions: str | None = prose(default=None, description="Under which conditions.")
    expires_at: datetime | None = strawberry.field(
        default=None, description="Until when it can be accepted; the rulebook says it otherwise."
    )
    counters: strawberry.ID | None = strawberry.field(
        default=None, description="The other side's open offer that this one answers and replaces."
    )
    room: Room | None = strawberry.field(
        default=None,
        description="OPEN or WITHOUT_PREJUDICE; otherwise the countered offer's, or the usual one of the stage.",
    )


@payload(
    *ACT,
    *BINDING,
    *LINES,
    no.ConditionForbidden,
    no.DateInThePast,
    no.OfferNotOpen,
    no.OwnOffer,
    no.RoomNotOpen,
    no.RecordIsClosed,
)
class MakeOfferPayload(CasePayload):
    """The offer, and the case."""

    offer: Offer | None = strawberry.field(default=None, description="The offer as it stands.")


@mutation
def make_offer(ctx: Context, input: MakeOfferInput) -> MakeOfferPayload:
    """Offer remedies to the other side. A counter-offer replaces what it answers at once.

    Refused before anybody sees it when it asks for what no offer may ask for.
    """
    made, lines, conditions = new_id(), remedy_lines(input.lines), words(input.conditions)
    done = perform(
        ctx,
        input,
        negotiation.MakeOffer,
        made=made,
        offer=made,
        lines=lines,
        conditions=conditions,
        forbidden=forbidden_in(conditions, *(line.note for line in lines)),
        expires=input.expires_at,
        counters=ids.part(input.counters, "Offer") if input.counters is not None else None,
        room=input.room,
    )
    return MakeOfferPayload(case=done.case, offer=offer_in(done.seen.offers, done.subject), replayed=done.replayed)


def offer_in(offers: list[Offer], local: str) -> Offer | None:
    """The offer with this local id."""
    wanted = ids.encode("Offer", local)
    return next((one for one in offers if one.id == wanted), None)


@strawberry.input(description="Accept the other side's open offer.")
class AcceptOfferInput(CaseInput):
    """Input of `acceptOffer`."""

    offer: strawberry.ID = strawberry.field(description="The offer.")
    effect_understood: bool = strawberry.field(
        description="That you have read what accepting means: the case's effectText."
    )


@payload(*ACT, no.OfferNotOpen, no.OwnOffer, no.EffectNotConfirmed, *BINDING, no.AlreadyRecovered)
class AcceptOfferPayload(CasePayload):
    """The case, settled."""


@mutation
def accept_offer(ctx: Context, input: AcceptOfferInput) -> AcceptOfferPayload:
    """Accept the other side's open offer; it becomes the settlement, and what was agreed is ordered."""
    offer = ids.part(input.offer, "Offer")
    done = perform(ctx, input, negotiation.AcceptOffer, offer=offer, understood=input.effect_understood)
    return AcceptOfferPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Decline the other side's open offer.")
class DeclineOfferInput(CaseInput):
    """Input of `declineOffer`."""

    offer: strawberry.ID = strawberry.field(description="The offer.")


@payload(*ACT, no.PayerDecides, no.OfferNotOpen, no.OwnOffer)
class DeclineOfferPayload(CasePayload):
    """The case, with the offer declined."""

    offer: Offer | None = strawberry.field(default=None, description="The offer as it stands.")


@mutation
def decline_offer(ctx: Context, input: DeclineOfferInput) -> DeclineOfferPayload:
    """Decline the other side's open offer. To answer it with another one, use makeOffer with `counters`."""
    offer = ids.part(input.offer, "Offer")
    done = perform(ctx, input, negotiation.DeclineOffer, offer=offer)
    return DeclineOfferPayload(case=done.case, offer=offer_in(done.seen.offers, offer), replayed=done.replayed)


@strawberry.input(description="Take an open offer of your side back.")
class WithdrawOfferInput(CaseInput):
    """Input of `withdrawOffer`."""

    offer: strawberry.ID = strawberry.field(description="The offer.")


@payload(*ACT, no.PayerDecides, no.OfferNotOpen)
class WithdrawOfferPayload(CasePayload):
    """The case, with the offer taken back."""

    offer: Offer | None = strawberry.field(default=None, description="The offer as it stands.")


@mutation
def withdraw_offer(ctx: Context, input: WithdrawOfferInput) -> WithdrawOfferPayload:
    """Take an open offer of your side back."""
    offer = ids.part(input.offer, "Offer")
    done = perform(ctx, input, negotiation.WithdrawOffer, offer=offer)
    return WithdrawOfferPayload(case=done.case, offer=offer_in(done.seen.offers, offer), replayed=done.replayed)


@strawberry.input(description="Leave the negotiation before its time is over.")
class LeaveNegotiationInput(CaseInput):
    """Input of `leaveNegotiation`."""


@payload(*ACT, no.TooEarly)
class LeaveNegotiationPayload(CasePayload):
    """The case, waiting for a mediator."""


@mutation
def leave_negotiation(ctx: Context, input: LeaveNegotiationInput) -> LeaveNegotiationPayload:
    """One side sees no agreement and asks for the mediator, after the days the rulebook keeps for talking."""
    done = perform(ctx, input, negotiation.LeaveNegotiation)
    return LeaveNegotiationPayload(case=done.case, replayed=done.replayed)
