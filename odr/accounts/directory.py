"""Names and addresses for the identifiers that stand in entries of a case."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    exists,
    literal,
    select,
    union_all,
    update,
)

from odr.accounts.details import Profile, address_of
from odr.accounts.tables import (
    e_mails,
    marketplace_administrators,
    members,
    organisations,
    people,
    sellers,
)
from odr.domain.refusals import NotFound
from odr.store import Driver, Store, driver_of


@dataclass(frozen=True, slots=True)
class Contact:
    """Where one person, or a seller nobody has come for yet, is reached."""

    person: str
    """Empty for the contact address of a seller."""
    name: str
    address: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person as they see themselves."""

    id: str
    profile: Profile
    address: str


def names(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Names to show for ids of people, organisations and marketplaces.

    Unknown ids are left out. One statement.
    """
    return _names(driver_of(conn), conn.dialect.name == "sqlite", list(ids))


def names_in(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """The same on a connection of its own, for pages and lists."""
    with store.raw() as db:
        return _names(db, store.dialect == "sqlite", list(ids))


def _names(db: Driver, on_sqlite: bool, wanted: list[str]) -> dict[str, str]:
    if on_sqlite:
        return dict(db.execute(_NAMES_SQLITE, (json.dumps(wanted),)).fetchall())
    return dict(db.execute(_NAMES, (wanted, wanted, wanted)).fetchall())


_CHANGED = """insert into name_changes (id, changes) values (1, 1)
on conflict (id) do update set changes = name_changes.changes + 1"""


def name_changed(conn: Connection) -> None:
    """Count a change. Whoever changes or deletes a name says so here, in the same transaction and last of all."""
    driver_of(conn).execute(_CHANGED)


def contacts(conn: Connection, ids: Iterable[str]) -> dict[str, list[Contact]]:
    """Everybody to write to for ids of people, organisations and marketplaces. One statement.

    An organisation stands for its people, and for the address its marketplace gave as long as nobody
    belongs to it; a marketplace for its administrators. Ids without anybody to write to are left out.
    """
    found: defaultdict[str, list[Contact]] = defaultdict(list)
    for row in conn.execute(_CONTACTS, {"ids": list(ids)}):
        found[row.id].append(Contact(row.person, row.name, row.address, row.language, row.zone))
    return dict(found)


def person_of(conn: Connection, person: str) -> Person:
    """A person's own data. Refuses: NotFound."""
    found = conn.execute(
        select(people, e_mails.c.address).join(e_mails, e_mails.c.person == people.c.id).where(people.c.id == person)
    ).first()
    if found is None:
        raise NotFound
    return Person(found.id, Profile(found.name, found.language, found.zone, found.country, found.region), found.address)


def person_at(conn: Connection, email: str) -> str | None:
    """The id of the person whose confirmed address this is. Refuses: EmailNotValid."""
    confirmed = e_mails.c.address == address_of(email), e_mails.c.confirmed_at.is_not(None)
    found: str | None = conn.execute(select(e_mails.c.person).where(*confirmed)).scalar()
    return found


def update_profile(
    conn: Connection, person: str, name: str, language: str, zone: str, region: str | None = None
) -> Person:
    """Change what a person says about themselves. Without a region, the one before stays.

    Refuses: NotFound, NameNotValid, LanguageNotValid, ZoneNotValid, RegionNotValid.
    """
    before = person_of(conn, person)
    kept = before.profile.region if region is None else region
    profile = Profile.of(name, language, zone, before.profile.country, kept)
    changed = {"name": profile.name, "language": profile.language, "zone": profile.zone, "region": profile.region}
    conn.execute(update(people).where(people.c.id == person).values(changed))
    if profile.name != before.profile.name:
        name_changed(conn)
    return replace(before, profile=profile)


_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)

_NAMES = """select id, name from people where id = any(%s)
union all select id, name from organisations where id = any(%s)
union all select id, name from marketplaces where id = any(%s)"""
_NAMES_SQLITE = """with wanted as (select value as id from json_each(?))
select id, name from people where id in wanted
union all select id, name from organisations where id in wanted
union all select id, name from marketplaces where id in wanted"""


def _reached(of: ColumnElement[str]) -> Select[str, str, str, str, str, str]:
    return (
        select(
            of.label("id"),
            people.c.id.label("person"),
            people.c.name.label("name"),
            e_mails.c.address.label("address"),
            people.c.language.label("language"),
            people.c.zone.label("zone"),
        )
        .join_from(people, e_mails, e_mails.c.person == people.c.id)
        .where(e_mails.c.confirmed_at.is_not(None), of.in_(_IDS))
    )


_CONTACTS = union_all(
    _reached(people.c.id),
    _reached(members.c.organisation).join(members, members.c.person == people.c.id),
    _reached(marketplace_administrators.c.marketplace).join(
        marketplace_administrators, marketplace_administrators.c.person == people.c.id
    ),
    select(
        sellers.c.organisation,
        literal(""),
        organisations.c.name,
        sellers.c.address,
        sellers.c.language,
        sellers.c.zone,
    )
    .join(organisations, organisations.c.id == sellers.c.organisation)
    .where(
        sellers.c.organisation.in_(_IDS),
        ~exists().where(members.c.organisation == sellers.c.organisation),
    ),
)
