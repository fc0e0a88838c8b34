"""The signed record: issue it, list what was issued to your side, fetch the file."""

from datetime import datetime
from typing import Annotated

import strawberry

from odr.accounts.repeats import Ask, Done, once, replay
from odr.clerk import CaseSeen
from odr.domain.refusals import NotAllowed, NotFound, Refused, StaleVersion
from odr.domain.roles import Role
from odr.records import register
from odr.records.issue import Recipient
from odr.records.reading import Scope
from odr.records.words import UnknownLanguage
from odr.schema.acts import person_asking, visitor
from odr.schema.base import CaseInput, Context, Payload, ids, mutation, payload, query
from odr.schema.repeats import ask_looked_through
from odr.schema.vocabulary import described

described(
    Scope,
    "Which of the two records of a case, or the certificate.",
    {
        "SHARED": "Without what was said without prejudice or in private: it can be handed to a court.",
        "PRIVATE": "All that you see of the case, marked as private on every page.",
        "CERTIFICATE": "One page: when the procedure began, when it ended and how, for limitation periods.",
    },
    name="RecordScope",
)


class LanguageUnknown(Refused):
    """The record cannot be made in this language. Choose one of the rulebook's languages, such as en."""

    field = "language"


class CertificateNotProvided(Refused):
    """The rulebook of this case provides no certificate. Issue the record instead: it holds the same days."""

    field = "scope"


@strawberry.type(description="A signed record of a case as your side saw it. It proves, it does not bind.")
class CaseRecord:
    """GraphQL's spelling of `odr.records.register.Record`."""

    id: strawberry.ID = strawberry.field(description="The record.")
    scope: Scope = strawberry.field(description="Which of the two records.")
    language: str = strawberry.field(description="Language tag.")
    entries: int = strawberry.field(description="How many entries of the case it rests on.")
    sha256: str = strawberry.field(description="SHA-256 of the sealed file, as registered.")
    size: int = strawberry.field(description="In bytes.")
    issued_at: datetime = strawberry.field(description="When it was issued.")
    path: str | None = strawberry.field(
        description="Where the PDF is fetched, with the same sign-in; null once it is withdrawn."
    )
    withdrawn_at: datetime | None = strawberry.field(
        description="Since when it is out of service: something it held was erased. A saved copy still verifies."
    )
    withdrawn_because: str | None = strawberry.field(
        description="Why that was erased: an ErasureGround, or a clause of the rulebook."
    )


def show_record(record: register.Record) -> CaseRecord:
    return CaseRecord(
        id=ids.encode("CaseRecord", record.id),
        scope=Scope(record.scope),
        language=record.language,
        entries=record.reader_version,
        sha256=record.sha256,
        size=record.size,
        issued_at=record.issued_at,
        path=None if record.withdrawn_at else f"/records/{record.id}.pdf",
        withdrawn_at=record.withdrawn_at,
        withdrawn_because=record.withdrawn_because,
    )


@strawberry.input(description="Issue the signed record of a case as it stands.")
class IssueRecordInput(CaseInput):
    """The same state gives the same registered file again."""

    scope: Scope = strawberry.field(default=Scope.SHARED, description="Which of the two records.")
    language: str = strawberry.field(default="en", description="Language tag.")


@payload(LanguageUnknown, CertificateNotProvided)
class IssueRecordPayload(Payload):
    """The record that was issued, now or earlier for the same state."""

    record: CaseRecord | None = strawberry.field(default=None, description="The record.")


@mutation
def issue_record(ctx: Context, input: IssueRecordInput) -> IssueRecordPayload:
    """Issue the signed PDF of the case as your side may see it, or of its start and end. Takes a second or two."""
    who = person_asking(ctx)
    case_id = ids.local(input.case, "Case")
    seen = ctx.clerk.look(case_id, visitor(who), ctx.received_at)
    ask = ask_looked_through("issueRecord", who.person, input)
    done = replay(ctx.store, ask) or _issue(ctx, ask, seen, input)
    issued = next((one for one in _issued(ctx, case_id, seen.by.role) if one.id == done.result), None)
    if issued is None:
        raise NotFound
    return IssueRecordPayload(record=show_record(issued), replayed=done.replayed)


def _issue(ctx: Context, ask: Ask, seen: CaseSeen, input: IssueRecordInput) -> Done:
    """A third party has its own words and no record. Raises NotAllowed, StaleVersion, CertificateNotProvided,
    LanguageUnknown."""
    if seen.by.role is Role.THIRD_PARTY:
        raise NotAllowed
    if input.expected_version not in (None, seen.case.version):
        raise StaleVersion
    if input.scope is Scope.CERTIFICATE and not seen.case.rulebook.archive.certificate_of_start_and_end:
        raise CertificateNotProvided
    recipient = Recipient(seen.case.id, seen.by.role, input.scope, input.language, ask.actor)
    try:
        issued = ctx.house.records.issue(recipient, ctx.received_at)
    except UnknownLanguage:
        raise LanguageUnknown() from None
    return once(ctx.store, ask, lambda _: issued.id, ctx.received_at)


def _issued(ctx: Context, case_id: str, role: Role) -> list[register.Record]:
    with ctx.store.read() as conn:
        return register.records_of_reader(conn, case_id, role.value)


@query
def case_records(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[CaseRecord]:
    """The records issued to your side of a case, the newest first."""
    who = person_asking(ctx)
    case_id = ids.local(case, "Case")
    role = ctx.clerk.look(case_id, visitor(who), ctx.received_at).by.role
    return [show_record(record) for record in _issued(ctx, case_id, role)]
