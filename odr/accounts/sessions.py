"""Signing in and out, and who a session stands for.

A session is 256 random bits in a cookie or an Authorization header, kept as a hash. It ends when it was
idle too long, at its absolute end, by signing out, and when the person recovers the account or gets a role.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    insert,
    select,
    update,
)

from odr.accounts.details import address_of
from odr.accounts.passwords import Hasher
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import WrongCredentials, WrongPassword
from odr.accounts.tables import closures, e_mails, people, people_roles, sessions
from odr.accounts.throttle import SIGN_IN, forgive, guard
from odr.accounts.tokens import hash_of
from odr.domain.refusals import AccountClosed
from odr.ids import new_id, new_secret
from odr.store import MICROSECOND, Store, instant, micros, spelt

TOUCHED_EVERY = timedelta(minutes=1)
"""How exactly the last use of a session is kept: a write per request would be too dear."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a session lasts without use, and at most."""

    idle: timedelta
    absolute: timedelta


PARTY = Length(idle=timedelta(days=1), absolute=timedelta(days=14))
SERVICE = Length(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
"""For neutrals and staff."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody gives who wants to sign in."""

    email: str
    password: str = field(repr=False)
    network: str
    previous: str = field(default="", repr=False)
    """Token of a session that this one replaces, if the browser holds one."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session."""

    person: str
    token: str = field(repr=False)
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class _Credentials:
    person: str
    password_hash: str


def sign_in(
    store: Store, hasher: Hasher, asked: SignIn, at: datetime, prove: Callable[[str], None] | None = None
) -> SignedIn:
    """Open a session. An unknown address costs the same work as a wrong password, and gets the same answer.

    Args:
        prove: asks the person with the right password for more, or refuses.

    Refuses: EmailNotValid, WrongCredentials, AccountClosed to whoever knows the password, Throttled, Busy.
    """
    address = address_of(asked.email)
    with store.write() as conn:
        guard(conn, SIGN_IN, address, asked.network, at)
        known = _credentials(conn, e_mails.c.address == address)
    if not hasher.verify(known.password_hash if known else None, asked.password) or known is None:
        raise WrongCredentials
    if prove is not None:
        prove(known.person)
    fresh = hasher.hash(asked.password) if hasher.outdated(known.password_hash) else known.password_hash
    with store.write() as conn:
        _require_open(conn, known.person)
        _keep_password(conn, known, fresh)
        forgive(conn, SIGN_IN, address)
        sign_out(conn, asked.previous)
        return _open(conn, known.person, at)


def check_password(store: Store, hasher: Hasher, person: str, password: str, network: str, at: datetime) -> None:
    """Ask a person who is signed in for the password once more. Refuses: WrongPassword, Throttled, Busy."""
    with store.write() as conn:
        guard(conn, SIGN_IN, person, network, at)
        known = _credentials(conn, people.c.id == person)
    if not hasher.verify(known.password_hash if known else None, password):
        raise WrongPassword


def sign_out(conn: Connection, token: str) -> None:
    """End the session of this token, if there is one."""
    conn.execute(delete(sessions).where(sessions.c.hash == hash_of(token)))


def carry_along(conn: Connection, by: timedelta) -> None:
    """Let every session live on across a jump of the demo's clock: only time that really passes ends them."""
    later = by // MICROSECOND
    conn.execute(
        update(sessions).values(last_seen_at=sessions.c.last_seen_at + later, ends_at=sessions.c.ends_at + later)
    )


def sign_out_everywhere(conn: Connection, person: str) -> None:
    """End all sessions of a person."""
    conn.execute(delete(sessions).where(sessions.c.person == person))


def principal_of_session(store: Store, token: str, now: datetime) -> Principal | None:
    """Who presents this token, or None if it is unknown or over.

    One indexed statement, which counts the changes of names along the way, and a write once a minute.
    """
    digest, at = hash_of(token), micros(now)
    with store.raw() as db:
        rows = db.execute(spelt(_WHO, store.dialect), (digest, at, at, digest, digest, digest)).fetchall()
    found = next((row for row in rows if row[0] == "session"), None)
    if found is None:
        return None
    _, session, person, language, last_seen_at, _ = found
    if now - instant(last_seen_at) >= TOUCHED_EVERY:
        _touch(store, digest, now)
    ties = [(row[0], row[1]) for row in rows]
    return Principal(
        person=person,
        organisations=frozenset(tie for kind, tie in ties if kind == "organisation"),
        marketplaces=frozenset(tie for kind, tie in ties if kind == "marketplace"),
        roles=frozenset(ServiceRole(tie) for kind, tie in ties if kind == "role"),
        scopes=frozenset(),
        language=language,
        session=session,
        closed=frozenset(row[5] for row in rows if row[5] is not None),
        name_changes=next((row[4] for row in rows if row[0] == "names"), 0),
    )


_WHO = """select 'session', s.id, s.person, p.language, s.last_seen_at, c.holder
from sessions s join people p on p.id = s.person left join closures c on c.holder = s.person
where s.hash = ? and s.ends_at > ? and s.last_seen_at + s.idle > ?
union all select 'organisation', m.organisation, '', '', 0, c.holder
from sessions s join members m on m.person = s.person left join closures c on c.holder = m.organisation where s.hash = ?
union all select 'marketplace', a.marketplace, '', '', 0, null
from sessions s join marketplace_administrators a on a.person = s.person where s.hash = ?
union all select 'role', r.role, '', '', 0, null
from sessions s join people_roles r on r.person = s.person where s.hash = ?
union all select 'names', '', '', '', changes, null from name_changes"""


def _require_open(conn: Connection, person: str) -> None:
    row = conn.execute(select(closures.c.at, closures.c.reasons).where(closures.c.holder == person)).first()
    if row is not None:
        because = f" Reasons: {row.reasons}" if row.reasons else ""
        raise AccountClosed(f"It was closed on {instant(row.at):%d %B %Y} (UTC).{because}")


def _credentials(conn: Connection, condition: ColumnElement[bool]) -> _Credentials | None:
    found = conn.execute(
        select(people.c.id, people.c.password_hash)
        .join(e_mails, e_mails.c.person == people.c.id)
        .where(condition, e_mails.c.confirmed_at.is_not(None))
    ).first()
    return found and _Credentials(found.id, found.password_hash)


def _keep_password(conn: Connection, known: _Credentials, fresh: str) -> None:
    """Only while the password that was checked is still the person's: a recovery meanwhile wins."""
    kept = (
        update(people)
        .where(people.c.id == known.person, people.c.password_hash == known.password_hash)
        .values(password_hash=fresh)
    )
    if conn.execute(kept).rowcount == 0:
        raise WrongCredentials


def _open(conn: Connection, person: str, at: datetime) -> SignedIn:
    length = _length(conn, person)
    token = new_secret()
    row = {
        "hash": hash_of(token),
        "id": new_id(),
        "person": person,
        "created_at": micros(at),
        "last_seen_at": micros(at),
        "idle": length.idle // MICROSECOND,
        "ends_at": micros(at + length.absolute),
    }
    conn.execute(insert(sessions), row)
    return SignedIn(person, token, at + length.absolute)


def _length(conn: Connection, person: str) -> Length:
    serves = conn.execute(select(people_roles.c.role).where(people_roles.c.person == person)).first()
    return PARTY if serves is None else SERVICE


def _touch(store: Store, session: str, now: datetime) -> None:
    with store.write() as conn:
        conn.execute(
            update(sessions)
            .where(sessions.c.hash == session, sessions.c.last_seen_at < micros(now))
            .values(last_seen_at=micros(now))
        )
