"""How long a case is kept, what was erased of it, and what keeps it, as its reader may know it."""

from datetime import datetime

import strawberry

from odr.schema.base import sized
from odr.schema.part_types import Participant
from odr.schema.vocabulary_amending import Submission
from odr.schema.vocabulary_erasing import ErasureGround, Hold, Kept, LawfulGround


@strawberry.type(description="That something was said or handed in, and was erased.")
class Erasure:
    what: Submission = strawberry.field(description="What kind of thing it was.")
    subject: strawberry.ID | None = strawberry.field(description="Which one; null where a case has one of it.")
    ground: ErasureGround = strawberry.field(description="Why it was erased.")
    clause: str | None = strawberry.field(description="The clause of the rulebook, where the rule erased it.")
    at: datetime = strawberry.field(description="When.")


@strawberry.type(description="That somebody asked for something to be erased, and what was said to it.")
class ErasureRequest:
    id: strawberry.ID = strawberry.field(description="Its id.")
    what: Submission = strawberry.field(description="What kind of thing it is about.")
    subject: strawberry.ID | None = strawberry.field(description="Which one; null where a case has one of it.")
    number: str | None = strawberry.field(description="Its number, if it is an exhibit that you see.")
    ground: LawfulGround = strawberry.field(description="On which ground.")
    reasons: str | None = strawberry.field(description="Why, in their words; null for none, or once erased.")
    by: Participant = strawberry.field(description="Who asked.")
    at: datetime = strawberry.field(description="When.")
    erases: bool | None = strawberry.field(description="Whether it was granted; null until it is answered.")
    answer: str | None = strawberry.field(description="The reasons of the answer; null until then, or once erased.")
    answered_at: datetime | None = strawberry.field(description="When it was answered.")


@strawberry.type(description="An order that nothing of the case is erased.")
class LegalHold:
    id: strawberry.ID = strawberry.field(description="Its id.")
    reasons: str | None = strawberry.field(description="Why; null for a third party, or once erased.")
    authority: str | None = strawberry.field(description="Which court or authority ordered it, if one did.")
    reference: str | None = strawberry.field(description="Its number there.")
    by: Participant = strawberry.field(description="Who placed it.")
    at: datetime = strawberry.field(description="Since when.")


@strawberry.type(description="How long the case is kept, what was erased of it, and what keeps it longer.")
class CaseKeeping:
    evidence_until: datetime | None = strawberry.field(
        description="Until when the exhibits are kept; null while the case is open, or once they are erased."
    )
    record_until: datetime | None = strawberry.field(
        description="Until when everything else is kept; null while the case is open, or once it is erased."
    )
    held_by: list[Hold] = sized(1, description="What keeps a closed case longer than that, now.")
    copy_of: Kept | None = strawberry.field(description="What of it a copy was offered of, before it is erased.")
    copy_until: datetime | None = strawberry.field(description="Until when that copy can be fetched.")
    evidence_erased_at: datetime | None = strawberry.field(description="When the exhibits were erased by rule.")
    record_erased_at: datetime | None = strawberry.field(description="When everything else was erased by rule.")
    erased: list[Erasure] = sized(2, description="What was erased, in order; only what you could see.")
    requests: list[ErasureRequest] = sized(1, description="What somebody asked to be erased, in order.")
    legal_holds: list[LegalHold] = sized(1, description="The legal holds that stand.")
