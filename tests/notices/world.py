"""A small world: a buyer, a seller's people, a marketplace, neutrals, registrars, and a mail server that can refuse."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Table, insert, select

from odr.accounts.tables import (
    e_mails,
    marketplace_administrators,
    marketplaces,
    members,
    organisations,
    people,
    people_roles,
    sellers,
)
from odr.domain import appointing, filing, mediation, negotiation, talk
from odr.domain import events as e
from odr.domain.guards import Command
from odr.domain.roles import Role, Room, Visitor
from odr.domain.words import Text
from odr.notices import Parts
from odr.notices.tables import deliveries, notices
from odr.outbox import claim, outbox
from odr.store import Store, micros
from odr.worker import carry_out
from tests.core.given import FILED_AT, refund

CASE = "case-1"
BUYER = Visitor("buyer")
SELLER = Visitor("seller-person", organisations=frozenset({"holzhaus"}))
ADMINISTRATOR = Visitor("admin", marketplaces=frozenset({"kiezmarkt"}))
MEDIATOR = Visitor("mediator")
DECIDER = Visitor("decider")
REGISTRAR = Visitor("registrar", registrar=True)
PEOPLE = {
    "buyer": "Europe/Warsaw",
    "seller-person": "Europe/Berlin",
    "admin": "Europe/Berlin",
    "mediator": "Europe/Berlin",
    "decider": "Europe/Berlin",
    "registrar": "Europe/Berlin",
    "stranger": "Europe/Berlin",
}
ROLES = {"mediator": "MEDIATOR", "decider": "DECISION_MAKER", "registrar": "REGISTRAR"}


def populate(store: Store) -> None:
    """Everybody with a confirmed address NAME@example.org."""
    at = micros(FILED_AT)
    for name, zone in PEOPLE.items():
        add_person(store, name, zone)
    for name, role in ROLES.items():
        _add(store, people_roles, person=name, role=role, granted_by="console", granted_at=at)
    _add(store, organisations, id="holzhaus", name="Holzhaus GmbH", country="DE", created_at=at)
    _add(store, members, person="seller-person", organisation="holzhaus", role="OWNER", since=at)
    market = {"name": "Kiezmarkt", "code": "KE", "zone": "Europe/Berlin", "country": "DE"}
    _add(store, marketplaces, id="kiezmarkt", website="https://k.example", rulebook="r", created_at=at, **market)
    _add(store, marketplace_administrators, person="admin", marketplace="kiezmarkt", since=at)
    known = {"address": "shop@example.org", "language": "en", "zone": "Europe/Berlin", "country": "DE"}
    _add(store, sellers, marketplace="kiezmarkt", external_id="s", organisation="holzhaus", created_at=at, **known)


def add_person(store: Store, name: str, zone: str = "Europe/Berlin", *, role: str | None = None) -> None:
    at = micros(FILED_AT)
    profile = {"name": name, "language": "en", "zone": zone, "country": "DE"}
    _add(store, people, id=name, password_hash="", created_at=at, **profile)
    _add(store, e_mails, person=name, address=f"{name}@example.org", confirmed_at=at)
    if role is not None:
        _add(store, people_roles, person=name, role=role, granted_by="console", granted_at=at)


def _add(store: Store, table: Table, **row: Any) -> None:
    with store.write() as conn:
        conn.execute(insert(table), row)


@dataclass
class Post:
    """A mail server: what it took, and how it answers per recipient."""

    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, EmailMessage, policy=policy.default)
        self.mails += [(to, mail) for to in envelope.rcpt_tos]
        return self.refusals.get("DATA", "250 OK")

    def to(self, name: str) -> list[EmailMessage]:
        return [mail for to, mail in self.mails if to == f"{name}@example.org"]

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Listen on this machine; gives the port."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(self, loop=loop, hostname="localhost"), "127.0.0.1", 0)
        yield server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def deliver(parts: Parts, *, most: int = 40) -> None:
    """Carry out everything that is due, as the worker does."""
    for _ in range(most):
        messages = claim(parts.store, parts.clock.now(), 20)
        if not messages:
            return
        for message in messages:
            carry_out(parts, message)
    raise AssertionError("the outbox does not run dry")


def rows(store: Store, table: Table, *, without: tuple[str, ...] = (), **where: Any) -> list[Mapping[str, Any]]:
    with store.read() as conn:
        found = conn.execute(select(table).filter_by(**where)).mappings().all()
    return [{name: value for name, value in row.items() if name not in without} for row in found]


def told(store: Store, person: str) -> list[str]:
    """The kinds of a person's notices, in order."""
    found = rows(store, notices, person=person)
    return [row["kind"] for row in sorted(found, key=lambda row: row["created_at"])]


def ledger(store: Store, person: str) -> list[tuple[str, str, str]]:
    ids = [row["id"] for row in rows(store, notices, person=person)]
    return sorted((r["channel"], r["state"], r["detail"]) for r in rows(store, deliveries) if r["notice_id"] in ids)


def pending(store: Store) -> list[Mapping[str, Any]]:
    return rows(store, outbox, done_at=None)


@dataclass
class Play:
    """People act through the clerk, at the clock's time, and everything promised is carried out."""

    parts: Parts
    clock: Any

    def act(self, visitor: Visitor, kind: type[Command], **asked: Any) -> None:
        at: datetime = self.clock.forward(timedelta(minutes=1))
        self.parts.clerk.submit(CASE, visitor, lambda by: kind(by=by, at=at, **asked), at)
        deliver(self.parts)

    def pass_time(self, **more: float) -> None:

        self.clock.forward(timedelta(**more))
        self.parts.clerk.sweep(self.clock.now())
        deliver(self.parts)

    def to_negotiation(self) -> None:
        answer = {"position": e.Position.DISPUTES, "statement": Text("It left us whole.")}
        self.act(SELLER, filing.AnswerComplaint, **answer)
        self.act(BUYER, filing.EscalateComplaint, reasons=Text("It is cracked."))
        self.act(ADMINISTRATOR, filing.AdmitCase)
        if "response" in {frame.clause for frame in self.case.frames.values()}:
            self.act(SELLER, filing.AnswerComplaint, **answer)

    def to_mediation(self) -> None:
        self.to_negotiation()
        self.pass_time(days=4)
        self.act(BUYER, negotiation.LeaveNegotiation)
        self.appoint(mediation.Function.MEDIATOR, "mediator")

    def appoint(self, function: e.Function, person: str) -> None:
        known = {"functions": frozenset({function}), "belongs_to": frozenset[str](), "payer": "service"}
        self.act(ADMINISTRATOR, appointing.AppointNeutral, function=function, person=person, **known)

    def offer(self, visitor: Visitor, name: str) -> None:
        self.act(visitor, negotiation.MakeOffer, offer=name, lines=(refund(5000),))

    def say(self, visitor: Visitor, room: Room, words: str = "Hello") -> None:
        self.act(
            visitor, talk.SendMessage, message=f"{visitor.person}-{self.clock.now()}", room=room, words=Text(words)
        )

    @property
    def case(self) -> Any:

        return self.parts.clerk.look_as(CASE, Role.SYSTEM, self.clock.now()).case
