"""API keys of marketplaces: shown once, kept as a hash, limited to scopes; several at once, to rotate."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from odr.accounts.details import one_line
from odr.accounts.marketplaces import require_administrator
from odr.accounts.principal import Principal, Scope
from odr.accounts.refusals import ScopesNotValid
from odr.accounts.tables import api_keys
from odr.accounts.tokens import hash_of
from odr.domain.refusals import NotFound
from odr.ids import new_id, new_secret
from odr.store import Store, instant, micros

MARK = "odr_"
"""What every key begins with, so that scanners for leaked secrets can know it."""
PREFIX_LENGTH = len(MARK) + 8
"""How much of a key stays readable, so that its owners can tell their keys apart."""


@dataclass(frozen=True, slots=True)
class CreatedKey:
    """A new key, in clear for the only time."""

    id: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its marketplace sees it."""

    id: str
    prefix: str
    name: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    revoked_at: datetime | None


def create_api_key(
    conn: Connection, actor: Principal, marketplace: str, name: str, scopes: Collection[Scope], at: datetime
) -> CreatedKey:
    """A new key for a marketplace, made by one of its administrators.

    Refuses: NotFound, NameNotValid, ScopesNotValid.
    """
    require_administrator(actor, marketplace)
    if not scopes:
        raise ScopesNotValid
    created = CreatedKey(new_id(), MARK + new_secret())
    row = {
        "hash": hash_of(created.key),
        "id": created.id,
        "prefix": created.key[:PREFIX_LENGTH],
        "marketplace": marketplace,
        "name": one_line(name),
        "scopes": json.dumps(sorted(set(scopes))),
        "created_by": actor.person,
        "created_at": micros(at),
    }
    conn.execute(insert(api_keys), row)
    return created


def revoke_api_key(conn: Connection, actor: Principal, key_id: str, at: datetime) -> str:
    """End a key at once; the id of its marketplace. One that has ended stays as it is.

    Refuses: NotFound.
    """
    marketplace = conn.execute(select(api_keys.c.marketplace).where(api_keys.c.id == key_id)).scalar()
    if marketplace is None:
        raise NotFound
    require_administrator(actor, marketplace)
    ended = update(api_keys).where(api_keys.c.id == key_id, api_keys.c.revoked_at.is_(None))
    conn.execute(ended.values(revoked_at=micros(at)))
    return str(marketplace)


def api_keys_of(conn: Connection, actor: Principal, marketplace: str) -> list[ApiKey]:
    """The keys of a marketplace, the newest first. Refuses: NotFound to everybody but its administrators."""
    require_administrator(actor, marketplace)
    rows = conn.execute(
        select(api_keys)
        .where(api_keys.c.marketplace == marketplace)
        .order_by(api_keys.c.created_at.desc(), api_keys.c.id)
    )
    return [
        ApiKey(
            id=row.id,
            prefix=row.prefix,
            name=row.name,
            scopes=_scopes(row.scopes),
            created_at=instant(row.created_at),
            revoked_at=None if row.revoked_at is None else instant(row.revoked_at),
        )
        for row in rows
    ]


def principal_of_key(store: Store, key: str) -> Principal | None:
    """The program that presents this key, or None if it is unknown or revoked. One indexed statement."""
    live = select(api_keys.c.id, api_keys.c.marketplace, api_keys.c.scopes).where(
        api_keys.c.hash == hash_of(key), api_keys.c.revoked_at.is_(None)
    )
    with store.read() as conn:
        found = conn.execute(live).first()
    return found and Principal(
        person="",
        organisations=frozenset(),
        marketplaces=frozenset({found.marketplace}),
        roles=frozenset(),
        scopes=frozenset(_scopes(found.scopes)),
        language="en",
        session=found.id,
    )


def _scopes(stored: str) -> tuple[Scope, ...]:
    """Those that there still are: a scope that was withdrawn allows nothing."""
    return tuple(Scope(scope) for scope in json.loads(stored) if scope in Scope.__members__)
