"""A marketplace with its people, and one order of a lamp and bulbs: what the tests of the schema start from."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import anyio
from sqlalchemy import Table, insert, select

from odr.accounts.details import Profile
from odr.accounts.keys import create_api_key
from odr.accounts.marketplaces import NewMarketplace, add_administrator, create_marketplace
from odr.accounts.principal import CONSOLE, Principal, Scope, ServiceRole
from odr.accounts.registration import enrol
from odr.accounts.roles import grant_role
from odr.accounts.sessions import SignIn, principal_of_session, sign_in
from odr.app import assemble, open_house, parts
from odr.schema import ids
from odr.schema.schema import schema
from odr.settings import Settings
from odr.store import Store
from odr.tables import metadata
from odr.worker import deliver_all
from tests.accounts.browser import Caller
from tests.accounts.helpers import NETWORK, PASSWORD, CountingHasher, last_mail
from tests.conftest import HandClock

PEOPLE = {
    "buyer": "Bożena Nowak",
    "seller": "Sven Holz",
    "colleague": "Svea Holz",
    "admin": "Ada Markt",
    "mediator": "Mira Mitte",
    "decider": "Dora Dekret",
    "registrar": "Rosa Register",
    "stranger": "Stefan Fremd",
}
ROLES = {
    "mediator": ServiceRole.MEDIATOR,
    "decider": ServiceRole.DECISION_MAKER,
    "registrar": ServiceRole.REGISTRAR,
}


@dataclass(frozen=True)
class Settled:
    """The people of a town and its marketplace, with all rows that say so."""

    people: dict[str, str]
    marketplace: str
    rows: dict[Table, list[dict[str, Any]]]

    def come(self, store: Store) -> None:
        """Into an empty store, as they came into the first one."""
        with store.write() as conn:
            for table, rows in self.rows.items():
                conn.execute(insert(table), rows)


_SETTLED: dict[tuple[type["Town"], datetime], Settled] = {}
"""Each kind of town at each moment is settled once in this process: enrolling everybody takes 60 statements."""


class Town:
    """One running service and the people around it. `as_` gives a signed-in person's caller."""

    PEOPLE = PEOPLE
    ROLES = ROLES
    SETTINGS: ClassVar[dict[str, Any]] = {}

    def __init__(self, store: Store, clock: HandClock, folder: Path) -> None:
        said = {"public_url": "https://odr.example", **self.SETTINGS}
        settings = Settings(mode="demo", data_dir=folder, worker=False, **said)
        self.house = open_house(settings, store, clock, hasher=CountingHasher())
        self.store, self.clock = store, clock
        self.app = assemble(self.house, schema())
        self.sessions: dict[str, str] = {}
        made = _SETTLED.get((type(self), clock.now()))
        if made is None:
            made = _SETTLED[type(self), clock.now()] = self._settle()
        else:
            made.come(store)
        self.people, self.marketplace = dict(made.people), made.marketplace

    def _settle(self) -> "Settled":
        at = self.clock.now()
        people = {name: self._enrol(name) for name in self.PEOPLE}
        with self.store.write() as conn:
            new = NewMarketplace("Kiezmarkt", "KM", "Europe/Berlin", "DE", "https://kiezmarkt.example")
            marketplace = create_marketplace(conn, CONSOLE, new, at)
            add_administrator(conn, CONSOLE, marketplace, people["admin"], at)
            for name, role in self.ROLES.items():
                grant_role(conn, CONSOLE, people[name], role, at)
            kept = {table: [row._asdict() for row in conn.execute(select(table))] for table in metadata.sorted_tables}
        return Settled(people, marketplace, {table: rows for table, rows in kept.items() if rows})

    def _enrol(self, name: str) -> str:
        profile = Profile(self.PEOPLE[name], "en", "Europe/Warsaw" if name == "buyer" else "Europe/Berlin", "DE")
        return enrol(self.store, self.house.hasher, profile, address(name), PASSWORD, self.clock.now())

    def as_(self, name: str) -> Caller:
        """A person, signed in anew whenever their session has run out."""
        token = self.sessions.get(name)
        if token is None or principal_of_session(self.store, token, self.clock.now()) is None:
            token = self.sessions[name] = self._enter(name)
        return Caller(self.app, token)

    def _enter(self, name: str) -> str:
        asked = SignIn(address(name), PASSWORD, NETWORK, "")
        return sign_in(self.store, self.house.hasher, asked, self.clock.now()).token

    def nobody(self) -> Caller:
        return Caller(self.app)

    def program(self, *scopes: Scope) -> Caller:
        """A program of the marketplace."""
        admin = Principal(
            self.people["admin"], frozenset(), frozenset({self.marketplace}), frozenset(), frozenset(), "en", "s"
        )
        with self.store.write() as conn:
            made = create_api_key(conn, admin, self.marketplace, "shop", scopes, self.clock.now())
        return Caller(self.app, made.key)

    def wait(self, **time: float) -> None:
        """Time goes by."""
        self.clock.forward(timedelta(**time))

    def work(self) -> None:
        """The worker does what is due: sweeps, tells, mails invitations, appoints by rule."""
        self.house.clerk.sweep(self.clock.now())

        async def run() -> None:
            await deliver_all(parts(self.house), anyio.Event())

        asyncio.run(run())

    def register(self, **changes: Any) -> str:
        """The id of an order that the marketplace registered."""
        made = self.as_("admin").done("registerOrder", "order { id }", **order(self.clock.now(), **changes))
        return str(made["order"]["id"])

    def file(self, **changes: Any) -> str:
        """The id of a case that the buyer filed about a new order, the seller having come in by the link."""
        order_id = self.register()
        made = self.as_("buyer").done("fileComplaint", "case { id }", **complaint(order_id, **changes))
        self.work()
        token = last_mail(self.store, "mail.invitation")["token"]
        self.as_("seller").done("acceptCaseInvitation", token=token)
        return str(made["case"]["id"])


