"""Which carriers may send messages for a marketplace, and the secrets with which they sign."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from odr.accounts.boxes import Box, Kind
from odr.carriers.messages import ScanMessage
from odr.carriers.port import Adapter
from odr.carriers.tables import carriers
from odr.domain.refusals import InvalidInput
from odr.ids import random_bytes
from odr.signed_hooks import PREFIX, secret_of
from odr.store import instant, micros

KINDS: Mapping[str, Adapter] = {"scans": ScanMessage()}
"""How carriers write their messages. One that writes otherwise is a module with a class that reads, and a line here."""
OLD_ONE_HOLDS = timedelta(days=1)
"""How long the secret before still signs, after a carrier was connected anew."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


@dataclass(frozen=True, slots=True)
class Sender:
    """A carrier that may send. `secrets`: any of them signs now."""

    name: str
    marketplace: str
    kind: str
    secrets: tuple[bytes, ...] = field(repr=False)

    @property
    def adapter(self) -> Adapter:
        """What reads its messages."""
        return KINDS[self.kind]


def new_signing_secret() -> str:
    """A secret as Standard Webhooks writes it."""
    return PREFIX + base64.b64encode(random_bytes(32)).decode("ascii")


def connect(
    conn: Connection,
    box_secrets: Sequence[bytes],
    marketplace: str,
    name: str,
    secret: str,
    at: datetime,
    kind: str = "scans",
) -> None:
    """From now on the carrier's messages are taken. The secret that it had before signs for a day more.

    Refuses: InvalidInput.
    """
    if not _NAME.fullmatch(name):
        raise InvalidInput(field="name", problem="Give 2 to 40 small letters, digits and hyphens, such as parcel-post.")
    try:
        secret_of(secret)
    except ValueError as wrong:
        raise InvalidInput(field="secret", problem=str(wrong)) from None
    row = conn.execute(select(carriers).where(carriers.c.name == name)).first()
    if row is not None and row.marketplace != marketplace:
        raise InvalidInput(field="name", problem="Another marketplace has a carrier of that name. Choose another name.")
    box = Box(box_secrets, Kind.CARRIER_SECRETS)
    before = box.open(row.secrets).decode().split()[:1] if row is not None else []
    kept = [secret.strip(), *(one for one in before if one != secret.strip())]
    disconnect(conn, marketplace, name)
    sealed = box.seal(" ".join(kept).encode())
    told = {"name": name, "marketplace": marketplace, "kind": kind, "secrets": sealed, "connected_at": micros(at)}
    conn.execute(insert(carriers), told)


def disconnect(conn: Connection, marketplace: str, name: str) -> bool:
    """Its messages are taken no more; whether they were."""
    mine = (carriers.c.marketplace == marketplace) & (carriers.c.name == name)
    return conn.execute(delete(carriers).where(mine)).rowcount == 1


def connected(conn: Connection, marketplace: str) -> list[tuple[str, str, datetime]]:
    """The carriers of a marketplace: name, kind, and since when."""
    rows = conn.execute(select(carriers).where(carriers.c.marketplace == marketplace).order_by(carriers.c.name))
    return [(row.name, row.kind, instant(row.connected_at)) for row in rows]


def sender(conn: Connection, box_secrets: Sequence[bytes], name: str, now: datetime) -> Sender | None:
    """The carrier of this name, if one is connected."""
    row = conn.execute(select(carriers).where(carriers.c.name == name)).first()
    if row is None:
        return None
    kept = Box(box_secrets, Kind.CARRIER_SECRETS).open(row.secrets).decode().split()
    signing = kept if now < instant(row.connected_at) + OLD_ONE_HOLDS else kept[:1]
    return Sender(row.name, row.marketplace, row.kind, tuple(secret_of(one) for one in signing))
