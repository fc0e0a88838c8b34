"""What a third party sees: the stages, its own parcel or product, what is addressed to it and what it wrote.

(procedure: who sees what, normative.) No names, places, claims, prices or payments, and nothing of another third party.
"""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from odr.domain import events as e
from odr.domain.facts import OrderFacts, OrderLine, Parcel, Shipment
from odr.domain.roles import Concern, Party
from odr.domain.words import Text

_OF_THE_CASE = (
    e.CaseOpened,
    e.OrderRecorded,
    e.StageOpened,
    e.RecordClosed,
    e.RecordReopened,
    e.CaseCopyOffered,
    e.RetentionEnded,
    e.LegalHoldPlaced,
    e.LegalHoldLifted,
)
"""What every third party sees: how far the case is, whether it can still be heard, how long what it said is kept."""

_third: Callable[[e.Event], str] = attrgetter("third")


def frame_subject(third: str, question: str) -> str:
    """What a time frame of a third party concerns. Whose it is stands in its name, for every entry about it."""
    return f"{third}/{question}"


def _of_frame(event: e.Event) -> str:
    frame: str = attrgetter("frame")(event)
    _, *subject = frame.split("/")
    return subject[0] if len(subject) > 1 else ""


_TO_WHOM: dict[type, Callable[[e.Event], str]] = {
    e.ThirdPartyInvited: _third,
    e.ThirdPartyJoined: _third,
    e.ThirdPartyEnded: _third,
    e.ThirdPartyAsked: _third,
    e.ExhibitShown: _third,
    e.ThirdPartyStated: _third,
    e.ThirdPartySilent: _third,
    e.SubmissionCorrected: _third,
    e.SubmissionWithdrawn: _third,
    e.ExhibitReceived: _third,
    e.ExhibitDisclosed: _third,
    e.ErasureAsked: _third,
    e.ErasureAnswered: _third,
    e.ExhibitErased: _third,
    e.WordsErased: _third,
    e.FrameOpened: _of_frame,
    e.FrameMoved: _of_frame,
    e.FrameEnded: _of_frame,
    e.ExtensionAsked: _of_frame,
    e.ExtensionDeclined: _of_frame,
    e.ExtensionGranted: _of_frame,
}
"""Kinds of which a third party sees those that are about it, and about whom they are."""


def concerned_by(concern: Concern, event: e.Event) -> bool:
    """Whether this third party sees the entry."""
    about = _TO_WHOM.get(type(event))
    return isinstance(event, _OF_THE_CASE) or (about is not None and about(event) == concern.third)


InPart = e.CaseOpened | e.OrderRecorded | e.RecordReopened | e.LegalHoldPlaced | e.LegalHoldLifted
"""The entries of which it sees a part only."""


def as_concerned(concern: Concern, event: InPart) -> e.Event:
    """The part of an entry that it sees."""
    match event:
        case e.CaseOpened():
            return replace(event, complainant=_unnamed(event.complainant), respondent=_unnamed(event.respondent))
        case e.OrderRecorded():
            return replace(event, order=own_part(concern, event.order))
        case e.RecordReopened():
            return replace(event, reasons=Text(None))
        case e.LegalHoldPlaced():
            return replace(event, reasons=Text(None), authority=None, reference=None)
        case e.LegalHoldLifted():
            return replace(event, reasons=Text(None))


def _unnamed(party: Party) -> Party:
    """It knows the sides as buyer and seller, and needs no more."""
    return replace(party, holder="", zone="UTC", country="", region="")


def own_part(concern: Concern, order: OrderFacts) -> OrderFacts:
    """What of an order is its business, without prices."""
    shipments = tuple(one for whole in order.shipments if (one := _own_parcels(concern, whole)).parcels)
    carried = {inside.line for one in shipments for parcel in one.parcels for inside in parcel.lines}
    named = {*concern.lines, *carried}
    lines = tuple(_unpriced(line, concern) for line in order.lines if concern.whole or line.id in named)
    return OrderFacts(order.id, order.number, order.placed_at, order.currency, lines, (), shipments, (), (), ())


def _own_parcels(concern: Concern, shipment: Shipment) -> Shipment:
    return replace(shipment, parcels=tuple(one for one in shipment.parcels if _is_own(concern, one)))


def _is_own(concern: Concern, parcel: Parcel) -> bool:
    return concern.whole or parcel.id in concern.parcels


def _unpriced(line: OrderLine, concern: Concern) -> OrderLine:
    """What was sold is told to whoever made it or brought it about; who carries it knows what is inside."""
    if concern.whole or line.id in concern.lines:
        return replace(line, unit_price=None, total=None)
    return replace(line, unit_price=None, total=None, listing="", listing_hash="", traits=None)
