"""What a marketplace says of an order."""

from datetime import datetime

import strawberry

from odr.domain.events import Guardianship
from odr.safety.patterns import TraceKind
from odr.schema.base import MoneyInput, RepeatableInput
from odr.schema.entitlement_types import Trait
from odr.schema.places import REGION
from odr.schema.typed import SECRET, prose
from odr.schema.vocabulary import Capacity, LineKind, Remedy, described

described(
    TraceKind,
    "What orders have in common.",
    {
        "DEVICE": "The device that ordered, as the marketplace knows it.",
        "PAYMENT_TOKEN": "The means of payment, as its provider knows it.",
        "ADDRESS": "An address of the order.",
        "SELLER": "The seller.",
    },
)


@strawberry.input(description="One line of the order.")
class OrderLineInput:
    id: strawberry.ID = strawberry.field(description="Your id of the line, unique in the order.")
    title: str = strawberry.field(description="What was sold.")
    kind: LineKind = strawberry.field(description="What kind of thing it is.")
    quantity: int = strawberry.field(description="How many; at least 1.")
    unit_price: MoneyInput = strawberry.field(description="The price of one.")
    listing: str = prose(description="The listing as it was when sold: the words the buyer relied on.")
    delivery_method: str = strawberry.field(default="", description="How it was to come.")
    promised_by: datetime | None = strawberry.field(default=None, description="Until when it was promised.")
    valid_until: datetime | None = strawberry.field(default=None, description="Until when a virtual good is valid.")
    traits: list[Trait] | None = strawberry.field(
        default=None,
        description="What sets the thing apart; an empty list: nothing does; null: not said.",
    )


@strawberry.input(description="A payment made for the order.")
class PaymentInput:
    id: strawberry.ID = strawberry.field(description="Your id of the payment.")
    method: str = strawberry.field(description="How it was paid, such as card.")
    amount: MoneyInput = strawberry.field(description="How much was charged.")
    paid_at: datetime = strawberry.field(description="When.")
    covers_from: datetime | None = strawberry.field(
        default=None, description="For a charge of a subscription: from when it is for."
    )
    covers_until: datetime | None = strawberry.field(default=None, description="Until when it is for, exclusive.")


@strawberry.input(description="How many of a line are in a parcel.")
class ParcelLineInput:
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    quantity: int = strawberry.field(description="How many of it.")


@strawberry.input(description="A parcel.")
class ParcelInput:
    id: strawberry.ID = strawberry.field(description="Your id of the parcel, unique in the order.")
    tracking: str = strawberry.field(default="", description="The carrier's number.")
    lines: list[ParcelLineInput] = strawberry.field(description="What it holds.")


@strawberry.input(description="A shipment of one or several parcels.")
class ShipmentInput:
    id: strawberry.ID = strawberry.field(description="Your id of the shipment, unique in the order.")
    carrier: str = strawberry.field(description="Who carries it.")
    parcels: list[ParcelInput] = strawberry.field(description="Its parcels.")
    promised_at: datetime | None = strawberry.field(default=None, description="When it was to arrive.")
    dispatched_at: datetime | None = strawberry.field(default=None, description="When it left.")
    delivered_at: datetime | None = strawberry.field(default=None, description="When it arrived.")


@strawberry.input(description="An address of the order.")
class AddressInput:
    kind: str = strawberry.field(description="What it is for, such as delivery or billing.")
    country: str = strawberry.field(description="ISO 3166-1, two letters.")
    words: str = prose(description="The address.")


@strawberry.input(description="A policy or guarantee in force at the purchase.")
class TermsInput:
    kind: str = strawberry.field(description="What it is about, such as returns.")
    provider: str = strawberry.field(description="Who promises it: the marketplace, the seller, a maker or an insurer.")
    words: str = prose(description="Its words as they were then.")
    until: datetime | None = strawberry.field(default=None, description="Until when it holds.")
    within: str = strawberry.field(
        default="", description="How long after delivery it can be used, such as 30d or 2y; empty if that is not said."
    )
    remedies: list[Remedy] = strawberry.field(
        default_factory=list, description="What it gives; empty if only its words say so."
    )


