"""Custody: the sheet of an exhibit, the signed log over all cases, and proofs of its entries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import strawberry

from odr.clerk import CaseSeen
from odr.custody import sheet as sheets
from odr.custody.keys import log_key
from odr.custody.log import latest
from odr.custody.proofs import Proof, growth, proofs
from odr.custody.sheet import Line, Sheet
from odr.domain import refusals as no
from odr.domain.sight import reads_as
from odr.evidence.audit import Purpose
from odr.schema import ids
from odr.schema.acts import reader_asking, visitor
from odr.schema.base import Context, query, sized
from odr.schema.part_types import Participant
from odr.schema.reader import Reader, ids_named
from odr.schema.vocabulary import described

described(
    Purpose,
    "What somebody did with the file of an exhibit.",
    {
        "INSPECTED": "The service read the stored file again and found its size, SHA-256 and kind.",
        "SCANNED": "The service had it looked through for harmful programs.",
        "RENDERED": "The service made what others see of it.",
        "VIEWED": "Somebody opened it on the screen.",
        "LINKED": "Somebody was given a link to it.",
        "DOWNLOADED": "Somebody fetched it over such a link.",
        "FOUND_ALTERED": "The service found that what is stored is not what was handed in.",
    },
    name="CustodyPurpose",
)


@strawberry.type(description="Something that happened to an exhibit.")
class CustodyLine:
    at: datetime = strawberry.field(description="When.")
    by: Participant | None = strawberry.field(
        description="Who did it; null where the log is older than the note of who acted in which role."
    )
    sentence: str = strawberry.field(description="What happened, in a sentence.")
    kind: str | None = strawberry.field(description="The kind of entry in the docket; null for a row of the audit log.")
    entry: int | None = strawberry.field(description="The entry's number on your timeline; null for a row of the log.")
    times: int = strawberry.field(
        description="How often it was done on that day (UTC); `at` is the first time. What is done over links to"
        " one file within five minutes counts once."
    )
    until: datetime | None = strawberry.field(description="Of a row of the audit log: when it was done last that day.")
    purpose: Purpose | None = strawberry.field(description="Of a row of the audit log: what was done with the file.")


@strawberry.type(description="Where an exhibit came from, and everything that happened to it.")
class CustodySheet:
    exhibit: strawberry.ID = strawberry.field(description="The exhibit.")
    number: str | None = strawberry.field(description="By which it is cited; null until it is disclosed.")
    name: str | None = strawberry.field(description="The file's name; null once erased.")
    media_type: str = strawberry.field(description="What kind of file it is, as found by looking into it.")
    size: int = strawberry.field(description="In bytes, as read again from where it is stored.")
    sha256: str | None = strawberry.field(description="SHA-256 of the stored file; null once erased.")
    with_log: bool = strawberry.field(
        description="Whether you see who handled the file: the side that handed it in, the decision maker and the"
        " reviewer do."
    )
    lines: list[CustodyLine] = sized(20, description="In the order of time.")


@query
def custody_sheet(
    ctx: Context,
    case: Annotated[strawberry.ID, strawberry.argument(description="The case.")],
    exhibit: Annotated[strawberry.ID, strawberry.argument(description="An exhibit of it that you may see.")],
) -> CustodySheet:
    """Everything that happened to an exhibit. Reading it is not noted."""
    who = reader_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    found = sheets.custody_sheet(
        ctx.store, seen.case, seen.entries, reads_as(seen.by, seen.case), ids.local(exhibit, "Exhibit")
    )
    if found is None:
        raise no.NotFound
    names = ctx.house.names
    known = names.of(ids_named(seen) | _own(seen, found.lines), names.changes())
    return _shown(found, Reader(seen, known, who.language))


def _own(seen: CaseSeen, lines: Iterable[Line]) -> set[str]:
    """People of the reader's own side who handled it and never acted in the case."""
    return {line.by.person for line in lines if line.by and line.by.role is seen.by.role} - {""}


def _shown(sheet: Sheet, reader: Reader) -> CustodySheet:
    exhibit = sheet.exhibit
    return CustodySheet(
        exhibit=ids.encode("Exhibit", exhibit.id),
        number=exhibit.number or None,
        name=exhibit.name.body,
        media_type=exhibit.media_type,
        size=exhibit.size,
        sha256=exhibit.sha256.body,
        with_log=sheet.with_log,
        lines=[_line(one, reader) for one in sheet.lines],
    )


