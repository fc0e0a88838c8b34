"""Who can serve in a case, and who is appointed."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from sqlalchemy import Connection

from odr.accounts.directory import names_in
from odr.accounts.neutrals import profile_of
from odr.accounts.principal import Principal, ServiceRole
from odr.assignment import asked_for, candidates, in_order, suits
from odr.clerk import CaseSeen
from odr.domain import refusals as no
from odr.domain.appointing import AppointNeutral, against
from odr.domain.guards import require_administrator
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload, query
from odr.schema.vocabulary import Function


@strawberry.type(description="Somebody who can be appointed.")
class NeutralCandidate:
    person: strawberry.ID = strawberry.field(description="Give it to appointNeutral.")
    name: str = strawberry.field(description="Their name.")
    open_cases: int = strawberry.field(description="How many running cases they have as a neutral.")
    languages: list[str] = strawberry.field(description="Languages they work in.")
    away_from: datetime | None = strawberry.field(description="From when they are away.")
    away_until: datetime | None = strawberry.field(description="Until when, exclusive.")
    speaks: bool | None = strawberry.field(description="Whether they speak the language of the case you named.")
    knows: bool | None = strawberry.field(description="Whether they know its kind of complaint or of goods.")
    against: list[str] = strawberry.field(description="Why they cannot serve in the case you named; empty if they can.")


@query
def neutrals(
    ctx: Context,
    function: Annotated[Function, strawberry.argument(description="What they shall serve as.")],
    case: Annotated[strawberry.ID | None, strawberry.argument(description="The case they are to serve in.")] = None,
) -> list[NeutralCandidate]:
    """Everybody who serves in this function, the next one by the rule first. For administrators and registrars."""
    who = person_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at) if case else None
    _require_administrator(who, seen)
    load = candidates(ctx.clerk, function, ctx.received_at)
    names = names_in(ctx.store, load)
    with ctx.store.read() as conn:
        people = in_order(conn, seen.case, load) if seen else load
        return [_candidate(conn, ctx, seen, function, (one, names.get(one, ""), load[one])) for one in people]


def _candidate(
    conn: Connection, ctx: Context, seen: CaseSeen | None, function: Function, row: tuple[str, str, int]
) -> NeutralCandidate:
    person, name, load = row
    known = profile_of(conn, person)
    speaks, knows = suits(known, seen.case) if seen else (None, None)
    asked = asked_for(conn, seen.case, function, person, seen.by, ctx.received_at) if seen else None
    return NeutralCandidate(
        person=ids.encode("Person", person),
        name=name,
        open_cases=load,
        languages=list(known.languages),
        away_from=known.away_from,
        away_until=known.away_until,
        speaks=speaks,
        knows=knows,
        against=list(against(asked, seen.case)) if asked and seen else [],
    )


def _require_administrator(who: Principal, seen: CaseSeen | None) -> None:
    if seen is not None:
        require_administrator(seen.by, seen.case)
    elif not who.marketplaces and ServiceRole.REGISTRAR not in who.roles:
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
    who, person = person_asking(ctx), ids.part(input.person, "Person")
    case = ctx.clerk.look(ids.local(input.case, "Case"), visitor(who), ctx.received_at)
    with ctx.store.read() as conn:
        asked = asked_for(conn, case.case, input.function, person, case.by, ctx.received_at)
    fields: dict[str, Any] = {
        name: getattr(asked, name) for name in AppointNeutral.__dataclass_fields__ if name not in ("by", "at")
    }
    done = perform(ctx, input, AppointNeutral, **fields)
    return AppointNeutralPayload(case=done.case, replayed=done.replayed)
