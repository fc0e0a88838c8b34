"""Renditions as they are read: for the reader of a case, and one for a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from odr.clerk import CaseSeen
from odr.evidence.renditions.made import Active, Kind
from odr.evidence.renditions.sight import OTHERS_SEE, OthersSee, may_have_original
from odr.evidence.room import EvidenceRoom
from odr.evidence.tables import Rendering, renditions, uploads
from odr.evidence.uploads import of_row

PENDING, READY = "PENDING", "READY"


@dataclass(frozen=True, slots=True)
class Rendition:
    """One page, picture, film, sound or text of an exhibit. Width and height in pixels, size in bytes."""

    id: str
    exhibit: str
    number: int
    kind: Kind
    media_type: str
    width: int | None
    height: int | None
    size: int
    key: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """What one reader gets of the file of an exhibit. `pages`: how many there are, where fewer are shown."""

    exhibit: str
    rendering: Rendering
    renditions: list[Rendition]
    pages: int | None
    active: tuple[Active, ...]
    others_see: OthersSee
    original_for_you: bool


def files_shown(room: EvidenceRoom, seen: CaseSeen) -> list[FileShown]:
    """What this reader gets of each exhibit that they see and whose file is there."""
    exhibits = {one.id: one for one in (*seen.case.exhibits.values(), *seen.case.drafts.values())}
    ready = _ready(room, seen.case.id, exhibits)
    mine = select(uploads).where(uploads.c.case_id == seen.case.id, uploads.c.exhibit.in_(exhibits))
    with room.store.read() as conn:
        found = [of_row(row) for row in conn.execute(mine.where(uploads.c.key.is_not(None)))]
    return [
        FileShown(
            exhibit=one.exhibit,
            rendering=one.rendering,
            renditions=ready.get(one.exhibit, []),
            pages=one.pages,
            active=tuple(Active(each) for each in one.active),
            others_see=OTHERS_SEE[one.rendering],
            original_for_you=may_have_original(exhibits[one.exhibit], seen.by, seen.case, one.rendering),
        )
        for one in found
    ]


def _ready(room: EvidenceRoom, case_id: str, exhibits: Iterable[str]) -> dict[str, list[Rendition]]:
    found: dict[str, list[Rendition]] = {}
    of_case = select(renditions).where(renditions.c.case_id == case_id, renditions.c.state == READY)
    with room.store.read() as conn:
        rows = conn.execute(of_case.where(renditions.c.exhibit.in_(exhibits)).order_by(renditions.c.number))
        for row in rows:
            found.setdefault(row.exhibit, []).append(_of_row(row))
    return found


def rendition_by_id(room: EvidenceRoom, rendition: str) -> Rendition | None:
    """The rendition of this id, if its bytes are there."""
    ready = select(renditions).where(renditions.c.id == rendition, renditions.c.state == READY)
    with room.store.read() as conn:
        row = conn.execute(ready).one_or_none()
    return None if row is None else _of_row(row)


def _of_row(row: Any) -> Rendition:
    return Rendition(
        row.id, row.exhibit, row.number, Kind(row.kind), row.media_type, row.width, row.height, row.size, row.key
    )
