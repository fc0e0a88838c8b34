"""The order is looked up in the marketplace's shop: what is there is verified, what differs is shown.

Nothing is changed by it: the facts that the case pinned stay as they were registered. What a party says is its word.
"""

from dataclasses import dataclass
from datetime import datetime

from odr.domain import events as e
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.comparing import aligned, differences
from odr.domain.events import Event
from odr.domain.facts import OrderFacts
from odr.domain.guards import Command, require_role
from odr.domain.roles import Role
from odr.domain.shop_order import Aspect, Difference, FactKind, LookUp, ShopOrder, Voucher


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What came of asking the shop at an instant (UTC). `shop` is there where the order was found."""

    answer: LookUp
    asked_at: datetime
    shop: ShopOrder | None = None


def told_of(order: OrderFacts, looked: LookedUp) -> e.OrderLookedUp:
    """The entry about it. What was found stands there under the ids that were registered."""
    if looked.shop is None:
        return e.OrderLookedUp(looked.answer, looked.asked_at, None, "", ())
    shop = aligned(order, looked.shop)
    return e.OrderLookedUp(looked.answer, looked.asked_at, shop.facts, shop.state, differences(order, shop))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLookUp(Command):
    """The shop, which gave no answer when the complaint was filed, was asked again and answered."""

    looked: LookedUp


def record_look_up(ask: RecordLookUp, case: Case) -> list[Event]:
    """Told once, while somebody can still act on it."""
    require_role(ask.by, Role.SYSTEM)
    if case.is_over:
        raise no.CaseIsClosed()
    if not case.shop_awaited:
        raise no.AlreadyDone()
    return [told_of(case.order, ask.looked)]


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who vouches for a fact and, where the shop does, since when."""

    by: Voucher
    at: datetime | None = None


REGISTERED = Vouched(Voucher.REGISTERED)


def vouched(found: e.OrderLookedUp | None, of: FactKind, subject: str = "") -> Vouched:
    """Who vouches for a fact of the order: its shop, where it was found there and is as it was registered.

    What the shop only adds, such as when a parcel arrived, takes nothing of that away.

    Args:
        found: the last answer of the shop that a reader knows.
        subject: the id of the line, payment or shipment; of an address its kind.
    """
    if found is None or found.found is None or subject not in _there(found.found, of):
        return REGISTERED
    if any((one.of, one.subject) == (of, subject) and _contradicts(one) for one in found.differences):
        return REGISTERED
    return Vouched(Voucher.VERIFIED_BY_MARKETPLACE, found.asked_at)


def _contradicts(one: Difference) -> bool:
    return one.registered is not None or one.aspect is Aspect.PLACE


def _there(order: OrderFacts, of: FactKind) -> set[str]:
    match of:
        case FactKind.ORDER:
            return {""}
        case FactKind.LINE:
            return {one.id for one in order.lines}
        case FactKind.PAYMENT:
            return {one.id for one in order.payments}
        case FactKind.SHIPMENT:
            return {one.id for one in order.shipments}
        case FactKind.ADDRESS:
            return {one.kind for one in order.addresses}
