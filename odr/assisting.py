"""Complaints that staff take down for somebody: drafts that wait for the person. Nothing is filed without them.

A draft lies outside every docket. Once confirmed it is a complaint like any other, with an entry that says how it came
and who took it down. One that nobody confirms is deleted when its time is over.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Row, Table, Text, delete, insert, select, update

from odr.accounts import mails
from odr.accounts.directory import person_of
from odr.accounts.refusals import LinkNotValid
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import hash_of
from odr.domain import words
from odr.domain.remedies import Claim
from odr.domain.roles import Role
from odr.domain.vocabulary import Via
from odr.ids import new_id, new_secret
from odr.orders import Registered, orders, person_of_buyer
from odr.store import instant, metadata, micros

WAITS = timedelta(days=14)
"""How long a draft waits for the person."""
MOST = 100

taken_complaints = Table(
    "taken_complaints",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("taken_by", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("taken_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("case_id", Text),
)
"""`hash`: of the secret in the person's link; `said`: the complaint as JSON, empty once it was filed as `case_id`."""


@dataclass(frozen=True, slots=True)
class Said:
    """A complaint in somebody's words, before it is a case."""

    claims: tuple[Claim, ...]
    narrative: str = field(repr=False)
    contacted_before: bool
    other_proceedings: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A complaint that staff took down. `said` is None once it was filed."""

    id: str
    order: str
    role: Role
    taken_by: str
    via: Via
    said: Said | None
    taken_at: datetime
    expires_at: datetime
    case_id: str | None


def _hook(value: Any) -> Any:
    if isinstance(value, words.Text):
        return value.body
    raise TypeError(f"{type(value).__name__} is no part of a complaint")


def _text(kind: type, value: Any) -> Any:
    return words.Text(value)


_DECODER = msgspec.json.Decoder(Said, dec_hook=_text)


def take_down(
    conn: Connection, order: Registered, by: tuple[Role, str], via: Via, said: Said, network: str, at: datetime
) -> str:
    """Keep a draft and send its link to the buyer's address; its id. `by`: role and person of the staff.

    Refuses: Throttled.
    """
    address = order.snapshot.buyer.email
    guard(conn, MAIL, address, network, at)
    secret, made = new_secret(), new_id()
    row = {
        "id": made,
        "hash": hash_of(secret),
        "order_id": order.id,
        "role": by[0],
        "taken_by": by[1],
        "via": via,
        "said": msgspec.json.encode(said, enc_hook=_hook, order="sorted").decode(),
        "taken_at": micros(at),
        "expires_at": micros(at + WAITS),
    }
    conn.execute(insert(taken_complaints), row)
    known = person_of_buyer(conn, address)
    language = person_of(conn, known).profile.language if known else "en"
    mails.mail(conn, mails.TAKEN_COMPLAINT, address, language, at, token=secret)
    return made


def by_token(conn: Connection, token: str, at: datetime) -> Taken:
    """The draft that a link leads to; one that was filed says its case. Refuses: LinkNotValid."""
    row = conn.execute(select(taken_complaints).where(taken_complaints.c.hash == hash_of(token))).first()
    if row is None or (row.case_id is None and row.expires_at <= micros(at)):
        raise LinkNotValid
    return _read(row)


def taken_by_id(conn: Connection, taken: str) -> Taken:
    """A draft that is there, for the service itself."""
    return _read(conn.execute(select(taken_complaints).where(taken_complaints.c.id == taken)).one())


def filed(conn: Connection, taken: str, case_id: str) -> None:
    """The person confirmed it: what was said stands in the case from now on."""
    conn.execute(update(taken_complaints).where(taken_complaints.c.id == taken).values(case_id=case_id, said=""))


def taken_at(conn: Connection, marketplace: str) -> list[Taken]:
    """What was taken down about orders of a marketplace, the latest first."""
    found = (
        select(taken_complaints)
        .join(orders, orders.c.id == taken_complaints.c.order_id)
        .where(orders.c.marketplace == marketplace)
        .order_by(taken_complaints.c.taken_at.desc(), taken_complaints.c.id)
        .limit(MOST)
    )
    return [_read(row) for row in conn.execute(found)]


def purge(conn: Connection, at: datetime) -> int:
    """Delete drafts that nobody confirmed in time; how many."""
    over = taken_complaints.c.case_id.is_(None), taken_complaints.c.expires_at <= micros(at)
    return conn.execute(delete(taken_complaints).where(*over)).rowcount


def _read(row: Row[*tuple[Any, ...]]) -> Taken:
    return Taken(
        row.id,
        row.order_id,
        Role(row.role),
        row.taken_by,
        Via(row.via),
        _DECODER.decode(row.said) if row.said else None,
        instant(row.taken_at),
        instant(row.expires_at),
        row.case_id,
    )
