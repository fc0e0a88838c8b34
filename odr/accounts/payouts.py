"""Where a person is paid: changed with the password and a link to the confirmed address, then held for three days.

"Contact or account change needs a second factor; a payment to a new account within 72 h of it is held" (procedure:
fairness, authority, safety). The account is kept encrypted, under a key that follows from the service's secrets.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from odr.accounts import mails, tokens
from odr.accounts.boxes import Box
from odr.accounts.details import one_line
from odr.accounts.refusals import IbanNotValid, LinkNotValid
from odr.accounts.repeats import ANEW, Ask, Done, once
from odr.accounts.second_factor import Factors, Shown
from odr.accounts.sessions import check_password
from odr.accounts.tables import e_mails, payout_accounts, people
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose
from odr.store import instant, micros

HOLD = timedelta(hours=72)
"""How long no payment goes to a new account."""


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account: who holds it, and its IBAN (ISO 13616) without blanks."""

    holder: str = field(repr=False)
    iban: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PayoutAccount:
    """Where a person is paid, since when (UTC), and until when nothing is paid there."""

    account: Account
    changed_at: datetime

    @property
    def held_until(self) -> datetime:
        return self.changed_at + HOLD


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What a person gives who wants to be paid elsewhere."""

    person: str
    holder: str = field(repr=False)
    iban: str = field(repr=False)
    password: str = field(repr=False)
    network: str
    code: str = field(default="", repr=False)
    """Of the second factor, if they set one up."""


def account_of(holder: str, iban: str) -> Account:
    """An account that can exist. Refuses: NameNotValid, IbanNotValid."""
    plain = "".join(iban.split()).upper()
    if not (15 <= len(plain) <= 34 and plain.isascii() and plain.isalnum() and plain[:2].isalpha()):
        raise IbanNotValid
    if int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 != 1:
        raise IbanNotValid
    return Account(one_line(holder), plain)


def request_payout_change(factors: Factors, box: Box, asked: NewAccount, at: datetime, ask: Ask = ANEW) -> Done:
    """Send a link to the person's confirmed address. An earlier request is replaced; nothing changes before.

    Refuses: NameNotValid, IbanNotValid, WrongPassword, SecondFactorNeeded, WrongCode, Throttled, Busy.
    """
    account = account_of(asked.holder, asked.iban)
    check_password(factors.store, factors.hasher, asked.person, asked.password, asked.network, at)
    factors.check(Shown(asked.person, asked.network, code=asked.code), at)

    def work(conn: Connection) -> str:
        known = conn.execute(
            select(people.c.language, e_mails.c.address)
            .join(e_mails, e_mails.c.person == people.c.id)
            .where(people.c.id == asked.person, e_mails.c.confirmed_at.is_not(None))
            .with_for_update(of=people, key_share=True)
        ).one()
        guard(conn, MAIL, known.address, asked.network, at)
        tokens.cancel(conn, asked.person, Purpose.PAYOUT_CHANGE)
        sealed = box.seal(json.dumps(asdict(account)).encode())
        token = tokens.issue(conn, Purpose.PAYOUT_CHANGE, asked.person, {"account": sealed}, at)
        mails.mail(conn, mails.PAYOUT_CHANGE, known.address, known.language, at, token=token)
        return ""

    return once(factors.store, ask, work, at)


def confirm_payout_change(conn: Connection, token: str, person: str, at: datetime) -> str:
    """The new account takes effect, and is held from now on; the id of its person.

    Refuses: LinkNotValid, also to anybody else than the person who asked.
    """
    if tokens.peek(conn, token, at, Purpose.PAYOUT_CHANGE).person != person:
        raise LinkNotValid
    found = tokens.use(conn, token, at, Purpose.PAYOUT_CHANGE)
    row = {"account": found.payload["account"], "changed_at": micros(at)}
    mine = payout_accounts.c.person == person
    if conn.execute(update(payout_accounts).where(mine).values(row)).rowcount == 0:
        conn.execute(insert(payout_accounts), {"person": person, **row})
    tokens.cancel(conn, person, Purpose.PAYOUT_CHANGE)
    return person


def payout_account(conn: Connection, box: Box, person: str) -> PayoutAccount | None:
    """Where a person is paid; None if they never said."""
    row = conn.execute(select(payout_accounts).where(payout_accounts.c.person == person)).first()
    if row is None:
        return None
    known = json.loads(box.open(row.account))
    return PayoutAccount(Account(**known), instant(row.changed_at))