@strawberry.input(description="The buyer.")
class BuyerInput:
    email: str = strawberry.field(description="Whoever confirms this address can see the order and complain.")
    name: str = strawberry.field(description="The buyer's name.")
    country: str = strawberry.field(description="ISO 3166-1, two letters.")
    region: str | None = strawberry.field(default=None, description=REGION)
    zone: str = strawberry.field(description="IANA time zone, such as Europe/Warsaw.")
    capacity: Capacity = strawberry.field(default=Capacity.CONSUMER, description="In which capacity they bought.")
    guardianship: Guardianship | None = strawberry.field(
        default=None,
        description="If you know that they are under age or under guardianship: on which ground. No date of birth.",
    )


@strawberry.input(description="Whoever was to receive the order, where that is not the buyer: a gift.")
class RecipientInput:
    email: str = strawberry.field(
        description="Whoever confirms this address can see the order without its payments, and complain for the buyer."
    )
    name: str = strawberry.field(description="The recipient's name.")


@strawberry.input(description="The seller. The first order of a seller makes it known; later ones update it.")
class SellerInput:
    external_id: str = strawberry.field(description="Your id of the seller.")
    name: str = strawberry.field(description="The seller's name.")
    email: str = strawberry.field(description="Where complaints are announced.")
    country: str = strawberry.field(description="ISO 3166-1, two letters.")
    region: str | None = strawberry.field(default=None, description=REGION)
    zone: str = strawberry.field(description="IANA time zone, such as Europe/Berlin.")
    language: str = strawberry.field(default="en", description="Language tag of the seller's messages.")
    capacity: Capacity = strawberry.field(default=Capacity.BUSINESS, description="In which capacity it sold.")
    is_marketplace: bool = strawberry.field(
        default=False,
        description="Whether you sold it yourself. In a case about it you are a side, and registrars administrate it.",
    )


@strawberry.input(description="Something by which trust-and-safety people can tell that orders belong together.")
class TraceInput:
    kind: TraceKind = strawberry.field(description="What it is: DEVICE or PAYMENT_TOKEN.")
    value: str = strawberry.field(
        description="A token of yours or of your payment provider, 1 to 200 characters. Never a card number."
    )


@strawberry.input(description="An order as it was made, paid and shipped.")
class RegisterOrderInput(RepeatableInput):
    """Input of `registerOrder`."""

    marketplace: strawberry.ID | None = strawberry.field(
        default=None, description="Your marketplace; needed only if you administer several."
    )
    number: str = strawberry.field(description="The order's number, as buyer and seller know it.")
    placed_at: datetime = strawberry.field(description="When it was placed.")
    currency: str = strawberry.field(description="ISO 4217 code of what was charged.")
    buyer: BuyerInput = strawberry.field(description="Who bought.")
    recipient: RecipientInput | None = strawberry.field(default=None, description="Who was to receive it, if another.")
    seller: SellerInput = strawberry.field(description="Who sold.")
    lines: list[OrderLineInput] = strawberry.field(description="What was sold; at least one line.")
    freight_disclosed: bool | None = strawberry.field(
        default=None, description="Whether the buyer was shown the freight before ordering; null if that is not said."
    )
    freight: MoneyInput | None = strawberry.field(default=None, description="What the freight cost, beside the lines.")
    payments: list[PaymentInput] = strawberry.field(
        description="What was paid. Together the payments are the lines plus the freight."
    )
    shipments: list[ShipmentInput] = strawberry.field(default_factory=list, description="What was shipped.")
    addresses: list[AddressInput] = strawberry.field(default_factory=list, description="Where it went.")
    policies: list[TermsInput] = strawberry.field(
        default_factory=list, description="Policies in force at the purchase."
    )
    guarantees: list[TermsInput] = strawberry.field(
        default_factory=list, description="Guarantees in force at the purchase."
    )
    traces: list[TraceInput] = strawberry.field(
        default_factory=list,
        metadata=SECRET,
        description="Device and means of payment, for trust-and-safety people only. Kept as keyed hashes, apart from "
        "the order; given again, others are added.",
    )
