"""A second factor beside the password: an app that shows codes, and ten recovery codes for the day it is lost.

"Contact or account change needs a second factor" (procedure: fairness, authority, safety). Everybody's is the mailbox,
to which a link goes; who has set up an app needs a code of it too. It is asked for at sign-in as well.
"""

import re
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from odr.accounts import mails, one_time_codes
from odr.accounts.boxes import Box
from odr.accounts.directory import person_of
from odr.accounts.passwords import Hasher
from odr.accounts.principal import Principal
from odr.accounts.refusals import SecondFactorMissing, SecondFactorNeeded, SecondFactorSet, WrongCode
from odr.accounts.repeats import ANEW, Ask, Done, once
from odr.accounts.sessions import check_password
from odr.accounts.tables import people, recovery_codes, second_factors
from odr.accounts.throttle import STEP_UP, forgive, guard
from odr.accounts.tokens import hash_of
from odr.ids import random_bytes
from odr.store import Store, instant, micros

RECOVERY_CODES = 10
RECOVERY_BYTES = 10
"""Of a recovery code: 80 random bits, so that a plain hash is enough to keep it under."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A second factor that is set up."""

    since: datetime
    recovery_codes_left: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person gives to show who they are once more. `code`: of the app, or a recovery code."""

    person: str
    network: str
    password: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of this service."""

    store: Store
    hasher: Hasher
    box: Box

    def enrol(self, asked: Shown, at: datetime, ask: Ask = ANEW) -> tuple[Done, bytes]:
        """A new key, for the only time. It is asked for only once it was confirmed; an earlier unconfirmed one is gone.

        Refuses: SecondFactorSet, WrongPassword, Throttled, Busy.
        """
        check_password(self.store, self.hasher, asked.person, asked.password, asked.network, at)
        key = random_bytes(one_time_codes.KEY_BYTES)

        def work(conn: Connection) -> str:
            _lock(conn, asked.person)
            if factor_of(conn, asked.person) is not None:
                raise SecondFactorSet
            conn.execute(delete(second_factors).where(second_factors.c.person == asked.person))
            row = {"person": asked.person, "key": self.box.seal(key), "created_at": micros(at), "last_step": 0}
            conn.execute(insert(second_factors), row)
            return ""

        return once(self.store, ask, work, at), key

    def confirm(self, asked: Shown, at: datetime, ask: Ask = ANEW) -> tuple[Done, list[str]]:
        """The app shows the right code: from now on it is asked for. The recovery codes, for the only time.

        Refuses: SecondFactorMissing, SecondFactorSet, WrongCode, Throttled.
        """
        self._take_attempt(asked, at)
        codes = [b32encode(random_bytes(RECOVERY_BYTES)).decode("ascii") for _ in range(RECOVERY_CODES)]

        def work(conn: Connection) -> str:
            _lock(conn, asked.person)
            if factor_of(conn, asked.person) is not None:
                raise SecondFactorSet
            if not self._use_app(conn, asked, at):
                raise WrongCode
            mine = second_factors.c.person == asked.person
            conn.execute(update(second_factors).where(mine).values(confirmed_at=micros(at)))
            conn.execute(insert(recovery_codes), [{"hash": hash_of(one), "person": asked.person} for one in codes])
            _tell(conn, mails.SECOND_FACTOR_SET, asked.person, at)
            return ""

        return once(self.store, ask, work, at), [_grouped(one) for one in codes]

    def check(self, asked: Shown, at: datetime) -> None:
        """Ask for a code, if the person has set up a second factor. A code opens one door, once.

        Refuses: SecondFactorNeeded, WrongCode, Throttled.
        """
        with self.store.read() as conn:
            if factor_of(conn, asked.person) is None:
                return
        if not asked.code.strip():
            raise SecondFactorNeeded
        self._take_attempt(asked, at)
        with self.store.write() as conn:
            if not (self._use_app(conn, asked, at) or _use_recovery(conn, asked)):
                raise WrongCode
            forgive(conn, STEP_UP, asked.person)

    def remove(self, asked: Shown, at: datetime, ask: Ask = ANEW) -> Done:
        """End the second factor, with the password and a code of it.

        Refuses: SecondFactorMissing, SecondFactorNeeded, WrongCode, WrongPassword, Throttled, Busy.
        """
        with self.store.read() as conn:
            if factor_of(conn, asked.person) is None:
                raise SecondFactorMissing
        check_password(self.store, self.hasher, asked.person, asked.password, asked.network, at)
        self.check(asked, at)

        def work(conn: Connection) -> str:
            forget(conn, asked.person, at)
            return ""

        return once(self.store, ask, work, at)

    def _take_attempt(self, asked: Shown, at: datetime) -> None:
        """In a transaction of its own: a wrong code takes nothing back."""
        with self.store.write() as conn:
            guard(conn, STEP_UP, asked.person, asked.network, at)

    def _use_app(self, conn: Connection, asked: Shown, at: datetime) -> bool:
        """Whether the app shows this code now and it was not used before; of two at once one is right."""
        mine = second_factors.c.person == asked.person
        key = conn.execute(select(second_factors.c.key).where(mine)).scalar()
        if key is None:
            raise SecondFactorMissing
        step = one_time_codes.step_of(self.box.open(key), re.sub(r"\s", "", asked.code), at)
        if step is None:
            return False
        unused = update(second_factors).where(mine, second_factors.c.last_step < step).values(last_step=step)
        return conn.execute(unused).rowcount == 1


def factor_of(conn: Connection, person: str) -> SecondFactor | None:
    """The second factor that a person has set up."""
    row = conn.execute(
        select(second_factors.c.confirmed_at).where(
            second_factors.c.person == person, second_factors.c.confirmed_at.is_not(None)
        )
    ).first()
    if row is None:
        return None
    left = select(func.count()).where(recovery_codes.c.person == person)
    return SecondFactor(instant(row.confirmed_at), conn.execute(left).scalar_one())


def asked_of_staff(conn: Connection, who: Principal) -> bool:
    """Whether somebody should set up a second factor: who serves, looks after or administers, and has none."""
    return bool(who.person and (who.roles or who.marketplaces)) and factor_of(conn, who.person) is None


def forget(conn: Connection, person: str, at: datetime) -> None:
    """No second factor any more, and word of it to the person. Refuses: SecondFactorMissing."""
    if conn.execute(delete(second_factors).where(second_factors.c.person == person)).rowcount == 0:
        raise SecondFactorMissing
    conn.execute(delete(recovery_codes).where(recovery_codes.c.person == person))
    _tell(conn, mails.SECOND_FACTOR_REMOVED, person, at)


def _use_recovery(conn: Connection, asked: Shown) -> bool:
    typed = re.sub(r"[\s-]", "", asked.code).upper()
    unused = recovery_codes.c.hash == hash_of(typed), recovery_codes.c.person == asked.person
    return conn.execute(delete(recovery_codes).where(*unused)).rowcount == 1


def _grouped(code: str) -> str:
    return "-".join(re.findall("....", code))


def _lock(conn: Connection, person: str) -> None:
    conn.execute(select(people.c.id).where(people.c.id == person).with_for_update(key_share=True))


def _tell(conn: Connection, topic: str, person: str, at: datetime) -> None:
    known = person_of(conn, person)
    mails.mail(conn, topic, known.address, known.profile.language, at)
