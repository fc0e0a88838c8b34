"""Evidence: announce a file, finalize it, disclose the exhibit, fetch the file. The bytes go beside GraphQL."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import strawberry

from odr.domain import refusals as no
from odr.domain.exhibits import DiscloseExhibit
from odr.evidence import intake
from odr.evidence import refusals as why
from odr.evidence.inspection import refusal_of
from odr.evidence.parts import MOST_PARTS
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import State
from odr.evidence.tus import SENT_WITH, Protocol
from odr.evidence.uploads import Upload, parts_of, so_far, url_of
from odr.schema import ids
from odr.schema.acts import ACT, CasePayload, case_seen, key_of, perform, person_asking, visitor
from odr.schema.base import CaseInput, Context, Payload, RepeatableInput, mutation, payload, query, sized
from odr.schema.exhibit_types import Exhibit
from odr.schema.repeats import ask_of
from odr.schema.typed import prose
from odr.schema.vocabulary import described
from odr.schema.vocabulary_evidence import AskedDocument

described(
    State,
    "How far the file of an upload has come.",
    {
        "UPLOADING": "Begun; not every byte has arrived yet.",
        "QUARANTINED": "Arrived whole and not yet checked. Finalize it, unless it `waits`.",
        "SCANNING": "Checked, and on its way into the case.",
        "AVAILABLE": "An exhibit: who may see it may have the file.",
        "REJECTED": "Harmful, or of a kind that is not taken; the file was deleted.",
        "UNSCANNABLE": "Could not be checked; the file was deleted.",
        "ERASED": "The file was deleted.",
    },
    name="EvidenceState",
)


described(
    Protocol,
    "How the bytes of a file are sent.",
    {
        "TUS": "tus 1.0.0: HEAD tells how much has arrived, PATCH sends what follows.",
        "S3_MULTIPART": "Each of `parts` is PUT to its own address, in any order; what has not arrived is put again.",
    },
    name="EvidenceProtocol",
)


@strawberry.type(description="A header to send with a request.")
class HttpHeader:
    name: str = strawberry.field(description="Its name.")
    value: str = strawberry.field(description="Its value.")


@strawberry.type(description="A part of a file that goes straight into the store of files.")
class EvidencePart:
    number: int = strawberry.field(description="Its place in the file, from 1.")
    size: int = strawberry.field(description="Its size in bytes: no other is taken.")
    url: str = strawberry.field(description="Where it is PUT, for an hour, without any header of its own.")
    arrived: bool = strawberry.field(description="Whether it is there.")


@strawberry.type(description="A file on its way in. Send its bytes to `url`, or its `parts`, then finalize it.")
class EvidenceUpload:
    id: strawberry.ID = strawberry.field(description="Its id.")
    url: str | None = strawberry.field(
        description="Where the bytes go by tus, and are given up, by whoever has it. Null once it was checked or over."
    )
    parts: list[EvidencePart] = sized(
        MOST_PARTS, description="With S3_MULTIPART, each part and where it goes; else, and once it was checked, empty."
    )
    protocol: Protocol = strawberry.field(description="How they are sent, and gone on with after a break.")
    method: str = strawberry.field(description="The HTTP method that sends the whole file in one request.")
    headers: list[HttpHeader] = sized(3, description="The headers of that request.")
    filename: str = strawberry.field(description="The file's name.")
    state: State = strawberry.field(description="How far it has come.")
    waits: bool = strawberry.field(
        description="Whether it was handed in and waits for its check. It then becomes an exhibit by itself."
    )
    problem: str | None = strawberry.field(description="Why it did not become an exhibit, and what to do instead.")
    arrived_bytes: int = strawberry.field(description="How many bytes have arrived: where a transfer goes on.")
    expires_at: datetime = strawberry.field(description="Until when it can be sent and finalized.")
    size_limit: int = strawberry.field(description="How many bytes are taken: the size that was announced.")


def show_upload(room: EvidenceRoom, upload: Upload) -> EvidenceUpload:
    """The upload as the person who began it sees it."""
    sent_with = {} if upload.parts else SENT_WITH
    parts = parts_of(room, upload)
    arrived = sum(part.size for part in parts if part.arrived) if parts else so_far(room, upload).arrived
    return EvidenceUpload(
        id=ids.encode("EvidenceUpload", upload.id),
        url=url_of(room, upload),
        parts=[EvidencePart(**asdict(part)) for part in parts],
        protocol=Protocol.S3_MULTIPART if upload.parts else Protocol.TUS,
        method="PUT" if upload.parts else "PATCH",
        headers=[HttpHeader(name=name, value=value) for name, value in sent_with.items()],
        filename=upload.filename,
        state=upload.state,
        waits=upload.waits,
        problem=refusal_of(upload).message if upload.finding else None,
        arrived_bytes=arrived,
        expires_at=upload.expires_at,
        size_limit=upload.declared_size,
    )


@query
def evidence_uploads(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[EvidenceUpload]:
    """The files that you began to send for a case and neither handed in nor gave up, the last one first; those too that
    wait for their check, and for a week those whose check came to nothing."""
    who, room = person_asking(ctx), ctx.house.evidence
    found = intake.uploads_under_way(room, visitor(who), ids.local(case, "Case"), ctx.received_at)
    return [show_upload(room, upload) for upload in found]


@strawberry.input(description="Announce a file for a case.")
class CreateEvidenceUploadInput(RepeatableInput):
    """Input of `createEvidenceUpload`."""

    case: strawberry.ID = strawberry.field(description="The case.")
    filename: str = strawberry.field(description="The file's name, 1 to 255 characters; it is shown with the exhibit.")
    declared_type: str = strawberry.field(
        default="application/octet-stream",
        description="Its type, as your program names it. What counts is what is found inside.",
    )
    size_bytes: int = strawberry.field(description="Its size in bytes, exactly.")
    sha256: str | None = strawberry.field(
        default=None, description="Its SHA-256 in hexadecimal digits, if you want it compared."
    )


@payload(
    no.CaseIsClosed,
    no.RecordIsClosed,
    why.FileNameNotValid,
    why.FileIsEmpty,
    why.FileTooLarge,
    why.HashNotValid,
    why.TypeNotValid,
    why.TooManyUploads,
    why.StorageAway,
)
class CreateEvidenceUploadPayload(Payload):
    """Where the file goes."""

    upload: EvidenceUpload | None = strawberry.field(default=None, description="The upload that was begun.")


@mutation
def create_evidence_upload(ctx: Context, input: CreateEvidenceUploadInput) -> CreateEvidenceUploadPayload:
    """Announce a file. Its bytes then go to the upload's url; the case knows of it once it is finalized."""
    who = person_asking(ctx)
    new = intake.NewUpload(
        case_id=ids.local(input.case, "Case"),
        filename=input.filename,
        declared_type=input.declared_type,
        size=input.size_bytes,
        sha256=input.sha256,
    )
    ask = ask_of("createEvidenceUpload", who.person, input)
    begun = intake.create_upload(ctx.house.evidence, visitor(who), new, ask, ctx.received_at)
    return CreateEvidenceUploadPayload(upload=show_upload(ctx.house.evidence, begun.upload), replayed=begun.replayed)


