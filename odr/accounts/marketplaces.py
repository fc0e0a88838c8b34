"""Marketplaces as tenants, the people who administer them, and the sellers they register."""

import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from odr.accounts.details import address_of, country_code, one_line, region_code, tag, time_zone, website_of
from odr.accounts.directory import name_changed
from odr.accounts.organisations import found_organisation
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import (
    CodeNotValid,
    CodeTaken,
    ExternalIdNotValid,
    NameNotValid,
    NotAllowed,
)
from odr.accounts.tables import marketplace_administrators, marketplaces, organisations, people, sellers
from odr.domain.refusals import NotFound
from odr.ids import new_id
from odr.store import micros

DEFAULT_RULEBOOK = "odr-default/1"
CODE = re.compile(r"[A-Z][A-Z0-9]{1,5}")


@dataclass(frozen=True, slots=True)
class Marketplace:
    """A tenant of the service. Its staff's days are worked where it is."""

    id: str
    name: str
    code: str
    """Stands in its case numbers."""
    zone: str
    country: str
    region: str
    website: str
    rulebook: str
    """Under which its new cases are opened."""

    @property
    def place(self) -> str:
        """Whose public holidays count for its staff: "DE", or "DE-BY" where the region is known."""
        return f"{self.country}-{self.region}" if self.region else self.country


_COLUMNS = [marketplaces.c[name] for name in Marketplace.__dataclass_fields__]


@dataclass(frozen=True, slots=True)
class NewMarketplace:
    """What the operator says about a new tenant."""

    name: str
    code: str
    zone: str
    country: str
    website: str
    rulebook: str = DEFAULT_RULEBOOK
    region: str = ""


@dataclass(frozen=True, slots=True)
class SellerDetails:
    """What a marketplace says about one of its sellers."""

    external_id: str
    """The marketplace's own id of the seller."""
    name: str
    email: str
    language: str
    zone: str
    country: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """A seller as a marketplace registered it."""

    marketplace: str
    external_id: str
    organisation: str
    address: str
    language: str
    zone: str
    country: str
    region: str


def create_marketplace(conn: Connection, actor: Principal, new: NewMarketplace, at: datetime) -> str:
    """A new tenant, made by an operator; its id.

    Refuses: NotAllowed, CodeNotValid, CodeTaken and the refusals of the single fields.
    """
    _require_operator(actor)
    if not CODE.fullmatch(new.code):
        raise CodeNotValid
    marketplace, country = new_id(), country_code(new.country)
    row = {
        "id": marketplace,
        "name": one_line(new.name),
        "code": new.code,
        "zone": time_zone(new.zone),
        "country": country,
        "region": region_code(country, new.region),
        "website": website_of(new.website),
        "rulebook": new.rulebook,
        "created_at": micros(at),
    }
    try:
        conn.execute(insert(marketplaces), row)
    except IntegrityError as error:
        raise CodeTaken from error
    return marketplace


def marketplace_of(conn: Connection, marketplace: str) -> Marketplace:
    """A marketplace by its id. Refuses: NotFound."""
    found = conn.execute(select(*_COLUMNS).where(marketplaces.c.id == marketplace)).first()
    if found is None:
        raise NotFound
    return Marketplace(*found)


def marketplace_with(conn: Connection, code: str) -> str | None:
    """The id of the marketplace that has this code."""
    found: str | None = conn.execute(select(marketplaces.c.id).where(marketplaces.c.code == code)).scalar()
    return found


def marketplaces_of(conn: Connection, person: str) -> list[Marketplace]:
    """The marketplaces a person administers, by name."""
    rows = conn.execute(
        select(*_COLUMNS)
        .join(marketplace_administrators, marketplace_administrators.c.marketplace == marketplaces.c.id)
        .where(marketplace_administrators.c.person == person)
        .order_by(marketplaces.c.name, marketplaces.c.id)
    )
    return [Marketplace(*row) for row in rows]


def add_administrator(conn: Connection, actor: Principal, marketplace: str, person: str, at: datetime) -> None:
    """Let a person administer a marketplace: an operator says so, or an administrator of it.

    Refuses: NotFound.
    """
    _require_appointer(actor, marketplace)
    _require_both(conn, marketplace, person)
    held = select(marketplace_administrators.c.person).where(_administers(marketplace, person))
    if conn.execute(held).first() is None:
        row = {"person": person, "marketplace": marketplace, "since": micros(at)}
        conn.execute(insert(marketplace_administrators), row)


def remove_administrator(conn: Connection, actor: Principal, marketplace: str, person: str) -> None:
    """Take that away again, at once. Refuses: NotFound."""
    _require_appointer(actor, marketplace)
    conn.execute(delete(marketplace_administrators).where(_administers(marketplace, person)))


