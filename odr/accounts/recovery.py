"""A forgotten password: a link to the confirmed address, which works once and ends every session."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from odr.accounts import mails, tokens
from odr.accounts.details import address_of
from odr.accounts.passwords import Hasher, accept
from odr.accounts.repeats import ANEW, Ask, Done, once
from odr.accounts.sessions import sign_out_everywhere
from odr.accounts.tables import e_mails, people
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose
from odr.store import Store


def request_recovery(store: Store, email: str, network: str, at: datetime, ask: Ask = ANEW) -> Done:
    """Send a recovery link, if the address has an account. The answer is the same for every address.

    An unknown address gets a token that belongs to nobody and goes nowhere, for the same work.
    Refuses: EmailNotValid, Throttled.
    """
    address = address_of(email)

    def work(conn: Connection) -> str:
        guard(conn, MAIL, address, network, at)
        holder = conn.execute(
            select(people.c.id, people.c.name, people.c.language)
            .join(e_mails, e_mails.c.person == people.c.id)
            .where(e_mails.c.address == address, e_mails.c.confirmed_at.is_not(None))
        ).first()
        token = tokens.issue(conn, Purpose.RECOVERY, holder and holder.id, {}, at)
        if holder is not None:
            mails.mail(conn, mails.RECOVERY, address, holder.language, at, name=holder.name, token=token)
        return ""

    return once(store, ask, work, at)


def recover_account(store: Store, hasher: Hasher, token: str, password: str, at: datetime, ask: Ask = ANEW) -> Done:
    """Set a new password by a recovery link; the result is the person's id.

    It ends all sessions, other recovery links and a pending change of address.
    Refuses: LinkNotValid, the password's rules, Busy.
    """
    with store.read() as conn:
        person = tokens.peek(conn, token, at, Purpose.RECOVERY).person
        own_words = _own_words(conn, person)
    password_hash = hasher.hash(accept(password, *own_words))

    def work(conn: Connection) -> str:
        tokens.use(conn, token, at, Purpose.RECOVERY)
        conn.execute(update(people).where(people.c.id == person).values(password_hash=password_hash))
        sign_out_everywhere(conn, person)
        changes = (Purpose.EMAIL_CHANGE_OLD, Purpose.EMAIL_CHANGE_NEW, Purpose.PAYOUT_CHANGE)
        tokens.cancel(conn, person, Purpose.RECOVERY, *changes)
        return person

    return once(store, ask, work, at)


def _own_words(conn: Connection, person: str) -> tuple[str, str]:
    found = conn.execute(
        select(people.c.name, e_mails.c.address)
        .join(e_mails, e_mails.c.person == people.c.id)
        .where(people.c.id == person)
    ).one()
    return found.name, found.address
