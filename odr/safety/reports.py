"""Safety reports: who makes one, who reads it, and how it is answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from sqlalchemy import Column, ColumnElement, Connection, Row, insert, select, tuple_, update

from odr.accounts.marketplaces import marketplaces_of
from odr.accounts.organisations import organisations_of
from odr.accounts.principal import Principal, ServiceRole
from odr.accounts.roles import people_with
from odr.domain import refusals as no
from odr.domain.case import Case
from odr.domain.events import MessageSent, Submission
from odr.domain.roles import Role
from odr.ids import new_id
from odr.outbox import promise
from odr.safety.tables import safety_reports
from odr.store import instant, micros
from odr.views import views

REPORTED, ANSWERED = "safety.reported", "safety.answered"
"""The promises to tell trust-and-safety people of a report, and its reporter of the answer."""


class SafetyKind(StrEnum):
    """What is reported."""

    THREAT = "THREAT"
    DANGEROUS_PRODUCT = "DANGEROUS_PRODUCT"
    ABUSIVE_MESSAGE = "ABUSIVE_MESSAGE"
    OTHER_HARM = "OTHER_HARM"


class SafetyOutcome(StrEnum):
    """What came of a report."""

    ACTED = "ACTED"
    PASSED_ON = "PASSED_ON"
    NO_ACTION = "NO_ACTION"


class SubjectKind(StrEnum):
    """What in a case a report is about."""

    CASE = "CASE"
    MESSAGE = "MESSAGE"
    EXHIBIT = "EXHIBIT"
    ORDER_LINE = "ORDER_LINE"


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing in a case that is reported, as its reporter sees it. `by`: in which role it was said or handed in."""

    kind: SubjectKind
    id: str = ""
    shown: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class SafetyReport:
    """A report as its reporter and trust-and-safety people read it (instants in UTC). `number`: of the case."""

    id: str
    case_id: str
    number: str
    reporter: str
    kind: SafetyKind
    subject: Subject
    words: str
    reported_at: datetime
    outcome: SafetyOutcome | None
    answer: str | None
    answered_at: datetime | None


def subject_in(case: Case, kind: SubjectKind, local: str) -> Subject:
    """What the reporter points at, in the case as they see it. Refuses: NotFound, also for what they do not see."""
    found = next((one for one in _subjects(case, kind) if one.id == local), None)
    if found is None:
        raise no.NotFound
    return found


def _subjects(case: Case, kind: SubjectKind) -> Iterable[Subject]:
    match kind:
        case SubjectKind.CASE:
            return [Subject(kind)]
        case SubjectKind.MESSAGE:
            said = case.messages
            return (Subject(kind, one.message, _all_of(one, case), entry.by.role.value) for one, entry in said)
        case SubjectKind.EXHIBIT:
            known = [*case.exhibits.values(), *case.drafts.values()]
            return (
                Subject(kind, one.id, one.name.body, one.side.value if one.side else Role.THIRD_PARTY.value)
                for one in known
            )
        case SubjectKind.ORDER_LINE:
            return (Subject(kind, one.id, one.title) for one in case.order.lines)
        case _:
            assert_never(kind)


def _all_of(said: MessageSent, case: Case) -> str | None:
    """Everything that can be read of a message: as it was said, and as it was corrected."""
    corrected = (one.reads for one in case.amendments.get((Submission.MESSAGE, said.message), ()))
    words = [text.body for text in (said.words, *corrected) if text and text.body]
    return "\n\n".join(words) or None


def report(
    conn: Connection, reporter: str, case: Case, kind: SafetyKind, subject: Subject, words: str, at: datetime
) -> str:
    """Take a report and promise to tell trust-and-safety people at once; its id. Refuses: ReasonsMissing."""
    if not words.strip():
        raise no.ReasonsMissing(what="A safety report")
    made = new_id()
    row = {
        "id": made,
        "case_id": case.id,
        "number": case.number,
        "reporter": reporter,
        "kind": kind,
        "subject_kind": subject.kind,
        "subject": subject.id,
        "shown": subject.shown,
        "shown_by": subject.by,
        "words": words,
        "reported_at": micros(at),
    }
    conn.execute(insert(safety_reports), row)
    promise(conn, REPORTED, {"report": made}, at)
    return made


def answer(conn: Connection, who: Principal, report_id: str, outcome: SafetyOutcome, words: str, at: datetime) -> None:
    """Close a report with what came of it, and promise to tell its reporter.

    Refuses: NotAllowed, NotFound, AlreadyDone, ReasonsMissing.
    """
    report_to_answer(conn, who, report_id)
    if not words.strip():
        raise no.ReasonsMissing(what="The answer to a safety report")
    row = {"outcome": outcome, "answer": words, "answered_by": who.person, "answered_at": micros(at)}
    still_open = (safety_reports.c.id == report_id) & safety_reports.c.answered_at.is_(None)
    if conn.execute(update(safety_reports).where(still_open).values(row)).rowcount != 1:
        raise no.AlreadyDone
    promise(conn, ANSWERED, {"report": report_id}, at)


