"""Exhibits with their renditions, as tests meet them."""

from collections.abc import Iterator

from odr.clerk import Clerk
from odr.domain.exhibits import DiscloseExhibit
from odr.domain.roles import Visitor
from odr.evidence.links import create_link, take_out
from odr.evidence.renditions.making import make_renditions
from odr.evidence.renditions.reading import FileShown, files_shown
from odr.evidence.room import EvidenceRoom
from tests.evidence.helpers import BUYER, CASE, NOW, hand_in


def disclose(clerk: Clerk, visitor: Visitor, exhibit: str) -> None:
    clerk.submit(CASE, visitor, lambda by: DiscloseExhibit(by=by, at=NOW, exhibit=exhibit), NOW)


def render(room: EvidenceRoom) -> None:
    """As the worker does."""
    while make_renditions(room, NOW):
        pass


def handed_in(room: EvidenceRoom, body: bytes, visitor: Visitor = BUYER) -> str:
    """The exhibit of a file whose renditions are made."""
    exhibit = hand_in(room, visitor, body).upload.exhibit
    render(room)
    return exhibit


def seen(room: EvidenceRoom, exhibit: str, visitor: Visitor = BUYER) -> FileShown:
    (found,) = [one for one in files_shown(room, room.clerk.look(CASE, visitor, NOW)) if one.exhibit == exhibit]
    return found


def body_of(room: EvidenceRoom, exhibit: str, rendition: str | None, visitor: Visitor = BUYER) -> bytes:
    link = create_link(room, visitor, CASE, exhibit, NOW, rendition)
    return b"".join(take_out(room, link.url.rpartition("/")[2], NOW).body)


def bodies(room: EvidenceRoom, exhibit: str, visitor: Visitor = BUYER) -> Iterator[bytes]:
    """Every rendition of an exhibit."""
    for one in seen(room, exhibit, visitor).renditions:
        yield body_of(room, exhibit, one.id, visitor)
