"""Registering, and confirming the address. Nobody learns here which addresses have an account."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from odr.accounts import mails, tokens
from odr.accounts.details import Profile, address_of
from odr.accounts.passwords import Hasher, accept
from odr.accounts.refusals import EmailTaken
from odr.accounts.repeats import ANEW, Ask, Done, once
from odr.accounts.tables import e_mails, people
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose
from odr.ids import new_id
from odr.store import Store, micros


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody who wants an account gives."""

    profile: Profile
    email: str
    password: str = field(repr=False)
    network: str
    """Where the request came from, as `Context.ip_prefix` says."""


def register(store: Store, hasher: Hasher, asked: Registration, at: datetime, ask: Ask = ANEW) -> Done:
    """Send a confirmation link to the address, or word that it has an account already.

    The answer is the same, after the same work.
    Several people may register one address: whoever holds its mailbox decides which registration is
    confirmed.
    Refuses: EmailNotValid, the password's rules, Throttled, Busy.
    """
    address = address_of(asked.email)
    password = accept(asked.password, address, asked.profile.name)
    with store.write() as conn:
        guard(conn, MAIL, address, asked.network, at)
    password_hash = hasher.hash(password)

    def work(conn: Connection) -> str:
        if not tell_holder(conn, address, at):
            person = _add_person(conn, asked.profile, address, password_hash, at)
            token = tokens.issue(conn, Purpose.CONFIRM_EMAIL, person, {}, at)
            profile = asked.profile
            mails.mail(conn, mails.CONFIRM, address, profile.language, at, name=profile.name, token=token)
        return ""

    return once(store, ask, work, at)


def confirm_email(conn: Connection, token: str, at: datetime) -> str:
    """Confirm the address that a link was sent to; the person's id. From now on they can sign in.

    Refuses: LinkNotValid, EmailTaken.
    """
    person = tokens.use(conn, token, at, Purpose.CONFIRM_EMAIL).person
    address: str = conn.execute(select(e_mails.c.address).where(e_mails.c.person == person)).scalar_one()
    settle_address(conn, person, address, at)
    return person


def enrol(store: Store, hasher: Hasher, profile: Profile, email: str, password: str, at: datetime) -> str:
    """An account whose address the operator has confirmed in another way; the person's id.

    Refuses: EmailNotValid, the password's rules, EmailTaken, Busy.
    """
    address = address_of(email)
    password_hash = hasher.hash(accept(password, address, profile.name))
    with store.write() as conn:
        person = _add_person(conn, profile, address, password_hash, at)
        settle_address(conn, person, address, at)
    return person


def settle_address(conn: Connection, person: str, address: str, at: datetime) -> None:
    """Make this the person's confirmed address.

    Refuses: EmailTaken, with which the transaction must end.
    """
    settled = update(e_mails).where(e_mails.c.person == person).values(address=address, confirmed_at=micros(at))
    try:
        conn.execute(settled)
    except IntegrityError as error:
        raise EmailTaken from error


def tell_holder(conn: Connection, address: str, at: datetime) -> bool:
    """Word to the holder of a confirmed address that it has an account; False if nobody holds it."""
    holder = conn.execute(
        select(people.c.name, people.c.language)
        .join(e_mails, e_mails.c.person == people.c.id)
        .where(e_mails.c.address == address, e_mails.c.confirmed_at.is_not(None))
    ).first()
    if holder is None:
        return False
    mails.mail(conn, mails.ALREADY_REGISTERED, address, holder.language, at, name=holder.name)
    return True


def _add_person(conn: Connection, profile: Profile, address: str, password_hash: str, at: datetime) -> str:
    person = new_id()
    row = {**asdict(profile), "id": person, "password_hash": password_hash, "created_at": micros(at)}
    conn.execute(insert(people), row)
    conn.execute(insert(e_mails), {"person": person, "address": address})
    return person
