"""The register of orders: what was sold, paid, shipped and promised, as the marketplace said it. Never changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Row,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite

from odr.accounts.tables import e_mails, marketplaces, organisations
from odr.domain import words
from odr.domain.events import Guardianship, OrderLookedUp
from odr.domain.facts import OrderFacts
from odr.domain.refusals import NotFound, Refused
from odr.domain.roles import Capacity
from odr.ids import new_id
from odr.order_lookups import order_lookups, read
from odr.store import instant, metadata, micros

orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),
    Column("marketplace", ForeignKey("marketplaces.id"), nullable=False),
    Column("number", Text, nullable=False),
    Column("buyer", Text, nullable=False),
    Column("seller", ForeignKey("organisations.id"), nullable=False),
    Column("recipient", Text),
    Column("snapshot", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("registered_at", BigInteger, nullable=False),
    Column("registered_by", Text, nullable=False),
    UniqueConstraint("marketplace", "number"),
)
"""`buyer` and `recipient` are e-mail addresses in their one form; no recipient where the buyer is it.

`hash` is the SHA-256 of the snapshot.
"""

for _reader in (orders.c.buyer, orders.c.recipient, orders.c.seller, orders.c.marketplace):
    Index(f"ix_orders_{_reader.name}_registered_at_id", _reader, orders.c.registered_at.desc(), orders.c.id.desc())


class OrderDiffers(Refused):
    """Another order is registered under this number already. An order never changes; check the number."""

    field = "number"


@dataclass(frozen=True, slots=True)
class Buyer:
    """The buyer as the marketplace knows them. `email` is in its one form."""

    email: str
    name: str
    country: str
    zone: str
    capacity: Capacity
    region: str = ""
    guardianship: Guardianship | None = None
    """Why they do not bind themselves alone, where the marketplace knows."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whoever was to receive the order, where that is not the buyer. `email` is in its one form."""

    email: str


@dataclass(frozen=True, slots=True)
class SoldBy:
    """The seller at the time of the sale."""

    external_id: str
    name: str
    email: str
    language: str
    zone: str
    country: str
    capacity: Capacity
    region: str = ""
    is_marketplace: bool = False
    """The marketplace sold it itself: in a case about it, the marketplace is a side."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything the marketplace said of one order."""

    order: OrderFacts
    buyer: Buyer
    seller: SoldBy
    recipient: Recipient | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """An order of the register with the names around it."""

    id: str
    marketplace: str
    marketplace_name: str
    seller: str
    seller_name: str
    snapshot: Snapshot = field(repr=False)
    registered_at: datetime
    as_recipient: bool = False
    """Whether it is read by nobody but its recipient, who sees no payments."""
    looked_up: OrderLookedUp | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: buyer and recipient by their confirmed address, people of sellers, a marketplace."""

    person: str
    organisations: frozenset[str]
    marketplaces: frozenset[str]


def _hook(value: Any) -> Any:
    if isinstance(value, words.Text):
        return value.body
    raise TypeError(f"{type(value).__name__} is no part of an order")


def _text(kind: type, value: Any) -> Any:
    return words.Text(value)


_DECODER = msgspec.json.Decoder(Snapshot, dec_hook=_text)


def _encoded(snapshot: Snapshot) -> bytes:
    """The snapshot as it is stored and hashed. What was not said leaves no trace: it had no place before."""
    said = msgspec.to_builtins(snapshot, enc_hook=_hook)
    for side in ("buyer", "seller"):
        _forget(said[side], "region")
    _forget(said["buyer"], "guardianship")
    _forget(said, "recipient")
    if not said["seller"]["is_marketplace"]:
        del said["seller"]["is_marketplace"]
    order = said["order"]
    _forget(order, "freight_disclosed", "recipient")
    for line in order["lines"]:
        _forget(line, "traits")
    for payment in order["payments"]:
        _forget(payment, "covers_from", "covers_until")
    for terms in (*order["policies"], *order["guarantees"]):
        _forget(terms, "within", "remedies")
    return msgspec.json.encode(said, order="sorted")


def _forget(said: dict[str, Any], *names: str) -> None:
    """Leave out what was not said. An empty list of traits says that there are none; a False says so too."""
    for name in names:
        if said[name] is None or (said[name] in ("", [], ()) and name != "traits"):
            del said[name]


def standing(conn: Connection, marketplace: str, snapshot: Snapshot) -> str | None:
    """The id under which just this order is registered already.

    Raises:
        OrderDiffers: another order stands under this number of this marketplace.
    """
    known = and_(orders.c.marketplace == marketplace, orders.c.number == snapshot.order.number)
    stands = conn.execute(select(orders.c.id, orders.c.hash).where(known)).first()
    if stands is None:
        return None
    if stands.hash != hashlib.sha256(_encoded(snapshot)).hexdigest():
        raise OrderDiffers
    return str(stands.id)


def register(conn: Connection, marketplace: str, seller: str, snapshot: Snapshot, by: str, at: datetime) -> str:
    """Enter an order that was checked; its id. The same order registered meanwhile by another one keeps its id.

    Args:
        seller: the seller's organisation.
        by: the person or API key that registers it.

    Raises:
        OrderDiffers: another order was registered under this number meanwhile.
    """
    body = _encoded(snapshot)
    row = {
        "id": new_id(),
        "marketplace": marketplace,
        "number": snapshot.order.number,
        "buyer": snapshot.buyer.email,
        "seller": seller,
        "recipient": snapshot.recipient.email if snapshot.recipient else None,
        "snapshot": body.decode(),
        "hash": hashlib.sha256(body).hexdigest(),
        "registered_at": micros(at),
        "registered_by": by,
    }
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    conn.execute(insert(orders).values(row).on_conflict_do_nothing(index_elements=["marketplace", "number"]))
    return standing(conn, marketplace, snapshot) or str(row["id"])


def order_of(conn: Connection, order: str, reader: Reader) -> Registered:
    """One order. Raises NotFound alike for unknown orders and for those of others."""
    found = conn.execute(_rows(reader).where(orders.c.id == order, _visible(reader))).first()
    if found is None:
        raise NotFound
    return _registered(found)


def order_under(conn: Connection, marketplace: str, number: str) -> Registered:
    """The order under a marketplace's number, for its staff. Raises NotFound."""
    asked = _rows().where(orders.c.marketplace == marketplace, orders.c.number == number)
    found = conn.execute(asked).first()
    if found is None:
        raise NotFound
    return _registered(found)


