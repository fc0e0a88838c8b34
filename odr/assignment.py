"""Appointment by rule: the next eligible neutral, by load, when the administrator let the time pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from odr.accounts.principal import ServiceRole
from odr.accounts.roles import people_with, roles_of
from odr.accounts.tables import marketplace_administrators, members
from odr.domain import refusals as no
from odr.domain.events import Function
from odr.domain.mediation import AppointNeutral
from odr.domain.roles import SERVICE, Role
from odr.notices import Parts
from odr.notices.readers import readers
from odr.notices.telling import Notice, deliver, load_range
from odr.outbox import Message, done
from odr.views import views

FUNCTIONS = {ServiceRole.MEDIATOR: Function.MEDIATOR, ServiceRole.DECISION_MAKER: Function.DECIDER}
PAYER = "service"
"""Neutrals appointed by rule are paid by the service, never by the case or by a side (procedure: independence)."""


def assign(parts: Parts, message: Message) -> None:
    """Carry out "case.assign": appoint the next eligible neutral, or tell the registrars that nobody is."""
    case_id, function, now = message.payload["case"], Function(message.payload["function"]), parts.clock.now()
    whole, _ = load_range(parts, case_id)
    waiting = whole.case.passed_to_rule is function
    with parts.store.read() as conn:
        asked = [_command(conn, person, function, now) for person in candidates(conn, function)] if waiting else []
    settled = not waiting or any(_appointed(parts, case_id, command) for command in asked)
    with parts.store.write() as conn:
        for reader in [] if settled else readers(conn, whole.case):
            if reader.role is Role.REGISTRAR:
                deliver(conn, parts, reader, case_id, Notice("nobody_eligible", {"number": whole.case.number}), message)
        done(conn, message, now, kept=("case", "function"))


def candidates(conn: Connection, function: Function) -> Sequence[str]:
    """Everybody who serves in this function: who has the fewest open cases first, then by id."""
    role = next(role for role, serves in FUNCTIONS.items() if serves is function)
    people = people_with(conn, role)
    load = loads(conn, people)
    return sorted(people, key=lambda person: (load.get(person, 0), person))


def loads(conn: Connection, people: Sequence[str]) -> dict[str, int]:
    """How many open cases each of these people has as a neutral; who has none is left out."""
    neutral = views.c.role.in_([one.role.value for one in Function])
    open_cases = (
        select(views.c.reader, func.count())
        .where(views.c.reader.in_([f"person:{person}" for person in people]), views.c.closed_at.is_(None), neutral)
        .group_by(views.c.reader)
    )
    return {row[0].removeprefix("person:"): row[1] for row in conn.execute(open_cases)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the service knows of somebody before they are appointed: what they serve as, and to whom they belong."""

    functions: frozenset[Function]
    belongs_to: frozenset[str]


def standing_of(conn: Connection, person: str) -> Standing:
    """The functions and ties of a person; nobody of that id has none."""
    roles = roles_of(conn, person)
    organisations = conn.execute(select(members.c.organisation).where(members.c.person == person)).scalars()
    markets = select(marketplace_administrators.c.marketplace).where(marketplace_administrators.c.person == person)
    return Standing(
        functions=frozenset(serves for role, serves in FUNCTIONS.items() if role in roles),
        belongs_to=frozenset([*organisations, *conn.execute(markets).scalars()]),
    )


def _command(conn: Connection, person: str, function: Function, at: datetime) -> AppointNeutral:
    known = standing_of(conn, person)
    return AppointNeutral(
        by=SERVICE,
        at=at,
        function=function,
        person=person,
        functions=known.functions,
        belongs_to=known.belongs_to,
        payer=PAYER,
    )


def _appointed(parts: Parts, case_id: str, command: AppointNeutral) -> bool:
    """Whether the appointment is settled: made, or no longer needed. False: this person is not eligible."""
    try:
        parts.clerk.submit_for_service(case_id, command)
    except no.NotEligible:
        return False
    except (no.NotAtThisStage, no.CaseIsClosed):
        return True
    return True
