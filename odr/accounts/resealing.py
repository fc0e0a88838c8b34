"""After a new secret: everything that is kept encrypted goes under it, so that the old secret can be let go."""

from collections.abc import Sequence

from cryptography.fernet import InvalidToken
from sqlalchemy import Column, Connection, select, update

from odr.accounts.boxes import Box, Kind
from odr.accounts.tables import kept_keys, payout_accounts, second_factors
from odr.carriers.tables import carriers
from odr.domain.refusals import Refused
from odr.evidence.tables import case_keys
from odr.fulfilment.tables import connectors
from odr.store import Store
from odr.webhooks.tables import webhooks

PAGE = 500
"""Rows of one transaction, so that nobody waits long."""
KEPT: tuple[tuple[Column[str], Kind], ...] = (
    (payout_accounts.c.account, Kind.PAYOUT_ACCOUNT),
    (second_factors.c.key, Kind.SECOND_FACTOR),
    (kept_keys.c.key, Kind.KEY),
    (case_keys.c.key, Kind.CASE_KEY),
    (connectors.c.key, Kind.SHOP_KEY),
    (connectors.c.hook, Kind.SHOP_KEY),
    (webhooks.c.secrets, Kind.WEBHOOK),
    (carriers.c.secrets, Kind.CARRIER_SECRETS),
)


class SecretMissing(Refused):
    """Something is encrypted under a secret that ODR_SECRET does not name. Put that secret behind the newest one."""


def reseal(store: Store, secrets: Sequence[bytes]) -> int:
    """Encrypt everything anew under the first secret; how many things. It can be run again. Refuses: SecretMissing."""
    return sum(_reseal(store, column, Box(secrets, kind)) for column, kind in KEPT)


def _reseal(store: Store, column: Column[str], box: Box) -> int:
    after, count = "", 0
    while True:
        with store.write() as conn:
            rows = _page(conn, column, after)
            for owner, sealed in rows:
                _seal(conn, column, owner, sealed, box)
        if not rows:
            return count
        after, count = rows[-1][0], count + len(rows)


def _page(conn: Connection, column: Column[str], after: str) -> list[tuple[str, str]]:
    owner = _owner(column)
    found = (
        select(owner, column).where(owner > after, column.is_not(None)).order_by(owner).limit(PAGE).with_for_update()
    )
    return [(row[0], row[1]) for row in conn.execute(found)]


def _owner(column: Column[str]) -> Column[str]:
    """Whose it is: a person, or the name of a key."""
    (owner,) = column.table.primary_key.columns
    return owner


def _seal(conn: Connection, column: Column[str], owner: str, sealed: str, box: Box) -> None:
    try:
        anew = box.seal_anew(sealed)
    except InvalidToken:
        raise SecretMissing from None
    conn.execute(update(column.table).where(_owner(column) == owner).values({column.name: anew}))
