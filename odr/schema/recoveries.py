"""A marketplace reports what came back of a payment outside our cases."""

import strawberry
from sqlalchemy import Connection as Database

from odr import recoveries
from odr.accounts.principal import Scope
from odr.accounts.repeats import Ask, once
from odr.domain import refusals as no
from odr.domain.events import RecoverySource
from odr.orders import order_of
from odr.schema import ids
from odr.schema.base import Context, MoneyInput, Payload, RepeatableInput, mutation, payload
from odr.schema.orders import reader_of
from odr.schema.recovery_types import Recovery
from odr.schema.shown_recovery import show_row
from odr.schema.typed import hash_of


@strawberry.input(description="Report that a payment came back in part or whole, or that this was undone.")
class ReportRecoveryInput(RepeatableInput):
    """Input of `reportRecovery`."""

    order: strawberry.ID = strawberry.field(description="The order.")
    payment: str = strawberry.field(description="The id under which the payment was registered.")
    source: RecoverySource = strawberry.field(
        description="What gave it back; never ORDER, which cases enter themselves."
    )
    amount: MoneyInput = strawberry.field(description="How much, in the charged currency.")
    reference: str = strawberry.field(description="The bank's or the shop's number: one number, one recovery.")
    line: str | None = strawberry.field(default=None, description="The line of the order, where it is known.")
    undone: bool = strawberry.field(
        default=False, description="It was taken back again, such as a chargeback that was lost: the same other fields."
    )


@payload(
    recoveries.PaymentUnknown,
    recoveries.RecoveryDiffers,
    recoveries.NothingToUndo,
    no.WrongCurrency,
    no.UnknownLine,
)
class ReportRecoveryPayload(Payload):
    """The row of the ledger. The open cases about the order are told within seconds."""

    recovery: Recovery | None = strawberry.field(default=None, description="As it stands in the ledger.")


@mutation
def report_recovery(ctx: Context, input: ReportRecoveryInput) -> ReportRecoveryPayload:
    """Report a refund, chargeback or payment by an insurer or fund that no case ordered: for the marketplace, also with
    an API key of FULFILMENT_WRITE or ORDERS_WRITE. What an order of a case pays is reported by reportFulfilment.
    """
    who = ctx.signed_in()
    if not who.marketplaces or not (who.person or who.scopes & {Scope.FULFILMENT_WRITE, Scope.ORDERS_WRITE}):
        raise no.NotAllowed
    if input.source is RecoverySource.ORDER:
        raise no.InvalidInput(
            field="source", problem="What a case orders is entered by the case. Choose another source."
        )
    ask = Ask(who.person or who.session, "reportRecovery", input.idempotency_key or None, hash_of(input))
    local = ids.part(input.order, "Order")
    report = recoveries.Report(
        input.payment, input.source, input.amount.exact(), input.undone, input.line, input.reference.strip()
    )

    def work(conn: Database) -> str:
        found = order_of(conn, local, reader_of(who))
        if found.marketplace not in who.marketplaces:
            raise no.NotAllowed
        return str(recoveries.record(conn, found.snapshot.order, report, ask.actor, ctx.received_at))

    done = once(ctx.store, ask, work, ctx.received_at)
    with ctx.store.read() as conn:
        rows = recoveries.ledger(conn, local)
    row = next(row for row in rows if row.number == int(done.result))
    return ReportRecoveryPayload(recovery=show_row(row), replayed=done.replayed)
