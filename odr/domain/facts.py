"""What is known of the sale: the order as the marketplace registered it, pinned by the case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odr.domain.money import Money
from odr.domain.remedies import Remedy
from odr.domain.words import Text


class LineKind(StrEnum):
    GOODS = "GOODS"
    VIRTUAL = "VIRTUAL"
    BOOKING = "BOOKING"
    SERVICE = "SERVICE"


class Trait(StrEnum):
    """What a thing is that the law or a policy may treat apart (Directive 2011/83/EU Art. 16, as modelled)."""

    CUSTOM_MADE = "CUSTOM_MADE"
    SEALED_HYGIENE = "SEALED_HYGIENE"
    PERISHABLE = "PERISHABLE"
    DIGITAL_ACCESSED = "DIGITAL_ACCESSED"
    DATED_BOOKING = "DATED_BOOKING"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the order with the listing as it was when sold, and its SHA-256.

    `traits` is None when the marketplace did not say; empty when it said that there are none. `unit_price` and `total`
    are None for who does not see what was paid.
    """

    id: str
    title: str
    kind: LineKind
    quantity: int
    unit_price: Money | None
    total: Money | None
    listing: str
    listing_hash: str
    delivery_method: str = ""
    promised_by: datetime | None = None
    valid_until: datetime | None = None
    traits: tuple[Trait, ...] | None = None

    @property
    def price(self) -> Money:
        """What the line cost. Raises LookupError in an order as somebody sees it who does not see what was paid."""
        if self.total is None:
            raise LookupError(self.id)
        return self.total


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment. One charge of a subscription says for which period: from `covers_from`, to before `covers_until`."""

    id: str
    method: str
    amount: Money
    paid_at: datetime
    covers_from: datetime | None = None
    covers_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ParcelLine:
    line: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Parcel:
    id: str
    tracking: str
    lines: tuple[ParcelLine, ...]


@dataclass(frozen=True, slots=True)
class Shipment:
    id: str
    carrier: str
    parcels: tuple[Parcel, ...]
    promised_at: datetime | None = None
    dispatched_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the order: personal data, so its words can be erased."""

    kind: str
    country: str
    words: Text


@dataclass(frozen=True, slots=True)
class Terms:
    """A policy or guarantee in force at purchase, with its SHA-256.

    What a program can work with is said beside the words: `within` is how long it can be used after delivery (such as
    30d; empty when that was not said), `remedies` what it gives.
    """

    kind: str
    provider: str
    words: str
    hash: str
    until: datetime | None = None
    within: str = ""
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The order snapshot. Amounts are in the charged currency, instants in UTC.

    `freight_disclosed`: whether the buyer was shown the freight before ordering; None when that was not said.
    `recipient`: the name of whoever was to receive it, where that is not the buyer.
    """

    id: str
    number: str
    placed_at: datetime
    currency: str
    lines: tuple[OrderLine, ...]
    payments: tuple[Payment, ...]
    shipments: tuple[Shipment, ...]
    addresses: tuple[Address, ...]
    policies: tuple[Terms, ...]
    guarantees: tuple[Terms, ...]
    freight: Money | None = None
    freight_disclosed: bool | None = None
    recipient: Text | None = None

    def line(self, line: str) -> OrderLine | None:
        return next((one for one in self.lines if one.id == line), None)

    def has_parcel(self, line: str | None) -> bool:
        """Whether goods are among what a line is about (None: the whole order); else it has no way back by parcel."""
        kinds = [one.kind for one in self.lines if line in (None, one.id)]
        return not kinds or LineKind.GOODS in kinds

    def carrying(self, line: str) -> tuple[Shipment, ...]:
        """The shipments with a parcel that holds some of this line."""
        return tuple(
            one for one in self.shipments if any(p.line == line for parcel in one.parcels for p in parcel.lines)
        )

    def arrived(self, line: str) -> int:
        """How many of this line have arrived, by the parcels of shipments that were delivered."""
        came = (parcel for one in self.shipments if one.delivered_at for parcel in one.parcels)
        return sum(inside.quantity for parcel in came for inside in parcel.lines if inside.line == line)

    @property
    def paid(self) -> Money:
        return Money(sum(payment.amount.minor for payment in self.payments), self.currency)
