"""The secret address of each person's calendar of deadlines: shown once, kept as a hash, one for each person."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from odr.accounts.directory import person_of
from odr.accounts.marketplaces import marketplaces_of
from odr.accounts.organisations import organisations_of
from odr.accounts.principal import Principal
from odr.accounts.roles import roles_of
from odr.accounts.tables import deadline_feeds
from odr.accounts.tokens import hash_of
from odr.ids import new_secret
from odr.store import instant, micros


def create_feed(conn: Connection, person: str, at: datetime) -> str:
    """A new secret, in clear for the only time. The one before stops working."""
    revoke_feed(conn, person)
    secret = new_secret()
    conn.execute(insert(deadline_feeds), {"hash": hash_of(secret), "person": person, "created_at": micros(at)})
    return secret


def revoke_feed(conn: Connection, person: str) -> None:
    """The address stops working at once. Without one, nothing happens."""
    conn.execute(delete(deadline_feeds).where(deadline_feeds.c.person == person))


def feed_since(conn: Connection, person: str) -> datetime | None:
    """Since when the person has such an address."""
    made = conn.execute(select(deadline_feeds.c.created_at).where(deadline_feeds.c.person == person)).scalar()
    return instant(made) if made is not None else None


def principal_of_feed(conn: Connection, secret: str) -> Principal | None:
    """Whose address this is, with what they belong to now. It lets nobody act."""
    person = conn.execute(select(deadline_feeds.c.person).where(deadline_feeds.c.hash == hash_of(secret))).scalar()
    if person is None:
        return None
    return Principal(
        person=person,
        organisations=frozenset(one.id for one in organisations_of(conn, person)),
        marketplaces=frozenset(one.id for one in marketplaces_of(conn, person)),
        roles=roles_of(conn, person),
        scopes=frozenset(),
        language=person_of(conn, person).profile.language,
        session="",
    )
