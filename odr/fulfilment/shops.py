"""Which shop a marketplace has, and the connector that works in it."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select, update

from odr.accounts.boxes import Box, Kind
from odr.domain.refusals import InvalidInput
from odr.fulfilment import shopify, stripe, vendure
from odr.fulfilment.breaker import forget
from odr.fulfilment.port import Connector
from odr.fulfilment.port import Kind as TaskKind
from odr.fulfilment.tables import State, connectors, executions
from odr.outward import stays_inside
from odr.store import micros

KINDS: Mapping[str, Callable[[str, str], Connector]] = {
    shopify.NAME: shopify.Shopify,
    stripe.NAME: stripe.Stripe,
    vendure.NAME: vendure.Vendure,
}
"""Every connector there is. How to write another: docs/guides/connector.md."""


@dataclass(frozen=True, slots=True)
class Shop:
    """How a marketplace's shop is reached."""

    kind: str
    url: str
    key: str = field(repr=False)
    hook: str = field(default="", repr=False)
    """The secret with which the shop signs what it tells by itself; empty where it tells nothing."""

    def connector(self) -> Connector:
        """The connector that works in it."""
        return KINDS[self.kind](self.url, self.key)


def connect(conn: Connection, secrets: Sequence[bytes], marketplace: str, shop: Shop, at: datetime) -> None:
    """From now on orders of this marketplace are carried out in its shop. Refuses: InvalidInput.

    Without a secret of its own (`hook`) the shop keeps the one that it had.
    """
    address = urlsplit(shop.url)
    if shop.kind not in KINDS:
        raise InvalidInput(field="kind", problem=f"Connectors there are: {', '.join(sorted(KINDS))}.")
    if address.scheme not in ("https", "http") or not address.hostname or address.username:
        raise InvalidInput(
            field="url", problem="Give the address of the shop's API, such as https://shop.example/admin-api."
        )
    if not shop.key.strip():
        raise InvalidInput(field="key", problem="Give the key of an API user of the shop.")
    if shop.hook and not hasattr(KINDS[shop.kind], "heard"):
        raise InvalidInput(field="hook", problem=f"A shop of {shop.kind} is asked, and tells nothing by itself.")
    box = Box(secrets, Kind.SHOP_KEY)
    mine = connectors.c.marketplace == marketplace
    before = conn.execute(select(connectors.c.kind, connectors.c.url, connectors.c.hook).where(mine)).first()
    if before is None or (before.kind, before.url) != (shop.kind, shop.url):
        _ask_of_another(conn, marketplace)
    kept = before.hook if before else None
    disconnect(conn, marketplace)
    row = {
        "marketplace": marketplace,
        "kind": shop.kind,
        "url": shop.url,
        "key": box.seal(shop.key.strip().encode()),
        "hook": box.seal(shop.hook.encode()) if shop.hook else kept,
        "connected_at": micros(at),
    }
    conn.execute(insert(connectors), row)


def _ask_of_another(conn: Connection, marketplace: str) -> None:
    """What was handed over to another shop is not known to this one, which says nothing of it: a person finds out."""
    sent = (executions.c.marketplace == marketplace) & (executions.c.state == State.SENT.value)
    conn.execute(update(executions).where(sent).values(state=State.UNKNOWN.value))


def require_unread(url: str) -> None:
    """Refuse to send a key over the public internet where everybody on the way can read it. Refuses: InvalidInput.

    Whoever runs the service names the address, so that any address inside their network will do, also by http.
    """
    if urlsplit(url).scheme == "http" and stays_inside(url) is False:
        problem = (
            "Give an address that begins with https://. By http the key of the shop could be read on its way: it is for"
            " shops within a network of your own only."
        )
        raise InvalidInput(field="url", problem=problem)


def gives_its_secret(kind: str) -> bool:
    """Whether shops of this kind sign what they tell with a secret of their own, which is given to us."""
    return bool(getattr(KINDS[kind], "gives_its_secret", False))


def disconnect(conn: Connection, marketplace: str) -> bool:
    """Orders are carried out by the marketplace itself again; whether they were not."""
    forget(conn, marketplace)
    return conn.execute(delete(connectors).where(connectors.c.marketplace == marketplace)).rowcount == 1


def does(conn: Connection, marketplace: str) -> Set[TaskKind]:
    """What the service does in a marketplace's shop; nothing where it works in none."""
    kind = conn.execute(select(connectors.c.kind).where(connectors.c.marketplace == marketplace)).scalar()
    return KINDS[kind]("", "").does if kind else frozenset()


def is_connected(conn: Connection, marketplace: str) -> bool:
    """Whether the service works in a shop of this marketplace."""
    return conn.execute(select(connectors.c.kind).where(connectors.c.marketplace == marketplace)).first() is not None


def shop_of(conn: Connection, secrets: Sequence[bytes], marketplace: str) -> Shop | None:
    """The shop of a marketplace, if it has one that the service works in."""
    row = conn.execute(select(connectors).where(connectors.c.marketplace == marketplace)).first()
    if row is None:
        return None
    box = Box(secrets, Kind.SHOP_KEY)
    hook = box.open(row.hook).decode() if row.hook else ""
    return Shop(row.kind, row.url, box.open(row.key).decode(), hook)
