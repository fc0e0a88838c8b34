"""The standing of a seller on a marketplace: what counts against it, set against its orders of the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from odr import docket
from odr.accounts.principal import Principal
from odr.accounts.tables import marketplaces, organisations, sellers
from odr.domain.refusals import NotFound
from odr.domain.standing import Matter
from odr.erasures import lock
from odr.law import Law
from odr.matters import enter, rows_of, seller_matters
from odr.orders import orders
from odr.store import Store, instant, micros

COUNTED_FOR = timedelta(days=365)
"""How long something counts, and orders with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that counts. `number` is that of its case; `at` (UTC): when it was decided, or was due."""

    case_id: str
    number: str
    matter: Matter
    about: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`orders`: how many the marketplace registered since then, disputed or not; `lines`: the latest first."""

    seller: str
    name: str
    marketplace: str
    marketplace_name: str
    since: datetime
    orders: int
    lines: Sequence[Line]

    @property
    def cases(self) -> int:
        """A case counts once, however much in it counts."""
        return len({line.case_id for line in self.lines})

    @property
    def per_thousand(self) -> float | None:
        """Cases of a thousand orders; None where there are no orders to set them against."""
        return round(1000 * self.cases / self.orders, 2) if self.orders else None


def standings(conn: Connection, seller: str, reader: Principal, now: datetime) -> list[Standing]:
    """On every marketplace on which it sells: for its own people on all, for administrators on theirs.

    Raises NotFound alike for unknown sellers and for others' eyes.
    """
    sells = select(marketplaces.c.id, marketplaces.c.name, organisations.c.name.label("seller_name"))
    sells = sells.join(sellers, sellers.c.marketplace == marketplaces.c.id)
    sells = sells.join(organisations, organisations.c.id == sellers.c.organisation)
    sells = sells.where(sellers.c.organisation == seller).distinct().order_by(marketplaces.c.name, marketplaces.c.id)
    own = seller in reader.organisations
    found = [row for row in conn.execute(sells) if own or row.id in reader.marketplaces]
    if not found:
        raise NotFound
    return [_standing(conn, seller, row.seller_name, row.id, row.name, now - COUNTED_FOR) for row in found]


def _standing(
    conn: Connection, seller: str, name: str, marketplace: str, marketplace_name: str, since: datetime
) -> Standing:
    mine = (orders.c.seller == seller) & (orders.c.marketplace == marketplace)
    sold = select(func.count()).select_from(orders).where(mine, orders.c.registered_at >= micros(since))
    here = (seller_matters.c.seller == seller) & (seller_matters.c.marketplace == marketplace)
    wanted = select(seller_matters).where(here, seller_matters.c.at >= micros(since))
    rows = conn.execute(wanted.order_by(seller_matters.c.at.desc(), seller_matters.c.case_id, seller_matters.c.about))
    lines = [Line(row.case_id, row.number, Matter(row.matter), row.about, instant(row.at)) for row in rows]
    count = conn.execute(sold).scalar() or 0
    return Standing(seller, name, marketplace, marketplace_name, since, count, lines)


def rebuild(store: Store, law: Law) -> int:
    """Make the rows of every case anew from its docket; how many cases. Safe while the service works."""
    with store.raw() as db:
        cases = [row[0] for row in db.execute("select case_id from dockets order by case_id").fetchall()]
    for case_id in cases:
        with store.raw() as db, store.transaction(db):
            lock(db, store.dialect, case_id)
            entries = docket.load(db, store.dialect, case_id).entries
            if entries:
                enter(db, store.dialect, rows_of(law.fold(case_id, entries)))
    return len(cases)
