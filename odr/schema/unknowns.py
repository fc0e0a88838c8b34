"""What was handed to a shop and got lost: administrators find out whether it was done, and say so."""

from datetime import datetime
from typing import Annotated

import strawberry

from odr.fulfilment import unknown
from odr.fulfilment.port import Kind
from odr.fulfilment.unknown import Answer, Outcome
from odr.fulfilment.waiting import waiting
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, case_seen, person_asking, reader_asking, visitor
from odr.schema.base import (
    PAGE,
    After,
    CaseInput,
    Connection,
    Context,
    First,
    Money,
    connection,
    mutation,
    page,
    payload,
    query,
)
from odr.schema.repeats import ask_looked_through
from odr.schema.vocabulary import described

described(
    Outcome,
    "What became of something that was handed to a shop and got lost.",
    {
        "DONE": "The shop or the payment's provider did it.",
        "NOT_DONE": "Nobody did it. It is handed to the shop again, which does it once more.",
    },
    name="LostOutcome",
)


described(
    Kind,
    "What a shop is to do for a line of compensation.",
    {
        "REFUND": "Give back a payment.",
        "TAKE_BACK": "Put goods into stock again.",
        "REPLACEMENT": "Send goods again.",
        "VOUCHER": "Issue a voucher.",
    },
    name="ShopTask",
)


@strawberry.type(
    description="Something that a shop was to do and of which nobody knows whether it did. Seen by those who administer"
    " the case, nobody else."
)
class UnknownFulfilment:
    """One row of the page."""

    id: strawberry.ID = strawberry.field(description="Names it in answerUnknownFulfilment.")
    case: strawberry.ID = strawberry.field(description="The case.")
    case_number: str = strawberry.field(description="The case's number.")
    version: int = strawberry.field(description="The version of the case, as expectedVersion takes it.")
    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    order_number: str = strawberry.field(description="The order's number in the shop.")
    kind: Kind = strawberry.field(description="What the shop was to do.")
    payment: str | None = strawberry.field(description="The payment's id in the shop; null where none is given back.")
    amount: Money | None = strawberry.field(description="How much money it is about; null where it is about goods.")
    kept_as: str = strawberry.field(description="What the shop writes beside it, such as the reason of a refund.")
    shop: str | None = strawberry.field(description="What the shop runs; null where the service works in it no more.")
    since: datetime = strawberry.field(description="Since when nobody knows.")
    handed_over_at: datetime | None = strawberry.field(description="When it was handed to the shop, if that is known.")
    looks: int = strawberry.field(description="How often the shop was asked for it since, and had nothing.")
    looked_at: datetime | None = strawberry.field(description="When it was last asked so.")
    reason: str | None = strawberry.field(description="At which error the answer was lost, in one word.")


def _show(one: unknown.Unknown) -> UnknownFulfilment:
    return UnknownFulfilment(
        id=ids.encode("UnknownFulfilment", one.name),
        case=ids.encode("Case", one.seen.case.id),
        case_number=one.seen.case.number,
        version=len(one.seen.entries),
        line=ids.encode("CompensationLine", one.line),
        order_number=one.order_number,
        kind=one.kind,
        payment=one.payment or None,
        amount=Money.of(one.amount) if one.amount else None,
        kept_as=f"ODR {one.key}",
        shop=one.shop or None,
        since=one.since,
        handed_over_at=one.sent_at,
        looks=one.looks,
        looked_at=one.looked_at,
        reason=one.reason or None,
    )


@query
def unknown_fulfilments(ctx: Context, first: First = PAGE, after: After = None) -> Connection[UnknownFulfilment]:
    """For those who administer cases: what was handed to a shop and got lost, the longest lost first."""
    who, asked = visitor(person_asking(ctx)), page(ctx, "unknown_fulfilments", first, after)
    behind = (int(asked.after[0]), str(asked.after[1])) if asked.after else None
    found = unknown.unknowns(ctx.store, ctx.clerk, who, ctx.received_at, asked.limit, behind)
    return connection(ctx, asked, found, _show, lambda one: one.place)


@strawberry.type(description="A line of compensation that waits because the marketplace's shop cannot be reached.")
class WaitingLine:
    """It goes on by itself."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    since: datetime = strawberry.field(description="Since when the shop does not answer.")


@query
def waiting_for_shop(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[WaitingLine]:
    """The lines that you see in this case and that wait for a shop. They go on by themselves: nobody has to act."""
    who = visitor(reader_asking(ctx))
    seen = ctx.clerk.look(ids.local(case, "Case"), who, ctx.received_at)
    with ctx.store.read() as conn:
        found = waiting(conn, seen.case.id, ctx.received_at)
    mine = [line.id for order in seen.case.orders for line in order.lines]
    return [WaitingLine(line=ids.encode("CompensationLine", line), since=found[line]) for line in mine if line in found]


@strawberry.input(description="Say what became of something that was handed to a shop and got lost.")
class AnswerUnknownFulfilmentInput(CaseInput):
    """Input of `answerUnknownFulfilment`."""

    fulfilment: strawberry.ID = strawberry.field(description="The id from unknownFulfilments.")
    outcome: Outcome = strawberry.field(description="What became of it.")
    reference: str = strawberry.field(
        default="", description="The number under which the shop or the provider has it; compulsory where it was done."
    )


@payload(*ACT)
class AnswerUnknownFulfilmentPayload(CasePayload):
    """The case: its line is FULFILLED, waits for its other payments, or is ordered again."""


@mutation
def answer_unknown_fulfilment(ctx: Context, input: AnswerUnknownFulfilmentInput) -> AnswerUnknownFulfilmentPayload:
    """For those who administer the case: what was lost was done, or it was not and is handed over again.

    Who says so first is believed. Say that it was not done only after a look at the payment's provider as well: the
    shop may lose its own row after the money has left, and would pay twice.
    """
    who = person_asking(ctx)
    ask = ask_looked_through("answerUnknownFulfilment", who.person, input)
    said = Answer(
        case_id=ids.local(input.case, "Case"),
        name=ids.part(input.fulfilment, "UnknownFulfilment"),
        outcome=input.outcome,
        reference=input.reference.strip(),
        expected_version=input.expected_version,
    )
    done = unknown.answer(ctx.store, ctx.clerk, visitor(who), said, ask, ctx.received_at)
    return AnswerUnknownFulfilmentPayload(case=case_seen(ctx, said.case_id, who), replayed=done.replayed)
