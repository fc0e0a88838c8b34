"""Safety reports: danger and abuse, told to trust-and-safety people outside the procedure of the case."""

from datetime import datetime
from typing import Annotated

import strawberry
from sqlalchemy import Connection as Database

from odr.accounts.directory import names
from odr.accounts.repeats import once
from odr.domain import refusals as no
from odr.domain.roles import Actor, Role
from odr.domain.talk import HideMessage
from odr.safety import reports
from odr.safety.reports import SafetyKind, SafetyOutcome, SubjectKind
from odr.schema import ids
from odr.schema.acts import key_of, person_asking, visitor
from odr.schema.base import (
    PAGE,
    After,
    Connection,
    Context,
    First,
    Node,
    Payload,
    RepeatableInput,
    connection,
    mutation,
    node,
    page,
    payload,
    query,
)
from odr.schema.repeats import ask_looked_through
from odr.schema.typed import prose
from odr.schema.vocabulary import described
from odr.store import micros

described(
    SafetyKind,
    "What a safety report is about.",
    {
        "THREAT": "Somebody threatens a person.",
        "DANGEROUS_PRODUCT": "What was sold can hurt somebody.",
        "ABUSIVE_MESSAGE": "A message insults, harasses or presses somebody.",
        "OTHER_HARM": "Another danger for somebody.",
    },
)
described(
    SafetyOutcome,
    "What came of a safety report.",
    {
        "ACTED": "The service did something.",
        "PASSED_ON": "It was passed on to an authority or to the marketplace.",
        "NO_ACTION": "Nothing was to be done; the answer says why.",
    },
)
described(
    SubjectKind,
    "What in a case a safety report points at.",
    {
        "CASE": "The case as a whole.",
        "MESSAGE": "A message.",
        "EXHIBIT": "An exhibit.",
        "ORDER_LINE": "Something that was sold.",
    },
)


@strawberry.type(
    description="A report of danger or abuse. Its reporter and trust-and-safety people see it, nobody else."
)
class SafetyReport(Node):
    kind: SafetyKind = strawberry.field(description="What it is about.")
    case: strawberry.ID = strawberry.field(description="The case. Trust-and-safety people have no seat in it.")
    case_number: str = strawberry.field(description="The case's number.")
    subject_kind: SubjectKind = strawberry.field(description="What it points at.")
    subject: strawberry.ID | None = strawberry.field(description="The message, exhibit or order line, if one.")
    shown: str | None = strawberry.field(description="What that says, as its reporter saw it: words, name or title.")
    shown_by: Role | None = strawberry.field(description="In which role it was said or handed in.")
    words: str = strawberry.field(description="What its reporter says.")
    reporter: str | None = strawberry.field(description="Who made it.")
    yours: bool = strawberry.field(description="Whether you made it.")
    reported_at: datetime = strawberry.field(description="When.")
    outcome: SafetyOutcome | None = strawberry.field(description="What came of it; null while it is open.")
    answer: str | None = strawberry.field(description="The answer to its reporter, once there is one.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")


_SUBJECT_TYPES = {SubjectKind.MESSAGE: "Message", SubjectKind.EXHIBIT: "Exhibit"}


def _show(ctx: Context, one: reports.SafetyReport, known: dict[str, str]) -> SafetyReport:
    about = one.subject
    named = _SUBJECT_TYPES.get(about.kind)
    return SafetyReport(
        id=ids.encode("SafetyReport", one.id),
        kind=one.kind,
        case=ids.encode("Case", one.case_id),
        case_number=one.number,
        subject_kind=about.kind,
        subject=ids.encode(named, about.id) if named else strawberry.ID(about.id) if about.id else None,
        shown=about.shown,
        shown_by=Role(about.by) if about.by else None,
        words=one.words,
        reporter=known.get(one.reporter),
        yours=one.reporter == person_asking(ctx).person,
        reported_at=one.reported_at,
        outcome=one.outcome,
        answer=one.answer,
        answered_at=one.answered_at,
    )


@node("SafetyReport")
def safety_report_by_local_id(ctx: Context, local: str) -> SafetyReport | None:
    """A safety report of your own; for trust-and-safety people, any."""
    who = person_asking(ctx)
    with ctx.store.read() as conn:
        found = reports.report_for(conn, who, local)
        return _show(ctx, found, names(conn, [found.reporter])) if found else None


@query
def my_safety_reports(ctx: Context, first: First = PAGE, after: After = None) -> Connection[SafetyReport]:
    """The safety reports that you made, the oldest first."""
    who, asked = person_asking(ctx), page(ctx, "my_safety_reports", first, after)
    with ctx.store.read() as conn:
        found = reports.reports_by(conn, who.person, asked.limit, asked.after)
        known = names(conn, [who.person])
    return connection(ctx, asked, found, lambda one: _show(ctx, one, known), _place)


Open = Annotated[bool, strawberry.argument(description="Those that wait for an answer, or those that were answered.")]


@query
def safety_reports(
    ctx: Context, first: First = PAGE, after: After = None, open: Open = True
) -> Connection[SafetyReport]:
    """For trust-and-safety people: the reports that wait, the oldest first. Never of a case you have a part in."""
    who, asked = person_asking(ctx), page(ctx, f"safety_reports {open}", first, after)
    with ctx.store.read() as conn:
        found = reports.reports_to_answer(conn, who, asked.limit, asked.after, is_open=open)
        known = names(conn, {one.reporter for one in found})
    return connection(ctx, asked, found, lambda one: _show(ctx, one, known), _place)


