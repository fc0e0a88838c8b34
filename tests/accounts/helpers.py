"""Short words for what the tests of accounts do again and again."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Row, select

from odr.accounts.boxes import Box, Kind
from odr.accounts.details import Profile
from odr.accounts.passwords import Hasher
from odr.accounts.registration import Registration, confirm_email, register
from odr.accounts.second_factor import Factors
from odr.accounts.sessions import SignedIn, SignIn, sign_in
from odr.domain.refusals import Refused
from odr.outbox import outbox
from odr.store import Store

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "seven green bottles standing"
ANNA = Profile("Anna Bäcker", "de", "Europe/Berlin", "DE")
NETWORK = "203.0.113.0/24"


class CountingHasher(Hasher):
    """Cheap, and counts what the clock would have to show otherwise."""

    def __init__(self, memory_kib: int = 8) -> None:
        super().__init__(memory_kib)
        self.hashed = 0
        self.verified = 0

    def hash(self, password: str) -> str:
        self.hashed += 1
        return super().hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        self.verified += 1
        return super().verify(stored, password)


def registration(email: str = "anna@example.org", password: str = PASSWORD, **more: Any) -> Registration:
    return Registration(more.get("profile", ANNA), email=email, password=password, network=more.get("network", NETWORK))


def member(store: Store, hasher: Hasher, email: str = "anna@example.org", at: datetime = NOW) -> str:
    """A person with a confirmed address, by the way everybody takes."""
    register(store, hasher, registration(email), at)
    with store.write() as conn:
        return confirm_email(conn, last_mail(store, "mail.confirm", to=email)["token"], at)


def enter(store: Store, hasher: Hasher, email: str = "anna@example.org", **more: Any) -> SignedIn:
    """Sign in with the usual password, unless told otherwise."""
    asked = SignIn(email, more.get("password", PASSWORD), NETWORK, more.get("previous", ""))
    return sign_in(store, hasher, asked, more.get("at", NOW))


def mails(store: Store, topic: str, to: str = "") -> list[dict[str, Any]]:
    """Payloads of the mails promised under a topic, the oldest first."""
    return [payload for _, payload in _promised(store, topic, to)]


_opened: WeakKeyDictionary[Store, list[str]] = WeakKeyDictionary()


def last_mail(store: Store, topic: str, to: str = "") -> dict[str, Any]:
    """The payload of the newest one: of those at one instant, the one that was not opened before."""
    promised, opened = _promised(store, topic, to), _opened.setdefault(store, [])
    newest = [row.id for row, _ in promised if row.created_at == promised[-1][0].created_at]
    unopened = [one for one in newest if one not in opened]
    assert len(unopened) <= 1, "nobody can say which of them is newer"
    opened += unopened
    last = max(newest, key=opened.index)
    return next(payload for row, payload in promised if row.id == last)


def _promised(store: Store, topic: str, to: str) -> list[tuple[Row[Any], dict[str, Any]]]:
    with store.read() as conn:
        asked = select(outbox).where(outbox.c.topic == topic).order_by(outbox.c.created_at)
        rows = [(row, json.loads(row.payload)) for row in conn.execute(asked)]
    return [(row, payload) for row, payload in rows if to in ("", payload["to"])]


def factors(store: Store, hasher: Hasher) -> Factors:
    return Factors(store, hasher, Box([b"secret"], Kind.SECOND_FACTOR))


def at_once(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Do the work `count` times in parallel, started together; results, refusals among them."""
    together = Barrier(count)

    def run(number: int) -> Any:
        together.wait(timeout=10)
        try:
            return work(number)
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
