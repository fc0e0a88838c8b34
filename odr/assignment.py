"""Who can be appointed, as the service knows them, and who is when the administrator let the time pass."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from odr.accounts.neutrals import Profile, in_conflict_with, profile_of
from odr.accounts.principal import ServiceRole
from odr.accounts.roles import people_with, roles_of
from odr.accounts.tables import marketplace_administrators, members
from odr.bundling import serving_elsewhere
from odr.clerk import Clerk
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.domain.case import Case
from odr.domain.events import Function
from odr.domain.roles import SERVICE, Actor, Role, Side
from odr.lists import MOST_OVERTAKEN
from odr.notices import Parts
from odr.notices.readers import readers
from odr.notices.telling import Notice, deliver, load_range
from odr.outbox import Message, done
from odr.store import micros
from odr.views import holder_key, views

SERVES_AS = {
    Function.MEDIATOR: ServiceRole.MEDIATOR,
    Function.DECIDER: ServiceRole.DECISION_MAKER,
    Function.SECOND_READER: ServiceRole.DECISION_MAKER,
    Function.REVIEWER: ServiceRole.DECISION_MAKER,
}
"""Whoever decides also reads what others mean to decide and reviews, though never two of these in one case."""
PAYER = "service"
"""Who pays neutrals of whom nothing else is known."""


def assign(parts: Parts, message: Message) -> None:
    """Carry out "case.assign": appoint the next eligible neutral, or tell the registrars that nobody is."""
    case_id, function, now = message.payload["case"], Function(message.payload["function"]), parts.clock.now()
    whole, _ = load_range(parts, case_id)
    waiting = whole.case.passed_to_rule is function
    load = candidates(parts.clerk, function, now) if waiting else {}
    with parts.store.read() as conn:
        together = serving_elsewhere(parts.clerk, whole.case, function, now)
        people = sorted(in_order(conn, whole.case, load), key=lambda person: person not in together)
        asked = [asked_for(conn, whole.case, function, person, SERVICE, now) for person in people]
    settled = not waiting or any(_appointed(parts, case_id, command) for command in asked)
    with parts.store.write() as conn:
        for reader in [] if settled else readers(conn, whole.case):
            if reader.role is Role.REGISTRAR:
                deliver(conn, parts, reader, case_id, Notice("nobody_eligible", {"number": whole.case.number}), message)
        done(conn, message, now, kept=("case", "function"))


def candidates(clerk: Clerk, function: Function, at: datetime) -> dict[str, int]:
    """Everybody who serves in this function, with how many open cases they have: the fewest first, then by id."""
    with clerk.store.read() as conn:
        people = people_with(conn, SERVES_AS[function])
    load = _loads(clerk, people, at)
    return {person: load[person] for person in sorted(people, key=lambda person: (load[person], person))}


def _loads(clerk: Clerk, people: Sequence[str], at: datetime) -> Counter[str]:
    """How many open cases each of these people has as a neutral at `at`, written down or not that time ended one."""
    mine = (
        views.c.reader.in_([f"person:{person}" for person in people])
        & views.c.closed_at.is_(None)
        & views.c.role.in_([one.role.value for one in Function])
    )
    stored = select(views.c.reader, func.count()).where(mine).group_by(views.c.reader)
    overtaken = select(views.c.reader, views.c.case_id).where(mine, views.c.bound_at <= micros(at))
    with clerk.store.read() as conn:
        load = Counter({row[0].removeprefix("person:"): row[1] for row in conn.execute(stored)})
        late = conn.execute(overtaken.order_by(views.c.bound_at.desc()).limit(MOST_OVERTAKEN)).all()
    load.subtract(reader.removeprefix("person:") for reader, case_id in late if _is_over(clerk, case_id, reader, at))
    return load


def _is_over(clerk: Clerk, case_id: str, reader: str, at: datetime) -> bool:
    """Whether time ended the case, or this reader's mandate in it."""
    case = clerk.look_as(case_id, Role.REGISTRAR, at).case
    serving = {f"person:{one.person}" for one in case.appointments if one.active}
    return case.closed_at is not None or reader not in serving


def asked_for(conn: Connection, case: Case, function: Function, person: str, by: Actor, at: datetime) -> AppointNeutral:
    """The appointment of this person, with all that the service knows of them for this case."""
    known, ties = profile_of(conn, person), belongs_to(conn, person)
    third = {tie for one in case.third_parties.values() for tie in (one.person, *one.belongs_to)} - {""}
    around = {case.complainant.holder, case.respondent.holder} | third
    roles = roles_of(conn, person)
    return AppointNeutral(
        by=by,
        at=at,
        function=function,
        person=person,
        functions=frozenset(serves for serves, role in SERVES_AS.items() if role in roles),
        belongs_to=ties,
        payer=known.payer or (case.marketplace if case.marketplace in ties else PAYER),
        conflicts=in_conflict_with(conn, person, around, at) | _were_opponents(conn, person, ties, case),
        away=known.is_away(at),
    )


def belongs_to(conn: Connection, person: str) -> frozenset[str]:
    """Organisations they are of, and marketplaces they administer."""
    organisations = conn.execute(select(members.c.organisation).where(members.c.person == person)).scalars()
    markets = select(marketplace_administrators.c.marketplace).where(marketplace_administrators.c.person == person)
    return frozenset([*organisations, *conn.execute(markets).scalars()])


def _were_opponents(conn: Connection, person: str, ties: frozenset[str], case: Case) -> frozenset[str]:
    """The sides of this case against whom they, or those they belong to, were ever a party."""
    mine = [f"person:{person}", *(f"{kind}:{tie}" for tie in ties for kind in ("organisation", "marketplace"))]
    keys = {holder_key(party): party.holder for party in (case.complainant, case.respondent)}
    were = select(views.c.complainant, views.c.respondent).where(
        views.c.reader.in_(mine),
        views.c.role.in_([Side.COMPLAINANT.value, Side.RESPONDENT.value]),
        views.c.complainant.in_(list(keys)) | views.c.respondent.in_(list(keys)),
    )
    met = {key for row in conn.execute(were.distinct()) for key in row}
    return frozenset(holder for key, holder in keys.items() if key in met)


def suits(profile: Profile, case: Case) -> tuple[bool, bool]:
    """Whether somebody speaks the language of the case, and whether they know its kind of complaint or goods."""
    speaks = {language.partition("-")[0] for language in profile.languages}
    complaints = {claim.complaint for claim in case.claims}
    kinds = {line.kind for claim in case.claims if (line := case.order.line(claim.line))}
    knows = bool(complaints & {*profile.complaints} or kinds & {*profile.products})
    return case.language.partition("-")[0] in speaks, knows


def in_order(conn: Connection, case: Case, load: dict[str, int]) -> list[str]:
    """Who comes first: who speaks the language, knows the matter, has the fewest cases; then by id."""
    suited = {person: suits(profile_of(conn, person), case) for person in load}
    return sorted(load, key=lambda one: (not suited[one][0], not suited[one][1], load[one], one))


def _appointed(parts: Parts, case_id: str, command: AppointNeutral) -> bool:
    """Whether the appointment is settled: made, or no longer needed. False: this person is not eligible."""
    try:
        parts.clerk.submit_for_service(case_id, command)
    except no.NotEligible:
        return False
    except (no.NotAtThisStage, no.CaseIsClosed):
        return True
    return True
