"""Keys of the service that outlive its secret: made once, kept encrypted, and encrypted anew by `odr reseal`.

What is found again by a keyed hash would be lost with every new secret, were the secret itself the key.
"""

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from odr.accounts.boxes import Box
from odr.accounts.tables import kept_keys
from odr.ids import random_bytes

KEY_BYTES = 32


def kept_key(conn: Connection, box: Box, name: str) -> bytes:
    """The key of this name; whoever asks first makes it. Raises InvalidToken where its secret is gone."""
    wanted = select(kept_keys.c.key).where(kept_keys.c.name == name)
    sealed = conn.execute(wanted).scalar()
    if sealed is None:
        insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
        made = {"name": name, "key": box.seal(random_bytes(KEY_BYTES))}
        conn.execute(insert(kept_keys).on_conflict_do_nothing(), made)
        sealed = conn.execute(wanted).scalar_one()
    return box.open(sealed)
