"""A marketplace with a webhook, and messages that wait for it."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from odr.accounts.boxes import Box, Kind
from odr.accounts.principal import Principal
from odr.accounts.tables import marketplaces
from odr.store import Store, micros
from odr.webhooks.endpoints import Office, Wanted, add
from odr.webhooks.entering import enter_test
from odr.webhooks.history import Delivery, delivery_of
from odr.webhooks.sending import Sender, send_next
from odr.webhooks.tables import webhooks
from tests.conftest import HandClock
from tests.core.given import FILED_AT

SECRET = (b"a secret that only tests know",)
ADMIN = Principal("admin", frozenset(), frozenset({"kiezmarkt"}), frozenset(), frozenset(), "en", "s")
MARKET = {
    "id": "kiezmarkt",
    "name": "Kiezmarkt",
    "code": "KE",
    "zone": "Europe/Berlin",
    "country": "DE",
    "website": "https://kiezmarkt.example",
    "rulebook": "odr-default/1",
}


@dataclass
class World:
    """Its clock is moved by hand."""

    store: Store
    clock: HandClock
    endpoint: str = ""
    secret: str = ""

    @classmethod
    def of(cls, store: Store, url: str) -> "World":
        world = cls(store, HandClock(FILED_AT))
        with store.write() as conn:
            conn.execute(insert(marketplaces), {**MARKET, "created_at": micros(FILED_AT)})
        world.endpoint, world.secret = world.add(url)
        return world

    @property
    def sender(self) -> Sender:
        return Sender(self.store, self.clock, SECRET, inside=True)

    @property
    def key(self) -> bytes:
        return base64.b64decode(self.secret.removeprefix("whsec_"))

    def office(self, conn: Any) -> Office:
        return Office(conn, ADMIN, Box(SECRET, Kind.WEBHOOK), self.clock.at, inside=True)

    def add(self, url: str) -> tuple[str, str]:
        with self.store.write() as conn:
            return add(self.office(conn), "kiezmarkt", Wanted(url))

    def enter(self, name: str = "m", endpoint: str = "") -> str:
        """A message that waits; its id."""
        with self.store.write() as conn:
            return enter_test(conn, endpoint or self.endpoint, name, self.clock.at)

    def send(self, **passes: float) -> int:
        """Time passes; then everything that is due is sent. How many turns that took."""
        self.clock.at += timedelta(**passes)
        turns = 0
        while send_next(self.sender, self.clock.at):
            turns += 1
        return turns

    def delivery(self, name: str) -> Delivery:
        with self.store.read() as conn:
            return delivery_of(conn, ADMIN, name)

    def codes(self, name: str) -> list[str]:
        return [one.code for one in self.delivery(name).attempts]

    @property
    def row(self) -> Any:
        with self.store.read() as conn:
            return conn.execute(select(webhooks).where(webhooks.c.id == self.endpoint)).one()