def _line(line: Line, reader: Reader) -> CustodyLine:
    return CustodyLine(
        at=line.at,
        by=reader.participant(line.by) if line.by else None,
        sentence=reader.teller.told(line.entry.event) if line.entry else reader.teller.say(f"custody.{line.purpose}"),
        kind=type(line.entry.event).__name__ if line.entry else None,
        entry=line.entry.number if line.entry else None,
        times=line.times,
        until=line.until,
        purpose=line.purpose,
    )


@strawberry.type(description="How far the log over all cases goes, signed: RFC 9162, C2SP checkpoint.")
class LogCheckpoint:
    text: str = strawberry.field(description="The signed note, every byte of it.")
    public_key: str = strawberry.field(
        description="The key that signs, NAME+ID+KEY. Trust the one that you wrote down, not the one that comes along."
    )
    size: int = strawberry.field(description="How many leaves the log has; decoys are among them.")
    at: datetime = strawberry.field(description="When it was signed.")
    growth: list[str] = sized(
        17,
        description="The hashes that prove that the log of `since` leaves is how this one begins (RFC 9162, 2.1.4), in"
        " hexadecimal digits; empty without `since`.",
    )


@strawberry.type(description="That an entry is in the log. It tells nothing of entries that you may not see.")
class InclusionProof:
    entry: int = strawberry.field(description="The entry's number on your timeline.")
    envelope: str = strawberry.field(
        description="What the entry says, in canonical JSON; words are replaced by commitments to them."
    )
    place: str = strawberry.field(description="Its hidden place in the docket: 32 bytes in hexadecimal digits.")
    index: int = strawberry.field(description="The leaf's index in the log, from 0.")
    path: list[str] = sized(17, description="The hashes from the leaf to the root, in hexadecimal digits.")


@strawberry.type(description="The last checkpoint, and what it proves of a case.")
class InclusionProofs:
    text: str = strawberry.field(description="The signed note of the checkpoint, every byte of it.")
    public_key: str = strawberry.field(description="The key that signs.")
    proofs: list[InclusionProof] = sized(
        40, description="One for each entry that you see whole and that the checkpoint covers."
    )


@query
def checkpoint(
    ctx: Context,
    since: Annotated[
        int | None,
        strawberry.argument(description="The size of a checkpoint that you kept: did the log only grow?"),
    ] = None,
) -> LogCheckpoint | None:
    """How far the log goes. For anybody; null before the first entry was signed."""
    with ctx.store.read() as conn:
        last = latest(conn)
        if last is None:
            return None
        if since is not None and not 0 < since <= last.size:
            raise no.InvalidInput(field="since", problem=f"Name the size of an earlier checkpoint, 1 to {last.size}.")
        hashes = growth(conn, since, last.size) if since else []
    proved = [step.hex() for step in hashes]
    return LogCheckpoint(text=last.note, public_key=_public_key(ctx), size=last.size, at=last.at, growth=proved)


@query
def inclusion_proofs(
    ctx: Context, case: Annotated[strawberry.ID, strawberry.argument(description="The case.")]
) -> InclusionProofs | None:
    """Proofs that the entries you see are in the signed log. An entry is signed within about an hour.

    Null before the first checkpoint.
    """
    who = reader_asking(ctx)
    seen = ctx.clerk.look(ids.local(case, "Case"), visitor(who), ctx.received_at)
    found = proofs(ctx.store, seen.case.id, seen.entries, reads_as(seen.by, seen.case))
    if found is None:
        return None
    return InclusionProofs(
        text=found.checkpoint.note, public_key=_public_key(ctx), proofs=[_proof(one) for one in found.of]
    )


def _public_key(ctx: Context) -> str:
    return str(log_key(ctx.settings).verifier)


def _proof(one: Proof) -> InclusionProof:
    return InclusionProof(
        entry=one.number,
        envelope=one.envelope.decode(),
        place=one.place.hex(),
        index=one.index,
        path=[step.hex() for step in one.path],
    )
