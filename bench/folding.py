"""Decoding and folding a docket of five hundred entries, of the kinds that a long case has."""

from pathlib import Path

from bench.cases import BUYER, NOW, open_cases, say
from bench.measure import Ceiling, best_of
from odr import docket
from odr.clerk import Clerk
from odr.domain.evolve import fold
from odr.rulebooks import DEFAULT, all_rulebooks
from odr.store import Store
from odr.tables import metadata

ENTRIES = 500


def of_a_long_docket(folder: Path) -> Ceiling:
    """From the rows as the driver gives them to the folded case."""
    store = Store(f"sqlite:///{folder / 'folding.sqlite3'}")
    metadata.create_all(store.engine)
    clerk = Clerk(store, all_rulebooks())
    [case] = open_cases(clerk, 1)
    while len(clerk.look(case, BUYER, NOW).entries) < ENTRIES:
        say(clerk, case, NOW)
    with store.raw() as db:
        stored = docket.stored(db, store.dialect, case)
    rulebook = all_rulebooks()[DEFAULT]
    ms, beside = best_of(lambda: fold(case, docket.read(stored).entries, rulebook), 20, rounds=50)
    store.close()
    return Ceiling("decode and fold 500 entries", ms, 1.0, beside)
