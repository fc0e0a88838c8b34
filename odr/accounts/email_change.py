"""A new e-mail address, which takes effect once it was confirmed from the old and from the new one."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Row, select

from odr.accounts import mails, tokens
from odr.accounts.details import address_of
from odr.accounts.registration import settle_address, tell_holder
from odr.accounts.repeats import ANEW, Ask, Done, once
from odr.accounts.second_factor import Factors, Shown
from odr.accounts.sessions import check_password
from odr.accounts.tables import e_mails, people
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose

HALVES = (Purpose.EMAIL_CHANGE_OLD, Purpose.EMAIL_CHANGE_NEW)


@dataclass(frozen=True, slots=True)
class EmailChange:
    """How far a change of address is."""

    person: str
    in_effect: bool
    """False while the other address has not confirmed yet."""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """What a person gives who wants another address."""

    person: str
    email: str
    password: str = field(repr=False)
    network: str
    code: str = field(default="", repr=False)
    """Of the second factor, if they set one up."""


def request_email_change(factors: Factors, asked: NewAddress, at: datetime, ask: Ask = ANEW) -> Done:
    """Send one link to the old and one to the new address. An earlier request is replaced.

    The answer is the same if the new address has an account already; its holder is told, and the change
    stays pending.
    Refuses: EmailNotValid, WrongPassword, SecondFactorNeeded, WrongCode, Throttled, Busy.
    """
    address = address_of(asked.email)
    check_password(factors.store, factors.hasher, asked.person, asked.password, asked.network, at)
    factors.check(Shown(asked.person, asked.network, code=asked.code), at)

    def work(conn: Connection) -> str:
        guard(conn, MAIL, address, asked.network, at)
        _send_links(conn, asked.person, address, at)
        return ""

    return once(factors.store, ask, work, at)


def _send_links(conn: Connection, person: str, address: str, at: datetime) -> None:
    asker = _lock(conn, person)
    tokens.cancel(conn, person, *HALVES)
    change = {"address": address}
    old = tokens.issue(conn, Purpose.EMAIL_CHANGE_OLD, person, change, at)
    words = {"name": asker.name, "token": old, "new": address}
    mails.mail(conn, mails.EMAIL_CHANGE_OLD, asker.address, asker.language, at, **words)
    if tell_holder(conn, address, at):
        return
    new = tokens.issue(conn, Purpose.EMAIL_CHANGE_NEW, person, change, at)
    mails.mail(conn, mails.EMAIL_CHANGE_NEW, address, asker.language, at, name=asker.name, token=new)


def confirm_email_change(conn: Connection, token: str, at: datetime) -> EmailChange:
    """Confirm one half; with the second half the new address takes effect and old recovery links end.

    Refuses: LinkNotValid, EmailTaken.
    """
    half = tokens.peek(conn, token, at, *HALVES)
    _lock(conn, half.person)
    tokens.use(conn, token, at, *HALVES)
    if tokens.used(conn, half.person, *HALVES) < len(HALVES):
        return EmailChange(half.person, in_effect=False)
    settle_address(conn, half.person, half.payload["address"], at)
    tokens.cancel(conn, half.person, Purpose.RECOVERY, *HALVES)
    return EmailChange(half.person, in_effect=True)


def _lock(conn: Connection, person: str) -> Row[str, str, str]:
    """Hold the person, so that of two halves confirmed at once the second one sees the first."""
    return conn.execute(
        select(people.c.name, people.c.language, e_mails.c.address)
        .join(e_mails, e_mails.c.person == people.c.id)
        .where(people.c.id == person)
        .with_for_update(of=people, key_share=True)
    ).one()
