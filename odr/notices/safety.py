"""Tells of safety reports: trust-and-safety people at once, and the reporter of the answer. Nobody else ever."""

from collections.abc import Iterable

from sqlalchemy import Connection

from odr.accounts.directory import contacts
from odr.domain.roles import Role
from odr.notices import Parts
from odr.notices.readers import Reader
from odr.notices.telling import Notice, deliver
from odr.outbox import Message, done
from odr.safety.reports import ANSWERED, REPORTED, SafetyReport, people_to_tell, report_by_id


def tell_of_report(parts: Parts, message: Message) -> None:
    """Carry out "safety.reported": everybody who may answer the report."""
    with parts.store.write() as conn:
        found = report_by_id(conn, message.payload["report"])
        _tell(conn, parts, message, found, "safety_reported", people_to_tell(conn, found.case_id))


def tell_of_answer(parts: Parts, message: Message) -> None:
    """Carry out "safety.answered": who reported."""
    with parts.store.write() as conn:
        found = report_by_id(conn, message.payload["report"])
        _tell(conn, parts, message, found, "safety_answered", [found.reporter])


def _tell(
    conn: Connection, parts: Parts, message: Message, found: SafetyReport, kind: str, people: Iterable[str]
) -> None:
    reached = (contact for known in contacts(conn, list(people)).values() for contact in known)
    for contact in reached:
        reader = Reader(Role.TRUST_AND_SAFETY, contact.person, "", (contact,))
        deliver(conn, parts, reader, None, Notice(kind, {"number": found.number, "report": found.id}), message)
    done(conn, message, parts.clock.now(), kept=("report",))


HANDLERS = {REPORTED: tell_of_report, ANSWERED: tell_of_answer}
