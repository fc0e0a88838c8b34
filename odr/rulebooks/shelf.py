"""The rulebooks that cases can pin: those shipped, and those that marketplaces published, each read once."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Connection, select

from odr.accounts.marketplaces import Marketplace
from odr.domain.calendar import local_day
from odr.domain.rulebook.overlay import Source
from odr.domain.rulebook.reading import parsed, typed
from odr.domain.rulebook.shape import Rulebook
from odr.remembered import Remembered
from odr.rulebooks import all_rulebooks, chain
from odr.rulebooks.applying import UPPER, Laid, Sale, baseline, lay, upper
from odr.rulebooks.checking import source_of
from odr.rulebooks.tables import compiled_rulebooks
from odr.rulebooks.versions import Version, in_force, keep_compiled, sources
from odr.store import Store

log = logging.getLogger(__name__)

KEPT = 512
"""Rulebooks of marketplaces kept in memory; what is pushed out is read again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that is about to open: where, for whose sale, and when (UTC)."""

    marketplace: Marketplace
    seller: str
    sale: Sale
    at: datetime


class Shelf(Mapping[str, Rulebook]):
    """Rulebooks by id. One that another process made a moment ago is found too: a miss asks the database.

    A kept rulebook is never stale, since a published version is never changed.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read = lru_cache(KEPT)(self._stored)
        self._made = Remembered[tuple[str, ...], str](KEPT)

    def __getitem__(self, name: str) -> Rulebook:
        shipped = all_rulebooks().get(name)
        return shipped or self._read(name)

    def __iter__(self) -> Iterator[str]:
        with self._store.read() as conn:
            own = list(conn.execute(select(compiled_rulebooks.c.id).order_by(compiled_rulebooks.c.id)).scalars())
        return iter([*all_rulebooks(), *own])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _stored(self, name: str) -> Rulebook:
        """Raises KeyError, which is not kept."""
        with self._store.read() as conn:
            found = conn.execute(select(compiled_rulebooks).where(compiled_rulebooks.c.id == name)).first()
        if found is None:
            raise KeyError(name)
        return typed({**parsed(found.toml.encode()), "hash": found.hash})

    def for_case(self, opening: Opening) -> str:
        """The id of the rulebook under which a case opens; made and kept if these layers never met before."""
        marketplace = opening.marketplace
        with self._store.read() as conn:
            versions = in_force(conn, marketplace.id, opening.seller, local_day(opening.at, marketplace.zone))
            if not versions:
                return marketplace.rulebook
            ground = baseline(versions, marketplace.rulebook)
            if all(one.layer not in UPPER for one in versions):
                return ground
            below = [one.id for one in self._ground(conn, marketplace.id, ground)]
        layers = upper(versions, below, opening.sale)
        return self._laid(opening, ground, layers) if layers else ground

    def _laid(self, opening: Opening, ground: str, layers: list[Version]) -> str:
        names = (ground, *(one.id for one in layers))
        made = self._made.get(names)
        if made is None:
            made = self._make(opening, ground, layers)
            self._made.put(names, made)
        return made

    def _ground(self, conn: Connection, marketplace: str, name: str) -> list[Source]:
        known = sources(conn, marketplace)
        return chain(known[name], known)

    def _make(self, opening: Opening, ground: str, layers: list[Version]) -> str:
        with self._store.write() as conn:
            below = self._ground(conn, opening.marketplace.id, ground)
            laid = lay(below, [source_of(one.source) for one in layers])
            keep_compiled(conn, laid.made, list(laid.names), opening.at)
        _tell(laid)
        return laid.made.rulebook.id


def _tell(laid: Laid) -> None:
    for name in laid.left_out:
        log.warning("rulebook.layer_left_out", extra={"rulebook": name})