def address(name: str) -> str:
    return f"{name}@example.org"


def eur(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


def sold(line: str, title: str, quantity: int, price: str) -> dict[str, Any]:
    said = {"id": line, "title": title, "kind": "GOODS", "quantity": quantity}
    return said | {"unitPrice": eur(price), "listing": f"{title}, new."}


def order(now: datetime, **changes: Any) -> dict[str, Any]:
    """What the marketplace says of the order."""
    placed = now - timedelta(days=14)
    said: dict[str, Any] = {
        "number": "A-1001",
        "placedAt": placed.isoformat(),
        "currency": "EUR",
        "buyer": {"email": address("Buyer"), "name": "Bożena Nowak", "country": "PL", "zone": "Europe/Warsaw"},
        "seller": {
            "externalId": "s-77",
            "name": "Holzhaus GmbH",
            "email": "info@holzhaus.example",
            "country": "DE",
            "zone": "Europe/Berlin",
        },
        "lines": [sold("1", "Lamp", 1, "80.00"), sold("2", "Bulbs", 4, "5.00")],
        "freight": eur("4.90"),
        "payments": [{"id": "p-1", "method": "card", "amount": eur("104.90"), "paidAt": placed.isoformat()}],
        "shipments": [
            {
                "id": "sh-1",
                "carrier": "Post",
                "deliveredAt": (now - timedelta(days=9)).isoformat(),
                "parcels": [{"id": "pa-1", "tracking": "T1", "lines": [{"line": "1", "quantity": 1}]}],
            }
        ],
        "addresses": [{"kind": "delivery", "country": "PL", "words": "ul. Długa 1\nWarszawa"}],
        "policies": [{"kind": "returns", "provider": "Kiezmarkt", "words": "Thirty days."}],
        "guarantees": [{"kind": "durability", "provider": "Maker", "words": "Two years."}],
    }
    return said | changes


def remedy(amount: str = "80.00", kind: str = "REFUND_FULL", line: str | None = "1", **more: Any) -> dict[str, Any]:
    return {"remedy": kind, "line": line, "amount": eur(amount), **more}


def complaint(order_id: str, **changes: Any) -> dict[str, Any]:
    """What the buyer says."""
    said: dict[str, Any] = {
        "order": order_id,
        "claims": [{"line": "1", "complaint": "DAMAGED", "remedies": [remedy()]}],
        "narrative": "The lamp arrived with a crack.",
        "contactedBefore": True,
        "otherProceedings": False,
    }
    return said | changes


def unknown(kind: str) -> str:
    """An id that is well formed and of nothing."""
    return ids.encode(kind, "f" * 32)
