"""The order as a case and the register show it."""

from datetime import datetime

import strawberry

from odr.schema.base import Money, Node, sized
from odr.schema.entitlement_types import Trait
from odr.schema.fact_types import OrderLookUp, Vouched
from odr.schema.vocabulary import LineKind, Remedy


@strawberry.type(description="One line of an order, with the listing as it was when sold.")
class OrderLine:
    id: strawberry.ID = strawberry.field(description="The marketplace's id of the line, unique in its order.")
    title: str = strawberry.field(description="What was sold.")
    kind: LineKind = strawberry.field(description="What kind of thing it is.")
    quantity: int = strawberry.field(description="How many.")
    unit_price: Money | None = strawberry.field(
        description="The price of one; null for the order's recipient and for a third party, who see no prices."
    )
    total: Money | None = strawberry.field(description="The price of all; null as for one.")
    listing: str = strawberry.field(description="The listing as it was when sold.")
    listing_hash: str = strawberry.field(description="SHA-256 of the listing, in hexadecimal digits.")
    delivery_method: str = strawberry.field(description="How it was to come; empty if it was not said.")
    promised_by: datetime | None = strawberry.field(description="Until when it was promised.")
    valid_until: datetime | None = strawberry.field(description="Until when a virtual good is valid.")
    traits: list[Trait] | None = sized(1, description="What sets the thing apart; null where that was not said.")
    vouched: Vouched = strawberry.field(description="Who vouches for it: the shop, or whoever registered it.")


@strawberry.type(description="A payment made for an order.")
class Payment:
    id: strawberry.ID = strawberry.field(description="The marketplace's id of the payment.")
    method: str = strawberry.field(description="How it was paid, such as card.")
    amount: Money = strawberry.field(description="How much was charged.")
    paid_at: datetime = strawberry.field(description="When.")
    covers_from: datetime | None = strawberry.field(description="For a charge of a subscription: from when it is for.")
    covers_until: datetime | None = strawberry.field(description="Until when it is for, exclusive.")
    vouched: Vouched = strawberry.field(description="Who vouches for it: the shop, or whoever registered it.")


@strawberry.type(description="How many of a line are in a parcel.")
class ParcelLine:
    line: strawberry.ID = strawberry.field(description="The line of the order.")
    quantity: int = strawberry.field(description="How many of it.")


@strawberry.type(description="A parcel.")
class Parcel:
    id: strawberry.ID = strawberry.field(description="The marketplace's id of the parcel.")
    tracking: str = strawberry.field(description="The carrier's number; empty without one.")
    lines: list[ParcelLine] = sized(2, description="What it holds.")


@strawberry.type(description="A shipment of one or several parcels.")
class Shipment:
    id: strawberry.ID = strawberry.field(description="The marketplace's id of the shipment.")
    carrier: str = strawberry.field(description="Who carries it.")
    parcels: list[Parcel] = sized(1, description="Its parcels.")
    promised_at: datetime | None = strawberry.field(description="When it was to arrive.")
    dispatched_at: datetime | None = strawberry.field(description="When it left.")
    delivered_at: datetime | None = strawberry.field(description="When it arrived.")
    vouched: Vouched = strawberry.field(description="Who vouches for it: the shop, or whoever registered it.")


@strawberry.type(description="An address of the order.")
class Address:
    kind: str = strawberry.field(description="What it is for, such as delivery or billing.")
    country: str = strawberry.field(description="ISO 3166-1, two letters.")
    words: str | None = strawberry.field(description="The address; null once erased.")
    vouched: Vouched = strawberry.field(description="Who vouches for it: the shop, or whoever registered it.")


@strawberry.type(description="A policy or guarantee in force at the purchase.")
class Terms:
    kind: str = strawberry.field(description="What it is about, such as returns.")
    provider: str = strawberry.field(description="Who promises it: the marketplace, the seller, a maker or an insurer.")
    words: str = strawberry.field(description="Its words as they were then.")
    hash: str = strawberry.field(description="SHA-256 of the words, in hexadecimal digits.")
    until: datetime | None = strawberry.field(description="Until when it holds.")
    within: str = strawberry.field(description="How long after delivery it holds, such as 30d; empty if not said.")
    remedies: list[Remedy] = sized(1, description="What it gives; empty where only its words say so.")


@strawberry.type(description="An order as the marketplace registered it. It never changes.")
class Order(Node):
    number: str = strawberry.field(description="The marketplace's number, as buyer and seller know it.")
    placed_at: datetime = strawberry.field(description="When it was placed.")
    currency: str = strawberry.field(description="ISO 4217 code of what was charged.")
    marketplace: str = strawberry.field(description="The marketplace's name.")
    buyer: str = strawberry.field(description="The buyer's name.")
    seller: str = strawberry.field(description="The seller's name.")
    recipient: str | None = strawberry.field(description="The name of who was to receive it, if not the buyer.")
    paid: Money | None = strawberry.field(description="What was paid in all; null for who did not pay.")
    freight_disclosed: bool | None = strawberry.field(
        description="Whether the buyer was shown the freight before ordering; null where that was not said."
    )
    freight: Money | None = strawberry.field(description="What the freight cost, beside the lines.")
    lines: list[OrderLine] = sized(3, description="What was sold.")
    payments: list[Payment] = sized(1, description="What was paid.")
    shipments: list[Shipment] = sized(1, description="What was shipped.")
    addresses: list[Address] = sized(2, description="Where it went.")
    policies: list[Terms] = sized(2, description="Policies in force at the purchase.")
    guarantees: list[Terms] = sized(1, description="Guarantees in force at the purchase.")
    vouched: Vouched = strawberry.field(description="Who vouches for when it was placed, its currency and its freight.")
    look_up: OrderLookUp | None = strawberry.field(
        description="What the marketplace's shop says of it; null where it was not asked or gave no answer yet."
    )
    shop_awaited: bool = strawberry.field(description="Whether the shop gave no answer and is asked again.")
