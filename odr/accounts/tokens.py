"""One-time tokens: 256 random bits that go out once, by mail, and are kept only as a hash."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, delete, func, insert, select, update

from odr.accounts.refusals import LinkNotValid
from odr.accounts.tables import tokens
from odr.ids import new_secret
from odr.store import micros


class Purpose(StrEnum):
    """What a token opens; a token opens nothing else."""

    CONFIRM_EMAIL = "CONFIRM_EMAIL"
    RECOVERY = "RECOVERY"
    EMAIL_CHANGE_OLD = "EMAIL_CHANGE_OLD"
    EMAIL_CHANGE_NEW = "EMAIL_CHANGE_NEW"
    PAYOUT_CHANGE = "PAYOUT_CHANGE"
    MEMBER_INVITATION = "MEMBER_INVITATION"
    INVITATION = "INVITATION"
    PART = "PART"


LIFETIMES = {
    Purpose.CONFIRM_EMAIL: timedelta(days=3),
    Purpose.RECOVERY: timedelta(hours=1),
    Purpose.EMAIL_CHANGE_OLD: timedelta(days=1),
    Purpose.EMAIL_CHANGE_NEW: timedelta(days=1),
    Purpose.PAYOUT_CHANGE: timedelta(hours=1),
    Purpose.MEMBER_INVITATION: timedelta(days=7),
    Purpose.INVITATION: timedelta(days=30),
    Purpose.PART: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Token:
    """What a presented token stands for."""

    purpose: Purpose
    person: str
    """Whose it is; empty if it belongs to nobody yet."""
    payload: dict[str, Any]


def hash_of(secret: str) -> str:
    """Under which a 256-bit secret is kept: enough without salt or stretching, as nobody can try them all."""
    return sha256(secret.encode()).hexdigest()


def issue(conn: Connection, purpose: Purpose, person: str | None, payload: dict[str, Any], at: datetime) -> str:
    """A new token, returned in clear this one time."""
    secret = new_secret()
    row = {
        "hash": hash_of(secret),
        "purpose": purpose,
        "person": person,
        "payload": json.dumps(payload),
        "created_at": micros(at),
        "expires_at": micros(at + LIFETIMES[purpose]),
    }
    conn.execute(insert(tokens), row)
    return secret


def peek(conn: Connection, secret: str, at: datetime, *purposes: Purpose) -> Token:
    """What a token stands for, without using it. Refuses: LinkNotValid."""
    row = conn.execute(_live(secret, at, purposes)).mappings().first()
    if row is None:
        raise LinkNotValid
    return _token(row)


def use(conn: Connection, secret: str, at: datetime, *purposes: Purpose) -> Token:
    """Use a token up: of several who present it at once, exactly one gets it. Refuses: LinkNotValid."""
    chosen = _live(secret, at, purposes).with_only_columns(tokens.c.hash).scalar_subquery()
    used = (
        update(tokens)
        .where(tokens.c.hash == chosen, tokens.c.used_at.is_(None))
        .values(used_at=micros(at))
        .returning(tokens.c.purpose, tokens.c.person, tokens.c.payload)
    )
    row = conn.execute(used).mappings().first()
    if row is None:
        raise LinkNotValid
    return _token(row)


def used(conn: Connection, person: str, *purposes: Purpose) -> int:
    """How many tokens of these purposes the person has used up."""
    spent = select(func.count()).where(
        tokens.c.person == person, tokens.c.purpose.in_(purposes), tokens.c.used_at.is_not(None)
    )
    return conn.execute(spent).scalar_one()


def cancel(conn: Connection, person: str, *purposes: Purpose) -> None:
    """Make a person's tokens of these purposes worthless."""
    conn.execute(delete(tokens).where(tokens.c.person == person, tokens.c.purpose.in_(purposes)))


def _live(secret: str, at: datetime, purposes: tuple[Purpose, ...]) -> Select[Any]:
    return select(tokens.c.purpose, tokens.c.person, tokens.c.payload).where(
        tokens.c.hash == hash_of(secret),
        tokens.c.purpose.in_(purposes),
        tokens.c.used_at.is_(None),
        tokens.c.expires_at > micros(at),
    )


def _token(row: RowMapping) -> Token:
    return Token(Purpose(row["purpose"]), row["person"] or "", json.loads(row["payload"]))
