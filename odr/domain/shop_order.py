"""What the marketplace's shop says of an order, and where that is not what was registered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from odr.domain.facts import OrderFacts
from odr.domain.money import Money


class LookUp(StrEnum):
    """What came of looking an order up in the marketplace's shop."""

    FOUND = "FOUND"
    NOT_THERE = "NOT_THERE"
    NO_ANSWER = "NO_ANSWER"


class FactKind(StrEnum):
    """What a fact of an order is about."""

    ORDER = "ORDER"
    LINE = "LINE"
    PAYMENT = "PAYMENT"
    SHIPMENT = "SHIPMENT"
    ADDRESS = "ADDRESS"


class Aspect(StrEnum):
    """What of a fact is not the same."""

    PRESENCE = "PRESENCE"
    STATE = "STATE"
    PLACED_AT = "PLACED_AT"
    CURRENCY = "CURRENCY"
    FREIGHT = "FREIGHT"
    QUANTITY = "QUANTITY"
    TOTAL = "TOTAL"
    CANCELLED = "CANCELLED"
    AMOUNT = "AMOUNT"
    PAID_AT = "PAID_AT"
    GIVEN_BACK = "GIVEN_BACK"
    TRACKING = "TRACKING"
    CONTENTS = "CONTENTS"
    DISPATCHED_AT = "DISPATCHED_AT"
    DELIVERED_AT = "DELIVERED_AT"
    PLACE = "PLACE"


class Voucher(StrEnum):
    """Who vouches for a fact: the shop's own records, what the marketplace registered, or a party's word."""

    VERIFIED_BY_MARKETPLACE = "VERIFIED_BY_MARKETPLACE"
    REGISTERED = "REGISTERED"
    CLAIMED = "CLAIMED"


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a fact: an amount, a number of things, an instant (UTC) or words. One of them is there."""

    words: str = ""
    amount: Money | None = None
    quantity: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that the shop says otherwise than it was registered.

    `subject` is the id of the line, payment or shipment, as registered or, of what is in the shop only, as there; of an
    address its kind; empty of the order. `registered` and `in_shop` are None where nothing is said. Of an address the
    two stand in the orders, as words that can be erased.
    """

    of: FactKind
    subject: str
    aspect: Aspect
    registered: Said | None
    in_shop: Said | None


@dataclass(frozen=True, slots=True)
class Customer:
    """Who ordered, as the shop knows them. `email` in its one form; `business`: the invoice goes to a company."""

    email: str
    name: str
    business: bool = False


@dataclass(frozen=True, slots=True)
class ShopOrder:
    """An order as its shop knows it now.

    Args:
        facts: lines as they were sold, payments that were made. All ids are the shop's.
        state: the shop's own word for how it stands.
        cancelled: whether the whole order is.
        skus: lines and what their thing is called in the stock, by which a line is found too.
        taken_back: lines and how many of each were cancelled since.
        given_back: payments and how much of each was given back in the shop.
        seller: the shop's id of who sold it.
    """

    facts: OrderFacts
    state: str
    cancelled: bool
    customer: Customer
    skus: tuple[tuple[str, str], ...] = ()
    taken_back: tuple[tuple[str, int], ...] = ()
    given_back: tuple[tuple[str, Money], ...] = ()
    seller: str = ""
