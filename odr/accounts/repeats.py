"""An act on accounts that is sent again under its idempotency key is answered, not done, again."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from odr.accounts.tables import repeats
from odr.domain.refusals import KeyReused
from odr.store import Store, micros


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for what. Acts are told apart by `key`; without one, every ask is new."""

    actor: str
    """Id of the person, or of the API key."""
    act: str
    key: str | None
    input_hash: str


ANEW = Ask("", "", None, "")
"""An ask without a key."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: the id of what it made or changed, if any."""

    result: str
    replayed: bool


def once(store: Store, ask: Ask, work: Callable[[Connection], str], at: datetime) -> Done:
    """Do the work in one transaction, unless this key has been used: then give the earlier result.

    Of several at once one does the work and the others wait for it. Refusals are not kept.
    Refuses: KeyReused, and what the work refuses.
    """
    try:
        with store.write() as conn:
            return _first(conn, ask, work, at)
    except _KeyTaken:
        with store.read() as conn:
            return _done(conn.execute(_same(ask)).one(), ask)


def replay(store: Store, ask: Ask) -> Done | None:
    """What this key has come to, to know before the work is prepared; None if it is new. Refuses: KeyReused."""
    if ask.key is None:
        return None
    with store.read() as conn:
        row = conn.execute(_same(ask)).first()
    return row and _done(row, ask)


class _KeyTaken(Exception):
    """The key was used before."""


def _first(conn: Connection, ask: Ask, work: Callable[[Connection], str], at: datetime) -> Done:
    if ask.key is None:
        return Done(work(conn), replayed=False)
    _claim(conn, ask, at)
    result = work(conn)
    conn.execute(update(repeats).where(*_key(ask)).values(result=result))
    return Done(result, replayed=False)


def _claim(conn: Connection, ask: Ask, at: datetime) -> None:
    try:
        conn.execute(insert(repeats), {**asdict(ask), "result": "", "created_at": micros(at)})
    except IntegrityError as error:
        raise _KeyTaken from error


def _done(row: Row[str, str], ask: Ask) -> Done:
    if row.input_hash != ask.input_hash:
        raise KeyReused
    return Done(row.result, replayed=True)


def _same(ask: Ask) -> Select[str, str]:
    return select(repeats.c.input_hash, repeats.c.result).where(*_key(ask))


def _key(ask: Ask) -> tuple[ColumnElement[bool], ...]:
    return repeats.c.actor == ask.actor, repeats.c.act == ask.act, repeats.c.key == ask.key
