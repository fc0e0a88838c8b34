"""What is kept of an exhibit goes: first its rows say so, in the transaction of the entry, then its bytes are deleted.

Everything that is stored for an exhibit is reached from here: its upload, and whatever was made of it. The bytes are
deleted by `odr.evidence.upkeep.clear_erased`, at once or after a break.
"""

from collections.abc import Sequence

from odr.evidence.tables import State
from odr.store import Dialect, Driver, spelt

_FORGOTTEN = f"""update uploads set state = '{State.ERASED}', filename = '', declared_type = '', declared_sha256 = null,
sha256 = null, description = null, detail = null where case_id = ? and exhibit = ?"""  # noqa: S608 -- a word of our own
_NOT_SHOWN = f"update renditions set state = '{State.ERASED}', sha256 = '' where case_id = ? and exhibit = ?"  # noqa: S608


def mark_erased(db: Driver, dialect: Dialect, case_id: str, exhibits: Sequence[str]) -> None:
    """There is no file any more, nor what identifies it. The keys stay until the bytes are gone."""
    for exhibit in exhibits:
        for statement in (_FORGOTTEN, _NOT_SHOWN):
            db.execute(spelt(statement, dialect), (case_id, exhibit))


def forget_key(db: Driver, dialect: Dialect, case_id: str) -> None:
    """No file is left that was sealed with the key of the case: without it copies in a backup say nothing either."""
    db.execute(spelt("delete from case_keys where case_id = ?", dialect), (case_id,))
