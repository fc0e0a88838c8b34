"""Names of people, organisations and marketplaces, kept in memory until any of them changes (ADR 0012)."""

from collections.abc import Collection

from odr.accounts.directory import names_in
from odr.store import Store

MOST = 50_000
"""Names that are kept, about 10 MB; with more of them the memory is begun anew."""

_COUNT = "select changes from name_changes"


class Names:
    """Gives the names that were true at some count of changes, or newer ones."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: tuple[int, dict[str, str]] = (-1, {})

    def changes(self) -> int:
        """How many changes there have been until now."""
        with self._store.raw() as db:
            found = db.execute(_COUNT).fetchone()
        return int(found[0]) if found else 0

    def of(self, ids: Collection[str], changes: int) -> dict[str, str]:
        """The names for these ids; unknown ids are left out.

        Args:
            changes: the count that was read before; what was kept under any other is forgotten.
        """
        known = self._kept(changes)
        missing = [one for one in ids if one not in known]
        if missing:
            known.update(names_in(self._store, missing))
        return {one: known[one] for one in ids if one in known}

    def _kept(self, changes: int) -> dict[str, str]:
        at, known = self._known
        if at != changes or len(known) > MOST:
            known = {}
            self._known = (changes, known)
        return known
