"""What a person was told: the list of notices with the ledger of each, and the mark that they were read."""

import json
from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from odr.accounts.repeats import once
from odr.domain.refusals import InvalidInput
from odr.notices import ledger
from odr.notices.ledger import NoticeRow
from odr.notices.words import words
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
    ids,
    mutation,
    node,
    page,
    payload,
    query,
    sized,
)
from odr.schema.repeats import ask_of
from odr.schema.viewers import person_signed_in
from odr.store import micros

MOST_MARKED = 100


@strawberry.enum(description="How a notice is told.")
class NoticeChannel(Enum):
    """The channels of the ledger."""

    EMAIL = strawberry.enum_value("EMAIL", description="A message to the person's address.")
    IN_APP = strawberry.enum_value("IN_APP", description="This list.")


@strawberry.enum(description="Where the delivery of a notice stands.")
class DeliveryState(Enum):
    """The states of the ledger."""

    PENDING = strawberry.enum_value("PENDING", description="Not handed over yet; it is tried for three days.")
    HANDED_OVER = strawberry.enum_value("HANDED_OVER", description="The channel took it.")
    BOUNCED = strawberry.enum_value("BOUNCED", description="The address does not exist or takes nothing.")
    FAILED = strawberry.enum_value("FAILED", description="It could not be handed over, and is not tried again.")


@strawberry.type(description="One line of the ledger: a notice on one channel.")
class NoticeDelivery:
    """A row of `Notice.deliveries`."""

    channel: NoticeChannel = strawberry.field(description="How it is told.")
    state: DeliveryState = strawberry.field(description="Where it stands.")
    at: datetime = strawberry.field(description="Since when.")
    detail: str = strawberry.field(description="The mail server's code, if it refused; otherwise empty.")


@strawberry.type(description="Something you were told, mostly about a case.")
class Notice(Node):
    """A notice as its recipient reads it."""

    kind: str = strawberry.field(description="What it is, for programs: offer, decided, reminder and so on.")
    title: str = strawberry.field(description="What happened, in your language.")
    words: str = strawberry.field(description="The same in a sentence or two, with the date by which somebody acts.")
    case: strawberry.ID | None = strawberry.field(description="Id of the case; null when it is about none.")
    case_number: str | None = strawberry.field(description="Number of the case.")
    rulebook: str | None = strawberry.field(description="Name of the rulebook it tells of, to be read at /policy/NAME.")
    until: datetime | None = strawberry.field(description="Exclusive bound of the time frame it speaks of, if one.")
    created_at: datetime = strawberry.field(description="When it happened.")
    read_at: datetime | None = strawberry.field(description="When it was marked as read; null while it is new.")
    deliveries: list[NoticeDelivery] = sized(2, description="The ledger: what became of it on each channel.")


@node("Notice")
def notice_by_local_id(ctx: Context, local: str) -> Notice | None:
    """One of your own notices."""
    person_signed_in(ctx)
    reader = ctx.signed_in()
    with ctx.store.read() as conn:
        row = ledger.notice_of(conn, reader, local)
    return show(row, reader.language) if row else None


UnreadOnly = Annotated[bool, strawberry.argument(description="Only those not marked as read.")]


@query
def notices(
    ctx: Context, first: First = PAGE, after: After = None, unread_only: UnreadOnly = False
) -> Connection[Notice]:
    """What you were told, the newest first."""
    person_signed_in(ctx)
    reader = ctx.signed_in()
    asked = page(ctx, "notices", first, after)
    with ctx.store.read() as conn:
        rows = ledger.notices_of(conn, reader, asked.limit, asked.after, unread=unread_only)
    return connection(
        ctx, asked, rows, lambda row: show(row, reader.language), lambda row: (micros(row.created_at), row.id)
    )


def show(row: NoticeRow, language: str) -> Notice:
    """Return a notice in the reader's language."""
    told = words(language).notice(row.kind, row.facts)
    until = row.facts.get("until")
    return Notice(
        id=ids.encode("Notice", row.id),
        kind=row.kind,
        title=told.title,
        words=told.text,
        case=ids.encode("Case", row.case_id) if row.case_id else None,
        case_number=row.facts["number"] or None,
        rulebook=row.facts.get("rulebook"),
        until=datetime.fromisoformat(until) if until else None,
        created_at=row.created_at,
        read_at=row.read_at,
        deliveries=[
            NoticeDelivery(
                channel=NoticeChannel(one.channel), state=DeliveryState(one.state), at=one.at, detail=one.detail
            )
            for one in row.deliveries
        ],
    )


@strawberry.input(description="Mark notices as read.")
class MarkNoticesReadInput(RepeatableInput):
    """Input of `markNoticesRead`."""

    notices: list[strawberry.ID] | None = strawberry.field(
        default=None, description="These, at most 100; left out: all that you have by now."
    )


@payload()
class MarkNoticesReadPayload(Payload):
    """How many notices were new until now. Notices of others and unknown ones are passed over in silence."""

    marked: int | None = strawberry.field(default=None, description="How many were marked.")
    unread: int | None = strawberry.field(default=None, description="How many are still new; 100 stands for more too.")


@mutation
def mark_notices_read(ctx: Context, input: MarkNoticesReadInput) -> MarkNoticesReadPayload:
    """Mark notices as read: those named, or all."""
    person, reader = person_signed_in(ctx), ctx.signed_in()
    chosen = None if input.notices is None else _local(input.notices)
    at = ctx.received_at
    done = once(
        ctx.store,
        ask_of("markNoticesRead", person, input),
        lambda conn: json.dumps(ledger.mark_read(conn, reader, chosen, at)),
        at,
    )
    with ctx.store.read() as conn:
        unread = ledger.unread_count(conn, person, reader.organisations)
    return MarkNoticesReadPayload(marked=json.loads(done.result), unread=unread, replayed=done.replayed)


def _local(notices: Sequence[str]) -> list[str]:
    if len(notices) > MOST_MARKED:
        raise InvalidInput(field="notices", problem=f"Name at most {MOST_MARKED} notices, or leave them out.")
    return [ids.part(one, "Notice") for one in notices]
