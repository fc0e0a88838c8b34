"""What is told live: that a case changed for whoever asks. What changed is asked for as always."""

from typing import Annotated

import strawberry

from odr.schema import ids
from odr.schema.acts import reader_asking, visitor
from odr.schema.base import Context, subscription
from odr.schema.context import Watched


@strawberry.type(description="How far a case goes for you. Ask for the case again when its version is another one.")
class CaseChange:
    """Nothing that a page of the case does not tell this reader."""

    id: strawberry.ID = strawberry.field(description="The case's id.")
    version: int = strawberry.field(description="How many entries you may see; what you may not see counts nothing.")


@subscription
def case_changed(
    ctx: Context, id: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> CaseChange:
    """Told at once, and again whenever something happens in the case that you may see."""
    who = visitor(reader_asking(ctx))
    local = ids.local(id, "Case")
    seen = ctx.clerk.look(local, who, ctx.received_at)
    ctx.watched = Watched(local, who, seen.case.version, seen.until)
    return CaseChange(id=ids.encode("Case", local), version=seen.case.version)
