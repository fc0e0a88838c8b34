"""What the marketplace's shop last said of orders of the register: asked when they are registered, kept beside them."""

from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Table, Text
from sqlalchemy.dialects import postgresql, sqlite

from odr.domain import words
from odr.domain.events import OrderLookedUp
from odr.store import metadata, micros

REGISTERED = "order.registered"
"""The outbox topic under which a new order is looked up in the shop."""

order_lookups = Table(
    "order_lookups",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("said", Text, nullable=False),
)
"""`said`: what an entry of a case would say of it (`OrderLookedUp`), as JSON with its words."""


def _plain(value: Any) -> Any:
    if isinstance(value, words.Text):
        return value.body
    raise TypeError(f"{type(value).__name__} is no part of what a shop says")


def _text(kind: type, value: Any) -> Any:
    return words.Text(value)


_DECODER = msgspec.json.Decoder(OrderLookedUp, dec_hook=_text)


def keep(conn: Connection, order: str, looked: OrderLookedUp) -> None:
    """From now on this is what the shop said of the order, unless a later answer is known."""
    said = msgspec.json.encode(looked, enc_hook=_plain, order="sorted").decode()
    row = {"order_id": order, "asked_at": micros(looked.asked_at), "said": said}
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    older = order_lookups.c.asked_at <= row["asked_at"]
    put = insert(order_lookups).values(row)
    again = {"asked_at": row["asked_at"], "said": said}
    conn.execute(put.on_conflict_do_update(index_elements=["order_id"], set_=again, where=older))


def read(said: str | None) -> OrderLookedUp | None:
    """What is kept in a row, if there is one."""
    return _DECODER.decode(said) if said else None
