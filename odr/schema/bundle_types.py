"""The bundle as one of its cases shows it: how many cases there are, and never which."""

from datetime import datetime

import strawberry

from odr.schema.vocabulary_bundling import BundleStanding, Leaving


@strawberry.type(description="That this case is, or was, handled together with similar ones against the same trader.")
class CaseBundle:
    id: strawberry.ID | None = strawberry.field(
        description="The bundle, for administrators and neutrals: ask for it by this id. Null for everybody else."
    )
    cases: int = strawberry.field(description="How many cases there are in all, this one among them.")
    reasons: str | None = strawberry.field(description="Why they are handled together; null once erased.")
    standing: BundleStanding = strawberry.field(description="Where this case stands in it.")
    joined: bool = strawberry.field(description="Whether the time to object is over and this case is in it.")
    proposed_at: datetime = strawberry.field(description="When that was proposed.")
    objection_due: datetime | None = strawberry.field(
        description="Until when either side can object, exclusive; null when that is over."
    )
    left: Leaving | None = strawberry.field(
        description="Why this case is handled by itself again; null while it is in."
    )
    left_at: datetime | None = strawberry.field(description="Since when.")
    released_because: str | None = strawberry.field(description="The reasons of whoever took this case out.")
