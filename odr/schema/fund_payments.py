"""What a marketplace is to pay itself, across its cases."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import Row, select, tuple_

from odr.accounts.principal import Scope
from odr.domain.events import FundPart
from odr.domain.money import Money as Exact
from odr.domain.refusals import NotAllowed
from odr.matters import fund_payments as table
from odr.schema import ids
from odr.schema.base import PAGE, After, Connection, Context, First, Money, connection, page, query
from odr.schema.vocabulary import Side, Step
from odr.store import instant


@strawberry.type(description="A line that the marketplace pays itself, in place of whoever owes it.")
class FundPayment:
    key: str = strawberry.field(description="By which it is known: the same for every try, and for nothing else.")
    case: strawberry.ID = strawberry.field(description="The case.")
    case_number: str = strawberry.field(description="Its number.")
    line: strawberry.ID = strawberry.field(description="The line: give it to reportFulfilment once it is paid.")
    part: FundPart = strawberry.field(description="From what it is paid.")
    payee: Side = strawberry.field(description="To which side. payeeAccounts tells its account, where that is needed.")
    amount: Money = strawberry.field(description="How much.")
    step: Step = strawberry.field(description="How far it is.")
    open: bool = strawberry.field(description="Whether it is still to be paid.")
    ordered_at: datetime = strawberry.field(description="When the order was made under which it is paid.")


OpenOnly = Annotated[bool, strawberry.argument(description="Only those that are still to be paid.")]


@query
def fund_payments(
    ctx: Context, first: First = PAGE, after: After = None, open_only: OpenOnly = False
) -> Connection[FundPayment]:
    """What your marketplaces are to pay from their fund or from what they hold, and what they paid; the latest first.

    For administrators, and for programs with a key of FULFILMENT_WRITE. Report each with reportFulfilment.
    """
    who = ctx.signed_in()
    if not who.marketplaces or not (who.person or Scope.FULFILMENT_WRITE in who.scopes):
        raise NotAllowed
    asked = page(ctx, "fund_payments", first, after)
    wanted = select(table).where(table.c.marketplace.in_(sorted(who.marketplaces)))
    if open_only:
        wanted = wanted.where(table.c.is_open == 1)
    if asked.after is not None:
        wanted = wanted.where(tuple_(table.c.ordered_at, table.c.key) < tuple_(*asked.after))
    newest = wanted.order_by(table.c.ordered_at.desc(), table.c.key.desc()).limit(asked.limit)
    with ctx.store.read() as conn:
        rows = conn.execute(newest).all()
    return connection(ctx, asked, rows, _show, lambda row: (row.ordered_at, row.key))


def _show(row: Row[Any]) -> FundPayment:
    found = row._mapping
    return FundPayment(
        key=found["key"],
        case=ids.encode("Case", found["case_id"]),
        case_number=found["number"],
        line=ids.encode("CompensationLine", found["line"]),
        part=FundPart(found["part"]),
        payee=Side(found["payee"]),
        amount=Money.of(Exact(found["minor"], found["currency"])),
        step=Step(found["step"]),
        open=bool(found["is_open"]),
        ordered_at=instant(found["ordered_at"]),
    )
