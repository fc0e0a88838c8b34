"""Token buckets in the store: by account, by network and for everybody. They refill; nothing is locked.

A bucket is kept as the one instant at which it will be full again (the generic cell rate algorithm), so that
taking from it is a single guarded statement.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, select, text

from odr.accounts.refusals import Throttled
from odr.accounts.tables import throttles
from odr.store import micros

SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Bucket:
    """Holds `size` attempts; one comes back `every` so often."""

    size: int
    every: timedelta

    @property
    def step(self) -> int:
        """Microseconds for one attempt to come back."""
        return self.every // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """The three buckets that an attempt is taken from."""

    act: str
    network: Bucket
    account: Bucket
    everybody: Bucket


SIGN_IN = Limits(
    "sign-in",
    network=Bucket(60, timedelta(seconds=2)),
    account=Bucket(10, timedelta(seconds=30)),
    everybody=Bucket(300, timedelta(milliseconds=50)),
)
MAIL = Limits(
    "mail",
    network=Bucket(30, timedelta(seconds=30)),
    account=Bucket(5, timedelta(minutes=10)),
    everybody=Bucket(500, timedelta(milliseconds=200)),
)
"""Whatever sends a mail to an address that somebody typed in."""

STEP_UP = Limits(
    "step-up",
    network=Bucket(60, timedelta(seconds=2)),
    account=Bucket(5, timedelta(minutes=5)),
    everybody=Bucket(300, timedelta(milliseconds=50)),
)
"""Codes of a second factor. Of a million three are right at a time: 300 guesses a day meet one in three years."""

PULL = Limits(
    "pull",
    network=Bucket(60, timedelta(seconds=10)),
    account=Bucket(10, timedelta(minutes=1)),
    everybody=Bucket(300, timedelta(milliseconds=500)),
)
"""Numbers of orders that a shop is asked for."""

TAKE = text(
    """
    INSERT INTO throttles (key, full_at) VALUES (:key, :first)
    ON CONFLICT (key) DO UPDATE
       SET full_at = CASE WHEN throttles.full_at > :now THEN throttles.full_at + :step ELSE :first END
     WHERE throttles.full_at <= :bound
    RETURNING full_at
    """
)


def guard(conn: Connection, limits: Limits, account: str, network: str, now: datetime) -> None:
    """Take one attempt from each bucket. Refuses: Throttled.

    The network comes first, so that one which is out of attempts cannot empty somebody's account bucket.
    """
    asked = (
        (_key(limits.act, "network", network), limits.network),
        (_key(limits.act, "account", account), limits.account),
        (_key(limits.act, "everybody", ""), limits.everybody),
    )
    wait = next((left for key, bucket in asked if (left := _take(conn, key, bucket, micros(now)))), 0)
    if wait:
        raise Throttled(retry_after_s=-(-wait // SECOND))


def forgive(conn: Connection, limits: Limits, account: str) -> None:
    """Fill an account's bucket again, after it has shown its password."""
    conn.execute(delete(throttles).where(throttles.c.key == _key(limits.act, "account", account)))


def _key(act: str, kind: str, of: str) -> str:
    return sha256(f"{act}|{kind}|{of}".encode()).hexdigest()


def _take(conn: Connection, key: str, bucket: Bucket, now: int) -> int:
    """0, or the microseconds until the bucket has an attempt again."""
    latest = now + (bucket.size - 1) * bucket.step
    ask = {"key": key, "now": now, "step": bucket.step, "first": now + bucket.step, "bound": latest}
    if conn.execute(TAKE, ask).first() is not None:
        return 0
    full_at: int = conn.execute(select(throttles.c.full_at).where(throttles.c.key == key)).scalar_one()
    return full_at - latest
