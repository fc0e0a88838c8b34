"""One filing about what several sellers sold: it becomes a case for each of their orders."""

import strawberry

from odr.accounts.principal import Principal
from odr.domain import refusals as no
from odr.domain.events import Guardianship
from odr.domain.roles import SaleRole
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import case_seen, key_of, person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, sized
from odr.schema.case_types import Case
from odr.schema.filing import FILING, ClaimInput, SaleSeen, draft, said_of, sale_of
from odr.schema.looking_up import looked_up
from odr.schema.needs import LONGEST
from odr.schema.typed import prose

MOST = 20
"""How many orders one filing can be about."""


@strawberry.input(description="What is wrong with one of the orders. Its seller sees this part and no other one.")
class ComplaintPartInput:
    order: strawberry.ID = strawberry.field(description="The order.")
    claims: list[ClaimInput] = strawberry.field(description="What is wrong, line by line; at least one.")
    narrative: str = prose(description="What happened, in your words; at most 20,000 characters.")
    contacted_before: bool = strawberry.field(description="Whether you contacted this seller before.")
    other_proceedings: bool = strawberry.field(description="Whether another body or a court deals with it.")
    needs: str | None = prose(
        default=None, description="What you need to take part. Only the neutrals read it; see stateNeeds.", most=LONGEST
    )
    guardianship: Guardianship | None = strawberry.field(
        default=None, description="If you are under age or under guardianship; see requireGuardian."
    )


@strawberry.input(description="Complain about several orders that you bought at one marketplace.")
class FileComplaintsInput(RepeatableInput):
    """Input of `fileComplaints`."""

    complaints: list[ComplaintPartInput] = strawberry.field(description="An order each, at most 20.")


@payload(*FILING)
class FileComplaintsPayload(Payload):
    """A case for each order, in their order, each with its number, its receipt and the dated course."""

    cases: list[Case] | None = sized(3, default=None, description="The cases. Each says by `order` what it is about.")


@mutation
def file_complaints(ctx: Context, input: FileComplaintsInput) -> FileComplaintsPayload:
    """File one complaint about orders of several sellers. It becomes a case for each order: all of them, or none.

    Each seller is told of its own order and sees nothing of the others. What is refused names the part in `field`.
    """
    who = person_asking(ctx)
    named = [ids.local(one.order, "Order") for one in input.complaints]
    made = [new_id() for _ in named]
    act = key_of(who, "fileComplaints", input, " ".join(made))
    sales = _sales(ctx, who, named)
    looked = looked_up(ctx, [one.order for one in sales], act)
    drafts = [
        draft(ctx, who, sale, case_id, said_of(told), needs=told.needs, guardianship=told.guardianship, looked=found)
        for sale, case_id, told, found in zip(sales, made, input.complaints, looked, strict=True)
    ]
    try:
        done = ctx.clerk.open_all(sales[0].marketplace.code, drafts, act)
    except no.Refused as refused:
        if refused.part is not None:
            refused.field = f"complaints.{refused.part}.{refused.field or 'order'}"
        raise
    cases = [case_seen(ctx, one, who) for one in (done.subject.split() if done.replayed else made)]
    return FileComplaintsPayload(cases=cases, replayed=done.replayed)


def _sales(ctx: Context, who: Principal, orders: list[str]) -> list[SaleSeen]:
    """The orders, each once, bought by this person at one marketplace. Sellers complain about one order at a time."""
    if not 1 <= len(orders) <= MOST or len(set(orders)) != len(orders):
        _refuse(f"Name between 1 and {MOST} orders, each once.")
    sales = [sale_of(ctx, who, order) for order in orders]
    if any(one.complainant.sale_role is not SaleRole.BUYER for one in sales):
        raise no.NotAllowed
    if len({one.marketplace.id for one in sales}) > 1:
        _refuse("These orders were made at several marketplaces. File one complaint for each marketplace.")
    return sales


def _refuse(problem: str) -> None:
    raise no.InvalidInput(field="complaints", problem=problem)
