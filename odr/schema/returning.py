"""Goods are sent back."""

import strawberry

from odr.accounts.principal import Scope
from odr.domain import refusals as no
from odr.domain import returning
from odr.domain.words import Text
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, MoneyInput, mutation, payload
from odr.schema.typed import prose, words
from odr.schema.vocabulary import Side


@strawberry.input(description="Say how goods are sent back.")
class ArrangeReturnInput(CaseInput):
    """Input of `arrangeReturn`."""

    line: strawberry.ID = strawberry.field(description="The line of the compensation.")
    address: str = prose(description="Where to, as it stands on the parcel.", most=1000)
    cost_bearer: Side = strawberry.field(description="Which side bears the cost of sending.")
    most: MoneyInput | None = strawberry.field(
        default=None, description="What sending costs at most; only where the sender bears it."
    )
    instructions: str | None = prose(default=None, description="How to pack and send, if there is something to say.")
    label: str | None = strawberry.field(
        default=None, description="Where a prepaid label is printed: an address that starts with https://."
    )
    label_exhibit: str | None = strawberry.field(
        default=None,
        description="Instead of `label`, the number of the exhibit that is the label: a picture or a PDF.",
    )
    carrier: str = strawberry.field(default="", description="Who carries it; empty where the sender may choose.")
    tracking: str = strawberry.field(default="", description="The number of the parcel, where the label has one.")


@payload(
    *ACT,
    no.LineUnknown,
    no.ReasonsMissing,
    no.ExhibitUnknown,
    no.ExhibitWithdrawn,
    no.ReturnUnderWay,
    no.ReturnCostNotAgreed,
    no.ReturnCostMissing,
    no.WrongCurrency,
)
class ArrangeReturnPayload(CasePayload):
    """The case; the sender is told, and has the whole time for sending from now on."""


@mutation
def arrange_return(ctx: Context, input: ArrangeReturnInput) -> ArrangeReturnPayload:
    """Whoever takes goods back says where to, how, and who pays for it. Until they are sent it can be said anew."""
    done = perform(
        ctx,
        input,
        returning.ArrangeReturn,
        scope=Scope.FULFILMENT_WRITE,
        line=ids.part(input.line, "CompensationLine"),
        address=Text(input.address),
        cost_by=input.cost_bearer,
        most=input.most.exact() if input.most else None,
        instructions=words(input.instructions),
        label=words(input.label),
        label_exhibit=input.label_exhibit or "",
        carrier=input.carrier,
        tracking=input.tracking,
    )
    return ArrangeReturnPayload(case=done.case, replayed=done.replayed)
