"""Roles in the service itself, which a registrar or an operator gives."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.refusals import NotAllowed, NotForOneself
from odr.accounts.sessions import sign_out_everywhere
from odr.accounts.tables import people, people_roles
from odr.domain.refusals import NotFound
from odr.store import micros

GRANTS: dict[ServiceRole, frozenset[ServiceRole]] = {
    ServiceRole.OPERATOR: frozenset(ServiceRole),
    ServiceRole.REGISTRAR: frozenset({ServiceRole.MEDIATOR, ServiceRole.DECISION_MAKER}),
}
"""Who gives which role: registrars the neutrals, operators everyone."""


def grant_role(conn: Connection, actor: Principal, person: str, role: ServiceRole, at: datetime) -> None:
    """Give a person a role.

    Their sessions end: those of staff are shorter, and more rights begin with a new session.
    Refuses: NotAllowed, NotForOneself, NotFound.
    """
    _require_right(actor, person, role)
    held = select(people.c.id).where(people.c.id == person).with_for_update(key_share=True)
    if conn.execute(held).first() is None:
        raise NotFound
    if role in roles_of(conn, person):
        return
    row = {
        "person": person,
        "role": role,
        "granted_by": actor.person or actor.session,
        "granted_at": micros(at),
    }
    conn.execute(insert(people_roles), row)
    sign_out_everywhere(conn, person)


def revoke_role(conn: Connection, actor: Principal, person: str, role: ServiceRole) -> None:
    """Take a role away, at once. Refuses: NotAllowed, NotForOneself."""
    _require_right(actor, person, role)
    conn.execute(delete(people_roles).where(people_roles.c.person == person, people_roles.c.role == role))


def roles_of(conn: Connection, person: str) -> frozenset[ServiceRole]:
    """The roles a person has."""
    rows = conn.execute(select(people_roles.c.role).where(people_roles.c.person == person))
    return frozenset(ServiceRole(row.role) for row in rows)


def people_with(conn: Connection, role: ServiceRole) -> list[str]:
    """The ids of the people who have a role, the longest in it first."""
    holders = select(people_roles.c.person).where(people_roles.c.role == role)
    return list(conn.execute(holders.order_by(people_roles.c.granted_at, people_roles.c.person)).scalars())


def _require_right(actor: Principal, person: str, role: ServiceRole) -> None:
    if not any(role in GRANTS.get(own, frozenset()) for own in actor.roles):
        raise NotAllowed
    if actor.person == person:
        raise NotForOneself
