"""A party's own copy of a case: the record of what they see, the entries, the files they may have, and all the hashes.

Nothing is made beforehand but the record. It leaves piece by piece, each file noted in its audit log before its first
byte; what was erased meanwhile is left out and said to be.
"""

import mimetypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec

from odr import codec
from odr.clerk import CaseSeen
from odr.custody import verify_proof
from odr.custody.keys import LogKey
from odr.custody.proofs import Proof, proofs
from odr.domain.case import Entry, Exhibit
from odr.domain.roles import Role
from odr.domain.sight import reads_as, sees_whole
from odr.domain.words import Beside
from odr.evidence import audit
from odr.evidence.audit import Purpose
from odr.evidence.names import download_name
from odr.evidence.renditions.reading import Rendition, files_shown
from odr.evidence.rereading import reread_one
from odr.evidence.room import EvidenceRoom
from odr.evidence.sealed import NotAsSealed
from odr.evidence.tables import State
from odr.evidence.uploads import Upload, by_id
from odr.evidence.vault import Measured
from odr.exports.streamed import Part, archive
from odr.records.issue import Recipient, RecordsOffice
from odr.records.reading import Scope
from odr.records.words import UnknownLanguage
from odr.store import micros

FORMAT = "odr-case-copy/1"
VERIFIER = Path(verify_proof.__file__)
"""It stands alone: whoever has a copy can read it, and run it without the service."""
ERASED = "it was erased"
ALTERED = "what is stored is not what was handed in; the service's people were told"
DAMAGED = "what was made of it is damaged, and could not be included"
README = """A copy of case {number}, as your side saw it at {at} (UTC).

record.pdf     the signed record, in private: all that your side sees
entries.json   the same entry by entry, with the SHA-256 of each as it is sealed in the docket
exhibits/      the files that your side may have; NOT-INCLUDED.txt names those that are not here, and why
proofs.json    that the entries are in the signed log of the service; an entry is logged within about an hour
verify_proof.py    checks them without the service: python verify_proof.py proofs.json --key KEY
SHA256SUMS     the SHA-256 of every file here: sha256sum -c SHA256SUMS

`odr verify record.pdf` says whether the seal holds and whether this is the registered record.
What the service erases after this copy was made stays in it: keep it as you would keep letters of that kind.
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a copy is made with."""

    room: EvidenceRoom
    records: RecordsOffice
    log_key: LogKey


@dataclass(frozen=True, slots=True)
class FileOfCopy:
    """A file that goes into the copy: an original, or a page or picture made of it. `size` in bytes."""

    exhibit: Exhibit
    name: str
    key: str
    size: int
    page: int | None = None


def record_for(desk: Desk, seen: CaseSeen, language: str, at: datetime) -> bytes:
    """The signed record of all that this reader sees; in English where it has no words in their language."""
    return in_words(desk.records, Recipient(seen.case.id, seen.by.role, Scope.PRIVATE, language, seen.by.person), at)[0]


def in_words(records: RecordsOffice, recipient: Recipient, at: datetime) -> tuple[bytes, str]:
    """The signed record, and in which language it is: the recipient's, or English where it has no words in that."""
    for tried in (recipient.language, "en"):
        try:
            return records.read(records.issue(replace(recipient, language=tried), at)), tried
        except UnknownLanguage:
            continue
    raise UnknownLanguage("en")


def files_of(room: EvidenceRoom, seen: CaseSeen) -> tuple[list[FileOfCopy], dict[str, str]]:
    """What this reader may have of each exhibit, by the rule of links; of the others, why not, by their labels."""
    shown = {one.exhibit: one for one in files_shown(room, seen)}
    found: list[FileOfCopy] = []
    left_out: dict[str, str] = {}
    for exhibit in (*seen.case.exhibits.values(), *seen.case.drafts.values()):
        upload, one = _kept(room, exhibit), shown.get(exhibit.id)
        if exhibit.summary is not None:
            left_out[_label(exhibit)] = "it is a summary, which the record holds"
        elif upload is None or one is None:
            left_out[_label(exhibit)] = ERASED
        elif upload.altered:
            left_out[_label(exhibit)] = ALTERED
        elif one.original_for_you:
            found.append(_original(exhibit, upload))
        elif one.renditions:
            found += [_page(exhibit, page) for page in one.renditions]
        else:
            left_out[_label(exhibit)] = "your side sees it page by page, and nothing could be made of it"
    return found, left_out


def _label(exhibit: Exhibit) -> str:
    return exhibit.number or f"draft-{exhibit.id[:8]}"


def _original(exhibit: Exhibit, upload: Upload) -> FileOfCopy:
    name = _plain(download_name(upload.filename, upload.media_type))
    return FileOfCopy(exhibit, f"exhibits/{_label(exhibit)}-{name}", upload.key, upload.size)


def _page(exhibit: Exhibit, page: Rendition) -> FileOfCopy:
    kind = mimetypes.guess_extension(page.media_type) or ""
    return FileOfCopy(exhibit, f"exhibits/{_label(exhibit)}/{page.number:04}{kind}", page.key, page.size, page.number)


