"""What a complaint may be entitled to, before it is filed."""

from typing import Annotated

import strawberry

from odr.domain.case import Case
from odr.domain.claiming import require_circumstances
from odr.domain.entitlement.filed import compute
from odr.domain.refusals import QuantityTooLarge, UnknownLine
from odr.domain.remedies import Circumstances, Claim
from odr.schema import ids
from odr.schema.acts import person_asking
from odr.schema.base import Context, query
from odr.schema.entitlement_types import Entitlement
from odr.schema.filing import CircumstancesInput, opening_of, sale_of
from odr.schema.shown_entitlement import show_entitlement
from odr.schema.vocabulary import ComplaintType

Order = Annotated[strawberry.ID, strawberry.argument(description="The order you bought or sold.")]
Line = Annotated[strawberry.ID, strawberry.argument(description="The line of the order.")]
Quantity = Annotated[int, strawberry.argument(description="How many of it.")]
Kind = Annotated[ComplaintType, strawberry.argument(description="What is wrong.")]
Told = Annotated[CircumstancesInput | None, strawberry.argument(description="What happened since the sale.")]


@query
def entitlement(
    ctx: Context, order: Order, line: Line, complaint: Kind, quantity: Quantity = 1, circumstances: Told = None
) -> Entitlement | None:
    """What law and policies may give for a complaint that is not filed yet: computed, with every criterion shown.

    Nothing is stored. The same is entered in the case when the complaint is filed.
    """
    who = person_asking(ctx)
    sale = sale_of(ctx, who, ids.local(order, "Order"))
    facts = sale.order.snapshot.order
    told = circumstances.read() if circumstances else Circumstances()
    claim = Claim("1", line, quantity, complaint, (), told)
    sold = facts.line(line)
    if sold is None:
        raise UnknownLine(field="line", line=line[:40])
    if not 1 <= quantity <= sold.quantity:
        raise QuantityTooLarge(ordered=sold.quantity)
    require_circumstances(told, facts, ctx.received_at)
    law = ctx.clerk.law
    rulebook = law.rulebooks[ctx.house.rulebooks.for_case(opening_of(sale, (claim,), ctx.received_at))]
    draft = Case("", rulebook, law.calendars, opened_at=ctx.received_at, order=facts)
    draft.complainant, draft.respondent = sale.complainant, sale.respondent
    found = compute(draft, (claim,), law.statutes)
    return show_entitlement(found.lines, found.statute, facts, rulebook, who.language)