def report_to_answer(conn: Connection, who: Principal, report_id: str) -> SafetyReport:
    """A report that this person looks after. Refuses: NotAllowed, NotFound."""
    require_looks_after(who)
    row = conn.execute(select(safety_reports).where(safety_reports.c.id == report_id, _others(who))).first()
    if row is None:
        raise no.NotFound
    return _read(row)


def require_looks_after(who: Principal) -> None:
    """Refuse everybody but trust-and-safety people."""
    if ServiceRole.TRUST_AND_SAFETY not in who.roles:
        raise no.NotAllowed


def report_for(conn: Connection, who: Principal, report_id: str) -> SafetyReport | None:
    """One report, for its reporter or for trust-and-safety people; None for unknown ones and those of others alike."""
    mine = safety_reports.c.reporter == who.person
    wanted = mine | _others(who) if ServiceRole.TRUST_AND_SAFETY in who.roles else mine
    row = conn.execute(select(safety_reports).where(safety_reports.c.id == report_id, wanted)).first()
    return _read(row) if row else None


def report_by_id(conn: Connection, report_id: str) -> SafetyReport:
    """A report that is there, for the service itself."""
    return _read(conn.execute(select(safety_reports).where(safety_reports.c.id == report_id)).one())


def reports_by(conn: Connection, person: str, limit: int, after: Sequence[Any] | None = None) -> list[SafetyReport]:
    """What a person reported, the oldest first, behind the sort key `after` (microseconds, id)."""
    return _page(conn, [safety_reports.c.reporter == person], limit, after)


def reports_to_answer(
    conn: Connection, who: Principal, limit: int, after: Sequence[Any] | None = None, *, is_open: bool
) -> list[SafetyReport]:
    """The reports that are open, or those answered, the oldest first. Refuses: NotAllowed."""
    require_looks_after(who)
    state = safety_reports.c.answered_at.is_(None) if is_open else safety_reports.c.answered_at.is_not(None)
    return _page(conn, [state, _others(who)], limit, after)


def _others(who: Principal) -> ColumnElement[bool]:
    """Reports of cases in which the person has no part: whoever could be meant must not read who reported."""
    return apart_from(who, safety_reports.c.case_id)


def apart_from(who: Principal, case_id: Column[str]) -> ColumnElement[bool]:
    """Cases in which the person has no part."""
    own = views.alias()
    part = (own.c.case_id == case_id) & own.c.reader.in_(_keys(who.person, who.organisations, who.marketplaces))
    return ~select(own.c.case_id).where(part).correlate(case_id.table).exists()


def people_to_tell(conn: Connection, case_id: str) -> list[str]:
    """The trust-and-safety people who have no part in this case themselves."""
    return [one for one in people_with(conn, ServiceRole.TRUST_AND_SAFETY) if not _has_part(conn, one, case_id)]


def _keys(person: str, organisations: Iterable[str], marketplaces: Iterable[str]) -> list[str]:
    """Under which keys the cases stand in which a person has a part; registrars have one in none."""
    belongs = [f"organisation:{one}" for one in organisations] + [f"marketplace:{one}" for one in marketplaces]
    return [f"person:{person}", *belongs]


def _has_part(conn: Connection, person: str, case_id: str) -> bool:
    organisations = [one.id for one in organisations_of(conn, person)]
    keys = _keys(person, organisations, [one.id for one in marketplaces_of(conn, person)])
    part = select(views.c.case_id).where(views.c.case_id == case_id, views.c.reader.in_(keys))
    return conn.execute(part).first() is not None


def _page(
    conn: Connection, wanted: list[ColumnElement[bool]], limit: int, after: Sequence[Any] | None
) -> list[SafetyReport]:
    place = (safety_reports.c.reported_at, safety_reports.c.id)
    if after is not None:
        wanted = [*wanted, tuple_(*place) > tuple_(*after)]
    return [_read(row) for row in conn.execute(select(safety_reports).where(*wanted).order_by(*place).limit(limit))]


def _read(row: Row[*tuple[Any, ...]]) -> SafetyReport:
    return SafetyReport(
        row.id,
        row.case_id,
        row.number,
        row.reporter,
        SafetyKind(row.kind),
        Subject(SubjectKind(row.subject_kind), row.subject, row.shown, row.shown_by),
        row.words,
        instant(row.reported_at),
        SafetyOutcome(row.outcome) if row.outcome else None,
        row.answer,
        instant(row.answered_at) if row.answered_at is not None else None,
    )
