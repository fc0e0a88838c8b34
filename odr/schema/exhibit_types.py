"""What is handed in, asked for and missing, as a case page shows it."""

from datetime import datetime

import strawberry

from odr.schema.part_types import Participant
from odr.schema.vocabulary import ComplaintType, Room, Side
from odr.schema.vocabulary_amending import Submission
from odr.schema.vocabulary_evidence import AskedDocument, Production


@strawberry.type(description="A file handed in.")
class Exhibit:
    id: strawberry.ID = strawberry.field(description="Its id.")
    number: str | None = strawberry.field(description="By which it is cited, such as C-1; null until it is disclosed.")
    side: Side | None = strawberry.field(description="The side that handed it in; null where a third party did.")
    third_party: strawberry.ID | None = strawberry.field(description="The third party that handed it in.")
    name: str | None = strawberry.field(description="The file's name.")
    sha256: str | None = strawberry.field(description="SHA-256 of the file as handed in, in hexadecimal digits.")
    media_type: str = strawberry.field(description="What kind of file it is, as found by looking into it.")
    size: int = strawberry.field(description="In bytes.")
    description: str | None = strawberry.field(description="What it shows, in the words of its side.")
    at: datetime = strawberry.field(description="When it was handed in, or disclosed.")
    disclosed: bool = strawberry.field(description="Whether the other side and the neutrals have it.")
    document: AskedDocument | None = strawberry.field(
        description="Which of the documents that the rulebook asks for it is, if its giver said so."
    )
    room: Room = strawberry.field(description="Who sees it.")
    summary: str | None = strawberry.field(
        description="What stands in the place of a confidential exhibit, which is not here: there is no file."
    )
    redacted: bool = strawberry.field(description="Whether places were blacked out of it before it was handed in here.")
    sealed: bool = strawberry.field(description="Whether it is the original of a redacted exhibit, and shown no more.")
    note_rooms: list[Room] = strawberry.field(description="Who could read what you note on it now; empty: nobody.")


@strawberry.type(description="That an exhibit must not be read by the other side, which learns nothing of the claim.")
class ConfidentialityClaim:
    id: strawberry.ID = strawberry.field(description="Its id.")
    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    side: Side = strawberry.field(description="Whose it is.")
    reasons: str | None = strawberry.field(description="Why; null once erased.")
    summary: str | None = strawberry.field(description="What the other side would read in its place.")
    by: Participant = strawberry.field(description="Who claimed it.")
    at: datetime = strawberry.field(description="When.")
    granted: bool | None = strawberry.field(description="How it was ruled on; null until then.")
    ruling: str | None = strawberry.field(description="The reasons of the ruling.")
    open: bool = strawberry.field(description="Whether it is to be ruled on.")


@strawberry.type(description="A rectangle on a page, in ten-thousandths of the page's width and height.")
class Area:
    left: int = strawberry.field(description="Its left side, from the left edge of the page.")
    top: int = strawberry.field(description="Its upper side, from the upper edge.")
    width: int = strawberry.field(description="Its width.")
    height: int = strawberry.field(description="Its height.")


@strawberry.type(description="What somebody noted on an exhibit; a translation says its language.")
class ExhibitNote:
    id: strawberry.ID = strawberry.field(description="Its id.")
    what: Submission = strawberry.field(description="ANNOTATION or TRANSLATION.")
    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    room: Room = strawberry.field(description="Who reads it.")
    page: int | None = strawberry.field(description="On which page, counted from 1.")
    second: int | None = strawberry.field(description="Of a recording: at which second.")
    area: Area | None = strawberry.field(description="Where on the page.")
    words: str | None = strawberry.field(description="The words; null once erased.")
    language: str | None = strawberry.field(description="Of a translation: its language (BCP 47).")
    translator: str | None = strawberry.field(description="Of a translation: who made it.")
    certified: bool = strawberry.field(description="Of a translation: whether a sworn translator certified it.")
    by: Participant = strawberry.field(description="Who noted it.")
    at: datetime = strawberry.field(description="When.")
    yours: bool = strawberry.field(description="Whether you can take it back, or correct it.")
    withdrawn: bool = strawberry.field(description="Whether it was taken back.")


@strawberry.type(description="What one side was asked for, and what came of it.")
class EvidenceRequest:
    id: strawberry.ID = strawberry.field(description="Its id.")
    side: Side = strawberry.field(description="Who was asked.")
    what: str | None = strawberry.field(description="What was asked for; null once erased.")
    why: str | None = strawberry.field(description="What it would show.")
    binding: bool = strawberry.field(description="Whether it is a production order of the decision maker.")
    sender: Participant = strawberry.field(name="from", description="Who asked.")
    at: datetime = strawberry.field(description="When.")
    due: datetime | None = strawberry.field(description="Until when it can be answered, while it is open.")
    answer: Production | None = strawberry.field(description="How it was answered.")
    exhibits: list[str] = strawberry.field(description="The exhibits named in the answer, by number.")
    words: str | None = strawberry.field(description="The answer in words.")
    failed: bool = strawberry.field(description="Whether the time ended and nothing came.")
    may_count_against: bool = strawberry.field(description="Whether a decision may infer something from it.")
    yours: bool = strawberry.field(description="Whether your side was asked.")


@strawberry.type(description="A document that the rulebook asks for, by the kinds of complaint in the case.")
class ChecklistItem:
    document: AskedDocument = strawberry.field(description="Which document.")
    title: str = strawberry.field(description="What it is, in the rulebook's words.")
    why: str = strawberry.field(description="Why it is asked for.")
    complaints: list[ComplaintType] = strawberry.field(description="For which kinds of complaint it is asked.")
    exhibits: list[strawberry.ID] = strawberry.field(
        description="What its givers named as it: disclosed exhibits, and your own side's undisclosed ones."
    )
    missing: bool = strawberry.field(
        description="Whether nobody has disclosed it. What is not disclosed is no evidence."
    )
