"""The conventions of the schema: how a query, a mutation, a type and a list are written. Copy this:

    @strawberry.type(description="A dispute from complaint to record.")
    class Case(Node):                                    # brings `id`
        number: str = strawberry.field(description="The number people quote: MKT-2026-000123.")
        opened_at: datetime = strawberry.field(description="When the complaint was received.")
        paid: Money = strawberry.field(description="What was paid in all.")
        lines: list[Line] = sized(5, description="What it is about.")    # usual length, for the cost rule

    @node("Case")                                        # makes node(id:) find it
    def case_by_local_id(ctx: Context, local: str) -> Case | None: ...

    @query
    def case(ctx: Context, id: Annotated[strawberry.ID, argument(description="The case.")]) -> Case | None:
        '''One case, as you may see it.'''
        seen = ctx.clerk.look(ids.local(id, "Case"), ...)
        return show(seen)                                # plain attributes only: see below

    @query
    def my_cases(ctx: Context, first: First = PAGE, after: After = None) -> Connection[CaseRow]:
        '''Your cases, the most urgent first.'''
        asked = page(ctx, "my_cases", first, after)
        rows = views.rows(..., asked.limit, asked.after)
        return connection(ctx, asked, rows, show_row, lambda row: (row.due, row.id))

    @strawberry.input(description="Accept the other side's offer.")
    class AcceptOfferInput(CaseInput):                   # case, expectedVersion, idempotencyKey
        offer: strawberry.ID = strawberry.field(description="The open offer.")

    @payload(OfferNotOpen, OwnOffer)                     # each reason this act may refuse; see errors.py
    class AcceptOfferPayload(Payload):
        '''The case after the acceptance.'''
        case: Case | None = strawberry.field(default=None, description="The case as you now see it.")

    @mutation
    def accept_offer(ctx: Context, input: AcceptOfferInput) -> AcceptOfferPayload:
        '''Accept the other side's open offer; it becomes the settlement.'''
        done = ctx.clerk.submit(...)                     # a Refused becomes userErrors by itself
        return AcceptOfferPayload(case=show(done.case), replayed=done.replayed)

    schema = build_schema(cases, offers, evidence)       # modules: their marked functions are the root fields

Every body is an ordinary blocking function that runs in the store's thread, and stays callable from a test.
Root fields fetch everything; below them there are plain attributes only, no resolvers and no arguments: that
is what `plan.py` makes fast (a document that needs more still works, several times slower). A refusal raised
by a query becomes an error with `extensions.code`. Descriptions are compulsory: `build_schema` names what
lacks one.
"""

from decimal import Decimal
from typing import Any

import strawberry

from odr.domain import money
from odr.schema import ids
from odr.schema.context import Context
from odr.schema.errors import Payload, payload
from odr.schema.pages import PAGE, After, Connection, Edge, First, PageInfo, connection, page
from odr.schema.roots import Node, build_schema, mutation, node, query, subscription

__all__ = [
    "PAGE",
    "After",
    "CaseInput",
    "Connection",
    "Context",
    "Edge",
    "First",
    "Money",
    "MoneyInput",
    "Node",
    "PageInfo",
    "Payload",
    "RepeatableInput",
    "build_schema",
    "connection",
    "ids",
    "mutation",
    "node",
    "page",
    "payload",
    "query",
    "sized",
    "subscription",
]


@strawberry.type(description="An amount of money.")
class Money:
    """GraphQL's spelling of `odr.domain.money.Money`."""

    amount: Decimal = strawberry.field(description='"80.00" for EUR, "80" for JPY.')
    currency: str = strawberry.field(description="ISO 4217 code.")

    @classmethod
    def of(cls, value: money.Money) -> "Money":
        """Return the amount as the API shows it."""
        return cls(amount=Decimal(value.minor).scaleb(-money.exponent(value.currency)), currency=value.currency)


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """Read with `exact`."""

    amount: Decimal = strawberry.field(description='As a string: "80.00". No more decimals than the currency has.')
    currency: str = strawberry.field(description="ISO 4217 code, such as EUR.")

    def exact(self) -> money.Money:
        """Return the amount in minor units.

        Raises:
            InvalidInput: no such currency, or more decimals than it has.
        """
        return money.from_decimal(format(self.amount, "f"), self.currency)


@strawberry.input(description="What every act may carry.")
class RepeatableInput:
    """Base of the inputs of mutations."""

    idempotency_key: str | None = strawberry.field(
        default=None,
        description="Of your own, new for each act. Sent again with the same input, nothing is done twice.",
    )


@strawberry.input(description="What every act on a case carries.")
class CaseInput(RepeatableInput):
    """Base of the inputs of acts on a case."""

    case: strawberry.ID = strawberry.field(description="The case.")
    expected_version: int | None = strawberry.field(
        default=None,
        description="The version you decided on; if the case has moved on, nothing is done.",
    )


def sized(items: int, *, description: str, default: Any = strawberry.UNSET) -> Any:
    """Describe a list attribute. `items`: about how many it usually holds, for the cost rule."""
    if default is strawberry.UNSET:
        return strawberry.field(description=description, metadata={"items": items})
    return strawberry.field(description=description, metadata={"items": items}, default=default)
