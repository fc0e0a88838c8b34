"""Organisations: sellers, mostly, in which several people act for one side of a case."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select

from odr.accounts import mails, tokens
from odr.accounts.details import address_of, country_code, one_line, region_code
from odr.accounts.refusals import LastOwner, NotAllowed, NotAMember
from odr.accounts.tables import members, organisations, people
from odr.accounts.throttle import MAIL, guard
from odr.accounts.tokens import Purpose
from odr.domain.refusals import NotFound
from odr.ids import new_id
from odr.store import instant, micros


class MemberRole(StrEnum):
    """Owners say who belongs to the organisation; members act for it in its cases."""

    OWNER = "OWNER"
    MEMBER = "MEMBER"


@dataclass(frozen=True, slots=True)
class Member:
    """A person in an organisation."""

    person: str
    name: str
    role: MemberRole
    since: datetime


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as one of its people sees it."""

    id: str
    name: str
    country: str
    region: str
    role: MemberRole
    """Of the person who asked."""


def create_organisation(conn: Connection, person: str, name: str, country: str, at: datetime, region: str = "") -> str:
    """A new organisation whose owner is this person; its id.

    Refuses: NameNotValid, CountryNotValid, RegionNotValid.
    """
    country = country_code(country)
    organisation = found_organisation(conn, one_line(name), country, at, region_code(country, region))
    join(conn, person, organisation, MemberRole.OWNER, at)
    return organisation


def found_organisation(conn: Connection, name: str, country: str, at: datetime, region: str = "") -> str:
    """A new organisation that nobody belongs to yet; its id."""
    organisation = new_id()
    row = {"id": organisation, "name": name, "country": country, "region": region, "created_at": micros(at)}
    conn.execute(insert(organisations), row)
    return organisation


def join(conn: Connection, person: str, organisation: str, role: MemberRole, at: datetime) -> None:
    """Take a person in; one who belongs to it already keeps their role."""
    if role_in(conn, person, organisation) is None:
        row = {"person": person, "organisation": organisation, "role": role, "since": micros(at)}
        conn.execute(insert(members), row)


def role_in(conn: Connection, person: str, organisation: str) -> MemberRole | None:
    """What a person is in an organisation; None if they do not belong to it."""
    belongs = select(members.c.role).where(members.c.person == person, members.c.organisation == organisation)
    role = conn.execute(belongs).scalar()
    return None if role is None else MemberRole(role)


def organisations_of(conn: Connection, person: str) -> list[Organisation]:
    """The organisations a person belongs to, by name."""
    rows = conn.execute(
        select(
            organisations.c.id,
            organisations.c.name,
            organisations.c.country,
            organisations.c.region,
            members.c.role,
        )
        .join(members, members.c.organisation == organisations.c.id)
        .where(members.c.person == person)
        .order_by(organisations.c.name, organisations.c.id)
    )
    return [Organisation(row.id, row.name, row.country, row.region, MemberRole(row.role)) for row in rows]


def members_of(conn: Connection, actor: str, organisation: str) -> list[Member]:
    """The people of an organisation, the longest there first. Refuses: NotFound to everybody else."""
    _require_member(conn, actor, organisation)
    rows = conn.execute(
        select(members.c.person, people.c.name, members.c.role, members.c.since)
        .join(people, people.c.id == members.c.person)
        .where(members.c.organisation == organisation)
        .order_by(members.c.since, members.c.person)
    )
    return [Member(row.person, row.name, MemberRole(row.role), instant(row.since)) for row in rows]


def letterhead(conn: Connection, organisation: str) -> tuple[str, str]:
    """Name and country of an organisation that exists."""
    found = conn.execute(
        select(organisations.c.name, organisations.c.country).where(organisations.c.id == organisation)
    ).one()
    return found.name, found.country


def invite_member(
    conn: Connection,
    actor: str,
    organisation: str,
    email: str,
    role: MemberRole,
    network: str,
    at: datetime,
) -> None:
    """Send an invitation into the organisation; only an owner may.

    Refuses: EmailNotValid, NotFound, NotAllowed, Throttled.
    """
    address = address_of(email)
    _require_owner(conn, actor, organisation)
    guard(conn, MAIL, address, network, at)
    name, _ = letterhead(conn, organisation)
    language = conn.execute(select(people.c.language).where(people.c.id == actor)).scalar_one()
    invited = {"organisation": organisation, "role": role}
    token = tokens.issue(conn, Purpose.MEMBER_INVITATION, None, invited, at)
    mails.mail(conn, mails.MEMBER_INVITATION, address, language, at, token=token, organisation=name)


def accept_member_invitation(conn: Connection, person: str, token: str, at: datetime) -> str:
    """Join the organisation that sent the link; its id. Refuses: LinkNotValid."""
    invited = tokens.use(conn, token, at, Purpose.MEMBER_INVITATION).payload
    organisation: str = invited["organisation"]
    lock(conn, organisation)
    join(conn, person, organisation, MemberRole(invited["role"]), at)
    return organisation


def remove_member(conn: Connection, actor: str, organisation: str, person: str) -> None:
    """End a person's part in an organisation, at once: an owner removes anybody, a member leaves.

    Refuses: NotFound, NotAllowed, NotAMember, LastOwner.
    """
    lock(conn, organisation)
    if actor == person:
        _require_member(conn, actor, organisation)
    else:
        _require_owner(conn, actor, organisation)
    leaving = role_in(conn, person, organisation)
    if leaving is None:
        raise NotAMember
    if leaving is MemberRole.OWNER and _owners(conn, organisation) == 1:
        raise LastOwner
    conn.execute(delete(members).where(members.c.person == person, members.c.organisation == organisation))


def lock(conn: Connection, organisation: str) -> None:
    """Hold the organisation, so that two who count its people at once do not both count too many."""
    conn.execute(select(organisations.c.id).where(organisations.c.id == organisation).with_for_update(key_share=True))


def _owners(conn: Connection, organisation: str) -> int:
    owners = select(func.count()).where(members.c.organisation == organisation, members.c.role == MemberRole.OWNER)
    return conn.execute(owners).scalar_one()


def _require_member(conn: Connection, actor: str, organisation: str) -> MemberRole:
    role = role_in(conn, actor, organisation)
    if role is None:
        raise NotFound
    return role


def _require_owner(conn: Connection, actor: str, organisation: str) -> None:
    if _require_member(conn, actor, organisation) is not MemberRole.OWNER:
        raise NotAllowed