def require_administrator(actor: Principal, marketplace: str) -> None:
    """Only the people who administer it may: no program of theirs, and nobody at the service.

    Refuses: NotFound to everybody else, who need not know that it exists.
    """
    if not actor.person or marketplace not in actor.marketplaces:
        raise NotFound


def register_seller(conn: Connection, marketplace: str, details: SellerDetails, at: datetime) -> Seller:
    """A seller of a marketplace, with an organisation that nobody belongs to before an invitation.

    The same external id again updates what the marketplace says; the organisation stays.
    Refuses: ExternalIdNotValid and the refusals of the single fields.
    """
    checked = _checked(details)
    held = seller_of(conn, marketplace, details.external_id)
    if held is None:
        _lock(conn, marketplace)
        held = seller_of(conn, marketplace, details.external_id)
    if held is None:
        return _add_seller(conn, marketplace, checked, at)
    _rename(conn, held.organisation, checked.name)
    said = {
        "address": checked.email,
        "language": checked.language,
        "zone": checked.zone,
        "country": checked.country,
        "region": checked.region,
    }
    conn.execute(update(sellers).where(_is_seller(marketplace, checked.external_id)).values(said))
    return replace(held, **said)


def _rename(conn: Connection, organisation: str, name: str) -> None:
    other = (organisations.c.id == organisation) & (organisations.c.name != name)
    if conn.execute(update(organisations).where(other).values(name=name)).rowcount:
        name_changed(conn)


def seller_of(conn: Connection, marketplace: str, external_id: str) -> Seller | None:
    """A seller by the marketplace's own id."""
    columns = [sellers.c[name] for name in Seller.__dataclass_fields__]
    found = conn.execute(select(*columns).where(_is_seller(marketplace, external_id))).first()
    return None if found is None else Seller(*found)


def contact_of_seller(conn: Connection, marketplace: str, organisation: str) -> tuple[str, str] | None:
    """The address that a marketplace gave of the organisation that sells there, and the language to write in."""
    given = select(sellers.c.address, sellers.c.language).where(
        sellers.c.marketplace == marketplace, sellers.c.organisation == organisation
    )
    found = conn.execute(given).first()
    return (found.address, found.language) if found else None


def _checked(details: SellerDetails) -> SellerDetails:
    country = country_code(details.country)
    return SellerDetails(
        external_id=_external_id(details.external_id),
        name=one_line(details.name),
        email=address_of(details.email),
        language=tag(details.language),
        zone=time_zone(details.zone),
        country=country,
        region=region_code(country, details.region),
    )


def _external_id(typed: str) -> str:
    try:
        return one_line(typed)
    except NameNotValid as error:
        raise ExternalIdNotValid from error


def _add_seller(conn: Connection, marketplace: str, details: SellerDetails, at: datetime) -> Seller:
    seller = Seller(
        marketplace=marketplace,
        external_id=details.external_id,
        organisation=found_organisation(conn, details.name, details.country, at, details.region),
        address=details.email,
        language=details.language,
        zone=details.zone,
        country=details.country,
        region=details.region,
    )
    conn.execute(insert(sellers), {**asdict(seller), "created_at": micros(at)})
    return seller


def _lock(conn: Connection, marketplace: str) -> None:
    """Hold the marketplace: a seller registered twice at once becomes one. Refuses: NotFound."""
    held = select(marketplaces.c.id).where(marketplaces.c.id == marketplace).with_for_update(key_share=True)
    if conn.execute(held).first() is None:
        raise NotFound


def _is_seller(marketplace: str, external_id: str) -> ColumnElement[bool]:
    return and_(sellers.c.marketplace == marketplace, sellers.c.external_id == external_id)


def _administers(marketplace: str, person: str) -> ColumnElement[bool]:
    return and_(marketplace_administrators.c.marketplace == marketplace, marketplace_administrators.c.person == person)


def _require_operator(actor: Principal) -> None:
    if ServiceRole.OPERATOR not in actor.roles:
        raise NotAllowed


def _require_appointer(actor: Principal, marketplace: str) -> None:
    """Operators say who administers a marketplace, without administering it; so do its administrators."""
    if ServiceRole.OPERATOR not in actor.roles:
        require_administrator(actor, marketplace)


def _require_both(conn: Connection, marketplace: str, person: str) -> None:
    both = select(marketplaces.c.id).join(people, people.c.id == person).where(marketplaces.c.id == marketplace)
    if conn.execute(both.with_for_update(of=people, key_share=True)).first() is None:
        raise NotFound
