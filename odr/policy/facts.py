"""What a policy page knows: the rulebook with its layers, whose it is, and what was measured at the marketplace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from odr.accounts.marketplaces import Marketplace, marketplace_of
from odr.accounts.principal import ServiceRole
from odr.accounts.roles import people_with
from odr.accounts.tables import marketplaces
from odr.domain.calendar import local_day
from odr.domain.rulebook.overlay import Compiled, Layer
from odr.domain.rulebook.shape import Rulebook
from odr.rulebooks import all_rulebooks
from odr.rulebooks.applying import baseline
from odr.rulebooks.explaining import compiled_of
from odr.rulebooks.versions import Version, in_force, published_of, version_named
from odr.views import views

ENOUGH = 10
"""Fewer closed cases tell no average."""
COUNTED = 1000
"""The cases closed last of which an average is told."""


@dataclass(frozen=True, slots=True)
class Average:
    """How long cases took, from the complaint to their end, in whole days."""

    days: int
    cases: int


@dataclass(frozen=True, slots=True)
class Policy:
    """One rulebook as anybody may read it. `version` and `marketplace` are None for one that is only shipped."""

    made: Compiled
    version: Version | None
    marketplace: Marketplace | None
    today: date
    in_force: str
    """Name of the version under which cases of this marketplace open today."""
    mediators: int
    deciders: int
    average: Average | None

    @property
    def rulebook(self) -> Rulebook:
        return self.made.rulebook

    @property
    def since(self) -> date:
        return self.made.rulebook.in_force_from

    @property
    def zone(self) -> str:
        return self.marketplace.zone if self.marketplace else "Europe/Berlin"

    @property
    def country(self) -> str:
        return self.marketplace.country if self.marketplace else "DE"

    @property
    def region(self) -> str:
        return self.marketplace.region if self.marketplace else ""


def policy_of(conn: Connection, name: str, now: datetime) -> Policy | None:
    """Everything about one rulebook; None for a name that there is not. About eight statements."""
    made = compiled_of(conn, name)
    if made is None:
        return None
    version = version_named(conn, name.partition("+")[0])
    market = marketplace_of(conn, version.marketplace) if version else None
    today = local_day(now, market.zone if market else "UTC")
    holds = in_force(conn, market.id, None, today) if market else []
    return Policy(
        made=made,
        version=version if "+" not in name else None,
        marketplace=market,
        today=today,
        in_force=baseline(holds, market.rulebook) if market else name,
        mediators=len(people_with(conn, ServiceRole.MEDIATOR)),
        deciders=len(people_with(conn, ServiceRole.DECISION_MAKER)),
        average=average_of(conn, market.id) if market else None,
    )


def average_of(conn: Connection, marketplace: str) -> Average | None:
    """Over the cases that closed last, as the registrars' list has them; None where they are too few."""
    mine = (views.c.reader == "registrar") & (views.c.marketplace == marketplace)
    closed = select(views.c.closed_at - views.c.opened_at).where(mine, views.c.closed_at.is_not(None))
    took = list(conn.execute(closed.order_by(views.c.updated_at.desc()).limit(COUNTED)).scalars())
    if len(took) < ENOUGH:
        return None
    mean = timedelta(microseconds=sum(took) / len(took))
    return Average(round(mean / timedelta(days=1)), len(took))


@dataclass(frozen=True, slots=True)
class Shelf:
    """One marketplace in the list: the rulebook of today, what was announced, and what was before."""

    name: str
    now: Rulebook
    coming: Sequence[Version]
    before: Sequence[Version]


def shelves(conn: Connection, now: datetime) -> list[Shelf]:
    """Every marketplace by name. Two or three statements for each."""
    found = conn.execute(select(marketplaces.c.id).order_by(marketplaces.c.name, marketplaces.c.id)).scalars().all()
    return [_shelf(conn, marketplace_of(conn, one), now) for one in found]


def _shelf(conn: Connection, market: Marketplace, now: datetime) -> Shelf:
    today = local_day(now, market.zone)
    published = [one for one in published_of(conn, market.id) if one.layer is not Layer.SELLER]
    holds = [one for one in published if one.in_force_from is not None and one.in_force_from <= today]
    name = baseline(sorted(holds, key=_since), market.rulebook)
    made = compiled_of(conn, name)
    return Shelf(
        name=market.name,
        now=made.rulebook if made else all_rulebooks()[market.rulebook],
        coming=[one for one in published if one not in holds and one.layer in (None, Layer.BASELINE)],
        before=[one for one in holds if one.name != name and one.layer in (None, Layer.BASELINE)],
    )


def _since(version: Version) -> tuple[date, datetime]:
    return version.in_force_from or date.max, version.published_at or version.drafted_at