@strawberry.input(description="The file has been sent: hand it in.")
class FinalizeEvidenceUploadInput(RepeatableInput):
    """Input of `finalizeEvidenceUpload`."""

    upload: strawberry.ID = strawberry.field(description="The upload.")
    sha256: str | None = strawberry.field(
        default=None, description="The file's SHA-256 in hexadecimal digits, if you want it compared."
    )
    description: str | None = prose(default=None, description="What the file shows, in your words.")
    document: AskedDocument | None = strawberry.field(
        default=None,
        description="Which of the documents that the rulebook asks for it is (`Case.checklist`), or a return label.",
    )
    in_caucus: bool = strawberry.field(
        default=False, description="Whether the mediator sees it too, as in a private talk; only during mediation."
    )
    expected_version: int | None = strawberry.field(
        default=None, description="The version you decided on; if the case has moved on, nothing is done."
    )


@payload(
    *ACT,
    no.RecordIsClosed,
    no.OnlyALabel,
    no.RoomNotOpen,
    why.UploadExpired,
    why.NothingArrived,
    why.HashNotValid,
    why.HashDiffers,
    why.ArrivedDamaged,
    why.StorageAway,
    why.DiskFull,
    why.KindNotAccepted,
    why.FileHarmful,
    why.FileLocked,
    why.FileTooNested,
    why.NotEntered,
)
class FinalizeEvidenceUploadPayload(CasePayload):
    """The exhibit that the file became, and the case. While files cannot be checked, the upload `waits`."""

    upload: EvidenceUpload | None = strawberry.field(default=None, description="The upload as it now stands.")
    exhibit: Exhibit | None = strawberry.field(
        default=None,
        description="The exhibit. Only your own side sees it until you disclose it. Null while the upload waits.",
    )


@mutation
def finalize_evidence_upload(ctx: Context, input: FinalizeEvidenceUploadInput) -> FinalizeEvidenceUploadPayload:
    """Check the file that was sent and hand it in as an exhibit of your side. Twice gives the same exhibit."""
    who = person_asking(ctx)
    act = key_of(who, "finalizeEvidenceUpload", input)
    upload = ids.local(input.upload, "EvidenceUpload")
    asked = intake.Finalizing(upload, input.sha256, input.description, input.document, input.in_caucus)
    done = intake.finalize(
        ctx.house.evidence,
        visitor(who),
        asked,
        ctx.received_at,
        act=act,
        expected_version=input.expected_version,
    )
    case = case_seen(ctx, done.upload.case_id, who)
    handed_in = ids.encode("Exhibit", done.upload.exhibit)
    return FinalizeEvidenceUploadPayload(
        case=case,
        upload=show_upload(ctx.house.evidence, done.upload),
        exhibit=next((one for one in case.exhibits if one.id == handed_in), None),
        replayed=done.replayed,
    )


@strawberry.input(description="Disclose an exhibit of your side.")
class DiscloseExhibitInput(CaseInput):
    """Input of `discloseExhibit`."""

    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    document: AskedDocument | None = strawberry.field(
        default=None,
        description="Which of the documents that the rulebook asks for it is, if that is not as it was handed in.",
    )


@payload(*ACT, no.RecordIsClosed, no.OnlyALabel, no.ExhibitIsSealed)
class DiscloseExhibitPayload(CasePayload):
    """The exhibit under its number, and the case."""

    exhibit: Exhibit | None = strawberry.field(default=None, description="The exhibit, now with its number.")


@mutation
def disclose_exhibit(ctx: Context, input: DiscloseExhibitInput) -> DiscloseExhibitPayload:
    """Put an exhibit before the other side and the neutrals. It gets its number, and this cannot be taken back."""
    exhibit = ids.part(input.exhibit, "Exhibit")
    done = perform(ctx, input, DiscloseExhibit, exhibit=exhibit, document=input.document)
    shown = next((one for one in done.seen.exhibits if one.id == input.exhibit), None)
    return DiscloseExhibitPayload(case=done.case, exhibit=shown, replayed=done.replayed)
