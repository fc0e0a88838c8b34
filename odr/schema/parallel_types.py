"""Proceedings elsewhere as a case page shows them."""

from datetime import date, datetime

import strawberry

from odr.schema.part_types import Participant
from odr.schema.vocabulary_parallel import ParallelEffect, ParallelKind, ParallelOutcome


@strawberry.type(description="Something else that deals with the same sale.")
class ParallelProceeding:
    id: strawberry.ID = strawberry.field(description="Its id.")
    kind: ParallelKind = strawberry.field(description="What it is.")
    forum: str | None = strawberry.field(description="Who deals with it, by name; null once erased.")
    reference: str | None = strawberry.field(description="Its number there; null once erased.")
    opened_on: date = strawberry.field(description="When it began.")
    effect: ParallelEffect = strawberry.field(description="What it did to this case.")
    unconfirmed: bool = strawberry.field(
        description="Whether one side alone says so; until somebody else confirms it, it does nothing."
    )
    by: Participant = strawberry.field(description="Who reported it.")
    at: datetime = strawberry.field(description="When that was.")
    outcome: ParallelOutcome | None = strawberry.field(description="How it ended; null while it goes on.")
    ended_on: date | None = strawberry.field(description="When it ended.")
    note: str | None = strawberry.field(description="What was said of its end.")
