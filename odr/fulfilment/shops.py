"""Which shop a marketplace has, and the connector that works in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select

from odr.accounts.boxes import Box, Kind
from odr.domain.refusals import InvalidInput
from odr.fulfilment import vendure
from odr.fulfilment.breaker import forget
from odr.fulfilment.port import Connector
from odr.fulfilment.tables import connectors
from odr.store import micros

KINDS: Mapping[str, Callable[[str, str], Connector]] = {vendure.NAME: vendure.Vendure}
"""Every connector there is. A new one is a module with a class of the three methods of `Connector`, and a line here."""


@dataclass(frozen=True, slots=True)
class Shop:
    """How a marketplace's shop is reached."""

    kind: str
    url: str
    key: str = field(repr=False)

    def connector(self) -> Connector:
        """The connector that works in it."""
        return KINDS[self.kind](self.url, self.key)


def connect(conn: Connection, secrets: Sequence[bytes], marketplace: str, shop: Shop, at: datetime) -> None:
    """From now on orders of this marketplace are carried out in its shop. Refuses: InvalidInput."""
    address = urlsplit(shop.url)
    if shop.kind not in KINDS:
        raise InvalidInput(field="kind", problem=f"Connectors there are: {', '.join(sorted(KINDS))}.")
    if address.scheme not in ("https", "http") or not address.hostname or address.username:
        raise InvalidInput(
            field="url", problem="Give the address of the shop's API, such as https://shop.example/admin-api."
        )
    if not shop.key.strip():
        raise InvalidInput(field="key", problem="Give the key of an API user of the shop.")
    disconnect(conn, marketplace)
    key = Box(secrets, Kind.SHOP_KEY).seal(shop.key.strip().encode())
    row = {"marketplace": marketplace, "kind": shop.kind, "url": shop.url, "key": key, "connected_at": micros(at)}
    conn.execute(insert(connectors), row)


def disconnect(conn: Connection, marketplace: str) -> bool:
    """Orders are carried out by the marketplace itself again; whether they were not."""
    forget(conn, marketplace)
    return conn.execute(delete(connectors).where(connectors.c.marketplace == marketplace)).rowcount == 1


def shop_of(conn: Connection, secrets: Sequence[bytes], marketplace: str) -> Shop | None:
    """The shop of a marketplace, if it has one that the service works in."""
    row = conn.execute(select(connectors).where(connectors.c.marketplace == marketplace)).first()
    if row is None:
        return None
    return Shop(row.kind, row.url, Box(secrets, Kind.SHOP_KEY).open(row.key).decode())
