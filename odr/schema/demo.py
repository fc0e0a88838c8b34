"""The demo: people to sign in as, and a clock that can be moved forward. In demo mode only."""

from datetime import datetime, timedelta
from typing import cast

import strawberry
from sqlalchemy import Connection

from odr.accounts.repeats import Ask, Done, once, replay
from odr.accounts.sessions import carry_along
from odr.clock import DemoClock
from odr.demo.people import PEOPLE
from odr.domain.refusals import InvalidInput, Refused
from odr.schema.acts import person_asking
from odr.schema.base import Context, Payload, RepeatableInput, mutation, payload, query, sized
from odr.schema.repeats import ask_looked_through

FURTHEST = timedelta(days=400)


class DemoOnly(Refused):
    """Time can be moved in the demo only."""


@strawberry.type(description="Somebody to sign in as.")
class DemoPerson:
    name: str = strawberry.field(description="Their name.")
    part: str = strawberry.field(description="Who they are in the demo.")
    email: str = strawberry.field(description="With which they sign in.")
    password: str = strawberry.field(description="With which they sign in.")


@strawberry.type(description="What is different in the demo.")
class Demo:
    now: datetime = strawberry.field(description="What time it is in the demo.")
    people: list[DemoPerson] = sized(10, description="Whom you can be.")
    mailbox: str = strawberry.field(description="The page on which all mails can be read.")


@query
def demo(ctx: Context) -> Demo | None:
    """The demo's people and time; null outside the demo."""
    if ctx.settings.mode != "demo":
        return None
    people = [DemoPerson(name=one.name, part=one.part, email=one.email, password=one.password) for one in PEOPLE]
    return Demo(now=ctx.received_at, people=people, mailbox="/demo/mail")


@strawberry.input(description="Move the demo's clock forward.")
class AdvanceClockInput(RepeatableInput):
    """Input of `advanceClock`."""

    to: datetime = strawberry.field(description="The new time: later than now, by 400 days at most.")


@payload(DemoOnly)
class AdvanceClockPayload(Payload):
    """The new time."""

    now: datetime | None = strawberry.field(default=None, description="What time it is now.")


@mutation
def advance_clock(ctx: Context, input: AdvanceClockInput) -> AdvanceClockPayload:
    """Move the demo's clock forward, never back. What falls due meanwhile takes effect."""
    who = person_asking(ctx)
    if ctx.settings.mode != "demo":
        raise DemoOnly
    ask = ask_looked_through("advanceClock", who.person, input)
    done = replay(ctx.store, ask) or _advance(ctx, ask, input)
    return AdvanceClockPayload(now=ctx.clock.now(), replayed=done.replayed)


def _advance(ctx: Context, ask: Ask, input: AdvanceClockInput) -> Done:
    by = input.to - ctx.clock.now()
    if not timedelta(0) < by <= FURTHEST:
        raise InvalidInput(field="to", problem=f"The clock moves forward only, by {FURTHEST.days} days at most.")

    def work(conn: Connection) -> str:
        carry_along(conn, by)
        cast(DemoClock, ctx.clock).advance(conn, by)
        return ""

    return once(ctx.store, ask, work, ctx.received_at)
