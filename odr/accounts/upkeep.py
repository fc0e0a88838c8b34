"""What is deleted once it is over: old tokens, ended sessions, full buckets, unconfirmed registrations."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select

from odr.accounts.directory import name_changed
from odr.accounts.tables import e_mails, people, repeats, sessions, throttles, tokens
from odr.accounts.tokens import LIFETIMES, Purpose
from odr.store import micros

KEYS_KEPT = timedelta(days=30)
"""How long an idempotency key of an act on accounts is remembered."""


def purge(conn: Connection, at: datetime) -> int:
    """Delete what is over; how many rows. For the worker, about once an hour."""
    now = micros(at)
    unconfirmed = select(e_mails.c.person).where(e_mails.c.confirmed_at.is_(None))
    stale = micros(at - LIFETIMES[Purpose.CONFIRM_EMAIL])
    over = (
        delete(tokens).where(tokens.c.expires_at <= now),
        delete(sessions).where(or_(sessions.c.ends_at <= now, sessions.c.last_seen_at + sessions.c.idle <= now)),
        delete(repeats).where(repeats.c.created_at <= micros(at - KEYS_KEPT)),
        delete(throttles).where(throttles.c.full_at <= now),
    )
    forgotten = delete(people).where(people.c.id.in_(unconfirmed), people.c.created_at <= stale)
    count = sum(conn.execute(statement).rowcount for statement in over)
    gone = conn.execute(forgotten).rowcount
    if gone:
        name_changed(conn)
    return count + gone
