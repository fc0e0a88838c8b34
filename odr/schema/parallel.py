"""Proceedings elsewhere: reported, confirmed, ended. Money that they brought goes into the recovery ledger."""

from datetime import date

import strawberry

from odr import recoveries
from odr.accounts.principal import Scope
from odr.domain import parallel
from odr.domain import refusals as no
from odr.domain.events import RecoverySource
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, visitor
from odr.schema.base import CaseInput, Context, MoneyInput, mutation, payload
from odr.schema.typed import prose, words
from odr.schema.vocabulary_parallel import ParallelKind, ParallelOutcome


@strawberry.input(description="A bank, an insurer, a court or another body deals with the same sale.")
class ReportParallelProceedingInput(CaseInput):
    """Input of `reportParallelProceeding`."""

    kind: ParallelKind = strawberry.field(description="What it is.")
    forum: str = prose(description="Who deals with it, by name.")
    reference: str = prose(description="Its number there.")
    opened_on: date = strawberry.field(description="When it began.")


@payload(*ACT)
class ReportParallelProceedingPayload(CasePayload):
    """The case with the proceeding, and with what the rulebook lets it do."""

    proceeding: strawberry.ID | None = strawberry.field(default=None, description="Its id.")


@mutation
def report_parallel_proceeding(ctx: Context, input: ReportParallelProceedingInput) -> ReportParallelProceedingPayload:
    """Report a proceeding elsewhere: for both sides and the marketplace, also with an API key of FULFILMENT_WRITE.

    It is attached to the case. What more it does, the rulebook says. Nobody loses anything by using a bank.
    """
    made = new_id()
    done = perform(
        ctx,
        input,
        parallel.ReportParallelProceeding,
        scope=Scope.FULFILMENT_WRITE,
        made=made,
        proceeding=made,
        kind=input.kind,
        forum=words(input.forum),
        reference=words(input.reference.strip()),
        opened_on=input.opened_on,
    )
    proceeding = ids.encode("ParallelProceeding", done.subject)
    return ReportParallelProceedingPayload(case=done.case, proceeding=proceeding, replayed=done.replayed)


@strawberry.input(description="Confirm a proceeding elsewhere that somebody else reported.")
class ConfirmParallelProceedingInput(CaseInput):
    """Input of `confirmParallelProceeding`."""

    proceeding: strawberry.ID = strawberry.field(description="The proceeding.")


@payload(*ACT, no.NothingToAnswer, no.ProceedingNotOpen)
class ConfirmParallelProceedingPayload(CasePayload):
    """The case, with what the rulebook lets the proceeding do."""


@mutation
def confirm_parallel_proceeding(
    ctx: Context, input: ConfirmParallelProceedingInput
) -> ConfirmParallelProceedingPayload:
    """Confirm what the other side reported; administrators confirm either. Only then can it do anything."""
    named = ids.part(input.proceeding, "ParallelProceeding")
    done = perform(ctx, input, parallel.ConfirmParallelProceeding, proceeding=named)
    return ConfirmParallelProceedingPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Money that a proceeding elsewhere brought back.")
class RecoveredElsewhereInput:
    payment: str = strawberry.field(description="The id under which the payment was registered.")
    amount: MoneyInput = strawberry.field(description="How much came back, in the charged currency.")


@strawberry.input(description="A proceeding elsewhere is over.")
class EndParallelProceedingInput(CaseInput):
    """Input of `endParallelProceeding`."""

    proceeding: strawberry.ID = strawberry.field(description="The proceeding.")
    outcome: ParallelOutcome = strawberry.field(description="How it ended.")
    ended_on: date = strawberry.field(description="When.")
    note: str | None = prose(default=None, description="What is to be said of it.")
    recovered: RecoveredElsewhereInput | None = strawberry.field(
        default=None,
        description="What a bank or an insurer gave back: for the marketplace only. It is a row of the recovery ledger "
        "under the number of the proceeding.",
    )


@payload(
    *ACT,
    no.NothingToAnswer,
    no.ProceedingNotOpen,
    no.WrongCurrency,
    recoveries.PaymentUnknown,
    recoveries.RecoveryDiffers,
)
class EndParallelProceedingPayload(CasePayload):
    """The case, with how it ended; a pause for it is over."""


@mutation
def end_parallel_proceeding(ctx: Context, input: EndParallelProceedingInput) -> EndParallelProceedingPayload:
    """Report that a proceeding elsewhere is over: for both sides and the marketplace, also with an API key of
    FULFILMENT_WRITE. What it gave back counts once the marketplace reports it, here or by reportRecovery.
    """
    named = ids.part(input.proceeding, "ParallelProceeding")
    if input.recovered:
        _enter(ctx, ids.local(input.case, "Case"), named, input.recovered)
    done = perform(
        ctx,
        input,
        parallel.EndParallelProceeding,
        scope=Scope.FULFILMENT_WRITE,
        proceeding=named,
        outcome=input.outcome,
        ended_on=input.ended_on,
        note=words(input.note),
    )
    return EndParallelProceedingPayload(case=done.case, replayed=done.replayed)


_SOURCES = {
    ParallelKind.CHARGEBACK: RecoverySource.CHARGEBACK,
    ParallelKind.INSURER: RecoverySource.INSURER,
}


def _enter(ctx: Context, case_id: str, proceeding: str, back: RecoveredElsewhereInput) -> None:
    """A row of the ledger: it stands whatever becomes of the act, and the same again is the same row."""
    who = ctx.signed_in()
    seen = ctx.clerk.look(case_id, visitor(who), ctx.received_at)
    known = seen.case.parallel.get(proceeding)
    if seen.case.marketplace not in who.marketplaces or not (who.person or Scope.FULFILMENT_WRITE in who.scopes):
        raise no.NotAllowed
    if known is None:
        raise no.ProceedingNotOpen
    source = _SOURCES.get(known.facts.kind)
    if source is None:
        raise no.InvalidInput(field="recovered", problem="Only a bank or an insurer gives back a payment.")
    report = recoveries.Report(back.payment, source, back.amount.exact(), False, None, known.facts.reference.body or "")
    with ctx.store.write() as conn:
        recoveries.record(conn, seen.case.order, report, who.person or who.session, ctx.received_at)
