"""A side blacks places out of an exhibit before it shows it."""

import strawberry

from odr.domain import refusals as no
from odr.domain.events import Area, Place
from odr.evidence import redacting
from odr.evidence.refusals import CannotRedact, DiskFull, StorageAway
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, case_seen, key_of, person_asking, visitor
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.exhibit_types import Exhibit
from odr.schema.noting import AreaInput


@strawberry.input(description="A place of an exhibit that is blacked out.")
class RedactedPlaceInput:
    page: int = strawberry.field(description="On which page, counted from 1.")
    area: AreaInput | None = strawberry.field(default=None, description="Where on it; left out: all of the page.")


@strawberry.input(description="Make a redacted exhibit.")
class RedactExhibitInput(CaseInput):
    """Input of `redactExhibit`."""

    exhibit: strawberry.ID = strawberry.field(description="An exhibit of your side that nobody else has seen.")
    places: list[RedactedPlaceInput] = strawberry.field(description="What is blacked out, at most 500 places.")


@payload(*ACT, no.RecordIsClosed, no.NothingToAnswer, CannotRedact, DiskFull, StorageAway)
class RedactExhibitPayload(CasePayload):
    """The redacted exhibit, and the case."""

    exhibit: Exhibit | None = strawberry.field(
        default=None, description="What was made. It can be disclosed; the original is sealed."
    )


@mutation
def redact_exhibit(ctx: Context, input: RedactExhibitInput) -> RedactExhibitPayload:
    """Make an exhibit of the same pages with places blacked out. The original is kept, and shown to nobody any more,
    but as confidential to who decides."""
    who, case_id = person_asking(ctx), ids.local(input.case, "Case")
    places = tuple(Place(one.page, None, Area(**vars(one.area)) if one.area else None) for one in input.places)
    made, replayed = redacting.redact(
        ctx.house.evidence,
        visitor(who),
        case_id,
        ids.part(input.exhibit, "Exhibit"),
        places,
        ctx.received_at,
        act=key_of(who, "redactExhibit", input, new_id()),
        expected_version=input.expected_version,
    )
    case, known = case_seen(ctx, case_id, who), ids.encode("Exhibit", made)
    found = next((one for one in case.exhibits if one.id == known), None)
    return RedactExhibitPayload(case=case, exhibit=found, replayed=replayed)
