"""Erasing on request, and legal holds."""

from typing import Annotated

import strawberry

from odr.domain import erasing, retention
from odr.domain import refusals as no
from odr.domain.words import Text
from odr.evidence.upkeep import clear_erased
from odr.exports.case_copy import COPIED_FOR, files_of
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform, person_asking, visitor
from odr.schema.amending import subject_of
from odr.schema.base import CaseInput, Context, mutation, payload, query
from odr.schema.typed import prose, words
from odr.schema.vocabulary_amending import Submission
from odr.schema.vocabulary_erasing import LawfulGround


@strawberry.input(description="Ask for something in a case to be erased.")
class AskErasureInput(CaseInput):
    """Input of `askErasure`."""

    what: Submission = strawberry.field(description="What kind of thing it is.")
    id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Which message, exhibit, statement or counterclaim; leave it out where a case has one.",
    )
    ground: LawfulGround = strawberry.field(description="On which ground.")
    reasons: str | None = prose(default=None, description="Why, in your words. Both sides read it.")


@payload(*ACT, no.LegalHoldStands, no.StillReliedOn, no.ErasedWithTheRecord, no.NothingToAnswer)
class AskErasurePayload(CasePayload):
    """The case."""


@mutation
def ask_erasure(ctx: Context, input: AskErasureInput) -> AskErasurePayload:
    """Ask that something you see is erased. A file of yours that nobody else saw yet is erased at once and for good.

    About everything else whoever administers the case decides. What was put before the other side stays while the case
    runs, unless a court or an authority orders otherwise. That it was there, when it was erased and why stays.
    """
    made = new_id()
    done = perform(
        ctx,
        input,
        erasing.AskErasure,
        made=made,
        erasure=made,
        what=input.what,
        subject=subject_of(input.what, input.id),
        ground=input.ground,
        reasons=words(input.reasons),
    )
    clear_erased(ctx.house.evidence, ids.local(input.case, "Case"))
    return AskErasurePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Answer somebody who asked for something to be erased.")
class AnswerErasureInput(CaseInput):
    """Input of `answerErasure`."""

    request: strawberry.ID = strawberry.field(description="The request.")
    erases: bool = strawberry.field(description="True erases it at once and for good.")
    reasons: str = prose(description="Why. Both sides read it.")


@payload(*ACT, no.LegalHoldStands, no.StillReliedOn, no.NothingToAnswer, no.ReasonsMissing)
class AnswerErasurePayload(CasePayload):
    """The case."""


@mutation
def answer_erasure(ctx: Context, input: AnswerErasureInput) -> AnswerErasurePayload:
    """Grant that something is erased, or say why not. For whoever administers the case."""
    request, said = ids.part(input.request, "ErasureRequest"), Text(input.reasons)
    done = perform(ctx, input, erasing.AnswerErasure, erasure=request, erases=input.erases, reasons=said)
    clear_erased(ctx.house.evidence, ids.local(input.case, "Case"))
    return AnswerErasurePayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Let nothing of a case be erased.")
class PlaceLegalHoldInput(CaseInput):
    """Input of `placeLegalHold`."""

    reasons: str = prose(description="Why. Both sides read it.")
    authority: str | None = prose(default=None, description="The court or authority that orders it, if one does.")
    reference: str | None = prose(default=None, description="Its number there.")


@payload(*ACT, no.ReasonsMissing, no.NothingToErase)
class PlaceLegalHoldPayload(CasePayload):
    """The case."""


@mutation
def place_legal_hold(ctx: Context, input: PlaceLegalHoldInput) -> PlaceLegalHoldPayload:
    """Keep everything in the case until the hold is lifted, past every date and against every request."""
    made = new_id()
    done = perform(
        ctx,
        input,
        retention.PlaceLegalHold,
        made=made,
        hold=made,
        reasons=Text(input.reasons),
        authority=words(input.authority),
        reference=words(input.reference),
    )
    return PlaceLegalHoldPayload(case=done.case, replayed=done.replayed)


@strawberry.input(description="Lift a legal hold.")
class LiftLegalHoldInput(CaseInput):
    """Input of `liftLegalHold`."""

    hold: strawberry.ID = strawberry.field(description="The hold.")
    reasons: str = prose(description="Why. Both sides read it.")


@payload(*ACT, no.NothingToAnswer, no.ReasonsMissing)
class LiftLegalHoldPayload(CasePayload):
    """The case."""


@mutation
def lift_legal_hold(ctx: Context, input: LiftLegalHoldInput) -> LiftLegalHoldPayload:
    """Lift a hold. Once none stands, the dates count again, and a copy of the case is offered before anything goes."""
    hold, reasons = ids.part(input.hold, "LegalHold"), Text(input.reasons)
    done = perform(ctx, input, retention.LiftLegalHold, hold=hold, reasons=reasons)
    return LiftLegalHoldPayload(case=done.case, replayed=done.replayed)


@strawberry.type(description="Your side's own copy of a case: the record, the entries, the files you may have, hashes.")
class CaseCopy:
    path: str = strawberry.field(description="Where the zip is fetched, with the same sign-in.")
    files: int = strawberry.field(description="How many files of exhibits are in it.")
    bytes: float = strawberry.field(description="How large these are together, in bytes.")
    left_out: int = strawberry.field(description="How many exhibits are not in it; NOT-INCLUDED.txt says why.")


@query
def case_copy(ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]) -> CaseCopy:
    """What a copy of the case would hold now. For its sides and whoever speaks for them."""
    who = person_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    if seen.by.role not in COPIED_FOR:
        raise no.NotAllowed
    found, left_out = files_of(ctx.house.evidence, seen)
    return CaseCopy(
        path=f"/copies/{seen.case.id}.zip",
        files=len(found),
        bytes=float(sum(one.size for one in found)),
        left_out=len(left_out),
    )
