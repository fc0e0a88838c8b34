"""Tells of a new version of a rulebook: the people of sellers, and the sides of running cases, which keep theirs."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from odr.accounts.directory import contacts
from odr.accounts.tables import sellers
from odr.domain.roles import Role
from odr.notices import Parts
from odr.notices.readers import Reader, readers
from odr.notices.telling import Notice, deliver, load_range
from odr.outbox import Message, done, promise
from odr.rulebooks.versions import ANNOUNCE, Version, announced, version_of
from odr.store import micros
from odr.views import views

CASE = "rulebook.case"
"""The promise to tell the sides of one running case."""
CASES = "rulebook.cases"
"""The promise to look for running cases, and then for those behind them."""
SELLERS = "rulebook.sellers"
"""The promise to tell some sellers, and then those behind them."""
CHANGED, KEPT = "rulebook_changed", "rulebook_kept"
"""The kinds of notices: to sellers, and to the sides of a case."""
PAGE = 200
_SIDES = (Role.COMPLAINANT, Role.RESPONDENT)


def announce(parts: Parts, message: Message) -> None:
    """Carry out "rulebook.announce": promise to tell the sellers, and the sides of every running case."""
    now = parts.clock.now()
    with parts.store.write() as conn:
        version = version_of(conn, message.payload["version"])
        if version.organisation is None:
            for topic in (SELLERS, CASES):
                promise(conn, topic, {"version": version.id, "after": ""}, now)
        announced(conn, version.id, now)
        done(conn, message, now, kept=("version",))


def find_cases(parts: Parts, message: Message) -> None:
    """Carry out "rulebook.cases": promise to tell of up to `PAGE` cases, and to look for those behind them."""
    payload, now = message.payload, parts.clock.now()
    with parts.store.write() as conn:
        version = version_of(conn, payload["version"])
        page = _running(conn, version, payload["after"])
        for case_id in page:
            promise(conn, CASE, {"version": version.id, "case": case_id}, now, case_id=case_id)
        if len(page) == PAGE:
            promise(conn, CASES, {**payload, "after": page[-1]}, now)
        done(conn, message, now, kept=("version", "after"))


def _running(conn: Connection, version: Version, after: str) -> Sequence[str]:
    """Cases that ran when the version was published: the registrars' list has each of them."""
    mine = (views.c.reader == "registrar") & (views.c.marketplace == version.marketplace)
    before = micros(version.published_at or version.drafted_at)
    running = select(views.c.case_id).where(mine, views.c.closed_at.is_(None), views.c.opened_at <= before)
    return conn.execute(running.where(views.c.case_id > after).order_by(views.c.case_id).limit(PAGE)).scalars().all()


def tell_sellers(parts: Parts, message: Message) -> None:
    """Carry out "rulebook.sellers": the people of up to `PAGE` sellers; the next ones are promised."""
    payload, now = message.payload, parts.clock.now()
    with parts.store.write() as conn:
        version = version_of(conn, payload["version"])
        chosen = select(sellers.c.organisation).distinct().where(sellers.c.marketplace == version.marketplace)
        behind = chosen.where(sellers.c.organisation > payload["after"])
        page = list(conn.execute(behind.order_by(sellers.c.organisation).limit(PAGE)).scalars())
        for reader in _people(conn, page):
            deliver(conn, parts, reader, None, _notice(version, ""), message)
        if len(page) == PAGE:
            promise(conn, SELLERS, {**payload, "after": page[-1]}, now)
        done(conn, message, now, kept=("version", "after"))


def _people(conn: Connection, organisations: Sequence[str]) -> list[Reader]:
    """Whoever acts for these sellers. One that nobody belongs to yet is told with its first case."""
    reached = (one for found in contacts(conn, organisations).values() for one in found if one.person)
    people = {one.person: Reader(Role.RESPONDENT, one.person, "", (one,)) for one in reached}
    return list(people.values())


def tell_case(parts: Parts, message: Message) -> None:
    """Carry out "rulebook.case": both sides of a case that runs keep their rulebook, and hear so."""
    payload, now = message.payload, parts.clock.now()
    whole, _ = load_range(parts, payload["case"])
    with parts.store.write() as conn:
        version = version_of(conn, payload["version"])
        if whole.case.closed_at is None:
            for reader in readers(conn, whole.case):
                if reader.role in _SIDES and reader.person:
                    notice = _notice(version, whole.case.number)
                    deliver(conn, parts, reader, whole.case.id, notice, message)
        done(conn, message, now, kept=("version", "case"))


def _notice(version: Version, number: str) -> Notice:
    """`number`: of the case; empty when it is about none."""
    since = version.in_force_from.isoformat() if version.in_force_from else ""
    facts = {"number": number, "rulebook": version.name, "since": since}
    return Notice(KEPT if number else CHANGED, facts)


HANDLERS = {ANNOUNCE: announce, SELLERS: tell_sellers, CASES: find_cases, CASE: tell_case}
