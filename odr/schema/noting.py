"""People note something on an exhibit, or what it says in another language."""

from typing import Any

import strawberry

from odr.accounts.details import tag
from odr.accounts.refusals import LanguageNotValid
from odr.domain import noting
from odr.domain import refusals as no
from odr.domain.events import Area, Place
from odr.domain.words import Text
from odr.ids import new_id
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, perform
from odr.schema.base import CaseInput, Context, mutation, payload
from odr.schema.exhibit_types import ExhibitNote
from odr.schema.typed import prose
from odr.schema.vocabulary import Room


@strawberry.input(description="A rectangle on a page, in ten-thousandths of the page's width and height.")
class AreaInput:
    left: int = strawberry.field(description="Its left side, from the left edge of the page: 0 to 9999.")
    top: int = strawberry.field(description="Its upper side, from the upper edge: 0 to 9999.")
    width: int = strawberry.field(description="Its width: 1 to 10000.")
    height: int = strawberry.field(description="Its height: 1 to 10000.")


@strawberry.input(description="A note on an exhibit.")
class NoteInput(CaseInput):
    """What notes have in common."""

    exhibit: strawberry.ID = strawberry.field(description="An exhibit that you see.")
    words: str = prose(description="The words.")
    page: int | None = strawberry.field(default=None, description="On which page, counted from 1.")
    second: int | None = strawberry.field(default=None, description="Of a recording: at which second.")
    area: AreaInput | None = strawberry.field(default=None, description="Where on the page.")
    room: Room | None = strawberry.field(
        default=None, description="Who reads it, of `Exhibit.noteRooms`; left out, the first of them."
    )

    def note(self) -> dict[str, Any]:
        area = Area(**vars(self.area)) if self.area else None
        place = Place(self.page, self.second, area)
        exhibit = ids.part(self.exhibit, "Exhibit")
        return {"exhibit": exhibit, "words": Text(self.words), "place": place, "room": self.room}


NOTING = (*ACT, no.NothingToAnswer, no.ReasonsMissing, no.RoomNotOpen, no.RecordIsClosed, no.MessagesNotTaken)


@strawberry.input(description="Note something on an exhibit.")
class AnnotateExhibitInput(NoteInput):
    """Input of `annotateExhibit`."""


@payload(*NOTING)
class AnnotateExhibitPayload(CasePayload):
    """The note, and the case."""

    note: ExhibitNote | None = strawberry.field(default=None, description="The note.")


@mutation
def annotate_exhibit(ctx: Context, input: AnnotateExhibitInput) -> AnnotateExhibitPayload:
    """Note something on an exhibit, or on a place of it. The file stays as it is; the note can be taken back."""
    made = new_id()
    done = perform(ctx, input, noting.AnnotateExhibit, made=made, annotation=made, **input.note())
    found = _found(done.seen.exhibit_notes, done.subject)
    return AnnotateExhibitPayload(case=done.case, note=found, replayed=done.replayed)


@strawberry.input(description="Note what an exhibit says in another language.")
class NoteTranslationInput(NoteInput):
    """Input of `noteTranslation`."""

    language: str = strawberry.field(description="The language of your words (BCP 47), such as en.")
    translator: str = strawberry.field(description="Who translated it: a person, an office, a program.")
    certified: bool = strawberry.field(default=False, description="Whether a sworn translator certified it.")


@payload(*NOTING, LanguageNotValid)
class NoteTranslationPayload(CasePayload):
    """The note, and the case."""

    note: ExhibitNote | None = strawberry.field(default=None, description="The note.")


@mutation
def note_translation(ctx: Context, input: NoteTranslationInput) -> NoteTranslationPayload:
    """Say what an exhibit, or a place of it, says in another language. The original stays beside it."""
    made = new_id()
    asked: dict[str, Any] = {
        "language": tag(input.language),
        "translator": Text(input.translator),
        "certified": input.certified,
    }
    done = perform(ctx, input, noting.NoteTranslation, made=made, translation=made, **asked, **input.note())
    found = _found(done.seen.exhibit_notes, done.subject)
    return NoteTranslationPayload(case=done.case, note=found, replayed=done.replayed)


def _found(notes: list[ExhibitNote], note: str) -> ExhibitNote | None:
    return next((one for one in notes if one.id == ids.encode("ExhibitNote", note)), None)
