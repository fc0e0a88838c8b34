"""Who can serve in a case, and who is appointed."""

from typing import Annotated, Any

import strawberry

from odr.accounts.directory import names_in
from odr.accounts.principal import Principal, ServiceRole
from odr.assignment import PAYER, candidates, standing_of
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload, query
from odr.schema.vocabulary import Function


@strawberry.type(description="Somebody who can be appointed.")
class NeutralCandidate:
    person: strawberry.ID = strawberry.field(description="Give it to appointNeutral.")
    name: str = strawberry.field(description="Their name.")
    open_cases: int = strawberry.field(description="How many running cases they have as a neutral.")


@query
def neutrals(
    ctx: Context, function: Annotated[Function, strawberry.argument(description="What they shall serve as.")]
) -> list[NeutralCandidate]:
    """Everybody who serves in this function, who has the fewest cases first. For administrators and registrars."""
    _require_administrator(person_asking(ctx))
    people = candidates(ctx.clerk, function, ctx.received_at)
    known = names_in(ctx.store, people)
    return [
        NeutralCandidate(person=ids.encode("Person", one), name=known.get(one, ""), open_cases=load)
        for one, load in people.items()
    ]


def _require_administrator(who: Principal) -> None:
    if not who.marketplaces and ServiceRole.REGISTRAR not in who.roles:
        raise no.NotAllowed


@strawberry.input(description="Appoint a neutral.")
class AppointNeutralInput(CaseInput):
    """Input of `appointNeutral`."""

    function: Function = strawberry.field(description="What they are appointed for.")
    person: strawberry.ID = strawberry.field(description="One of the query neutrals.")


@payload(*ACT, no.NotEligible)
class AppointNeutralPayload(CasePayload):
    """The case with the neutral."""


@mutation
def appoint_neutral(ctx: Context, input: AppointNeutralInput) -> AppointNeutralPayload:
    """An administrator appoints a neutral: nobody of a side, nobody twice, nobody whom a side pays."""
    person = ids.part(input.person, "Person")
    asked: dict[str, Any] = {"function": input.function, "person": person, **_standing(ctx, input, person)}
    done = perform(ctx, input, AppointNeutral, **asked)
    return AppointNeutralPayload(case=done.case, replayed=done.replayed)


def _standing(ctx: Context, typed: AppointNeutralInput, person: str) -> dict[str, object]:
    """What the service knows of the person; the marketplace pays those who belong to it, the service all others."""
    who = person_asking(ctx)
    case = ctx.clerk.look(ids.local(typed.case, "Case"), visitor(who), ctx.received_at).case
    with ctx.store.read() as conn:
        known = standing_of(conn, person)
    payer = case.marketplace if case.marketplace in known.belongs_to else PAYER
    return {"functions": known.functions, "belongs_to": known.belongs_to, "payer": payer}