def _place(one: reports.SafetyReport) -> tuple[int, str]:
    return micros(one.reported_at), one.id


@strawberry.input(description="Report a danger or abuse.")
class ReportSafetyInput(RepeatableInput):
    """Input of `reportSafety`."""

    case: strawberry.ID = strawberry.field(description="A case that you can read.")
    kind: SafetyKind = strawberry.field(description="What it is about.")
    message: strawberry.ID | None = strawberry.field(default=None, description="The message that it points at.")
    exhibit: strawberry.ID | None = strawberry.field(default=None, description="The exhibit that it points at.")
    line: strawberry.ID | None = strawberry.field(default=None, description="The order line that it points at.")
    words: str = prose(description="What happened, and who is in danger; at most 20,000 characters.")


@payload(no.ReasonsMissing)
class ReportSafetyPayload(Payload):
    """Your report. Nobody else in the case learns of it."""

    safety_report: SafetyReport | None = strawberry.field(default=None, description="The report as you see it.")


@mutation
def report_safety(ctx: Context, input: ReportSafetyInput) -> ReportSafetyPayload:
    """Tell trust-and-safety people of a danger or of abuse, at once and outside the case.

    In an emergency call the police first. The report changes nothing in the case, and nobody else in it learns of it.
    """
    who, at = person_asking(ctx), ctx.received_at
    ask = ask_looked_through("reportSafety", who.person, input)
    seen = ctx.clerk.look(ids.local(input.case, "Case"), visitor(who), at)
    subject = reports.subject_in(seen.case, *_pointed_at(input))

    def work(conn: Database) -> str:
        return reports.report(conn, who.person, seen.case, input.kind, subject, input.words, at)

    done = once(ctx.store, ask, work, at)
    made = safety_report_by_local_id(ctx, done.result)
    return ReportSafetyPayload(safety_report=made, replayed=done.replayed)


def _pointed_at(input: ReportSafetyInput) -> tuple[SubjectKind, str]:
    given = [
        (SubjectKind.MESSAGE, ids.part(input.message, "Message")) if input.message is not None else None,
        (SubjectKind.EXHIBIT, ids.part(input.exhibit, "Exhibit")) if input.exhibit is not None else None,
        (SubjectKind.ORDER_LINE, input.line) if input.line is not None else None,
    ]
    found = [one for one in given if one is not None]
    if len(found) > 1:
        raise no.InvalidInput(field="message", problem="Point at one thing only, and make a report for each.")
    return found[0] if found else (SubjectKind.CASE, "")


@strawberry.input(description="Hide the message that a safety report points at.")
class HideMessageInput(RepeatableInput):
    """Input of `hideMessage`."""

    report: strawberry.ID = strawberry.field(description="A report that points at a message.")


@payload(no.AlreadyDone)
class HideMessagePayload(Payload):
    """The report. It stays open until it is answered."""

    safety_report: SafetyReport | None = strawberry.field(default=None, description="The report.")


@mutation
def hide_message(ctx: Context, input: HideMessageInput) -> HideMessagePayload:
    """For trust-and-safety people: hide an abusive message from everybody who heard it, with a mark that it is hidden.

    The original is kept, and its entry stays sealed. Who heard it is told; who reported it is not named.
    """
    who, at = person_asking(ctx), ctx.received_at
    report_id = ids.part(input.report, "SafetyReport")
    act = key_of(who, "hideMessage", input, report_id)
    with ctx.store.read() as conn:
        found = reports.report_to_answer(conn, who, report_id)
    if found.subject.kind is not SubjectKind.MESSAGE:
        raise no.InvalidInput(field="report", problem="This report points at no message, so there is nothing to hide.")
    by = Actor(Role.TRUST_AND_SAFETY, who.person)
    done = ctx.clerk.submit_for_service(found.case_id, HideMessage(by=by, at=at, message=found.subject.id), act)
    return HideMessagePayload(safety_report=safety_report_by_local_id(ctx, report_id), replayed=done.replayed)


@strawberry.input(description="Close a safety report with what came of it.")
class AnswerSafetyReportInput(RepeatableInput):
    """Input of `answerSafetyReport`."""

    report: strawberry.ID = strawberry.field(description="A report that is open.")
    outcome: SafetyOutcome = strawberry.field(description="What came of it.")
    answer: str = prose(description="What its reporter is told.")


@payload(no.ReasonsMissing, no.AlreadyDone)
class AnswerSafetyReportPayload(Payload):
    """The report, answered. Its reporter is told."""

    safety_report: SafetyReport | None = strawberry.field(default=None, description="The report as it is now.")


@mutation
def answer_safety_report(ctx: Context, input: AnswerSafetyReportInput) -> AnswerSafetyReportPayload:
    """For trust-and-safety people: say what came of a report. Its reporter is told; nobody else is."""
    who, at = person_asking(ctx), ctx.received_at
    ask = ask_looked_through("answerSafetyReport", who.person, input)
    report_id = ids.part(input.report, "SafetyReport")

    def work(conn: Database) -> str:
        reports.answer(conn, who, report_id, input.outcome, input.answer, at)
        return report_id

    done = once(ctx.store, ask, work, at)
    return AnswerSafetyReportPayload(safety_report=safety_report_by_local_id(ctx, done.result), replayed=done.replayed)