def _kept(room: EvidenceRoom, exhibit: Exhibit) -> Upload | None:
    with room.store.read() as conn:
        upload = by_id(conn, exhibit.upload)
    return upload if upload and upload.state is State.AVAILABLE else None


def _plain(name: str) -> str:
    """A name that every system can unpack."""
    return re.sub(r"[^\w.\- ]", "_", name)[-100:]


def copy_of(desk: Desk, seen: CaseSeen, record: bytes, at: datetime) -> Iterator[bytes]:
    """The archive, piece by piece."""
    return archive(_parts(desk, seen, record, at))


def _parts(desk: Desk, seen: CaseSeen, record: bytes, at: datetime) -> Iterator[Part]:
    yield text_part("README.txt", README.format(number=seen.case.number, at=f"{at:%Y-%m-%d %H:%M}"))
    yield Part("record.pdf", [record])
    yield Part("entries.json", [json_of(_entries(seen))], packed=True)
    yield from proofs_of(desk, seen, seen.entries)
    found, left_out = files_of(desk.room, seen)
    for exhibit, files in groupby(found, attrgetter("exhibit")):
        whole = []
        for file in files:
            if _as_it_was(desk.room, file, at):
                whole.append(file)
            else:
                left_out[_told(file)] = ALTERED if file.page is None else DAMAGED
        if whole and _kept(desk.room, exhibit) is not None:
            audit.note(desk.room.store, exhibit.id, seen.by.person, Purpose.DOWNLOADED, at, seen.by.role)
        for file in whole:
            pieces = _pieces(desk.room, file)
            first = next(pieces, None)
            if first is None:
                left_out[_label(exhibit)] = ERASED
            else:
                yield Part(file.name, _joined(first, pieces))
    if left_out:
        lines = (f"{label}: {why}.\n" for label, why in left_out.items())
        yield text_part("NOT-INCLUDED.txt", "".join(lines))


def proofs_of(desk: Desk, seen: CaseSeen, entries: Sequence[Entry]) -> Iterator[Part]:
    """That these entries, as this reader sees them, are in the signed log, and the program that checks it."""
    proved = proofs(desk.room.store, seen.case.id, entries, reads_as(seen.by, seen.case))
    if proved is not None:
        body = {"text": proved.checkpoint.note, "publicKey": str(desk.log_key.verifier)}
        yield Part("proofs.json", [json_of(body | {"proofs": [_proof(one) for one in proved.of]})], packed=True)
        yield Part("verify_proof.py", [VERIFIER.read_bytes()], packed=True)


def _as_it_was(room: EvidenceRoom, file: FileOfCopy, at: datetime) -> bool:
    """Whether it is whole, or was just erased. It is read once before, as what left cannot be called back."""
    try:
        found = room.vault.measure(file.key)
    except (FileNotFoundError, NotAsSealed):
        found = None
    upload = _kept(room, file.exhibit)
    if upload is None:
        return True
    if file.page is not None:
        return found is not None
    return found == Measured(upload.size, upload.sha256) or reread_one(room, upload, at)


def _told(file: FileOfCopy) -> str:
    return _label(file.exhibit) + ("" if file.page is None else f", page {file.page}")


def _pieces(room: EvidenceRoom, file: FileOfCopy) -> Iterator[bytes]:
    """Nothing where it is not there any more."""
    if _kept(room, file.exhibit) is None:
        return
    try:
        yield from room.vault.pieces(file.key)
    except FileNotFoundError:
        return


def _joined(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def text_part(name: str, words: str) -> Part:
    """A file of words."""
    return Part(name, [words.encode()], packed=True)


def _entries(seen: CaseSeen) -> dict[str, Any]:
    """Words stand where the docket seals commitments to them; null where they were erased."""
    seat = reads_as(seen.by, seen.case)
    return {
        "format": FORMAT,
        "case": seen.case.number,
        "reader": seen.by.role.value,
        "rulebook": seen.case.rulebook.id,
        "entries": [
            {
                "number": one.number,
                "at": micros(one.at),
                "role": one.by.role.value,
                "kind": type(one.event).__name__,
                "says": msgspec.Raw(msgspec.json.encode(one.event, enc_hook=_words, order="sorted")),
                "sha256": _leaf(seen, one) if sees_whole(seat, one) else None,
            }
            for one in seen.entries
        ],
    }


def _leaf(seen: CaseSeen, one: Any) -> str:
    return codec.leaf(seen.case.id, one.at, one.by, type(one.event).__name__, codec.body_of(one.event))


def _words(value: object) -> str | None:
    if isinstance(value, Beside):
        return value.body
    raise TypeError(f"{type(value).__name__} is no part of an event")


def _proof(one: Proof) -> dict[str, Any]:
    """As `inclusionProofs` answers, so that the same program checks both."""
    path: Sequence[bytes] = one.path
    return {
        "entry": one.number,
        "envelope": one.envelope.decode(),
        "place": one.place.hex(),
        "index": one.index,
        "path": [step.hex() for step in path],
    }


def json_of(value: object) -> bytes:
    """As a file of the archive: indented, for people too."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1)


COPIED_FOR = frozenset({Role.COMPLAINANT, Role.RESPONDENT, Role.RECIPIENT})
"""Who gets a copy: the sides, and whoever speaks for them. Others have the record."""
