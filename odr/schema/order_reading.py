"""Turns what a marketplace typed of an order into the snapshot that is registered, and back into what readers see."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from odr.accounts.details import LONGEST_NAME, address_of, country_code, one_line, region_code, time_zone
from odr.accounts.marketplaces import SellerDetails
from odr.domain import facts
from odr.domain.events import OrderLookedUp
from odr.domain.money import Money as Amount
from odr.domain.money import exponent
from odr.domain.refusals import InvalidInput
from odr.domain.roles import Capacity
from odr.domain.shop_order import FactKind
from odr.domain.unpriced import looked_up_unpriced, without_payments
from odr.domain.words import Text
from odr.orders import Buyer, Recipient, Registered, Snapshot, SoldBy
from odr.safety.patterns import Trace, TraceKind
from odr.schema import ids
from odr.schema.base import Money
from odr.schema.fact_types import show_look_up, show_vouched
from odr.schema.order_inputs import (
    AddressInput,
    BuyerInput,
    OrderLineInput,
    PaymentInput,
    RecipientInput,
    RegisterOrderInput,
    SellerInput,
    ShipmentInput,
    TermsInput,
    TraceInput,
)
from odr.schema.order_types import Address, Order, OrderLine, Parcel, ParcelLine, Payment, Shipment, Terms


def read_order(typed: RegisterOrderInput) -> Snapshot:
    """The snapshot; listings and terms with their SHA-256. Raises the refusals of single fields."""
    exponent(typed.currency)
    order = facts.OrderFacts(
        id="",
        number=typed.number.strip(),
        placed_at=typed.placed_at,
        currency=typed.currency,
        lines=tuple(_read_line(line) for line in typed.lines),
        payments=tuple(_read_payment(one) for one in typed.payments),
        shipments=tuple(_read_shipment(shipment) for shipment in typed.shipments),
        addresses=tuple(_read_address(address) for address in typed.addresses),
        policies=tuple(_read_terms(terms) for terms in typed.policies),
        guarantees=tuple(_read_terms(terms) for terms in typed.guarantees),
        freight=typed.freight.exact() if typed.freight else None,
        freight_disclosed=typed.freight_disclosed,
        recipient=Text(one_line(typed.recipient.name)) if typed.recipient else None,
    )
    recipient = _read_recipient(typed.recipient) if typed.recipient else None
    return Snapshot(order, _read_buyer(typed.buyer), _read_seller(typed.seller), recipient)


def seller_details(typed: SellerInput) -> SellerDetails:
    """The seller as accounts keep it."""
    return SellerDetails(
        external_id=typed.external_id,
        name=typed.name,
        email=typed.email,
        language=typed.language,
        zone=typed.zone,
        country=typed.country,
        region=typed.region or "",
    )


TOLD = frozenset({TraceKind.DEVICE, TraceKind.PAYMENT_TOKEN})
"""What a marketplace tells; addresses and seller stand in the order."""
_CARD_NUMBER = re.compile(r"\d{12,19}")


def read_traces(typed: Sequence[TraceInput]) -> tuple[Trace, ...]:
    """What the marketplace tells by which orders can be seen to belong together. Raises InvalidInput."""
    for one in typed:
        if one.kind not in TOLD or not 0 < len(one.value.strip()) <= LONGEST_NAME:
            problem = "Give a token of 1 to 200 characters, of the kind DEVICE or PAYMENT_TOKEN."
            raise InvalidInput(field="traces", problem=problem)
        if _CARD_NUMBER.fullmatch(re.sub(r"[\s-]", "", one.value)):
            raise InvalidInput(
                field="traces", problem="This looks like a card number. Give your provider's token of it."
            )
    return tuple(Trace(one.kind, one.value) for one in typed)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_line(typed: OrderLineInput) -> facts.OrderLine:
    price = typed.unit_price.exact()
    return facts.OrderLine(
        id=typed.id,
        title=typed.title.strip(),
        kind=typed.kind,
        quantity=typed.quantity,
        unit_price=price,
        total=Amount(price.minor * typed.quantity, price.currency),
        listing=typed.listing,
        listing_hash=_sha256(typed.listing),
        delivery_method=typed.delivery_method,
        promised_by=typed.promised_by,
        valid_until=typed.valid_until,
        traits=None if typed.traits is None else tuple(typed.traits),
    )


def _read_payment(typed: PaymentInput) -> facts.Payment:
    covers = (typed.covers_from, typed.covers_until)
    return facts.Payment(typed.id, typed.method, typed.amount.exact(), typed.paid_at, *covers)


def _read_shipment(typed: ShipmentInput) -> facts.Shipment:
    parcels = tuple(
        facts.Parcel(one.id, one.tracking, tuple(facts.ParcelLine(line.line, line.quantity) for line in one.lines))
        for one in typed.parcels
    )
    when = (typed.promised_at, typed.dispatched_at, typed.delivered_at)
    return facts.Shipment(typed.id, typed.carrier, parcels, *when)


def _read_address(typed: AddressInput) -> facts.Address:
    return facts.Address(typed.kind, country_code(typed.country), Text(typed.words))


def _read_terms(typed: TermsInput) -> facts.Terms:
    said = (typed.until, typed.within.strip(), tuple(typed.remedies))
    return facts.Terms(typed.kind, typed.provider, typed.words, _sha256(typed.words), *said)


def _read_buyer(typed: BuyerInput) -> Buyer:
    place = (country_code(typed.country), time_zone(typed.zone))
    region = region_code(typed.country, typed.region or "")
    if typed.guardianship and typed.capacity is Capacity.BUSINESS:
        raise InvalidInput(field="buyer", problem="A business acts by its people. Leave its guardianship out.")
    return Buyer(address_of(typed.email), one_line(typed.name), *place, typed.capacity, region, typed.guardianship)


def _read_recipient(typed: RecipientInput) -> Recipient:
    return Recipient(address_of(typed.email))


def _read_seller(typed: SellerInput) -> SoldBy:
    name, email = one_line(typed.name), address_of(typed.email)
    return SoldBy(
        typed.external_id,
        name,
        email,
        typed.language,
        time_zone(typed.zone),
        country_code(typed.country),
        typed.capacity,
        region_code(typed.country, typed.region or ""),
        typed.is_marketplace,
    )


def show_registered(found: Registered) -> Order:
    """An order of the register."""
    snapshot = found.snapshot
    order = without_payments(snapshot.order) if found.as_recipient else snapshot.order
    looked = looked_up_unpriced(found.looked_up) if found.looked_up and found.as_recipient else found.looked_up
    return show_order(order, Around(found.marketplace_name, snapshot.buyer.name, found.seller_name, looked))


@dataclass(frozen=True, slots=True)
class Around:
    """Who stands around an order, by name, and what its shop was heard to say of it."""

    marketplace: str
    buyer: str
    seller: str
    looked_up: OrderLookedUp | None = None
    awaited: bool = False


def show_order(order: facts.OrderFacts, around: Around) -> Order:
    """The facts of an order, with the names of those around it and who vouches for each."""
    found = around.looked_up
    return Order(
        id=ids.encode("Order", order.id),
        number=order.number,
        placed_at=order.placed_at,
        currency=order.currency,
        marketplace=around.marketplace,
        buyer=around.buyer,
        seller=around.seller,
        recipient=order.recipient.body if order.recipient else None,
        paid=Money.of(order.paid) if order.payments else None,
        freight=Money.of(order.freight) if order.freight else None,
        freight_disclosed=order.freight_disclosed,
        lines=[_show_line(line, found) for line in order.lines],
        payments=[_show_payment(payment, found) for payment in order.payments],
        shipments=[_show_shipment(shipment, found) for shipment in order.shipments],
        addresses=[_show_address(one, found) for one in order.addresses],
        policies=[_show_terms(terms) for terms in order.policies],
        guarantees=[_show_terms(terms) for terms in order.guarantees],
        vouched=show_vouched(found, FactKind.ORDER),
        look_up=show_look_up(order, found),
        shop_awaited=around.awaited,
    )


def _show_address(one: facts.Address, found: OrderLookedUp | None) -> Address:
    vouched = show_vouched(found, FactKind.ADDRESS, one.kind)
    return Address(kind=one.kind, country=one.country, words=one.words.body, vouched=vouched)


def _show_line(line: facts.OrderLine, found: OrderLookedUp | None) -> OrderLine:
    return OrderLine(
        id=line.id,  # type: ignore[arg-type]
        title=line.title,
        kind=line.kind,
        quantity=line.quantity,
        unit_price=Money.of(line.unit_price) if line.unit_price else None,
        total=Money.of(line.total) if line.total else None,
        listing=line.listing,
        listing_hash=line.listing_hash,
        delivery_method=line.delivery_method,
        promised_by=line.promised_by,
        valid_until=line.valid_until,
        traits=None if line.traits is None else list(line.traits),
        vouched=show_vouched(found, FactKind.LINE, line.id),
    )


def _show_payment(payment: facts.Payment, found: OrderLookedUp | None) -> Payment:
    amount = Money.of(payment.amount)
    return Payment(
        id=payment.id,  # type: ignore[arg-type]
        method=payment.method,
        amount=amount,
        paid_at=payment.paid_at,
        covers_from=payment.covers_from,
        covers_until=payment.covers_until,
        vouched=show_vouched(found, FactKind.PAYMENT, payment.id),
    )


def _show_shipment(shipment: facts.Shipment, found: OrderLookedUp | None) -> Shipment:
    return Shipment(
        id=shipment.id,  # type: ignore[arg-type]
        carrier=shipment.carrier,
        parcels=[_show_parcel(parcel) for parcel in shipment.parcels],
        promised_at=shipment.promised_at,
        dispatched_at=shipment.dispatched_at,
        delivered_at=shipment.delivered_at,
        vouched=show_vouched(found, FactKind.SHIPMENT, shipment.id),
    )


def _show_parcel(parcel: facts.Parcel) -> Parcel:
    inside = [ParcelLine(line=one.line, quantity=one.quantity) for one in parcel.lines]  # type: ignore[arg-type]
    return Parcel(id=parcel.id, tracking=parcel.tracking, lines=inside)  # type: ignore[arg-type]


def _show_terms(terms: facts.Terms) -> Terms:
    return Terms(
        kind=terms.kind,
        provider=terms.provider,
        words=terms.words,
        hash=terms.hash,
        until=terms.until,
        within=terms.within,
        remedies=list(terms.remedies),
    )
