"""Cases as their readers find and see them."""

from datetime import datetime
from functools import lru_cache
from typing import Annotated

import strawberry

from odr.domain.refusals import NotFound
from odr.lists import Listed, listed
from odr.schema import ids
from odr.schema.acts import case_seen, reader_asking, visitor
from odr.schema.base import PAGE, After, Connection, Context, First, connection, node, page, query
from odr.schema.case_types import Case, Rulebook
from odr.schema.reader import LANGUAGE
from odr.schema.shown import show_rulebook
from odr.schema.vocabulary import ComplaintType, Ground, Role, Stage
from odr.store import instant
from odr.views import ViewRow

ROWS = 8_192
"""Rows of lists that are kept as they were shown: about 10 MB."""


@node("Case")
def case_by_local_id(ctx: Context, local: str) -> Case | None:
    """For node(id:)."""
    return case_seen(ctx, local, reader_asking(ctx))


@query
def case(ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The case.")]) -> Case | None:
    """One case, as you may see it. Past deadlines have taken effect in it."""
    who = reader_asking(ctx)
    return case_seen(ctx, ids.local(id, "Case"), who)


@strawberry.type(description="A case in a list.")
class CaseSummary:
    """One row of `views`, time passed."""

    id: strawberry.ID = strawberry.field(description="The case's id.")
    number: str = strawberry.field(description="The number people quote.")
    title: str = strawberry.field(description="The things in dispute.")
    complaint: ComplaintType | None = strawberry.field(
        description="What is wrong with the first of them; null for who does not see the complaint."
    )
    role: Role = strawberry.field(description="As whom you see it.")
    stage: Stage = strawberry.field(description="Where it stands.")
    ground: Ground | None = strawberry.field(description="Why it ended, if it has.")
    version: int = strawberry.field(description="How many entries you may see.")
    complainant: str = strawberry.field(description="The complainant's name; empty for a third party.")
    respondent: str = strawberry.field(description="The respondent's name; empty for a third party.")
    marketplace: str = strawberry.field(description="The marketplace's name.")
    my_turn: bool = strawberry.field(description="Whether something waits for you.")
    due: datetime | None = strawberry.field(description="The next bound: yours, or the other's while you wait.")
    overdue: bool = strawberry.field(
        description="Whether that bound has passed and the row tells what was before. Only if very many did at once."
    )
    opened_at: datetime = strawberry.field(description="When the complaint was received.")
    updated_at: datetime = strawberry.field(description="When the last thing you may see happened.")
    closed_at: datetime | None = strawberry.field(description="When it ended.")


@strawberry.input(description="Which cases to list.")
class CaseFilter:
    """What can be narrowed down."""

    open: bool | None = strawberry.field(default=None, description="True: only running cases. False: only closed ones.")
    my_turn: bool | None = strawberry.field(default=None, description="True: only cases in which you must act.")


@query
def cases(
    ctx: Context,
    first: First = PAGE,
    after: After = None,
    filter: Annotated[CaseFilter | None, strawberry.argument(description="Which ones; all by default.")] = None,
) -> Connection[CaseSummary]:
    """The cases you take part in or administer, the latest change first."""
    who = reader_asking(ctx)
    asked = page(ctx, "cases", first, after)
    wanted = filter or CaseFilter()
    narrowed = Listed(asked.limit, asked.after, wanted.open, wanted.my_turn)
    rows = listed(ctx.clerk, visitor(who), narrowed, ctx.received_at)
    known = _names(ctx, rows, who.name_changes)
    return connection(
        ctx,
        asked,
        rows,
        lambda row: _show_row(row, known, ctx.received_at),
        lambda row: (row.updated_at, row.case_id),
    )


def _names(ctx: Context, rows: list[ViewRow], changes: int | None) -> dict[str, str]:
    wanted = {holder for row in rows for holder in (_id(row.complainant), _id(row.respondent), row.marketplace)}
    if not wanted:
        return {}
    names = ctx.house.names
    return names.of(wanted, names.changes() if changes is None else changes)


def _id(key: str) -> str:
    """ "person:ID" names ID."""
    return key.partition(":")[2]


def _show_row(row: ViewRow, known: dict[str, str], at: datetime) -> CaseSummary:
    complainant, respondent = known.get(_id(row.complainant), ""), known.get(_id(row.respondent), "")
    overdue = row.due_at is not None and instant(row.due_at) <= at
    return _summary(row, complainant, respondent, known.get(row.marketplace, ""), overdue=overdue)


@lru_cache(maxsize=ROWS)
def _summary(row: ViewRow, complainant: str, respondent: str, marketplace: str, *, overdue: bool) -> CaseSummary:
    """Rows that nothing has happened to are shown as before; nobody changes what is shown."""
    return CaseSummary(
        id=ids.encode("Case", row.case_id),
        number=row.number,
        title=row.title,
        complaint=ComplaintType(row.complaint) if row.complaint else None,
        role=Role(row.role),
        stage=Stage(row.stage),
        ground=Ground(row.ground) if row.ground else None,
        version=row.version,
        complainant=complainant,
        respondent=respondent,
        marketplace=marketplace,
        my_turn=bool(row.my_turn),
        due=instant(row.due_at) if row.due_at is not None else None,
        overdue=overdue,
        opened_at=instant(row.opened_at),
        updated_at=instant(row.updated_at),
        closed_at=instant(row.closed_at) if row.closed_at is not None else None,
    )


@node("Rulebook")
def rulebook_by_local_id(ctx: Context, local: str) -> Rulebook | None:
    """For node(id:)."""
    found = ctx.clerk.law.rulebooks.get(local)
    return show_rulebook(found, LANGUAGE) if found else None


@query
def rulebook(
    ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The rulebook.")]
) -> Rulebook | None:
    """One version of a procedure. Anybody may read it."""
    found = rulebook_by_local_id(ctx, ids.local(id, "Rulebook"))
    if found is None:
        raise NotFound
    return found
