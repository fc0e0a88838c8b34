"""What can be seen of the files of exhibits: their renditions, what is told of them, and links to both."""

from datetime import datetime
from typing import Annotated

import strawberry

from odr.evidence import links
from odr.evidence import refusals as why
from odr.evidence.renditions.made import Active, Kind
from odr.evidence.renditions.reading import FileShown, Rendition, files_shown
from odr.evidence.renditions.sight import OthersSee
from odr.evidence.tables import Rendering
from odr.schema import ids
from odr.schema.acts import person_asking, visitor
from odr.schema.base import Context, Payload, mutation, payload, query
from odr.schema.vocabulary import described

described(
    Rendering,
    "How far the renditions of an exhibit are.",
    {
        "PENDING": "They are being made; ask again in some seconds.",
        "READY": "They can be seen.",
        "FAILED": "This file could not be shown, though others of its kind can.",
        "NONE": "Nothing of this kind can be shown here.",
    },
    name="RenditionState",
)
described(
    Kind,
    "What a rendition shows.",
    {
        "PICTURE": "The picture, or the first one of a moving picture.",
        "PAGE": "A page of a document.",
        "POSTER": "One picture of a film.",
        "FILM": "The film, its first ten minutes at most.",
        "SOUND": "The sound, its first ten minutes at most.",
        "TEXT": "The words: of a text, an e-mail, a document, or the chat in an archive.",
    },
    name="RenditionKind",
)
described(
    Active,
    "What in a file could act by itself in a program that opens it. Renditions have none of it.",
    {
        "JAVASCRIPT": "It holds a script.",
        "ACTS_WHEN_OPENED": "It does something when it is opened.",
        "STARTS_PROGRAMS": "It can start a program.",
        "HOLDS_FILES": "Other files are hidden in it.",
        "SENDS_FORMS": "It can send what is typed in it somewhere.",
        "MACROS": "It holds macros.",
        "LOADS_FROM_ELSEWHERE": "It loads something from elsewhere.",
    },
    name="ActiveContent",
)
described(
    OthersSee,
    "What the other side gets of an exhibit once it is disclosed. The neutrals can have the file too.",
    {
        "RENDITIONS": "What is shown here, and not the file itself.",
        "ORIGINAL": "The file itself, with everything that is in it: nothing of its kind can be shown here.",
        "NOTHING_YET": "Nothing until the renditions are made.",
        "NOTHING": "Nothing: this file cannot be shown. Hand it in once more in another form if they are to see it.",
    },
)


@strawberry.type(name="Rendition", description="Something to look at, made from the file without what is hidden in it.")
class ShownRendition:
    id: strawberry.ID = strawberry.field(description="Its id, for `createEvidenceLink`.")
    kind: Kind = strawberry.field(description="What it shows.")
    media_type: str = strawberry.field(description="Its type: WebP, MP4, M4A or plain text in UTF-8.")
    page: int = strawberry.field(description="Which one it is, from 1: the page of a document.")
    width: int | None = strawberry.field(description="In pixels, where it has any.")
    height: int | None = strawberry.field(description="In pixels, where it has any.")


@strawberry.type(description="What can be seen of the file of an exhibit.")
class ExhibitFile:
    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    state: Rendering = strawberry.field(description="How far its renditions are.")
    renditions: list[ShownRendition] = strawberry.field(description="What can be shown, in order.")
    pages: int | None = strawberry.field(description="How many pages there are, where fewer are shown.")
    active_content: list[Active] = strawberry.field(description="What in the file itself could act by itself.")
    others_see: OthersSee = strawberry.field(description="What the other side gets once it is disclosed.")
    original_for_you: bool = strawberry.field(description="Whether you may have the file as it was handed in.")


@query
def exhibit_files(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> list[ExhibitFile]:
    """What can be seen of the files of the exhibits that you may see. Not part of the case itself, since it is made
    beside it: no entry of the docket says that a page was painted."""
    who, room = person_asking(ctx), ctx.house.evidence
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    return [_show(one) for one in files_shown(room, seen)]


def _show(one: FileShown) -> ExhibitFile:
    return ExhibitFile(
        exhibit=ids.encode("Exhibit", one.exhibit),
        state=one.rendering,
        renditions=[_show_rendition(each) for each in one.renditions],
        pages=one.pages,
        active_content=list(one.active),
        others_see=one.others_see,
        original_for_you=one.original_for_you,
    )


def _show_rendition(one: Rendition) -> ShownRendition:
    return ShownRendition(
        id=ids.encode("Rendition", one.id),
        kind=one.kind,
        media_type=one.media_type,
        page=one.number,
        width=one.width,
        height=one.height,
    )


@strawberry.type(description="Where a file can be fetched for a few minutes.")
class EvidenceLink:
    url: str = strawberry.field(description="The file or the rendition. Whoever has this address gets it.")
    expires_at: datetime = strawberry.field(description="Until when.")


@strawberry.input(description="Ask for the file of an exhibit.")
class CreateEvidenceLinkInput:
    """Input of `createEvidenceLink`."""

    case: strawberry.ID = strawberry.field(description="The case.")
    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    rendition: strawberry.ID | None = strawberry.field(
        default=None, description="Which of its renditions, to be shown; leave it out for the file itself, to be saved."
    )


@payload(why.OriginalNotForYou)
class CreateEvidenceLinkPayload(Payload):
    """A link to the file. Each one is new. The exhibit's audit log notes, once in five minutes and with your name, that
    you were given links to it."""

    link: EvidenceLink | None = strawberry.field(default=None, description="The link.")


@mutation
def create_evidence_link(ctx: Context, input: CreateEvidenceLinkInput) -> CreateEvidenceLinkPayload:
    """Get a link to one rendition of an exhibit you may see, or to its file. The file is for its own side and the
    neutrals, and for others only where nothing of its kind can be shown; it is saved, never shown."""
    who = person_asking(ctx)
    case, exhibit = ids.local(input.case, "Case"), ids.local(input.exhibit, "Exhibit")
    rendition = None if input.rendition is None else ids.local(input.rendition, "Rendition")
    link = links.create_link(ctx.house.evidence, visitor(who), case, exhibit, ctx.received_at, rendition)
    return CreateEvidenceLinkPayload(link=EvidenceLink(url=link.url, expires_at=link.expires_at))
