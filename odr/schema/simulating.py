"""A case that nobody has, under a rulebook or a draft: on which day it would be where."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import strawberry

from odr.domain import simulate as simulated
from odr.domain.refusals import InvalidInput
from odr.domain.rulebook.terms import Acts
from odr.domain.simulate import PLAYERS, Course, Script
from odr.rulebooks.meanings import language_for
from odr.schema.base import Context, query, sized
from odr.schema.rulebooks import RulebookId, language_of, made_of
from odr.schema.typed import EARLIEST, LATEST
from odr.schema.vocabulary import Ground, How, Role, Stage, described
from odr.simulations import svg, words

described(
    Acts,
    "Whom a rulebook lets act.",
    {
        "COMPLAINANT": "The side that complains.",
        "RESPONDENT": "The side complained of.",
        "PARTIES": "Both sides together.",
        "CONSUMER": "The consumer; without one the complainant.",
        "ADMINISTRATOR": "The marketplace or a registrar.",
        "MEDIATOR": "The mediator.",
        "DECIDER": "The decision maker.",
        "SECOND_READER": "The second reader.",
        "REVIEWER": "The reviewer.",
        "ANY_PARTY": "Either side.",
        "WHOEVER_OWES": "Whoever owes the step.",
        "SERVICE": "Nobody; the service counts.",
    },
    "Actor",
)


@strawberry.type(description="One act of a simulated case, or what the end of a time frame brought.")
class SimulatedStep:
    """GraphQL's spelling of `odr.domain.simulate.Step`."""

    at: datetime = strawberry.field(description="When.")
    day: date = strawberry.field(description="The day, where the marketplace is.")
    who: str = strawberry.field(description="Who acted; rulebook or service for what came by rule.")
    what: str = strawberry.field(description="The action, or what the end of the time frame brings.")
    clause: str | None = strawberry.field(description="The clause of the time frame that ended, if one did.")
    how: How = strawberry.field(description="By act or by rule.")
    stage: Stage = strawberry.field(description="The stage after it.")


@strawberry.type(description="One time frame of a simulated case.")
class SimulatedFrame:
    """GraphQL's spelling of `odr.domain.simulate.Bar`."""

    clause: str = strawberry.field(description="The clause of the rulebook, such as complaint.answer.")
    stage: Stage = strawberry.field(description="The stage in which it began.")
    waits_for: list[Role] = sized(1, description="Whoever must act.")
    start: datetime = strawberry.field(description="From when it ran.")
    due: datetime = strawberry.field(description="Its exclusive bound.")
    last_day: date = strawberry.field(description="The day by whose end one must act.")
    until: datetime | None = strawberry.field(description="When it ended; null while it ran.")
    source: str = strawberry.field(description="Where its length comes from.")


@strawberry.type(description="The dated course of a case that nobody has. An example, no promise.")
class Simulation:
    """GraphQL's spelling of `odr.domain.simulate.Course`."""

    rulebook: str = strawberry.field(description="The rulebook it ran under.")
    zone: str = strawberry.field(description="The zone of its days.")
    start: datetime = strawberry.field(description="When the complaint was filed.")
    end: datetime = strawberry.field(description="When it closed, or to when it was followed.")
    days: int = strawberry.field(description="How many days it took.")
    ground: Ground | None = strawberry.field(description="Why it closed; null where it still ran.")
    steps: list[SimulatedStep] = sized(20, description="What happened, in its order.")
    frames: list[SimulatedFrame] = sized(15, description="Every time frame with its dates.")
    drawing: str = strawberry.field(
        description="The same as a drawing: an SVG file, in your language where the rulebook declares it."
    )
    language: str = strawberry.field(description="The language of the drawing.")


FiledAt = Annotated[datetime | None, strawberry.argument(description="When the complaint is filed; now if left out.")]
Silent = Annotated[
    list[Acts] | None,
    strawberry.argument(description="Who never acts. Everybody else takes the next step as soon as it is possible."),
]


@query
def simulate_rulebook(
    ctx: Context, rulebook: RulebookId, filed_at: FiledAt = None, silent: Silent = None
) -> Simulation:
    """Run a case that nobody has through the real procedure, under a rulebook or under a draft."""
    start = filed_at or ctx.received_at
    if not EARLIEST <= start < LATEST:
        raise InvalidInput(field="filedAt", problem="Give a date between 1970 and 2200.")
    _require_players(silent or ())
    script, days = Script(silent=frozenset(silent or ())), ctx.clerk.law.calendars
    under = made_of(ctx, rulebook).rulebook
    language = language_for(under.languages, language_of(ctx))
    return _show(simulated.simulate(under, start, script, calendars=days), language)


def _require_players(silent: Sequence[Acts]) -> None:
    if not set(silent) <= set(PLAYERS):
        allowed = ", ".join(one.name for one in PLAYERS)
        raise InvalidInput(field="silent", problem=f"Silent can be: {allowed}.")


def _show(course: Course, language: str) -> Simulation:
    return Simulation(
        rulebook=course.rulebook,
        zone=course.zone,
        start=course.start,
        end=course.end,
        days=words.days(course),
        ground=course.ground,
        steps=[
            SimulatedStep(
                at=one.at,
                day=one.day,
                who=one.who,
                what=one.what,
                clause=one.clause or None,
                how=one.how,
                stage=one.stage,
            )
            for one in course.steps
        ],
        frames=[
            SimulatedFrame(
                clause=one.clause,
                stage=one.stage,
                waits_for=list(one.actors),
                start=one.start,
                due=one.due,
                last_day=words.last_day(one),
                until=one.until,
                source=one.source,
            )
            for one in course.bars
        ],
        drawing=svg.svg(course, words.spoken(language)),
        language=language,
    )