def order_by_id(conn: Connection, order: str) -> Registered:
    """An order that is there, for the service itself."""
    return _registered(conn.execute(_rows().where(orders.c.id == order)).one())


def orders_of(conn: Connection, reader: Reader, limit: int, after: Sequence[Any] | None) -> list[Registered]:
    """The orders this reader may see, the latest registered first. One statement.

    Args:
        after: (registered_at in microseconds, id) of the last row of the page before.
    """
    wanted = _rows(reader).where(_visible(reader))
    if after is not None:
        wanted = wanted.where(tuple_(orders.c.registered_at, orders.c.id) < tuple_(*after))
    newest = wanted.order_by(orders.c.registered_at.desc(), orders.c.id.desc()).limit(limit)
    return [_registered(row) for row in conn.execute(newest)]


def _rows(reader: Reader | None = None) -> Select[Any]:
    """Without a reader: for the service itself."""
    names = marketplaces.c.name.label("marketplace_name"), organisations.c.name.label("seller_name")
    of_the_sale = _of_the_sale(reader) if reader else true()
    return (
        select(orders, *names, not_(of_the_sale).label("as_recipient"), order_lookups.c.said)
        .join(marketplaces, marketplaces.c.id == orders.c.marketplace)
        .join(organisations, organisations.c.id == orders.c.seller)
        .outerjoin(order_lookups, order_lookups.c.order_id == orders.c.id)
    )


def _visible(reader: Reader) -> ColumnElement[bool]:
    return or_(_of_the_sale(reader), and_(orders.c.recipient.is_not(None), orders.c.recipient.in_(_addresses(reader))))


def _of_the_sale(reader: Reader) -> ColumnElement[bool]:
    """Its buyer, its seller's people, its marketplace."""
    return or_(
        orders.c.buyer.in_(_addresses(reader)),
        orders.c.seller.in_(sorted(reader.organisations)),
        orders.c.marketplace.in_(sorted(reader.marketplaces)),
    )


def _addresses(reader: Reader) -> Select[str]:
    return select(e_mails.c.address).where(e_mails.c.person == reader.person, e_mails.c.confirmed_at.is_not(None))


def _registered(row: Row[Any]) -> Registered:
    snapshot = _DECODER.decode(row.snapshot)
    return Registered(
        id=row.id,
        marketplace=row.marketplace,
        marketplace_name=row.marketplace_name,
        seller=row.seller,
        seller_name=row.seller_name,
        snapshot=replace(snapshot, order=replace(snapshot.order, id=row.id)),
        registered_at=instant(row.registered_at),
        as_recipient=bool(row.as_recipient),
        looked_up=read(row.said),
    )


def recipient_of(conn: Connection, order: str) -> str | None:
    """The address of whoever was to receive the order, where that is not the buyer."""
    found: str | None = conn.execute(select(orders.c.recipient).where(orders.c.id == order)).scalar()
    return found


def person_of_buyer(conn: Connection, email: str) -> str | None:
    """The person whose confirmed address this is."""
    known = select(e_mails.c.person).where(e_mails.c.address == email, e_mails.c.confirmed_at.is_not(None))
    found: str | None = conn.execute(known).scalar()
    return found
